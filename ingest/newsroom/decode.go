package newsroom

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// declared finds the name of the encoding in the declaration of a document.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// decode returns a document in UTF-8 that has no characters which XML forbids. What of it has been read already decides: UTF-16
// shows in its zeros, and what reads as UTF-8 beyond ASCII is that, whatever is declared.
func decode(r io.Reader) io.Reader {
	in, ok := r.(*bufio.Reader)
	if !ok {
		in = bufio.NewReaderSize(r, 64<<10)
	}
	_, _ = in.Peek(1)
	head, _ := in.Peek(in.Buffered())
	if from := encodingOf(head); from != nil {
		return transform.NewReader(in, transform.Chain(from.NewDecoder(), clean{}))
	}
	return transform.NewReader(in, clean{})
}

// encodingOf returns nil for UTF-8.
func encodingOf(head []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(head, []byte{'<', 0}), bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte{0, '<'}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	label := declared.FindSubmatch(head)
	if label == nil {
		return nil
	}
	from, name := charset.Lookup(string(label[1]))
	if from == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16") || speaksUTF8(head) {
		return nil
	}
	return from
}

// speaksUTF8 reports whether there are characters beyond ASCII and all of them are UTF-8, but for one that may be cut off at the end.
func speaksUTF8(head []byte) bool {
	wide := false
	for len(head) > 0 {
		r, n := utf8.DecodeRune(head)
		if r == utf8.RuneError && n == 1 {
			return wide && !utf8.FullRune(head)
		}
		wide = wide || n > 1
		head = head[n:]
	}
	return wide
}

// clean passes UTF-8 on. Bytes that are none become what windows-1252 has for them, and characters that XML forbids become spaces.
type clean struct{ transform.NopResetter }

// Transform is that of transform.Transformer.
func (clean) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	for read < len(src) {
		n := sound(src[read:])
		if n > len(dst)-written {
			n = boundary(src[read:], len(dst)-written)
		}
		written += copy(dst[written:], src[read:read+n])
		read += n
		if read == len(src) {
			break
		}
		if len(dst)-written < utf8.UTFMax {
			return written, read, transform.ErrShortDst
		}
		if !atEOF && !utf8.FullRune(src[read:]) {
			return written, read, transform.ErrShortSrc
		}
		if n == 0 {
			r, size := utf8.DecodeRune(src[read:])
			if r == utf8.RuneError && size == 1 {
				r = charmap.Windows1252.DecodeByte(src[read])
			}
			if !allowed(r) {
				r = ' '
			}
			written += utf8.EncodeRune(dst[written:], r)
			read += size
		}
	}
	return written, read, nil
}

// sound returns how many of the first bytes are UTF-8 that XML allows.
func sound(src []byte) int {
	i := 0
	for i < len(src) {
		if c := src[i]; c < utf8.RuneSelf {
			if c < ' ' && !allowed(rune(c)) {
				break
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 || !allowed(r) {
			break
		}
		i += n
	}
	return i
}

// boundary returns the most bytes up to n that end with a whole character.
func boundary(src []byte, n int) int {
	for n > 0 && !utf8.RuneStart(src[n]) {
		n--
	}
	return n
}

// allowed reports whether r may stand in XML (1.0, 2.2).
func allowed(r rune) bool {
	switch {
	case r < ' ':
		return r == '\t' || r == '\n' || r == '\r'
	case r == 0xfffe, r == 0xffff:
		return false
	}
	return true
}
