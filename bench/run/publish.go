package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// section is a table with its title.
type section struct{ title, body string }

func (s section) String() string { return "### " + s.title + "\n\n" + s.body }

// The lines between which a document holds what this command writes.
const (
	beginMarker = "<!-- Written by make bench-peers from here -->\n"
	endMarker   = "<!-- to here -->\n"
)

var errNoMarkers = errors.New("the document lacks the markers that tables go between")

// publish puts the sections into a document, or prints them where there is none.
func publish(path string, sections []section) error {
	if path == "" {
		for _, s := range sections {
			fmt.Println(s)
		}
		return nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	updated, err := insert(string(content), sections)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, []byte(updated), 0o666)
}

// insert puts sections in the place of those of the same titles, and others behind all: a run with other articles leaves them be.
func insert(document string, sections []section) (string, error) {
	before, rest, ok := strings.Cut(document, beginMarker)
	old, after, ended := strings.Cut(rest, endMarker)
	if !ok || !ended {
		return "", errNoMarkers
	}
	var all []section
	for text := range strings.SplitSeq("\n"+old, "\n### ") {
		if title, body, ok := strings.Cut(text, "\n"); ok && title != "" {
			all = append(all, section{title, strings.Trim(body, "\n") + "\n"})
		}
	}
	for _, s := range sections {
		s.body = strings.Trim(s.body, "\n") + "\n"
		if i := slices.IndexFunc(all, func(x section) bool { return x.title == s.title }); i >= 0 {
			all[i] = s
		} else {
			all = append(all, s)
		}
	}
	var b strings.Builder
	b.WriteString(before + beginMarker + "\n")
	for _, s := range all {
		b.WriteString(s.String() + "\n")
	}
	b.WriteString(endMarker + after)
	return b.String(), nil
}
