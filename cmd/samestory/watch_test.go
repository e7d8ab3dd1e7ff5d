package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestWatchScripts runs scripts beside a server of their folder www: $SERVER is its address, feeds.opml a list of all feeds there, and
// requests.txt says who asked for what, and the answer.
func TestWatchScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script", "watch"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "await": await,
		},
		Setup: func(e *testscript.Env) error {
			www := &webFolder{dir: e.WorkDir}
			server := httptest.NewServer(www)
			e.Defer(server.Close)
			e.Setenv("SERVER", server.URL)
			e.Setenv("GORACE", "atexit_sleep_ms=0")
			for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
				e.Setenv(name, "")
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "feeds.opml"), []byte(listOf(server.URL, e.WorkDir)), 0o666)
		},
	})
}

// listOf writes the list of all feeds in www.
func listOf(server, dir string) string {
	files, _ := filepath.Glob(filepath.Join(dir, "www", "*.xml"))
	var b strings.Builder
	b.WriteString("<opml version=\"2.0\"><head><title>News</title></head><body><outline text=\"All\">\n")
	for _, file := range files {
		fmt.Fprintf(&b, "<outline type=\"rss\" text=\"%[1]s\" xmlUrl=\"%[2]s/%[1]s\"/>\n", filepath.Base(file), server)
	}
	b.WriteString("</outline></body></opml>\n")
	return b.String()
}

// webFolder serves the files of a folder, with tags of their content.
type webFolder struct {
	dir string
	mu  sync.Mutex
}

func (f *webFolder) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	content, err := os.ReadFile(filepath.Join(f.dir, "www", filepath.Base(r.URL.Path)))
	tag := fmt.Sprintf(`"%x"`, sha256.Sum256(content))
	status := http.StatusOK
	switch {
	case err != nil:
		status = http.StatusNotFound
	case r.Header.Get("If-None-Match") == tag:
		status = http.StatusNotModified
	}
	f.note(fmt.Sprintf("%s %d %s\n", r.URL.Path, status, r.UserAgent()))
	w.Header().Set("ETag", tag)
	w.WriteHeader(status)
	if status == http.StatusOK {
		_, _ = w.Write(content)
	}
}

func (f *webFolder) note(line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if log, err := os.OpenFile(filepath.Join(f.dir, "requests.txt"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666); err == nil {
		_, _ = log.WriteString(line)
		_ = log.Close()
	}
}

// await waits until a file has a text in it: "await merged.xml orchard".
func await(ts *testscript.TestScript, _ bool, args []string) {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		content, err := os.ReadFile(ts.MkAbs(args[0]))
		if err == nil && strings.Contains(string(content), args[1]) {
			return
		}
	}
	ts.Fatalf("%s never had %q in it", args[0], args[1])
}
