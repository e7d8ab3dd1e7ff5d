package feed

import (
	"cmp"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"github.com/samestory/samestory/article"
)

// forwarders are services whose addresses only lead on, by domain. Who published what they lead to is not known.
var forwarders = map[string]bool{
	"feedburner.com": true, "feedproxy.google.com": true, "feedsportal.com": true, "feedblitz.com": true, "feedproxy.com": true,
	"bit.ly": true, "buff.ly": true, "dlvr.it": true, "goo.gl": true, "ift.tt": true, "ow.ly": true, "t.co": true, "tinyurl.com": true,
	"trib.al": true, "is.gd": true,
}

// outlet returns who published an article; the documentation of the package has the rule.
func (p *pass) outlet(a article.Article) string {
	home, at := host(p.about.site), host(a.URL)
	if forwarders[at] || forwarders[domain(at)] {
		at = ""
	}
	switch {
	case home == "":
		return cmp.Or(at, p.about.title, host(p.opts.Address))
	case at == "", a.Provider != "", sameSite(home, at):
		return home
	}
	return at
}

// host returns the host of an address in small letters, without www, or nothing.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// domain returns the part of a host that is registered: example.co.uk of news.example.co.uk.
func domain(host string) string {
	d, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return d
}

// sameSite reports whether two hosts have one name: that of their domains, whatever the country.
func sameSite(a, b string) bool {
	if a == b {
		return true
	}
	name, _, _ := strings.Cut(domain(a), ".")
	other, _, _ := strings.Cut(domain(b), ".")
	return name == other
}
