package annotate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sort"
)

// ErrConflict is returned by [Set.Apply] if an annotation differs from the
// change's Before.
var ErrConflict = errors.New("annotation is not as expected")

// A Set holds the annotations of one article in text order: by start, longer
// before shorter, older before newer; those that are not placed come last. A Set
// is immutable; the zero value is empty.
type Set struct {
	items       []Annotation
	placed      int   // items[:placed] are placed
	reach       []int // reach[i]: the largest End in items[:i+1]
	byID        map[string]int
	counts      map[Tag]int
	needPlacing int
	progress    Progress

	first         []int         // first[i]: the index of the first part of the whole of items[i]; nil if none continues another
	parts         map[int][]int // the continuations of a first part, in text order
	continuations int
	incoming      map[int][]int // the items that have a link to an item; nil if there are no links
}

// InTextOrder returns annotations in the order of a Set: the slice itself if it
// is already sorted, otherwise a sorted copy.
func InTextOrder(items []Annotation) []Annotation {
	if !slices.IsSortedFunc(items, compare) {
		items = slices.SortedFunc(slices.Values(items), compare)
	}
	return items
}

// NewSet returns a Set of annotations. It takes ownership of the slice and sorts
// it if it is not in text order.
func NewSet(items []Annotation) Set {
	if !slices.IsSortedFunc(items, compare) {
		slices.SortFunc(items, compare)
	}
	s := Set{items: items, reach: make([]int, len(items)), byID: make(map[string]int, len(items)), counts: map[Tag]int{}}
	reach := 0
	for i, a := range items {
		s.byID[a.ID] = i
		if a.NeedsPlacing() {
			s.needPlacing++
		}
		if a.Anchor.State.Placed() {
			s.placed = i + 1
			reach = max(reach, a.Anchor.Span.End)
		}
		s.reach[i] = reach
	}
	if s.indexLinks(); s.incoming != nil {
		s.joinParts()
	}
	for i, a := range items {
		if (s.first == nil || s.first[i] == i) && !a.IsRejection() {
			s.counts[a.Tag]++
			s.progress.add(a.Verdict())
		}
	}
	return s
}

func compare(a, b Annotation) int {
	switch p, q := a.Anchor.State.Placed(), b.Anchor.State.Placed(); {
	case p && !q:
		return -1
	case q && !p:
		return 1
	}
	s, t := a.Span(), b.Span()
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End),
		a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
}

// Len returns the number of annotations.
func (s Set) Len() int { return len(s.items) }

// All returns the annotations in text order. The slice must not be changed.
func (s Set) All() []Annotation { return s.items }

// Placed returns the annotations that are placed, in text order. The slice must
// not be changed.
func (s Set) Placed() []Annotation { return s.items[:s.placed] }

// Get returns the annotation with that ID.
func (s Set) Get(id string) (Annotation, bool) {
	i, ok := s.byID[id]
	if !ok {
		return Annotation{}, false
	}
	return s.items[i], true
}

// CountByTag returns the number of annotations per tag; the parts of a [Whole]
// count once, with the tag of the first. The map must not be changed.
func (s Set) CountByTag() map[Tag]int { return s.counts }

// NeedPlacing returns the number of annotations that need placing.
func (s Set) NeedPlacing() int { return s.needPlacing }

// Progress returns how many of the annotations have been checked; the parts of a
// [Whole] count once, with the verdict of the first.
func (s Set) Progress() Progress { return s.progress }

// Verdict returns the verdict on an annotation of the set: that of the first part of
// its [Whole].
func (s Set) Verdict(a Annotation) Verdict {
	if s.first != nil {
		if i, ok := s.byID[a.ID]; ok {
			a = s.items[s.first[i]]
		}
	}
	return a.Verdict()
}

// Apply returns the set with changes applied in order. It returns ErrConflict if
// the Before of one of them is not the current annotation.
func (s Set) Apply(changes ...Change) (Set, error) {
	after := make(map[string]*Annotation, len(changes)) // the annotations changed so far; nil if deleted
	for _, c := range changes {
		now, changed := after[c.ID()]
		if i, exists := s.byID[c.ID()]; exists && !changed {
			now = &s.items[i]
		}
		if (now == nil) != (c.Before == nil) || now != nil && !now.Equal(*c.Before) {
			return Set{}, fmt.Errorf("annotation %s: %w", c.ID(), ErrConflict)
		}
		after[c.ID()] = c.After
	}
	return NewSet(s.merge(after)), nil
}

// merge returns the annotations in text order, with those in changed instead of those
// with the same ID.
func (s Set) merge(changed map[string]*Annotation) []Annotation {
	var put []Annotation
	for _, a := range changed {
		if a != nil {
			put = append(put, *a)
		}
	}
	slices.SortFunc(put, compare)
	items := make([]Annotation, 0, len(s.items)+len(put))
	for i := range s.items {
		if _, gone := changed[s.items[i].ID]; gone {
			continue
		}
		for len(put) > 0 && compare(put[0], s.items[i]) < 0 {
			items, put = append(items, put[0]), put[1:]
		}
		items = append(items, s.items[i])
	}
	return append(items, put...)
}

// Overlapping returns the annotations that share a byte with span, in text
// order.
func (s Set) Overlapping(span Span) []Annotation {
	if span.Empty() {
		return nil
	}
	from := sort.Search(s.placed, func(i int) bool { return s.reach[i] > span.Start })
	var found []Annotation
	for _, a := range s.items[from:s.placed] {
		if a.Anchor.Span.Start >= span.End {
			break
		}
		if a.Anchor.Span.Overlaps(span) {
			found = append(found, a)
		}
	}
	return found
}

// At returns the annotations that cover the byte at off, innermost first:
// shorter before longer and, of equal length, newer before older.
func (s Set) At(off int) []Annotation {
	found := s.Overlapping(Span{off, off + 1})
	slices.SortStableFunc(found, byNesting)
	return found
}

// byNesting orders annotations by nesting, innermost first.
func byNesting(a, b Annotation) int {
	return cmp.Or(cmp.Compare(a.Anchor.Span.Len(), b.Anchor.Span.Len()),
		b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
}

// Next returns the annotation after the one with that ID in text order; ok is
// false at the end.
func (s Set) Next(id string) (a Annotation, ok bool) {
	return s.neighbor(id, 1)
}

// Prev returns the annotation before the one with that ID in text order; ok is
// false at the beginning.
func (s Set) Prev(id string) (a Annotation, ok bool) {
	return s.neighbor(id, -1)
}

// neighbor returns the placed annotation distance positions after the one with
// that ID in text order.
func (s Set) neighbor(id string, distance int) (Annotation, bool) {
	i, ok := s.byID[id]
	if !ok {
		return Annotation{}, false
	}
	return s.placedAt(i + distance)
}

// After returns the first annotation that begins after off; ok is false if there
// is none.
func (s Set) After(off int) (a Annotation, ok bool) {
	return s.placedAt(sort.Search(s.placed, func(i int) bool { return s.items[i].Anchor.Span.Start > off }))
}

// Before returns the last annotation that begins before off; ok is false if there
// is none.
func (s Set) Before(off int) (a Annotation, ok bool) {
	return s.placedAt(sort.Search(s.placed, func(i int) bool { return s.items[i].Anchor.Span.Start >= off }) - 1)
}

func (s Set) placedAt(i int) (Annotation, bool) {
	if i < 0 || i >= s.placed {
		return Annotation{}, false
	}
	return s.items[i], true
}

// Rank returns the position of the annotation with that ID in text order, from 1,
// or 0 if it is not placed.
func (s Set) Rank(id string) int {
	if i, ok := s.byID[id]; ok && i < s.placed {
		return i + 1
	}
	return 0
}

// A Segment is a stretch of text covered throughout by the same annotations. There
// is at least one, and they are in the order of [Set.At].
type Segment struct {
	Span        Span
	Annotations []Annotation
}

// Segments flattens the annotations in window into disjoint segments in text
// order, clipped to window. Text without annotations has no segment.
func (s Set) Segments(window Span) []Segment {
	marks := s.Overlapping(window)
	if len(marks) == 0 {
		return nil
	}
	edges := make([]int, 0, 2*len(marks))
	for _, a := range marks {
		cut := a.Anchor.Span.Intersect(window)
		edges = append(edges, cut.Start, cut.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var segments []Segment
	var covering []Annotation
	for i := 1; i < len(edges); i++ {
		span := Span{edges[i-1], edges[i]}
		covering = slices.DeleteFunc(slices.Clone(covering), func(a Annotation) bool { return a.Anchor.Span.End <= span.Start })
		for len(marks) > 0 && marks[0].Anchor.Span.Start <= span.Start {
			at, _ := slices.BinarySearchFunc(covering, marks[0], byNesting)
			covering, marks = slices.Insert(covering, at, marks[0]), marks[1:]
		}
		if len(covering) > 0 {
			segments = append(segments, Segment{span, covering})
		}
	}
	return segments
}
