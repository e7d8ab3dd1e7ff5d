package furniture

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/samestory/samestory/shingle"
)

// tokens cuts a text into words.
func tokens(text string) []shingle.Token {
	var t shingle.Tokenizer
	return t.Append(nil, text)
}

// split returns the paragraphs of a text that Known tells to be furniture, and the others.
func split(text string) (gone, left []string) {
	for p := range Paragraphs(tokens(text)) {
		words := text[p[0].Start:p[len(p)-1].End]
		if Known(text, p) {
			gone = append(gone, words)
		} else {
			left = append(left, words)
		}
	}
	return gone, left
}

func TestKnown(t *testing.T) {
	for kind, lines := range map[string][]string{
		"whole": {
			"Advertisement", "ADVERTISEMENT", "  - Advertisement -  ", "Most Popular", "Recent Comments", "Source link",
			"Exit mobile version", "Share", "Don’t miss", "Don't Miss", "Editor’s Picks", "prev | next", "Share on Facebook", "e-mail",
			"All rights reserved.", "Anzeige", "Publicité", "Реклама", "广告", "関連記事", "광고", "विज्ञापन",
		},
		"numbers": {
			"Image 1 of 10", "Image 7 of 12", "12 Comments", "1 comment", "Copyright 2018 The Harbour Post. All rights reserved.",
			"Copyright (c) 2026, Harbour Media",
		},
		"begins": {
			"Sign up for our morning newsletter and get the best of the harbour in your inbox.", "SUBSCRIBE TO THE HARBOUR POST",
			"We use cookies to make this page work. By reading on you agree.", "Already a subscriber? Log in here",
			"By continuing to use this site you agree to our terms", "Follow us on Twitter @harbourpost",
			"Wir verwenden Cookies, um Inhalte zu zeigen.",
			"Lesen Sie auch: Fähre wieder flott", "À lire aussi : le ferry repart", "责任编辑：张三", "यह भी पढ़ें: नौका फिर चली",
		},
		"label": {
			"Related: Ferry afloat again", "RELATED | Ferry afloat again", "Related – Ferry afloat again", "Tags:ferry, harbour",
			"Filed under: Shipping",
			"Read more: What we know of the ferry, and what the harbour office will look into next. It is a long story.",
			"ALSO READ | Ferry afloat again", "Now Playing: Tugs at work", "来源：港口报",
		},
		"heading": {
			"More From The Harbour Post", "Trending in Shipping", "Most read in News", "Filed under Ships and Shipping", "Posted in News",
			"Read more from Marit Oland", "Site icon Harbour Post", "See also Ferry afloat again",
		},
		"program": {
			"window._feed = window._feed || []; _feed.push({ mode: 'thumbs',",
			"googletag.cmd.push(function() { googletag.display('div-1'); });",
			"(function(d, s, id) { var js = d.getElementsByTagName(s)[0]; load(); }(document));",
			".box { margin: 0 4px; padding: 2px; color: red !important }",
			"$(document).ready(function(){ start(); });",
		},
	} {
		for _, line := range lines {
			text := "The ferry ran aground.\n" + line + "\nNobody was hurt.\n"
			gone, left := split(text)
			if len(gone) != 1 || len(left) != 2 {
				t.Errorf("%s: %q is furniture; left: %q", kind, line, left)
			}
		}
	}
}

// TestKnownLeavesNews: what only resembles furniture is text.
func TestKnownLeavesNews(t *testing.T) {
	for _, line := range []string{
		"Share prices fell for a third day.",
		"Share via a special dividend was ruled out.",
		"More than 200 people were on board.",
		"More from the region was expected in the evening, officials said.",
		"More work lies ahead",
		"Edit wars broke out over the article.",
		"Print is not dead",
		"Home prices rose by 4 per cent.",
		"Comments by the minister moved the market.",
		"Related charges were dropped in March.",
		"Related-party loans are to be banned, the bank said.",
		"Filed under seal, the complaint names nobody.",
		"Posted in the lobby, a sign asked visitors for patience.",
		"Trending in the polls, the mayor cancelled the debate.",
		"Most read the letter twice.",
		"Tags on the bags were torn off.",
		"Copyright law protects the photograph, the court said.",
		"Copyrighted pictures were taken down.",
		"By continuing to use force, the government breaks its word, he said.",
		"Also read in court was a letter from the captain.",
		"See also in this light what the harbour office wrote in January.",
		"Image 3 of the series shows the ship.",
		"Advertisement of the post begins on Monday",
		"Subscribers of the library may vote.",
		"Posted in the lobby of the town hall, a sign asked all visitors for a little patience and",
		"Save the library, they shouted",
		"Close to midnight the tide came in",
		"Play began late because of rain.",
		"Loading the cars took an hour.",
		"Search parties set out at dawn",
		"Congratulations came from the king.",
		"Facebook said it had taken the page down.",
		"245,000 shares",
		"Thursday, June 20, 2024",
		"Quellen in der Regierung bestätigten das.",
		"Anzeige erstattet hat bisher niemand.",
		"اشترك الرئيس في الاجتماع أمس",
		"扫码支付在农村越来越普遍。",
		"分享会在上海举行",
		"The norm is ||v|| = 1; cos(theta) = v1.v2/(||v1|| ||v2||)",
		"Tickets cost 5; children are free; {sic}",
		// Lines in the middle of sentences, as in text with hard line breaks.
		"subscribe to ordinary shares, the company said",
		"sign up for reduced acreage, but they have no guarantees",
		"see also how the bank reacted",
		strings.Repeat("Sign up for our newsletter, said the letter to the editor. ", 4),
	} {
		if gone, _ := split("The ferry ran aground.\n" + line + "\nNobody was hurt.\n"); len(gone) != 0 {
			t.Errorf("%q is no furniture", line)
		}
	}
}

func TestKnownOfNothing(t *testing.T) {
	if Known("", nil) || Known("...", nil) {
		t.Error("no paragraph is furniture")
	}
}

// TestPhrases: every line of the list is one that does something: it has words, stands once, and is furniture itself or once
// completed.
func TestPhrases(t *testing.T) {
	seen := map[string]int{}
	for n, line := range strings.Split(phrases, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if first := seen[line]; first > 0 {
			t.Errorf("line %d: %q stands in line %d", n+1, line, first)
		}
		seen[line] = n + 1
		phrase, r := parse(line)
		if len(tokens(phrase)) == 0 {
			t.Errorf("line %d: %q has no words", n+1, line)
			continue
		}
		example := strings.ToUpper(phrase)
		switch r {
		case begins, isHeading:
			example += " XYZZY"
		case isLabel:
			example += ": xyzzy"
		}
		if _, left := split(example); len(left) > 0 {
			t.Errorf("line %d: %q does not make %q furniture", n+1, line, example)
		}
	}
}

// TestKnownInSeeds: of the five seed articles exactly the furniture goes.
func TestKnownInSeeds(t *testing.T) {
	paths, err := filepath.Glob("../testdata/seeds/*.txt")
	if err != nil || len(paths) != 5 {
		t.Fatal(paths, err)
	}
	var all []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		gone, left := split(string(data))
		if len(left) < 10 {
			t.Errorf("%s: %d paragraphs left", path, len(left))
		}
		all = append(all, gone...)
	}
	want := []string{"Source link", "Most Popular", "Recent Comments", "Site icon News Nixon", "Source link", "Exit mobile version"}
	if !slices.Equal(all, want) {
		t.Errorf("gone: %q, want %q", all, want)
	}
}

func TestParagraphs(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"\n\n", nil},
		{"One line.", []string{"One line"}},
		{"One.\n\n\nTwo words.\r\nThree", []string{"One", "Two words", "Three"}},
		{"--\nOne\n--", []string{"One"}},
	} {
		var got []string
		for p := range Paragraphs(tokens(c.text)) {
			got = append(got, c.text[p[0].Start:p[len(p)-1].End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("paragraphs of %q: %q, want %q", c.text, got, c.want)
		}
	}
	for range Paragraphs(tokens("One.\nTwo.")) {
		break // stops without a complaint
	}
}

// FuzzKnown: any text at all, cut anywhere, is looked at without a panic, and every word of it is in one paragraph.
func FuzzKnown(f *testing.F) {
	f.Add("Related: Ferry afloat again\nThe ferry ran aground.")
	f.Add("window._feed = window._feed || []; _feed.push({ mode: 'thumbs',\r\n来源：")
	f.Add("Related\u00a0— \xff\n\xc3Read more:")
	f.Add("Image 12 of\u2028Copyright (c) ２０２６")
	f.Fuzz(func(t *testing.T, text string) {
		words := tokens(text)
		n := 0
		for p := range Paragraphs(words) {
			Known(text, p)
			n += len(p)
		}
		if n != len(words) {
			t.Fatalf("%d of %d words in paragraphs", n, len(words))
		}
	})
}
