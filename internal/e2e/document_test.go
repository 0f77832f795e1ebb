//go:build unix

package e2e

import (
	"archive/zip"
	"bytes"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// A document has a sequence wherever its format allows one.
type document struct{ file, text string }

// documents returns documents of every format that Galley reads: with the sequence
// as it is and, if the format has them, as character references.
func documents(t *testing.T, s sequence) []document {
	t.Helper()
	list := []document{{"plain.txt", plainWith(s.embedded())}, {"notes.md", markdownWith(s.embedded())}}
	for stem, words := range map[string]string{"raw": s.embedded(), "escaped": s.escaped()} {
		list = append(list,
			document{stem + ".html", pageWith(words)},
			document{stem + ".epub", bookWith(t, words)},
			document{stem + ".docx", wordWith(t, words)},
			document{stem + ".odt", openDocumentWith(t, words)},
			document{stem + ".pdf", "%PDF-1.7\n" + layoutWith(words)},
		)
	}
	return list
}

func plainWith(words string) string {
	return words + " and a headline\n\nBy " + words + "\n\nA paragraph with " + words + " in it.\n\n1. " + words + "\n2. two\n\n" + words + "\n"
}

func markdownWith(words string) string {
	return "---\ntitle: " + words + "\nauthor: " + words + "\ndate: " + words + "\nlang: " + words + "\n---\n\n# " + words + "\n\nA [" + words + "](https://a.example/" +
		words + " \"" + words + "\") and ![" + words + "](http://b.example/" + words + ") and <https://c.example/" + words + "> *" + words + "* `" + words + "`.\n\n> " +
		words + "\n\n- " + words + "\n\n```" + words + "\n" + words + "\n```\n\n| " + words + " | b |\n|---|---|\n| c | " + words + " |\n\n<div>" + words + "</div>\n\n[" + words + "]: https://d.example/" + words + "\n"
}

func pageWith(words string) string {
	return `<!doctype html><html lang="` + words + `"><head><title>` + words + ` and a headline</title><meta property="og:title" content="` + words + `"><meta name="author" content="` + words +
		`"><meta property="og:site_name" content="` + words + `"><meta name="description" content="` + words + `"><meta property="article:published_time" content="` + words +
		`"><link rel="canonical" href="https://a.example/` + words + `"><script type="application/ld+json">{"@type":"NewsArticle","headline":"` + words + `","author":{"name":"` + words +
		`"},"datePublished":"` + words + `"}</script></head><body><article><h1>` + words + ` and a headline</h1><p class="byline">By ` + words + `</p><p>A paragraph with ` + words +
		` in it, which is long enough, as paragraphs of articles are, to be one of them. <a href="https://b.example/` + words + `" title="` + words + `">` + words + `</a> <a href="javascript:` + words +
		`">s</a></p><p>And another with <b>` + words + `</b> in it, which is as long as the first, so that nobody takes this for anything but an article.</p><blockquote>` + words +
		`</blockquote><pre>` + words + `</pre><figure><img src="http://c.example/x.png" alt="` + words + `"><figcaption>` + words + `</figcaption></figure><table><tr><th>` + words +
		`<td>b<tr><td>c<td>` + words + `</table><ul><li>` + words + `</ul></article><footer>` + words + `</footer></body></html>`
}

func bookWith(t *testing.T, words string) string {
	t.Helper()
	file := fileName(words)
	return zipOf(t, "mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
		"b.opf", `<package xmlns:dc="x"><metadata><dc:title>`+words+`</dc:title><dc:creator>`+words+`</dc:creator><dc:language>`+words+`</dc:language><dc:date>`+words+`</dc:date></metadata>
<manifest><item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="`+file+`" media-type="application/xhtml+xml"/><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine toc="n"><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"n.ncx", `<ncx><navPoint><navLabel><text>`+words+`</text></navLabel><content src="`+file+`"/></navPoint><navPoint><navLabel><text>`+words+`</text></navLabel><content src="two.xhtml"/></navPoint></ncx>`,
		file, `<html><body><h1>`+words+`</h1><p>First with `+words+`.</p></body></html>`,
		"two.xhtml", `<html><body><h1>`+words+`</h1><p>Second with `+words+`.</p></body></html>`)
}

func wordWith(t *testing.T, words string) string {
	t.Helper()
	return zipOf(t, "word/document.xml", `<w:document><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>`+words+`</w:t></w:r></w:p><w:p><w:r><w:t>A paragraph with `+words+
		`. </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>`+words+`</w:t></w:r></w:hyperlink></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>`+words+`</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Type="x/hyperlink" TargetMode="External" Target="https://a.example/`+words+`"/></Relationships>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:dc="y"><dc:title>`+words+`</dc:title><dc:creator>`+words+`</dc:creator><dcterms:created>`+words+`</dcterms:created><dc:language>`+words+`</dc:language></cp:coreProperties>`)
}

func openDocumentWith(t *testing.T, words string) string {
	t.Helper()
	return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content xmlns:office="office" xmlns:text="t" xmlns:xlink="l"><office:body><office:text><text:h text:outline-level="1">`+words+`</text:h><text:p>A paragraph with `+words+
			` and <text:a xlink:href="https://a.example/`+words+`">`+words+`</text:a>.</text:p></office:text></office:body></office:document-content>`,
		"meta.xml", `<office:document-meta xmlns:office="office" xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>`+words+`</dc:title><meta:initial-creator>`+words+`</meta:initial-creator><dc:creator>`+words+
			`</dc:creator><dc:date>`+words+`</dc:date><dc:language>`+words+`</dc:language></office:meta></office:document-meta>`)
}

// layoutWith returns the output of pdftotext -bbox-layout for a page.
func layoutWith(words string) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><title>` + words + `</title><meta name="Author" content="` + words + `"/></head><body><doc><page width="600" height="800"><flow>`)
	for i := range 3 {
		y := 100*i + 100
		b.WriteString(strings.NewReplacer("Y0", strconv.Itoa(y), "Y1", strconv.Itoa(y+10)).Replace(
			`<block xMin="50" yMin="Y0" xMax="500" yMax="Y1"><line xMin="50" yMin="Y0" xMax="500" yMax="Y1"><word xMin="50" yMin="Y0" xMax="90" yMax="Y1">A</word><word xMin="95" yMin="Y0" xMax="500" yMax="Y1">` +
				words + `</word></line></block>`))
	}
	b.WriteString(`</flow></page></doc></body></html>`)
	return b.String()
}

// zipOf returns a ZIP file of alternating names and texts.
func zipOf(t *testing.T, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// fileName returns a file name made of as many words as fit.
func fileName(words string) string {
	const maxBytes = 200
	words = strings.NewReplacer("/", "", "\x00", "").Replace(words)
	for len(words) > maxBytes {
		_, size := utf8.DecodeLastRuneInString(words)
		words = words[:len(words)-size]
	}
	return words + ".txt"
}
