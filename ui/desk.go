package ui

import (
	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/marks"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// A desk is the screen at the bottom of the stack: the article that is read.
type desk struct {
	reader reader.Reader
	keys   keys.Table
	kept   int          // reading place that was saved last
	look   bool         // it is to be looked whether the article changed at its source
	fresh  *Fresh       // a version that was found at its source; nil: none
	marks  *marks.Marks // the list of annotations as it was left; nil before
}

func (d *desk) on(c kit.Canvas) { d.reader = d.reader.Shared(false).On(c) }

func (d *desk) typed() bool { return d.reader.Typing() }

func (d *desk) press(msg tea.KeyPressMsg) (fx []effect.Effect) {
	if d.reader.Typing() && !bound(d.keys, d.reader.Mode(), msg) {
		d.reader = d.reader.Type(msg)
		return nil
	}
	d.reader, fx = d.reader.Press(keyOf(d.keys, msg))
	return fx
}

func (d *desk) paste(msg tea.PasteMsg) {
	if d.reader.Typing() {
		d.reader = d.reader.Type(msg)
	}
}

func (d *desk) mouse(msg tea.MouseMsg) (fx []effect.Effect) {
	switch m := msg.Mouse(); msg.(type) {
	case tea.MouseClickMsg:
		if m.Button == tea.MouseLeft {
			d.reader, fx = d.reader.Click(m.X, m.Y)
		}
	case tea.MouseMotionMsg:
		if m.Button == tea.MouseLeft {
			d.reader, fx = d.reader.Drag(m.X, m.Y)
		}
	case tea.MouseReleaseMsg:
		d.reader, fx = d.reader.Release()
	}
	return fx
}

func (d *desk) wheel(rows int) []effect.Effect {
	if rows != 0 {
		d.reader = d.reader.Scroll(rows)
	}
	return nil
}

// dragOn goes on with a drag beyond the edge of the text.
func (d *desk) dragOn() (fx []effect.Effect) {
	d.reader, fx = d.reader.DragOn()
	return fx
}

func (d *desk) tell(text string, trouble bool) {
	d.reader = d.reader.Tell(reader.Message{Text: text, Error: trouble})
}

func (d *desk) follow(annotate.Set) {}

func (d *desk) draw(v *tea.View) {
	f := d.reader.Draw()
	v.Content, v.Cursor = f.Text+"\n"+f.Footer, cursor(f.Col, f.Row, f.Shown)
	if d.reader.FreeMouse() {
		v.MouseMode = tea.MouseModeNone
	}
}

// article is the ID of the article on the desk.
func (d *desk) article() string { return d.reader.Article().ID }
