package annotate_test

import (
	"testing"

	"galley/annotate"
)

func TestUnseenSuggestionsAreLeftOut(t *testing.T) {
	taken := annotate.Annotation{ID: "1", Tag: annotate.Quote, Suggested: "verb-name/1"}
	rest := annotate.Annotation{ID: "2", Tag: annotate.Quote, Suggested: "continuation/1", Links: []annotate.Relation{{Kind: annotate.Continues, To: "1"}}}
	own := annotate.Annotation{ID: "3", Tag: annotate.Claim}
	left := annotate.NewSet([]annotate.Annotation{taken, rest, own}).WithoutUnseen()
	if len(left) != 1 || left[0].ID != "3" {
		t.Errorf("%v", left)
	}
	if taken.Origin() != "suggested, unseen" || own.Origin() != "" {
		t.Errorf("%q, %q", taken.Origin(), own.Origin())
	}
	taken.Seen = true
	if left := annotate.NewSet([]annotate.Annotation{taken, rest, own}).WithoutUnseen(); len(left) != 3 || taken.Origin() != "suggested" {
		t.Errorf("%v, %q", left, taken.Origin())
	}
}
