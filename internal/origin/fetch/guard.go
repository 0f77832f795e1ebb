package fetch

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
)

// refusePrivate is called before each connection, with the resolved address.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	return checkPublic(to.Addr())
}

// checkIP returns an error if the host of u is a private IP address.
func checkIP(u *url.URL) error {
	ip, err := netip.ParseAddr(u.Hostname())
	if err != nil {
		return nil // a name, which refusePrivate checks when it is resolved
	}
	return checkPublic(ip)
}

// checkPublic returns a refusal unless ip belongs to the public network.
func checkPublic(ip netip.Addr) error {
	if isPublic(ip) {
		return nil
	}
	return &refusal{
		what:   "it leads to " + ip.String() + ", an address of this machine or of a private network",
		advice: "if you mean that one, type it yourself",
	}
}

// mayBePrivate reports whether u has the host and port that the user typed, and
// the host is obviously private.
func (f *fetcher) mayBePrivate(u *url.URL) bool {
	return u.Host == f.typed.Host && u.Scheme == f.typed.Scheme && isPrivateName(u.Hostname())
}

// isPrivateName reports whether the host is an IP address, or a name that cannot
// be registered on the public network (RFC 6761, 6762, 8375, 9476 and ICANN's
// resolution on .internal).
func isPrivateName(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	private := []string{".localhost", ".local", ".internal", ".home.arpa"}
	return !strings.Contains(host, ".") || slices.ContainsFunc(private, func(s string) bool { return strings.HasSuffix(host, s) })
}

// isPublic reports whether ip belongs to the public network, according to the
// registries of special-purpose addresses (RFC 6890) and the addresses of cloud
// metadata services.
func isPublic(ip netip.Addr) bool {
	ip = ip.WithZone("").Unmap()
	if ipv4, ok := embeddedIPv4(ip); ok {
		return isPublic(ipv4)
	}
	contains := func(block string) bool { return netip.MustParsePrefix(block).Contains(ip) }
	return !slices.ContainsFunc(specialBlocks(), contains) && (ip.Is4() || contains("2000::/3"))
}

// embeddedIPv4 returns the IPv4 address that an IPv6 address is translated to by
// NAT64 (RFC 6052) or 6to4 (RFC 3056).
func embeddedIPv4(ip netip.Addr) (netip.Addr, bool) {
	if !ip.Is6() {
		return netip.Addr{}, false
	}
	b := ip.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(ip):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(ip):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

// specialBlocks lists the blocks that are not public. Those of IPv6 are within
// 2000::/3, outside of which nothing is public.
func specialBlocks() []string {
	return []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
		"2001::/23", "2001:db8::/32", "3fff::/20",
	}
}
