package kit

import (
	"slices"
	"strings"

	"galley/annotate/search"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A Filter holds the words that a list is filtered by. It is a value.
type Filter struct {
	Field
	Open   bool   // the words are being typed
	prompt string // before the words, in ASCII
}

// NewFilter returns an empty filter. prompt is shown before the words, and must
// be ASCII.
func NewFilter(prompt string) Filter { return Filter{Field: NewField(""), prompt: prompt} }

// SetPrompt changes what is shown before the words.
func (f *Filter) SetPrompt(prompt string) { f.prompt = prompt }

// Clear closes and empties the filter. It reports whether there was anything to
// clear.
func (f *Filter) Clear() bool {
	active := f.Active()
	*f = NewFilter(f.prompt)
	return active
}

// Active reports whether the filter is open or has words.
func (f *Filter) Active() bool { return f.Open || f.Value() != "" }

// Queries returns a query for each word.
func (f *Filter) Queries() (queries []search.Query) {
	for _, word := range strings.Fields(f.Value()) {
		if q := search.Parse(word); !q.Empty() {
			queries = append(queries, q)
		}
	}
	return queries
}

// Matches reports whether a query matches any of the texts.
func Matches(q search.Query, texts ...string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		_, ok := q.Next(text, 0)
		return ok
	})
}

// Matches reports whether each word of the filter is in one of the texts.
func (f *Filter) Matches(texts ...string) bool {
	return !slices.ContainsFunc(f.Queries(), func(q search.Query) bool { return !Matches(q, texts...) })
}

// Keyboard returns the filter's keyboard while it is open, else the list's.
func (f *Filter) Keyboard(b Base) Keyboard {
	if f.Open {
		return Keyboard{Mode: keys.Filter, Input: Text}
	}
	return b.Keyboard()
}

// Draw draws a list. While the filter is open it is at the bottom, with a remark
// on the right.
func (f *Filter) Draw(b Base, rows []string, remark string) tea.View {
	if !f.Open || b.HasMessage() {
		return b.Draw(rows)
	}
	c := b.Canvas
	words, col := f.View(max(c.Width-len(f.prompt)-c.Method.StringWidth(remark)-3, 1))
	v := tea.NewView(c.Page(rows, c.Line(f.prompt+words, remark)))
	v.Cursor = tea.NewCursor(1+len(f.prompt)+col, c.Height-1)
	return v
}
