package reader

import (
	"fmt"

	"galley/ui/effect"
	"galley/ui/keys"
)

// The bounds of the measure, in cells, and how much one key changes it.
const (
	leastMeasure = 30
	mostMeasure  = 160
	measureStep  = 4
)

// widen makes the handler that changes the measure by that many cells.
func widen(by int) handler {
	return func(r *Reader, count int) []effect.Effect {
		now := min(r.env.Measure, r.measure())
		r.env.Measure = min(max(now+by*max(count, 1), leastMeasure), mostMeasure)
		r.relay()
		r.say(fmt.Sprintf("The text is %d cells wide.", r.measure()))
		return nil
	}
}

// wideSpacing parts each row of text from the next by a blank one.
const wideSpacing = 2

// toggleSpacing sets the lines further apart, or near again.
func (r *Reader) toggleSpacing() {
	if r.env.Spacing >= wideSpacing {
		r.env.Spacing = 1
	} else {
		r.env.Spacing = wideSpacing
	}
	r.relay()
	r.say(fmt.Sprintf("Line spacing %d; %s changes it.", r.env.Spacing, r.env.Keys.Key(keys.Read, keys.Spacing)))
}

// toggleFocus dims all but the paragraph of the caret, or ends it.
func (r *Reader) toggleFocus() {
	r.focused = !r.focused
	if r.focused {
		r.say("All but this paragraph is dim; " + r.env.Keys.Key(keys.Read, keys.Focus) + " ends that.")
		return
	}
	r.say("All paragraphs are bright again.")
}

// toggleMouse gives the mouse back to the terminal, so that it selects as it
// does elsewhere, or takes it again.
func (r *Reader) toggleMouse() {
	r.freeMouse = !r.freeMouse
	key := r.env.Keys.Key(keys.Read, keys.FreeMouse)
	if r.freeMouse {
		r.say("The mouse is the terminal's now; " + key + " takes it back.")
		return
	}
	r.say("The mouse is Galley's again. Without " + key + ", shift (iTerm2: option, Terminal.app: fn) selects as the terminal does.")
}

// Shared tells whether something lies over the lower part of the screen, which
// then has no drawer.
func (r Reader) Shared(shared bool) Reader {
	r.shared = shared
	return r
}

// FreeMouse reports whether the terminal has the mouse.
func (r Reader) FreeMouse() bool { return r.freeMouse }

// toggleMargin shows notes beside the text, or hides them.
func (r *Reader) toggleMargin() {
	r.noMargin = !r.noMargin
	r.relay()
	if r.noMargin {
		r.say("Notes are hidden; " + r.env.Keys.Key(keys.Read, keys.Margin) + " shows them again.")
		return
	}
	r.say("Notes are shown.")
}
