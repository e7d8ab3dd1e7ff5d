package shingle

import (
	"os"
	"strings"
	"testing"
)

func language(text string) string {
	var tok Tokenizer
	return tok.Language(text, tok.Append(nil, text))
}

// Each of the languages is told from a paragraph, from its second half, and in capitals.
func TestLanguageOfParagraphs(t *testing.T) {
	entries, err := os.ReadDir(fixtures + "/languages")
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 14 {
		t.Errorf("%d paragraphs, want 14", len(entries))
	}
	for _, e := range entries {
		want := strings.TrimSuffix(e.Name(), ".txt")
		text := fixture(t, "languages/"+e.Name())
		half := text[len(text)/2:]
		numbers := strings.Repeat(" 1 2 3 4 5 6 7 8 9", 4)
		for _, text := range []string{text, half, strings.ToUpper(text), "2018-07-15, 10:30. " + text, text + numbers} {
			if got := language(text); got != want {
				t.Errorf("%q, want %q: %q", got, want, text)
			}
		}
	}
}

func TestLanguageOfOtherTexts(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"no words", "... 👍", ""},
		{"numbers", "12 34 5,678 9.10", ""},
		{"a name", "Hotel Berlin", ""},
		{"one stop word of one language", "die", ""},
		{"one stop word of many languages", "a", ""},
		{"a headline without stop words", "Night trams return", ""},
		{"a headline", "Night trams return after nine years", "en"},
		{"a company's figures", "Shr 21 cts vs 23 cts Net 1.2 mln vs 1.3 mln Revs 10.2 mln vs 9.8 mln Note: shr restated", ""},
		{"Dutch", "De gemeenteraad heeft besloten de nachttrams, die negen jaar geleden werden opgeheven, weer te laten rijden. " +
			"De burgemeester zei dat verpleegkundigen en koks niet meer in de regen naar huis hoeven te lopen.", ""},
		{"Polish", "Rada miasta zdecydowała we wtorek o przywróceniu nocnych tramwajów, które zlikwidowano dziewięć lat temu.", ""},
		{"Vietnamese", "Hội đồng thành phố hôm thứ Ba đã quyết định khôi phục các chuyến tàu điện ban đêm bị bãi bỏ chín năm trước.", ""},
		{"Catalan", "El consell municipal va decidir dimarts recuperar els tramvies nocturns que havien estat suprimits fa nou anys.", ""},
		{"Georgian", "საქალაქო საბჭომ სამშაბათს გადაწყვიტა", ""},
		{"Ukrainian is taken for its script's", "Міська рада у вівторок вирішила повернути нічні трамваї", "ru"},
		{"half and half", "Городской совет решил вернуть трамваи. City council brings back trams.", ""},
		{"a Russian text with Latin names", "Компания Calder Lines подписала договор с городом, сообщил директор Lindqvist во вторник", "ru"},
		{"an English text with a Chinese name", "The mayor of 北京 said on Tuesday that it was not for him to say when they would be back", "en"},
		{"English and German", "The city and the trams of the night. Die Stadt und die Bahnen der Nacht.", ""},
		{"Japanese in few kana", "市議会は夜間電車の運行再開を決定", "ja"},
		{"Chinese with a kana", "他在文章里写了“の”字，并解释了这个字在日语中的意思和用法", "zh"},
		{"katakana only", "カルダー・ラインズ", "ja"},
		{"long vowels in hiragana", "らーめん", "ja"},
		{"a long tail in another language", strings.Repeat("the trams and the people in it ", 40) + strings.Repeat("и в не на что ", 100), "en"},
	} {
		if got := language(c.text); got != c.want {
			t.Errorf("%s: %q, want %q: %q", c.name, got, c.want, c.text)
		}
	}
}

// Language takes some of a text's tokens.
func TestLanguageOfSomeTokens(t *testing.T) {
	text := fixture(t, "languages/de.txt") + fixture(t, "languages/fr.txt")
	var tok Tokenizer
	tokens := tok.Append(nil, text)
	n := len(tok.Append(nil, fixture(t, "languages/de.txt")))
	if a, b := tok.Language(text, tokens[:n]), tok.Language(text, tokens[n:]); a != "de" || b != "fr" {
		t.Errorf("got %q and %q, want de and fr", a, b)
	}
}
