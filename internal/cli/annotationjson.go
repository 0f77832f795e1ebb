package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"galley/annotate"
	"galley/annotate/export"
)

// annotationObjects returns annotations as the objects that galley export
// writes, in text order.
func annotationObjects(a *annotate.Article, annotations []annotate.Annotation) ([]json.RawMessage, error) {
	var out bytes.Buffer
	bundle := export.Bundle{Article: a, Annotations: annotations}
	if err := export.WriteJSON(&out, export.All(bundle), export.WriteOptions{NoText: true}); err != nil {
		return nil, err
	}
	var document struct {
		Articles []struct{ Annotations []json.RawMessage }
	}
	if err := json.Unmarshal(out.Bytes(), &document); err != nil {
		return nil, err
	}
	return document.Articles[0].Annotations, nil
}

// withArticleID puts the id of its article in front of an annotation object.
func withArticleID(id string, object json.RawMessage) json.RawMessage {
	quoted, _ := json.Marshal(id) // strings can always be encoded
	return fmt.Appendf(nil, `{"article":%s,%s`, quoted, bytes.TrimPrefix(object, []byte("{")))
}
