package ui

import (
	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/card"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// A panel is the screen of a card: it leaves the upper part of the window to
// the text below it.
type panel struct {
	card   card.Card
	opened reader.Draft // what the card held at first
	keys   keys.Table
	desk   *desk
	window kit.Canvas
	top    int // first row of the window that is the card's
}

// on gives the card the rows that it wants, but at least a third of the screen
// to the text.
func (p *panel) on(c kit.Canvas) {
	p.window = c
	height := min(p.card.Height(), c.Height-max(c.Height/3, 4))
	p.top = c.Height - height
	above := c
	above.Height -= height - 1 // the card's footer stands for the reader's
	p.desk.reader = p.desk.reader.Shared(true).On(above)
	c.Height = height
	p.card = p.card.On(c)
}

func (p *panel) press(msg tea.KeyPressMsg) []effect.Effect {
	_, out := p.keys.Press(keys.Card, keys.Pending{}, msg.String(), false)
	switch out.Action {
	case keys.Quit:
		return []effect.Effect{effect.Quit{}}
	case keys.EditNote:
		_, note, _ := p.card.Result()
		return []effect.Effect{effect.EditText{Text: note}}
	}
	if p.update(msg) {
		return []effect.Effect{effect.Close{}}
	}
	return nil
}

func (p *panel) paste(msg tea.PasteMsg) { p.update(msg) }

// update hands a message to the card, which may grow by it.
func (p *panel) update(msg tea.Msg) (done bool) {
	height := p.card.Height()
	p.card, done = p.card.Update(msg)
	if p.card.Height() != height {
		p.on(p.window)
	}
	return done
}

func (p *panel) typed() bool { return true }

func (p *panel) mouse(tea.MouseMsg) []effect.Effect { return nil }

func (p *panel) wheel(int) []effect.Effect { return nil }

func (p *panel) tell(text string, trouble bool) { p.desk.tell(text, trouble) }

func (p *panel) follow(annotate.Set) {}

func (p *panel) draw(v *tea.View) {
	content, col, row := p.card.View()
	v.Content = p.desk.reader.Draw().Text + "\n" + content
	v.Cursor = tea.NewCursor(col, p.top+row)
}

// draft is what the card holds, without anything that must not reach a
// terminal.
func (p *panel) draft(clean func(string) string) (id string, d reader.Draft) {
	id, note, fields := p.card.Result()
	d.Note = clean(note)
	for name, values := range fields {
		cleaned := make([]string, len(values))
		for i, v := range values {
			cleaned[i] = clean(v)
		}
		d.Fields = d.Fields.With(name, cleaned...)
	}
	return id, d
}
