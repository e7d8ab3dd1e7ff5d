package watch

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/whole"
)

var update = flag.Bool("update", false, "rewrite the state of this version in testdata")

// fill sets every field of a struct to something.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(*n)*1000, 5000).UTC()))
			return
		}
		for _, field := range v.Fields() {
			fill(field, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("<text>&\u2028\"%d\"\n\x00é", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(*n % 100))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	default:
		panic(v.Kind())
	}
}

func filled[T any]() *T {
	n, v := 0, new(T)
	fill(reflect.ValueOf(v).Elem(), &n)
	return v
}

// TestStateKeepsAll writes values with every field set: what is not in the file would be lost at the next start.
func TestStateKeepsAll(t *testing.T) {
	f := openState(t, t.TempDir())
	const address = "https://example.org/feed"
	full := filled[record]()
	records := []*record{full, {ID: "left", Number: 2, Listed: true}, {ID: "bare", Article: &article.Article{ID: "bare"}}}
	memories := []*memory{filled[memory](), {Address: "https://example.org/other"}}
	if err := errors.Join(f.saveArticles(address, records), f.saveFeeds(memories)); err != nil {
		t.Fatal(err)
	}
	gotRecords, err := f.articles(address)
	if diff := cmp.Diff(records, gotRecords); err != nil || diff != "" {
		t.Errorf("articles: %v, want -, got +\n%s", err, diff)
	}
	gotMemories, err := f.feeds()
	if diff := cmp.Diff(memories, gotMemories); err != nil || diff != "" {
		t.Errorf("feeds: %v, want -, got +\n%s", err, diff)
	}
	if _, err := f.articles("https://example.org/other"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("another feed: got %v, want %v", err, fs.ErrNotExist)
	}
}

func openState(t testing.TB, dir string) *folder {
	t.Helper()
	f, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.close() })
	return f
}

// TestStatePermissions holds that nobody else reads a state: addresses may have passwords.
func TestStatePermissions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "state")
	f := openState(t, dir)
	if err := errors.Join(f.saveFeeds(nil), f.saveArticles("a", nil)); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		info, _ := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: others have %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestStateDamaged changes every byte and cuts at every length.
func TestStateDamaged(t *testing.T) {
	h := header{Kind: articlesKind, Feed: "a"}
	var b bytes.Buffer
	if err := writeLines(&b, h, []*record{{ID: "1", Article: &article.Article{ID: "1", Text: "Harbour"}}, {ID: "2", Number: 3}}); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	if _, err := parseState[record](whole, h); err != nil {
		t.Fatal(err)
	}
	check := func(what string, data []byte) {
		got, err := parseState[record](data, h)
		if got != nil || !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
			t.Errorf("%s: got %d records, error %v\n%s", what, len(got), err, data)
		}
	}
	for i := range whole {
		if i < len(whole)-1 { // the last line break may be missing
			check(fmt.Sprintf("cut at %d", i), whole[:i])
		}
		for _, flip := range []byte{1, 0x20, 0x80} {
			changed := bytes.Clone(whole)
			if changed[i] ^= flip; i < len(whole)-1 && !sameInside(changed, whole) {
				check(fmt.Sprintf("byte %d", i), changed)
			}
		}
	}
	line := whole[:bytes.IndexByte(whole, '\n')+1]
	check("a line twice", append(bytes.Clone(line), whole...))
	check("bytes behind it", append(bytes.Clone(whole), "{}\n"...))
	_, err := parseState[record](whole, header{Kind: articlesKind, Feed: "b"})
	_, err2 := parseState[record](whole, header{Kind: feedsKind})
	if !errors.Is(err, ErrDamaged) || !errors.Is(err2, ErrDamaged) {
		t.Errorf("files in the wrong place: got %v, %v", err, err2)
	}
	later := bytes.Replace(whole, []byte(`"version":1`), []byte(`"version":2`), 1)
	if _, err := parseState[record](later, h); !errors.Is(err, ErrVersion) {
		t.Errorf("a later version: got %v, want %v", err, ErrVersion)
	}
}

// sameInside reports whether only the case of names in the trailer differs, which JSON in Go does not see.
func sameInside(a, b []byte) bool {
	cut := bytes.LastIndexByte(b[:len(b)-1], '\n')
	return bytes.Equal(a[:cut], b[:cut]) && bytes.EqualFold(a[cut:], b[cut:]) &&
		bytes.Contains(a, b[bytes.LastIndexByte(b[:len(b)-4], '"'):])
}

// TestStateErrorNamesFile holds that whoever has to repair a state is told where.
func TestStateErrorNamesFile(t *testing.T) {
	dir := t.TempDir()
	f := openState(t, dir)
	path := filepath.Join(dir, feedsFile)
	os.WriteFile(path, []byte("{}\n"), 0o600)
	_, err := f.feeds()
	if bad, ok := errors.AsType[*fs.PathError](err); !ok || bad.Path != path || !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v, want damage of %s", err, path)
	}
	f.close()
	if _, err := Open(dir, validOptions()); !errors.Is(err, ErrDamaged) {
		t.Errorf("opened: got %v, want %v", err, ErrDamaged)
	}
	os.Remove(path)
	w, err := Open(dir, validOptions())
	if err != nil {
		t.Fatalf("the folder stays locked after an error: %v", err)
	}
	w.Close()
}

func TestStateLocked(t *testing.T) {
	dir := t.TempDir()
	f := openState(t, dir)
	if _, err := openFolder(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want %v", err, ErrLocked)
	}
	f.close()
	openState(t, dir)
}

// TestStateUnfinished holds that files which a killed process left are cleared away, and only those.
func TestStateUnfinished(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "st[a]te*?")
	f := openState(t, dir)
	if err := f.saveArticles("a", nil); err != nil {
		t.Fatal(err)
	}
	f.close()
	left := []string{filepath.Join(dir, "."+feedsFile+".7-0"+whole.Unfinished), filepath.Join(dir, articlesFile("b")+whole.Unfinished)}
	for _, path := range left {
		os.WriteFile(path, []byte("{"), 0o600)
	}
	f = openState(t, dir)
	for _, path := range left {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %v, want it gone", path, err)
		}
	}
	if _, err := f.articles("a"); err != nil {
		t.Error(err)
	}
}

// TestStateUnwritable holds that a file which cannot be written leaves the old one as it was.
func TestStateUnwritable(t *testing.T) {
	dir := t.TempDir()
	f := openState(t, dir)
	if err := f.saveFeeds([]*memory{{Address: "a"}}); err != nil {
		t.Fatal(err)
	}
	// No time of Go with such a year can be written as JSON.
	bad := []*memory{{Address: "b", Tried: time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)}}
	if err := f.saveFeeds(bad); err == nil {
		t.Error("got no error")
	}
	got, err := f.feeds()
	if err != nil || len(got) != 1 || got[0].Address != "a" {
		t.Errorf("got %v, %v; want the old file", got, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*"+whole.Unfinished)); len(left) > 0 {
		t.Errorf("there is %v left", left)
	}
}

// TestOldState opens what the first version wrote.
func TestOldState(t *testing.T) {
	const dir = "testdata/state-1"
	const address = "https://bay.example/feed.xml"
	memories := []*memory{{
		Address: address, Moved: "https://bay.example/news.xml", Guarded: true, Failures: 2, Failure: "watch: server too slow",
		Validators: Validators{URL: "https://bay.example/news.xml", ETag: `"a1"`, LastModified: "Mon, 02 Nov 2026 08:00:00 GMT"},
		Tried:      time.Date(2026, 11, 2, 8, 20, 0, 0, time.UTC), Read: time.Date(2026, 11, 2, 8, 10, 0, 0, time.UTC),
		NotBefore: time.Date(2026, 11, 2, 8, 40, 0, 0, time.UTC),
	}, {Address: "https://gone.example/feed", Gone: true}}
	records := []*record{{
		ID: "orchard", Number: 1, Seen: time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC), Listed: true, Story: "s-orchard",
		Kept: time.Date(2026, 11, 2, 8, 0, 1, 0, time.UTC), Under: "other",
		Article: &article.Article{
			ID: "orchard#2", Outlet: "The Bay Post", URL: "https://bay.example/orchard", Title: "Orchard wins prize", Byline: "By Jo March",
			Provider: "AP", Credit: "© AP", Canonical: "https://ap.example/orchard", Language: "en",
			Links: []string{"https://fair.example/"}, Summary: true,
			Text: "A family orchard near Vessel won the county prize.", Precision: article.ToMinute,
			Published: time.Date(2026, 11, 2, 7, 15, 0, 0, time.UTC),
			Item: &article.Item{
				HTML: "<p>A family orchard</p>", Summary: "An orchard", GUID: "orchard", Version: "2",
				Updated:    time.Date(2026, 11, 2, 7, 30, 0, 0, time.UTC),
				Categories: []string{"Local"}, Media: []article.Media{{URL: "https://bay.example/a.jpg", Type: "image/jpeg", Credit: "Jo", Length: 9}},
				Record: []byte(`{"id":"orchard"}`),
			},
		},
	}, {ID: "left", Number: 2, Seen: time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC), Listed: true}}
	if *update {
		f := openState(t, dir)
		if err := errors.Join(f.saveFeeds(memories), f.saveArticles(address, records)); err != nil {
			t.Fatal(err)
		}
		os.Remove(filepath.Join(dir, lockFile))
	}
	// Opened where it can be locked.
	work := t.TempDir()
	if err := os.CopyFS(work, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	f := openState(t, work)
	gotMemories, err := f.feeds()
	if diff := cmp.Diff(memories, gotMemories); err != nil || diff != "" {
		t.Errorf("feeds: %v, want -, got +\n%s", err, diff)
	}
	gotRecords, err := f.articles(address)
	if diff := cmp.Diff(records, gotRecords, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("articles: %v, want -, got +\n%s", err, diff)
	}
}

// TestKilled kills a process that writes state without a pause, and opens what it left.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("SAMESTORY_WRITE_STATE"); dir != "" {
		writeForEver(dir)
	}
	dir := t.TempDir()
	for i := range 12 {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestKilled$")
		cmd.Env = append(os.Environ(), "SAMESTORY_WRITE_STATE="+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+13*i) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		f, err := openFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		records, err := f.articles("a")
		mixed := slices.ContainsFunc(records, func(r *record) bool { return r.Number != records[0].Number })
		if err != nil && !errors.Is(err, fs.ErrNotExist) || mixed {
			t.Errorf("kill %d: got %d records, %v", i, len(records), err)
		}
		if i == 11 && len(records) == 0 {
			t.Error("nothing was ever written")
		}
		f.close()
	}
}

func writeForEver(dir string) {
	f, err := openFolder(dir)
	for n := uint64(1); err == nil; n++ {
		records := make([]*record, 1000)
		for i := range records {
			records[i] = &record{ID: "x", Number: n, Article: &article.Article{Text: strings.Repeat("harbour ", 50)}}
		}
		err = f.saveArticles("a", records)
	}
	panic(err)
}
