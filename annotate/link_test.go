package annotate_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"galley/annotate"
)

func TestIsLink(t *testing.T) {
	for target, want := range map[string]bool{
		"https://a.example": true, "HTTP://a.example/b?c#d": true, "mailto:ada@a.example": true, "https://a.example/é": true,
		"": false, "https:": false, "https://": false, "https:///a": false, "http:a": false, "mailto:": false, "//a.example": false, "a": false,
		"javascript:alert(1)": false, "JaVaScRiPt:x": false, "file:///etc/passwd": false, "data:text/html,x": false, "ftp://a.example": false,
		" https://a.example": false, "https://a.example/\n": false, "\x01https://a.example": false, "https://a.example/\u202e": false, "https://a.example/\uffff": false,
	} {
		if annotate.IsLink(target) != want {
			t.Errorf("%q: want %v", target, want)
		}
	}
}

// shown returns the HTML of Markdown, its links, and its words. Raw HTML is passed on.
func shown(t testing.TB, text string, options ...goldmark.Option) (page string, links []string, words string) {
	t.Helper()
	var out bytes.Buffer
	if err := goldmark.New(options...).Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode:
			words += n.Data
		case n.Type == html.ElementNode && strings.Contains(" html head body p a em strong ul ol li blockquote code pre h1 h2 h3 h4 h5 h6 hr br table thead tbody tr th td del input ", " "+n.Data+" "):
		default:
			b.WriteString("<" + n.Data + ">")
		}
		for _, a := range n.Attr {
			if a.Key == "href" {
				links = append(links, a.Val)
			}
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" {
				b.WriteString("<" + n.Data + " " + a.Key + ">")
			}
		}
	}
	return b.String(), links, words
}

func TestSafeMarkdown(t *testing.T) {
	const link = "https://a.example/b"
	for name, c := range map[string]struct {
		note, words string // words: what must be shown
		links       []string
	}{
		"a link":                        {"[x](https://a.example/b)", "x", []string{link}},
		"a link in brackets":            {"[x](<https://a.example/b> \"t\")", "x", []string{link}},
		"an address in capitals":        {"[x](HTTPS://a.example)", "x", []string{"HTTPS://a.example"}},
		"a mail address":                {"[x](mailto:a@b.example)", "x", []string{"mailto:a@b.example"}},
		"an autolink":                   {"see <https://a.example/b>", "see https://a.example/b", []string{link}},
		"a reference":                   {"[x][r]\n\n[r]: https://a.example/b", "x", []string{link}},
		"emphasis":                      {"*see* a < b & c: d", "see a < b & c: d", nil},
		"a script":                      {"[x](javascript:alert(1))", "[x](javascript:alert(1))", nil},
		"in mixed case":                 {"[x](JaVaScRiPt:alert(1))", "[x](JaVaScRiPt:alert(1))", nil},
		"by an entity":                  {"[x](java&#115;cript:alert(1))", "(javascript:alert(1))", nil},
		"by an entity for the colon":    {"[x](javascript&colon;alert(1))", "(javascript:alert(1))", nil},
		"by an escape":                  {`[x](javascript\:alert(1))`, "(javascript:alert(1))", nil},
		"after blanks":                  {"[x]( \t\n javascript:alert(1))", "javascript:alert(1)", nil},
		"after controls":                {"[x](\x01\x02javascript:alert(1))", "javascript:alert(1)", nil},
		"after an entity of a blank":    {"[x](&#32;&Tab;javascript:alert(1))", "javascript:alert(1)", nil},
		"in angle brackets":             {"[x](<javascript:alert(1)>)", "<javascript:alert(1)>", nil},
		"a file":                        {"[x](file:///etc/passwd)", "file:///etc/passwd", nil},
		"data":                          {"[x](data:text/html;base64,PHNjcmlwdD4=)", "data:text/html", nil},
		"without a scheme":              {"[x](//a.example) [y](b.html) [z](#c)", "[x](//a.example) [y](b.html) [z](#c)", nil},
		"https without a host":          {"[x](https:javascript) [y](https:///x)", "[x](https:javascript) [y](https:///x)", nil},
		"nested brackets":               {"[a [b](https://a.example/b) c](javascript:x)", "](javascript:x)", []string{link}},
		"brackets in brackets":          {"[[[x]]](javascript:x)", "[[[x]]](javascript:x)", nil},
		"an escaped bracket":            {`[x\](javascript:x)`, "[x](javascript:x)", nil},
		"a bracket escaped twice":       {`[x\\](javascript:x)`, `(javascript:x)`, nil},
		"a reference to a script":       {"[x] [x][]\n\n[x]: javascript:alert(1)", "[x] [x][]", nil},
		"on the next line":              {"[x]\n\n[x]:\n  <javascript:alert(1)>\n  'title'", "[x]", nil},
		"a reference in a quotation":    {"> [x]\n>\n> [x]: javascript:x", "[x]: javascript:x", nil},
		"an autolink of a script":       {"<javascript:alert(1)> <file:///x> <data:x>", "<javascript:alert(1)> <file:///x> <data:x>", nil},
		"bare addresses":                {"ftp://a.example/b file:///etc x", "ftp://a.example/b file:///etc x", nil},
		"a picture":                     {"![x](https://a.example/b)", "x", []string{link}},
		"several marks":                 {"Stop!!![x](https://a.example/b)", "Stop!!", []string{link}},
		"a picture by reference":        {"![x][r] ![r]\n\n[r]: https://a.example/b", "x", []string{link, link}},
		"a picture that is a script":    {"![x](javascript:y)", "[x](javascript:y)", nil},
		"a picture in a link":           {"[![x](https://a.example/b)](javascript:y)", "](javascript:y)", []string{link}},
		"an escaped picture":            {`\![x](https://a.example/b) \\![x](https://a.example/b)`, "x", []string{link, link}},
		"a picture of HTML":             {"<img src=https://a.example/b> <IMG\nsrc=x>", "<img src=https://a.example/b>", nil},
		"HTML":                          {"<script>alert(1)</script> <a href=\"javascript:x\" onclick=y>z</a> <!-- c --> <?p?> <![CDATA[x]]>", "<script>alert(1)</script>", nil},
		"HTML behind a backslash":       {`\<script>alert(1)</script> \\<img src=x>`, "script>alert(1)", nil},
		"HTML that looks like a link":   {"<https://a.example onclick=x>", "<https://a.example onclick=x>", nil},
		"HTML after a link's beginning": {"<https://a.example/<script>alert(1)</script>", "<script>alert(1)", nil},
		"a block of HTML":               {"<div\nonclick=x>\n\ny", "<div", nil},
	} {
		for rendering, options := range map[string][]goldmark.Option{"CommonMark": nil, "GitHub": {goldmark.WithExtensions(extension.GFM)}} {
			safe := annotate.SafeMarkdown(c.note)
			page, links, words := shown(t, safe, append(options, goldmark.WithRendererOptions(renderer.WithUnsafe()))...)
			if page != "" || !strings.Contains(words, c.words) {
				t.Errorf("%s, %s: %q has %s and shows %q", name, rendering, safe, page, words)
			}
			for _, l := range links {
				if !annotate.IsLink(l) {
					t.Errorf("%s, %s: %q links to %q", name, rendering, safe, l)
				}
			}
			if options == nil && strings.Join(links, " ") != strings.Join(c.links, " ") {
				t.Errorf("%s: %q links to %q, want %q", name, safe, links, c.links)
			}
		}
	}
}

func TestSafeMarkdownLeavesCodeAsItIs(t *testing.T) {
	for note, want := range map[string]string{
		"see `print(\"<b>\")` and `![x](y)`":         "see `print(\"<b>\")` and `![x](y)`",
		"x\n```go\nprint(\"<b>\")\n[x](y)\n```\n<b>": "x\n```go\nprint(\"<b>\")\n[x](y)\n```\n&lt;b>",
		"```\n<b>\n```":                        "```\n<b>\n```",
		"~~~\n<b>\n```\n~~~\n`<b>`":            "~~~\n<b>\n```\n~~~\n`<b>`",
		"(``<b>` ``) <b>":                      "(``<b>` ``) &lt;b>",
		"a ` b\nc `<b>` d":                     "a ` b\nc `&lt;b>` d",
		"[x](https://a.example \"` c\") <b> `": "[x](https://a.example \"` c\") &lt;b> `",
		"https://a.example/`q z` `<b>` w `k`":  "https://a.example/`q z` `&lt;b>` w `k`",
		"| ` | <b> ` |\n|-|-|":                 "| ` | &lt;b> ` |\n|-|-|",
		"  ```\n<b>\n```\n<b>\n```\n":          "  ```\n&lt;b>\n```\n&lt;b>\n```\n",
		"```\n\t```\n<b>\n```\n<b>\n```\n":     "```\n\t```\n&lt;b>\n```\n&lt;b>\n```\n",
		"\\`<b>`":                              "\\`&lt;b>`",
	} {
		if got := annotate.SafeMarkdown(note); got != want {
			t.Errorf("%q became %q, want %q", note, got, want)
		}
	}
}

func TestSafeMarkdownOfAnything(t *testing.T) {
	part := rapid.SampledFrom([]string{"[", "]", "(", ")", "!", "<", ">", ":", "\\", "`", "*", "_", "\n", "\n\n", " ", "    ", "> ", "- ", "x", "a", "\"", "'", "|",
		"javascript:", "JAVA&#115;cript:", "file:///", "data:", "ftp://", "https://a.example", "mailto:a@b.example", "&#58;", "&lt;", "&#91;", "www.a.example", "a@b.example",
		"```\n", "\n```\n", "\n~~~\n", "`<b>`", " `<i>` ", "\t", "www.a.example/`", "\"", "- [ ] ", "[^1]: ", "1. ", "    ", "<img src=x>", "<script>", "</", "<!--", "-->", "[x]:", "](", "![", "[x]", "][", "{", "}", "&", "#", "~~", "$"})
	rapid.Check(t, func(rt *rapid.T) {
		note := strings.Join(rapid.SliceOfN(part, 0, 30).Draw(rt, "parts"), "")
		safe := annotate.SafeMarkdown(note)
		for _, text := range []string{safe, "- note: " + strings.ReplaceAll(safe, "\n", "\n  "), "> " + safe} {
			page, links, _ := shown(t, text, goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe()))
			if page != "" {
				rt.Fatalf("%q became %q, which has %s", note, text, page)
			}
			for _, l := range links {
				if !strings.HasPrefix(strings.ToLower(l), "http") && !strings.HasPrefix(strings.ToLower(l), "mailto:") {
					rt.Fatalf("%q became %q, which links to %q", note, text, l)
				}
			}
		}
	})
}
