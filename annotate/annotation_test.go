package annotate_test

import (
	"testing"
	"time"

	"galley/annotate"
)

func full() annotate.Annotation {
	return annotate.Annotation{
		ID: "id", Article: "article", Tag: annotate.Quote,
		Anchor: annotate.Anchor{
			Span: annotate.Span{Start: 3, End: 9}, Exact: "exact", Prefix: "before", Suffix: "after",
			TextDigest: "digest", State: annotate.Ambiguous, Score: 0.5, Reason: "twice",
			Candidates: []annotate.Span{{Start: 3, End: 9}, {Start: 13, End: 19}},
		},
		Note: "note", Fields: annotate.Fields{"speaker": {"Ada Lund"}}, Creator: "me", Created: noon, Modified: noon,
	}
}

func TestAnnotationsDifferInEveryField(t *testing.T) {
	for name, change := range map[string]func(*annotate.Annotation){
		"id":         func(a *annotate.Annotation) { a.ID = "x" },
		"article":    func(a *annotate.Annotation) { a.Article = "x" },
		"tag":        func(a *annotate.Annotation) { a.Tag = annotate.Claim },
		"note":       func(a *annotate.Annotation) { a.Note = "x" },
		"fields":     func(a *annotate.Annotation) { a.Fields = a.Fields.With("role", "chair") },
		"creator":    func(a *annotate.Annotation) { a.Creator = "x" },
		"created":    func(a *annotate.Annotation) { a.Created = noon.Add(1) },
		"modified":   func(a *annotate.Annotation) { a.Modified = noon.Add(1) },
		"span":       func(a *annotate.Annotation) { a.Anchor.Span.End++ },
		"exact":      func(a *annotate.Annotation) { a.Anchor.Exact = "x" },
		"prefix":     func(a *annotate.Annotation) { a.Anchor.Prefix = "x" },
		"suffix":     func(a *annotate.Annotation) { a.Anchor.Suffix = "x" },
		"digest":     func(a *annotate.Annotation) { a.Anchor.TextDigest = "x" },
		"state":      func(a *annotate.Annotation) { a.Anchor.State = annotate.Orphan },
		"score":      func(a *annotate.Annotation) { a.Anchor.Score = 1 },
		"reason":     func(a *annotate.Annotation) { a.Anchor.Reason = "x" },
		"candidates": func(a *annotate.Annotation) { a.Anchor.Candidates = a.Anchor.Candidates[:1] },
	} {
		a := full()
		if change(&a); a.Equal(full()) || full().Equal(a) {
			t.Errorf("%s: no difference seen", name)
		}
	}
	abroad := full()
	abroad.Created = noon.In(time.FixedZone("", 3600))
	if !abroad.Equal(full()) {
		t.Error("the same moment in another zone counts as a difference")
	}
}

func TestACloneSharesNothing(t *testing.T) {
	a := full()
	b := a.Clone()
	b.Fields["speaker"][0], b.Anchor.Candidates[0].Start = "x", 99
	if !a.Equal(full()) {
		t.Errorf("changing the clone changed %v", a)
	}
}

func TestOnlyPlacedAnnotationsHaveASpan(t *testing.T) {
	for state, placed := range map[annotate.State]bool{
		annotate.Anchored: true, annotate.Moved: true, annotate.Changed: true,
		annotate.Ambiguous: false, annotate.Orphan: false,
	} {
		a := full()
		a.Anchor.State = state
		if state.Placed() != placed || a.Span().Empty() == placed {
			t.Errorf("%s: placed %v, span %v", state, state.Placed(), a.Span())
		}
	}
}

func TestTagsByName(t *testing.T) {
	for _, tag := range annotate.Tags() {
		if got, err := annotate.ParseTag(string(tag)); err != nil || got != tag {
			t.Errorf("%s: %v, %v", tag, got, err)
		}
		if len(tag.Spec().Fields) == 0 {
			t.Errorf("%s has no fields", tag)
		}
		for _, f := range tag.Spec().Fields {
			if f.List != (f.Name == annotate.SourcesField) {
				t.Errorf("%s of %s: list %v", f.Name, tag, f.List)
			}
		}
	}
	for _, bad := range []string{"", "Claim", "fact"} {
		if tag, err := annotate.ParseTag(bad); err == nil {
			t.Errorf("%q is taken for %q", bad, tag)
		}
	}
	if got := annotate.Claim.Letter() + annotate.Quote.Letter() + annotate.Opinion.Letter(); got != "CQO" {
		t.Errorf("letters %s", got)
	}
	if none := annotate.Tag(""); none.Letter() != "" || none.Spec().Fields != nil {
		t.Error("no tag has a letter or fields")
	}
}

// A kept orphan does not need placing, or the walk through the annotations that do
// would never end.
func TestNeedsPlacing(t *testing.T) {
	for _, c := range []struct {
		anchor annotate.Anchor
		want   bool
	}{
		{annotate.Anchor{State: annotate.Anchored}, false},
		{annotate.Anchor{State: annotate.Moved}, false},
		{annotate.Anchor{State: annotate.Changed}, true},
		{annotate.Anchor{State: annotate.Ambiguous}, true},
		{annotate.Anchor{State: annotate.Orphan, Reason: "these words are gone"}, true},
		{annotate.Anchor{State: annotate.Orphan, Reason: annotate.KeptOrphan}, false},
		{annotate.Anchor{State: annotate.Changed, Reason: annotate.KeptOrphan}, true},
	} {
		if got := (annotate.Annotation{Anchor: c.anchor}).NeedsPlacing(); got != c.want {
			t.Errorf("%s, %q: %v", c.anchor.State, c.anchor.Reason, got)
		}
	}
}
