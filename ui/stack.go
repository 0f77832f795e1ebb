package ui

import (
	"galley/annotate"
	"galley/ui/screen/about"
	"galley/ui/screen/articles"
	"galley/ui/screen/card"
	"galley/ui/screen/contents"
	"galley/ui/screen/help"
	"galley/ui/screen/marks"
	"galley/ui/screen/review"

	tea "charm.land/bubbletea/v2"
)

// front is the screen that a person sees: the last one that was put over the
// desk, or the desk. There is always one.
func (a *App) front() screen {
	if n := len(a.above); n > 0 {
		return a.above[n-1]
	}
	return a.desk
}

// put puts a screen in front of the others.
func (a *App) put(s screen) {
	a.above = append(a.above, s)
	s.on(a.canvas)
}

// close goes one screen back, if there is one.
func (a *App) close() tea.Cmd {
	n := len(a.above)
	if n == 0 || n == 1 && a.desk == nil {
		return nil
	}
	closed := a.above[n-1]
	a.above = a.above[:n-1]
	return a.after(closed)
}

// clear goes back to the desk.
func (a *App) clear() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.above) > 0 && a.desk != nil {
		cmds = append(cmds, a.close())
	}
	return tea.Batch(cmds...)
}

// after keeps what a screen that was closed leaves.
func (a *App) after(closed screen) tea.Cmd {
	switch s := closed.(type) {
	case *panel:
		return a.keepCard(s)
	case *sheet[marks.Marks]:
		a.desk.marks = &s.page
	}
	return nil
}

// keepCard turns what a card was left with into a change and shows the whole
// text again.
func (a *App) keepCard(p *panel) tea.Cmd {
	id, left := p.draft(a.cfg.Clean)
	r, fx := a.desk.reader.Amended(id, p.opened, left)
	a.desk.reader = r
	a.desk.on(a.canvas)
	return a.run(fx)
}

// place puts every screen on the canvas as it is now. A card shares it with
// the desk.
func (a *App) place() {
	shared := false
	for _, s := range a.above {
		s.on(a.canvas)
		_, isPanel := s.(*panel)
		shared = shared || isPanel
	}
	if a.desk != nil && !shared {
		a.desk.on(a.canvas)
	}
}

// follow tells the screens over the desk what is marked now.
func (a *App) follow() {
	for _, s := range a.above {
		s.follow(a.desk.reader.Annotations())
	}
}

func (a *App) putCard(annotation annotate.Annotation) {
	p := &panel{desk: a.desk, keys: a.cfg.Keys, card: card.New(card.Spec{
		Annotation: annotation, Place: a.desk.reader.Located(annotation), Known: a.desk.reader.KnownValues(),
		Keys: a.cfg.Keys,
	})}
	_, p.opened = p.draft(a.cfg.Clean)
	a.put(p)
}

func (a *App) putHelp() { a.put(newSheet(help.New(a.cfg.Keys), a.cfg.Keys)) }

func (a *App) putAbout() {
	article := a.desk.reader.Article()
	a.put(newSheet(about.New(a.cfg.Keys, article, a.cfg.Clean(article.Source.Location)), a.cfg.Keys))
}

func (a *App) putLibrary() tea.Cmd {
	a.keepPlace()
	a.put(newSheet(articles.New(a.cfg.Keys, a.cfg.Now, a.desk != nil || len(a.above) > 0), a.cfg.Keys))
	return a.loadLibrary
}

// putMarks shows the list of annotations, with the filters with which it was
// left.
func (a *App) putMarks() tea.Cmd {
	cmd := a.clear()
	r := a.desk.reader
	m := marks.New(a.cfg.Keys, r.Article())
	if a.desk.marks != nil {
		m = *a.desk.marks
	}
	a.put(newSheet(m.Load(r.Annotations()).On(a.canvas).At(r.Caret()), a.cfg.Keys))
	return cmd
}

func (a *App) putContents() tea.Cmd {
	cmd := a.clear()
	r := a.desk.reader
	c := contents.New(a.cfg.Keys, r.Article(), r.Caret(), r.Percent).Load(r.Annotations())
	a.put(newSheet(c, a.cfg.Keys))
	return cmd
}

func (a *App) putReview() tea.Cmd {
	cmd := a.clear()
	r := a.desk.reader
	p := review.New(a.cfg.Keys, r.Article(), a.cfg.Now, a.cfg.Measure).Load(r.Annotations())
	a.put(newSheet(p, a.cfg.Keys))
	return cmd
}
