package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/samestory/samestory"
	"github.com/samestory/samestory/article"
	"github.com/samestory/samestory/compare"
	"github.com/samestory/samestory/wire"
)

// The types below are the JSON report. They stand apart from the types of samestory, so that renaming a field of Go
// cannot rename one that scripts read.
type (
	documentJSON struct {
		Params   paramsJSON    `json:"params"`
		Articles []entryJSON   `json:"articles"`
		Links    []linkJSON    `json:"links"`
		Stories  []storyJSON   `json:"stories"`
		Problems []problemJSON `json:"problems"`
	}
	paramsJSON struct {
		Shingle     int     `json:"shingle"`
		Scheme      string  `json:"scheme"`
		Slots       int     `json:"slots"`
		Resemblance float64 `json:"resemblance"`
		Misses      float64 `json:"misses"`
		Bands       int     `json:"bands"`
		Rows        int     `json:"rows"`
		Sample      int     `json:"sample"`
	}
	entryJSON struct {
		ID        string       `json:"id"`
		Outlet    string       `json:"outlet"`
		Title     string       `json:"title"`
		URL       string       `json:"url"`
		Published string       `json:"published"`
		Precision string       `json:"precision"`
		Words     int          `json:"words"`
		Credits   []creditJSON `json:"credits"`
	}
	comparedJSON struct {
		ID        string       `json:"id"`
		Outlet    string       `json:"outlet"`
		Title     string       `json:"title"`
		URL       string       `json:"url"`
		Published string       `json:"published"`
		Precision string       `json:"precision"`
		Credits   []creditJSON `json:"credits"`
	}
	creditJSON struct {
		Agency string `json:"agency"`
		How    string `json:"how"`
		Text   string `json:"text"`
		// In is the part of the article that Start and End, byte offsets, refer to.
		In    string `json:"in"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	}
	linkJSON struct {
		A            string        `json:"a"`
		B            string        `json:"b"`
		Kind         string        `json:"kind"`
		Jaccard      float64       `json:"jaccard"`
		ContainmentA float64       `json:"containment_a"`
		ContainmentB float64       `json:"containment_b"`
		Similarity   float64       `json:"similarity"`
		Passages     []passageJSON `json:"passages"`
		Shared       sharedJSON    `json:"shared"`
		SameStory    float64       `json:"same_story"`
		// Likeness is left out of links that were made without it.
		Likeness *likenessJSON `json:"likeness,omitempty"`
	}
	likenessJSON struct {
		Pairs     float64 `json:"pairs"`
		Words     float64 `json:"words"`
		Names     float64 `json:"names"`
		Subject   float64 `json:"subject"`
		Lead      float64 `json:"lead"`
		LeadPairs float64 `json:"lead_pairs"`

		Figures     float64 `json:"figures"`
		FigureCount int     `json:"figure_count"`

		Days       float64 `json:"days"`
		Timed      bool    `json:"timed"`
		SameOutlet bool    `json:"same_outlet"`
	}
	passageJSON struct {
		A     [2]int `json:"a"`
		B     [2]int `json:"b"`
		Words int    `json:"words"`
	}
	sharedJSON struct {
		Names   []string `json:"names"`
		Numbers []string `json:"numbers"`
		Phrases []string `json:"phrases"`
	}
	storyJSON struct {
		ID          string        `json:"id"`
		Articles    []string      `json:"articles"`
		Original    string        `json:"original"`
		Reason      string        `json:"reason"`
		Agencies    []string      `json:"agencies"`
		Outlets     int           `json:"outlets"`
		Independent int           `json:"independent"`
		Clusters    []clusterJSON `json:"clusters"`
		// Sources are the agencies with the evidence, Descents where each member came from.
		Sources  []sourceJSON  `json:"sources"`
		Descents []descentJSON `json:"descents"`
	}
	sourceJSON struct {
		Agency   string   `json:"agency"`
		Strength string   `json:"strength"`
		Members  int      `json:"members"`
		How      []string `json:"how"`
	}
	descentJSON struct {
		Article string `json:"article"`
		From    string `json:"from"`
		Why     string `json:"why"`
	}
	clusterJSON struct {
		Articles []string `json:"articles"`
		Original string   `json:"original"`
		Reason   string   `json:"reason"`
	}
	problemJSON struct {
		Path  string `json:"path"`
		Line  int    `json:"line"`
		ID    string `json:"id"`
		Error string `json:"error"`
	}
)

// JSON writes r as one JSON object: {"params", "articles", "links", "stories", "problems"}. Every article, link, story and
// problem has a line of its own, so that two reports can be compared line by line. Lists are never null, scores are rounded
// to four decimals, and times are RFC 3339 in UTC, or "2006-01-02" where only the day is known, or "" where nothing is.
func JSON(w io.Writer, r *samestory.Report) error {
	j := &jsonWriter{w: bufio.NewWriter(w)}
	j.text("{\n\"params\":")
	j.value(paramsJSON(r.Params))
	section(j, "articles", r.Articles, toEntryJSON)
	section(j, "links", r.Links, toLinkJSON)
	section(j, "stories", r.Stories, toStoryJSON)
	section(j, "problems", r.Problems, toProblemJSON)
	j.text("\n}\n")
	return j.flush()
}

// section writes one named list, a record a line. Records are encoded on all cores, some at a time.
func section[T, D any](j *jsonWriter, name string, records []T, dto func(T) D) {
	const some = 256
	j.text(",\n\"" + name + "\":[")
	parts := make([]part, runtime.GOMAXPROCS(0))
	for first := 0; first < len(records) && j.err == nil; first += some * len(parts) {
		var wg sync.WaitGroup
		for i := range parts {
			from, to := min(first+i*some, len(records)), min(first+(i+1)*some, len(records))
			wg.Go(func() { parts[i].err = encodeAll(&parts[i].Buffer, records[from:to], from, dto) })
		}
		wg.Wait()
		for i := range parts {
			j.bytes(parts[i].Bytes(), parts[i].err)
		}
	}
	if len(records) > 0 {
		j.text("\n")
	}
	j.text("]")
}

// part is some records of a list, encoded.
type part struct {
	bytes.Buffer
	err error
}

// encodeAll encodes records, each on a line, the first of which has so many others of its list before it.
func encodeAll[T, D any](b *bytes.Buffer, records []T, before int, dto func(T) D) error {
	b.Reset()
	e := newEncoder(b)
	for i, r := range records {
		if before+i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		if err := e.Encode(dto(r)); err != nil {
			return err
		}
		b.Truncate(b.Len() - 1) // the line break that an Encoder adds
	}
	return nil
}

// newEncoder leaves <, > and & readable.
func newEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// jsonWriter writes JSON until the first error, which flush returns.
type jsonWriter struct {
	w   *bufio.Writer
	err error
}

func (j *jsonWriter) text(s string) {
	if j.err == nil {
		_, j.err = j.w.WriteString(s)
	}
}

// bytes writes b unless there was an error making it.
func (j *jsonWriter) bytes(b []byte, err error) {
	if j.err = cmp.Or(j.err, err); j.err == nil {
		_, j.err = j.w.Write(b)
	}
}

// value writes v without the line break that an Encoder adds.
func (j *jsonWriter) value(v any) {
	var b bytes.Buffer
	err := newEncoder(&b).Encode(v)
	j.bytes(bytes.TrimSuffix(b.Bytes(), []byte("\n")), err)
}

func (j *jsonWriter) flush() error {
	if j.err != nil {
		return j.err
	}
	return j.w.Flush()
}

func toEntryJSON(e samestory.Entry) entryJSON {
	published, precision := formatTime(e.Published, e.Precision)
	return entryJSON{
		ID: e.ID, Outlet: e.Outlet, Title: e.Title, URL: e.URL,
		Published: published, Precision: precision, Words: e.Words, Credits: toCreditsJSON(e.Credits),
	}
}

func toLinkJSON(l samestory.Link) linkJSON {
	passages := make([]passageJSON, len(l.Passages))
	for i, p := range l.Passages {
		passages[i] = passageJSON(p)
	}
	return linkJSON{
		A: l.A, B: l.B, Kind: string(l.Kind),
		Jaccard: round4(l.Jaccard), ContainmentA: round4(l.ContainmentA), ContainmentB: round4(l.ContainmentB),
		Similarity: round4(l.Similarity), Passages: passages,
		Shared: toSharedJSON(l.Evidence), SameStory: round4(l.SameStory), Likeness: toLikenessJSON(l.Evidence),
	}
}

func toSharedJSON(e *samestory.Evidence) sharedJSON {
	if e == nil {
		e = &samestory.Evidence{}
	}
	return sharedJSON{Names: list(e.Names), Numbers: list(e.Numbers), Phrases: list(e.Phrases)}
}

func toLikenessJSON(e *samestory.Evidence) *likenessJSON {
	if e == nil || e.Likeness == (compare.Likeness{}) {
		return nil
	}
	l := &e.Likeness
	return &likenessJSON{
		Pairs: round4(l.Pairs), Words: round4(l.Words), Names: round4(l.Names), Subject: round4(l.Subject), Lead: round4(l.Lead),
		LeadPairs: round4(l.LeadPairs), Days: round4(l.Days), Timed: l.Timed, SameOutlet: l.SameOutlet,
		Figures: round4(l.Figures), FigureCount: l.FigureCount,
	}
}

func toStoryJSON(s samestory.Story) storyJSON {
	clusters := make([]clusterJSON, len(s.Clusters))
	for i, c := range s.Clusters {
		clusters[i] = clusterJSON{Articles: list(c.Articles), Original: c.Original, Reason: c.Reason}
	}
	out := storyJSON{
		ID: s.ID, Articles: list(s.Articles), Original: s.Original, Reason: s.Reason, Agencies: []string{},
		Outlets: s.Outlets, Independent: s.Independent, Clusters: clusters, Sources: []sourceJSON{}, Descents: []descentJSON{},
	}
	for _, a := range s.Agencies {
		out.Agencies = append(out.Agencies, a.Agency)
		source := sourceJSON{Agency: a.Agency, Strength: string(a.Strength), Members: a.Members, How: []string{}}
		for _, h := range a.Hows {
			source.How = append(source.How, string(h))
		}
		out.Sources = append(out.Sources, source)
	}
	for _, d := range s.Descents {
		out.Descents = append(out.Descents, descentJSON{Article: d.ID, From: d.From, Why: d.Why})
	}
	return out
}

// parts names the parts of an article that a credit may stand in, by wire.Where.
var parts = [...]string{
	wire.InText: "text", wire.InByline: "byline", wire.InOutlet: "outlet", wire.InTitle: "title", wire.InURL: "url",
	wire.InProvider: "provider", wire.InCanonical: "canonical", wire.InCredit: "credit",
}

func toCreditsJSON(credits []samestory.Credit) []creditJSON {
	out := make([]creditJSON, len(credits))
	for i, c := range credits {
		out[i] = creditJSON{Agency: c.Agency, How: string(c.How), Text: c.Text, In: parts[c.In], Start: c.Start, End: c.End}
	}
	return out
}

func toProblemJSON(p *article.Problem) problemJSON {
	text := ""
	if p.Err != nil {
		text = p.Err.Error()
	}
	return problemJSON{Path: p.Place.Path, Line: p.Place.Line, ID: p.ID, Error: text}
}

// list returns s, or an empty list for nil: scripts iterate without asking.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// round4 keeps the digits that mean something, so that the last bit of a sum cannot change the bytes of a report.
func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// The names of the precisions, in the order of article.Precision.
var precisions = [...]string{article.ToSecond: "second", article.ToMinute: "minute", article.ToDay: "day"}

// formatTime returns the time and the name of its precision. A day is that of the zone it was printed in. Years that
// RFC 3339 cannot write are mistakes of the input, and count as unknown.
func formatTime(t time.Time, p article.Precision) (published, precision string) {
	switch {
	case t.IsZero(), t.UTC().Year() < 0, t.UTC().Year() > 9999:
		return "", ""
	case p == article.ToDay:
		return t.Format(time.DateOnly), precisions[p]
	case int(p) < len(precisions):
		return t.UTC().Format(time.RFC3339), precisions[p]
	}
	return t.UTC().Format(time.RFC3339), ""
}
