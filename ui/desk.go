package ui

import (
	"slices"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// unsaved is a step that was handed to the Saver and is not known to be saved.
type unsaved struct {
	article string
	step    annotate.Step
}

// newReader makes the screen of a document.
func (a *App) newReader(out *kit.Outbox, doc Document) reader.Reader {
	return reader.New(reader.Env{
		Outbox: out, Now: a.cfg.Now, NewID: a.cfg.NewID, Author: a.cfg.Author, Clean: a.cfg.Clean,
		Save: a.save, SaveFolds: a.cfg.Saver.SaveFolds, Pending: a.pending, History: a.cfg.Store.History,
		Keys: a.cfg.Keys, Measure: a.cfg.Measure, Spacing: a.cfg.Spacing,
	}, library.Document{
		Article: doc.Article, Annotations: doc.Annotations, Seq: doc.Seq, Caret: doc.Caret, Notice: doc.Notice,
		Folds: doc.Folds, First: doc.First,
	})
}

// save hands a step to the Saver.
func (a *App) save(article string, step annotate.Step) {
	a.unsaved = append(a.unsaved, unsaved{article, step})
	a.cfg.Saver.Save(article, step)
}

// pending returns the steps of an article that are not known to be saved.
func (a *App) pending(article string) (steps []annotate.Step) {
	for _, s := range a.unsaved {
		if s.article == article {
			steps = append(steps, s.step)
		}
	}
	return steps
}

// isSaving reports whether steps of the article that is open are not saved yet.
func (a *App) isSaving() bool { return len(a.pending(a.doc.id)) > 0 }

// saved hands the result of saving a step to the reader. Results of other
// articles are only shown if they failed.
func (a *App) saved(msg Saved) tea.Cmd {
	if msg.Err == nil || msg.Refused {
		a.unsaved = slices.DeleteFunc(a.unsaved, func(s unsaved) bool { return s.step.ID == msg.Step })
	}
	if !a.reads(msg.Article) && msg.Article != "" {
		if msg.Err != nil {
			return a.tell(trouble(msg.Err))
		}
		return nil
	}
	if _, ok := a.reader(); !ok {
		return nil
	}
	return tea.Batch(a.send(a.layers[0], library.Result(msg)), a.changeSaved(msg.Err))
}
