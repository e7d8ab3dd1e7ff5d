package newsroom

import (
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/samestory/samestory/article"
)

// nitf reads a document of NITF, alone or within an item of another format, whose own facts come first.
func (p *parser) nitf(_ xml.StartElement, it *item) error {
	var title, key string
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "head":
			return p.nitfHead(it, &title, &key)
		case "body":
			return p.nitfBody(it)
		}
		return nil
	})
	it.headline, it.id = cmp.Or(it.headline, title), cmp.Or(it.id, key)
	return err
}

func (p *parser) nitfBody(it *item) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "body.head":
			return p.nitfBodyHead(it)
		case "body.content":
			return p.nitfContent(it)
		case "body.end":
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local == "tagline" {
					return p.text(&it.tagline)
				}
				return nil
			})
		}
		return nil
	})
}

// nitfHead takes the title too, which is worth less than the headline, and the key, which versions share.
func (p *parser) nitfHead(it *item, title, key *string) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "title":
			return p.text(title)
		case "docdata":
			return p.docdata(it, key)
		case "pubdata":
			add(&it.created, attribute(e, "date.publication"))
			it.provider = cmp.Or(it.provider, attribute(e, "name"))
		case "tobject":
			return p.children(func(e xml.StartElement) error {
				if name := attribute(e, "tobject.subject.matter", "tobject.subject.type"); name != "" {
					add(&it.categories, name)
				}
				return nil
			})
		}
		return nil
	})
}

func (p *parser) docdata(it *item, key *string) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "doc-id":
			it.id = cmp.Or(it.id, attribute(e, "id-string"))
		case "du-key":
			*key = attribute(e, "key")
			it.version = cmp.Or(it.version, attribute(e, "version"))
		case "date.issue", "date.release":
			add(&it.created, attribute(e, "norm"))
		case "doc.copyright":
			it.holder = cmp.Or(it.holder, attribute(e, "holder"))
		case "doc.rights":
			it.holder = cmp.Or(it.holder, attribute(e, "owner"))
		case "key-list":
			return p.children(func(e xml.StartElement) error {
				add(&it.categories, attribute(e, "key"))
				return nil
			})
		}
		return nil
	})
}

func (p *parser) nitfBodyHead(it *item) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "hedline":
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local == "hl1" {
					return p.text(&it.headline)
				}
				return nil
			})
		case "byline":
			return p.text(&it.byline)
		case "dateline":
			return p.text(&it.dateline)
		case "distributor":
			return p.texts(&it.sources)
		case "rights":
			return p.texts(&it.credit)
		case "abstract":
			var b strings.Builder
			err := p.flow(&b, nitfHTML, p.skipMedia(it))
			if it.summary.text == "" {
				it.summary = body{b.String(), true}
			}
			return err
		}
		return nil
	})
}

func (p *parser) nitfContent(it *item) error { return p.flow(&it.markup, nitfHTML, p.skipMedia(it)) }

// skipMedia returns what leaves pictures, sound and films out of a text, with their captions.
func (p *parser) skipMedia(it *item) func(e xml.StartElement) (bool, error) {
	return func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "media":
			return true, p.nitfMedia(it)
		case "nitf-table-metadata", "custom-table", "media-caption", "media-metadata":
			return true, nil
		}
		return false, nil
	}
}

func (p *parser) nitfMedia(it *item) error {
	var m article.Media
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "media-reference":
			m.URL, m.Type = attribute(e, "source"), attribute(e, "mime-type")
			m.Credit = cmp.Or(m.Credit, attribute(e, "source-credit"))
		case "media-producer":
			return p.text(&m.Credit)
		}
		return nil
	})
	p.addMedia(it, m)
	return err
}
