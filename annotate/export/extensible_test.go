package export_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// Members that later versions may add to articles, sources and annotations are
// skipped, and each name is reported once.
func TestUnknownMembersAreSkippedAndReported(t *testing.T) {
	known := written(t, options, ferry(t))
	more := strings.NewReplacer(
		`"words": 31`, `"words": 31, "shelf": "harbour"`, `"kind": "file"`, `"kind": "file", "read": [{"kind": "url", "deep": [[{}]]}]`,
		`"tag": "claim"`, `"tag": "claim", "weight": ["a"], "\u001b[31m": null`,
	).Replace(known)
	bundles, loss, err := export.ReadJSON(strings.NewReader(more), export.ReadOptions{Clean: clean})
	if err != nil || written(t, options, bundles...) != known {
		t.Fatalf("the rest is not as before: %v", err)
	}
	const want = `3 members "\x1b[31m" that this version of Galley does not know, 1 member "read" that this version of Galley does not know, ` +
		`1 member "shelf" that this version of Galley does not know, 3 members "weight" that this version of Galley does not know`
	if loss.String() != want {
		t.Errorf("got %s\nwant %s", loss, want)
	}
	if err := validate(compileSchema(t), more); err != nil {
		t.Errorf("the schema: %v", err)
	}
}

func TestUnknownMembersOfLinesAreSkippedAndReported(t *testing.T) {
	lines, _ := write(t, "jsonl", ferry(t))
	lines = strings.ReplaceAll(lines, `{"article":{`, `{"weight":[],"article":{"shelf":"x",`)
	opt := export.ReadOptions{Clean: clean, FindArticle: func(export.ArticleRef) (*annotate.Article, error) { return ferry(t).Article, nil }}
	bundles, loss, err := export.ReadJSONL(strings.NewReader(lines), opt)
	if err != nil || len(bundles) != 1 || len(bundles[0].Annotations) != 5 || len(loss) != 2 || loss[0].Count != 5 {
		t.Errorf("%d bundles, %s, %v", len(bundles), loss, err)
	}
}

// The report stays short, whatever a file contains.
func TestManyUnknownMembersAreReportedTogether(t *testing.T) {
	var members strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&members, `, "m%d": %d`, i, i)
	}
	document := strings.Replace(written(t, options, ferry(t)), `"words": 31`, `"words": 31`+members.String(), 1)
	_, loss, err := export.ReadJSON(strings.NewReader(document), export.ReadOptions{Clean: clean})
	if err != nil || len(loss) != 21 || !strings.Contains(loss.String(), "980 other members that this version of Galley does not know") {
		t.Errorf("%d kinds: %.300s, %v", len(loss), loss.String(), err)
	}
}
