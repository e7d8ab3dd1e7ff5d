package ingest

import (
	"archive/tar"
	"bufio"
	"bytes"
	"cmp"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/zip"
	"github.com/klauspost/compress/zstd"

	"github.com/samestory/samestory/article"
)

const (
	// maxArchives is how many archives may lie within each other.
	maxArchives = 2
	// maxDirectory is the largest directory of a zip, which is held in memory; 64 MiB are half a million members.
	maxDirectory = 64 << 20
)

// archive is an entry of the table of archives.
type archive struct {
	// endings are the endings of file names, in lower case, without that of a compression.
	endings []string
	starts  func(in *input) bool
	// read hands on all articles of all members; false means that the pass is over.
	read func(s *session, in *input) bool
}

func archives() []archive {
	return []archive{
		{endings: []string{".tar", ".tgz", ".tbz2", ".tzst"}, starts: startsTar, read: readTar},
		{endings: []string{".zip"}, starts: startsZip, read: readZip},
	}
}

// archiveOf tells an archive from its content, else from its name.
func archiveOf(in *input) (archive, bool) {
	for _, a := range archives() {
		if a.starts(in) {
			return a, true
		}
	}
	return archiveByPath(in.path)
}

// archiveByPath goes by the ending of a name, less that of a compression.
func archiveByPath(path string) (archive, bool) {
	ending := filepath.Ext(lessCompression(path))
	for _, a := range archives() {
		if slices.Contains(a.endings, ending) {
			return a, true
		}
	}
	return archive{}, false
}

// archive reads an archive, unless it lies too deep in others.
func (s *session) archive(a archive, in *input) bool {
	if s.depth == maxArchives {
		return s.problem(article.Place{Path: in.path}, "", fmt.Errorf("%w: it lies in %d archives already", ErrMember, s.depth))
	}
	return a.read(s, in)
}

// startsTar looks at the checksum of the first header, as old archives have no other mark. It waits for no more than a line:
// what has a line feed in a header's place is none.
func startsTar(in *input) bool {
	const block, sumFrom, sumTo = 512, 148, 156
	for n := 1; ; {
		head, err := in.r.Peek(n)
		if err != nil || bytes.IndexByte(head, '\n') >= 0 {
			return false
		}
		if n == block {
			sum := int64(8 * ' ')
			for i, b := range head {
				if i < sumFrom || i >= sumTo {
					sum += int64(b)
				}
			}
			want, err := strconv.ParseInt(strings.Trim(string(head[sumFrom:sumTo]), " \x00"), 8, 64)
			return err == nil && sum == want
		}
		n = min(max(n+1, in.r.Buffered()), block)
	}
}

func startsZip(in *input) bool {
	head, _ := in.r.Peek(4)
	return string(head) == "PK\x03\x04" || string(head) == "PK\x05\x06"
}

func readTar(s *session, in *input) bool {
	end := &zeros{r: in.r}
	t := tar.NewReader(end)
	m := members{s: s, archive: in.path}
	for {
		h, err := t.Next()
		if err == io.EOF && end.n >= tarTrailer { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
			if err = anotherTar(in.r); err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
				return m.end()
			}
			if err == nil {
				t, end.n = tar.NewReader(end), 0
				continue
			}
		}
		if err != nil {
			return s.problem(article.Place{Path: in.path}, "", tarError(err))
		}
		entry := member{name: h.Name, size: h.Size, open: func() (io.ReadCloser, error) { return io.NopCloser(t), nil }}
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeRegA, tar.TypeGNUSparse: //nolint:staticcheck // old archives have the old type
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		default:
			entry.refused = errNotFile
		}
		if !m.read(entry) {
			return false
		}
	}
}

// tarTrailer is how many zeros there are at the end of an archive that is whole.
const tarTrailer = 1024

// anotherTar passes over the zeros after an archive. It returns nil before another one, as archives are joined at times, and
// io.EOF at the end of the stream, where a compression has been checked.
func anotherTar(r *bufio.Reader) error {
	for {
		chunk, err := buffered(r)
		if err != nil {
			return err
		}
		rest := bytes.TrimLeft(chunk, "\x00")
		r.Discard(len(chunk) - len(rest))
		if len(rest) > 0 {
			return nil
		}
	}
}

// zeros counts the zeros at the end of what was read.
type zeros struct {
	r io.Reader
	n int
}

func (z *zeros) Read(p []byte) (int, error) {
	n, err := z.r.Read(p)
	rest := len(bytes.TrimRight(p[:n], "\x00"))
	if rest > 0 {
		z.n = 0
	}
	z.n += n - rest
	return n, err
}

// tarError calls a damaged header what it is, and an end that comes too soon.
func tarError(err error) error {
	if errors.Is(err, tar.ErrHeader) {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if err == io.EOF { //nolint:errorlint // a wrapped io.EOF is a failure and not the end
		return fmt.Errorf("the end of the archive is missing: %w", io.ErrUnexpectedEOF)
	}
	return err
}

func readZip(s *session, in *input) bool {
	at, size, done, err := s.atAnyPlace(in)
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	defer done()
	z, err := openZip(at, size)
	if err != nil {
		return s.problem(article.Place{Path: in.path}, "", err)
	}
	m := members{s: s, archive: in.path}
	shared := overlapping(z, size)
	for i, f := range z.File {
		if f.Mode().IsDir() || strings.HasSuffix(f.Name, "/") {
			continue
		}
		entry := member{name: strings.ReplaceAll(f.Name, `\`, "/"), size: int64(f.UncompressedSize64), open: f.Open}
		switch {
		case !f.Mode().IsRegular():
			entry.refused = errNotFile
		case f.Flags&1 != 0:
			entry.refused = errLocked
		case shared[i]:
			entry.refused = errShared
		}
		if !m.read(entry) {
			return false
		}
	}
	return m.end()
}

// openZip reads the directory of a zip. The compressions are those that writers use.
func openZip(at io.ReaderAt, size int64) (*zip.Reader, error) {
	directory := &bounded{at: at, left: maxDirectory}
	z, err := zip.NewReader(directory, size)
	directory.left = -1
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	const oldZstd, bzip2Method = 20, 12
	unzstd := zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	z.RegisterDecompressor(zstd.ZipMethodWinZip, unzstd)
	z.RegisterDecompressor(oldZstd, unzstd)
	z.RegisterDecompressor(bzip2Method, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	return z, nil
}

// bounded reads no more than is left, or without a bound once left is negative.
type bounded struct {
	at   io.ReaderAt
	left int64
}

func (b *bounded) ReadAt(p []byte, at int64) (int, error) {
	n, err := b.at.ReadAt(p, at)
	if b.left < 0 {
		return n, err
	}
	if b.left -= int64(n); b.left < 0 {
		b.left = 0
		return 0, fmt.Errorf("%w: a directory of more than %d bytes", ErrTooLong, maxDirectory)
	}
	return n, err
}

// overlapping tells which members share bytes with one before them: a small file can hold a thousand copies of a large one so.
func overlapping(z *zip.Reader, size int64) map[int]bool {
	type stretch struct {
		i        int
		from, to int64
	}
	var all []stretch
	for i, f := range z.File {
		from, err := f.DataOffset()
		if to := from + int64(f.CompressedSize64); err == nil && from < to && to <= size {
			all = append(all, stretch{i, from, to})
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), a.i-b.i) })
	shared := map[int]bool{}
	end := int64(0)
	for _, s := range all {
		shared[s.i] = s.from < end
		end = max(end, s.to)
	}
	return shared
}

// The reasons why a member is not read.
var (
	errNotFile = fmt.Errorf("%w: it is a link or a device", ErrMember)
	errLocked  = fmt.Errorf("%w: it is encrypted", ErrMember)
	errShared  = fmt.Errorf("%w: it overlaps another one", ErrMember)
)

// member is a file in an archive.
type member struct {
	name    string
	size    int64
	refused error
	open    func() (io.ReadCloser, error)
}

// members reads the members of one archive.
type members struct {
	s       *session
	archive string
	found   bool
}

// read reads a member that a folder's file of such a name would be read as. Its name is a name and never a path to open.
func (m *members) read(entry member) bool {
	name := path.Clean("/" + strings.ToValidUTF8(entry.name, string(utf8.RuneError)))[1:]
	if hidden(name) || !wantedName(name, m.s.opts.Format) {
		return true
	}
	m.found = true
	place := article.Place{Path: m.archive + "/" + name}
	if entry.refused != nil {
		return m.s.problem(place, "", entry.refused)
	}
	r, err := entry.open()
	if err != nil {
		return m.s.problem(place, "", fmt.Errorf("%w: %w", ErrMember, err))
	}
	defer r.Close()
	in := m.s.within()
	stream := in.metered(&expansion{r: r, account: in.account})
	stream.size = entry.size
	return in.stream(place.Path, stream)
}

// end reports an archive with nothing in it to read.
func (m *members) end() bool {
	return m.found || m.s.problem(article.Place{Path: m.archive}, "", ErrEmptyArchive)
}

// hidden reports whether a name, or that of a folder on the way to it, is one that folders hide, or that archives of macOS
// carry along.
func hidden(name string) bool {
	for step := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(step, ".") || step == "__MACOSX" || step == "" {
			return true
		}
	}
	return false
}

// within returns the session for what is in an archive: it shares nothing that this one may be reading through.
func (s *session) within() *session {
	if s.inner == nil {
		s.inner = newInner(s)
	}
	s.inner.account = s.account
	return s.inner
}
