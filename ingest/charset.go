package ingest

import (
	"bufio"
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// utf8Mark is the byte order mark in UTF-8.
const utf8Mark = "\uFEFF"

// toUTF8 takes the byte order mark off an input, and turns UTF-16 into UTF-8 where the mark announces it.
func (in *input) toUTF8() {
	if mark, _ := in.r.Peek(len(utf8Mark)); string(mark) == utf8Mark {
		in.r.Discard(len(utf8Mark))
		in.size -= min(in.size, int64(len(utf8Mark)))
		return
	}
	mark, _ := in.r.Peek(2)
	if bytes.Equal(mark, []byte{0xff, 0xfe}) || bytes.Equal(mark, []byte{0xfe, 0xff}) {
		decoded := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Reader(in.r)
		in.r, in.size = bufio.NewReaderSize(decoded, bufferSize), -1
	}
}

// decodeText returns a text in UTF-8. One that is UTF-8 but for a few bytes is damaged UTF-8, and these become U+FFFD;
// any other is windows-1252, which every Western text that is not Unicode can be read as.
func decodeText(text string) (string, error) {
	switch {
	case strings.IndexByte(text, 0) >= 0:
		return "", ErrBinary
	case utf8.ValidString(text):
		return text, nil
	case mostlyUTF8(text):
		return strings.ToValidUTF8(text, string(utf8.RuneError)), nil
	}
	return charmap.Windows1252.NewDecoder().String(text)
}

// mostlyUTF8 reports whether more characters beyond ASCII are sound than bytes are not. In windows-1252 they are hardly
// ever sound: that takes a capital with an accent followed by signs or currency symbols.
func mostlyUTF8(text string) bool {
	balance := 0
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && n == 1:
			balance--
		case n > 1:
			balance++
		}
		text = text[n:]
	}
	return balance > 0
}
