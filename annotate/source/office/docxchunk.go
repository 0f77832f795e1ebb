package office

import (
	"bytes"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/message"
	"galley/annotate/source/page"
)

// addChunk adds the text of a part in another format, which Word converts when it opens
// the document: a page, a saved page, another document, or plain text.
func (b *docxBody) addChunk(id string) {
	const maxChunks = 100
	rel := b.rels.byID[id]
	raw, err := b.doc.parts.Read(rel.target)
	if rel.external || err != nil || b.doc.isChunk || b.doc.chunks == maxChunks {
		return
	}
	b.doc.chunks++
	b.flow.addAfter(chunkBlocks(raw, rel.target)...)
}

func chunkBlocks(raw []byte, name string) []draft.Block {
	var doc draft.Document
	switch {
	case archive.IsZip(raw):
		doc, _ = readDOCX(raw, docx{isChunk: true})
	case message.Is(raw):
		if m, err := message.Read(raw); err == nil {
			return chunkBlocks(m.UTF8(), "."+map[bool]string{true: "html", false: "txt"}[m.IsHTML])
		}
	case strings.HasSuffix(strings.ToLower(name), ".txt"):
		for line := range bytes.Lines(message.Message{Text: raw}.UTF8()) {
			doc.Blocks = append(doc.Blocks, draft.Block{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: string(line)}}})
		}
	case !bytes.HasPrefix(raw, []byte(`{\rtf`)):
		doc, _ = page.Walk(message.Message{Text: raw}.UTF8(), "")
	}
	return doc.Blocks
}
