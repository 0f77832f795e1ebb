package articles

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/search"
	"galley/ui/effect"
	"galley/ui/kit"
)

// refilter keeps the items that hold every word of the filter: in the title,
// the place, or what is marked and noted.
func (l Library) refilter() Library { return l.narrow(l.all) }

// narrow is refilter among some items.
func (l Library) narrow(items []Item) Library {
	l.shown = items
	if queries := l.queries(); queries != nil {
		l.shown = slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
			return slices.ContainsFunc(queries, func(q search.Query) bool { return !i.named(q) && !holds(l.words[i.ID], q) })
		})
	}
	l.list = l.list.Sized(len(l.shown), l.fit())
	return l
}

// queries are the words of the filter.
func (l Library) queries() (queries []search.Query) {
	for _, word := range strings.Fields(l.filter.Value()) {
		if q := search.Parse(word); !q.Empty() {
			queries = append(queries, q)
		}
	}
	return queries
}

// named reports whether the title, the site or the place holds what is looked
// for.
func (i Item) named(q search.Query) bool {
	return holds(i.Title, q) || holds(i.Site, q) || holds(i.Place, q)
}

func holds(text string, q search.Query) bool {
	_, ok := q.Next(text, 0)
	return ok
}

// batch is of how many articles the marks are asked for at once: few enough
// for an answer at once, those that were read last first.
const batch = 200

// gather asks for the words of marks and notes that are not known yet. Nobody
// needs them before something is looked for.
func (l Library) gather() (Library, []effect.Effect) {
	var wanted []string
	for _, i := range l.all {
		if _, known := l.words[i.ID]; !known && len(i.Counts) > 0 && len(wanted) < batch {
			wanted = append(wanted, i.ID)
		}
	}
	if l.asked || wanted == nil {
		return l, nil
	}
	l.asked = true
	return l, []effect.Effect{effect.Gather{Articles: wanted}}
}

// Gathered takes words of marks and notes that were asked for, and asks for
// more as long as they are looked for. Articles of which nothing came count as
// read.
func (l Library) Gathered(asked []string, words []Words) (Library, []effect.Effect) {
	known := make(map[string]string, len(l.words)+len(asked))
	for id, text := range l.words {
		known[id] = text
	}
	for _, id := range asked {
		known[id] = ""
	}
	for _, w := range words {
		known[w.ID] = w.Text
	}
	l.words, l.asked = known, false
	if l.filter.Value() == "" && !l.Typing() {
		return l, nil
	}
	chosen, had := l.chosen()
	l = l.refilter()
	if i := slices.IndexFunc(l.shown, func(i Item) bool { return i.ID == chosen.ID }); had && i >= 0 {
		l.list = l.list.To(i)
	}
	return l.gather()
}

// around is how much of the words before a hit is shown with it, in bytes.
const around = 24

// passage is where in its marks and notes an item holds what is looked for, ""
// if its title and place do.
func (l Library) passage(i Item) string {
	for _, q := range l.queries() {
		if i.named(q) {
			continue
		}
		text := l.words[i.ID]
		hit, ok := q.Next(text, 0)
		if !ok {
			continue
		}
		line := text[:hit.Start]
		start := strings.LastIndexByte(line, '\n') + 1
		lead := ""
		if cut := hit.Start - around; cut > start {
			start, lead = annotate.GraphemeAt(text, cut), "…"
			if gap := strings.IndexByte(text[start:hit.Start], ' '); gap >= 0 {
				start += gap
			}
		}
		rest, _, _ := strings.Cut(text[start:min(len(text), start+4*l.canvas.Width)], "\n")
		return lead + kit.OneLine(strings.ToValidUTF8(rest, ""))
	}
	return ""
}
