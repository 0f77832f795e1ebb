package marks

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
)

// Filters say what is listed, apart from the words that are typed.
type filters struct {
	tags   []annotate.Tag // nil: all
	work   work
	places places
}

// A work filter is about checking.
type work uint8

const (
	allWork  work = iota
	openWork      // still to be checked
	doneWork      // was to be checked and is
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

// A places filter is about how sure it is where annotations stand.
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

// An order is that of the list.
type order uint8

const (
	byPlace order = iota
	byTag         // then by place
	byTime        // changed last first
)

func (o order) next() order { return (o + 1) % (byTime + 1) }

// String implements fmt.Stringer.
func (o order) String() string { return [...]string{"place", "tag", "time"}[o] }

// any reports whether the filters may leave something out.
func (f filters) any() bool { return f.tags != nil || f.work != allWork || f.places != allPlaces }

func (f filters) fit(a annotate.Annotation) bool {
	return (len(f.tags) == 0 || slices.Contains(f.tags, a.Tag)) && f.work.fits(a) && f.places.fits(a)
}

// tagNames says which tags are listed.
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

// refilter lists what the filters leave, in order.
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

// sort puts what is shown into the order that was chosen.
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

// readable returns what the filter reads of each annotation: its words, note,
// fields, who made it, its place and tag.
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
