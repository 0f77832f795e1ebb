package source

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

func TestMarkdown(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"title, headings, paragraphs", "# Levy\n\nOne\ntwo.\n\nThree\n=====\n\n#### Four ####", lines("title: Levy", "paragraph: One two.", "heading 1: Three", "heading 4: Four")},
		{"a title under a note", "Words.\n\n# Levy", lines("paragraph: Words.", "title: Levy")},
		{"a heading far down is no title", "One.\n\nTwo.\n\nThree.\n\n# Levy", lines("paragraph: One.", "paragraph: Two.", "paragraph: Three.", "heading 1: Levy")},
		{"a second title is a heading", "# Levy\n\n# More", lines("title: Levy", "heading 1: More")},
		{"deck, byline and date under the title", "# Levy passes\n\n*Foot passengers will pay for the sea wall.*\n\nBy Ada Lund\n\n4 May 2026\n\nBy noon all was said.", lines(
			"title: Levy passes", "deck: [e|Foot passengers will pay for the sea wall.]", "byline: By Ada Lund", "date: 4 May 2026", "paragraph: By noon all was said.")},
		{"a first heading of the second level is no title", "## Levy\n\nWords.", lines("heading 2: Levy", "paragraph: Words.")},
		{"styles", "*a* **b** ***c*** `d` ~~e~~ **f *g* h**", lines("paragraph: [e|a] [s|b] [es|c] [c|d] [x|e] [s|f ][es|g][s| h]")},
		{"a style over a soft break", "**a\nb** c", lines("paragraph: [s|a b] c")},
		{"links", "[a *b*](https://x.org/?p=1&amp;q=2 'title') <http://y.org> www.z.org/a <a@b.org> c@d.org", lines(
			"paragraph: [l|a |https://x.org/?p=1&q=2][el|b|https://x.org/?p=1&q=2] [l|http://y.org|http://y.org] [l|www.z.org/a|http://www.z.org/a] [l|a@b.org|mailto:a@b.org] [l|c@d.org|mailto:c@d.org]")},
		{"links that must not be followed", "[a](javascript:alert(1)) [b](file:///etc) [c](/rel) [d](data:x) [e](http:) [f](JaVaScRiPt:x) [g](HTTPS://x.org)", lines(
			"paragraph: a b c d e f [l|g|HTTPS://x.org]")},
		{"reference links", "[a][r] and [r]\n\n[r]: http://x.org", lines("paragraph: [l|a|http://x.org] and [l|r|http://x.org]")},
		{"soft and hard breaks", "a\nb  \nc\\\nd", lines("paragraph: a b⏎c⏎d")},
		{"entities", "&lt;b&gt; &amp;lt; &copy; &#8212; &#x41; &nosuch; &; AT&T", lines("paragraph: <b> &lt; © — A &nosuch; &; AT&T")},
		{"escapes", `\*a\* \&lt; \\ \a 2\. &#42;b&#42;`, lines(`paragraph: *a* &lt; \ \a 2. *b*`)},
		{"nothing is decoded in code", "`&lt;\\*` \n\n    &lt;\\*", lines("paragraph: [c|&lt;\\*]", "code: &lt;\\*")},
		{"fenced and indented code", "```go\nfunc a() {\n\n\tb()  \n}\n```\n\n    x\n      y\n", lines("code: func a() {⏎⏎    b()⏎}", "code: x⏎  y")},
		{"empty code", "a\n\n```\n\n\n```\n", lines("paragraph: a")},
		{"lists", "- a\n- b\n  - c\n    1. d\n- e", lines("list-item 1: a", "list-item 1: b", "list-item 2: c", "list-item 3: 1. d", "list-item 1: e")},
		{"numbers as they are shown", "3) a\n3) b\n\ntext\n\n1. x", lines("list-item 1: 3) a", "list-item 1: 4) b", "paragraph: text", "list-item 1: 1. x")},
		{"paragraphs of items", "1. a\n\n   b\n\n   > c\n2. d", lines("list-item 1: 1. a", "paragraph 1: b", "quotation 2: c", "list-item 1: 2. d")},
		{"items that begin with something else", "1. ```\n   a\n   ```\n2. - b\n3. # c\n- # d", lines(
			"list-item 1: 1.", "code 1: a", "list-item 1: 2.", "list-item 2: b", "list-item 1: 3.", "heading 1: c", "heading 1: d")},
		{"tasks", "- [x] a\n- [ ] b", lines("list-item 1: [x] a", "list-item 1: [ ] b")},
		{"quotations", "> a\n> b\n>\n> c\n> > d\n>\n> - e\n>\n>   f\n>\n> ```\n> g\n> ```", lines(
			"quotation 1: a b", "quotation 1: c", "quotation 2: d", "list-item 2: e", "paragraph 2: f", "code 1: g")},
		{"tables", "|a|**b**|\n|:-|-:|\n| 1 \\| 2 | |\n|x<br>y|`z`|", lines("table: a | [s|b]⏎1 | 2 |⏎x y | [c|z]")},
		{"images", "![a cat](x.png)\n\nSee ![a dog](y.png) here.\n\n[![a fox](z.png)](http://x.org)\n\n![](w.png)\n\n![a](1) ![b](2)", lines(
			"caption: a cat", "paragraph: See a dog here.", "caption: [l|a fox|http://x.org]", "caption: a b")},
		{"footnotes", "a[^x] b[^1] c[^x] d[^none]\n\n[^1]: **e**\n[^un]: f\n[^x]: - g\n\n      h\n\n> i[^1]", lines(
			"paragraph: a[1] b[2] c[1] d[^none]", "quotation 1: i[2]", "paragraph: [1]", "list-item 1: g", "paragraph: h", "paragraph: [2] [s|e]", "paragraph: [un] f")},
		{"alerts", "> [!NOTE]\n> a **b**\n\n> [!warning]- Mind the *gap*\n> c\n>\n> d\n\n> [!TIP]\n>\n> e\n\n> [!no alert\n> f", lines(
			"quotation 1: [s|Note]", "quotation 1: a [s|b]", "quotation 1: [s|Mind the *gap*]", "quotation 1: c", "quotation 1: d", "quotation 1: [s|Tip]", "quotation 1: e",
			"quotation 1: [!no alert f")},
		{"raised figures", "10<sup>6</sup> t of CO<sub>2</sub>, 2<sup>1</sup>/<sub>2</sub> m, he said.<sup>3</sup>", lines("paragraph: 10^6 t of CO2, 2 1/2 m, he said.[3]")},
		{"tags within a line", "a <b>c</b> d<br/>e <!-- f --> <script>g</script>", lines("paragraph: a c d⏎e g")},
		{"blocks of HTML", "<div class='x'>a <b>c</b>\nd<p>e &amp; f<br>g</div>\n\n<!-- h -->\n\n<script>\ni()\n</script>\n\n<figure><img alt='a cat' src=x><figcaption>j</figcaption></figure>", lines(
			"paragraph: a [s|c] d", "paragraph: e & f⏎g", "caption: a cat", "caption: j")},
		{"a table of HTML", "<table>\n<tr><th>a<th>b</tr>\n\n<tr><td rowspan=2>c<td>d</tr>\n<tr><td>e</tr>\n</table>\n\nf", lines("table: a | b⏎c | d⏎| e", "paragraph: f")},
		{"code, lists and quotations of HTML", "<pre><code>a {\n  b\n}</code></pre>\n\n<ol start=3><li>c<ul><li>d</ul></ol>\n\n<blockquote><p>e <a href='http://x.org'>f</a></blockquote>", lines(
			"code: a {⏎  b⏎}", "list-item 1: 3. c", "list-item 2: d", "quotation 1: e [l|f|http://x.org]")},
		{"HTML in a quotation and an item", "> <p>a\n\n- b\n\n  <ul><li>c</ul>\n\n1. <div>d</div>", lines("paragraph 1: a", "list-item 1: b", "list-item 2: c", "list-item 1: 1.", "paragraph 1: d")},
		{"headings of HTML", "<h1 align=center>Levy</h1>\n\n<h2>a <img alt='b'></h2>\n\n<div hidden>c</div><p>10<sup>6</sup> <ruby>港<rt>みなと</rt></ruby></p>", lines(
			"title: Levy", "heading 2: a b", "paragraph: 10^6 港")},
		{"details around Markdown", "<details>\n<summary>a</summary>\n\n**b**\n\n</details>", lines("paragraph: a", "paragraph: [s|b]")},
		{"lines between paragraphs", "a\n\n---\n\nb\n\n***", lines("paragraph: a", "paragraph: b")},
		{"blank paragraphs", "a\n\n&nbsp;\n\n&#8203;\n\nb", lines("paragraph: a", "paragraph: b")},
		{"no-break spaces stay", "5&nbsp;km\u202Fh", lines("paragraph: 5\u00A0km\u202Fh")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, readOutline(t, c.text, "markdown")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEntitiesCannotBringBackWhatIsDropped(t *testing.T) {
	cases := []struct {
		name, text, want string
		removed          annotate.Removals
	}{
		{"window title", "# Levy&#27;]0;x&#7; y", "title: Levy y\n", annotate.Removals{Controls: 1}},
		{"color", "a &#27;[31mred&#x1b;[0m", "paragraph: a red\n", annotate.Removals{Controls: 2}},
		{"sequence across styles", "a&#27;**[31**mb", "paragraph: ab\n", annotate.Removals{Controls: 1}},
		{"sequence out of source and entity", "a\x1b&#91;31mb", "paragraph: a1;31mb\n", annotate.Removals{Controls: 1}},
		{"8-bit", "a&#155;31mb", "paragraph: a›31mb\n", annotate.Removals{}},
		{"bidi", "a&#8238;b&rlm;c", "paragraph: abc\n", annotate.Removals{Bidi: 2}},
		{"invisible", "a&shy;b&ZeroWidthSpace;c&zwj;d", "paragraph: abcd\n", annotate.Removals{Invisible: 3}},
		{"carriage return", "a&#13;b", "paragraph: a⏎b\n", annotate.Removals{}},
		{"NUL", "a&#0;b", "paragraph: a\uFFFDb\n", annotate.Removals{}},
		{"table", "|a&#27;[2J|\n|-|\n|b&#7;|", "table: a⏎b\n", annotate.Removals{Controls: 2}},
		{"link target", "[a](http://x.org/&#27;]0;y&#7;)", "paragraph: [l|a|http://x.org/]\n", annotate.Removals{}},
		{"HTML", "<p>a&#27;[31mb<img alt='&#27;]0;x&#7;c'>", "paragraph: ab\ncaption: c\n", annotate.Removals{Controls: 2}},
		{"code keeps its letters", "`&#27;[31m`", "paragraph: [c|&#27;[31m]\n", annotate.Removals{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read([]byte(c.text), Options{Type: "markdown"})
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, a)
			if diff := cmp.Diff(c.want, outline(a)); diff != "" {
				t.Error(diff)
			}
			if a.Removed != c.removed {
				t.Errorf("removed %+v, want %+v", a.Removed, c.removed)
			}
		})
	}
}

func TestFrontMatter(t *testing.T) {
	meta := annotate.Meta{Title: "Levy: the vote", Deck: "What it means", Byline: "Ada Lund", Published: "2026-03-04", Language: "en"}
	yaml := "---\ntitle: \"Levy: the vote\"\nauthor: Ada Lund\ndate: 2026-03-04\ndescription: 'What it means'\nlang: en\n---\n"
	cases := []struct {
		name, text, want string
		meta             annotate.Meta
	}{
		{"YAML", yaml + "Words.", "title: Levy: the vote\nparagraph: Words.\n", meta},
		{"TOML", "+++\ntitle = \"Levy: the vote\"\nauthor = 'Ada Lund'\ndate = 2026-03-04\nsubtitle = \"What it means\"\nlanguage = \"en\"\n[extra]\ntitle = \"x\"\n+++\nWords.", "title: Levy: the vote\nparagraph: Words.\n", meta},
		{"windows line ends and a byte order mark", "\ufeff" + strings.ReplaceAll(yaml, "\n", "\r\n") + "Words.", "title: Levy: the vote\nparagraph: Words.\n", meta},
		{"the title is the first heading already", yaml + "# Levy – the *vote*\n\nWords.", "title: Levy – the [e|vote]\nparagraph: Words.\n", meta},
		{"also at another level", yaml + "## Levy: the vote\n\nWords.", "title: Levy: the vote\nparagraph: Words.\n", meta},
		{"also further down", yaml + "Words.\n\n# Levy: the vote", "paragraph: Words.\ntitle: Levy: the vote\n", meta},
		{"another first heading", yaml + "# Introduction\n\nWords.", "title: Levy: the vote\nheading 1: Introduction\nparagraph: Words.\n", meta},
		{"title alone", "---\ntitle: Levy\n---\n", "title: Levy\n", annotate.Meta{Title: "Levy"}},
		{"lists and what is not read", "---\nauthors:\n  - Ada Lund\n  - 'Bo Berg'\ntags: [a, b]\n# note\nmore:\n  deep: x\nsummary: >\n  one\n  two\n\n---\nWords.", "paragraph: Words.\n", annotate.Meta{Title: "Words.", Byline: "Ada Lund, Bo Berg", Deck: "one two"}},
		{"authors on one line", "---\nauthor: [Ada Lund, \"Bo Berg\"]\n...\nWords.", "paragraph: Words.\n", annotate.Meta{Title: "Words.", Byline: "Ada Lund, Bo Berg"}},
		{"hidden characters in values", "---\ntitle: Le\x1b[31mvy\u202e\n---\nWords.", "title: Levy\nparagraph: Words.\n", annotate.Meta{Title: "Levy"}},
		{"values that YAML would quote", "---\ntitle: Levy: the *vote* &amp; after\nauthor: @ada\nlang: en # no\n---\nWords.", "title: Levy: the *vote* & after\nparagraph: Words.\n", annotate.Meta{Title: "Levy: the *vote* & after", Byline: "@ada", Language: "en # no"}},
		{"values on several lines", "---\ntitle: \"Levy:\nthe vote\"\nauthors:\n- name: Ada Lund\n  mail: a@b.org\n- Bo\nsummary: one\n  two\n---\nWords.", "title: Levy: the vote\nparagraph: Words.\n", annotate.Meta{Title: "Levy: the vote", Byline: "Ada Lund, Bo", Deck: "one two"}},
		{"without an end it is text", "---\ntitle: Levy\n\nWords.", "paragraph: title: Levy\nparagraph: Words.\n", annotate.Meta{Title: "title: Levy"}},
		{"with prose in it it is text", "---\ntitle: Levy\nand so on\n---\n", "heading 2: title: Levy and so on\n", annotate.Meta{Title: "title: Levy and so on"}},
		{"words between lines are text", "---\nNote: nothing usual here\n---\nWords.", "heading 2: Note: nothing usual here\nparagraph: Words.\n", annotate.Meta{Title: "Note: nothing usual here"}},
		{"not at the beginning", "Words.\n\n---\ntitle: x\n---\n", "paragraph: Words.\nheading 2: title: x\n", annotate.Meta{Title: "title: x"}},
		{"title from a heading", "Words.\n\n## *Levy* &amp; more\n\n# Other", "paragraph: Words.\nheading 2: [e|Levy] & more\nheading 1: Other\n", annotate.Meta{Title: "Levy & more"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read([]byte(c.text), Options{Type: "markdown"})
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, a)
			if diff := cmp.Diff(c.want, outline(a)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.meta, a.Meta); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHostileMarkdownIsRead(t *testing.T) {
	nested := func(levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat("  ", i) + "- x\n")
		}
		return b.String()
	}
	const many = 100_000
	cases := map[string]string{
		"quotations in one line":    strings.Repeat(">", 2000) + " a",
		"lists in one line":         strings.Repeat("- ", 2000) + "a",
		"lists over lines":          nested(2000),
		"a million quotations":      strings.Repeat(">", 1_000_000) + " a",
		"a million lists":           strings.Repeat("- ", 1_000_000) + "a",
		"nested emphasis":           strings.Repeat("*a ", many) + strings.Repeat("a* ", many),
		"emphasis of two sorts":     strings.Repeat("*a_ ", many),
		"brackets that never close": strings.Repeat("[a](", many),
		"images that never close":   strings.Repeat("![", many),
		"brackets in brackets":      strings.Repeat("[", many) + strings.Repeat("]", many),
		"a wide and long table":     strings.Repeat("|a", 5000) + "\n" + strings.Repeat("|-", 5000) + "\n" + strings.Repeat("|b\n", 5000),
		"many lines in a fence":     "```\na" + strings.Repeat("\n", many) + "b\n```",
		"backslashes":               strings.Repeat("\\", many),
		"ampersands":                strings.Repeat("&", many),
		"open tags":                 strings.Repeat("<a ", many),
		"comments that never end":   strings.Repeat("<!--", many),
		"line of stars":             "a\n" + strings.Repeat("*", many),
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			a, err := Read([]byte(text), Options{Type: "markdown"})
			if err != nil {
				t.Fatal(err)
			}
			if err := a.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNestedBlocksHaveTheirDepth(t *testing.T) {
	a, err := Read([]byte(strings.Repeat(">", 2000)+" a"), Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	if b := a.Blocks[0]; b.Kind != annotate.Quotation || b.Level != 255 || a.Text != "a" {
		t.Errorf("%s of level %d: %q", b.Kind, b.Level, a.Text)
	}
}

func TestTooCostlyMarkdownIsReadAsText(t *testing.T) {
	for name, text := range map[string]string{
		"lines":    strings.Repeat("- a\n", maxTextLines+1),
		"emphasis": strings.Repeat("*a* *b*\n\n", maxDelimiters/4+1),
	} {
		if !isTooCostly([]byte(text)) || isTooCostly([]byte(text[:len(text)-20])) {
			t.Errorf("%s: the bound is elsewhere", name)
		}
	}
}

func TestOrdinaryLongMarkdownIsNotTooCostly(t *testing.T) {
	links := strings.Repeat("- [a *name*](http://example.org) of ~~some~~ `thing`\n", 50_000)
	table := "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n" + strings.Repeat("|a|b|c|d|e|f|g|h|\n", 5000)
	words := strings.Repeat(strings.Repeat("*so* [and](http://x.org) **so** ", 20)+"\n\n", 5000)
	code := strings.Repeat(strings.Repeat(" ", 60)+"x\n", 100_000)
	if isTooCostly([]byte(links + "\n" + table + "\n" + words + code)) {
		t.Error("refused")
	}
}
