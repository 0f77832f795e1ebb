package cli_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"
)

// A site is a local server that counts requests.
type site struct {
	*httptest.Server
	asked   atomic.Int64
	changed atomic.Bool // the article is another one since it was asked for /change
}

const siteLevy = "Harbour levy passes\n\nThe levy adds 4.20 to every ticket. It begins in July.\n"

func newSite() *site {
	s := &site{}
	mux := http.NewServeMux()
	mux.HandleFunc("/levy", func(w http.ResponseWriter, r *http.Request) {
		text := siteLevy
		if s.changed.Load() {
			text = strings.Replace(text, "4.20", "5.40", 1)
		}
		answer(w, "text/plain; charset=utf-8", text)
	})
	mux.HandleFunc("/change", func(w http.ResponseWriter, r *http.Request) {
		s.changed.Store(true)
		answer(w, "text/plain", "It is changed.\n")
	})
	mux.Handle("/moved", http.RedirectHandler("/levy", http.StatusMovedPermanently))
	mux.Handle("/away", http.RedirectHandler("http://127.0.0.1:9/", http.StatusFound))
	mux.HandleFunc("/notes.md", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/markdown; charset=windows-1252", "# Caf\xe9\n\nA *note*.\n")
	})
	mux.HandleFunc("/lies", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/plain; charset=iso-8859-1", "Café news\n")
	})
	mux.HandleFunc("/nonsense", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/plain; charset=klingon", "Plain news\n")
	})
	for path, words := range map[string]int{"/teaser": 40, "/subscribers": 400} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			answer(w, "text/plain", `{"isAccessibleForFree": "False"}`+"\n\n"+strings.Repeat("word ", words)+path+"\n")
		})
	}
	mux.HandleFunc("/page.md", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/html; charset=utf-8", `<!doctype html><html lang="en"><head><title>Ferry fares rise | Harbour Post</title>
<link rel="canonical" href="/news/fares"><link rel="stylesheet" href="/style.css"><meta http-equiv="refresh" content="1; url=/levy"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry fares rise</h1>`+strings.Repeat(`<p>The fares rise by 4.20 on every crossing of the
harbour, said the port office, and <a href="../minutes">the minutes</a> say so.</p>`, 6)+`<img src="/photo"></article><script src="/x.js"></script></body></html>`)
	})
	mux.HandleFunc("/wall", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/html", `<!doctype html><html><head><title>Closed</title><script type="application/ld+json">
{"@type": "NewsArticle", "isAccessibleForFree": false}</script></head><body><article><h1>Closed</h1><p>The first words of it.</p></article></body></html>`)
	})
	mux.HandleFunc("/photo", func(w http.ResponseWriter, r *http.Request) { answer(w, "image/jpeg", "\xff\xd8") })
	mux.HandleFunc("/program", func(w http.ResponseWriter, r *http.Request) { answer(w, "text/plain", "\x7fELF\x00\x01") })
	mux.HandleFunc("/escape", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", "\"\u009b31m\u202e\"")
		answer(w, "text/plain", "An \x1b]0;x\x07odd text\n")
	})
	mux.HandleFunc("/stall", func(w http.ResponseWriter, r *http.Request) {
		answer(w, "text/plain", "It begins")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT")
		w.Header().Set("ETag", `"5f-1"`)
		mux.ServeHTTP(w, r)
	}))
	return s
}

func answer(w http.ResponseWriter, mediaType, text string) {
	w.Header().Set("Content-Type", mediaType)
	_, _ = io.WriteString(w, text)
}

type siteKey struct{}

// asked checks the number of requests so far.
func asked(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	if got := ts.Value(siteKey{}).(*site).asked.Load(); got != want {
		ts.Fatalf("%s", fmt.Sprintf("the site was asked %d times, want %d", got, want))
	}
}
