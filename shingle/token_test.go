package shingle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spaolacci/murmur3"
)

// printed returns the words of the tokens as they stand in the text.
func printed(text string, tokens []Token) []string {
	words := []string{}
	for _, tok := range tokens {
		words = append(words, text[tok.Start:tok.End])
	}
	return words
}

// letters names flags by letters: number, capital, opens, paragraph, quoted, Character.
func (f Flag) letters() string {
	var b strings.Builder
	for i, c := range "ncopqC" {
		if f>>i&1 != 0 {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Tokens slice to the very words.
func TestAppendWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"plain", "The mayor  resigned\ton Monday.", "The|mayor|resigned|on|Monday"},
		{"apostrophes", "It isn't the nurses' fault, ma'am", "It|isn't|the|nurses|fault|ma'am"},
		{"curly apostrophes", "It isn’t the nurses’ fault", "It|isn’t|the|nurses|fault"},
		{"possessives are cut off", "Putin's, Putin’s, PUTIN'S, Putin＇s Putinʼs aide's", "Putin|Putin|PUTIN|Putin|Putin|aide"},
		{"possessives are cut off once", "a’s’s b's's", "a’s|b's"},
		{"initials", "the U.S. and J.P. Lindqvist of the E.U. in Washington, D.C.", "the|U.S|and|J.P|Lindqvist|of|the|E.U|in|Washington|D.C"},
		{"initials before a curly apostrophe", "the U.S’s and l’U.E’s", "the|U.S|and|l’U.E"},
		{"sentences run together", "the end.The start", "the|end|The|start"},
		{"sentences run together, not ASCII", "la révolte.Le début", "la|révolte|Le|début"},
		{
			"addresses", "see https://www.example.org/a_b?x=1;y=2 or news@example.org",
			"see|https|www|example|org|a|b|x|1|y|2|or|news|example|org",
		},
		{
			"numbers", "10,000 of 1.5m in 1,234.50 at 11:40 on 4.3.2018, 31-14, 1/2 and 1;2",
			"10,000|of|1.5m|in|1,234.50|at|11|40|on|4.3.2018|31|14|1|2|and|1|2",
		},
		{"numbers beyond ASCII", "１０，０００ １．５ １；２ ½ ٣٫١٤ १२", "１０，０００|１．５|１|２|½|٣٫١٤|१२"},
		{"hyphens and dashes part", "co-operate, well–known—and 3−1", "co|operate|well|known|and|3|1"},
		{"underscores part", "_emphasis_ and snake_case, ______", "emphasis|and|snake|case"},
		{"underscores part, not ASCII", "_é_ é_è é＿è é‿è", "é|é|è|é|è|é|è"},
		{"colons part", "Kyiv:the café:open", "Kyiv|the|café|open"},
		{"middle dot parts", "Sport·Météo", "Sport|Météo"},
		{"narrow no-break spaces part", "\u202fParis\u202f: «\u202fNon\u202f!\u202f», 10\u202f000", "Paris|Non|10|000"},
		{"no-break spaces part", "5\u00a0km «\u00a0oui\u00a0»", "5|km|oui"},
		{"quotation marks", "“No,” he said: ‘never’ „nie“ «non» 「否」", "No|he|said|never|nie|non|否"},
		{"soft hyphen", "Donau\u00adschiff", "Donau\u00adschiff"},
		{"combining marks", "cafe\u0301 A\u030angstro\u0308m", "cafe\u0301|A\u030angstro\u0308m"},
		{"marks of direction", "\u202bقال\u200f الوزير\u202c", "قال\u200f|الوزير\u202c"},
		{"byte order mark", "\ufeffThe end", "The|end"},
		{"Persian, with a non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"Hindi", "क्षेत्र में नौ कि.मी. दूर।", "क्षेत्र|में|नौ|कि.मी|दूर"},
		{"Korean", "시장은 “예”라고 말했다", "시장은|예|라고|말했다"},
		{"Hebrew", "ראש הממשלה", "ראש|הממשלה"},
		{"Greek", "Ο πρωθυπουργός είπε", "Ο|πρωθυπουργός|είπε"},
		{"emoji", "Goal 👍🏽! 👩‍👩‍👧 🇩🇪 won 3️⃣ times", "Goal|won|3️⃣|times"},
		{"zero bytes", "one\x00two \x00 three", "one|two|three"},
		{"control characters", "one\x01two\x1b[0mthree", "one|two|0mthree"},
		{"broken bytes", "ab\xffcd é\xe4 \xe4\xb8 z\xc3", "ab|cd|é|z"},
		{"broken bytes before the last character", "é\xf5» é\xf5è", "é|é|è"},
		{"replacement character", "caf\ufffd noir\ufffde", "caf|noir|e"},
		{"letters of two scripts", "iPhone的Москва", "iPhone|的|Москва"},
		{"tatweel alone is no word", "قال ــــ الوزير", "قال|الوزير"},
	} {
		got := strings.Join(printed(c.text, new(Tokenizer).Append(nil, c.text)), "|")
		if got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

func TestAppendFlags(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"start", "The Mayor of 12 towns", "The/cop Mayor/c of 12/n towns"},
		{"sentence", "He left. she Stayed! 5 came? Why: because", "He/cop left she/o Stayed/c 5/no came Why/co because/o"},
		{"paragraphs", "one\ntwo\r\nthree\u2028four\u0085five", "one/op two/op three/op four/op five/op"},
		{"a blank line", "one\n\n  two", "one/op two/op"},
		{"a tab or a space opens nothing", "one\ttwo, three; four (five) - six", "one/op two three four five six"},
		{"straight quotation", `he said "Yes, We can" twice`, "he/op said Yes/coq We/cq can/q twice/o"},
		{"curly quotation", `he said “Yes, We can” twice`, "he/op said Yes/coq We/cq can/q twice/o"},
		{"German quotation", `er sagte „Ja“ und »Nein« dazu`, "er/op sagte Ja/coq und/o Nein/coq dazu/o"},
		{"French quotation", `il a dit « Oui » deux fois`, "il/op a dit Oui/coq deux/o fois"},
		{"Chinese quotation", `他「不」说`, "他/opC 不/oqC 说/oC"},
		{"nested quotation", `“He called it «art» again” and left`, "He/copq called/q it/q art/oq again/o and/o left"},
		{"a quotation ends with the line", "\"One two\nthree\nfour", "One/copq two/q three/op four/op"},
		{"an inch is no quotation", "a 36” screen", "a/op 36/n screen/o"},
		{"full stop inside", "the U.S. army of St.Ives", "the/op U.S/c army/o of St/c Ives/co"},
		{"Chinese full stop", "好。A", "好/opC A/co"},
		{"Hindi full stop", "हाँ। नहीं", "हाँ/op नहीं/o"},
		{"ellipsis", "so… Then", "so/op Then/co"},
		{"dotted words beyond ASCII", "é.È", "é.È/op"},
		{"capitals beyond ASCII", "Ärger Москва Ａ ÉTAT élan", "Ärger/cop Москва/c Ａ/c ÉTAT/c élan"},
		{"digits beyond ASCII", "٣ १२ ３", "٣/nop १२/n ３/n"},
		{"a number before letters", "5th B52", "5th/nop B52/c"},
		{"characters", "北京的ABC大学", "北京/opC 京的/C ABC/c 大学/C"},
	} {
		var got []string
		for _, tok := range new(Tokenizer).Append(nil, c.text) {
			word := c.text[tok.Start:tok.End]
			if flags := tok.Flags.letters(); flags != "" {
				word += "/" + flags
			}
			got = append(got, word)
		}
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.name, c.text, got, c.want)
		}
	}
}

// form returns the normal form of the only word of a text.
func form(t *testing.T, text string) string {
	t.Helper()
	var tok Tokenizer
	tokens := tok.Append(nil, text)
	if len(tokens) != 1 {
		t.Fatalf("%q: %d tokens %q, want 1", text, len(tokens), printed(text, tokens))
	}
	form := string(tok.normal.form(text[tokens[0].Start:tokens[0].End]))
	if want := murmur3.Sum64([]byte(form)); tokens[0].Hash != want {
		t.Errorf("%q: hash %x, want %x, that of %q", text, tokens[0].Hash, want, form)
	}
	return form
}

func TestNormalForm(t *testing.T) {
	for _, c := range []struct {
		form  string
		texts []string
	}{
		{"putin", []string{"Putin", "PUTIN", "Putin's", "Putin’s", "PUTIN’S", "Putin＇s", "Putinʼs", "Ｐｕｔｉｎ", "𝐏𝐮𝐭𝐢𝐧"}},
		{"putin", []string{"Pu\u00adtin", "P\u200du\u2060tin", "Putin\u200f", "Pu\ufe0ftin"}},
		{"dont", []string{"don't", "don’t", "DON'T", "don＇t", "don‘t", "donʼt"}},
		{"us", []string{"US", "U.S", "U.S.", "us", "U.S.'", "Ｕ．Ｓ．", "U.S.\u200f"}},
		{"lue", []string{"l'U.E", "l’U.E", "L’U.E.", "lue"}},
		{"10000", []string{"10,000", "10000", "１０，０００", "10'000", "10’000"}},
		{"1.5", []string{"1.5", "１．５", "1․5"}},
		{"4.3.2018", []string{"4.3.2018"}},
		{"a1", []string{"A1", "Å1", "a1"}},
		{"cafe", []string{"café", "cafe\u0301", "CAFÉ", "cafe", "Café's"}},
		{"strasse", []string{"Straße", "STRASSE", "STRAẞE", "strasse"}},
		{"istanbul", []string{"İstanbul", "Istanbul", "istanbul", "ıstanbul", "ISTANBUL"}},
		{"lodz", []string{"Łódź", "łódź", "LODZ"}},
		{"malmo", []string{"Malmø", "Malmö", "MALMØ"}},
		{"aeon", []string{"Æon", "æon", "aeon"}},
		{"oeuvre", []string{"œuvre", "Œuvre", "oeuvre"}},
		{"dinh", []string{"Đình", "đinh"}},
		{"office", []string{"oﬃce", "office"}},
		{"οδοσ", []string{"ΟΔΟΣ", "οδος", "οδός"}},
		{"еще", []string{"ещё", "еще", "ЕЩЁ"}},
		{"новый", []string{"новый", "НОВЫЙ", "новыи\u0306"}},
		{"київ", []string{"Київ", "КИЇВ", "Киі\u0308в"}},
		{"пять", []string{"п'ять", "п’ять", "пʼять"}},
		{"محمد", []string{"محمد", "مُحَمَّد", "محمـــد", "مح\u200dمد"}},
		{"ال", []string{"أل", "ال", "إل", "آل"}},
		{"שלום", []string{"שלום", "שָׁלוֹם"}},
		{"한국", []string{"한국", "한국", "\u1112\u1161\u11ab국"}},
		{"हिंदी", []string{"हिंदी", "हि\u200dंदी"}},
		{"がぎ", []string{"がぎ", "か\u3099き\u3099"}},
		{"ガギ", []string{"ガギ", "ｶﾞｷﾞ"}},
		{"葛城", []string{"葛城", "葛\U000e0100城"}},
		{"ก็", []string{"ก็"}},
		{"3", []string{"3", "3️⃣", "③", "³"}},
		{"1⁄2", []string{"½"}},
		{"m", []string{"m", "M", "ｍ"}},
	} {
		for _, text := range c.texts {
			if got := form(t, text); got != c.form {
				t.Errorf("%q (%+q): normal form %q, want %q", text, text, got, c.form)
			}
		}
	}
}

func TestNoWords(t *testing.T) {
	for _, text := range []string{
		"", " ", "\n\r\t", "...", "--- * * * ---", "____", "?!\"'", "👍🎉 🇩🇪", "\u0301\u0302", "\u200f\u200b",
		"ـ", "ʼ", "\x00\x00", "\xff\xfe", "\xe4\xb8", "。、「」", "§ © ™", "€",
	} {
		var tok Tokenizer
		if tokens := tok.Append(nil, text); len(tokens) > 0 {
			t.Errorf("%q: %q, want no tokens", text, printed(text, tokens))
		}
	}
}

// Scripts without spaces have a token for each pair of neighbouring characters, marks included; a lone character is a token.
func TestCharacters(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"我", "我"},
		{"北京", "北京"},
		{"北京大学", "北京|京大|大学"},
		{"北京，大", "北京|大"},
		{"北 京", "北|京"},
		{"ラーメン", "ラー|ーメ|メン"},
		{"らーめん", "らー|ーめ|めん"},
		{"ﾗｰﾒﾝ", "ﾗｰ|ｰﾒ|ﾒﾝ"},
		{"ｶﾞｷﾞ", "ｶﾞｷﾞ"},
		{"プーチン大統領", "プー|ーチ|チン|ン大|大統|統領"},
		{"人々", "人々"},
		{"が\u3099き", "が\u3099き"},
		{"葛\U000e0100城市", "葛\U000e0100城|城市"},
		{"二〇一八年", "二〇|〇一|一八|八年"},
		{"ที่นี่", "ที่นี่"},
		{"ประเทศ", "ปร|ระ|ะเ|เท|ทศ"},
		{"ປະເທດ", "ປະ|ະເ|ເທ|ທດ"},
		{"ខ្មែរ\u200bល្អ", "ខ្មែ|មែរ\u200b|រ\u200bល្|ល្អ"},
		{"မြန်မာ", "မြန်|န်မာ"},
	} {
		tokens := new(Tokenizer).Append(nil, c.text)
		if got := strings.Join(printed(c.text, tokens), "|"); got != c.want {
			t.Errorf("%q (%+q)\n got %s\nwant %s", c.text, c.text, got, c.want)
		}
		for _, tok := range tokens {
			if tok.Flags&Character == 0 {
				t.Errorf("%q: %q is no Character", c.text, c.text[tok.Start:tok.End])
			}
		}
	}
}

// Text without spaces has one token fewer than it has characters in each run.
func TestCharactersOfTexts(t *testing.T) {
	for _, language := range []string{"zh", "ja", "th"} {
		text := fixture(t, "languages/"+language+".txt")
		want := 0
		for i := 0; i < len(text); {
			n := 0
			for end := character(text, i); end > i; end = character(text, i) {
				i, n = end, n+1
			}
			if n == 0 {
				i++
			}
			want += max(min(n, 1), n-1)
		}
		if got := len(new(Tokenizer).Append(nil, text)); got != want || got < 50 {
			t.Errorf("%s: %d tokens, want %d", language, got, want)
		}
	}
}

// For ASCII text the quick way and UAX 29 agree. All texts of up to six characters that matter are tried.
func TestASCIIAgreesWithUAX29(t *testing.T) {
	const alphabet = "aS1.,':;_ \""
	var quick, full Tokenizer
	var a, b []Token
	length := 6
	if testing.Short() {
		length = 4
	}
	text := make([]byte, 0, length)
	var try func()
	try = func() {
		a, b = quick.Append(a[:0], string(text)), full.appendByUAX29(b[:0], string(text))
		if !slices.Equal(a, b) {
			t.Fatalf("%q:\nquick   %q %v\nUAX 29  %q %v", text, printed(string(text), a), a, printed(string(text), b), b)
		}
		if len(text) == cap(text) {
			return
		}
		for _, c := range []byte(alphabet) {
			text = append(text, c)
			try()
			text = text[:len(text)-1]
		}
	}
	try()
}

// appendByUAX29 is Append without the quick way for ASCII.
func (t *Tokenizer) appendByUAX29(dst []Token, text string) []Token {
	s := scan{dst: dst, opens: Opens | Paragraph}
	for i := 0; i < len(text); {
		if c := text[i]; c < 0x80 && lower[c] == 0 {
			s.gap(rune(c))
			i++
		} else {
			i = t.unicode(&s, text, i)
		}
	}
	return s.dst
}

// The quick normal form is the slow one for every character beside others.
func TestQuickFormIsSlowForm(t *testing.T) {
	var n normalizer
	end := rune(0x110000)
	if testing.Short() {
		end = 0x1000
	}
	for r := range end {
		for _, around := range []string{"%c", "a%c", "%c.1", "が%c", "и%cа", "한%cا"} {
			word := fmt.Sprintf(around, r)
			if !n.quick(word) {
				continue
			}
			quick := string(n.kept)
			if slow := string(n.slow(word)); quick != slow {
				t.Errorf("%U in %q: quick %q, slow %q", r, word, quick, slow)
			}
		}
	}
}

func TestAppendAppends(t *testing.T) {
	var tok Tokenizer
	first := tok.Append(nil, "one two")
	both := tok.Append(slices.Clone(first), "One two")
	if !slices.Equal(both[:2], first) || both[2].Hash != first[0].Hash || both[2].Start != 0 || both[2].Flags != Capital|Opens|Paragraph {
		t.Errorf("got %v after %v", both, first)
	}
}

// Tokens do not depend on what the Tokenizer did before.
func TestTokenizerForgets(t *testing.T) {
	var used Tokenizer
	texts := []string{"“Never closed", "plain words", "中", "文", "naïve.", "Café's", "\"", "x"}
	for _, text := range texts {
		if got, want := used.Append(nil, text), new(Tokenizer).Append(nil, text); !slices.Equal(got, want) {
			t.Errorf("%q: used %v, new %v", text, got, want)
		}
	}
}

func TestAppendDoesNotAllocate(t *testing.T) {
	for name, text := range map[string]string{
		"ascii": fixture(t, "article.txt"), "curly": curly(fixture(t, "article.txt")),
		"ru": fixture(t, "languages/ru.txt"), "zh": fixture(t, "languages/zh.txt"),
	} {
		var tok Tokenizer
		tokens := tok.Append(nil, text)
		if n := testing.AllocsPerRun(10, func() { tokens = tok.Append(tokens[:0], text) }); n != 0 {
			t.Errorf("%s: %v allocations, want none", name, n)
		}
	}
}
