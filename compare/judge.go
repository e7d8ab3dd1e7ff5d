package compare

// Thresholds decide what scores make a link. Shares are of the words of a body, 0 to 1.
type Thresholds struct {
	// Copy is the least share of the shorter text that must be shared for a copy.
	Copy float64
	// Reprint is the least share of the longer text that must be shared for a reprint; below it, the copy is an excerpt.
	Reprint float64
	// CopyWords is the least number of shared words of a copy, and of a text to be copied.
	CopyWords int
	// Partial and PartialWords are the least share of the shorter text, and the least number of words, of a partial link.
	Partial      float64
	PartialWords int
	// Figures is the least share of the numbers in shared passages that must be equal, where there are MinFigures numbers or more.
	Figures    float64
	MinFigures int
	// TableFigures is that share for a table.
	TableFigures float64
	// RewriteWords is the least number of words of a text that may be a retelling.
	RewriteWords int
	// OtherFigures tells two events of one kind, and the daily copies of a form, apart: texts of MinOtherFigures different numbers or
	// more each, less than this share of which both have, do not tell the same story.
	OtherFigures    float64
	MinOtherFigures int
}

// DefaultThresholds are measured in doc/quality.md.
var DefaultThresholds = Thresholds{
	Copy: 0.45, Reprint: 0.6, CopyWords: 20,
	Partial: 0.15, PartialWords: 25,
	Figures: 0.5, MinFigures: 4, TableFigures: 0.95,
	RewriteWords: 30, OtherFigures: 0.15, MinOtherFigures: 7,
}

// Judge returns the kind of link that the scores make, and false where they make none. It never returns Rewrite, which
// shared passages cannot tell.
func (t Thresholds) Judge(s Scores) (Kind, bool) {
	most, least := max(s.CoverA, s.CoverB), min(s.CoverA, s.CoverB)
	switch {
	case s.Identical:
		return Identical, true
	case t.IsForm(s):
		return "", false
	case s.Words >= t.CopyWords && least >= t.Reprint:
		return Reprint, true
	case s.Words >= t.CopyWords && most >= t.Copy:
		return Excerpt, true
	case s.Words >= t.PartialWords && most >= t.Partial:
		return Partial, true
	}
	return "", false
}

// Similarity returns the share of the shorter text that is shared: the higher of the two covers.
func (s Scores) Similarity() float64 { return min(1, max(s.CoverA, s.CoverB)) }

// MayRewrite reports whether two texts of so many words, with such scores and evidence, may tell the same story at all, whatever the
// model says.
func (t Thresholds) MayRewrite(wordsA, wordsB int, s Scores, l Likeness) bool {
	otherEvent := l.FigureCount >= t.MinOtherFigures && l.Figures < t.OtherFigures
	return min(wordsA, wordsB) >= t.RewriteWords && !otherEvent && !t.IsForm(s)
}

// IsForm tells the daily copies of a form: the shared passages differ in their numbers. In a table, where one word in five is a
// number, nearly all must be equal.
func (t Thresholds) IsForm(s Scores) bool {
	least := t.Figures
	if s.FigureCount*5 >= s.Words {
		least = t.TableFigures
	}
	return s.FigureCount >= t.MinFigures && s.Figures < least
}
