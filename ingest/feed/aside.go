package feed

import (
	"bytes"
	"crypto/rand"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// aside keeps long texts back from the library, which takes in XML byte by byte. What stands in a section of character data means
// just what it says, so that the library is given a mark in place of it, and the text put back where the mark comes out.
type aside struct {
	// names are the elements whose texts are kept back: those that a feed's items are read from.
	names []string
	mark  string // begins each mark; nobody can guess it
	texts [][]byte
	back  int // how many were put back
}

// Sections, and the length from which on keeping a text back pays.
const (
	sectionStart, sectionEnd = "<![CDATA[", "]]>"
	longText                 = 100
)

// clear forgets the texts.
func (a *aside) clear() {
	if a.mark == "" {
		a.mark = "aside" + rand.Text() + "."
	}
	a.texts, a.back = a.texts[:0], 0
}

// write adds a part of a feed with marks for its long texts.
func (a *aside) write(b *bytes.Buffer, part []byte) {
	for {
		i := bytes.Index(part, []byte(sectionStart))
		if i < 0 {
			break
		}
		start := i + len(sectionStart)
		size := bytes.Index(part[start:], []byte(sectionEnd))
		if size < 0 {
			break
		}
		section := part[start : start+size]
		// White space at both ends is the library's to cut off.
		if text := bytes.TrimSpace(section); len(text) >= longText && a.named(part[:i]) && isPlain(text) {
			left := start + len(section) - len(bytes.TrimLeftFunc(section, unicode.IsSpace))
			b.Write(part[:left])
			b.WriteString(a.mark + strconv.Itoa(len(a.texts)) + ".")
			a.texts = append(a.texts, text)
			part = part[left+len(text):]
			continue
		}
		b.Write(part[:start+size])
		part = part[start+size:]
	}
	b.Write(part)
}

// named reports whether the last that stands in a part is the start tag of an element whose text is kept back.
func (a *aside) named(part []byte) bool {
	part = bytes.TrimRight(part, " \t\r\n")
	if !bytes.HasSuffix(part, []byte(">")) {
		return false
	}
	name := part[bytes.LastIndexByte(part, '<')+1 : len(part)-1]
	if end := bytes.IndexAny(name, " \t\r\n"); end >= 0 {
		name = name[:end]
	}
	return slices.Contains(a.names, string(name))
}

// isPlain reports whether the library would hand a text in UTF-8 on as it is: it drops control characters, and refuses two others.
func isPlain(text []byte) bool {
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return !bytes.Contains(text, []byte("\uFFFE")) && !bytes.Contains(text, []byte("\uFFFF"))
}

// restore puts texts back into a field.
func (a *aside) restore(field string) string {
	if len(a.texts) == 0 {
		return field
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(field, a.mark)
		number, rest, _ := strings.Cut(after, ".")
		n, err := strconv.Atoi(number)
		if !ok || err != nil {
			break
		}
		b.WriteString(before)
		b.Write(a.texts[n])
		a.back++
		field = rest
	}
	if b.Len() == 0 {
		return field
	}
	b.WriteString(field)
	return b.String()
}

// complete reports whether all texts were put back.
func (a *aside) complete() bool { return a.back == len(a.texts) }
