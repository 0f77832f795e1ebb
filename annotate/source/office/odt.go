package office

import (
	"cmp"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// ODT reads a document of OpenDocument Text. Its errors are those of packages
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
	manifest := locks{}
	walkPart(parts, "META-INF/manifest.xml", &manifest)
	if manifest.locked {
		return draft.Document{}, archive.ErrLocked
	}
	styles := newODTStyles()
	walkPart(parts, "styles.xml", styles)
	if err := markup.Walk(text, styles); err != nil {
		return draft.Document{}, err
	}
	body := newODTBody(parts, styles)
	if err := markup.Walk(text, body); err != nil {
		return draft.Document{}, err
	}
	doc := draft.Document{Blocks: append(body.flow.all(), body.notes...)}
	doc.Blocks = append(doc.Blocks, mastheads(parts, styles)...)
	properties := fieldsOf(parts, "meta.xml")
	doc.Meta = annotate.Meta{
		Title:     properties["title"],
		Byline:    cmp.Or(properties["initial-creator"], properties["creator"]),
		Published: cmp.Or(properties["creation-date"], properties["date"]),
		Language:  cmp.Or(properties["language"], styles.language),
	}
	return doc, nil
}

// locks finds out whether a document is encrypted.
type locks struct {
	markup.NopVisitor
	locked bool
}

func (l *locks) Open(e markup.Element) { l.locked = l.locked || e.Name == "encryption-data" }

// mastheads are the texts that stand on every page, each once.
func mastheads(parts *archive.Archive, styles *odtStyles) []draft.Block {
	body := newODTBody(parts, styles)
	walkPart(parts, "styles.xml", body)
	var blocks []draft.Block
	seen := map[string]bool{}
	for _, b := range body.flow.all() {
		if text := b.Text(); !seen[text] && hasWords(text) {
			seen[text] = true
			blocks = append(blocks, b)
		}
	}
	return blocks
}
