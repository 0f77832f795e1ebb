package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"galley/annotate"
	"galley/annotate/export"
)

// exported returns annotations of an article as the objects that galley export
// writes, in text order.
func exported(a *annotate.Article, annotations []annotate.Annotation) ([]json.RawMessage, error) {
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

// owned puts the id of the article in front of an exported annotation.
func owned(article string, object json.RawMessage) (json.RawMessage, error) {
	id, err := json.Marshal(article)
	if err != nil {
		return nil, err
	}
	rest := bytes.TrimPrefix(object, []byte("{"))
	return json.RawMessage(fmt.Appendf(nil, "{%q:%s,%s", "article", id, rest)), nil
}
