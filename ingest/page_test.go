package ingest

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samestory/samestory/article"
)

const (
	pageWords = "<p>The night ferry to Vessel ran aground on a sandbank off Tarnholm early on Sunday.</p>" +
		"<p>All 212 passengers were taken off by tugs before dawn, and nobody was hurt.</p>"
	htmlPage = "<!doctype html><title>Ferry aground</title><link rel=canonical href=https://bay.example/1>" + pageWords
)

// TestPageIsTold: pages are told by their ending, and without one by their first element.
func TestPageIsTold(t *testing.T) {
	for _, c := range []struct {
		name, content string
		text          bool // is read as plain text
	}{
		{name: "a.html", content: htmlPage},
		{name: "A.HTM", content: pageWords},
		{name: "a.xhtml.gz", content: gz(htmlPage)},
		{name: "a.txt", content: htmlPage, text: true},
		{name: "-", content: htmlPage},
		{name: "-", content: "\r\n <!DOCTYPE HTML>\n<meta charset=utf-8>" + pageWords},
		{name: "-", content: "<HTML lang=en>" + pageWords},
		{name: "-", content: "<!-- a page --><html>" + pageWords},
		{name: "-", content: `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"><body>` + pageWords},
		{name: "-", content: "<head></head>" + pageWords},
		{name: "-", content: utf16Text(htmlPage, true)},
		{name: "-", content: "<html"},
		{name: "-", content: "<3 ferries ran aground", text: true},
		{name: "-", content: "<header> was the first word", text: true},
	} {
		all, problems := read(t, c.name, c.content, nil)
		if len(all) != 1 || all[0].ID != c.name || all[0].Place != (article.Place{Path: c.name}) ||
			c.text != strings.Contains(all[0].Text, "<") && len(c.content) > 10 {
			t.Errorf("%s %.60q: got %+v, %v; want plain text: %v", c.name, c.content, all, problems, c.text)
		}
	}
}

func TestPageProblems(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          error
	}{
		{"empty", "", ErrNoText},
		{"script", "<!doctype html><script>var a = 1</script>", ErrNoText},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ErrBinary},
		{"too deep", strings.Repeat("<div></span>", 1000) + "x", ErrFormat},
		{"too long", strings.Repeat("<p>x", 100_000), ErrTooLong},
	} {
		all, problems := read(t, "a.html", c.content, &Options{MaxArticle: 100_000})
		if p := one(t, problems); !errors.Is(p, c.want) || p.ID != "a.html" || p.Place.Path != "a.html" || len(all) > 0 {
			t.Errorf("%s: got %v and %d articles, want %v", c.name, p, len(all), c.want)
		}
	}
}

func TestPageOptions(t *testing.T) {
	if err := (&Options{Pages: "slow"}).Validate(); err == nil {
		t.Error("a mode that does not exist is valid")
	}
	// Only the thorough mode asks for a second opinion on the short line.
	page := htmlPage + "<p class=share>Tell a friend</p>" + strings.Repeat(pageWords, 5)
	for _, c := range []struct {
		opts Options
		item bool
	}{{Options{}, false}, {Options{Pages: PagesThorough, KeepItems: true}, true}, {Options{Pages: PagesFast}, false}} {
		all, _ := read(t, "a.html", page, &c.opts)
		if len(all) != 1 || (all[0].Item != nil) != c.item || c.item && !strings.Contains(all[0].Item.HTML, "<p>The night ferry") {
			t.Errorf("%+v: got %+v, want an item: %v", c.opts, all, c.item)
		}
	}
}

// TestPagesFolder reads the pages of testdata: what is not the same in every page.
func TestPagesFolder(t *testing.T) {
	const dir = "../testdata/ingest/pages/"
	all, problems := collect(t, Paths(context.Background(), []string{dir}, nil))
	if p := one(t, problems); !errors.Is(p, ErrNoText) || p.Place.Path != dir+"empty.html" {
		t.Errorf("got %v, want ErrNoText in empty.html", p)
	}
	type page struct{ File, URL, Canonical, Outlet, Title, Byline, Provider, Credit, Language, Links, Published string }
	var got []page
	for _, a := range all {
		got = append(got, page{
			strings.TrimPrefix(a.ID, dir), a.URL, a.Canonical, a.Outlet, a.Title, a.Byline, a.Provider, a.Credit, a.Language,
			strings.Join(a.Links, " "), a.Published.Format("2006-01-02T15:04:05"),
		})
		source, err := os.ReadFile(a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(a.Text, "<") || strings.Contains(a.Text, "rights reserved") || strings.Contains(a.Text, "vorbehalten") ||
			strings.Count(a.Text, "\n")+1 < strings.Count(string(source), "<p>The ") {
			t.Errorf("%s: got text %q", a.ID, a.Text)
		}
	}
	want := []page{
		{
			"faehre.xhtml", "https://kuestenbote.example/fähre", "", "Küstenbote", "Fähre läuft auf Grund", "Küstenbote", "",
			"Nordwind Nachrichten", "de", "", "2026-11-01T09:05:00",
		},
		{
			"ferry.html", "https://bay.example/ferry", "https://www.wire.example/harbour/night-ferry", "The Bay Post",
			"Night ferry runs aground off Tarnholm", "Jane Doe, Northern Wire", "Northern Wire", "", "en-GB",
			"https://harbour.example/log/2026-11-01 https://bay.example/sandbanks", "2026-11-01T06:12:45",
		},
		{
			"library.html", "", "", "", "Library on Mill Street to close", "Jo Roe", "", "", "", "", "2026-11-02T16:40:00",
		},
		{
			"saved.htm", "https://www.bay.example/pears", "", "bay.example", "Pears are late this year", "", "", "", "",
			"https://www.bay.example/pears_files/report.html https://www.bay.example/apples", "0001-01-01T00:00:00",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
