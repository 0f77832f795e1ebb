package marks

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
)

// Filters decide which annotations are listed, apart from the words typed.
type filters struct {
	tags   []annotate.Tag // nil: all
	work   work
	places places
}

// A work filter selects by checking status.
type work uint8

const (
	allWork  work = iota
	openWork      // still to be checked
	doneWork      // checked
)

func (w work) next() work { return (w + 1) % (doneWork + 1) }

func (w work) fits(a annotate.Annotation) bool {
	switch w {
	case openWork:
		return a.NeedsChecking()
	case doneWork:
		return a.Tag.Spec().Status != "" && !a.NeedsChecking()
	}
	return true
}

// A places filter selects by how certain the place is.
type places uint8

const (
	allPlaces  places = iota
	doubtful          // changed, ambiguous or orphan
	surePlaces        // anchored or moved
)

func (p places) next() places { return (p + 1) % (surePlaces + 1) }

func (p places) fits(a annotate.Annotation) bool {
	switch p {
	case doubtful:
		return a.NeedsPlacing()
	case surePlaces:
		return !a.NeedsPlacing()
	}
	return true
}

// An order is the order of the list.
type order uint8

const (
	byPlace order = iota
	byTag         // then by place
	byTime        // changed last first
)

func (o order) next() order { return (o + 1) % (byTime + 1) }

// String implements fmt.Stringer.
func (o order) String() string { return [...]string{"place", "tag", "time"}[o] }

// any reports whether any filter is active.
func (f filters) any() bool { return f.tags != nil || f.work != allWork || f.places != allPlaces }

func (f filters) fit(a annotate.Annotation) bool {
	return (len(f.tags) == 0 || slices.Contains(f.tags, a.Tag)) && f.work.fits(a) && f.places.fits(a)
}

// tagNames names the tags that are listed.
func (f filters) tagNames() string {
	var names []string
	for _, tag := range annotate.Tags() {
		if slices.Contains(f.tags, tag) {
			names = append(names, tag.Spec().Plural)
		}
	}
	if names == nil {
		return "all tags"
	}
	return "only " + strings.Join(names, " and ")
}

// refilter lists the annotations that pass the filters, in order.
func (m Model) refilter() Model {
	queries := m.queries()
	if len(queries) > 0 && m.text == nil {
		m.text = readable(m.spec.Article, m.all)
	}
	m.shown = make([]int, 0, len(m.all))
	for i, a := range m.all {
		if m.only.fit(a) && (len(queries) == 0 || holds(m.text[i], queries)) {
			m.shown = append(m.shown, i)
		}
	}
	m.sort()
	m.list = m.list.Sized(len(m.shown), m.fit())
	return m
}

// sort sorts the list in the chosen order.
func (m Model) sort() {
	switch m.order {
	case byTag:
		slices.SortStableFunc(m.shown, func(i, j int) int {
			return cmp.Compare(slices.Index(annotate.Tags(), m.all[i].Tag), slices.Index(annotate.Tags(), m.all[j].Tag))
		})
	case byTime:
		slices.SortStableFunc(m.shown, func(i, j int) int { return m.all[j].Modified.Compare(m.all[i].Modified) })
	}
}

// queries returns the words that were typed.
func (m Model) queries() []search.Query {
	var queries []search.Query
	for _, word := range strings.Fields(m.typed.Value()) {
		if q := search.Parse(word); !q.Empty() {
			queries = append(queries, q)
		}
	}
	return queries
}

// holds reports whether text holds every query.
func holds(text string, queries []search.Query) bool {
	for _, q := range queries {
		if _, ok := q.Next(text, 0); !ok {
			return false
		}
	}
	return true
}

// readable returns the searchable text of each annotation: words, note, fields,
// creator, place and tag.
func readable(article *annotate.Article, all []annotate.Annotation) []string {
	words := make([]string, len(all))
	var b strings.Builder
	for i, a := range all {
		b.Reset()
		b.WriteString(a.Anchor.Exact + "\n" + a.Note + "\n" + a.Creator + "\n" + string(a.Tag) + "\n" + place(article, a) + "\n" + a.Status())
		for _, values := range a.Fields {
			for _, v := range values {
				b.WriteString("\n" + v)
			}
		}
		words[i] = b.String()
	}
	return words
}
