package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// small returns limits that a hostile server exceeds at once.
func small() Options {
	return Options{
		UserAgent: "Galley/test", Total: 10 * time.Second, Answer: 10 * time.Second, Idle: 10 * time.Second,
		Bytes: 1 << 20, Header: 8 << 10, Redirects: 3,
		Proxy: func(*http.Request) (*url.URL, error) { return nil, nil },
		Now:   func() time.Time { return time.Date(2026, 11, 22, 13, 0, 0, 0, time.FixedZone("CET", 3600)) },
	}
}

// serve starts a server that answers every request with handle. Open connections are
// closed at the end of the test.
func serve(t *testing.T, handle http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handle)
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

// raw answers with bytes that need not be HTTP. If held is set, it then leaves the
// connection open until the client closes it.
func raw(answer string, held bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, answer)
		if held {
			_, _ = io.Copy(io.Discard, conn)
		}
	}
}

// wait holds an answer back until the client is gone.
func wait(r *http.Request) { <-r.Context().Done() }

func gzipped(text []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(text)
	_ = w.Close()
	return b.Bytes()
}

func typed(mediaType string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mediaType)
		_, _ = w.Write(body)
	}
}

func to(location string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(http.StatusFound)
	}
}

func packed(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(body)
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "\x1b[31mno\n")
	}
}

func TestHostileServerIsRefusedInOneLine(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
	bomb := gzipped(make([]byte, 8<<20))
	whole := gzipped([]byte("The levy passed."))
	cases := []struct {
		name   string
		handle http.HandlerFunc
		limit  func(*Options)
		says   string
	}{
		{"no headers", func(w http.ResponseWriter, r *http.Request) { wait(r) },
			func(o *Options) { o.Answer = 30 * time.Millisecond }, "the site did not answer within 0.03 seconds"},
		{"headers that never end", raw(ok+"X-Slow: ", true),
			func(o *Options) { o.Answer = 30 * time.Millisecond }, "the site did not answer within"},
		{"drip", drip, func(o *Options) { o.Total = 50 * time.Millisecond }, "it took longer than 0.05 seconds"},
		{"stall after the headers", raw(ok+"\r\n", true),
			func(o *Options) { o.Idle = 30 * time.Millisecond }, "the site sent nothing more for 0.03 seconds"},
		{"stall in the text", raw(ok+"\r\nThe levy", true),
			func(o *Options) { o.Idle = 30 * time.Millisecond }, "the site sent nothing more"},
		{"gzip bomb", packed("gzip", bomb), nil, "it is larger than 1 MiB"},
		{"endless text", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}, nil, "it is larger than 1 MiB"},
		{"announced too large", raw(ok+"Content-Length: 99000000\r\n\r\n", true), nil, "it is larger than 1 MiB"},
		{"gzip cut short", packed("gzip", whole[:len(whole)-6]), nil, "the site closed the connection before the end"},
		{"gzip damaged", packed("gzip", append(whole[:len(whole)-8:len(whole)-8], "12345678"...)), nil, "corrupt data that cannot be decompressed"},
		{"invalid gzip", packed("gzip", []byte("The levy passed.")), nil, "corrupt data"},
		{"compression not asked for", packed("br", []byte("\x0b\x02")), nil, "a compression that was not requested"},
		{"compressed twice", packed("gzip, gzip", whole), nil, "compression"},
		{"shorter than announced", raw(ok+"Content-Length: 100\r\n\r\nThe levy", false), nil, "the site closed the connection before the end"},
		{"two lengths", raw(ok+"Content-Length: 4\r\nContent-Length: 8\r\n\r\nThe levy", false), nil, "cannot be understood"},
		{"invalid chunking", raw(ok+"Transfer-Encoding: chunked\r\n\r\nzz\r\nThe levy\r\n", false), nil, "cannot be understood"},
		{"chunks cut short", raw(ok+"Transfer-Encoding: chunked\r\n\r\n8\r\nThe levy\r\n", false), nil, "the site closed the connection"},
		{"huge header", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Huge", strings.Repeat("x", 400<<10))
		}, nil, "cannot be understood"},
		{"no HTTP at all", raw("SSH-2.0-OpenSSH_9\x1b[31m\r\n\r\n", false), nil, "cannot be understood"},
		{"nothing", raw("", false), nil, "the site closed the connection"},
		{"empty text", typed("text/plain", nil), nil, "the site sent an empty page"},
		{"empty gzip", packed("gzip", nil), nil, "the site sent an empty page"},
		{"image", typed("image/png", []byte("\x89PNG")), nil, "it is an image (image/png), not an article"},
		{"video", typed("Video/MP4; codecs=x", nil), nil, "it is a video (video/mp4)"},
		{"sound", typed("audio/mpeg", nil), nil, "it is an audio file"},
		{"login", status(401), nil, "the site asks for a login (401 Unauthorized)"},
		{"paywall", status(402), nil, "it is behind a paywall (402 Payment Required)"},
		{"forbidden", status(403), nil, "the site refuses to send it to Galley (403 Forbidden)"},
		{"missing", status(404), nil, "there is no such page (404 Not Found); nothing was changed; check the spelling"},
		{"removed", status(410), nil, "the page was removed (410 Gone)"},
		{"too many requests", status(429), nil, "the site is refusing requests for now (429 Too Many Requests)"},
		{"withheld", status(451), nil, "it is withheld for legal reasons (451 Unavailable For Legal Reasons)"},
		{"broken", status(500), nil, "the site reports an error (500 Internal Server Error)"},
		{"overloaded", status(503), nil, "(503 Service Unavailable); nothing was changed; try again later"},
		{"a part", status(206), nil, "the site did not send the page (206 Partial Content)"},
		{"an unknown status", status(799), nil, "the site reports an error (799)"},
		{"redirect without an end", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusMovedPermanently)
		}, nil, "redirects more than 3 times"},
		{"redirect to itself", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
		}, nil, "redirects more than 3 times"},
		{"redirect to a file", to("file:///etc/passwd"), nil, "it leads to “file:///etc/passwd”, only addresses"},
		{"redirect to a script", to("javascript:alert(1)"), nil, "it leads to “javascript:alert(1)”"},
		{"redirect with a password", to("http://ada:secret@127.0.0.1/"), nil, "it leads to"},
		{"redirect to nonsense", to("http://[::1"), nil, "which is not an address"},
		{"redirect to a cloud's own service", to("http://169.254.169.254/latest/meta-data/"), nil, "169.254.169.254, an address of this machine or of a private network"},
		{"redirect to a private network", to("http://10.0.0.1/"), nil, "10.0.0.1, an address of"},
		{"redirect to this machine by name", to("http://localhost:9/"), nil, "an address of this machine"},
		{"redirect to this machine in IPv6", to("http://[::ffff:127.0.0.1]:9/"), nil, "an address of this machine"},
		{"redirect without a place", status(302), nil, "the site did not send the page (302 Found)"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			opt := small()
			if c.limit != nil {
				c.limit(&opt)
			}
			page, err := Fetch(t.Context(), serve(t, c.handle).URL, opt)
			if err == nil {
				t.Fatalf("fetched %d bytes", len(page.Bytes))
			}
			wantFailure(t, err, c.says)
		})
	}
}

// drip sends letter after letter, forever.
func drip(w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			_, _ = io.WriteString(w, "x")
			_ = http.NewResponseController(w).Flush()
		}
	}
}

// wantFailure checks that an error is one clean line that says what failed, what is
// safe and what to do.
func wantFailure(t *testing.T, err error, says string) {
	t.Helper()
	var failure *Failure
	if !errors.As(err, &failure) {
		t.Fatalf("%v is no Failure", err)
	}
	line := err.Error()
	if !strings.Contains(line, says) {
		t.Errorf("%q does not say %q", line, says)
	}
	if strings.ContainsAny(line, "\n\r\x1b\x00") || len(line) > 1000 {
		t.Errorf("not one clean line: %q", line)
	}
	if !strings.Contains(line, "; nothing was changed; ") || failure.Advice == "" {
		t.Errorf("%q does not say what is safe and what to do", line)
	}
}

func TestRedirectToAnotherPortOfThisMachineIsRefused(t *testing.T) {
	asked := false
	secret := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	front := serve(t, to(secret.URL+"/admin"))
	_, err := Fetch(t.Context(), front.URL, small())
	wantFailure(t, err, "it leads to 127.0.0.1, an address of this machine or of a private network")
	wantFailure(t, err, "/admin")
	if asked {
		t.Error("the other port was asked")
	}
}

func TestTypedPrivateAddressMayRedirectToItself(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/news?id=1#top", http.StatusSeeOther)
			return
		}
		fmt.Fprint(w, "The levy passed.")
	})
	for _, address := range []string{s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1)} {
		page, err := Fetch(t.Context(), address, small())
		if err != nil {
			t.Fatal(err)
		}
		if page.Location != address+"/news?id=1" || page.Requested != address+"/" || string(page.Bytes) != "The levy passed." {
			t.Errorf("%+v", page)
		}
	}
}

// A public name resolves to this machine, as an attacker could arrange by changing its
// DNS record.
func TestNameThatLeadsToThisMachineIsNotConnectedTo(t *testing.T) {
	asked := false
	s := serve(t, func(http.ResponseWriter, *http.Request) { asked = true })
	at, err := parse(strings.Replace(s.URL, "127.0.0.1", "news.example", 1))
	if err != nil {
		t.Fatal(err)
	}
	v := &fetcher{Options: small().withDefaults(), typed: at}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	transport, err := v.transport(req)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := transport.DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	var private *refusal
	if !errors.As(err, &private) || !strings.Contains(private.what, "an address of this machine") {
		t.Errorf("connected to %v: %v", conn, err)
	}
	if asked {
		t.Error("the server was asked")
	}
}

func TestRedirectFromHTTPSToHTTPIsRefused(t *testing.T) {
	at, err := parse("https://news.example/a")
	if err != nil {
		t.Fatal(err)
	}
	_, err = resolveRedirect(at, "http://news.example/a")
	if err == nil || !strings.Contains(err.Error(), "no longer encrypted") {
		t.Error(err)
	}
	if next, err := resolveRedirect(at, "//other.example/b?c"); err != nil || next.String() != "https://other.example/b?c" {
		t.Error(next, err)
	}
}

func TestUnknownCertificateIsReported(t *testing.T) {
	s := httptest.NewUnstartedServer(typed("text/plain", []byte("The levy passed.")))
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	t.Cleanup(s.Close)
	_, err := Fetch(t.Context(), s.URL, small())
	wantFailure(t, err, "is signed by an unknown authority")
}

func TestSiteWithoutHTTPSIsReported(t *testing.T) {
	s := serve(t, typed("text/plain", []byte("The levy passed.")))
	_, err := Fetch(t.Context(), strings.Replace(s.URL, "http:", "https:", 1), small())
	wantFailure(t, err, "does not speak https")
}

func TestRefusedConnectionIsReported(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String()
	l.Close()
	_, err = Fetch(t.Context(), address, small())
	wantFailure(t, err, "nothing answers at 127.0.0.1")
}

func TestCancelledFetchSaysThatNothingWasSaved(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel(errors.New("interrupted"))
		wait(r)
	})
	_, err := Fetch(ctx, s.URL, small())
	wantFailure(t, err, "it was canceled")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v is not context.Canceled", err)
	}
}
