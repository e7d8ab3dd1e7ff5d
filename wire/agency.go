package wire

import (
	"bufio"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

//go:embed agencies.txt
var builtIn string

// Kind is what sort of body an agency is, and so what its name in a text is worth.
type Kind uint8

// The kinds. The zero Kind is a news agency.
const (
	// NewsAgency writes news for others to print.
	NewsAgency Kind = iota
	// Service passes on press releases and free reprints.
	Service
	// Paper is the news service of a newspaper; others quote the paper without taking its text, so it is never Quoted.
	Paper
	// PhotoAgency sells pictures: its name is a photo credit wherever it stands.
	PhotoAgency
)

// Agency is one line of an agency file.
type Agency struct {
	// Name is what reports call it.
	Name string
	Kind Kind
	// Forms are the ways it is printed, in any language.
	Forms []Form
	// Sites are the host names of its own sites.
	Sites []string
}

// Form is one way in which an agency is printed.
type Form struct {
	// Text is the form as written. With "..." inside it is a house form: two parts that stand in one line.
	Text string
	// Doubtful forms are also something else (PA, Bloomberg): they count only in places that leave no doubt.
	Doubtful bool
	// Anywhere makes the Reader look for a form in small letters in all places, at a price in speed.
	Anywhere bool
}

// Errors that a SyntaxError wraps.
var (
	ErrFields  = errors.New(`wire: an agency line is "name | forms | sites"`)
	ErrSection = errors.New("wire: no such section; there are [agencies], [services], [papers] and [photo]")
	ErrForm    = errors.New("wire: a form needs two bytes or more of valid UTF-8")
)

// SyntaxError is a line of an agency file that cannot be read.
type SyntaxError struct {
	// Line counts from 1.
	Line int
	// Text is the line.
	Text string
	Err  error
}

// Error returns line, cause and text.
func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %v: %q", e.Line, e.Err, e.Text) }

// Unwrap returns the cause.
func (e *SyntaxError) Unwrap() error { return e.Err }

// ParseAgencies reads agencies in the format of agencies.txt, which describes it in its head. Lines before the first section
// are news agencies. The error is that of r or a *SyntaxError.
func ParseAgencies(r io.Reader) ([]Agency, error) {
	var list []Agency
	kind := NewsAgency
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		var err error
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind, err = parseSection(line)
		default:
			var a Agency
			a, err = parseAgency(line)
			a.Kind = kind
			list = append(list, a)
		}
		if err != nil {
			return nil, &SyntaxError{Line: n, Text: line, Err: err}
		}
	}
	return list, lines.Err()
}

func parseSection(line string) (Kind, error) {
	switch line {
	case "[agencies]":
		return NewsAgency, nil
	case "[services]":
		return Service, nil
	case "[papers]":
		return Paper, nil
	case "[photo]":
		return PhotoAgency, nil
	}
	return 0, ErrSection
}

func parseAgency(line string) (Agency, error) {
	fields := strings.Split(line, "|")
	if len(fields) < 2 || len(fields) > 3 || strings.TrimSpace(fields[0]) == "" {
		return Agency{}, ErrFields
	}
	a := Agency{Name: strings.TrimSpace(fields[0])}
	for f := range strings.SplitSeq(fields[1], ";") {
		form := Form{Text: strings.TrimSpace(f)}
		if form.Text == "" {
			continue
		}
		form.Text, form.Doubtful = strings.CutSuffix(form.Text, "?")
		form.Text, form.Anywhere = strings.CutSuffix(form.Text, "!")
		if len(form.Text) < 2 || !utf8.ValidString(form.Text) {
			return Agency{}, ErrForm
		}
		a.Forms = append(a.Forms, form)
	}
	if len(fields) == 3 {
		for s := range strings.SplitSeq(fields[2], ",") {
			if s = strings.ToLower(strings.TrimSpace(s)); s != "" {
				a.Sites = append(a.Sites, s)
			}
		}
	}
	return a, nil
}
