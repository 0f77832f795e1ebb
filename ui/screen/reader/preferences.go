package reader

import (
	"fmt"

	"galley/ui/keys"
)

// The bounds of the measure, in cells, and how much one key changes it.
const (
	minMeasure  = 30
	maxMeasure  = 160
	measureStep = 4
)

// wideSpacing is the line spacing with a blank row between rows of text.
const wideSpacing = 2

// preferences are display settings. The methods that change them return a
// message with the new setting.
type preferences struct {
	measure     int  // maximum width of the text, in cells
	spacing     int  // line spacing, in rows; less than 1 counts as 1
	focused     bool // every paragraph but the caret's is dim
	notesHidden bool
	mouseFree   bool // the terminal has the mouse
}

func (p *preferences) toggleSpacing(t keys.Table) string {
	if p.spacing >= wideSpacing {
		p.spacing = 1
	} else {
		p.spacing = wideSpacing
	}
	return fmt.Sprintf("Line spacing %d; %s changes it.", p.spacing, t.Key(keys.Read, keys.ToggleSpacing))
}

func (p *preferences) toggleFocus(t keys.Table) string {
	return toggle(&p.focused, "Only this paragraph is bright; "+t.Key(keys.Read, keys.ToggleFocus)+" ends that.", "All paragraphs are bright again.")
}

func (p *preferences) toggleMouse(t keys.Table) string {
	key := t.Key(keys.Read, keys.ReleaseMouse)
	return toggle(&p.mouseFree, "The terminal has the mouse; "+key+" takes it back.",
		"Galley has the mouse again. Even without "+key+", holding shift (iTerm2: option, Terminal.app: fn) selects as the terminal does.")
}

func (p *preferences) toggleNotes(t keys.Table) string {
	return toggle(&p.notesHidden, "Notes hidden; "+t.Key(keys.Read, keys.ToggleNotes)+" shows them again.", "Notes shown.")
}

// toggle flips a flag, and returns the message for its new value.
func toggle(flag *bool, on, off string) string {
	if *flag = !*flag; *flag {
		return on
	}
	return off
}
