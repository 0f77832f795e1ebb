package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

// follow requests the address that was typed, and those that it redirects to. It
// also returns the last address.
func (f *fetcher) follow(ctx context.Context) (*http.Response, *url.URL, error) {
	at := f.typed
	for hops := 0; ; hops++ {
		resp, err := f.request(ctx, at)
		if err != nil {
			return nil, at, err
		}
		if !isRedirect(resp) {
			return resp, at, nil
		}
		_ = resp.Body.Close() // its body is not read
		if hops >= f.Redirects {
			return nil, at, refuseRedirect("it redirects more than %d times", max(f.Redirects, 0))
		}
		next, err := resolveRedirect(at, resp.Header.Get("Location"))
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

// resolveRedirect returns the address that a redirect from another leads to.
func resolveRedirect(from *url.URL, to string) (*url.URL, error) {
	relative, err := url.Parse(to)
	if err != nil {
		return nil, refuseRedirect("it leads to %s, which is not an address", quoted(to))
	}
	next, refused := normalize(from.ResolveReference(relative))
	switch {
	case refused != nil:
		return nil, refuseRedirect("it leads to %s, %s", quoted(to), refused.what)
	case from.Scheme == "https" && next.Scheme == "http":
		return nil, refuseRedirect("it leads to %s, which is no longer encrypted (http after https)", quoted(next.String()))
	}
	return next, nil
}

// refuseRedirect returns a refusal to follow a redirect.
func refuseRedirect(format string, args ...any) *refusal {
	return &refusal{what: fmt.Sprintf(format, args...), advice: "if you trust that address, type it yourself", redirect: true}
}
