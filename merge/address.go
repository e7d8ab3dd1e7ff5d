package merge

import (
	"net/url"
	"strings"
)

// webAddress returns an address of http or https, trimmed, and nothing for any other: no javascript:, data: or file: becomes a link.
func webAddress(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !isWeb(u.Scheme) {
		return ""
	}
	return address
}

// ownAddress returns the address that a feed gives its item: like webAddress, and relative ones too, which say what they say to
// whoever knows the site.
func ownAddress(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" && (u.Host == "" || !isWeb(u.Scheme)) {
		return ""
	}
	return address
}

func isWeb(scheme string) bool {
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")
}

// oneSpelling returns an address as all readers would write it.
func oneSpelling(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.String()
}
