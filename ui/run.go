package ui

import (
	"time"

	"galley/annotate"
	"galley/ui/card"
	"galley/ui/effect"
	"galley/ui/help"
	"galley/ui/library"
	"galley/ui/reader"

	tea "charm.land/bubbletea/v2"
)

// watchEvery is how often the reader looks whether others wrote.
const watchEvery = 2 * time.Second

// Messages of the root's own commands.
type (
	opened   struct{ doc Document }
	reloaded struct {
		article     string
		annotations []annotate.Annotation
		seq         uint64
	}
	listed struct{ items []library.Item }
	failed struct{ err error }
	looked struct {
		article string
		seq     uint64
	}
	look struct{}
)

// run turns effects into commands, in order.
func (a *App) run(fx []effect.Effect) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range fx {
		cmds = append(cmds, a.runOne(e))
	}
	return tea.Batch(cmds...)
}

func (a *App) runOne(e effect.Effect) tea.Cmd {
	switch e := e.(type) {
	case effect.Save:
		a.cfg.Saver.Save(e.Article, e.Step)
	case effect.EditCard:
		a.openCard(e.Annotation)
	case effect.Open:
		return a.open(e.Article)
	case effect.ShowLibrary:
		return a.showLibrary()
	case effect.ShowHelp:
		h := help.New(a.cfg.Keys).On(a.canvas)
		a.help = &h
	case effect.Close:
		a.close()
	case effect.Forget:
		return a.then(func() error { return a.cfg.Store.Forget(e.Article) }, a.loadLibrary)
	case effect.Restore:
		return a.then(func() error { return a.cfg.Store.Restore(e.Article) }, a.loadLibrary)
	case effect.Copy:
		return tea.SetClipboard(e.Text)
	case effect.Quit:
		return a.quitNow()
	}
	return nil
}

// then does something that may fail, and goes on with next if it did not.
func (a *App) then(do func() error, next tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		if err := do(); err != nil {
			return failed{err}
		}
		return next()
	}
}

// internal handles the messages of the root's own commands.
func (a *App) internal(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case opened:
		a.show(msg.doc)
	case reloaded:
		if a.reader != nil && a.reader.Article().ID == msg.article {
			r := a.reader.Reload(msg.annotations, msg.seq)
			a.reader = &r
		}
	case listed:
		if a.library != nil {
			l := a.library.Load(msg.items)
			a.library = &l
		}
	case failed:
		a.tell(msg.err)
	case looked:
		if a.reader != nil && a.reader.Article().ID == msg.article && msg.seq > a.reader.Known() && !a.reader.Waiting() {
			return a.reload(msg.article)
		}
	case look:
		return tea.Batch(a.lookNow(), a.watch())
	case tea.FocusMsg:
		return a.lookNow()
	case Leave:
		return a.quitNow()
	}
	return nil
}

// tell shows an error on the screen in front.
func (a *App) tell(err error) {
	switch {
	case a.library != nil:
		l := a.library.Tell(a.cfg.Clean(err.Error()), true)
		a.library = &l
	case a.reader != nil:
		r := a.reader.Tell(reader.Message{Text: a.cfg.Clean(err.Error()), Error: true})
		a.reader = &r
	}
}

// watch waits for the next look.
func (a *App) watch() tea.Cmd {
	return tea.Tick(watchEvery, func(time.Time) tea.Msg { return look{} })
}

// lookNow asks whether others wrote to the article.
func (a *App) lookNow() tea.Cmd {
	if a.reader == nil || a.reader.Waiting() {
		return nil
	}
	id := a.reader.Article().ID
	a.keepPlace()
	return func() tea.Msg {
		seq, err := a.cfg.Store.Seq(id)
		if err != nil {
			return nil // the next save says what is wrong
		}
		return looked{id, seq}
	}
}

func (a *App) reload(id string) tea.Cmd {
	return func() tea.Msg {
		annotations, seq, err := a.cfg.Store.Annotations(id)
		if err != nil && annotations == nil {
			return failed{err}
		}
		return reloaded{id, annotations, seq}
	}
}

// open reads a saved article, after what was typed into a card is kept.
func (a *App) open(id string) tea.Cmd {
	a.keepPlace()
	if a.reader != nil && a.reader.Article().ID == id {
		a.library = nil
		return a.reload(id)
	}
	return func() tea.Msg {
		doc, err := a.cfg.Store.Open(id)
		if err != nil {
			return failed{err}
		}
		return opened{doc}
	}
}

// show opens a document in the reader.
func (a *App) show(doc Document) {
	r := reader.New(a.readerEnv(), reader.Source(doc)).On(a.canvas)
	a.reader, a.library, a.card = &r, nil, nil
	a.kept = doc.Caret
}

func (a *App) readerEnv() reader.Env {
	return reader.Env{
		Now: a.cfg.Now, NewID: a.cfg.NewID, Author: a.cfg.Author, History: a.cfg.Store.History,
		Keys: a.cfg.Keys, Measure: a.cfg.Measure,
	}
}

// keepPlace saves the reading place if it moved.
func (a *App) keepPlace() {
	if a.reader != nil && a.reader.Caret() != a.kept {
		a.kept = a.reader.Caret()
		a.cfg.Saver.SavePlace(a.reader.Article().ID, a.kept)
	}
}

func (a *App) showLibrary() tea.Cmd {
	a.keepPlace()
	l := library.New(a.cfg.Keys, a.cfg.Now, a.reader != nil).On(a.canvas)
	a.library = &l
	return a.loadLibrary
}

// loadLibrary is a command.
func (a *App) loadLibrary() tea.Msg {
	items, err := a.cfg.Store.Items()
	if err != nil && items == nil {
		return failed{err}
	}
	return listed{items}
}

func (a *App) openCard(annotation annotate.Annotation) {
	c := card.New(card.Spec{
		Annotation: annotation, Place: a.reader.PlaceName(annotation), Known: a.reader.KnownValues(),
		Keys: a.cfg.Keys,
	})
	a.card = &c
	a.place()
}

// close goes one screen back.
func (a *App) close() {
	switch {
	case a.help != nil:
		a.help = nil
	case a.library != nil && a.reader != nil:
		a.library = nil
	}
}

// quitNow keeps what is open and ends the program. What is still to be saved
// is drained by [Run].
func (a *App) quitNow() tea.Cmd {
	a.settleAll()
	return tea.Quit
}

// settleAll turns an open card into a change and keeps the reading place.
func (a *App) settleAll() {
	a.closeCard()
	a.keepPlace()
}

// Leave tells the program to quit as if a person had: a signal came.
type Leave struct{}
