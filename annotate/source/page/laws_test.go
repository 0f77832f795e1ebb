package page

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Nothing visible is left out, repeated or moved: every word of a page is in its
// draft once, in source order.
func TestEveryWordOfAPageIsInItsDraftOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := &pageMaker{t: t}
		source := "<title>Words</title>" + p.blocks(3)
		doc, err := Parse([]byte(source), "https://example.org/")
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, b := range doc.Blocks {
			all.WriteString(b.Text() + " ")
		}
		next := 0
		for _, word := range strings.Fields(all.String()) {
			if !strings.HasPrefix(word, "w") {
				continue // numbers of lists, signs between cells
			}
			if want := fmt.Sprintf("w%d", next); word != want {
				t.Fatalf("got %s, want %s\n%s\n%s", word, want, source, all.String())
			}
			next++
		}
		if next != p.words {
			t.Fatalf("%d of %d words\n%s\n%s", next, p.words, source, all.String())
		}
	})
}

// A pageMaker writes random HTML of numbered words.
type pageMaker struct {
	t     *rapid.T
	words int
}

func (p *pageMaker) pick(from ...string) string { return rapid.SampledFrom(from).Draw(p.t, "pick") }

func (p *pageMaker) count(label string, most int) int {
	return rapid.IntRange(0, most).Draw(p.t, label)
}

// text returns some words with markup among them.
func (p *pageMaker) text() string {
	var b strings.Builder
	for range 1 + p.count("words", 20) {
		word := fmt.Sprintf("w%d", p.words)
		p.words++
		switch element := p.pick("", "", "", "", "b", "a href=/x", "span class=caption", "code", "br", "x-y", "time"); element {
		case "":
			b.WriteString(word + p.pick(" ", " ", "\n", "\t ", "<!-- x --> ", "<wbr> ", "<script>s</script> "))
		case "br":
			b.WriteString(word + "<br>")
		default:
			name, _, _ := strings.Cut(element, " ")
			b.WriteString("<" + element + ">" + word + "</" + name + "> ")
		}
	}
	return b.String()
}

// blocks returns some elements that contain text or other elements.
func (p *pageMaker) blocks(depth int) string {
	var b strings.Builder
	for range 1 + p.count("blocks", 5) {
		element := p.pick("p", "p", "p", "h1", "h2", "div", "blockquote", "section class=related", "article", "nav", "footer",
			"figure", "figcaption", "ul", "ol", "dl", "table", "pre", "p hidden", "address", "x-block", "details", "div class=comments")
		name, _, _ := strings.Cut(element, " ")
		b.WriteString("<" + element + ">" + p.inside(name, depth) + "</" + name + ">\n")
	}
	return b.String()
}

func (p *pageMaker) inside(name string, depth int) string {
	switch name {
	case "ul", "ol":
		return p.parts("li", depth)
	case "dl":
		return "<dt>" + p.text() + p.parts("dd", depth)
	case "table":
		return "<tr><td>" + p.text() + "<td>" + p.text() + "<tr><td>" + p.text() + "<td>" + p.text()
	case "p", "h1", "h2", "pre", "figcaption":
		return p.text()
	}
	if depth == 0 || p.count("loose", 3) == 0 {
		return p.text()
	}
	return p.blocks(depth - 1)
}

func (p *pageMaker) parts(name string, depth int) string {
	var b strings.Builder
	for range 1 + p.count("parts", 3) {
		b.WriteString("<" + name + ">" + p.text())
		if depth > 0 && p.count("nested", 3) == 0 {
			b.WriteString(p.blocks(depth - 1))
		}
	}
	return b.String()
}

// Any bytes are read as a page without a crash, into valid blocks.
func FuzzParse(f *testing.F) {
	f.Add([]byte(pageWith(`<script type="application/ld+json">{"@type":"Article","datePublished":"2026-03-04"}</script>`, "<p>By Ada Lund", "<ul><li><a href=/a>b</a></ul>", "<table><tr><td>a<td>b<tr><td>c<td>d</table>", "<footer>© x")))
	f.Add([]byte(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><title/><p>a<br/><![CDATA[b]]></p></html>`))
	f.Add([]byte("<p>&#27;[31m\x00\xff<svg><title>x</title></svg><template shadowrootmode=open>y</template><q>a<q>b"))
	f.Add([]byte(strings.Repeat("<div>", 600) + "<ol reversed start=-3 type=i><li value=4000><pre>x\n<br>y"))
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, read := range []func() error{
			func() error { doc, err := Parse(source, "https://example.org/"); checkSound(t, doc); return err },
			func() error { doc, err := Walk(source, ""); checkSound(t, doc); return err },
		} {
			if err := read(); err != nil && len(source) < maxTags {
				t.Fatal(err)
			}
		}
	})
}
