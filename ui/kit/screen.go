package kit

import (
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A Screen is a Bubble Tea model on the root's stack. It is a value: Update
// returns the new state. It posts requests for the root to its [Outbox], and does
// slow work in a [tea.Cmd].
type Screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) (Screen, tea.Cmd)
	// View returns the rows of the screen and its cursor. The root sets the
	// terminal modes.
	View() tea.View
	Keyboard() Keyboard
}

// A Panel is a screen that takes Height rows at the bottom of the window, below
// the reader.
type Panel interface {
	Screen
	Height() int
}

// A Closer is a screen that leaves a draft for the reader, however it is
// closed. The root passes the result of Closing to the reader.
type Closer interface {
	Screen
	Closing() CardMsg
}

// A Keyboard tells the root how to turn key presses and clicks on the footer
// into messages for a screen.
type Keyboard struct {
	Mode  keys.Mode
	Input Input
	Keys  keys.Table // keys in the footer, nil if no footer is shown
	State string     // the text on the right of the footer
	// FreeMouse leaves the mouse to the terminal, for its own selection.
	FreeMouse bool
}

// An Input decides what a key press becomes.
type Input uint8

// The inputs.
const (
	Actions Input = iota // keys are actions, with counts and sequences
	Text                 // keys that are not bound in the mode are text
	Raw                  // the next key arrives as a [KeyMsg], unless it goes back or quits
)
