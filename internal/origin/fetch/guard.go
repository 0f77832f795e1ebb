package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"syscall"
)

// A privateAddress is a number that is not connected to.
type privateAddress struct{ number netip.Addr }

func (p *privateAddress) Error() string {
	return "it leads to " + p.number.String() + ", an address of this machine or of a private network"
}

// refusePrivate is asked before each connection, with the number that is about
// to be connected to.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !isPublic(to.Addr()) {
		return &privateAddress{to.Addr()}
	}
	return nil
}

// checkNumber refuses an address whose host is a private number.
func checkNumber(u *url.URL) error {
	if number, err := netip.ParseAddr(u.Hostname()); err == nil && !isPublic(number) {
		return &privateAddress{number}
	}
	return nil
}

// mayBePrivate reports whether u is on the host and port that were typed, and
// these are meant to be private.
func (v *visit) mayBePrivate(u *url.URL) bool {
	return u.Host == v.typed.Host && u.Scheme == v.typed.Scheme && isPrivateName(u.Hostname())
}

// isPrivateName reports whether nobody on the public network can own a host of
// that name: a number is what it is, and these names are not given away
// (RFC 6761, 6762, 8375, 9476 and ICANN's resolution on .internal).
func isPrivateName(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	for _, suffix := range []string{".localhost", ".local", ".internal", ".home.arpa"} {
		if strings.HasSuffix(host, suffix) {
			return true
		}
	}
	return !strings.Contains(host, ".")
}

// isPublic reports whether number is one of the public network, by the
// registries of special-purpose addresses (RFC 6890) and the addresses at
// which clouds answer their own machines.
func isPublic(number netip.Addr) bool {
	number = number.WithZone("").Unmap()
	if inner, ok := translated(number); ok {
		return isPublic(inner)
	}
	for _, block := range special(number.Is4()) {
		if netip.MustParsePrefix(block).Contains(number) {
			return false
		}
	}
	return number.Is4() || netip.MustParsePrefix("2000::/3").Contains(number)
}

// translated is the IPv4 number that an IPv6 one stands for behind a
// translator: NAT64 (RFC 6052) or 6to4 (RFC 3056).
func translated(number netip.Addr) (netip.Addr, bool) {
	if !number.Is6() {
		return netip.Addr{}, false
	}
	b := number.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(number):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(number):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

// special lists the blocks that are not public. Of IPv6 they are those within
// 2000::/3, outside of which nothing is.
func special(ipv4 bool) []string {
	if ipv4 {
		return []string{
			"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
			"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
			"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
		}
	}
	return []string{"2001::/23", "2001:db8::/32", "3fff::/20"}
}
