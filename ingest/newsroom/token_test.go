package newsroom

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// said is a token with the place behind it. Texts in a row are one.
type said struct {
	token  string
	line   int
	offset int64
}

func say(all []said, token xml.Token, line int, offset int64) []said {
	text, ok := token.(xml.CharData)
	now := said{fmt.Sprintf("%T %v", token, token), line, offset}
	if ok {
		now.token = "text " + string(text)
	}
	if last := len(all) - 1; ok && last >= 0 && strings.HasPrefix(all[last].token, "text ") {
		all[last] = said{all[last].token + string(text), line, offset}
		return all
	}
	return append(all, now)
}

// byDecoder and byParser return the tokens of a document but for ends of nothing, and how it ends.
func byDecoder(document string) (all []said, end error) {
	d := newParser(strings.NewReader(document), 1<<10, Options{}, nil).xml
	bare := xml.NewDecoder(strings.NewReader(document))
	bare.Strict, bare.Entity, bare.CharsetReader = d.Strict, d.Entity, d.CharsetReader
	var open []string
	for {
		token, err := bare.RawToken()
		if err != nil {
			return all, err
		}
		if start, ok := token.(xml.StartElement); ok {
			open = append(open, start.Name.Local)
		}
		if end, ok := token.(xml.EndElement); ok {
			i := len(open) - 1
			for i >= 0 && open[i] != end.Name.Local {
				i--
			}
			if i < 0 {
				continue
			}
			open = open[:i]
		}
		line, _ := bare.InputPos()
		all = say(all, token, line, bare.InputOffset())
	}
}

func byParser(r io.Reader, size int) (all []said, end error) {
	p := newParser(r, size, Options{Limit: 1 << 20}, nil)
	for {
		token, err := p.next()
		if err != nil {
			return all, err
		}
		all = say(all, token, p.position(), p.offset())
	}
}

// compare checks that the parser, which reads plain text by itself, sees what the decoder sees, whatever the size of its buffer.
func compare(t *testing.T, document string) {
	t.Helper()
	want, wrong := byDecoder(document)
	syntax, _ := errors.AsType[*xml.SyntaxError](wrong)
	for _, size := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 4096} {
		for _, r := range []io.Reader{strings.NewReader(document), iotest.OneByteReader(strings.NewReader(document))} {
			got, err := byParser(r, size)
			if err != nil && strings.Contains(err.Error(), "nested") {
				return
			}
			if same, ok := errors.AsType[*xml.SyntaxError](err); ok != (syntax != nil) || ok && same.Msg != syntax.Msg {
				t.Fatalf("%q in a buffer of %d:\ngot  %v\nwant %v", document, size, err, wrong)
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q in a buffer of %d:\ngot  %v\nwant %v", document, size, got, want)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for _, document := range []string{
		"", "<a/>", "<a>one</a>", "<a>one\ntwo <b>three</b>\n\nfour</a>", "<a>one<br/>two\n<br />three</a>", "<a>\n<b x=y/>one</a>",
		"<a>one &amp; two</a>", "<a>one &nbsp;</a>", "<a>one\r\ntwo\rthree</a>", "<a>one ]]> two</a>", "<a>one ]] > two</a>", "<a>1 > 0</a>",
		"<a><![CDATA[one\n<b>]]>two</a>", "<a>one<!-- <b>two\n</b> -->three</a>", "<a>one<?b two>?>three</a>", "<a b='>'>one</a >two",
		"<a b='/'>one</a>", "<a b=/>one", "<a b=\"x\ny>\">one</a>", "<a>ä\u00a0\u4e2d</a>", "<a>one", "<a>one<", "one<a>two</a>",
		"<a>one</a b>two", "<a>one</b>two</a>", "</a>one<b/>",
		"<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>one</a>", "<a>" + strings.Repeat("long \n", 2000) + "</a>", "<a></a>\n<b>one</b>",
	} {
		compare(t, document)
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("<a>one<br/>two &amp; <b c='d'>three\r\n</b></a>")
	f.Fuzz(func(t *testing.T, document string) {
		sound, err := io.ReadAll(decode(strings.NewReader(document)))
		if err != nil {
			return
		}
		compare(t, string(sound))
	})
}
