package reader

import (
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// multiClick is the maximum time between two clicks at the same place that count
// as a double, triple or quadruple click.
const multiClick = 400 * time.Millisecond

// dragInterval is the interval at which the text scrolls while the mouse is held
// beyond its edge.
const dragInterval = 40 * time.Millisecond

// maxHeld is the number of intervals that a drag continues without a report from the
// terminal, about a second: some terminals do not report a release outside their
// window.
const maxHeld = int(time.Second / dragInterval)

// A dragMsg continues a drag beyond the edge of the text.
type dragMsg struct{}

// A pointer is the state of the mouse.
type pointer struct {
	off       int // offset of the clicked cluster
	at        time.Time
	clicks    int    // 1 to 4
	down      bool   // the left button is held
	col, row  int    // cell of the screen
	open      string // ID of the annotation whose card opens when the button is released
	mustTick  bool   // a dragMsg must be scheduled after this update
	scheduled bool   // a dragMsg is scheduled
	held      int    // intervals since the last report
}

// click counts a click on a cluster of the text.
func (p *pointer) click(off int, now time.Time) {
	clicks := 1
	if p.off == off && now.Sub(p.at) < multiClick {
		clicks = p.clicks%4 + 1
	}
	*p = pointer{off: off, at: now, clicks: clicks, scheduled: p.scheduled}
}

// press records that the button is held at a cell of the screen.
func (p *pointer) press(col, row int) { p.down, p.col, p.row = true, col, row }

// mouse handles the left button.
func (r *Reader) mouse(msg tea.MouseMsg) {
	m := msg.Mouse()
	r.pointer.held = 0
	switch msg.(type) {
	case tea.MouseClickMsg:
		r.click(m.X, m.Y)
	case tea.MouseMotionMsg:
		r.pointer.drag(&r.state, m.X, m.Y)
	case tea.MouseReleaseMsg:
		r.pointer.release(&r.state)
	}
}

// click handles a click at a cell of the screen: on the header it opens the
// list of annotations, on a note its card.
func (r *Reader) click(col, row int) {
	if r.labels.link != "" && r.clickLink(col, row) {
		return
	}
	r.dropPrompt()
	if r.mode.IsText() || r.mode == keys.Settle {
		return
	}
	r.message = kit.NoticeMsg{}
	b := &r.body
	if row == 0 {
		r.env.Outbox.Post(kit.ActionMsg{Action: keys.OpenAnnotations})
		return
	}
	if a, ok := r.noteAt(col, row); ok {
		r.visit(kit.VisitMsg{Off: a.Anchor.Span.Start, Annotation: a.ID})
		r.env.Outbox.Post(kit.EditCardMsg{Annotation: a})
		return
	}
	off, ok := b.offsetAt(col, row)
	if !ok {
		if off, ok = b.nearestAt(col, row); ok {
			r.pointer = pointer{off: off, scheduled: r.pointer.scheduled} // a drag may begin outside the text
			r.pointer.press(col, row)
		}
		return
	}
	if _, folded := b.fold(off); folded && r.mode == keys.Read {
		b.jump(off)
		r.unfold()
		return
	}
	if r.mode == keys.Suggest {
		r.walk.click(&r.state, off)
		return
	}
	r.pointer.click(off, r.env.Now())
	r.pointer.press(col, row)
	r.pointer.clickText(&r.state)
}

// clickText handles a click on the text: one sets the caret, two select the
// word, three the sentence, four the paragraph. A click on the current
// annotation opens its card when the button is released.
func (p *pointer) clickText(s *state) {
	b, off := &s.body, p.off
	was, _ := s.current()
	s.endSelection()
	switch word, isWord := b.word(off); {
	case p.clicks == 2 && isWord:
		s.selectSpan(word)
		return
	case p.clicks == 3:
		s.selectSpan(b.sentence(off))
		return
	case p.clicks == 4:
		s.selectSpan(b.block(off))
		return
	}
	b.setCaret(caretAt(off))
	a, ok := s.current()
	switch {
	case !ok || s.mode != keys.Read:
		s.sayFolded()
	case a.ID == was.ID:
		p.open = a.ID
	default:
		s.say("%s · click again for its card", s.summary(a))
	}
}

// drag handles a mouse move with the button held: it selects from where the
// button was pressed. Beyond the edge of the text it keeps scrolling.
func (p *pointer) drag(s *state, col, row int) {
	b := &s.body
	if !p.down {
		return
	}
	p.press(col, row)
	p.open = ""
	beyond := 0
	switch {
	case row < b.canvas.HeadRows():
		beyond = -1
	case row >= b.canvas.HeadRows()+b.view.height:
		beyond = 1
	}
	if beyond != 0 {
		b.view.scroll(beyond)
	}
	p.dragTo(s, col, min(max(row, b.canvas.HeadRows()), b.canvas.HeadRows()+b.view.height-1))
	if beyond != 0 && !p.scheduled {
		p.mustTick, p.scheduled = true, true
	}
}

// dragTo moves the head of the selection to a cell of the text, or to the row
// of text nearest to it.
func (p *pointer) dragTo(s *state, col, row int) {
	b := &s.body
	off, ok := b.nearestAt(col, row)
	if !ok || off == b.caret.off && s.mode != keys.Select {
		return
	}
	if s.mode == keys.Read {
		s.message = kit.NoticeMsg{}
		s.enter(keys.Select)
		b.sel.Selection = annotate.Selection{Anchor: p.off}
	}
	b.caret = caretAt(b.rest(off))
	b.sel.Head = b.caret.off
}

// dragOn continues a drag that is held beyond the edge of the text.
func (p *pointer) dragOn(s *state) {
	p.scheduled = false
	if p.held++; p.held > maxHeld {
		return
	}
	if first := s.body.canvas.HeadRows(); p.row < first || p.row >= first+s.body.view.height {
		p.drag(s, p.col, p.row)
	}
}

// endDrag ends a drag, and opens no card.
func (p *pointer) endDrag() { p.down, p.open = false, "" }

// release handles the release of the button.
func (p *pointer) release(s *state) {
	open := p.open
	p.endDrag()
	if a, ok := s.set.Get(open); ok {
		s.env.Outbox.Post(kit.EditCardMsg{Annotation: a})
	}
}

// visit sends the caret to an annotation, or to an offset. For an annotation
// without a place it starts placing.
func (r *Reader) visit(to kit.VisitMsg) {
	r.placing.end(&r.state)
	r.jumps.add(r.body.caret.off)
	a, ok := r.set.Get(to.Annotation)
	switch {
	case ok && a.Anchor.State.Placed():
		r.body.jumpTo(a.Anchor.Span.Start, a.ID)
	case ok && a.NeedsPlacing():
		r.placing.start(&r.state, a)
	default:
		r.body.jumpInto(to.Off)
	}
}
