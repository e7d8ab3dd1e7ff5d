package page

import (
	"mime"
	"regexp"
)

// declared is where a page names its encoding: in a meta element, or in the declaration of XHTML.
var declared = regexp.MustCompile(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|` +
	`<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)`)

// labelSize is how much of a page is looked through for its encoding: more than the 1,024 bytes of the standard, as scripts and
// comments come first in many pages.
const labelSize = 16 << 10

// label returns the name of the encoding that the server gave or, where it gave none, the page itself.
func label(body []byte, contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return params["charset"]
	}
	m := declared.FindSubmatch(body[:min(len(body), labelSize)])
	if m == nil {
		return ""
	}
	return string(m[1]) + string(m[2])
}
