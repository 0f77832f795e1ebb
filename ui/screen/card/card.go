// Package card is the panel in which a person fills in one annotation: its
// note, in Markdown, and the fields of its tag. Leaving it by any way keeps
// what was typed.
package card

import (
	"slices"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// noteRows is the height of the note on a screen with room for it.
const noteRows = 3

// A Card is the state of the panel.
type Card struct {
	annotation annotate.Annotation
	place      string // "¶7"
	note       textarea.Model
	rows       []row
	focus      int // 0: the note, then the rows from 1
	keys       keys.Table
	canvas     kit.Canvas
	message    string   // what to tell, until the next key
	preview    []string // the note as it will read, while it does not have the focus
}

// A row is one line of the card: a field, or one value of a list.
type row struct {
	spec   annotate.FieldSpec
	field  kit.Field
	choice string // the value, where spec has Choices
}

func (r row) value() string {
	if r.spec.Choices != nil {
		return r.choice
	}
	return strings.TrimSpace(r.field.Value())
}

// A Spec says what a card is opened with.
type Spec struct {
	Annotation annotate.Annotation
	Place      string              // where it stands, as people say it
	Known      map[string][]string // values used before, by field, to complete
	Keys       keys.Table
}

// New opens a card on an annotation.
func New(spec Spec) Card {
	note := textarea.New()
	note.Prompt, note.ShowLineNumbers, note.CharLimit, note.MaxHeight = "", false, 0, 0
	note.KeyMap.Paste = key.NewBinding()
	note.KeyMap.CopySelection = key.NewBinding()
	note.SetStyles(textarea.Styles{})
	note.SetVirtualCursor(false)
	note.SetValue(spec.Annotation.Note)
	note.Focus()
	c := Card{annotation: spec.Annotation, place: spec.Place, note: note, keys: spec.Keys}
	for _, f := range spec.Annotation.Tag.Spec().Fields {
		values := spec.Annotation.Fields[f.Name]
		if f.List || len(values) == 0 {
			values = append(slices.Clone(values), "")
		}
		for _, v := range values {
			c.rows = append(c.rows, newRow(f, v, spec.Known[f.Name]))
		}
	}
	return c
}

func newRow(spec annotate.FieldSpec, value string, known []string) row {
	return row{spec: spec, field: kit.NewField(value).Suggest(known), choice: value}
}

// Result is the note and the fields as they stand. Fields that belong to other
// tags are kept.
func (c Card) Result() (id, note string, fields annotate.Fields) {
	fields = c.annotation.Fields
	for _, spec := range c.annotation.Tag.Spec().Fields {
		var values []string
		for _, r := range c.rows {
			if r.spec.Name == spec.Name {
				values = append(values, r.value())
			}
		}
		fields = fields.With(spec.Name, values...)
	}
	return c.annotation.ID, strings.TrimSpace(c.note.Value()), fields
}

// WithNote is the card with another note, its cursor at the end.
func (c Card) WithNote(note string) Card {
	c.note.SetValue(note)
	return c.On(c.canvas)
}

// Tell shows a message instead of the hint.
func (c Card) Tell(message string) Card {
	c.message = message
	return c
}

// Update handles a key or a paste. done reports that the person leaves the card.
func (c Card) Update(msg tea.Msg) (_ Card, done bool) {
	c.message = ""
	if press, ok := msg.(tea.KeyPressMsg); ok {
		_, out := c.keys.Press(keys.Card, keys.Pending{}, press.String(), false)
		switch out.Action {
		case keys.SaveCard:
			return c, true
		case keys.NextField:
			return c.turn(1), false
		case keys.PrevField:
			return c.turn(-1), false
		}
		if moved, ok := c.navigate(press); ok {
			return moved, false
		}
	}
	return c.edit(msg), false
}

// navigate moves between the fields by arrow keys, where the field itself has
// no use for them.
func (c Card) navigate(press tea.KeyPressMsg) (Card, bool) {
	if c.focus == 0 {
		return c, false
	}
	switch press.String() {
	case "up":
		return c.turn(-1), true
	case "down", "enter":
		return c.turn(1), true
	}
	return c, false
}

// turn moves the focus by n fields, round the ends. The last value of a list
// makes room for one more as soon as it is filled.
func (c Card) turn(n int) Card {
	c = c.roomForMore()
	c.focus = (c.focus + n + len(c.rows) + 1) % (len(c.rows) + 1)
	if c.focus == 0 {
		c.note.Focus()
		return c
	}
	c.note.Blur()
	return c.rendered()
}

func (c Card) roomForMore() Card {
	i := c.focus - 1
	if i < 0 || !c.rows[i].spec.List || c.rows[i].value() == "" {
		return c
	}
	if i+1 < len(c.rows) && c.rows[i+1].spec.Name == c.rows[i].spec.Name {
		return c
	}
	c.rows = slices.Insert(slices.Clone(c.rows), i+1, newRow(c.rows[i].spec, "", nil))
	return c
}

// edit gives a key or a paste to the field that has the focus.
func (c Card) edit(msg tea.Msg) Card {
	if c.focus == 0 {
		c.note, _ = c.note.Update(msg)
		return c
	}
	c.rows = slices.Clone(c.rows)
	r := &c.rows[c.focus-1]
	if paste, ok := msg.(tea.PasteMsg); ok && r.spec.List {
		return c.pasteList(paste.Content)
	}
	if r.spec.Choices == nil {
		r.field = r.field.Update(msg)
		return c
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		r.choice = choose(r.spec.Choices, r.choice, press)
	}
	return c
}

// pasteList makes each pasted line a value of the list that has the focus.
func (c Card) pasteList(text string) Card {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		r := &c.rows[c.focus-1]
		r.field = r.field.Update(tea.PasteMsg{Content: line})
		c = c.roomForMore()
		c.rows = slices.Clone(c.rows)
		c.focus++
	}
	return c
}

// choose is the choice that a key leads to: arrows and space go through them,
// a letter goes to the next that begins with it, backspace clears.
func choose(choices []string, now string, press tea.KeyPressMsg) string {
	all := append([]string{""}, choices...)
	at := max(slices.Index(all, now), 0)
	switch name := press.String(); {
	case name == "right" || name == "space":
		return all[(at+1)%len(all)]
	case name == "left":
		return all[(at+len(all)-1)%len(all)]
	case name == "backspace" || name == "delete":
		return ""
	case press.Text != "":
		for i := 1; i <= len(all); i++ {
			if next := all[(at+i)%len(all)]; strings.HasPrefix(next, strings.ToLower(press.Text)) {
				return next
			}
		}
	}
	return now
}
