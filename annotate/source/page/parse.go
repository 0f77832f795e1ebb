package page

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// Parse reads a page in UTF-8.
func Parse(source []byte, base string) (draft.Document, error) {
	root, err := html.Parse(bytes.NewReader(opened(source)))
	if err != nil {
		return draft.Document{}, fmt.Errorf("read the HTML: %w", err)
	}
	var doc draft.Document
	w := walker{addresses: addressesFrom(base), keepHidden: true}
	w.tree(root)
	if err := w.classify(root); err != nil {
		return doc, err
	}
	for _, l := range w.leaves {
		if !l.isKept() {
			l.Kind, l.Folded, l.Rule = annotate.Furniture, true, "not the article"
		}
		doc.Blocks = append(doc.Blocks, l.Block)
	}
	return doc, nil
}
