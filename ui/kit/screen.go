package kit

import (
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A Screen is a Bubble Tea model on the root's stack. It is a value: Update
// returns the screen as it is then. What it asks of the root it posts to the
// [Outbox] that it was made with; what takes time it does in a [tea.Cmd].
type Screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) (Screen, tea.Cmd)
	// View returns the rows of the screen and its cursor. The root sets the
	// terminal modes.
	View() tea.View
	Keyboard() Keyboard
}

// A Panel is a screen that takes Height rows at the bottom of the window and
// leaves those above to the reader.
type Panel interface {
	Screen
	Height() int
}

// A Closer is a screen that leaves a draft to the reader when it is closed,
// whatever closes it. The root hands what Closing returns to the reader.
type Closer interface {
	Screen
	Closing() CardMsg
}

// Keyboard says how the root turns key presses and clicks on the footer into
// messages for a screen.
type Keyboard struct {
	Mode  keys.Mode
	Input Input
	Keys  keys.Table // those of the footer that the screen shows now, nil if it shows none
	State string     // what that footer shows at its right
	// FreeMouse reports that the terminal has the mouse, to select with.
	FreeMouse bool
}

// Input is what a key press becomes.
type Input uint8

// The inputs.
const (
	Actions Input = iota // keys are actions, with counts and sequences
	Text                 // keys that are bound to nothing in the mode are text
	Raw                  // the next key comes as a [KeyMsg], unless it leads back or quits
)
