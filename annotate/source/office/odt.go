package office

import (
	"cmp"

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
