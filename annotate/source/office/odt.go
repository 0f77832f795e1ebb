package office

import (
	"cmp"
	"path"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// ODT reads an OpenDocument Text document. Its errors are those of packages
// archive and markup.
func ODT(raw []byte) (draft.Document, error) {
	parts, err := archive.Open(raw)
	if err != nil {
		return draft.Document{}, err
	}
	text, err := parts.Read("content.xml")
	if err != nil {
		return draft.Document{}, err
	}
	isEncrypted := false
	walkPart(parts, "META-INF/manifest.xml", markup.Visitor{Open: func(e markup.Element) {
		isEncrypted = isEncrypted || e.Name == "encryption-data"
	}})
	if isEncrypted {
		return draft.Document{}, archive.ErrLocked
	}
	styles := newODTStyles()
	readStyles := markup.Visitor{Open: styles.onOpen, Close: styles.onClose}
	walkPart(parts, "styles.xml", readStyles)
	if err := markup.Walk(text, readStyles); err != nil {
		return draft.Document{}, err
	}
	body := newODTBody(parts, styles)
	if err := markup.Walk(text, body.visitor()); err != nil {
		return draft.Document{}, err
	}
	headers := newODTBody(parts, styles) // and footers
	walkPart(parts, "styles.xml", headers.visitor())
	doc := draft.Document{Blocks: append(body.flow.finish(), body.notes...)}
	doc.Blocks = append(doc.Blocks, distinct(headers.flow.finish())...)
	meta := readProperties(parts, "meta.xml")
	doc.Meta = annotate.Meta{
		Title:     meta["title"],
		Byline:    cmp.Or(meta["initial-creator"], meta["creator"]),
		Published: cmp.Or(meta["creation-date"], meta["date"]),
		Language:  cmp.Or(meta["language"], styles.language),
	}
	return doc, nil
}

// maxFormula is the maximum length, in bytes, of the text of a formula.
const maxFormula = 4096

// formula returns the letters, numbers and operators of a MathML formula, which
// OpenDocument keeps in a separate part. It returns "" if there is no such part.
func (b *odtBody) formula(href string) string {
	part := path.Join(href, "content.xml")
	if href == "" || strings.HasPrefix(part, "..") || !b.parts.Has(part) {
		return ""
	}
	var text strings.Builder
	inMath, inToken := false, false
	walkPart(b.parts, part, markup.Visitor{
		Open: func(e markup.Element) {
			inMath = inMath || e.Name == "math"
			inToken = inMath && isMathToken(e.Name) || inToken && !isMathToken(e.Name)
		},
		Close: func(name string) { inToken = inToken && !isMathToken(name) },
		Text: func(s string) {
			if inToken && text.Len()+len(s) < maxFormula {
				text.WriteString(strings.TrimSpace(s))
			}
		},
	})
	return text.String()
}

func isMathToken(name string) bool {
	return name == "mi" || name == "mn" || name == "mo" || name == "mtext"
}
