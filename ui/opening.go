package ui

import (
	"galley/ui/effect"
	"galley/ui/screen/articles"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

func (a *App) reload(id string) tea.Cmd {
	return func() tea.Msg {
		annotations, seq, err := a.cfg.Store.Annotations(id)
		if err != nil && annotations == nil {
			return failed{err}
		}
		text, _ := a.cfg.Store.Digest(id) // where it cannot be told, the annotations may tell
		return reloaded{id, annotations, seq, text}
	}
}

// open reads a saved article.
func (a *App) open(id string) tea.Cmd {
	a.keepPlace()
	if a.reads(id) {
		return tea.Batch(a.clear(), a.reload(id))
	}
	return func() tea.Msg {
		doc, err := a.cfg.Store.Open(id)
		if err != nil {
			return failed{err}
		}
		return opened{doc}
	}
}

// inLibrary reports whether the library is in front: an article that was slow
// to open is shown only where it is still waited for.
func (a *App) inLibrary() bool {
	_, ok := a.front().(*sheet[articles.Library])
	return ok
}

// clearDesk ends reading an article that goes to the trash.
func (a *App) clearDesk(article string) {
	if !a.reads(article) {
		return
	}
	a.keepPlace()
	a.desk = nil
	for _, s := range a.above {
		if l, ok := s.(*sheet[articles.Library]); ok {
			l.page = l.page.Alone()
		}
	}
}

// show puts a document on the desk and nothing over it. Steps of the article
// that are not known to be saved stay applied.
func (a *App) show(doc Document) {
	a.keepPlace()
	for _, s := range a.unsaved {
		if s.Article == doc.Article.ID {
			doc.Waiting = append(doc.Waiting, s.Step)
		}
	}
	r := reader.Open(a.readerEnv(), sourceOf(doc)).On(a.canvas)
	a.desk, a.above = &desk{reader: r, keys: a.cfg.Keys, kept: doc.Caret, look: doc.Look}, nil
}

func sourceOf(doc Document) reader.Source {
	return reader.Source{
		Article: doc.Article, Annotations: doc.Annotations, Seq: doc.Seq, Caret: doc.Caret, Notice: doc.Notice,
		Folds: doc.Folds, Waiting: doc.Waiting, First: doc.First,
	}
}

func (a *App) readerEnv() reader.Env {
	return reader.Env{
		Now: a.cfg.Now, NewID: a.cfg.NewID, Author: a.cfg.Author, History: a.cfg.Store.History,
		Keys: a.cfg.Keys, Measure: a.cfg.Measure, Spacing: a.cfg.Spacing,
	}
}

// visit goes back to the text, to the place that is asked for.
func (a *App) visit(to effect.Visit) tea.Cmd {
	cmd := a.clear()
	a.desk.reader = a.desk.reader.Visit(to.Off, to.Annotation)
	return cmd
}
