package export_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate/export"
)

// FuzzReadJSON holds that whatever is accepted is JSON, can be written again,
// and is then a fixed point.
func FuzzReadJSON(f *testing.F) {
	f.Add([]byte(written(f, options, ferry(f))))
	f.Add([]byte(`{"format": "galley/1", "articles": []}`))
	f.Add([]byte(`{"format": "galley/1", "articles": [{"id": "a", "source": {"kind": "stdin"}, "words": 1, "paragraphs": 1,
		"text": "\ud800 é", "blocks": [{"kind": "paragraph", "start": 0, "end": 3}], "annotations": [{"id": "b", "tag": "claim",
		"quote": "é", "start": 2, "end": 3, "anchor": {"state": "anchored", "score": 1e-0},
		"created": "2026-01-01T00:00:00.5+02:00", "modified": "2026-01-01T00:00:00Z"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := export.ReadJSON(bytes.NewReader(data), reading)
		if err != nil {
			return
		}
		if mark := bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")); !mark && !json.Valid(data) {
			t.Fatal("accepted what is no JSON")
		}
		document := written(t, options, first...)
		second, err := export.ReadJSON(bytes.NewReader([]byte(document)), reading)
		if err != nil {
			t.Fatalf("refused what it wrote itself: %v\n%s", err, document)
		}
		if diff := cmp.Diff(document, written(t, options, second...)); diff != "" {
			t.Fatalf("-first +second:\n%s", diff)
		}
	})
}
