package reader

import (
	"errors"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// What follows is the reader as the root knew it, until that sends messages.

// A Draft is the part of an annotation that the user types.
type Draft = kit.Draft

// A Message is a line at the bottom.
type Message struct {
	Text  string
	Error bool
}

// A Frame is the screen as it is to be drawn.
type Frame struct {
	Text, Footer string
	Col, Row     int
	Shown        bool
}

// A Source is the article that a reader shows, with its annotations.
type Source struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64
	Caret       int
	Notice      string
	Folds       map[int]bool
	Waiting     []annotate.Step
	First       bool
}

// An effects is what the root is asked for, and the steps that it did not
// report on.
type effects struct {
	list    []effect.Effect
	pending []annotate.Step
}

// Open is New for a root that takes effects.
func Open(env Env, src Source) Reader {
	fx := &effects{pending: src.Waiting}
	if env.Outbox == nil {
		env.Outbox = &kit.Outbox{}
	}
	if env.Clean == nil {
		env.Clean = func(text string) string { return text }
	}
	env.Save = func(article string, step annotate.Step) {
		fx.list = append(fx.list, effect.Save{Article: article, Step: step})
		fx.pending = append(fx.pending, step)
	}
	env.SaveFolds = func(article, text string, folds map[int]bool) {
		fx.list = append(fx.list, effect.SaveFolds{Article: article, Text: text, Folds: folds})
	}
	env.Pending = func(string) []annotate.Step { return slices.Clone(fx.pending) }
	r := New(env, library.Document{
		Article: src.Article, Annotations: src.Annotations, Seq: src.Seq, Caret: src.Caret, Notice: src.Notice,
		Folds: src.Folds, First: src.First,
	})
	r.fx = fx
	return r
}

// result takes in a result and reports whether it made the reader stale.
func (r Reader) result(msg library.Result) (_ Reader, stale bool) {
	if msg.Err == nil || msg.Refused {
		r.fx.pending = slices.DeleteFunc(r.fx.pending, func(s annotate.Step) bool { return s.ID == msg.Step })
	}
	r.handle(msg)
	return r, len(r.env.Outbox.Take()) > 0
}

// Saved takes in that a step is on disk.
func (r Reader) Saved(step string, seq uint64) (_ Reader, stale bool) {
	return r.result(library.Result{Step: step, Seq: seq})
}

// SaveFailed takes in that saving does not work now.
func (r Reader) SaveFailed(why string) Reader {
	r, _ = r.result(library.Result{Err: errors.New(why)})
	return r
}

// Refused takes in that a step was refused.
func (r Reader) Refused(step string) Reader {
	r, _ = r.result(library.Result{Step: step, Refused: true})
	return r
}

func (r Reader) effects() (Reader, []effect.Effect) {
	list := r.fx.list
	r.fx.list = nil
	if r.copied != "" {
		list = append(list, effect.Copy{Text: r.copied})
	}
	if r.pointer.goOn {
		list = append(list, effect.DragOn{})
	}
	r.copied, r.pointer.goOn = "", false
	for _, msg := range r.env.Outbox.Take() {
		switch msg := msg.(type) {
		case kit.EditCardMsg:
			list = append(list, effect.EditCard{Annotation: msg.Annotation})
		case kit.ShowOriginalMsg:
			list = append(list, effect.ShowMade{Annotation: msg.Annotation})
		case kit.SwitchVersionMsg:
			list = append(list, effect.TurnText{Step: msg.Step})
		case kit.ActionMsg:
			if e, ok := effect.Of(msg.Action); ok {
				list = append(list, e)
			}
		}
	}
	return r, list
}

func (r Reader) with(msg tea.Msg) (Reader, []effect.Effect) {
	r.handle(msg)
	return r.effects()
}

// Draw is View in parts.
func (r Reader) Draw() (f Frame) {
	footer := r.footer()
	f.Footer = footer.String()
	rows := append([]string{r.header()}, r.text()...)
	f.Text = strings.Join(rows[:len(rows)-footer.coversAs(f.Footer)], "\n")
	if v := r.View(); v.Cursor != nil {
		f.Col, f.Row, f.Shown = v.Cursor.X, v.Cursor.Y, true
	}
	return f
}

// On puts the reader on a canvas.
func (r Reader) On(c kit.Canvas) Reader {
	r.setCanvas(kit.CanvasMsg{Canvas: c, Shared: r.shared})
	return r
}

// Shared tells whether a panel covers the lower part of the screen.
func (r Reader) Shared(shared bool) Reader {
	r.shared = shared
	return r
}

// Canvas is what the reader is drawn on.
func (r Reader) Canvas() kit.Canvas { return r.body.canvas }

// Mode is what the keyboard means now.
func (r Reader) Mode() keys.Mode { return r.mode }

// FreeMouse reports whether the terminal has the mouse.
func (r Reader) FreeMouse() bool { return r.body.prefs.mouseFree }

// Typing reports whether keys are text.
func (r Reader) Typing() bool { return r.mode.Typed() }

// Type handles a key or a paste while text is typed.
func (r Reader) Type(msg tea.Msg) Reader {
	r.input(msg)
	return r
}

// Tell shows a message.
func (r Reader) Tell(m Message) Reader {
	kind := kit.Info
	if m.Error {
		kind = kit.Trouble
	}
	r.notice(kit.NoticeMsg{Text: m.Text, Kind: kind})
	return r
}

// TellToo shows an unsolicited message.
func (r Reader) TellToo(text string) Reader {
	r.notice(kit.NoticeMsg{Text: text, Kind: kit.Unsolicited})
	return r
}

// Press handles a key.
func (r Reader) Press(key string) (Reader, []effect.Effect) {
	bound := func() keys.Action {
		_, out := r.env.Keys.Press(r.mode, keys.Pending{}, key, false)
		return out.Action
	}
	switch {
	case r.asking():
		switch action := bound(); {
		case action == keys.Back:
			return r.with(kit.ActionMsg{Action: action})
		case action == keys.Quit && len(key) > 1:
			r.dropPrompt()
			return r, []effect.Effect{effect.Quit{}}
		}
		return r.with(kit.KeyMsg{Key: key})
	case r.pending != (keys.Pending{}) && bound() == keys.Back:
		return r.with(kit.PendingMsg{})
	}
	pending, out := r.env.Keys.Press(r.mode, r.pending, key, true)
	switch {
	case out.Action != "":
		return r.Do(out.Action, out.Count)
	case out.Unbound != "":
		return r.with(kit.UnboundMsg{Sequence: out.Unbound})
	}
	return r.with(kit.PendingMsg{Pending: pending})
}

// Do carries out an action.
func (r Reader) Do(action keys.Action, count int) (Reader, []effect.Effect) {
	if e, ok := effect.Of(action); ok {
		r, _ = r.with(kit.PendingMsg{})
		return r, []effect.Effect{e}
	}
	return r.with(kit.ActionMsg{Action: action, Count: count})
}

// Settle ends what is half done.
func (r Reader) Settle() (Reader, []effect.Effect) { return r.with(kit.SettleMsg{}) }

// Visit sends the caret to a place.
func (r Reader) Visit(off int, annotation string) Reader {
	r.visit(kit.VisitMsg{Off: off, Annotation: annotation})
	return r
}

// Click handles a press of the left button.
func (r Reader) Click(col, row int) (Reader, []effect.Effect) {
	if row == r.body.canvas.Height-1 && !r.mode.Typed() {
		r.dropPrompt()
		r.message = kit.NoticeMsg{}
		action, ok := r.body.canvas.ActionAt(r.footer().offered(), r.mode, r.footer().state(), col)
		if !ok {
			return r, nil
		}
		return r.Do(action, 0)
	}
	return r.with(tea.MouseClickMsg{X: col, Y: row, Button: tea.MouseLeft})
}

// Drag handles a move of the mouse with the left button down.
func (r Reader) Drag(col, row int) (Reader, []effect.Effect) {
	return r.with(tea.MouseMotionMsg{X: col, Y: row, Button: tea.MouseLeft})
}

// DragOn goes on with a drag beyond the edge of the text.
func (r Reader) DragOn() (Reader, []effect.Effect) { return r.with(dragMsg{}) }

// Release handles the release of the button.
func (r Reader) Release() (Reader, []effect.Effect) {
	return r.with(tea.MouseReleaseMsg{Button: tea.MouseLeft})
}

// Scroll moves the text by rows.
func (r Reader) Scroll(rows int) Reader {
	r.handle(kit.ScrollMsg{Rows: rows})
	return r
}

// Amended takes what a card was left with.
func (r Reader) Amended(id string, opened, left Draft) (Reader, []effect.Effect) {
	return r.with(kit.CardMsg{Annotation: id, Opened: opened, Left: left})
}

// Retyped is Amended that says nothing.
func (r Reader) Retyped(id string, opened, left Draft) (Reader, []effect.Effect) {
	return r.with(kit.CardMsg{Annotation: id, Opened: opened, Left: left, Silent: true})
}

// Reload takes the annotations as they are on disk.
func (r Reader) Reload(annotations []annotate.Annotation, seq uint64) (Reader, []effect.Effect) {
	return r.with(kit.AnnotationsMsg{Set: annotate.NewSet(annotations), Seq: seq})
}

// Succeeded is Succeed with effects.
func (r Reader) Succeeded(before Reader) (Reader, []effect.Effect) {
	return r.Succeed(before).effects()
}
