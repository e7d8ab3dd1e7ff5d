package ingest

import (
	"errors"
	"strings"
	"testing"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/wire"
)

const (
	nitfItem = `<nitf><head><docdata><doc-id id-string="n1"/></docdata></head><body><body.content>` +
		`<p>The harbour is closed.</p></body.content></body></nitf>`
	ninjsItem = `{"uri":"u1","type":"text","versioncreated":"2026-03-14T08:00:00Z","headline":"Harbour","body_xhtml":"<p>One.</p><p>Two.</p>"}`
)

// TestNewsroomIsTold holds that the formats of newsrooms are told from the content, be it alone or amid other objects.
func TestNewsroomIsTold(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		opts          Options
		want          string // ids and texts
	}{
		{"-", nitfItem, Options{}, "n1: The harbour is closed."},
		{"a.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf SYSTEM 'n.dtd'>\n<!-- <a> -->" + nitfItem, Options{}, "n1: The harbour is closed."},
		{"a.nitf", nitfItem, Options{}, "n1: The harbour is closed."},
		{"a.txt", nitfItem, Options{Format: NewsML}, "n1: The harbour is closed."},
		{"a.newsml", strings.Replace(nitfItem, ` id-string="n1"`, "", 1), Options{}, "a.newsml:1: The harbour is closed."},
		{"a.xml", "\n" + strings.Replace(nitfItem, "The harbour is closed.", "", 1), Options{}, "a.xml:2: n1: ingest: the item has no text"},
		{"a.xml", nitfItem[:60], Options{}, "a.xml:1: n1: ingest: wrong format: unexpected EOF"},
		{"a.xml", "<conceptItem/>", Options{}, ""},
		{"a.jsonl", ninjsItem + "\n" + `{"id":"j","text":"J"}`, Options{}, "u1: One.\nTwo.; j: J"},
		{"a.jsonl", "\n" + `{"uri":"u2","type":"text","headlines":[{"value":"x"}]}`, Options{}, "a.jsonl:2: u2: ingest: the item has no text"},
		{"a.jsonl", `{"uri":"u3","type":"picture","headlines":[{"value":"x"}]}`, Options{}, ""},
		{"a.jsonl", `{"uri":"u4","id":"j","text":"J"}`, Options{}, "j: J"},
		{"a.jsonl", ninjsItem, Options{Map: map[string]string{"id": "uri", "text": "headline"}}, "u1: Harbour"},
		{
			"a.jsonl",
			strings.Replace(ninjsItem, "2026-03-14T08:00:00Z", "soon", 1),
			Options{},
			"u1: One.\nTwo.; a.jsonl:1: u1: ingest: time of publication not understood: \"soon\"",
		},
	} {
		var got []string
		for a, err := range Reader(strings.NewReader(tt.content), tt.name, &tt.opts) {
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, a.ID+": "+a.Text)
			}
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s %q: got %q, want %q", tt.name, tt.content, s, tt.want)
		}
	}
}

// TestNewsroomProblems holds that the causes can be matched, and what an article comes with.
func TestNewsroomProblems(t *testing.T) {
	long := strings.Replace(nitfItem, "closed", strings.Repeat("closed ", 1000), 1)
	for content, want := range map[string]error{long: ErrTooLong, "<nitf><a": ErrFormat, "<nitf/>": ErrNoText} {
		all, problems := read(t, "a.xml", content, &Options{MaxArticle: 4000})
		if p := one(t, problems); !errors.Is(p, want) || p.Place.Path != "a.xml" || len(all) > 0 {
			t.Errorf("%.80q: got %v, want %v", content, p, want)
		}
	}
	all, _ := read(t, "a.jsonl", ninjsItem, &Options{KeepItems: true})
	place := article.Place{Path: "a.jsonl", Line: 1}
	if len(all) != 1 || all[0].Item == nil || string(all[0].Item.Record) != ninjsItem || all[0].Place != place {
		t.Errorf("got %+v, want an article with its item and place", all)
	}
}

// TestNewsroomCredits holds that package wire learns from the fields of an item who wrote it.
func TestNewsroomCredits(t *testing.T) {
	agencies, err := wire.ParseAgencies(strings.NewReader("Selwyn News | Selwyn News"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := wire.NewReader(&wire.Options{Agencies: agencies})
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"g2-text.xml": "Associated Press field in provider",
		"harbour-g2.xml": "Selwyn News dateline in text, Selwyn News field in provider, Selwyn News copyright in credit; " +
			"AFP field in provider",
		"harbour-newsml1.xml": "Selwyn News field in outlet, AFP field in provider, Selwyn News copyright in credit; ; ",
		// The tag line is in Reuters' form.
		"harbour-nitf.xml": "Reuters reporting in text, Selwyn News field in byline, Selwyn News field in provider",
		"harbour-1.4.json": "Selwyn News dateline in text, Selwyn News field in outlet, AFP field in provider, " +
			"Selwyn News copyright in credit",
		"harbour-2.1.json": "dpa field in byline, dpa field in outlet, dpa copyright in credit",
	} {
		var got []string
		for a, err := range Paths(t.Context(), []string{"../testdata/ingest/newsroom/" + file}, nil) {
			if err == nil {
				got = append(got, credited(r.Credits(a)))
			}
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: got %q, want %q", file, s, want)
		}
	}
}

func credited(credits []wire.Credit) string {
	parts := map[wire.Where]string{
		wire.InText: "text", wire.InByline: "byline", wire.InOutlet: "outlet", wire.InProvider: "provider", wire.InCredit: "credit",
	}
	var all []string
	for _, c := range credits {
		all = append(all, c.Agency+" "+string(c.How)+" in "+parts[c.In])
	}
	return strings.Join(all, ", ")
}
