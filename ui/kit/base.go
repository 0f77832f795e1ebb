package kit

import (
	"fmt"

	"galley/annotate"
	"galley/ui/keys"

	tea "charm.land/bubbletea/v2"
)

// A TextSpec says what a page about the open article shows.
type TextSpec struct {
	Keys        keys.Table
	Article     *annotate.Article
	Annotations annotate.Set
	Caret       int    // byte offset
	Last        Screen // the page as it was last closed, which some pages continue from; nil: none
}

// A Base holds the state that every screen has. At the bottom it shows the keys
// of the mode or, until the next key, a message. Screens embed it and pass it each
// message from the root.
type Base struct {
	Out      *Outbox
	Canvas   Canvas
	Keys     keys.Table
	Mode     keys.Mode
	Hint     string // what keys do here: "enter opens, ? shows the keys"
	State    string // shown on the right of the footer
	IsBottom bool   // there is no screen to go back to

	message NoticeMsg
	pending keys.Pending
}

// Init does nothing.
func (b Base) Init() tea.Cmd { return nil }

// Handle handles a message as every screen does: it takes the canvas, shows a
// notice until the next key, and explains keys that are not bound.
func (b *Base) Handle(msg tea.Msg) {
	switch msg := msg.(type) {
	case CanvasMsg:
		b.Canvas = msg.Canvas
	case NoticeMsg:
		b.message = msg
	case PendingMsg:
		b.message, b.pending = NoticeMsg{}, msg.Pending
	case UnboundMsg:
		b.pending = keys.Pending{}
		b.Say("%s does nothing here: %s.", keys.Name(msg.Sequence), b.Hint)
	case ActionMsg, KeyMsg, tea.KeyPressMsg, tea.PasteMsg:
		b.message, b.pending = NoticeMsg{}, keys.Pending{}
	}
}

// Do carries out the actions that are the same on every screen with a Base: going
// back, and showing how to leave.
func (b *Base) Do(action keys.Action) {
	switch {
	case action == keys.Back && !b.IsBottom:
		b.Out.Post(CloseMsg{})
	case action == keys.HowToQuit && !b.IsBottom:
		b.Say("%s goes back, %s quits Galley; everything is saved.", b.Key(keys.Back), b.Key(keys.Quit))
	case action == keys.Back, action == keys.HowToQuit:
		b.Say("%s, %s quits; everything is saved.", b.Hint, b.Key(keys.Quit))
	}
}

// Visit goes to an annotation in the text, or starts placing it.
func (b *Base) Visit(a annotate.Annotation) {
	switch {
	case a.Anchor.State.Placed():
		b.Out.Post(VisitMsg{Off: a.Anchor.Span.Start, Annotation: a.ID})
	case a.NeedsPlacing():
		b.Out.Post(VisitMsg{Annotation: a.ID})
	default:
		b.Warn("It has no place in this version: %s.", OneLine(a.Anchor.Reason))
	}
}

// Key returns the key of an action in the screen's mode.
func (b *Base) Key(action keys.Action) string { return b.Keys.Key(b.Mode, action) }

// Say shows a message until the next key.
func (b *Base) Say(format string, args ...any) {
	b.message = NoticeMsg{Text: fmt.Sprintf(format, args...)}
}

// Warn shows a message about something that failed.
func (b *Base) Warn(format string, args ...any) {
	b.message = NoticeMsg{Text: fmt.Sprintf(format, args...), Kind: Error}
}

// HasMessage reports whether a message is shown instead of the keys.
func (b *Base) HasMessage() bool { return b.message.Text != "" }

// Keyboard returns the keyboard of the screen's mode.
func (b Base) Keyboard() Keyboard {
	k := Keyboard{Mode: b.Mode, State: b.state()}
	if b.Mode.IsText() {
		k.Input = Text
	}
	if !b.HasMessage() {
		k.Keys = b.Keys
	}
	return k
}

// state returns the text on the right of the footer: an incomplete command and
// State.
func (b *Base) state() string { return JoinParts("  ", b.pending.String(), b.State) }

// Draw draws a screen: rows from the top, and the message or the footer.
func (b *Base) Draw(rows []string) tea.View {
	bottom := b.Canvas.Footer(b.Keys, b.Mode, b.state())
	if b.HasMessage() {
		bottom = b.Canvas.Notice(b.message, b.State)
	}
	return tea.NewView(b.Canvas.Page(rows, bottom))
}
