package ingest

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"

	"github.com/samestory/samestory/article"
	webpage "github.com/samestory/samestory/ingest/page"
	"github.com/samestory/samestory/ingest/warc"
)

// ErrNoPage is a web archive without a single web page.
var ErrNoPage = errors.New("ingest: no page in this web archive")

func startsWARC(head []byte) bool {
	return bytes.HasPrefix(head, []byte("WARC/")) || bytes.HasPrefix(head, []byte("filedesc:"))
}

// archived is one pass over a web archive.
type archived struct {
	s      *session
	path   string
	pages  int
	passed [len(noPage)]int // records without a page, by reason
}

// noPage are the reasons why a record holds no page.
var noPage = [...]error{warc.ErrKind, warc.ErrStatus, warc.ErrType}

// readWARC reads one article a page. Records that hold none are counted; those that cannot be read are problems.
func readWARC(s *session, in *input) bool {
	all := &archived{s: s, path: in.path}
	for record, err := range warc.Read(in.r) {
		if err == nil && !all.record(record) {
			return false
		}
		if broken, ok := errors.AsType[*warc.Error](err); ok && !all.problem(broken.Number, broken.Offset, "", broken.Err) {
			return false
		}
	}
	return all.end()
}

// record hands on the page in a record.
func (all *archived) record(r warc.Record) bool {
	p, err := r.Page(all.s.opts.MaxArticle)
	for i, reason := range noPage {
		if errors.Is(err, reason) {
			all.passed[i]++
			return true
		}
	}
	all.pages++
	if errors.Is(err, warc.ErrCut) {
		return true // the archive will say so
	}
	if err != nil {
		return all.problem(r.Number, r.Offset, r.URL, err)
	}
	opts := all.s.pageOptions()
	opts.URL, opts.ContentType = p.URL, p.ContentType
	a, err := webpage.Parse(p.Body, opts)
	if err != nil {
		return all.problem(r.Number, r.Offset, r.URL, pageCause(err))
	}
	a.Place = article.Place{Path: all.path, Line: r.Number}
	a.ID = cmp.Or(r.URL, a.Place.String())
	return all.s.article(a)
}

// problem hands on what is wrong with a record.
func (all *archived) problem(number int, offset int64, id string, err error) bool {
	switch {
	case errors.Is(err, warc.ErrTooLong):
		err = tooLong(all.s.opts.MaxArticle)
	case errors.Is(err, warc.ErrFormat):
		err = fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return all.s.problem(article.Place{Path: all.path, Line: number}, id, fmt.Errorf("record at byte %d: %w", offset, err))
}

// end says what was passed over: as a problem where nothing else was there.
func (all *archived) end() bool {
	records := 0
	for _, n := range all.passed {
		records += n
	}
	if all.pages == 0 && records > 0 {
		err := fmt.Errorf("%w: of %d records, %d are no responses, %d have another status than 200, %d are not HTML",
			ErrNoPage, records, all.passed[0], all.passed[1], all.passed[2])
		return all.s.problem(article.Place{Path: all.path}, "", err)
	}
	for i, n := range all.passed {
		if n > 0 && all.s.opts.OnPassed != nil {
			all.s.opts.OnPassed(all.path, n, noPage[i])
		}
	}
	return true
}
