package watch

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
)

// dialControl is called with each address that is connected to, after names were resolved.
type dialControl func(network, address string, c syscall.RawConn) error

// reserved are the addresses that package netip does not know as other than public: of this network, carriers' own,
// protocols, tests, the future, and tunnels that may end anywhere.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
}

// nat64 are the addresses that networks of IPv6 alone give to IPv4: the last four bytes.
var nat64 = netip.MustParsePrefix("64:ff9b::/96")

// isPrivate reports whether an address is other than public; what is no address is.
func isPrivate(a netip.AddrPort) bool {
	ip := a.Addr().Unmap().WithZone("")
	if nat64.Contains(ip) {
		bytes := ip.As16()
		ip = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	return !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(reserved, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// refusePrivate is the dialControl of requests that a public server led to.
func (f *Fetcher) refusePrivate(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || f.private(a) {
		return fmt.Errorf("%w: %s", ErrPrivate, address)
	}
	return nil
}

// way returns the transport for a request. Behind a proxy the address that is connected to is the proxy's, and only what the
// name says can be refused.
func (f *Fetcher) way(req *http.Request, guarded bool) (t *http.Transport, proxied bool, err error) {
	if f.opts.Proxy != nil {
		proxy, err := f.opts.Proxy(req)
		if err != nil {
			return nil, false, err
		}
		proxied = proxy != nil
	}
	switch {
	case !guarded:
		return f.open, proxied, nil
	case !proxied:
		return f.guarded, false, nil
	case f.namesPrivate(req.URL):
		return nil, true, fmt.Errorf("%w: %s", ErrPrivate, req.URL.Hostname())
	}
	return f.open, true, nil
}

// namesPrivate reports whether the name of a host says that it is private.
func (f *Fetcher) namesPrivate(u *url.URL) bool {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ip, err := netip.ParseAddr(name); err == nil {
		return f.private(netip.AddrPortFrom(ip, 0))
	}
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || !strings.Contains(name, ".")
}
