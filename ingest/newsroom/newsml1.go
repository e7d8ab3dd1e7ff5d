package newsroom

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"github.com/samestory/samestory/article"
)

// newsML reads a document of NewsML 1: an envelope, then items.
func (p *parser) newsML() error {
	var sender string
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "NewsEnvelope":
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local != "SentFrom" {
					return nil
				}
				return p.formalName(&sender)
			})
		case "NewsItem":
			return p.item(e, func(_ xml.StartElement, it *item) error {
				err := p.newsItem1(it)
				it.provider = cmp.Or(it.provider, sender)
				return err
			})
		}
		return nil
	})
}

// formalName takes the name of the first party in the open element.
func (p *parser) formalName(s *string) error {
	return p.children(func(e xml.StartElement) error {
		if e.Name.Local == "Party" {
			*s = cmp.Or(*s, attribute(e, "FormalName"))
		}
		return nil
	})
}

func (p *parser) newsItem1(it *item) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "Identification":
			return p.identification(it)
		case "NewsManagement":
			return p.management(it)
		case "NewsComponent":
			return p.component(it, "")
		}
		return nil
	})
}

func (p *parser) identification(it *item) error {
	return p.children(func(e xml.StartElement) error {
		if e.Name.Local != "NewsIdentifier" {
			return nil
		}
		return p.children(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "PublicIdentifier":
				return p.text(&it.id)
			case "RevisionId":
				return p.text(&it.version)
			}
			return nil
		})
	})
}

func (p *parser) management(it *item) error {
	var first string
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "FirstCreated":
			return p.text(&first)
		case "ThisRevisionCreated":
			return p.text(&it.updated)
		}
		return nil
	})
	it.created = []string{first, it.updated}
	return err
}

// notBody are the roles of components that are not the text of an item.
var notBody = []string{
	"stylesheet", "headline", "subheadline", "caption", "contact", "logo", "photo", "picture", "graphic", "video", "audio", "keyword",
	"slugline", "copyright", "sidebar", "summary", "abstract", "thumbnail", "preview", "quicklook",
}

// component reads a NewsComponent, which has components in it. What an outer one says of headline and language goes for the inner ones;
// one with a role that is not the text says nothing of the item.
func (p *parser) component(it *item, role string) error {
	return p.children(func(e xml.StartElement) error {
		other := slices.Contains(notBody, strings.ToLower(role))
		switch e.Name.Local {
		case "Role":
			role = attribute(e, "FormalName")
		case "NewsComponent":
			return p.component(it, role)
		case "NewsLines":
			if !other {
				return p.newsLines(it)
			}
		case "AdministrativeMetadata":
			if !other {
				return p.administrative(it)
			}
		case "DescriptiveMetadata":
			if !other {
				return p.descriptive(it)
			}
		case "ContentItem":
			return p.contentItem(e, it, other)
		}
		return nil
	})
}

func (p *parser) newsLines(it *item) error {
	return p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "HeadLine":
			return p.text(&it.headline)
		case "ByLine":
			return p.text(&it.byline)
		case "DateLine":
			return p.text(&it.dateline)
		case "CreditLine", "CopyrightLine", "RightsLine":
			return p.texts(&it.credit)
		case "KeywordLine":
			return p.texts(&it.categories)
		}
		return nil
	})
}

func (p *parser) administrative(it *item) error {
	return p.children(func(e xml.StartElement) error {
		var party string
		err := p.formalName(&party)
		switch e.Name.Local {
		case "Provider":
			it.provider = cmp.Or(it.provider, party)
		case "Source":
			add(&it.sources, party)
		}
		return err
	})
}

func (p *parser) descriptive(it *item) error {
	return p.children(func(e xml.StartElement) error {
		if e.Name.Local == "Language" {
			it.language = cmp.Or(it.language, attribute(e, "FormalName"))
		}
		return nil
	})
}

// contentItem takes the first text there is.
func (p *parser) contentItem(e xml.StartElement, it *item, other bool) error {
	m := article.Media{URL: attribute(e, "Href")}
	var size, format string
	err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "MimeType":
			m.Type = attribute(e, "FormalName")
		case "MediaType":
			it.class = cmp.Or(it.class, strings.ToLower(attribute(e, "FormalName")))
		case "Format":
			format = attribute(e, "FormalName")
		case "Characteristics":
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local == "SizeInBytes" {
					return p.text(&size)
				}
				return nil
			})
		case "DataContent":
			if other || it.hasBody() || strings.Contains(strings.ToLower(m.Type+format), "css") {
				return nil
			}
			return p.dataContent(it)
		}
		return nil
	})
	m.Length, _ = strconv.ParseInt(size, 10, 64)
	p.addMedia(it, m)
	return err
}

// dataContent reads NITF, XHTML or plain text.
func (p *parser) dataContent(it *item) error {
	return p.flow(&it.markup, nil, func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "nitf":
			return true, p.nitf(e, it)
		case "head":
			return true, nil
		}
		return skipFigures(e)
	})
}
