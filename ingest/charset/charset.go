// Package charset turns the bytes of documents into UTF-8. Every format that ingest knows and that may come in another encoding
// uses it.
package charset

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// escaped is the one encoding in use whose bytes are always sound UTF-8 too: it switches alphabets by the escape character.
const escaped, escape = "iso-2022-jp", 0x1b

// Decode returns a document in UTF-8, without a byte order mark. The label is the name of the encoding that the document, or who
// sent it, gives, or nothing. It counts only where the bytes do not speak for themselves: by a byte order mark, as UTF-16 whose
// first character is ASCII, or as sound UTF-8, which text of any other encoding is only by chance. A document that is said to be
// UTF-8 or to be in an unknown encoding, and is neither, is damaged UTF-8 if most of its characters beyond ASCII are sound, and
// then the other bytes become U+FFFD; else it is windows-1252, which every Western text that is not Unicode can be read as.
//
// The result may share the memory of doc. What cannot be decoded becomes U+FFFD; there is no error.
func Decode(doc []byte, label string) []byte {
	if utf16, ok := wide(doc); ok {
		return decode(utf16, doc)
	}
	doc = bytes.TrimPrefix(doc, []byte("\uFEFF"))
	named, name := charset.Lookup(label)
	if utf8.Valid(doc) && (name != escaped || bytes.IndexByte(doc, escape) < 0) {
		return doc
	}
	switch {
	case named != nil && name != "utf-8" && name != "replacement":
		return decode(named, doc)
	case mostlyUTF8(doc):
		return bytes.ToValidUTF8(doc, []byte(string(utf8.RuneError)))
	}
	return decode(charmap.Windows1252, doc)
}

func decode(from encoding.Encoding, doc []byte) []byte {
	// Decoders put U+FFFD for what they cannot read, and fail only if their writer does.
	decoded, _ := from.NewDecoder().Bytes(doc)
	return bytes.ToValidUTF8(decoded, []byte(string(utf8.RuneError)))
}

// wide tells UTF-16 by its byte order mark, or by the zeros of its first character.
func wide(doc []byte) (encoding.Encoding, bool) {
	if len(doc) < 2 {
		return nil, false
	}
	switch {
	case doc[0] == 0xff && doc[1] == 0xfe, doc[0] == 0xfe && doc[1] == 0xff:
		return unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), true
	case doc[0] == 0 && doc[1] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), true
	case doc[0] != 0 && doc[1] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), true
	}
	return nil, false
}

// mostlyUTF8 reports whether more characters beyond ASCII are sound than bytes are not. In windows-1252 they are hardly
// ever sound: that takes a capital with an accent followed by signs or currency symbols.
func mostlyUTF8(doc []byte) bool {
	balance := 0
	for len(doc) > 0 {
		r, n := utf8.DecodeRune(doc)
		switch {
		case r == utf8.RuneError && n == 1:
			balance--
		case n > 1:
			balance++
		}
		doc = doc[n:]
	}
	return balance > 0
}
