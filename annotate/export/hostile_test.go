package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"galley/annotate"
	"galley/annotate/export"
)

// evil is text that an attacker would like to reach a terminal or a page.
const evil = "\x1b[2J\x1b]0;owned\a\u009b31m\u202eexe.\u2066\ufffe\ufdd0\U0010ffff\r<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3)) `=cmd|' /C calc'!A0`"

// hostile returns a bundle in which everything but the text is evil. The text is as
// hostile as a canonical text can be.
func hostile(t testing.TB) export.Bundle {
	a := newArticle("H", []annotate.Kind{annotate.Title, annotate.Paragraph, annotate.Code, annotate.Table, annotate.Heading}, []string{
		"<script>alert(1)</script>",
		"A </p><iframe src=//evil.example> and ![x](//evil.example/x.png) [[wiki]] #tag %%hidden%% **bold** `code` &lt; \\\n# not a heading\n- no item\n1. no list\n---",
		"```\n<b>code</b>", "cell | =1+1", "> =HYPERLINK(\"//evil.example\")",
	})
	a.Meta = annotate.Meta{Title: evil, Deck: evil, Byline: evil, Published: evil, Site: evil, Language: "en\" onload=\"alert(4)"}
	a.Source.Location = "/tmp/" + evil
	var items []annotate.Annotation
	for i, b := range a.Blocks {
		n := mark(t, a, "H"+string(rune('0'+i)), annotate.Tags()[i%3], b.Span.In(a.Text))
		n.Note, n.Creator = evil+"\n\n"+evil, evil
		n.Fields = annotate.Fields{"status": {"accurate" + evil}, "speaker": {evil}, "holder": {evil}, "sources": {evil, "https://a.example/\"><script>"}, evil: {evil}}
		items = append(items, n)
	}
	items[0].Fields["status"] = []string{"accurate"}
	gone := items[1].Clone()
	gone.ID, gone.Anchor = "gone", annotate.Anchor{State: annotate.Orphan, Exact: evil, Prefix: evil, Suffix: evil, Reason: evil, TextDigest: a.Digest}
	return export.Bundle{Article: a, Annotations: append(items, gone)}
}

// files returns the texts of a document: those inside it if it is an archive.
func files(t testing.TB, document string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(document), int64(len(document)))
	if err != nil {
		return map[string]string{"": document}
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

func TestNoExportActsOnATerminal(t *testing.T) {
	for _, f := range export.Formats() {
		document, _ := write(t, f.Name, hostile(t))
		if f.Companion != nil {
			var companion bytes.Buffer
			if err := f.Companion.Write(&companion, hostile(t)); err != nil {
				t.Fatal(err)
			}
			document += companion.String()
		}
		for name, text := range files(t, document) {
			text = strings.TrimPrefix(text, "\uFEFF")
			if i := strings.IndexFunc(text, func(r rune) bool {
				return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
			}); i >= 0 {
				t.Errorf("%s %s: %.40q", f.Name, name, text[i:])
			}
		}
	}
}

// checkPage fails the test if a page could run or load anything.
func checkPage(t *testing.T, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		switch n.Data {
		case "script", "iframe", "img", "object", "embed", "link", "base", "form", "svg", "video", "audio":
			if n.Type == html.ElementNode {
				t.Errorf("the page has an element %s", n.Data)
			}
		}
		for _, a := range n.Attr {
			safe := strings.HasPrefix(a.Val, "#") || strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "mailto:")
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "srcset" || a.Key == "href" && !safe {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
}

func TestAHostileArticleMakesAHarmlessPage(t *testing.T) {
	page, _ := write(t, "html", hostile(t))
	checkPage(t, page)
	for _, forbidden := range []string{"@import", "url(", "http-equiv=\"refresh"} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page has %s", forbidden)
		}
	}
	if !strings.Contains(page, `content="default-src 'none'; style-src 'unsafe-inline'"`) {
		t.Error("the page does not forbid to load things")
	}
}

func TestMarkdownEscapesWords(t *testing.T) {
	b := hostile(t)
	for i := range b.Annotations {
		b.Annotations[i].Note = "" // notes are Markdown themselves
	}
	page, _ := write(t, "markdown", b)
	_, page, _ = strings.Cut(page, "---\n\n") // front matter is no Markdown
	var out bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(page), &out); err != nil {
		t.Fatal(err)
	}
	checkPage(t, out.String())
	for _, forbidden := range []string{"<strong>bold", "<!-- raw HTML", "<hr", "<ol", "<h3", "<h4", "<table"} {
		if strings.Contains(out.String(), forbidden) {
			t.Errorf("%s in\n%s", forbidden, out.String())
		}
	}
	for _, want := range []string{"**bold** `code` &amp;lt; \\", "# not a heading", "1. no list", "[[wiki]] #tag %%hidden%%"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in\n%s", want, out.String())
		}
	}
}

func TestNotesInMarkdownKeepNoHTML(t *testing.T) {
	b := hostile(t)
	for i := range b.Annotations {
		b.Annotations[i].Note = "*see* <script>alert(1)</script> <!-- x --> <b onclick=x>"
	}
	page, _ := write(t, "markdown", b)
	var out bytes.Buffer
	if err := goldmark.New().Convert([]byte(page), &out); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "raw HTML") {
		t.Errorf("raw HTML in\n%s", out.String())
	}
	if !strings.Contains(out.String(), "<em>see</em>") {
		t.Error("the Markdown of notes is lost")
	}
}

// A library from elsewhere can hold any target.
func TestOnlySafeLinksAreExported(t *testing.T) {
	for _, target := range []string{"javascript:alert(1)", "JAVASCRIPT:x", "file:///etc/passwd", "data:text/html,x", "//evil.example", "\x01javascript:x", "https:", "ftp://evil.example"} {
		b := hostile(t)
		b.Annotations = b.Annotations[:1]
		b.Annotations[0].Note = "[x](" + target + ") ![y](" + target + ") ![z](https://evil.example/z.png) <" + target + ">\n\n[x]: " + target
		span := b.Article.Blocks[1].Span
		b.Article.Blocks[1].Runs = []annotate.Run{{Span: annotate.Span{Start: span.Start, End: span.Start + 1}, Style: annotate.Link, Href: target}}
		page, _ := write(t, "html", b)
		checkPage(t, page)
		document, _ := write(t, "docx", b)
		for name, part := range files(t, document) {
			if strings.Contains(part, `TargetMode="External"`) {
				t.Errorf("%s: %s links to it", target, name)
			}
		}
		if document, _ = write(t, "json", b); strings.Contains(document, `"href"`) {
			t.Errorf("%s: JSON has it as a target", target)
		}
		notes, _ := write(t, "markdown", b)
		_, notes, _ = strings.Cut(notes, "---\n\n")
		for _, options := range [][]goldmark.Option{nil, {goldmark.WithExtensions(extension.GFM)}} {
			var out bytes.Buffer
			if err := goldmark.New(options...).Convert([]byte(notes), &out); err != nil {
				t.Fatal(err)
			}
			checkPage(t, out.String())
			if !strings.Contains(out.String(), `<a href="https://evil.example/z.png">z</a>`) {
				t.Errorf("the picture is no link in %s", out.String())
			}
		}
	}
}

// Whatever a file contains, no annotation that was read from it acts on a terminal.
func TestHostileFilesAreCleaned(t *testing.T) {
	escape := strings.NewReplacer("\x1b", `\u001b`, "\a", `\u0007`, "\r", `\r`, `"`, `\"`).Replace(evil)
	for _, f := range export.Formats() {
		if !f.Readable() || f.Name == "docx" || f.Name == "refi-qda" { // in a ZIP file
			continue // TestCommentsAreCleaned has docx
		}
		b := ferry(t)
		b.Annotations = b.Annotations[:3]
		document, _ := write(t, f.Name, b)
		sting := escape
		if f.Extension == ".csv" || f.Extension == ".ann" {
			sting = strings.NewReplacer("\r", "", "\"", "").Replace(evil)
		}
		changed := document
		for _, innocent := range []string{"Said on the quay", "rec. <7>", `"display_name": "ada`, `"name": "ada`} {
			changed = strings.ReplaceAll(changed, innocent, innocent+sting)
		}
		if changed == document && f.Name != "doccano" && f.Name != "prodigy" {
			t.Errorf("%s: nothing was changed", f.Name)
		}
		bundles, _, err := f.Read(strings.NewReader(changed), readOptions(f, []export.Bundle{b}))
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
			continue
		}
		for _, n := range bundles[0].Annotations {
			all := n.Note + n.Creator + n.Anchor.Exact + n.Anchor.Reason
			for name, values := range n.Fields {
				all += name + strings.Join(values, "")
			}
			if clean(all) != all {
				t.Errorf("%s: %q", f.Name, all)
			}
		}
	}
}
