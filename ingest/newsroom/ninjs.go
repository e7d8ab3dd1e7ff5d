package newsroom

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-json"
	"golang.org/x/text/transform"

	"github.com/samestory/samestory/article"
)

// ninjs is an item of ninjs 1.4 to 3.0. Generation 1 names its fields headline and body_xhtml, generation 2 has lists of headlines
// and bodies, and generation 3 writes versionCreated for versioncreated, which the decoder takes for the same. W is string, which takes
// an error for what is none and is quick, or word.
type ninjs[W ~string] struct {
	URI      W    `json:"uri"`
	Type     W    `json:"type"`
	Version  word `json:"version"`
	Language W    `json:"language"`
	Text     W    `json:"text"` // not a field of ninjs

	Headline  W     `json:"headline"`
	Title     W     `json:"title"`
	Headlines parts `json:"headlines"`
	Byline    W     `json:"byline"`
	By        W     `json:"by"`
	Dateline  W     `json:"dateline"`

	FirstCreated   W `json:"firstcreated"`
	VersionCreated W `json:"versioncreated"`
	ContentCreated W `json:"contentcreated"`

	BodyText    W     `json:"body_text"`
	BodyXHTML   W     `json:"body_xhtml"`
	BodyHTML    W     `json:"body_html"`
	BodyNITF    W     `json:"body_nitf"`
	Bodies      parts `json:"bodies"`
	Description W     `json:"description_text"`
	// DescriptionXHTML is the same as markup.
	DescriptionXHTML W     `json:"description_xhtml"`
	Descriptions     parts `json:"descriptions"`

	CopyrightHolder W       `json:"copyrightholder"`
	CopyrightNotice W       `json:"copyrightnotice"`
	UsageTerms      W       `json:"usageterms"`
	CreditLine      W       `json:"creditline"`
	Provider        parties `json:"provider"`
	InfoSource      parties `json:"infosource"`
	InfoSources     parties `json:"infosources"`

	PubStatus    W               `json:"pubstatus"`
	Standard     standard        `json:"standard"`
	Standard1    standard        `json:"$standard"`
	EventDetails json.RawMessage `json:"eventdetails"`

	Subject      parties         `json:"subject"`
	Subjects     parties         `json:"subjects"`
	Genres       parties         `json:"genres"`
	Associations json.RawMessage `json:"associations"`
	Renditions   json.RawMessage `json:"renditions"`
}

// Ninjs reads an item of ninjs, a JSON object. False means that the object is none: it is for another reader. No article, no error and
// true mean that the item is passed over. An article may come with an error that is about its time; an error without an article may
// come with the ID.
func Ninjs(object []byte, opts *Options) (a article.Article, ok, is bool, err error) {
	if !bytes.Contains(object, []byte(`"uri"`)) {
		return a, false, false, nil
	}
	o := opts.withDefaults()
	it, err := readNinjs[string](object, o.Keep)
	if err != nil {
		it, err = readNinjs[word](object, o.Keep)
	}
	if err != nil || it == nil {
		return article.Article{}, false, false, nil //nolint:nilerr // what is wrong with it is for the other reader to say
	}
	if int64(len(object)) > o.Limit {
		return article.Article{ID: it.id}, false, true, ErrTooLong
	}
	if it.class == "event" {
		return a, false, true, nil
	}
	a, ok, err = it.article(o.Keep)
	if ok && o.Keep {
		a.Item.Record = bytes.Clone(object)
	}
	return a, ok, true, err
}

// readNinjs returns no item if the object is none.
func readNinjs[W ~string](object []byte, keep bool) (*item, error) {
	var n ninjs[W]
	if err := json.Unmarshal(object, &n); err != nil || !n.recognised() {
		return nil, err
	}
	it := n.item()
	if keep {
		it.media = n.media()
	}
	return it, nil
}

// recognised reports whether the object has a field that only ninjs has, and none that only other records have.
func (n *ninjs[W]) recognised() bool {
	if n.URI == "" || n.Text != "" {
		return false
	}
	return n.Standard.ninjs() || n.Standard1.ninjs() || n.Headlines != nil || n.Bodies != nil || n.Descriptions != nil ||
		cmp.Or(n.VersionCreated, n.PubStatus, n.BodyText, n.BodyXHTML, n.BodyNITF, n.DescriptionXHTML) != ""
}

func (n *ninjs[W]) item() *item {
	it := &item{
		id: string(n.URI), version: string(n.Version), class: strings.ToLower(string(n.Type)), language: string(n.Language),
		headline: cmp.Or(string(n.Headline), n.Headlines.main(), string(n.Title)),
		byline:   string(cmp.Or(n.Byline, n.By)), dateline: string(n.Dateline),
		provider: first(n.Provider.names()), holder: string(n.CopyrightHolder),
		sources: slices.Concat(n.InfoSource.names(), n.InfoSources.names()),
		credit:  []string{string(n.CreditLine), string(n.CopyrightNotice), string(n.UsageTerms)},
		created: []string{string(n.FirstCreated), string(n.VersionCreated), string(n.ContentCreated)},
		updated: string(n.VersionCreated),

		categories: slices.Concat(n.Subject.names(), n.Subjects.names(), n.Genres.names()),
	}
	if len(n.EventDetails) > 0 {
		it.class = "event"
	}
	n.choose(it)
	it.summary = body{text: cmp.Or(string(n.Description), n.Descriptions.main())}
	if it.summary.text == "" {
		it.summary = body{text: string(n.DescriptionXHTML), html: true}
	}
	return it
}

// choose takes the best of the bodies.
func (n *ninjs[W]) choose(it *item) {
	bodies := append(slices.Clip(n.Bodies),
		part{Value: word(n.BodyNITF), ContentType: "nitf"}, part{Value: word(n.BodyXHTML), ContentType: "html"},
		part{Value: word(n.BodyHTML), ContentType: "html"}, part{Value: word(n.BodyText), ContentType: "text/plain"})
	best, rank := part{}, noBody
	for _, b := range bodies {
		if r := b.rank(); r > rank {
			best, rank = b, r
		}
	}
	switch rank {
	case isNITF:
		nitf := embedded(string(best.Value))
		it.body = body{nitf.markup.String(), true}
		it.byline, it.dateline, it.tagline = cmp.Or(it.byline, nitf.byline), cmp.Or(it.dateline, nitf.dateline), nitf.tagline
		it.headline = cmp.Or(it.headline, nitf.headline)
		it.sources = append(it.sources, nitf.sources...)
		it.credit = append(it.credit, nitf.credit...)
	case hasParagraphs, hasFigures:
		it.body = body{text: string(best.Value), html: true}
	case isLine:
		it.body = body{text: "<p>" + string(best.Value) + "</p>", html: true}
	case isPlain, hasLines:
		it.body = body{text: string(best.Value)}
	}
}

// embedded reads a document of NITF within a field. A broken one gives what there is.
func embedded(document string) *item {
	it := &item{}
	source := transform.NewReader(strings.NewReader(document), clean{})
	p := newParser(source, min(len(document), 64<<10), Options{Limit: int64(len(document))}, nil)
	for {
		token, err := p.next()
		if err != nil {
			return it
		}
		if e, ok := isElement(token); ok && e.Name.Local == "nitf" {
			_ = p.nitf(e, it)
			return it
		}
	}
}

// The ranks of bodies, best last. Markup says where paragraphs end, which lines of plain text do not always; but where it has pictures,
// their captions are in the text.
const (
	noBody  = iota
	isLine  // markup without paragraphs
	isPlain // plain text without line breaks
	hasFigures
	hasLines
	hasParagraphs
	isNITF
)

// rank tells how good a body is, from its type, else from its role, else from its looks.
func (b *part) rank() int {
	value := strings.TrimSpace(string(b.Value))
	kind := strings.ToLower(cmp.Or(string(b.ContentType), string(b.Role)))
	html := strings.Contains(kind, "html") || !strings.HasPrefix(kind, "text") && strings.Contains(value, "</p>")
	switch {
	case value == "":
		return noBody
	case strings.Contains(kind, "nitf") && strings.Contains(value, "body.content"):
		return isNITF
	case html && strings.Contains(value, "<figure"):
		return hasFigures
	case html && (strings.Contains(value, "</p>") || strings.Contains(value, "<br") || strings.Contains(value, "</div>")):
		return hasParagraphs
	case html:
		return isLine
	case strings.Contains(kind, "xml"), strings.Contains(kind, "nitf"):
		return noBody
	case strings.Contains(value, "\n"):
		return hasLines
	}
	return isPlain
}

// media returns the files of the item and of those that belong to it.
func (n *ninjs[W]) media() []article.Media {
	media := files(n.Renditions, "")
	each(n.Associations, func(value json.RawMessage) {
		var other struct {
			By         word            `json:"by"`
			Byline     word            `json:"byline"`
			Renditions json.RawMessage `json:"renditions"`
		}
		if json.Unmarshal(value, &other) == nil {
			media = append(media, files(other.Renditions, line(string(cmp.Or(other.By, other.Byline))))...)
		}
	})
	return media
}

func files(renditions json.RawMessage, credit string) []article.Media {
	var media []article.Media
	each(renditions, func(value json.RawMessage) {
		var r struct {
			Href        word  `json:"href"`
			MimeType    word  `json:"mimetype"`
			ContentType word  `json:"contenttype"`
			Size        int64 `json:"sizeinbytes"`
		}
		if json.Unmarshal(value, &r) == nil && r.Href != "" {
			media = append(media, article.Media{
				URL: string(r.Href), Type: string(cmp.Or(r.MimeType, r.ContentType)), Credit: credit, Length: r.Size,
			})
		}
	})
	return media
}

// each calls use with the values of a list, or of an object in the order of its keys.
func each(values json.RawMessage, use func(json.RawMessage)) {
	var list []json.RawMessage
	if json.Unmarshal(values, &list) == nil {
		for _, v := range list {
			use(v)
		}
		return
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(values, &object) != nil {
		return
	}
	keys := make([]string, 0, len(object))
	for k := range object {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		use(object[k])
	}
}

// word is a string, or a number as it is written; what is neither is nothing, so that one odd field does not cost the article.
type word string

// UnmarshalJSON accepts any value.
func (w *word) UnmarshalJSON(value []byte) error {
	*w = ""
	switch c := value[0]; {
	case c == '"':
		if text := value[1 : len(value)-1]; isLiteral(text) {
			*w = word(text)
			return nil
		}
		var s string
		if err := json.Unmarshal(value, &s); err != nil {
			return fmt.Errorf("%w: %w", ErrFormat, err)
		}
		*w = word(s)
	case c == '-' || '0' <= c && c <= '9':
		*w = word(value)
	}
	return nil
}

// isLiteral reports whether the inside of a JSON string means just what it says.
func isLiteral(text []byte) bool {
	for _, c := range text {
		if c == '\\' || c < ' ' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// part is a headline, description or body of generation 2.
type part struct {
	Role        word `json:"role"`
	ContentType word `json:"contenttype"`
	Value       word `json:"value"`
}

type parts []part

// UnmarshalJSON takes what is no list of objects for nothing.
func (p *parts) UnmarshalJSON(value []byte) error {
	var list []part
	if json.Unmarshal(value, &list) == nil {
		*p = list
	}
	return nil
}

// main returns the part whose role is main, else the first, as text.
func (p parts) main() string {
	for _, part := range p {
		if part.Role == "main" {
			return string(part.Value)
		}
	}
	for _, part := range p {
		if part.Value != "" {
			return string(part.Value)
		}
	}
	return ""
}

// parties are names, as a string, an object or a list of objects.
type parties []struct {
	Name    word `json:"name"`
	Literal word `json:"literal"`
	Code    word `json:"code"`
	URI     word `json:"uri"`
}

// UnmarshalJSON takes what is none of the three for nothing.
func (p *parties) UnmarshalJSON(value []byte) error {
	*p = nil
	list := parties{}
	switch value[0] {
	case '[':
		if json.Unmarshal(value, (*plainParties)(&list)) == nil {
			*p = list
		}
	case '{':
		list = append(list, parties{{}}...)
		if json.Unmarshal(value, &list[0]) == nil {
			*p = list
		}
	case '"':
		list = append(list, parties{{}}...)
		if json.Unmarshal(value, &list[0].Name) == nil {
			*p = list
		}
	}
	return nil
}

// plainParties is parties without its method, which would call itself.
type plainParties parties

func (p parties) names() []string {
	var names []string
	for _, party := range p {
		if name := cmp.Or(party.Name, party.Literal, party.Code, party.URI); name != "" {
			names = append(names, string(name))
		}
	}
	return names
}

// standard says what an object follows.
type standard struct{ name string }

// UnmarshalJSON accepts any value.
func (s *standard) UnmarshalJSON(value []byte) error {
	var known struct{ Name, Schema word }
	if value[0] == '{' && json.Unmarshal(value, &known) == nil {
		s.name = strings.ToLower(string(known.Name + known.Schema))
	}
	return nil
}

func (s standard) ninjs() bool { return strings.Contains(s.name, "ninjs") }
