package charset

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	const western, russian, japaneseText = "<p>Les élèves – “fin”</p>", "<p>Вечерние новости</p>", "<p>港に船が着いた</p>"
	in := func(e encoding.Encoding, text string) string {
		encoded, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return encoded
	}
	for name, c := range map[string]struct{ doc, label, want string }{
		"empty":                        {"", "", ""},
		"one byte":                     {"<", "utf-16", "<"},
		"utf-8":                        {western, "", western},
		"utf-8 with mark":              {"\uFEFF" + western, "", western},
		"utf-8 said to be latin":       {western, "iso-8859-1", western},
		"utf-16 with mark":             {in(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), russian), "", russian},
		"utf-16, little, no mark":      {in(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), russian), "utf-8", russian},
		"utf-16, big, no mark":         {in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), russian), "", russian},
		"utf-16, cut off":              {"\xff\xfea\x00b", "", "a\uFFFD"},
		"windows-1252":                 {in(charmap.Windows1252, western), "", western},
		"windows-1252 said utf-8":      {in(charmap.Windows1252, western), "UTF-8", western},
		"windows-1252 said latin 1":    {in(charmap.Windows1252, western), "ISO-8859-1", western},
		"an encoding nobody knows":     {in(charmap.Windows1252, western), "x-klingon", western},
		"windows-1251":                 {in(charmap.Windows1251, russian), "windows-1251", russian},
		"koi8-r":                       {in(charmap.KOI8R, russian), "koi8-r", russian},
		"gb18030":                      {in(simplifiedchinese.GB18030, "<p>新华社北京</p>"), "gb2312", "<p>新华社北京</p>"},
		"iso-2022-jp":                  {in(japanese.ISO2022JP, japaneseText), "iso-2022-jp", japaneseText},
		"shift_jis":                    {in(japanese.ShiftJIS, japaneseText), "Shift_JIS", japaneseText},
		"an escape in utf-8":           {"é\x1b", "latin1", "é\x1b"},
		"damaged utf-8":                {western + "\xe9", "utf-8", western + "\uFFFD"},
		"damaged utf-8, cut in a rune": {western + "\xc3", "", western + "\uFFFD"},
		"refused by browsers":          {"caf\xe9", "hz-gb-2312", "café"},
	} {
		if got := string(Decode([]byte(c.doc), c.label)); got != c.want {
			t.Errorf("%s: Decode(%q, %q) = %q, want %q", name, c.doc, c.label, got, c.want)
		}
	}
}
