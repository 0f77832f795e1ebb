// Package card implements the panel that edits one annotation: its note, in Markdown,
// and the fields of its tag. Typed text is kept, however the panel is closed.
package card

import (
	"os/exec"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// noteRows is the height of the note on a screen with room for it.
const noteRows = 3

// An Editor returns the command that edits a text outside Galley, and a
// function that reads the result once the command has exited.
type Editor func(text string) (cmd *exec.Cmd, read func() (string, error), err error)

// A Spec holds the arguments of [New].
type Spec struct {
	Keys       keys.Table
	Annotation annotate.Annotation
	Typed      *kit.Draft          // the contents of the panel; nil: those of the annotation
	Place      string              // its tag and place: "Claim in ¶7"
	Links      []string            // what it is to others: "supports C in ¶3: “adds 4.20”"
	Known      map[string][]string // values in use, by field, for completion
	Roles      map[string]string   // the roles of known speakers, by name
	Editor     Editor              // nil: notes are edited only in the card
	Now        time.Time           // for the dates of replies
	Author     string              // the user
	Reply      bool                // opens with the cursor in the field for a reply
}

// A Model is the state of the panel.
type Model struct {
	kit.Base
	spec    Spec
	opened  kit.Draft // the contents when it was opened
	note    textarea.Model
	rows    []row
	focus   int      // 0: the note, then the rows from 1
	message string   // shown until the next key
	saved   bool     // what is typed is saved as a draft
	role    string   // the role that was filled in for a known speaker
	preview []string // the note rendered, while it does not have the focus
}

// A row is one line of the panel: a field, or one value of a list.
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

// New returns the panel.
func New(out *kit.Outbox, spec Spec) kit.Panel {
	note := textarea.New()
	note.Prompt, note.ShowLineNumbers, note.CharLimit, note.MaxHeight = "", false, 0, 0
	note.KeyMap.Paste = key.NewBinding()
	note.KeyMap.CopySelection = key.NewBinding()
	note.SetStyles(textarea.Styles{})
	note.SetVirtualCursor(false)
	note.Focus()
	m := Model{spec: spec, note: note}
	m.Out, m.Keys, m.Mode = out, spec.Keys, keys.Card
	m.fill(kit.Draft{Note: spec.Annotation.Note, Fields: spec.Annotation.Fields})
	m.opened = m.draft()
	if spec.Typed != nil {
		m.fill(*spec.Typed)
	}
	d := m.draft()
	switch {
	case spec.Reply:
		m.reply()
	case d.Note == "" && m.rows[0].value() == "":
		m.moveFocus(1)
	}
	return m
}

// fill sets the contents of the panel.
func (m *Model) fill(d kit.Draft) {
	m.note.SetValue(d.Note)
	m.rows = nil
	for _, f := range m.spec.Annotation.Tag.Spec().Fields {
		values := d.Fields[f.Name]
		if f.List || len(values) == 0 {
			values = append(slices.Clone(values), "")
		}
		for _, v := range values {
			m.rows = append(m.rows, newRow(f, v, m.spec.Known[f.Name]))
		}
	}
	if a := m.spec.Annotation; d.Reply != "" || len(a.Replies) > 0 || a.Creator != m.spec.Author {
		m.rows = append(m.rows, newReply(d.Reply))
	}
}

func newRow(spec annotate.FieldSpec, value string, known []string) row {
	return row{spec: spec, field: kit.NewField(value).Suggest(known), choice: value}
}

// draft returns the current note and fields, cleaned for the terminal. Fields
// of other tags are kept.
func (m *Model) draft() kit.Draft {
	d := kit.Draft{Note: source.Clean(strings.TrimSpace(m.note.Value())), Fields: m.spec.Annotation.Fields}
	for _, spec := range m.spec.Annotation.Tag.Spec().Fields {
		var values []string
		for _, r := range m.rows {
			if r.spec.Name == spec.Name {
				values = append(values, source.Clean(r.value()))
			}
		}
		d.Fields = d.Fields.With(spec.Name, values...)
	}
	if i := m.replyRow(); i >= 0 {
		d.Reply = source.Clean(m.rows[i].value())
	}
	return d
}

// Closing returns the contents of the panel, for the reader.
func (m Model) Closing() kit.CardMsg {
	return kit.CardMsg{Annotation: m.spec.Annotation.ID, Opened: m.opened, Left: m.draft()}
}

// Update handles a message from the root, or the text from the editor.
func (m Model) Update(msg tea.Msg) (kit.Screen, tea.Cmd) {
	var cmd tea.Cmd
	m.Handle(msg)
	switch msg := msg.(type) {
	case kit.CanvasMsg:
		m.resize()
	case kit.ActionMsg:
		m.message = ""
		cmd = m.do(msg.Action)
	case tea.KeyPressMsg:
		m.message, m.saved = "", false
		m.press(msg)
	case tea.PasteMsg:
		m.message, m.saved = "", false
		m.edit(msg)
	case editedMsg:
		m.saved = false
		m.setNote(msg)
	case kit.DraftSavedMsg:
		m.saved = true
	}
	m.State = m.hint()
	return m, cmd
}

// do carries out an action.
func (m *Model) do(action keys.Action) tea.Cmd {
	switch action {
	case keys.SaveCard:
		m.Out.Post(kit.CloseMsg{})
	case keys.NextField:
		m.moveFocus(1)
	case keys.PrevField:
		m.moveFocus(-1)
	case keys.EditNote:
		return m.openEditor()
	case keys.Reply:
		m.reply()
	}
	return nil
}

// press handles a key that is not bound. Arrow keys and enter move between the
// fields where the field itself has no use for them.
func (m *Model) press(press tea.KeyPressMsg) {
	switch key := press.String(); {
	case m.focus > 0 && key == "enter" && m.focus == m.replyRow()+1:
		m.Out.Post(kit.CloseMsg{})
	case m.focus > 0 && key == "up":
		m.moveFocus(-1)
	case m.focus > 0 && (key == "down" || key == "enter"):
		m.moveFocus(1)
	default:
		m.edit(press)
	}
}

// moveFocus moves the focus by n fields, wrapping around. A list whose last value
// is not empty gets an empty one.
func (m *Model) moveFocus(n int) {
	m.growList()
	m.setFocus((m.focus + n + len(m.rows) + 1) % (len(m.rows) + 1))
}

// setFocus moves the focus to the note, or to a row from 1.
func (m *Model) setFocus(at int) {
	m.focus = at
	if m.focus == 0 {
		m.note.Focus()
		return
	}
	m.note.Blur()
	m.renderNote()
}

// growList adds an empty value to the focused list if its last value is not empty.
func (m *Model) growList() {
	i := m.focus - 1
	if i < 0 || !m.rows[i].spec.List || m.rows[i].value() == "" {
		return
	}
	if i+1 == len(m.rows) || m.rows[i+1].spec.Name != m.rows[i].spec.Name {
		m.rows = slices.Insert(slices.Clone(m.rows), i+1, newRow(m.rows[i].spec, "", nil))
	}
}

// edit passes a key or a paste to the focused field.
func (m *Model) edit(msg tea.Msg) {
	if m.focus == 0 {
		m.note, _ = m.note.Update(msg)
		return
	}
	m.rows = slices.Clone(m.rows)
	r := &m.rows[m.focus-1]
	paste, isPaste := msg.(tea.PasteMsg)
	press, isPress := msg.(tea.KeyPressMsg)
	switch {
	case isPaste && r.spec.List:
		m.pasteList(paste.Content)
	case r.spec.Choices == nil:
		r.field = r.field.Update(msg)
	case isPress:
		r.choice = choose(r.spec.Choices, r.choice, press)
	}
	m.fillRole()
}

// pasteList adds each pasted line as a value of the focused list.
func (m *Model) pasteList(text string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		r := &m.rows[m.focus-1]
		r.field = r.field.Update(tea.PasteMsg{Content: line})
		m.growList()
		m.rows = slices.Clone(m.rows)
		m.focus++
	}
}

// choose returns the choice that a key selects: arrows and space go through them,
// a letter goes to the next that begins with it, backspace clears.
func choose(choices []string, current string, press tea.KeyPressMsg) string {
	all := append([]string{""}, choices...)
	at := max(slices.Index(all, current), 0)
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
	return current
}
