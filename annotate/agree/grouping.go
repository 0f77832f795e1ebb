package agree

import (
	"cmp"
	"slices"

	"galley/annotate"
)

// A personal mark is an annotation with the index of the person who made it.
type personal struct {
	*annotate.Annotation
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
	persons int // words that hold a bit for each person
	groups  []group
	parents []int // the group that a group was joined to; itself if it was not
}

// addAll makes a group of the annotations that have the same tag and span.
func (g *grouping) addAll(people []Layer) {
	type key struct {
		span annotate.Span
		tag  annotate.Tag
	}
	at := map[key][]int{}
	for person, layer := range people {
		for i := range layer.Annotations {
			a := &layer.Annotations[i]
			if !a.Anchor.State.Placed() || a.Span().Empty() {
				continue
			}
			k := key{a.Span(), a.Tag}
			free := slices.IndexFunc(at[k], func(i int) bool { return !g.groups[i].has(person) })
			if free < 0 {
				at[k] = append(at[k], len(g.groups))
				g.groups = append(g.groups, group{span: k.span, tag: k.tag, people: make([]uint64, g.persons)})
				free = len(at[k]) - 1
			}
			g.groups[at[k][free]].add(personal{a, person})
		}
	}
	slices.SortStableFunc(g.groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	g.parents = make([]int, len(g.groups))
	for i := range g.parents {
		g.parents[i] = i
	}
}

func (p *group) has(person int) bool { return p.people[person/64]&(1<<(person%64)) != 0 }

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

// joinOverlapping joins groups that overlap: first those with the same tag, those that
// overlap most first, as [Match] does. Groups that nothing connects are looked at apart.
func (g *grouping) joinOverlapping() {
	var candidates []candidate
	for first, reach, i := 0, 0, 0; i <= len(g.groups); i++ {
		if i == len(g.groups) || i > first && g.groups[i].span.Start >= reach {
			candidates = g.candidates(candidates[:0], first, i)
			g.join(candidates)
			first = i
		}
		if i < len(g.groups) {
			reach = max(reach, g.groups[i].span.End)
		}
	}
}

// candidates appends the pairs of the groups from first to end that overlap.
func (g *grouping) candidates(all []candidate, first, end int) []candidate {
	for i := first; i < end; i++ {
		p := &g.groups[i]
		for j := i + 1; j < end && g.groups[j].span.Start < p.span.End; j++ {
			q := &g.groups[j]
			span := annotate.Span{Start: p.span.Start, End: max(p.span.End, q.span.End)}
			all = append(all, candidate{
				a: i, b: j, overlap: float64(p.span.Intersect(q.span).Len()) / float64(span.Len()), sameTag: p.tag == q.tag, span: span,
			})
		}
	}
	return all
}

func (g *grouping) join(candidates []candidate) {
	slices.SortFunc(candidates, func(x, y candidate) int {
		switch {
		case x.sameTag != y.sameTag:
			return firstTrue(x.sameTag, y.sameTag)
		case x.overlap != y.overlap:
			return cmp.Compare(y.overlap, x.overlap)
		}
		return cmp.Or(cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.span.End, y.span.End), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, c := range candidates {
		a, b := g.root(c.a), g.root(c.b)
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
		i = g.parents[i]
	}
	return i
}
