package annotate_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"galley/annotate"
)

// textLen is the length of the text of the drawn annotations. It is small, so that
// they touch, nest and cross.
const textLen = 24

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func drawAnnotation(id string) *rapid.Generator[annotate.Annotation] {
	return rapid.Custom(func(t *rapid.T) annotate.Annotation {
		start := rapid.IntRange(0, textLen-1).Draw(t, "start")
		end := rapid.IntRange(start+1, textLen).Draw(t, "end")
		return annotate.Annotation{
			ID:  id,
			Tag: rapid.SampledFrom(annotate.Tags()).Draw(t, "tag"),
			Anchor: annotate.Anchor{
				Span: annotate.Span{Start: start, End: end},
				State: rapid.SampledFrom([]annotate.State{annotate.Anchored, annotate.Anchored, annotate.Moved,
					annotate.Changed, annotate.Ambiguous, annotate.Orphan}).Draw(t, "state"),
			},
			Note:    rapid.SampledFrom([]string{"", "note", "another"}).Draw(t, "note"),
			Fields:  rapid.SampledFrom([]annotate.Fields{nil, {"speaker": {"Ada Lund"}}}).Draw(t, "fields"),
			Labels:  rapid.SampledFrom([][]string{nil, {"ferry"}}).Draw(t, "labels"),
			Links:   rapid.SampledFrom([][]annotate.Relation{nil, {{Kind: annotate.Supports, To: "id0"}}}).Draw(t, "links"),
			Created: noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "created")) * time.Minute),
		}
	})
}

func drawAnnotations(t *rapid.T) []annotate.Annotation {
	items := make([]annotate.Annotation, rapid.IntRange(0, 8).Draw(t, "count"))
	for i := range items {
		items[i] = drawAnnotation(fmt.Sprintf("id%d", i)).Draw(t, "annotation")
	}
	return items
}

func ids(items []annotate.Annotation) string {
	var b strings.Builder
	for _, a := range items {
		b.WriteString(a.ID + " ")
	}
	return b.String()
}

// covering returns the items that are placed and share a byte with span.
func covering(items []annotate.Annotation, span annotate.Span) []annotate.Annotation {
	var found []annotate.Annotation
	for _, a := range items {
		for off := span.Start; off < span.End; off++ {
			if a.Span().Contains(off) {
				found = append(found, a)
				break
			}
		}
	}
	return found
}

// before reports whether a precedes b in a set, as the doc comment of Set says.
func before(a, b annotate.Annotation) bool {
	placedA, placedB := a.Anchor.State.Placed(), b.Anchor.State.Placed()
	switch {
	case placedA != placedB:
		return placedA
	case a.Span().Start != b.Span().Start:
		return a.Span().Start < b.Span().Start
	case a.Span().Len() != b.Span().Len():
		return a.Span().Len() > b.Span().Len()
	case !a.Created.Equal(b.Created):
		return a.Created.Before(b.Created)
	}
	return a.ID < b.ID
}

// above reports whether a is painted over b.
func above(a, b annotate.Annotation) bool {
	switch {
	case a.Span().Len() != b.Span().Len():
		return a.Span().Len() < b.Span().Len()
	case !a.Created.Equal(b.Created):
		return a.Created.After(b.Created)
	}
	return a.ID > b.ID
}

func checkOrder(t *rapid.T, items []annotate.Annotation, less func(a, b annotate.Annotation) bool) {
	for i := 1; i < len(items); i++ {
		if !less(items[i-1], items[i]) {
			t.Fatalf("%v comes before %v", items[i-1], items[i])
		}
	}
}

func TestASetIsInTextOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawAnnotations(t)
		set := annotate.NewSet(slices.Clone(items))
		checkOrder(t, set.All(), before)
		given := slices.Clone(items)
		if ordered := annotate.InTextOrder(items); !slices.EqualFunc(ordered, set.All(), annotate.Annotation.Equal) ||
			!slices.EqualFunc(items, given, annotate.Annotation.Equal) {
			t.Fatalf("in text order: %v of %v", ordered, given)
		}
		counts := map[annotate.Tag]int{}
		for _, a := range items {
			counts[a.Tag]++
			if got, ok := set.Get(a.ID); !ok || !got.Equal(a) {
				t.Fatalf("get %s: %v %v", a.ID, got, ok)
			}
		}
		for tag, n := range counts {
			if set.CountByTag()[tag] != n {
				t.Fatalf("%d of %s, want %d", set.CountByTag()[tag], tag, n)
			}
		}
		if set.Len() != len(items) {
			t.Fatalf("%d annotations, want %d", set.Len(), len(items))
		}
		doubts := 0
		for i, a := range set.All() {
			if a.NeedsPlacing() {
				doubts++
			}
			rank := 0
			if a.Anchor.State.Placed() {
				rank = i + 1
			}
			if got := set.Rank(a.ID); got != rank {
				t.Fatalf("rank %d of %v, number %d", got, a, i)
			}
			if a.Anchor.State.Placed() != (i < len(set.Placed())) {
				t.Fatalf("%d placed, but %v is number %d", len(set.Placed()), a, i)
			}
		}
		if _, ok := set.Get("no such"); ok || set.Rank("no such") != 0 {
			t.Fatal("found an annotation that does not exist")
		}
		if set.NeedPlacing() != doubts {
			t.Fatalf("%d doubts, want %d", set.NeedPlacing(), doubts)
		}
	})
}

func TestOverlappingAndAtAgainstAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := annotate.NewSet(drawAnnotations(t))
		start := rapid.IntRange(0, textLen).Draw(t, "start")
		span := annotate.Span{Start: start, End: rapid.IntRange(start, textLen).Draw(t, "end")}
		if got, want := set.Overlapping(span), covering(set.All(), span); ids(got) != ids(want) {
			t.Fatalf("overlapping %v: %s, want %s", span, ids(got), ids(want))
		}
		at := set.At(start)
		if want := covering(set.All(), annotate.Span{Start: start, End: start + 1}); len(at) != len(want) {
			t.Fatalf("at %d: %s, want %s", start, ids(at), ids(want))
		}
		checkOrder(t, at, above)
	})
}

func TestSegmentsAgainstAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := annotate.NewSet(drawAnnotations(t))
		start := rapid.IntRange(0, textLen).Draw(t, "start")
		window := annotate.Span{Start: start, End: rapid.IntRange(start, textLen).Draw(t, "end")}
		marks := make([]string, textLen+1)
		last := window.Start
		for _, s := range set.Segments(window) {
			if s.Span.Empty() || len(s.Annotations) == 0 || s.Span.Start < last || s.Span.End > window.End {
				t.Fatalf("segment %v of %v after %d", s, window, last)
			}
			last = s.Span.End
			for off := s.Span.Start; off < s.Span.End; off++ {
				marks[off] = ids(s.Annotations)
			}
		}
		for off := range marks {
			want := ""
			if window.Contains(off) {
				want = ids(set.At(off))
			}
			if marks[off] != want {
				t.Fatalf("at %d: %q, want %q", off, marks[off], want)
			}
		}
	})
}

func TestSegmentsWithEqualEdgesAreNotSplit(t *testing.T) {
	a := annotate.Annotation{ID: "a", Anchor: annotate.Anchor{Span: annotate.Span{Start: 2, End: 9}}}
	set := annotate.NewSet([]annotate.Annotation{a})
	got := set.Segments(annotate.Span{Start: 0, End: 20})
	if len(got) != 1 || got[0].Span != a.Span() {
		t.Errorf("got %v", got)
	}
}

func TestWalkingASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		set := annotate.NewSet(drawAnnotations(t))
		placed := set.Placed()
		for i, a := range placed {
			next, ok := set.Next(a.ID)
			if ok != (i+1 < len(placed)) || ok && next.ID != placed[i+1].ID {
				t.Fatalf("next of %s: %s %v", a.ID, next.ID, ok)
			}
			prev, ok := set.Prev(a.ID)
			if ok != (i > 0) || ok && prev.ID != placed[i-1].ID {
				t.Fatalf("previous of %s: %s %v", a.ID, prev.ID, ok)
			}
		}
		off := rapid.IntRange(-1, textLen).Draw(t, "off")
		after := slices.IndexFunc(placed, func(a annotate.Annotation) bool { return a.Span().Start > off })
		if got, ok := set.After(off); ok != (after >= 0) || ok && got.ID != placed[after].ID {
			t.Fatalf("after %d: %s %v", off, got.ID, ok)
		}
		n := len(covering(placed, annotate.Span{Start: 0, End: textLen}))
		for n > 0 && placed[n-1].Span().Start >= off {
			n--
		}
		if got, ok := set.Before(off); ok != (n > 0) || ok && got.ID != placed[n-1].ID {
			t.Fatalf("before %d: %s %v", off, got.ID, ok)
		}
		if _, ok := set.Next("no such"); ok {
			t.Fatal("an unknown annotation has a neighbor")
		}
	})
}

func TestTheEmptySet(t *testing.T) {
	var set annotate.Set
	if _, ok := set.Get("a"); ok || set.Len() != 0 || set.At(0) != nil || set.Segments(annotate.Span{Start: 0, End: 9}) != nil {
		t.Error("the empty set holds something")
	}
	if _, err := set.Apply(annotate.Delete(annotate.Annotation{ID: "a"})); !errors.Is(err, annotate.ErrConflict) {
		t.Errorf("deleting from it: %v", err)
	}
	if got, err := set.Apply(annotate.Create(annotate.Annotation{ID: "a"})); err != nil || got.Len() != 1 {
		t.Errorf("adding to it: %v", err)
	}
}

func TestKeptOrphanNeedsNoPlacing(t *testing.T) {
	orphan := annotate.Annotation{ID: "a", Tag: annotate.Claim, Anchor: annotate.Anchor{Exact: "words", State: annotate.Orphan}}
	kept := orphan
	kept.ID, kept.Anchor.Reason = "b", annotate.KeptOrphan
	if got := annotate.NewSet([]annotate.Annotation{orphan, kept}).NeedPlacing(); got != 1 {
		t.Errorf("%d need placing, want 1", got)
	}
}

func BenchmarkApply(b *testing.B) {
	const n = 50_000
	items := make([]annotate.Annotation, n)
	for i := range items {
		items[i] = annotate.Annotation{ID: fmt.Sprintf("%06d", i), Tag: annotate.Claim, Created: noon,
			Anchor: annotate.Anchor{Span: annotate.Span{Start: 10 * i, End: 10*i + 8}, State: annotate.Anchored}}
	}
	set := annotate.NewSet(items)
	added := items[n/2]
	added.ID, added.Tag = "added", annotate.Quote
	for b.Loop() {
		if _, err := set.Apply(annotate.Create(added)); err != nil {
			b.Fatal(err)
		}
	}
}
