package markup

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// addressed are the attributes that hold an address; srcset holds several.
var addressed = []string{"action", "cite", "data", "href", "poster", "src", "xlink:href"}

// Absolute returns a piece of HTML with the addresses in it that are relative to base made absolute, so that it can stand elsewhere. All
// else stays as it was, byte for byte; so do places within the page (#notes), addresses that cannot be made out, and everything if
// base is nil.
func Absolute(source string, base *url.URL) string {
	if base == nil || !hasTags(source) {
		return source
	}
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(source))
	read, written := 0, 0
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			break
		}
		begin := read
		read += len(tokens.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		if tag := tokens.Token(); resolveAll(&tag, base) {
			b.WriteString(source[written:begin])
			b.WriteString(tag.String())
			written = read
		}
	}
	if written == 0 {
		return source
	}
	b.WriteString(source[written:])
	return b.String()
}

// resolveAll makes the addresses of a tag absolute, and reports whether any was not.
func resolveAll(tag *html.Token, base *url.URL) bool {
	changed := false
	for i := range tag.Attr {
		a := &tag.Attr[i]
		was := a.Val
		switch {
		case slices.Contains(addressed, a.Key):
			a.Val = against(base, a.Val)
		case a.Key == "srcset":
			a.Val = sources(base, a.Val)
		}
		changed = changed || a.Val != was
	}
	return changed
}

// against returns an address resolved against base if it is relative.
func against(base *url.URL, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" || u.Host == "" && u.Path == "" && u.RawQuery == "" {
		return address
	}
	return base.ResolveReference(u).String()
}

// sources resolves the addresses of a srcset: each goes to the next white space, and what describes it to the next comma.
func sources(base *url.URL, set string) string {
	const space = " \t\r\n\f"
	var b strings.Builder
	for {
		rest := strings.TrimLeft(set, space+",")
		b.WriteString(set[:len(set)-len(rest)])
		if rest == "" {
			return b.String()
		}
		end := strings.IndexAny(rest, space)
		if end < 0 {
			end = len(rest)
		}
		address := strings.TrimRight(rest[:end], ",")
		b.WriteString(against(base, address))
		set = rest[len(address):]
		if len(address) == end {
			end = strings.IndexByte(set, ',')
			if end < 0 {
				end = len(set)
			}
			b.WriteString(set[:end])
			set = set[end:]
		}
	}
}
