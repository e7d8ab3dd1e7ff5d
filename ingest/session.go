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
	"github.com/samestory/samestory/ingest/sql"
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

	account *account // of the file that was opened last
	depth   int      // archives around what is read
	inner   *session // for what is in an archive, once there is one

	walks func(name string) bool // whether a file of this name is read with the folder that is being read; nil if none is
}

// input is one stream of UTF-8, decompressed, on its way to the reader of its format.
type input struct {
	path string
	r    *bufio.Reader
	size int64  // bytes in r, or -1 if unknown
	file *meter // the whole of r at any place, where it is a file as stored, else nil
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

// newInner returns a session for what is in an archive that s reads. Only s counts what was read.
func newInner(s *session) *session {
	inner := &session{
		ctx: s.ctx, opts: s.opts, yield: s.yield, disk: bufio.NewReaderSize(nil, bufferSize), fields: s.fields, depth: s.depth + 1,
	}
	inner.opts.OnBytes = nil
	return inner
}

func (s *session) close() {
	if s.zstd != nil {
		s.zstd.Close()
	}
	if s.inner != nil {
		s.inner.close()
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
		return s.ended(article.Place{Path: shown(path)})
	}
	if path == stdinPath {
		if s.opts.Stdin == nil {
			return s.problem(article.Place{Path: path}, "", ErrNoStdin)
		}
		return s.stream(path, s.metered(s.opts.Stdin))
	}
	if sql.IsPostgres(path) {
		return s.postgres(path)
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
	s.walks = func(name string) bool { return !hidden(name) && wantedName(name, s.opts.Format) }
	defer func() { s.walks = nil }()
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
	m := s.metered(f)
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		m.file, m.size = f, info.Size()
	}
	ok := s.stream(path, m)
	if rest := m.size - m.n; ok && rest > 0 {
		m.count(rest)
	}
	return ok
}

// stream reads one open stream.
func (s *session) stream(path string, m *meter) bool {
	s.disk.Reset(m)
	in := &input{path: path, r: s.disk, size: m.size}
	if m.file != nil {
		in.file = m
	}
	if s.depth == 0 {
		s.account = &account{stored: m}
	}
	if err := s.unpack(in); err != nil {
		return s.problem(article.Place{Path: path}, "", err)
	}
	if a, ok := archiveOf(in); ok {
		return s.archive(a, in)
	}
	in.toUTF8()
	return s.formatOf(in).read(s, in)
}

// meter counts the bytes of a stream, and ends it when the context ends. An error stays, so that no end of a terminal
// has to be typed twice and no failure is passed over.
type meter struct {
	ctx     context.Context
	r       io.Reader
	file    io.ReaderAt // the same bytes as r, where that is a file
	size    int64       // that of a file, else -1
	onBytes func(int64)
	n       int64
	err     error
}

func (s *session) metered(r io.Reader) *meter {
	return &meter{ctx: s.ctx, r: r, size: -1, onBytes: s.opts.OnBytes}
}

func (m *meter) Read(p []byte) (int, error) {
	if m.err == nil {
		m.err = m.ctx.Err()
	}
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.r.Read(p)
	m.err = err
	m.count(int64(n))
	return n, err
}

// ReadAt reads the file at any place.
func (m *meter) ReadAt(p []byte, at int64) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.file.ReadAt(p, at)
	m.count(int64(n))
	return n, err
}

// count counts no byte of a file twice: what is read again does not bring its end nearer.
func (m *meter) count(n int64) {
	if m.size >= 0 {
		n = min(n, m.size-m.n)
	}
	if n <= 0 {
		return
	}
	m.n += n
	if m.onBytes != nil {
		m.onBytes(n)
	}
}
