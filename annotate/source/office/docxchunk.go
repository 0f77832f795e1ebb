package office

import (
	"bytes"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/charset"
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
			text := charset.ToUTF8(m.Text, charset.Lookup(m.Charset), charset.DeclaredByPage(m.Text))
			return chunkBlocks(text, "."+map[bool]string{true: "html", false: "txt"}[m.IsHTML])
		}
	case strings.HasSuffix(strings.ToLower(name), ".txt"):
		for line := range bytes.Lines(charset.ToUTF8(raw)) {
			doc.Blocks = append(doc.Blocks, draft.Block{Kind: annotate.Paragraph, Pieces: []draft.Piece{{Text: string(line)}}})
		}
	case bytes.HasPrefix(raw, []byte(`{\rtf`)):
		doc, _ = RTF(raw)
	default:
		doc, _ = page.Walk(charset.ToUTF8(raw, charset.DeclaredByPage(raw)), "")
	}
	return doc.Blocks
}
