package agree

import (
	"cmp"
	"math"
	"slices"

	"galley/annotate"
)

// A personal mark is an annotation with the index of the person who made it.
type personal struct {
	*annotate.Annotation
	span   annotate.Span
	person int
}

// A group holds marks of different people.
type group struct {
	span   annotate.Span // of the first mark
	tag    annotate.Tag
	marks  []personal
	people []uint64 // a bit for each person
}

// A grouping joins the annotations that people made in one place.
type grouping struct {
	groups  []group
	parents []int // the group that a group was joined to; itself if it was not
}

// newGrouping returns a group for each tag and span. What one person annotated twice is in
// two groups.
func newGrouping(people []Layer) *grouping {
	var all []personal
	for person, layer := range people {
		for i := range layer.Annotations {
			if a := &layer.Annotations[i]; a.Anchor.State.Placed() && !a.Span().Empty() {
				all = append(all, personal{a, a.Span(), person})
			}
		}
	}
	slices.SortFunc(all, func(a, b personal) int {
		if a.span.Start != b.span.Start {
			return cmp.Compare(a.span.Start, b.span.Start)
		}
		return cmp.Or(cmp.Compare(a.span.End, b.span.End), cmp.Compare(a.Tag, b.Tag), cmp.Compare(a.person, b.person), cmp.Compare(a.ID, b.ID))
	})
	g, words := &grouping{}, (len(people)+63)/64
	first, repeated := 0, 0 // the first group of the tag and span, and how often the person had it before
	for i, m := range all {
		switch {
		case i == 0 || all[i-1].span != m.span || all[i-1].Tag != m.Tag:
			first, repeated = len(g.groups), 0
		case all[i-1].person == m.person:
			repeated++
		default:
			repeated = 0
		}
		if first+repeated == len(g.groups) {
			g.parents = append(g.parents, len(g.groups))
			g.groups = append(g.groups, group{span: m.span, tag: m.Tag, people: make([]uint64, words)})
		}
		g.groups[first+repeated].add(m)
	}
	return g
}

func (p *group) add(m personal) {
	p.marks = append(p.marks, m)
	p.people[m.person/64] |= 1 << (m.person % 64)
}

// shares reports whether a person has marks in both groups.
func (p *group) shares(q *group) bool {
	for i := range p.people {
		if p.people[i]&q.people[i] != 0 {
			return true
		}
	}
	return false
}

// An overlap is two groups that overlap. Those with the greatest weight are joined first.
type overlap struct {
	weight uint64 // the bits of the overlap, which order as it does, and above them whether the tags are the same
	a, b   int
}

// joinOverlapping joins groups that overlap: first those with the same tag, those that
// overlap most first, as [Match] does. Groups that nothing connects are looked at apart.
func (g *grouping) joinOverlapping() {
	var overlaps []overlap
	for first, reach, i := 0, 0, 0; i <= len(g.groups); i++ {
		if i == len(g.groups) || i > first && g.groups[i].span.Start >= reach {
			overlaps = g.overlaps(overlaps[:0], first, i)
			g.join(overlaps)
			first = i
		}
		if i < len(g.groups) {
			reach = max(reach, g.groups[i].span.End)
		}
	}
}

// overlaps appends the pairs of the groups from first to end that overlap.
func (g *grouping) overlaps(all []overlap, first, end int) []overlap {
	for i := first; i < end; i++ {
		p := &g.groups[i]
		for j := i + 1; j < end && g.groups[j].span.Start < p.span.End; j++ {
			q := &g.groups[j]
			o := overlap{a: i, b: j, weight: math.Float64bits(float64(p.span.Intersect(q.span).Len()) / float64(p.span.Union(q.span).Len()))}
			if p.tag == q.tag {
				o.weight |= 1 << 63 // the sign, which is free
			}
			all = append(all, o)
		}
	}
	return all
}

func (g *grouping) join(overlaps []overlap) {
	slices.SortFunc(overlaps, func(x, y overlap) int {
		if x.weight != y.weight {
			return cmp.Compare(y.weight, x.weight)
		}
		s, t := g.groups[x.a].span.Union(g.groups[x.b].span), g.groups[y.a].span.Union(g.groups[y.b].span)
		return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, o := range overlaps {
		a, b := g.root(o.a), g.root(o.b)
		p, q := &g.groups[a], &g.groups[b]
		if a == b || p.shares(q) {
			continue
		}
		g.parents[b] = a
		for _, m := range q.marks {
			p.add(m)
		}
	}
}

// root returns the group that a group belongs to.
func (g *grouping) root(i int) int {
	for g.parents[i] != i {
		g.parents[i] = g.parents[g.parents[i]]
		i = g.parents[i]
	}
	return i
}
