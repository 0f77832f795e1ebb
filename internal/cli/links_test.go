package cli

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/library"
)

// The table of annotations has links if there are any, but none to a deleted
// annotation.
func TestTableShowsLinks(t *testing.T) {
	items := []annotate.Annotation{
		{ID: "01ONE", Tag: annotate.Quote, Anchor: annotate.Anchor{State: annotate.Orphan, Exact: "one"}},
		{ID: "01TWO", Tag: annotate.Quote, Anchor: annotate.Anchor{State: annotate.Orphan, Exact: "two"}},
	}
	shown := func() string {
		var out strings.Builder
		list := []library.Snapshot{{Article: &annotate.Article{Meta: annotate.Meta{Title: "Levy"}}, Annotations: items}}
		if err := annotationTable(page{width: 80}, list, false).Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if got := shown(); strings.Contains(got, "LINKS") {
		t.Errorf("without links:\n%s", got)
	}
	items[1].Links = []annotate.Relation{{Kind: annotate.Continues, To: "01ONE"}, {Kind: annotate.Answers, To: "01GONE"}}
	if got := shown(); !strings.Contains(got, "LINKS") || !strings.Contains(got, "continues 01ONE") || strings.Contains(got, "answers") {
		t.Errorf("with links:\n%s", got)
	}
}
