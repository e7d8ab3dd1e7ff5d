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

// sameAddress reports whether two addresses are one, though readers may write them differently.
func sameAddress(a, b string) bool {
	if a == b {
		return true
	}
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	return err == nil && err2 == nil && u.String() == v.String()
}
