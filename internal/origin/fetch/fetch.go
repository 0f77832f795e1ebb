// Package fetch downloads an article from the web. It is the only package that
// opens connections.
//
// # Rules
//
//   - It fetches one address, over http or https, and nothing else: no images or
//     scripts. It sends no cookies or referrers. It follows a limited number of
//     redirects. Each is checked like the first address, and never leads from https
//     to http.
//   - It does not connect to addresses of this machine, of private networks or of
//     cloud metadata services. The resolved IP address is checked at the
//     moment of connecting, so changing what a name resolves to does not help an
//     attacker. The exception is what the user typed: an IP address, or a name
//     that only a private network can have (localhost, one without a dot, or one
//     below .local, .internal or .home.arpa), for that host and port only.
//   - The proxies of the environment are used (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).
//     Then the proxy resolves names, and only IP addresses are checked.
//   - There are limits for the total time, the time until the response begins and
//     between two reads of it, the size of its headers, and the size of its body
//     after decompression.
//   - A response that ends early is an error.
//
// Every error is a [Failure]: one line that says what failed, what is safe and
// what to do. What it repeats from outside is ASCII without control characters.
// Names in other scripts are shown in punycode (xn--…), so that none can look
// like another.
package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"time"
)

// Options are the limits of a fetch, with their defaults.
type Options struct {
	UserAgent string                                // "Galley"
	Total     time.Duration                         // total time: 30 s
	Answer    time.Duration                         // until the response begins: 15 s
	Idle      time.Duration                         // between two reads: 10 s
	Bytes     int64                                 // of the body, decompressed: 32 MiB
	Header    int64                                 // of the headers, in bytes: 256 KiB
	Redirects int                                   // 5; negative for none
	Proxy     func(*http.Request) (*url.URL, error) // http.ProxyFromEnvironment
	Now       func() time.Time                      // time.Now

	// Progress is called after each read with the bytes received so far, before
	// decompression, and their expected number, or -1 if unknown. It is called in
	// the goroutine of Fetch.
	Progress func(read, total int64)
}

func (o Options) withDefaults() Options {
	o.UserAgent = cmp.Or(o.UserAgent, "Galley")
	o.Total = cmp.Or(o.Total, 30*time.Second)
	o.Answer = cmp.Or(o.Answer, 15*time.Second)
	o.Idle = cmp.Or(o.Idle, 10*time.Second)
	o.Bytes = cmp.Or(o.Bytes, 32<<20)
	o.Header = cmp.Or(o.Header, 256<<10)
	o.Redirects = cmp.Or(o.Redirects, 5)
	if o.Proxy == nil {
		o.Proxy = http.ProxyFromEnvironment
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64) {}
	}
	return o
}

// A Page is what was found at an address. Its addresses are normalized as by
// [Address]. The other strings from the server may hold any character but line
// ends: clean them before showing them.
type Page struct {
	Requested    string // address that was requested
	Location     string // address that redirects led to
	Status       int    // of the response, 200 or 203
	MediaType    string // from the server, lower case, without parameters; may be ""
	Charset      string // from the server; "" if it sent none, or if the bytes prove it wrong
	ETag         string
	LastModified string
	Name         string // last part of the location's path, for its extension; may be ""
	Bytes        []byte // decompressed; owned by the caller
	Retrieved    time.Time
}

// Fetch downloads the page at address. Every error is a [Failure]; if ctx is
// canceled, it wraps [context.Canceled].
func Fetch(ctx context.Context, address string, opt Options) (Page, error) {
	typed, err := parse(address)
	if err != nil {
		return Page{}, err
	}
	f := &fetcher{Options: opt.withDefaults(), typed: typed}
	ctx, done := context.WithTimeoutCause(ctx, f.Total, errTotal)
	defer done()
	ctx, f.cancel = context.WithCancelCause(ctx)
	defer f.cancel(nil)
	page, at, err := f.fetch(ctx)
	if err != nil {
		return Page{}, f.explain(ctx, at, err)
	}
	return page, nil
}

// A fetcher is one fetch in progress.
type fetcher struct {
	Options
	typed  *url.URL
	cancel context.CancelCauseFunc
}

// fetch also returns the address at which it ended.
func (f *fetcher) fetch(ctx context.Context) (Page, *url.URL, error) {
	resp, at, err := f.follow(ctx)
	if err != nil {
		return Page{}, at, err
	}
	defer resp.Body.Close()
	if err := checkResponse(resp); err != nil {
		return Page{}, at, err
	}
	body, err := f.body(resp)
	if err != nil {
		return Page{}, at, err
	}
	mediaType, charset := contentType(resp.Header.Get("Content-Type"))
	page := Page{
		Requested: f.typed.String(), Location: at.String(), Status: resp.StatusCode,
		MediaType: mediaType, Charset: plausibleCharset(charset, body),
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		Bytes: body, Retrieved: f.Now().UTC(),
	}
	if name := path.Base(at.Path); name != "/" && name != "." {
		page.Name = name
	}
	return page, at, nil
}

// request sends one request and waits for the headers of the response, whose
// body is open even if its status is an error.
func (f *fetcher) request(ctx context.Context, at *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf, application/epub+zip, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	transport, err := f.transport(req)
	if err != nil {
		return nil, err
	}
	timer := time.AfterFunc(f.Answer, func() { f.cancel(errAnswer) })
	defer timer.Stop()
	return transport.RoundTrip(req)
}

// transport returns the transport for one request, which decides what it may
// connect to.
func (f *fetcher) transport(req *http.Request) (*http.Transport, error) {
	proxy, err := f.Proxy(req)
	if err != nil {
		return nil, fmt.Errorf("the proxy set in the environment cannot be used: %w", err)
	}
	dialer := &net.Dialer{Timeout: f.Answer}
	if !f.mayBePrivate(req.URL) {
		if err := checkIP(req.URL); err != nil {
			return nil, err
		}
		if proxy == nil {
			dialer.Control = refusePrivate
		}
	}
	return &http.Transport{
		Proxy:                  http.ProxyURL(proxy),
		DialContext:            dialer.DialContext,
		DisableKeepAlives:      true,
		DisableCompression:     true, // body decompresses, to count what is received
		MaxResponseHeaderBytes: f.Header,
	}, nil
}
