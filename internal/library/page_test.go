package library

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate/source"
	"galley/internal/origin/fetch"
)

func TestTypeAndCharacterSetThatAServerDeclares(t *testing.T) {
	cases := []struct {
		page          fetch.Page
		kind, charset string
	}{
		{fetch.Page{MediaType: "text/markdown", Charset: "utf-8"}, "markdown", "utf-8"},
		{fetch.Page{MediaType: "text/plain", Charset: "klingon"}, "", ""},
		{fetch.Page{MediaType: "application/pdf", Charset: "utf-8"}, "", ""},
		{fetch.Page{MediaType: "text/html", Charset: "windows-1252", Bytes: []byte("%PDF-1.4 <<")}, "", "windows-1252"},
		{fetch.Page{MediaType: "text/html", Bytes: []byte("plain text")}, "", ""},
		{fetch.Page{MediaType: "application/xhtml+xml", Charset: "utf-8", Bytes: []byte("<p>text")}, "html", "utf-8"},
	}
	for _, c := range cases {
		if kind, charset := typeOf(c.page), charsetOf(c.page); kind != c.kind || charset != c.charset {
			t.Errorf("%s %s %q: %q and %q", c.page.MediaType, c.page.Charset, c.page.Bytes, kind, charset)
		}
	}
}

func TestPageForSubscribers(t *testing.T) {
	for html, want := range map[string]bool{
		`{"isAccessibleForFree": "False"}`:                                       true,
		`{"isAccessibleForFree":false,"hasPart":{"isAccessibleForFree":"true"}}`: true,
		`{"isAccessibleForFree":true,"hasPart":{"isAccessibleForFree":"False"}}`: true,
		`<meta itemprop="isAccessibleForFree" content="false">`:                  true,
		`{"isAccessibleForFree": "https://schema.org/False"}`:                    true,
		`{"isAccessibleForFree": true}`:                                          false,
		`isAccessibleForFree`:                                                    false,
		`false`:                                                                  false,
	} {
		if got := hasPaywall([]byte(html)); got != want {
			t.Errorf("%s: %v", html, got)
		}
	}
}

func TestPageThatEndsAtAWall(t *testing.T) {
	const page = `<nav><a href="/">Home</a></nav><h1>Ferry fares</h1><p>The council voted on Tuesday to raise the fares.</p>`
	for html, want := range map[string]string{page + `<h3>Would you like to read on?</h3><p>Yes. I am a subscriber.</p>`: wallRemark, page: ""} {
		a, err := source.Read([]byte(html), source.Options{Type: "html"})
		if err != nil {
			t.Fatal(err)
		}
		c := newContent(content{bytes: []byte(html), name: "fares.html"})
		if remark, err := c.checkPaywall(a); err != nil || remark != want {
			t.Errorf("%q, %v; want %q", remark, err, want)
		}
	}
}

// Folded blocks do not count.
func TestTeaserOfAPageForSubscribersIsRefused(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("word ", minWords))
	a, err := source.Read([]byte(text+"\n\n"+text), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := pageContent(fetch.Page{Location: "https://news.example/", Bytes: []byte(`"isAccessibleForFree":false`)}, ReadOptions{})
	if remark, err := c.checkPaywall(a); err != nil || remark == "" {
		t.Errorf("%q, %v", remark, err)
	}
	b := *a
	b.Blocks = slices.Clone(a.Blocks)
	for i := range b.Blocks {
		b.Blocks[i].Folded = true
	}
	_, err = c.checkPaywall(&b)
	if err == nil || !strings.Contains(err.Error(), "only 0 words of “https://news.example/” could be read; the rest is behind a paywall") {
		t.Error(err)
	}
	c.bytes = nil
	if _, err := c.checkPaywall(&b); err != nil {
		t.Error(err)
	}
}
