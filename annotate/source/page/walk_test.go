package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// shown writes a block as "kind level: text", links as [text](href), styles as
// *emphasis*, +strong+, `code`, ~strike~, and line breaks as "/".
func shown(b draft.Block) string {
	var out strings.Builder
	out.WriteString(b.Kind.String())
	if b.Level > 0 {
		fmt.Fprintf(&out, " %d", b.Level)
	}
	out.WriteString(": ")
	for _, p := range b.Pieces {
		if p.Break {
			out.WriteString("/")
		}
		text := p.Text
		for style, mark := range map[annotate.Style]string{
			annotate.Emphasis: "*", annotate.Strong: "+", annotate.CodeSpan: "`", annotate.Strike: "~",
		} {
			if p.Style&style != 0 {
				text = mark + text + mark
			}
		}
		if p.Style&annotate.Link != 0 {
			text = "[" + text + "](" + p.Href + ")"
		}
		out.WriteString(text)
	}
	if b.Verbatim {
		return out.String()
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func TestElementsBecomeBlocks(t *testing.T) {
	for name, tt := range map[string]struct {
		html string
		want []string
	}{
		"paragraphs and headings": {
			`<h1>Ferry</h1><p>It sails.<h2>Fares</h2><p>They
			rise.`,
			[]string{"heading 1: Ferry", "paragraph: It sails.", "heading 2: Fares", "paragraph: They rise."},
		},
		"loose text": {
			`<div>One <div>Two</div> three</div>four`,
			[]string{"paragraph: One", "paragraph: Two", "paragraph: three", "paragraph: four"},
		},
		"styles": {
			`<p>a <em>b</em> <b>c</b> <code>d</code> <s>e</s>`,
			[]string{"paragraph: a *b* +c+ `d` ~e~"},
		},
		"links": {
			`<p><a href="/b?x=1#y">one</a> <a href="https://other.example/é">two</a> <a href="#top">three</a> <a href="javascript:x()">four</a> <a>five</a> <a href="mailto:a@example.org">six</a>`,
			[]string{"paragraph: [one](https://example.org/b?x=1#y) [two](https://other.example/%C3%A9) three four five [six](mailto:a@example.org)"},
		},
		"a link around blocks": {
			`<a href="/x"><h3>Head</h3><p>Text</p></a>`,
			[]string{"heading 3: [Head](https://example.org/x)", "paragraph: [Text](https://example.org/x)"},
		},
		"links without a blank between": {
			`<div><a href="/x">Home</a><a href="/y">News</a></div>`,
			[]string{"paragraph: [Home](https://example.org/x) [News](https://example.org/y)"},
		},
		"a letter in a link of its own": {
			`<p><a href="/x">h</a>arbour`,
			[]string{"paragraph: [h](https://example.org/x)arbour"},
		},
		"line breaks": {
			`<p>one<br>two<br> <br>three<br></p>`,
			[]string{"paragraph: one/two", "paragraph: three"},
		},
		"lists": {
			`<ul><li>a<li>b<ul><li>c</ul>d</ul>`,
			[]string{"list-item 1: a", "list-item 1: b", "list-item 2: c", "paragraph 1: d"},
		},
		"numbered lists": {
			`<ol start=3><li>a<li value=7><p>b<p>c</ol><ol type=a reversed><li>x<li>y</ol><ol type=I><li>one<li><h3>two</h3><li><pre>z</pre></ol>`,
			[]string{
				"list-item 1: 3. a", "list-item 1: 7. b", "paragraph 1: c", "list-item 1: b. x", "list-item 1: a. y",
				"list-item 1: I. one", "heading 3: II. two", "list-item 1: III.", "code 1: z",
			},
		},
		"a numbered list that lays out a page": {
			`<ol><li><img src=a><p>One</p><li><p>Two</p></ol>`,
			[]string{"list-item 1: One", "list-item 1: Two"},
		},
		"an item outside a list": {`<li>a`, []string{"list-item 1: a"}},
		"definitions": {
			`<dl><dt>Berth<dd>A place<dt>Quay</dl>`,
			[]string{"paragraph: Berth", "paragraph 1: A place", "paragraph: Quay"},
		},
		"quotations": {
			`<blockquote>a<p>b</p><blockquote>c</blockquote><ul><li>d</ul></blockquote><p>She said <q>no <q>x</q></q>.`,
			[]string{"quotation 1: a", "quotation 1: b", "quotation 2: c", "list-item 2: d", "paragraph: She said “no ‘x’”."},
		},
		"code": {
			"<pre><code>if x:\n\tgo  on<br>end</code></pre>",
			[]string{"code: `if x:\n\tgo  on`\n`end`"},
		},
		"figures": {
			`<figure><img src=x alt="A ferry"><figcaption>The <i>ferry</i></figcaption></figure>`,
			[]string{"caption: The *ferry*"},
		},
		"tables of data": {
			`<table><caption>Fares</caption><tr><th>Route<th>Price<tr><td>North<td>4.20<br>return<tr><td><td><a href=/s>5</a></table>`,
			[]string{"caption: Fares", "table: Route | Price/North | 4.20 return/ | [5](https://example.org/s)"},
		},
		"a table that lays out a page": {
			`<table><tr><td>Menu<td><h2>Head</h2><p>Text</table>`,
			[]string{"paragraph: Menu", "heading 2: Head", "paragraph: Text"},
		},
		"invisible elements": {
			`<head><title>T</title><style>a{}</style></head><script>x()</script><noscript>n</noscript><template>t</template>` +
				`<select><option>o</select><p hidden>h</p><p style="color:red; DISPLAY: none">d</p><p>a<span aria-hidden="true">b</span>c<!-- d --></p><svg><title>s</title></svg>`,
			[]string{"paragraph: ac"},
		},
		"elements that HTML does not know": {
			`<p>A <x-tip>hint</x-tip> here.</p><x-part>one</x-part><x-part>two</x-part>`,
			[]string{"paragraph: A hint here.", "paragraph: one", "paragraph: two"},
		},
		"marks of notes": {
			`<p>The levy passed.<sup><a href="#n1">1</a></sup> Crews<a href="#a" epub:type="noteref">a</a> said no <a href="#n2"><sup>2</sup></a> twice<sup><a href="#n3">[3]</a></sup>.`,
			[]string{"paragraph: The levy passed.[1] Crews[a] said no 2 twice[3]."},
		},
		"superscripts that are not note marks": {
			`<p>4 m<sup>2</sup>, x<sup><a href="/power#n">2n-1</a></sup>, <sup>1</sup> and the 1<sup>st</sup>`,
			[]string{"paragraph: 4 m2, x[2n-1](https://example.org/power#n), 1 and the 1st"},
		},
		"columns of cells that span": {
			`<table><tr><th>Port<th colspan=2>Fares<tr><td rowspan=2>Hale<td>x<br>y<td>1<tr><td>b<td rowspan=0>2<tr><td>Voe<td><p>c</p><tr><td colspan=9999 rowspan=-1>sum<td>9</table>`,
			[]string{"table: Port | Fares/Hale | x y | 1/ | b | 2/Voe | c /sum | | | 9"},
		},
		"formulas": {
			`<p><math><msup><mn>10</mn><mrow><mo>−</mo><mn>6</mn></mrow></msup></math>, <math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac></math>, <math><msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt></math>, <math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>, <math><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover></math>, <span style="display:none"><math><msup><mi>f</mi><mo>′</mo></msup></math></span>`,
			[]string{"paragraph: 10^−6, (a+b)/c, √(x+1), x_1^2, ∑_(i=1)^n, f′"},
		},
		"words that the page parts": {
			`<p><span style="display:inline-block">Fare</span><span class="d-inline-block">4.20</span>, <span class=a>Ada Lund</span><span class=b>12 May</span>, <b>H</b>ello, <span class=dropcap style="float:left">O</span>nce; Star<svg></svg>Fork</p><div style="display:flex"><span>By Ada</span><em>(Quay)</em></div><h2><span class=block>Two</span><span class=block>parts</span></h2><p>one<span style="display:block">two</span>three`,
			[]string{"paragraph: Fare 4.20, Ada Lund 12 May, +H+ello, Once; Star Fork", "paragraph: By Ada *(Quay)*", "heading 2: Two parts", "paragraph: one/two/three"},
		},
		"white space that counts": {
			"<div style='white-space: pre-line'>The gulls\ngo over\n\nnobody <b>an\nswers</b></div><div style='white-space:pre'>Port    Fare\nHale    4.20</div><p>a\nb",
			[]string{"paragraph: The gulls/go over", "paragraph: nobody +an+/+swers+", "code: Port    Fare\nHale    4.20", "paragraph: a b"},
		},
		"lines of code in blocks": {
			"<pre><code><div>open</div><div>  add</div></code>end<div>x</div></pre><code>\n<div>one()</div>\n<div>two()</div></code><pre><ol><li>a<li>b</ol></pre>",
			[]string{"code: `open`\n`  add`\nend\nx", "code: one()\ntwo()", "code: a\nb"},
		},
		"what is there to be pressed": {
			`<h2>Methods<a class="headerlink" href="#x">¶</a></h2><h2>Life <span class="mw-editsection">[<a href="/e">edit</a>]</span></h2><h3><button>Why?</button></h3><h3>Fares<button>Copy</button><a class="anchor" href="#f">Link</a></h3><h3><a class="anchor" href="#2">2</a> Ports</h3><p>It rose. <a href="#r1">↩︎</a> <a href="#n">*</a></p>`,
			[]string{"heading 2: Methods", "heading 2: Life", "heading 3: Why?", "heading 3: Fares", "heading 3: 2 Ports", "paragraph: It rose. *"},
		},
		"images that are characters or words": {
			`<p>They won <img class=emoji alt="🎉"> today <img alt="🙄">.<p><img alt=T>he <img alt=ferry> sails.<p><img alt="The quay"> <img alt=quay>Words.<p><img class="wp-smiley" alt=":)">`,
			[]string{"paragraph: They won 🎉 today 🙄.", "paragraph: The ferry sails.", "paragraph: Words.", "paragraph: :)"},
		},
		"text for screen readers alone": {
			`<p>Go<span class="sr-only">opens a window</span> home<span style="position:absolute;left:-9999px">x</span><span style="clip: rect(0, 0, 0, 0)">y</span>.<h2 class="visually-hidden">Menu</h2>`,
			[]string{"paragraph: Go home."},
		},
		"who is quoted": {
			`<blockquote><p>No.</p><footer class="author">— Ada Lund, <cite>The Quay</cite></footer></blockquote>`,
			[]string{"quotation 1: No.", "quotation 1: — Ada Lund, *The Quay*"},
		},
		"the title block of pandoc": {
			`<header id="title-block-header"><h1 class=title>Levy</h1><p class=subtitle>Why</p><p class=author>Ada</p><p class=date>2026</p></header><p class=author>x`,
			[]string{"title: Levy", "deck: Why", "byline: Ada", "date: 2026", "paragraph: x"},
		},
		"lines of text in a drawing": {
			`<svg><title>t</title><text>The <tspan>levy</tspan></text><g><text>passes</text></g><text> </text></svg>`,
			[]string{"paragraph: The levy", "paragraph: passes"},
		},
		"no-break spaces alone": {`<p>&nbsp;</p><p>a&nbsp;b</p>`, []string{"paragraph: a b"}},
		"ruby":                  {`<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>`, []string{"paragraph: 漢"}},
	} {
		t.Run(name, func(t *testing.T) {
			doc := walked(t, tt.html)
			var got []string
			for _, b := range doc.Blocks {
				got = append(got, shown(b))
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestEmptyElementsOfXHTMLEnd(t *testing.T) {
	doc := walked(t, `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nl"><head><title/><script src="x"/></head>`+
		`<body><p id="a>b">one<a id="x"/> two<br/></p><div/><p><![CDATA[3 < 4 & 5]]></p></body></html>`)
	if len(doc.Blocks) != 2 || shown(doc.Blocks[0]) != "paragraph: one two" || shown(doc.Blocks[1]) != "paragraph: 3 < 4 & 5" {
		t.Errorf("got %+v", doc.Blocks)
	}
	if doc.Meta.Language != "nl" || doc.Meta.Title != "" {
		t.Errorf("meta %+v", doc.Meta)
	}
}

// walked returns what Walk makes of a source at https://example.org/a/.
func walked(t testing.TB, source string) draft.Document {
	t.Helper()
	doc, err := Walk([]byte(source), "https://example.org/a/")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// parsed returns what Parse makes of a page at https://example.org/a/.
func parsed(t testing.TB, source string) draft.Document {
	t.Helper()
	doc, err := Parse([]byte(source), "https://example.org/a/")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestTooManyTagsAreRefused(t *testing.T) {
	source := []byte(strings.Repeat("<p>", maxTags+1))
	if _, err := Parse(source, ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("Parse: %v", err)
	}
	if _, err := Walk(source, ""); !errors.Is(err, ErrTooLarge) {
		t.Errorf("Walk: %v", err)
	}
}
