// Package fetch gets the bytes of one article from the web, and says where they
// came from. It is the only package that opens a connection.
//
// # Rules
//
//   - One address is fetched, over http or https, and nothing besides: no
//     pictures, scripts, cookies or referrers. Redirects are followed up to a
//     limit, each checked as the first address was, never from https to http.
//   - No address of this machine, of a private network or of a cloud's own
//     service is connected to. That is checked on the number that a name was
//     resolved to, at the moment of connecting, so that a name which changes its
//     number gains nothing. What the person typed is the exception: a number,
//     or a name that only a private network can have (localhost, one without
//     a dot, or one below .local, .internal or .home.arpa), for that host and
//     port alone.
//   - Proxies of the environment are used (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).
//     The proxy then resolves names: only numbers in addresses are checked.
//   - Everything has a limit: the time in all, until the answer begins and
//     between two pieces of it, the size of its headers, and that of its body
//     after decompression.
//   - What is not whole is no article: an answer that breaks off is an error.
//
// Every error is a [Failure], one line that says what failed, what is safe and
// what to do. All it repeats of others is ASCII without control characters:
// names of other scripts are shown as they are resolved (xn--…), so that none
// can look like another.
package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"time"
)

// Options are the limits of a fetch, and who hears of it. What is zero has the
// default that stands behind it.
type Options struct {
	UserAgent string                                // "Galley"
	Total     time.Duration                         // in all: 30 s
	Answer    time.Duration                         // until an answer begins: 15 s
	Idle      time.Duration                         // between two pieces of it: 10 s
	Bytes     int64                                 // of the body, decompressed: 32 MiB
	Header    int64                                 // of the headers, in bytes: 256 KiB
	Redirects int                                   // 5; less than zero for none
	Proxy     func(*http.Request) (*url.URL, error) // http.ProxyFromEnvironment
	Now       func() time.Time                      // time.Now

	// Progress is told of every piece that arrives: the bytes so far as they
	// were sent, and how many there will be, -1 if that is not known. It is
	// called by the goroutine of Fetch.
	Progress func(read, total int64)
}

func (o Options) complete() Options {
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

// A Page is what was found at an address. Its addresses are as [Address] makes
// them. What the server said of it may hold any character but line ends: clean
// it before it is shown.
type Page struct {
	Requested    string // what was asked for
	Location     string // where redirects led
	Status       int    // of the response, 200 or 203
	MediaType    string // as the server calls it, lower case, without parameters; "" if it does not
	Charset      string // as the server calls it; "" if it does not, or if the bytes prove it wrong
	ETag         string
	LastModified string
	Name         string // last part of the location's path, for its extension; may be ""
	Bytes        []byte // decompressed; owned by the caller
	Retrieved    time.Time
}

// Fetch gets the page at address. Every error is a [Failure]; cancelling ctx
// gives one that wraps [context.Canceled].
func Fetch(ctx context.Context, address string, opt Options) (Page, error) {
	typed, err := parse(address)
	if err != nil {
		return Page{}, err
	}
	v := &visit{Options: opt.complete(), typed: typed}
	ctx, done := context.WithTimeoutCause(ctx, v.Total, errTotal)
	defer done()
	ctx, v.cancel = context.WithCancelCause(ctx)
	defer v.cancel(nil)
	page, at, err := v.fetch(ctx)
	if err != nil {
		return Page{}, v.explain(ctx, at, err)
	}
	return page, nil
}

// A visit is one fetch under way.
type visit struct {
	Options
	typed  *url.URL
	cancel context.CancelCauseFunc
}

// fetch returns also the address at which it ended.
func (v *visit) fetch(ctx context.Context) (Page, *url.URL, error) {
	resp, at, err := v.follow(ctx)
	if err != nil {
		return Page{}, at, err
	}
	defer resp.Body.Close()
	if err := acceptable(resp); err != nil {
		return Page{}, at, err
	}
	body, err := v.body(resp)
	if err != nil {
		return Page{}, at, err
	}
	mediaType, charset := contentType(resp.Header.Get("Content-Type"))
	return Page{
		Requested: v.typed.String(), Location: at.String(), Status: resp.StatusCode,
		MediaType: mediaType, Charset: believed(charset, body),
		ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified"),
		Name: nameIn(at), Bytes: body, Retrieved: v.Now().UTC(),
	}, at, nil
}

// follow asks for the address that was typed, and for those that it leads to.
func (v *visit) follow(ctx context.Context) (*http.Response, *url.URL, error) {
	at := v.typed
	for hops := 0; ; hops++ {
		resp, err := v.ask(ctx, at)
		if err != nil {
			return nil, at, err
		}
		if !isRedirect(resp) {
			return resp, at, nil
		}
		_ = resp.Body.Close() // nothing of it is read
		if hops >= v.Redirects {
			return nil, at, &tooManyRedirects{max(v.Redirects, 0)}
		}
		next, err := redirected(at, resp.Header.Get("Location"))
		if err != nil {
			return nil, at, err
		}
		at = next
	}
}

func isRedirect(resp *http.Response) bool {
	codes := []int{
		http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect,
	}
	return slices.Contains(codes, resp.StatusCode) && resp.Header.Get("Location") != ""
}

// redirected is where a redirect leads that was met at an address.
func redirected(at *url.URL, to string) (*url.URL, error) {
	relative, err := url.Parse(to)
	if err != nil {
		return nil, &badRedirect{to, "which is no address"}
	}
	next, trouble := normal(at.ResolveReference(relative))
	switch {
	case trouble != nil:
		return nil, &badRedirect{to, trouble.what}
	case at.Scheme == "https" && next.Scheme == "http":
		return nil, &badRedirect{next.String(), "which is no longer protected (http after https)"}
	}
	return next, nil
}

// ask sends one request and waits for the headers of its answer. The response
// is open even if it is an error of the server.
func (v *visit) ask(ctx context.Context, at *url.URL) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", v.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf, application/epub+zip, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	transport, err := v.transport(req)
	if err != nil {
		return nil, err
	}
	late := time.AfterFunc(v.Answer, func() { v.cancel(errAnswer) })
	defer late.Stop()
	return transport.RoundTrip(req)
}

// transport makes the connection for one request: what it may connect to
// depends on the request.
func (v *visit) transport(req *http.Request) (*http.Transport, error) {
	proxy, err := v.Proxy(req)
	if err != nil {
		return nil, fmt.Errorf("the proxy that the environment names cannot be used: %w", err)
	}
	dialer := &net.Dialer{Timeout: v.Answer}
	if !v.mayBePrivate(req.URL) {
		if err := checkNumber(req.URL); err != nil {
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
		DisableCompression:     true, // done here, to count what comes
		MaxResponseHeaderBytes: v.Header,
	}, nil
}

// nameIn is the last part of an address's path.
func nameIn(at *url.URL) string {
	if name := path.Base(at.Path); name != "/" && name != "." {
		return name
	}
	return ""
}
