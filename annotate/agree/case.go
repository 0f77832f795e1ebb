package agree

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
)

// Decided is the name of the adjudicated layer: what was kept of what people annotated
// differently.
const Decided = "decided"

// Layers returns annotations by creator, in the order of their names, without the
// decisions on them, and the adjudicated layer, which is empty if nothing was decided.
func Layers(all []annotate.Annotation) (people []Layer, decided Layer) {
	decided.Name = Decided
	for _, a := range all {
		if a.IsDecision() {
			if a.IsAdjudicated() {
				decided.Annotations = append(decided.Annotations, a)
			}
			continue
		}
		i, found := slices.BinarySearchFunc(people, a.Creator, func(l Layer, name string) int { return strings.Compare(l.Name, name) })
		if !found {
			people = slices.Insert(people, i, Layer{Name: a.Creator})
		}
		people[i].Annotations = append(people[i].Annotations, a)
	}
	return people, decided
}

// A Case is what several people annotated in one place, to be settled by one decision.
type Case struct {
	Class  Class
	Marks  []annotate.Annotation // at most one of each person, in their order
	People []int                 // the index of the person of each mark
}

// Cases groups the annotations of any number of people into cases, in text order. For two
// people they are the items of [Match]. A case is one-sided if people annotated the same
// and others nothing. Annotations without a place are left out.
func Cases(text string, people []Layer, fields ...string) []Case {
	g := newGrouping(people)
	g.joinOverlapping()
	var cases []Case
	for i := range g.groups {
		if marks := g.groups[i].marks; g.parents[i] == i {
			slices.SortFunc(marks, func(a, b personal) int { return a.person - b.person })
			c := Case{Marks: make([]annotate.Annotation, 0, len(marks)), People: make([]int, 0, len(marks))}
			for _, m := range marks {
				c.Marks, c.People = append(c.Marks, *m.Annotation), append(c.People, m.person)
			}
			c.Class = c.class(text, len(people), fields)
			cases = append(cases, c)
		}
	}
	slices.SortStableFunc(cases, func(a, b Case) int {
		s, t := a.Span(), b.Span()
		return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End), cmp.Compare(a.People[0], b.People[0]))
	})
	return cases
}

// class says how the marks differ: the greatest difference of two.
func (c Case) class(text string, people int, fields []string) Class {
	order := []Class{Same, Nearly, OtherFields, OneSided, Border, OtherTag}
	worst := 0
	if len(c.Marks) < people {
		worst = slices.Index(order, OneSided)
	}
	compared := c.variants()
	if len(fields) > 0 {
		compared = nil
		for i := range c.Marks {
			compared = append(compared, i)
		}
	}
	for k, i := range compared {
		for _, j := range compared[k+1:] {
			worst = max(worst, slices.Index(order, classOf(text, &c.Marks[i], &c.Marks[j], fields)))
		}
	}
	return order[worst]
}

// Agreed reports whether everyone annotated the same, or nearly the same.
func (c Case) Agreed() bool { return c.Class == Same || c.Class == Nearly }

// Span returns the smallest span that contains the marks.
func (c Case) Span() annotate.Span {
	span := c.Marks[0].Span()
	for _, a := range c.Marks[1:] {
		span = span.Union(a.Span())
	}
	return span
}

// Spans returns the different spans of the marks, in their order.
func (c Case) Spans() []annotate.Span {
	var spans []annotate.Span
	for _, a := range c.Marks {
		if !slices.Contains(spans, a.Span()) {
			spans = append(spans, a.Span())
		}
	}
	return spans
}

// Widest returns the longest mark, the first of several; ok is false if all are equally
// long.
func (c Case) Widest() (a annotate.Annotation, ok bool) { return c.extreme(1) }

// Narrowest returns the shortest mark as Widest does the longest.
func (c Case) Narrowest() (a annotate.Annotation, ok bool) { return c.extreme(-1) }

func (c Case) extreme(sign int) (a annotate.Annotation, ok bool) {
	a = c.Marks[0]
	for _, b := range c.Marks[1:] {
		d := sign * (b.Span().Len() - a.Span().Len())
		if ok = ok || d != 0; d > 0 {
			a = b
		}
	}
	return a, ok
}

// Merged returns one annotation for all marks, with the tag and span that most have, or
// the first of several. It has the labels of all, their notes, and the fields on which
// nobody differs.
func (c Case) Merged() annotate.Annotation {
	merged, most := c.Marks[0], 0
	for _, a := range c.Marks {
		n := 0
		for _, b := range c.Marks {
			if alike(&a, &b) {
				n++
			}
		}
		if n > most {
			merged, most = a, n
		}
	}
	return merge(merged, c.Marks)
}

// variants returns the index of the first mark with each different tag and span.
func (c Case) variants() (indexes []int) {
	for i := range c.Marks {
		if !slices.ContainsFunc(indexes, func(k int) bool { return alike(&c.Marks[i], &c.Marks[k]) }) {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// Variants returns the first mark with each different tag and span, in their order.
func (c Case) Variants() (all []annotate.Annotation) {
	for _, i := range c.variants() {
		all = append(all, c.Marks[i])
	}
	return all
}

// All returns an annotation for each variant, merged from the marks that have its tag
// and span.
func (c Case) All() []annotate.Annotation {
	all := c.Variants()
	for i, a := range all {
		all[i] = merge(a, slices.DeleteFunc(slices.Clone(c.Marks), func(b annotate.Annotation) bool { return !alike(&a, &b) }))
	}
	return all
}

// alike reports whether two annotations have the same tag and span.
func alike(a, b *annotate.Annotation) bool { return a.Tag == b.Tag && a.Span() == b.Span() }

// merge returns a with the labels and notes of all marks, and the fields on which they do
// not differ.
func merge(a annotate.Annotation, marks []annotate.Annotation) annotate.Annotation {
	a = a.Clone()
	a.Note, a.Labels, a.Fields = "", nil, nil
	var notes, differ []string
	for _, b := range marks {
		a = a.WithLabels(b.Labels...)
		if b.Note != "" && !slices.Contains(notes, b.Note) {
			notes = append(notes, b.Note)
		}
		for name, values := range b.Fields {
			if was := a.Fields[name]; was != nil && !slices.Equal(was, values) {
				differ = append(differ, name)
			}
			a.Fields = a.Fields.With(name, values...)
		}
	}
	a.Note = strings.Join(notes, "\n\n")
	for _, name := range differ {
		a.Fields = a.Fields.With(name)
	}
	return a
}
