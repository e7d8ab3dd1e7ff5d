package newsroom

import (
	"cmp"
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/samestory/samestory/article"
)

// newsItem reads a newsItem of NewsML-G2.
func (p *parser) newsItem(e xml.StartElement, it *item) error {
	it.id, it.version = attribute(e, "guid"), attribute(e, "version")
	language := attribute(e, "lang")
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "hopHistory":
			return p.hops(it)
		case "rightsInfo":
			return p.rights(it)
		case "itemMeta":
			return p.itemMeta(it)
		case "contentMeta":
			return p.contentMeta(it)
		case "contentSet":
			return p.contentSet(it)
		}
		return nil
	})
	// The language of the facts about an item is mostly that of the item.
	it.language = cmp.Or(it.language, language)
	return err
}

// local returns the code of a qcode (nprov:REUTERS), without its scheme.
func local(qcode string) string { return qcode[strings.IndexByte(qcode, ':')+1:] }

// party returns the name of a party, or nothing, and what else there is: the name, or else its code or address.
func (p *parser) party(e xml.StartElement) (name, known string, err error) {
	err = p.children(func(e xml.StartElement) error {
		if e.Name.Local == "name" {
			return p.text(&name)
		}
		return nil
	})
	return name, cmp.Or(name, attribute(e, "literal"), local(attribute(e, "qcode")), owner(attribute(e, "uri"))), err
}

// hops takes the party that created the content. Those that changed it, or wrote about it, did not.
func (p *parser) hops(it *item) error {
	return p.children(func(xml.StartElement) error {
		var who string
		created := false
		err := p.children(func(e xml.StartElement) (err error) {
			switch e.Name.Local {
			case "party":
				_, who, err = p.party(e)
			case "action":
				target := local(attribute(e, "target"))
				created = created || local(attribute(e, "qcode")) == "created" && (target == "content" || target == "")
			}
			return err
		})
		if created && it.creator == "" {
			it.creator = who
		}
		return err
	})
}

func (p *parser) rights(it *item) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "copyrightHolder":
			_, holder, err := p.party(e)
			it.holder = cmp.Or(it.holder, holder)
			return err
		case "copyrightNotice", "usageTerms":
			return p.texts(&it.credit)
		}
		return nil
	})
}

func (p *parser) itemMeta(it *item) error {
	var first, version string
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "itemClass":
			it.class = local(attribute(e, "qcode", "uri"))
		case "provider":
			_, provider, err := p.party(e)
			it.provider = cmp.Or(it.provider, provider)
			return err
		case "versionCreated":
			return p.text(&version)
		case "firstCreated":
			return p.text(&first)
		}
		return nil
	})
	it.created = append([]string{first, version}, it.created...)
	it.updated = version
	return err
}

func (p *parser) contentMeta(it *item) error {
	var created string
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "contentCreated":
			return p.text(&created)
		case "headline":
			return p.text(&it.headline)
		case "by":
			return p.text(&it.byline)
		case "dateline":
			return p.text(&it.dateline)
		case "creditline":
			return p.texts(&it.credit)
		case "description":
			return p.text(&it.summary.text)
		case "language":
			it.language = cmp.Or(it.language, attribute(e, "tag"))
		case "creator":
			creator, _, err := p.party(e)
			add(&it.creators, creator)
			return err
		case "infoSource":
			_, source, err := p.party(e)
			add(&it.sources, source)
			return err
		case "subject", "genre", "keyword":
			return p.category(e, it)
		}
		return nil
	})
	it.created = append(it.created, created)
	return err
}

// category takes the name of a subject, which has one in each of some languages, or the text of a keyword.
func (p *parser) category(e xml.StartElement, it *item) error {
	if e.Name.Local == "keyword" {
		return p.texts(&it.categories)
	}
	var name string
	err := p.children(func(e xml.StartElement) error {
		if e.Name.Local == "name" {
			return p.text(&name)
		}
		return nil
	})
	add(&it.categories, name)
	return err
}

// contentSet takes the first content that is text.
func (p *parser) contentSet(it *item) error {
	return p.children(func(e xml.StartElement) error {
		kind := strings.ToLower(attribute(e, "contenttype"))
		switch e.Name.Local {
		case "inlineXML":
			return p.children(func(e xml.StartElement) error { return p.content(e, it) })
		case "inlineData":
			if attribute(e, "encoding", "encodinguri") != "" || kind != "" && !strings.HasPrefix(kind, "text/") || it.hasBody() {
				return nil
			}
			return p.data(&it.body, strings.Contains(kind, "html"))
		case "remoteContent":
			size, _ := strconv.ParseInt(attribute(e, "size"), 10, 64)
			p.addMedia(it, article.Media{URL: attribute(e, "href"), Type: attribute(e, "contenttype"), Length: size})
		}
		return nil
	})
}

func (p *parser) addMedia(it *item, m article.Media) {
	const most = 1000
	if p.opts.Keep && m.URL != "" && len(it.media) < most {
		it.media = append(it.media, m)
	}
}

// content reads an element that holds the text of an item: a document of NITF or XHTML, or a piece of the latter.
func (p *parser) content(e xml.StartElement, it *item) error {
	switch e.Name.Local {
	case "nitf":
		return p.nitf(e, it)
	case "html":
		return p.children(func(e xml.StartElement) error {
			if e.Name.Local != "body" {
				return nil
			}
			return p.xhtml(it)
		})
	case "body", "div", "section", "article", "p", "main", "span", "h1", "h2", "h3", "ul", "ol", "table", "blockquote", "pre":
		return p.xhtml(it)
	}
	return nil
}

// xhtml adds the open element to the body.
func (p *parser) xhtml(it *item) error {
	if p.tooLong() {
		return nil
	}
	name := p.open[len(p.open)-1]
	it.markup.WriteString("<" + name + ">")
	err := p.flow(&it.markup, nil, skipFigures)
	it.markup.WriteString("</" + name + ">")
	return err
}

func (it *item) hasBody() bool {
	return it.body.text != "" || strings.TrimSpace(it.markup.String()) != ""
}

// skipFigures leaves pictures out of a text, with their captions.
func skipFigures(e xml.StartElement) (bool, error) { return e.Name.Local == "figure", nil }

// data reads text as it stands, line breaks and all.
func (p *parser) data(b *body, html bool) error {
	depth := len(p.open)
	var s strings.Builder
	for len(p.open) >= depth {
		token, err := p.next()
		if err != nil {
			return err
		}
		if data, ok := token.(xml.CharData); ok && !p.tooLong() {
			s.Write(data)
		}
	}
	b.text, b.html = s.String(), html
	return nil
}
