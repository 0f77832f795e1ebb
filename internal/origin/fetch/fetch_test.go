package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

func TestPageIsFetchedWithItsProvenance(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "../levy.txt", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", `Text/Plain; Charset="ISO-8859-1"`)
		w.Header().Set("ETag", `"5f-1"`)
		w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(gzipped([]byte("caf\xe9")))
	})
	got, err := Fetch(t.Context(), s.URL+"/old#top", small())
	if err != nil {
		t.Fatal(err)
	}
	want := Page{
		Requested: s.URL + "/old", Location: s.URL + "/levy.txt", Status: 200, MediaType: "text/plain", Charset: "iso-8859-1",
		ETag: `"5f-1"`, LastModified: "Sun, 22 Nov 2026 08:00:00 GMT", Name: "levy.txt", Bytes: []byte("caf\xe9"),
		Retrieved: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
	}
	got.Charset = strings.ToLower(got.Charset)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRequestHasNoOtherHeaders(t *testing.T) {
	var headers []http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		headers = append(headers, r.Header)
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		fmt.Fprint(w, "The levy passed.")
	})
	if _, err := Fetch(t.Context(), s.URL, small()); err != nil {
		t.Fatal(err)
	}
	if len(headers) != 2 {
		t.Fatalf("%d requests", len(headers))
	}
	for _, h := range headers {
		for name := range h {
			if !strings.Contains("User-Agent Accept Accept-Encoding Connection", name) {
				t.Errorf("the request has a header %s: %q", name, h[name])
			}
		}
		if h.Get("User-Agent") != "Galley/test" {
			t.Errorf("user agent %q", h.Get("User-Agent"))
		}
	}
}

func TestProgressCountsBytesReceived(t *testing.T) {
	body := []byte(strings.Repeat("The levy passed. ", 10_000))
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = w.Write(body)
	})
	opt := small()
	var last, times int64
	opt.Progress = func(read, total int64) {
		if read <= last || total != int64(len(body)) {
			t.Errorf("%d of %d after %d", read, total, last)
		}
		last, times = read, times+1
	}
	if _, err := Fetch(t.Context(), s.URL, opt); err != nil {
		t.Fatal(err)
	}
	if last != int64(len(body)) {
		t.Errorf("%d of %d bytes in %d pieces", last, len(body), times)
	}
}

func TestPageOfExactlyTheLimitIsRead(t *testing.T) {
	opt := small()
	for _, handle := range []http.HandlerFunc{
		typed("text/plain", make([]byte, opt.Bytes)), packed("gzip", gzipped(make([]byte, opt.Bytes))),
	} {
		page, err := Fetch(t.Context(), serve(t, handle).URL, opt)
		if err != nil || int64(len(page.Bytes)) != opt.Bytes {
			t.Errorf("%d bytes, %v", len(page.Bytes), err)
		}
	}
}

// Names are left to the proxy; private IP addresses are not passed to it.
func TestProxyOfTheEnvironmentIsUsed(t *testing.T) {
	var asked []string
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		if r.URL.Path == "/away" {
			w.Header().Set("Location", "http://192.168.0.1/")
			w.WriteHeader(http.StatusFound)
			return
		}
		fmt.Fprint(w, "The levy passed.")
	})
	opt := small()
	opt.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }
	if page, err := Fetch(t.Context(), "http://news.example/levy", opt); err != nil || page.Location != "http://news.example/levy" {
		t.Errorf("%+v, %v", page, err)
	}
	_, err := Fetch(t.Context(), "http://news.example/away", opt)
	wantFailure(t, err, "192.168.0.1")
	if diff := cmp.Diff([]string{"http://news.example/levy", "http://news.example/away"}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestInvalidProxyIsReported(t *testing.T) {
	opt := small()
	opt.Proxy = func(*http.Request) (*url.URL, error) { return nil, errors.New("parse \"\x1b\": bad") }
	_, err := Fetch(t.Context(), "http://news.example/levy", opt)
	wantFailure(t, err, "the proxy set in the environment cannot be used")
}

func TestDeclaredCharacterSetCountsUnlessTheBytesProveItWrong(t *testing.T) {
	cases := []struct{ header, body, want string }{
		{"text/plain; charset=windows-1252", "caf\xe9", "windows-1252"},
		{"text/plain; charset=iso-8859-1", "café", ""},
		{"text/plain; charset=iso-8859-1", "cafe", "iso-8859-1"},
		{"text/plain; charset=utf-8", "café", "utf-8"},
		{"text/plain; charset=UTF-8", "caf\xe9", ""},
		{"text/plain; charset=utf-16le", "c\x00a\x00", "utf-16le"},
		{"text/plain; charset=utf-8; charset=utf-8", "café", "utf-8"},
		{"text/plain; charset='shift_jis'", "\x93\xfa", "shift_jis"},
		{`text/html; charset="big5`, "\xa4\xa4", "big5"},
		{"text/plain", "caf\xe9", ""},
		{"", "café", ""},
		{"charset=", "café", ""},
	}
	for _, c := range cases {
		_, charset := contentType(c.header)
		if got := plausibleCharset(charset, []byte(c.body)); got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.header, c.body, got, c.want)
		}
	}
}

func TestMediaTypeIsTakenFromWhatServersWrite(t *testing.T) {
	for header, want := range map[string]string{
		"text/html": "text/html", "Text/HTML;charset=utf-8": "text/html", "text/html; a=1; a=2": "text/html",
		"application/xhtml+xml ; x": "application/xhtml+xml", "": "", ";": "",
	} {
		if got, _ := contentType(header); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestNetworkErrorsAreExplained(t *testing.T) {
	cases := []struct {
		err  error
		says string
	}{
		{x509.UnknownAuthorityError{}, "signed by an unknown authority"},
		{&tls.CertificateVerificationError{Err: x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x"}}, "belongs to another site"},
		{x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}, "has expired or is not valid yet"},
		{x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.NotAuthorizedToSign}, "is not valid"},
		{&tls.CertificateVerificationError{Err: errors.New("x")}, "is not valid"},
		{x509.SystemRootsError{}, "no list of trusted certificates"},
		{tls.AlertError(40), "refuses an encrypted connection"},
		{&net.DNSError{Name: "news.example", IsNotFound: true}, "there is no site named news.example"},
		{&net.DNSError{Name: "news.example", IsTimeout: true}, "could not be looked up"},
		{&net.OpError{Op: "dial", Err: syscall.ENETUNREACH}, "cannot be reached"},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "closed the connection"},
		{&net.OpError{Op: "dial", Err: timeout{}}, "did not answer in time"},
		{errors.New("something\x1b[31m\nelse"), `the connection failed (round trip: something\x1b[31m\nelse)`},
	}
	for _, c := range cases {
		v := &fetcher{Options: small().withDefaults()}
		at, err := parse("https://news.example/")
		if err != nil {
			t.Fatal(err)
		}
		v.typed = at
		wantFailure(t, v.explain(t.Context(), at, fmt.Errorf("round trip: %w", c.err)), c.says)
	}
}

type timeout struct{}

func (timeout) Error() string   { return "too late" }
func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }
