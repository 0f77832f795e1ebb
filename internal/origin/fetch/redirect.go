package fetch

import (
	"context"
	"errors"
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
			return nil, at, &redirectsError{max(f.Redirects, 0)}
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
		return nil, &redirectError{to, "which is not an address"}
	}
	next, refused := normalize(from.ResolveReference(relative))
	switch {
	case refused != nil:
		return nil, &redirectError{to, refused.what}
	case from.Scheme == "https" && next.Scheme == "http":
		return nil, &redirectError{next.String(), "which is no longer encrypted (http after https)"}
	}
	return next, nil
}

// A redirectsError is about too many redirects.
type redirectsError struct{ limit int }

// Error implements error.
func (r *redirectsError) Error() string {
	return fmt.Sprintf("it redirects more than %d times", r.limit)
}

// A redirectError is about a redirect that is not followed.
type redirectError struct{ to, why string }

// Error implements error.
func (r *redirectError) Error() string { return "it leads to " + quoted(r.to) + ", " + r.why }

func isAboutRedirects(err error) bool {
	var one *redirectError
	var many *redirectsError
	return errors.As(err, &one) || errors.As(err, &many)
}
