package kit

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A Field is a single-line text input: the one from Bubbles without colors and
// without the system clipboard, so that text from outside only arrives as a
// bracketed paste. It is a value.
type Field struct {
	input *textinput.Model // replaced, never changed
	known []string
}

// NewField returns a focused field that holds value.
func NewField(value string) Field {
	in := textinput.New()
	in.Prompt = ""
	in.KeyMap.Paste = key.NewBinding()
	in.SetStyles(textinput.Styles{})
	in.SetVirtualCursor(false)
	in.SetValue(value)
	in.CursorEnd()
	in.Focus()
	return Field{input: &in}
}

// Suggest returns the field with values that it completes to.
func (f Field) Suggest(values []string) Field {
	f.known = values
	return f
}

// Completion returns what the right arrow adds to the text: the rest of the first
// known value that begins with it in any case, or "" if there is none. The text takes
// the case of the value.
func (f Field) Completion() string { return f.completed()[len(f.Value()):] }

// completed returns the first known value that begins with the text, in any case, or
// the text if there is none.
func (f Field) completed() string {
	typed := f.Value()
	if typed == "" || f.input.Position() < len([]rune(typed)) {
		return typed
	}
	for _, k := range f.known {
		if len(k) > len(typed) && strings.EqualFold(k[:len(typed)], typed) {
			return k
		}
	}
	return typed
}

// Value returns the text.
func (f Field) Value() string {
	if f.input == nil {
		return ""
	}
	return f.input.Value()
}

// Update handles a key or a paste.
func (f Field) Update(msg tea.Msg) Field {
	in := *f.input
	in.SetValue(in.Value()) // a copy: the text must not be shared with f
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "right" {
		if f.Completion() != "" {
			in.SetValue(f.completed())
			in.CursorEnd()
			return Field{&in, f.known}
		}
	}
	if paste, ok := msg.(tea.PasteMsg); ok {
		paste.Content = strings.Join(strings.Fields(paste.Content), " ")
		msg = paste
	}
	in, _ = in.Update(msg)
	return Field{&in, f.known}
}

// View returns the field in width cells, without styles, and the column of its
// cursor.
func (f Field) View(width int) (text string, cursor int) {
	in := *f.input
	in.SetWidth(max(width-1, 1))
	in.SetCursor(in.Position()) // scrolls to it
	text = strings.TrimRight(ansi.Strip(in.View()), " ")
	if c := in.Cursor(); c != nil {
		cursor = c.X
	}
	return ansi.Truncate(text, width, ""), min(cursor, width-1)
}
