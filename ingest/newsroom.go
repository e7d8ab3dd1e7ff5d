package ingest

import (
	"cmp"
	"errors"
	"slices"

	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/ingest/newsroom"
)

// ErrNoText is an item of a newsroom that is a text and has none.
var ErrNoText = newsroom.ErrNoText

// newsroomRoots are the first elements of NewsML-G2, NewsML 1 and NITF, in small letters.
var newsroomRoots = []string{
	"newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem", "newsml", "nitf",
}

func startsNewsroom(head []byte) bool { return slices.Contains(newsroomRoots, rootElement(head)) }

// readNewsroom reads the items of NewsML-G2, NewsML 1 and NITF.
func readNewsroom(s *session, in *input) bool {
	for a, err := range newsroom.Read(in.r, s.newsroomOptions()) {
		if problem, ok := errors.AsType[*article.Problem](err); ok {
			problem.Place.Path = in.path
			if !s.problem(problem.Place, problem.ID, problem.Err) {
				return false
			}
			continue
		}
		a.Place.Path = in.path
		a.ID = cmp.Or(a.ID, a.Place.String())
		if !s.article(a) {
			return false
		}
	}
	return true
}

func (s *session) newsroomOptions() *newsroom.Options {
	return &newsroom.Options{Limit: s.opts.MaxArticle, Keep: s.opts.KeepItems}
}

// ninjs hands on a JSON object that is an item of ninjs, the nth of its line. False for done means that it is none, or that the user
// has said where to find its fields.
func (s *session) ninjs(place article.Place, nth int, object []byte) (done, ok bool) {
	if len(s.opts.Map) > 0 {
		return false, true
	}
	a, ok, is, err := newsroom.Ninjs(object, s.newsroomOptions())
	if !is {
		return false, true
	}
	a.Place, a.ID = place, cmp.Or(a.ID, nthOf(place, nth))
	if ok && !s.article(a) {
		return true, false
	}
	return true, err == nil || s.problem(place, a.ID, err)
}
