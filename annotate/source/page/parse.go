package page

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"

	"galley/annotate/source/draft"
)

// Parse reads a page in UTF-8.
func Parse(source []byte, base string) (draft.Document, error) {
	root, err := html.Parse(bytes.NewReader(opened(source)))
	if err != nil {
		return draft.Document{}, fmt.Errorf("read the HTML: %w", err)
	}
	said := readSayings(root, base)
	doc := draft.Document{Meta: said.meta(base), Canonical: said.address()}
	w := walker{addresses: said.addresses, keepHidden: true}
	w.tree(root)
	if err := w.classify(root); err != nil {
		return doc, err
	}
	sorter := sorter{leaves: w.leaves, said: said, meta: &doc.Meta}
	sorter.sort()
	for _, l := range w.leaves {
		doc.Blocks = append(doc.Blocks, l.Block)
	}
	return doc, nil
}
