package page

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate/source/draft"
)

// hostile returns pages that must neither crash the reader nor keep it busy for
// long.
func hostilePages() map[string]string {
	return map[string]string{
		"a thousand nested elements":       strings.Repeat("<div>", 1000) + "<p>deep inside</p>",
		"nested formatting":                strings.Repeat("<b><i><font>", 3000) + "text",
		"nested lists":                     strings.Repeat("<ul><li>x", 400),
		"nested tables":                    strings.Repeat("<table><tr><td>x", 150),
		"500,000 attributes":               "<p" + strings.Repeat(" a", 500_000) + ">text</p>",
		"500,000 different attributes":     "<p " + manyAttributes(500_000) + ">text</p>",
		"20,000 paragraphs":                strings.Repeat("<p>One of very many paragraphs, all of them alike, with a comma.</p>", 20_000),
		"3,000 tables":                     strings.Repeat("<table><tr><th>a<td>b<tr><td>c<td>d</table>", 3000),
		"60,000 links":                     strings.Repeat("<a href=/x>link</a> ", 60_000),
		"300,000 line breaks":              "<div>" + strings.Repeat("word<br>", 300_000),
		"line breaks alone":                "<div>" + strings.Repeat("<br>", 300_000),
		"a line of 20 MB":                  "<p>" + strings.Repeat("words and ", 2_000_000),
		"a page of 4 MB":                   strings.Repeat("<div class=story-body><p>Some words of an article, which goes on, and on, and on.</p></div>\n", 44_000), // internal/e2e reads larger ones
		"text under 400 elements":          strings.Repeat("<div>", 400) + strings.Repeat("<p>words, words, words and words that go on</p>", 20_000),
		"NULs":                             "<p>a\x00b</p>\x00<\x00p>c",
		"entities that make escapes":       "<p>&#27;[31mred&#x9b;2J &#0; &#xFFFFFFF;</p>",
		"bytes that are not text":          "<p>\xff\xfe\x80 a</p>",
		"an end without a beginning":       strings.Repeat("</div></p></table>", 1000) + "x",
		"a table with a row of 100,000":    "<table><tr><th>" + strings.Repeat("<td>x", 100_000) + "</table>",
		"comments that do not end":         strings.Repeat("<!-- <p>", 10_000),
		"quotation marks that do not end":  strings.Repeat(`<p title="`, 10_000) + "x",
		"a script that does not end":       "<p>a</p><script>" + strings.Repeat("<p>b</p>", 1000),
		"deep JSON":                        `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 5000) + `</script><p>a`,
		"empty XHTML elements":             `<?xml version="1.0"?>` + strings.Repeat("<div/><![CDATA[", 20_000),
		"class names of a megabyte":        `<p class="` + strings.Repeat("caption ", 120_000) + `">a`,
		"a date of many numbers":           "<time>" + strings.Repeat("1 ", 100_000) + "</time>",
		"headings that could be the title": "<title>Words and more words here</title>" + strings.Repeat("<h1>Words and more words</h1>", 5000),
		"ruby, math and unknown elements":  strings.Repeat("<x-a><math><mi>x</mi></math><ruby>a<rt>b</rt></ruby></x-a>", 3000),
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" a")
		for ; i > 0; i /= 26 {
			b.WriteByte(byte('a' + i%26))
		}
	}
	return b.String()
}

func TestHostilePagesAreRead(t *testing.T) {
	for name, source := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			checkSound(t, parsed(t, source))
			if len(source) < 2<<20 {
				checkSound(t, walked(t, source))
			}
		})
	}
}

// checkSound fails the test for an invalid draft.
func checkSound(t *testing.T, doc draft.Document) {
	t.Helper()
	for i, b := range doc.Blocks {
		if isBlank(b.Text()) {
			t.Fatalf("block %d is blank", i)
		}
		if b.Folded && b.Rule.Name == "" {
			t.Fatalf("block %d is folded without a rule", i)
		}
		if b.Rule.Confidence < 0 || b.Rule.Confidence > 1 {
			t.Fatalf("block %d: confidence %v", i, b.Rule.Confidence)
		}
	}
}

func TestTheDeepPageOfTheCorpusIsRead(t *testing.T) {
	folder := os.Getenv("GALLEY_CORPUS")
	if folder == "" {
		t.Skip("GALLEY_CORPUS names no folder of pages to read")
	}
	source, err := os.ReadFile(filepath.Join(folder, "hostile", "deep.html"))
	if err != nil {
		t.Skip("the corpus has no deep page")
	}
	if doc := parsed(t, string(source)); len(doc.Blocks) == 0 {
		t.Error("nothing was read")
	}
}
