package export_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// port returns an article with lists, a table and a paragraph in Hebrew. Annotations
// are on words in cells, across cells, across rows, on a separator and on a number.
func port(t *testing.T) export.Bundle {
	a := newArticle("port", []annotate.Kind{
		annotate.Title, annotate.ListItem, annotate.ListItem, annotate.ListItem, annotate.ListItem, annotate.Paragraph, annotate.ListItem,
		annotate.Table, annotate.Paragraph, annotate.Heading,
	}, []string{
		"Port", "1. north", "2. south", "pier", "3. west", "And then:", "5) east",
		"Port | Fare\n| Tarn | 3.10\nAll | | 9.30", "אמר השר כי המחיר הוכפל 4.20", "Deep",
	})
	a.Meta.Language = "en-GB"
	for i, level := range []uint8{1, 1, 1, 2, 1, 1, 1} {
		a.Blocks[i].Level = level
	}
	a.Blocks[9].Level = 5
	on := func(id string, tag annotate.Tag, words string) annotate.Annotation { return mark(t, a, id, tag, words) }
	return export.Bundle{Article: a, Annotations: []annotate.Annotation{
		on("01JDFERRY0000000000000000A", annotate.Claim, "Fare"), on("01JDFERRY0000000000000000B", annotate.Claim, "Tarn | 3.10\nAll"),
		on("01JDFERRY0000000000000000C", annotate.Quote, "| | 9"), on("01JDFERRY0000000000000000D", annotate.Opinion, "2. south"), on("01JDFERRY0000000000000000E", annotate.Quote, "השר"),
	}}
}

func TestHTMLStructure(t *testing.T) {
	page, _ := write(t, "html", port(t))
	for _, want := range []string{
		`<html lang="en-GB" dir="ltr">`,
		"<ol>\n<li><div class=\"row\">", "<ul>\n<li>", "</ul>\n</li>\n<li>", // the second list is in an item of the first
		`<td>Port</td><td><mark class="claim">Fare</mark><sup>`,
		`<tr><td></td><td><mark class="claim">Tarn</mark></td><td><mark class="claim">3.10</mark></td></tr>`,
		`<tr><td><mark class="claim">All</mark><sup>`,
		`9</mark><sup>`,
		`<div class="text" dir="rtl"><p>`,
		`<h2>Deep</h2>`,
		`<mark class="claim">C</mark> 2 claims`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for _, id := range []string{"C1", "C2", "Q1", "Q2", "O1"} {
		if strings.Count(page, `id="r1-`+id+`"`) != 1 || strings.Count(page, `id="n1-`+id+`"`) != 1 {
			t.Errorf("%s is not marked once", id)
		}
	}
	for _, name := range []string{"ol", "ul", "li", "table", "tr", "td", "div", "p"} {
		if opened, closed := strings.Count(page, "<"+name+">")+strings.Count(page, "<"+name+" "), strings.Count(page, "</"+name+">"); opened != closed {
			t.Errorf("%d %s begin and %d end", opened, name, closed)
		}
	}
}

func TestHTMLOfRightToLeftArticle(t *testing.T) {
	a := newArticle("rtl", []annotate.Kind{annotate.Title, annotate.Paragraph, annotate.Paragraph}, []string{"خبر عاجل", "قال الوزير إن السعر تضاعف.", "Mixed and English 123."})
	a.Meta.Language = "not a language"
	page, _ := write(t, "html", export.Bundle{Article: a})
	for _, want := range []string{`<html lang="und" dir="rtl">`, `<div class="text" dir="ltr"><p>Mixed`, `<div class="text"><p>قال`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func TestDocxStructure(t *testing.T) {
	document, _ := write(t, "docx", port(t))
	body, lists := files(t, document)["word/document.xml"], files(t, document)["word/numbering.xml"]
	for _, want := range []string{
		`<w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">north</w:t>`, // 1.
		`<w:ilvl w:val="1"/><w:numId w:val="1"/>`,                                                         // a bullet
		`<w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">west</w:t>`,  // 3., after one whose number is text
		`<w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">east</w:t>`,  // 5)
		`<w:pStyle w:val="ListParagraph"/></w:pPr><w:commentRangeStart w:id="0"/>`,                        // 2., which is text
		`<w:tbl>`, `<w:bidi/>`, `<w:shd w:val="clear" w:color="auto" w:fill="D5EDB0"/><w:rtl/>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	for id := range 5 {
		for _, element := range []string{"commentRangeStart", "commentRangeEnd", "commentReference"} {
			if n := strings.Count(body, `<w:`+element+` w:id="`+string(rune('0'+id))+`"/>`); n != 1 {
				t.Errorf("%d %s of %d", n, element, id)
			}
		}
	}
	for _, want := range []string{
		`<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>`,
		`<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>`,
	} {
		if !strings.Contains(lists, want) {
			t.Errorf("no %s in\n%s", want, lists)
		}
	}
}

// A note stays the Markdown that it is, whatever it begins with.
func TestMarkdownOfNotes(t *testing.T) {
	for note, want := range map[string]string{
		"plain":                       "- note: plain\n",
		"with *emphasis*":             "- note: with *emphasis*\n",
		"- first\n- second":           "- note:\n\n  - first\n  - second\n",
		"```\ncode <b>\n```\nafter":   "- note:\n\n  ```\n  code <b>\n  ```\n  after\n",
		"# Heading\n\ntext":           "- note:\n\n  # Heading\n\n  text\n",
		"| a | b |\n|---|---|\n| 1 |": "- note:\n\n  | a | b |\n  |---|---|\n  | 1 |\n",
		"> cited":                     "- note:\n\n  > cited\n",
		"1. one":                      "- note:\n\n  1. one\n",
	} {
		b := levy(t)
		b.Annotations[0].Note = note
		if page, _ := write(t, "markdown", b); !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}

// Pages and documents show the sign of each verdict, and the verdict of a document comes back.
func TestVerdictsHaveTheirSigns(t *testing.T) {
	for _, tag := range []annotate.Tag{annotate.Claim, annotate.Quote} {
		field := tag.Spec().Status
		for _, status := range append([]string{"", "disputed by the mayor", "✗ of my own"}, tag.Statuses()...) {
			b := levy(t)
			b.Annotations = b.Annotations[:1]
			b.Annotations[0].Tag, b.Annotations[0].Fields = tag, annotate.Fields{}.With(field, status)
			verdict := b.Annotations[0].Verdict().String()
			for name, want := range map[string]string{"html": "<dd dir=\"auto\">" + verdict, "markdown": "- " + field + ": ", "docx": field + ": " + verdict} {
				document, _ := write(t, name, b)
				if name == "docx" {
					document = files(t, document)["word/comments.xml"]
				}
				if name == "markdown" {
					document = strings.ReplaceAll(document, `\`, "")
					want += verdict
				}
				if !strings.Contains(document, want) {
					t.Errorf("%s: no %q in\n%s", name, want, document)
				}
			}
			document, _ := write(t, "docx", b)
			again, _, err := format(t, "docx").Read(strings.NewReader(document), readOptions(format(t, "docx"), []export.Bundle{b}))
			if err != nil {
				t.Fatal(err)
			}
			if got := again[0].Annotations[0].Status(); got != b.Annotations[0].Status() {
				t.Errorf("%q became %q", b.Annotations[0].Status(), got)
			}
		}
	}
}
