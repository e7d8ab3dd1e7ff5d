package ingest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/samestory/samestory/article"
)

// bufferSize holds most articles whole, so that a line is seldom copied.
const bufferSize = 64 << 10

// session is one pass over a sequence: what is kept from file to file. Its methods return false when the pass is over.
type session struct {
	ctx   context.Context
	opts  Options
	yield func(article.Article, error) bool

	disk     *bufio.Reader // over the bytes as stored
	unpacked *bufio.Reader // over a decompressor
	gzip     *gzip.Reader
	zstd     *zstd.Decoder
	line     []byte // holds lines longer than a buffer

	fields *mapping // of Options.Map
	record *record  // what JSON objects are decoded into, once there are any
}

// input is one stream of UTF-8, decompressed, on its way to the reader of its format.
type input struct {
	path string
	r    *bufio.Reader
	size int64 // bytes in r, or -1 if unknown
}

// newSession returns false, the problem yielded, if the options are invalid.
func newSession(ctx context.Context, opts *Options, yield func(article.Article, error) bool) (*session, bool) {
	s := &session{ctx: ctx, yield: yield, disk: bufio.NewReaderSize(nil, bufferSize)}
	if opts != nil {
		s.opts = *opts
	}
	if s.opts.Format == "" {
		s.opts.Format = Auto
	}
	if s.opts.MaxArticle == 0 {
		s.opts.MaxArticle = DefaultMaxArticle
	}
	err := opts.Validate()
	if err == nil {
		s.fields, err = newMapping(s.opts.Map)
	}
	return s, err == nil || s.problem(article.Place{}, "", err) && false
}

func (s *session) close() {
	if s.zstd != nil {
		s.zstd.Close()
	}
}

// article hands one article on.
func (s *session) article(a article.Article) bool {
	if s.ctx.Err() != nil {
		return s.ended(a.Place)
	}
	return s.yield(a, nil)
}

// dated hands one article on, and then what was wrong with its time of publication.
func (s *session) dated(a article.Article, err error) bool {
	return s.article(a) && (err == nil || s.problem(a.Place, a.ID, err))
}

// problem hands one problem on.
func (s *session) problem(place article.Place, id string, err error) bool {
	if s.ctx.Err() != nil {
		return s.ended(place)
	}
	// The path is in the place already.
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	return s.yield(article.Article{}, &article.Problem{Place: place, ID: id, Err: err})
}

// ended hands on the last problem of a pass whose context ended.
func (s *session) ended(place article.Place) bool {
	s.yield(article.Article{}, &article.Problem{Place: place, Err: s.ctx.Err()})
	return false
}

// path reads what a user named.
func (s *session) path(path string) bool {
	if s.ctx.Err() != nil {
		return s.ended(article.Place{Path: path})
	}
	if path == stdinPath {
		if s.opts.Stdin == nil {
			return s.problem(article.Place{Path: path}, "", ErrNoStdin)
		}
		return s.stream(path, s.metered(s.opts.Stdin), -1)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return s.problem(article.Place{Path: path}, "", err)
	case info.IsDir():
		return s.folder(path)
	}
	return s.file(path)
}

func (s *session) folder(root string) bool {
	empty := true
	for path, err := range files(root, s.opts.Format) {
		empty = false
		if err == nil && !s.file(path) || err != nil && !s.problem(article.Place{Path: path}, "", err) {
			return false
		}
	}
	if empty {
		return s.problem(article.Place{Path: root}, "", ErrEmptyFolder)
	}
	return true
}

func (s *session) file(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return s.problem(article.Place{Path: path}, "", err)
	}
	defer f.Close()
	size := int64(-1)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	m := s.metered(f)
	ok := s.stream(path, m, size)
	if rest := size - m.n; ok && rest > 0 && s.opts.OnBytes != nil {
		s.opts.OnBytes(rest)
	}
	return ok
}

// stream reads one open stream of the given size, or -1.
func (s *session) stream(path string, r io.Reader, size int64) bool {
	s.disk.Reset(r)
	in := &input{path: path, r: s.disk, size: size}
	if err := s.unpack(in); err != nil {
		return s.problem(article.Place{Path: path}, "", err)
	}
	in.toUTF8()
	return s.formatOf(in).read(s, in)
}

// meter counts the bytes of a stream, and ends it when the context ends. An error stays, so that no end of a terminal
// has to be typed twice and no failure is passed over.
type meter struct {
	ctx     context.Context
	r       io.Reader
	onBytes func(int64)
	n       int64
	err     error
}

func (s *session) metered(r io.Reader) *meter {
	return &meter{ctx: s.ctx, r: r, onBytes: s.opts.OnBytes}
}

func (m *meter) Read(p []byte) (int, error) {
	if m.err == nil {
		m.err = m.ctx.Err()
	}
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.err = err
	if n > 0 && m.onBytes != nil {
		m.onBytes(int64(n))
	}
	return n, err
}
