package ingest

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/feed"
)

// The causes of problems with what a list of feeds names.
var (
	// ErrNotFetched is an address in a list of feeds where Options.Fetch is nil.
	ErrNotFetched = errors.New("ingest: not fetched, as fetching was not asked for")
	// ErrNotLocal is a path in a list of feeds that leads out of the list's own folder, that is no file there, or that stands in a
	// list that has no folder because it is no file itself.
	ErrNotLocal = errors.New("ingest: not a file in the folder of the list")
	// ErrLists is a list of feeds within too many others.
	ErrLists = errors.New("ingest: too many lists within each other")
)

// maxLists is how many lists may lie within each other.
const maxLists = 4

func startsOPML(head []byte) bool { return head[0] == '<' && rootElement(head) == "opml" }

// readOPML reads the feeds that a list names.
func readOPML(s *session, in *input) bool {
	l := lists{session: s, seen: map[string]bool{}}
	at := location{path: in.path}
	if in.file != nil {
		root, err := os.OpenRoot(filepath.Dir(in.path))
		if err != nil {
			return s.problem(article.Place{Path: in.path}, "", err)
		}
		defer func() { _ = root.Close() }()
		at.file = filepath.Base(in.path)
		l.root, l.folder = root, filepath.Dir(in.path)
		l.seen[at.file] = true
	}
	return l.read(in, at)
}

// lists is the reading of a list of feeds, and of the lists that it names.
type lists struct {
	*session
	root   *os.Root // the folder of the first list, or nil
	folder string
	seen   map[string]bool // addresses and paths in the folder
	depth  int
}

// location is where a list or a feed is: at a path in the folder, at an address, or in a stream if both are empty.
type location struct {
	path    string // as it is told to people
	file    string
	address string
}

// read reads one list.
func (l *lists) read(in *input, at location) bool {
	place := article.Place{Path: at.path}
	if l.depth == maxLists {
		return l.problem(place, "", ErrLists)
	}
	l.depth++
	defer func() { l.depth-- }()
	doc, err := readWhole(in, l.opts.MaxArticle)
	if err != nil {
		return l.problem(place, "", err)
	}
	all, err := feed.ParseOPML(strings.NewReader(doc))
	for _, s := range all {
		if !l.subscription(s.URL, at) {
			return false
		}
	}
	return err == nil || l.problem(place, "", l.feedCause(err))
}

// subscription reads what an outline of a list names.
func (l *lists) subscription(written string, list location) bool {
	u, err := url.Parse(written)
	if err == nil && list.address != "" {
		base, _ := url.Parse(list.address)
		u = base.ResolveReference(u)
	}
	switch {
	case err != nil:
		return l.problem(article.Place{Path: list.path}, written, fmt.Errorf("%w: %w", ErrFormat, err))
	case slices.Contains([]string{"http", "https", "feed"}, u.Scheme):
		return l.fetch(u.String())
	case u.Scheme != "" || u.Host != "" || l.root == nil:
		return l.problem(article.Place{Path: list.path}, written, ErrNotLocal)
	}
	name := path.Join(path.Dir(filepath.ToSlash(list.file)), u.Path)
	if strings.HasPrefix(u.Path, "/") || !filepath.IsLocal(filepath.FromSlash(name)) {
		return l.problem(article.Place{Path: list.path}, written, ErrNotLocal)
	}
	return l.open(filepath.FromSlash(name))
}

// withoutPassword is an address without the password that it may have.
func withoutPassword(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return address
}

// fetch reads what is at an address.
func (l *lists) fetch(address string) bool {
	if l.seen[address] {
		return true
	}
	l.seen[address] = true
	place := article.Place{Path: withoutPassword(address)}
	if l.opts.Fetch == nil {
		return l.problem(place, "", ErrNotFetched)
	}
	body, err := l.opts.Fetch(l.ctx, address)
	if err != nil {
		return l.problem(place, "", err)
	}
	defer body.Close()
	return l.any(body, -1, location{path: withoutPassword(address), address: address})
}

// open reads a file in the folder, unless that is being read whole and this file with it.
func (l *lists) open(name string) bool {
	if l.seen[name] || l.walked(name) {
		return true
	}
	l.seen[name] = true
	at := location{path: filepath.Join(l.folder, name), file: name}
	info, err := l.root.Stat(name) // opening a pipe would wait
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%w: %s", ErrNotLocal, info.Mode())
	}
	if err != nil {
		return l.problem(article.Place{Path: at.path}, "", err)
	}
	f, err := l.root.Open(name)
	if err != nil {
		return l.problem(article.Place{Path: at.path}, "", err)
	}
	defer f.Close()
	return l.any(f, info.Size(), at)
}

// walked reports whether the list lies in a folder of which all such files are read.
func (l *lists) walked(name string) bool {
	if l.walks == nil || !l.walks(filepath.ToSlash(name)) {
		return false
	}
	info, err := l.root.Lstat(name)
	return err == nil && info.Mode().IsRegular()
}

// any reads a feed or a list of feeds, and nothing else.
func (l *lists) any(r io.Reader, size int64, at location) bool {
	s := l.within()
	m := s.metered(r)
	s.disk.Reset(m)
	s.account = &account{stored: m}
	in := &input{path: at.path, r: s.disk, size: size}
	if err := s.unpack(in); err != nil {
		return l.problem(article.Place{Path: at.path}, "", err)
	}
	in.toUTF8()
	if head := contentHead(in.r); len(head) > 0 && startsOPML(head) {
		return l.read(in, at)
	}
	return s.feed(in, at.address)
}
