package team

import (
	"maps"
	"slices"
	"time"

	"galley/annotate"
)

// merge returns an annotation that was base as it is after two changes, theirs and mine,
// made independently; nil is an annotation that does not exist. ok is false, and
// the result theirs, if both changed the same field to something else, or one deleted what
// the other changed. A new place on another text is not a change that anybody made.
func merge(base, theirs, mine *annotate.Annotation) (_ *annotate.Annotation, ok bool) {
	switch {
	case theirs == nil && mine == nil:
		return nil, true
	case base == nil && theirs == nil:
		return mine, true
	case base == nil:
		return theirs, mine == nil || same(*theirs, *mine)
	case theirs == nil:
		return nil, onlyPlaced(*base, *mine)
	case mine == nil:
		if onlyPlaced(*base, *theirs) {
			return nil, true
		}
		return theirs, false
	}
	m := merger{true}
	merged := theirs.Clone()
	merged.Tag = pick(&m, base.Tag, theirs.Tag, mine.Tag)
	merged.Note = pick(&m, base.Note, theirs.Note, mine.Note)
	merged.Suggested = pick(&m, base.Suggested, theirs.Suggested, mine.Suggested)
	merged.Decided = pick(&m, base.Decided, theirs.Decided, mine.Decided)
	merged.Seen = theirs.Seen || mine.Seen
	merged.Fields = m.fields(base.Fields, theirs.Fields, mine.Fields)
	merged.Labels = union(base.Labels, theirs.Labels, mine.Labels, func(a, b string) bool { return a == b })
	merged.From = union(base.From, theirs.From, mine.From, func(a, b string) bool { return a == b })
	merged.Links = union(base.Links, theirs.Links, mine.Links, func(a, b annotate.Relation) bool { return a == b })
	merged.Replies = union(base.Replies, theirs.Replies, mine.Replies, sameReply)
	merged.Anchor = m.anchor(base.Anchor, theirs.Anchor, mine.Anchor)
	if mine.Modified.After(merged.Modified) {
		merged.Modified = mine.Modified
	}
	if !m.ok {
		return theirs, false
	}
	return &merged, true
}

// A merger notes whether all fields could be merged.
type merger struct{ ok bool }

// pick merges one value.
func pick[T comparable](m *merger, base, theirs, mine T) T {
	return pickFunc(m, base, theirs, mine, func(a, b T) bool { return a == b })
}

func pickFunc[T any](m *merger, base, theirs, mine T, equal func(a, b T) bool) T {
	switch {
	case equal(mine, base), equal(mine, theirs):
		return theirs
	case equal(theirs, base):
		return mine
	}
	m.ok = false
	return theirs
}

func (m *merger) fields(base, theirs, mine annotate.Fields) annotate.Fields {
	names := maps.Clone(theirs)
	if names == nil {
		names = annotate.Fields{}
	}
	maps.Copy(names, mine)
	var merged annotate.Fields
	for name := range names {
		values := pickFunc(m, base[name], theirs[name], mine[name], slices.Equal)
		if len(values) == 0 {
			continue
		}
		if merged == nil {
			merged = annotate.Fields{}
		}
		merged[name] = values
	}
	return merged
}

// anchor merges the words that an annotation is on. The result may refer to either text.
func (m *merger) anchor(base, theirs, mine annotate.Anchor) annotate.Anchor {
	switch {
	case replaced(base, mine) && !replaced(base, theirs) && !theirs.Equal(base):
		return theirs
	case replaced(base, theirs):
		return mine
	}
	return pickFunc(m, base, theirs, mine, annotate.Anchor.Equal)
}

// replaced reports whether an anchor is what base became on another text.
func replaced(base, a annotate.Anchor) bool {
	return a.Exact == base.Exact && (a.TextDigest != base.TextDigest || base.State.Placed() && !a.State.Placed())
}

// onlyPlaced reports whether an annotation differs from base at most in its place.
func onlyPlaced(base, a annotate.Annotation) bool {
	if !a.Anchor.Equal(base.Anchor) && !replaced(base.Anchor, a.Anchor) {
		return false
	}
	a.Anchor = base.Anchor
	return same(base, a)
}

// same reports whether two annotations say the same, whoever made them.
func same(a, b annotate.Annotation) bool {
	a, b = a.Clone(), b.Clone()
	for _, c := range []*annotate.Annotation{&a, &b} {
		c.Creator, c.Article, c.Modified = "", "", time.Time{}
		for i := range c.Replies {
			c.Replies[i].Creator = ""
		}
	}
	return a.Equal(b)
}

func sameReply(a, b annotate.Reply) bool { return a.Note == b.Note && a.Created.Equal(b.Created) }

// union returns the elements of theirs with what mine added to base, and without what it
// removed.
func union[T any](base, theirs, mine []T, equal func(a, b T) bool) (merged []T) {
	has := func(list []T, v T) bool {
		return slices.ContainsFunc(list, func(w T) bool { return equal(v, w) })
	}
	for _, v := range theirs {
		if has(mine, v) || !has(base, v) {
			merged = append(merged, v)
		}
	}
	for _, v := range mine {
		if !has(base, v) && !has(theirs, v) {
			merged = append(merged, v)
		}
	}
	return merged
}

// propose returns my version of an annotation as a proposal next to theirs: without a
// place of its own, so that it waits for a decision.
func propose(mine annotate.Annotation, id, reason string) annotate.Annotation {
	p := mine.Clone()
	p.ID = id
	p.Anchor.Reason = annotate.ProposalReason + reason
	if p.Anchor.State.Placed() {
		p.Anchor.State, p.Anchor.Score, p.Anchor.Candidates = annotate.Ambiguous, 0, []annotate.Span{p.Anchor.Span}
	}
	return p
}
