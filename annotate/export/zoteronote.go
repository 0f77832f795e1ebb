package export

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// # Notes of Zotero
//
// In a note that Zotero makes of annotations and exports as Markdown, each is a paragraph
// unless the user changed the template: the words in quotation marks, the citation, a
// link that opens the file, and the comment:
//
//	“adds 4.20” ([Vane, 2026, p. 3](zotero://select/…)) ([pdf](zotero://open-pdf/…)) Who says so?
//
// Annotations of several items are under headings with their titles.

// zoteroLink matches the links of an annotation, the last of which may be missing.
var zoteroLink = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*\(\[(?:\\.|[^\]\\])*\]\(zotero://select/[^)]*\)\)\s*(?:\(\[\w+\]\(zotero://open[^)]*\)\))?\s*|\s*\(\[\w+\]\(zotero://open[^)]*\)\)\s*`)
})

var zoteroPage = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[?&]page=(\d+)`) })

// addNote adds the annotations in a note in Markdown.
func (in zoteroReader) addNote(note string) error {
	work, file := "", ""
	for _, paragraph := range strings.Split(strings.ReplaceAll(note, "\r\n", "\n"), "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if heading, ok := strings.CutPrefix(paragraph, "## "); ok {
			work, file = unescapeMarkdown(heading), ""
		} else if heading, ok := strings.CutPrefix(paragraph, "### "); ok {
			file = unescapeMarkdown(heading)
		}
		if err := in.addParagraph(ArticleRef{Title: in.line(cmp.Or(work, file))}, paragraph); err != nil {
			return err
		}
	}
	return nil
}

// addParagraph adds the annotations in a paragraph. Words of the user may be around
// them; those behind an annotation are its note.
func (in zoteroReader) addParagraph(ref ArticleRef, paragraph string) error {
	links := zoteroLink().FindAllStringIndex(paragraph, -1)
	clippings := make([]clipping, 0, len(links))
	after := 0
	for _, link := range links {
		text := paragraph[after:link[0]]
		start := quotationIn(text)
		words := unescapeMarkdown(strings.TrimFunc(text[start:], isQuotationMark))
		if len(clippings) > 0 {
			clippings[len(clippings)-1].note = strings.TrimSpace(text[:start])
		}
		if after = link[1]; strings.TrimSpace(in.opt.Clean(words)) == "" {
			in.loss.add(lostNoText, 1)
			continue
		}
		page := ""
		if m := zoteroPage().FindStringSubmatch(paragraph[link[0]:link[1]]); m != nil {
			page = m[1]
		}
		clippings = append(clippings, clipping{ref: ref, words: quotation{exact: words}, fields: map[string]string{locationField: pageLocation(page)}})
	}
	if len(clippings) > 0 {
		clippings[len(clippings)-1].note = strings.TrimSpace(paragraph[after:])
	}
	for _, c := range clippings {
		if err := in.readEntry("annotation", func() error { return in.clip(c) }); err != nil {
			return err
		}
	}
	return nil
}

// quotationIn returns where the quotation begins with which a text ends, or the length of
// a text without one.
func quotationIn(text string) int {
	last, _ := utf8.DecodeLastRuneInString(text)
	start := strings.IndexFunc(text, isQuotationMark)
	if start < 0 || !isQuotationMark(last) {
		return len(text)
	}
	return start
}

// isQuotationMark reports whether r is a quotation mark that Zotero puts around words, in
// any language.
func isQuotationMark(r rune) bool { return strings.ContainsRune("\"“”„‟«»「」『』", r) }

// unescapeMarkdown returns text of Markdown without backslashes before punctuation, and
// without the asterisks of emphasis.
func unescapeMarkdown(text string) string {
	var b strings.Builder
	isEscaped := false
	for _, r := range text {
		switch {
		case isEscaped && r < utf8.RuneSelf && unicode.In(r, unicode.P, unicode.S):
			b.WriteRune(r)
		case isEscaped:
			b.WriteString(`\` + string(r))
		case r != '\\' && r != '*':
			b.WriteRune(r)
		}
		isEscaped = !isEscaped && r == '\\'
	}
	return b.String()
}
