package source

import (
	"testing"
)

// FuzzReadHTML reads web pages with and without an address.
func FuzzReadHTML(f *testing.F) {
	for _, s := range []string{
		"<!doctype html><title>Levy</title><article><h1>Levy</h1><p>The vote came after nine hours, and it split both parties of the harbour.</article>",
		"<p>&#27;[2J&#x9b;31m&#8238;&shy;a<br>b<pre>\tc</pre><table><tr><td>d<td>e</table>", `<a href="javascript:x">f</a><a href="//g/h?i=j">k</a><base href="http://l/">`,
		`<meta charset="utf-16"><script type="application/ld+json">{"@graph":[{"headline":"m"}]}</script><ul><li>n<ol><li>o</ul>`, "<?xml version='1.0'?><html><p/><![CDATA[q]]>",
	} {
		f.Add([]byte(s), "https://a.example/b/")
	}
	f.Fuzz(func(t *testing.T, raw []byte, base string) {
		a, err := Read(raw, Options{Type: "html", Base: base})
		if err != nil {
			checkOneLine(t, err)
			return
		}
		checkLaws(t, a)
	})
}

// FuzzReadDocument reads text as a chapter of a book, and as the body of a DOCX and
// an ODT file.
func FuzzReadDocument(f *testing.F) {
	f.Add("<html><body><h1>Crews</h1><p>Nobody asked them.</p></body></html>", "<dc:title>Levy</dc:title>")
	f.Add("<w:document><w:body><w:p><w:r><w:t>a</w:t><w:br/><w:t>&#x202e;b</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>", "<dc:creator>\u202e</dc:creator>")
	f.Add(`<o:document xmlns:o="office"><o:text><h>c</h><p>d<s c="999999999"/><tab/>e</p><list><list-item><p>f</p></list-item></list></o:text></o:document>`, "")
	f.Fuzz(func(t *testing.T, text, about string) {
		about = "<metadata>" + about + "</metadata>"
		for typ, parts := range map[string][]string{
			"epub": {"META-INF/container.xml", `<rootfile full-path="b.opf"/>`, "b.opf", "<package>" + about + `<manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`, "a.xhtml", text},
			"docx": {"word/document.xml", text, "docProps/core.xml", about, "word/styles.xml", text, "word/numbering.xml", text},
			"odt":  {"content.xml", text, "meta.xml", about, "styles.xml", text},
		} {
			a, err := Read(pack(t, parts...), Options{Type: typ})
			if err != nil {
				checkOneLine(t, err)
				continue
			}
			checkLaws(t, a)
		}
	})
}

// FuzzReadConverted reads the output of converters, which may be anything.
func FuzzReadConverted(f *testing.F) {
	f.Add([]byte(`<html><body><doc><page width="600" height="800"><flow><block><line><word xMin="50" yMin="10" xMax="90" yMax="20">Levy</word></line></block></flow></page></doc></body></html>`), uint8(0))
	f.Add([]byte("Levy\n\nThe vote came after nine\nhours.\f2\n"), uint8(1))
	f.Add([]byte("<h1>Levy</h1><p>a"), uint8(2))
	forms := []string{FormLayout, FormPages, FormHTML, FormDOCX}
	f.Fuzz(func(t *testing.T, made []byte, form uint8) {
		typ := []string{"pdf", "pdf", "org", "doc"}[form%4]
		a, err := Read([]byte("%PDF-1.7"), Options{Type: typ, Converted: &Conversion{Form: forms[form%4], Bytes: made, Converter: "tool 1"}})
		if err != nil {
			checkOneLine(t, err)
			return
		}
		checkLaws(t, a)
	})
}

// FuzzReadMessage reads saved pages and email.
func FuzzReadMessage(f *testing.F) {
	f.Add([]byte(savedPage))
	f.Add([]byte("From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nYQ==\n--b--"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := Read(raw, Options{Type: typeEmail})
		if err != nil {
			checkOneLine(t, err)
			return
		}
		checkLaws(t, a)
	})
}
