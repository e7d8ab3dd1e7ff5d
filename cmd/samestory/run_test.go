package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInterruptedWhileWaiting interrupts a run that waits for input that never comes: it ends at once, and leaves no file.
func TestInterruptedWhileWaiting(t *testing.T) {
	stdin, never, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	defer never.Close()
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"report":  {"report", "-o", filepath.Join(dir, "report.txt"), "-"},
		"compare": {"compare", "-o", filepath.Join(dir, "report.txt"), "-", "-"},
		"dedupe":  {"dedupe", "-o", filepath.Join(dir, "merged.xml")},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		var out, errs bytes.Buffer
		done := make(chan int)
		go func() { done <- run(ctx, args, stdin, &out, &errs) }()
		time.Sleep(20 * time.Millisecond)
		cancel()
		select {
		case code := <-done:
			if code != exitInterrupted || out.Len() > 0 || errs.String() != "samestory: error: interrupted\n" {
				t.Errorf("%s: exit code %d, output %q, errors %q; want %d, nothing, one line", name, code, out.String(), errs.String(),
					exitInterrupted)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s did not end", name)
		}
		if files, err := os.ReadDir(dir); err != nil || len(files) > 0 {
			t.Errorf("%s: after an interrupted run there is %v, %v", name, files, err)
		}
	}
}

// TestInterruptedBefore asks for a run that is over before it began.
func TestInterruptedBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"report", filepath.Join("..", "..", "testdata", "seeds")}, strings.NewReader(""), &out, &errs)
	if code != exitInterrupted || out.Len() > 0 {
		t.Errorf("exit code %d, output %q, errors %q; want %d and nothing", code, out.String(), errs.String(), exitInterrupted)
	}
}

// TestTerminated: SIGTERM is an end like any other for what has none of its own, and tells of everything else that it is not done.
func TestTerminated(t *testing.T) {
	dir := t.TempDir()
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<rss version=\"2.0\"><channel><title>Bay</title></channel></rss>")
	}))
	defer feed.Close()
	state := filepath.Join(dir, "state")
	for name, c := range map[string]struct {
		args []string
		code int
	}{
		"watch": {[]string{"watch", "--quiet", "--state", state, "-o", filepath.Join(dir, "out.xml"), feed.URL}, exitDone},
		"watch --once": {
			[]string{
				"watch", "--once", "--pace", "1h", "--state", state + "2", "-o", filepath.Join(dir, "b.xml"), feed.URL + "/a", feed.URL + "/b",
			},
			exitTerminated,
		},
		"report": {[]string{"report", "-"}, exitTerminated},
	} {
		ctx, end := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { end(errTerminated) })
		stdin, never := io.Pipe()
		var out, errs bytes.Buffer
		if code := run(ctx, c.args, stdin, &out, &errs); code != c.code {
			t.Errorf("%s: exit code %d, want %d; errors %q", name, code, c.code, errs.String())
		}
		_ = never.Close()
	}
}

// TestOutputThatFails holds that the error of writing is told, whatever the command.
func TestOutputThatFails(t *testing.T) {
	seeds := filepath.Join("..", "..", "testdata", "seeds")
	for _, args := range [][]string{
		{"report", seeds}, {"report", "--format", "json", seeds}, {"dedupe", seeds}, {"version"}, {"man"},
	} {
		var errs bytes.Buffer
		code := run(t.Context(), args, strings.NewReader(""), brokenWriter{}, &errs)
		if want := "samestory: error: io: read/write on closed pipe\n"; code != exitFailed || errs.String() != want {
			t.Errorf("%q: exit code %d, errors %q; want %d, %q", args, code, errs.String(), exitFailed, want)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
