package marks

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/kit"
)

// A filters value selects the annotations to list, in addition to the words
// typed.
type filters struct {
	tags   []annotate.Tag // nil: all
	status status
	places places
}

// A status filter selects by how far an annotation has been checked.
type status uint8

const (
	anyStatus status = iota
	unchecked        // still to be checked
	checked
	wrong // found inaccurate or misleading
)

// A places filter selects by how certain the place is.
type places uint8

const (
	allPlaces       places = iota
	uncertainPlaces        // changed, ambiguous or orphan
	certainPlaces          // anchored or moved
)

// An order is the order of the list.
type order uint8

const (
	byPlace  order = iota
	byPerson       // grouped by the person whose words they are, then by place
	byTag          // then by place
	byTime         // most recently changed first
)

// String implements fmt.Stringer.
func (o order) String() string { return [...]string{"place", "person", "tag", "time"}[o] }

func (f filters) match(a annotate.Annotation) bool {
	switch {
	case len(f.tags) > 0 && !slices.Contains(f.tags, a.Tag),
		f.status == unchecked && !a.NeedsChecking(),
		f.status == checked && (a.NeedsChecking() || a.Tag.Spec().Status == ""),
		f.status == wrong && a.Verdict().Outcome != annotate.Bad,
		f.places == uncertainPlaces && !a.NeedsPlacing(),
		f.places == certainPlaces && a.NeedsPlacing():
		return false
	}
	return true
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
func (m *Model) refilter() {
	queries := m.words.Queries()
	if len(queries) > 0 && m.text == nil {
		m.text = searchable(m.spec.Article, m.all)
	}
	m.shown = make([]int, 0, len(m.all))
	for i, a := range m.all {
		misses := func(q search.Query) bool { return !kit.Matches(q, m.text[i]) }
		if m.filters.match(a) && !slices.ContainsFunc(queries, misses) {
			m.shown = append(m.shown, i)
		}
	}
	m.sort()
	m.lines = m.listed()
	m.Resize(len(m.lines), m.headRows(), m.itemRows())
}

// sort sorts the list in the chosen order.
func (m *Model) sort() {
	switch m.order {
	case byTag:
		slices.SortStableFunc(m.shown, func(i, j int) int {
			return cmp.Compare(slices.Index(annotate.Tags(), m.all[i].Tag), slices.Index(annotate.Tags(), m.all[j].Tag))
		})
	case byTime:
		slices.SortStableFunc(m.shown, func(i, j int) int { return m.all[j].Modified.Compare(m.all[i].Modified) })
	}
}

// searchable returns the text to search for each annotation: its words, note,
// fields, replies, creator, place, tag, status and labels.
func searchable(article *annotate.Article, all []annotate.Annotation) []string {
	texts := make([]string, len(all))
	for i, a := range all {
		parts := []string{a.Anchor.Exact, a.Note, a.Creator, string(a.Tag), blockLabel(article, a), a.Status(), a.LabelText()}
		for _, r := range a.Replies {
			parts = append(parts, r.Creator, r.Note)
		}
		texts[i] = strings.Join(slices.Concat(append(slices.Collect(maps.Values(a.Fields)), parts)...), "\n")
	}
	return texts
}
