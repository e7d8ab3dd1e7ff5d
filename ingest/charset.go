package ingest

import (
	"bufio"
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"github.com/samestory/samestory/ingest/charset"
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

// decodeText returns a text in UTF-8; see charset.Decode.
func decodeText(text string) (string, error) {
	switch {
	case strings.IndexByte(text, 0) >= 0:
		return "", ErrBinary
	case utf8.ValidString(text):
		return text, nil
	}
	return string(charset.Decode([]byte(text), "")), nil
}
