package fetch

import (
	"net/netip"
	"strings"
	"testing"
)

func TestAddressIsWrittenInOneWay(t *testing.T) {
	for typed, want := range map[string]string{
		"https://example.org":                          "https://example.org/",
		" HTTPS://Example.ORG:443/a/../b/./c#part ":    "https://example.org/b/c",
		"http://example.org:80/?":                      "http://example.org/",
		"http://example.org:8080/a//b/?q=a b&é=“x”":    "http://example.org:8080/a//b/?q=a%20b&%C3%A9=%E2%80%9Cx%E2%80%9D",
		"http://example.org./a":                        "http://example.org/a",
		"https://bücher.example/straße":                "https://xn--bcher-kva.example/stra%C3%9Fe",
		"https://раураl.example/":                      "https://xn--l-7sba6dbr.example/",
		"http://127.0.0.1:8000/a%2Fb":                  "http://127.0.0.1:8000/a%2Fb",
		"http://[::1]:80/":                             "http://[::1]/",
		"http://[2001:DB8::1]:8080":                    "http://[2001:db8::1]:8080/",
		"http://my_host.example:0080/\u202etxt.levels": "http://my_host.example/%E2%80%AEtxt.levels",
	} {
		got, err := Address(typed)
		if err != nil || got != want {
			t.Errorf("Address(%q) = %q, %v, want %q", typed, got, err, want)
		}
	}
}

func TestAddressThatCannotBeFetchedIsRefusedInOneLine(t *testing.T) {
	for typed, says := range map[string]string{
		"ftp://example.org/a":                               "only addresses that begin with http:// or https://",
		"file:///etc/passwd":                                "only addresses",
		"javascript:alert(1)":                               "only addresses",
		"example.org/a":                                     "only addresses",
		"https://ada:secret@news.org/":                      "a user name or a password",
		"https://ada@news.org/":                             "remove the part before the @",
		"https:///a":                                        "host name is not valid",
		"https://:80/":                                      "host name is not valid",
		"https://exa mple.org/":                             "not a web address",
		"https://example.org/\x1b]0;x\a":                    "control characters",
		"https://example.org/a\nb":                          "control characters",
		"https://example.org/\u0085":                        "control characters",
		"https://example.org:99999/":                        "host name is not valid",
		"https://example.org:0/":                            "host name is not valid",
		"https://a..b/":                                     "host name is not valid",
		"https://%00/":                                      "not a web address",
		"https://a%3Fb/":                                    "no",
		"http://2130706433/":                                "host name is not valid",
		"http://0x7f.1/":                                    "host name is not valid",
		"http://127.1/":                                     "host name is not valid",
		"http://[fe80::1%25eth0]/":                          "host name is not valid",
		"http://[::1/":                                      "not a web address",
		"https://" + strings.Repeat("a.", 200) + "org/":     "host name is not valid",
		"https://example.org/" + strings.Repeat("a", 9_000): "longer than",
		"": "only addresses",
	} {
		got, err := Address(typed)
		if err == nil {
			t.Errorf("Address(%q) = %q", typed, got)
			continue
		}
		wantFailure(t, err, says)
	}
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"https://example.org/a?b#c", "http://[::1]:8/", "https://bücher.example/ß", "http://a/%zz", "http://x/\u202e"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := Address(typed)
		if err != nil {
			wantFailure(t, err, "")
			return
		}
		for _, c := range []byte(got) {
			if c <= ' ' || c > '~' {
				t.Errorf("Address(%q) = %q", typed, got)
			}
		}
		if again, err := Address(got); err != nil || again != got {
			t.Errorf("Address(%q) = %q, %v", got, again, err)
		}
	})
}

func TestPrivateAddresses(t *testing.T) {
	public := []string{
		"8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.0.1.1", "169.253.1.1", "223.255.255.255",
		"2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
	}
	private := []string{
		"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
		"169.254.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
		"239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1",
		"fd00:ec2::254", "ff02::1", "2001:db8::1", "2001::1", "3fff::1", "100::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b:1::1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1", "2002:c0a8:101::1",
	}
	for _, list := range []struct {
		numbers []string
		want    bool
	}{{public, true}, {private, false}} {
		for _, number := range list.numbers {
			if got := isPublic(netip.MustParseAddr(number)); got != list.want {
				t.Errorf("isPublic(%s) = %v", number, got)
			}
		}
	}
}

func TestPrivateNames(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "a.localhost": true, "intranet": true, "nas.local": true, "wiki.corp.internal": true, "router.home.arpa": true,
		"10.0.0.1": true, "8.8.8.8": true, "::1": true, "example.org": false, "local.example": false, "localhost.example.org": false,
		"home.arpa.example": false,
	} {
		if got := isPrivateName(host); got != want {
			t.Errorf("isPrivateName(%q) = %v", host, got)
		}
	}
}

// FuzzContentType checks that any Content-Type becomes one word or none, without
// characters that act on a terminal.
func FuzzContentType(f *testing.F) {
	for _, seed := range []string{"text/html; charset=utf-8", `text/plain; charset="a\"b"`, "a/b;c=\x1b[31m", "image/\u202e", ";;;", "text/html, text/plain"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		mediaType, charset := contentType(header)
		for _, word := range []string{mediaType, charset} {
			if strings.ContainsFunc(word, func(r rune) bool { return r <= ' ' || r > '~' }) {
				t.Errorf("%q became %q and %q", header, mediaType, charset)
			}
		}
	})
}
