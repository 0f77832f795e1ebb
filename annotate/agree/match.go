package agree

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"galley/annotate"
)

// A Class says how the annotations of an item differ.
type Class string

// The classes.
const (
	Same        Class = "same"
	Nearly      Class = "nearly"    // the same tag; borders differ by quotation marks, blanks and at most two other characters
	Border      Class = "border"    // the same tag on words that overlap
	OtherTag    Class = "tag"       // other tags on words that overlap
	OtherFields Class = "fields"    // the same or nearly the same, but for the fields that are compared
	OneSided    Class = "one-sided" // only one person annotated it
)

// Classes lists the classes, from agreement to disagreement.
func Classes() []Class { return []Class{Same, Nearly, OtherFields, Border, OtherTag, OneSided} }

// maxNearly is the number of characters by which two spans may differ that are nearly
// the same.
const maxNearly = 2

// An Item is what two people annotated in one place. A or B is nil if only the other
// one annotated it.
type Item struct {
	Class Class
	A, B  *annotate.Annotation
}

// Span returns the smallest span that contains what both annotated.
func (i Item) Span() annotate.Span {
	switch {
	case i.A == nil:
		return i.B.Span()
	case i.B == nil:
		return i.A.Span()
	}
	return i.A.Span().Union(i.B.Span())
}

// Match pairs the annotations of two people on one text and returns them as items in
// text order. Annotations without a place are left out. Only the named fields are
// compared.
func Match(text string, a, b []annotate.Annotation, fields ...string) []Item {
	m := matcher{text: text, fields: fields, a: placed(a), b: placed(b)}
	m.pair()
	for i := range m.a {
		if !m.usedA[i] {
			m.items = append(m.items, Item{Class: OneSided, A: &m.a[i]})
		}
	}
	for i := range m.b {
		if !m.usedB[i] {
			m.items = append(m.items, Item{Class: OneSided, B: &m.b[i]})
		}
	}
	slices.SortStableFunc(m.items, func(x, y Item) int {
		s, t := x.Span(), y.Span()
		return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End))
	})
	return m.items
}

func placed(all []annotate.Annotation) []annotate.Annotation { return annotate.NewSet(all).Placed() }

type matcher struct {
	text         string
	fields       []string
	a, b         []annotate.Annotation // in text order
	usedA, usedB []bool
	items        []Item
}

// A candidate is a pair of overlapping annotations.
type candidate struct {
	a, b    int
	overlap float64 // length of the intersection by length of the union
	sameTag bool
	equal   bool // in the fields that are compared
	span    annotate.Span
}

// pair pairs annotations that overlap: first those with the same tag, those that overlap
// most first. The order of the people does not matter.
func (m *matcher) pair() {
	m.usedA, m.usedB = make([]bool, len(m.a)), make([]bool, len(m.b))
	candidates := m.candidates()
	slices.SortFunc(candidates, func(x, y candidate) int {
		return cmp.Or(firstTrue(x.sameTag, y.sameTag), cmp.Compare(y.overlap, x.overlap), firstTrue(x.equal, y.equal),
			cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.span.End, y.span.End), cmp.Compare(m.ids(x), m.ids(y)))
	})
	for _, c := range candidates {
		if m.usedA[c.a] || m.usedB[c.b] {
			continue
		}
		m.usedA[c.a], m.usedB[c.b] = true, true
		m.items = append(m.items, Item{m.class(c), &m.a[c.a], &m.b[c.b]})
	}
}

// firstTrue orders true before false.
func firstTrue(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

// ids returns the IDs of a pair in an order that does not depend on who is who.
func (m *matcher) ids(c candidate) string {
	x, y := m.a[c.a].ID, m.b[c.b].ID
	return min(x, y) + " " + max(x, y)
}

func (m *matcher) candidates() (all []candidate) {
	longest := 0
	for i := range m.b {
		longest = max(longest, m.b[i].Span().Len())
	}
	first := 0 // of b that may overlap the present and later annotations of a
	for i := range m.a {
		s := m.a[i].Span()
		for first < len(m.b) && m.b[first].Span().Start+longest <= s.Start {
			first++
		}
		for j := first; j < len(m.b) && m.b[j].Span().Start < s.End; j++ {
			t := m.b[j].Span()
			both := s.Intersect(t).Len()
			if both <= 0 {
				continue
			}
			span := s.Union(t)
			all = append(all, candidate{
				a: i, b: j, overlap: float64(both) / float64(span.Len()), span: span,
				sameTag: m.a[i].Tag == m.b[j].Tag, equal: equalFields(&m.a[i], &m.b[j], m.fields),
			})
		}
	}
	return all
}

func (m *matcher) class(c candidate) Class { return classOf(m.text, &m.a[c.a], &m.b[c.b], m.fields) }

// classOf says how two annotations that overlap differ.
func classOf(text string, a, b *annotate.Annotation, fields []string) Class {
	switch {
	case a.Tag != b.Tag:
		return OtherTag
	case !nearly(text, a.Span(), b.Span()):
		return Border
	case !equalFields(a, b, fields):
		return OtherFields
	case a.Span() != b.Span():
		return Nearly
	}
	return Same
}

func equalFields(a, b *annotate.Annotation, fields []string) bool {
	return !slices.ContainsFunc(fields, func(name string) bool {
		if name == a.Tag.Spec().Status && name == b.Tag.Spec().Status {
			return a.Status() != b.Status()
		}
		return !slices.Equal(a.Fields[name], b.Fields[name])
	})
}

// nearly reports whether two spans are the same but for quotation marks, blanks and at
// most maxNearly other characters.
func nearly(text string, a, b annotate.Span) bool {
	return otherCharacters(text, a.Start, b.Start)+otherCharacters(text, a.End, b.End) <= maxNearly
}

// otherCharacters counts the characters between two offsets, in any order, that are
// neither quotation marks nor blanks, up to maxNearly + 1.
func otherCharacters(text string, from, to int) (n int) {
	for _, r := range text[min(from, to):max(from, to)] {
		if !unicode.IsSpace(r) && !isQuotationMark(r) {
			if n++; n > maxNearly {
				break
			}
		}
	}
	return n
}

func isQuotationMark(r rune) bool {
	if r <= unicode.MaxASCII {
		return r == '"' || r == '\'' || r == '`'
	}
	return unicode.In(r, unicode.Pi, unicode.Pf) || strings.ContainsRune("„‚「」『』＂＇", r)
}
