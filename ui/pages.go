package ui

import (
	"galley/annotate/source"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/about"
	"galley/ui/screen/articles"
	"galley/ui/screen/book"
	"galley/ui/screen/compare"
	"galley/ui/screen/contents"
	"galley/ui/screen/exporting"
	"galley/ui/screen/help"
	"galley/ui/screen/marks"
	"galley/ui/screen/reader"
	"galley/ui/screen/review"

	tea "charm.land/bubbletea/v2"
)

// An opening is what a page is made with.
type opening struct {
	Config
	out  *kit.Outbox
	last kit.Screen    // the page as it was left, nil before
	read reader.Reader // the article that is open
	doc  document
	over bool // another page is below
}

// pages says which page an action opens.
var pages = map[keys.Action]func(o opening) kit.Screen{
	keys.ShowHelp: func(o opening) kit.Screen { return help.New(o.out, o.Keys) },
	keys.OpenAbout: func(o opening) kit.Screen {
		return about.New(o.out, o.Keys, o.read.Article(), source.Clean(o.read.Article().Source.Location))
	},
	keys.OpenLibrary: func(o opening) kit.Screen {
		return articles.New(o.out, articles.Spec{Keys: o.Keys, Library: o.Store, Now: o.Now, Reading: o.doc.id, Below: o.over})
	},
	keys.OpenBook: func(o opening) kit.Screen {
		return book.New(o.out, book.Spec{Keys: o.Keys, Book: o.Config.Book, Here: o.doc.chapter, Alone: o.doc.id == "" && !o.over, Last: o.last})
	},
	keys.OpenMarks: func(o opening) kit.Screen {
		return marks.New(o.out, marks.Spec{Keys: o.Keys, Article: o.read.Article(), Annotations: o.read.Annotations(), Caret: o.read.Caret(), Last: o.last})
	},
	keys.OpenContents: func(o opening) kit.Screen {
		return contents.New(o.out, contents.Spec{Keys: o.Keys, Article: o.read.Article(), Annotations: o.read.Annotations(), Caret: o.read.Caret(), Percent: o.read.Percent})
	},
	keys.OpenReview: func(o opening) kit.Screen {
		return review.New(o.out, review.Spec{Keys: o.Keys, Article: o.read.Article(), Annotations: o.read.Annotations(), Zone: o.Now().Location(), Measure: o.Measure})
	},
	keys.OpenExport: func(o opening) kit.Screen {
		return exporting.New(o.out, exporting.Spec{Keys: o.Keys, Article: o.read.Article(), Annotations: o.read.Annotations().All(), Exporter: o.Exporter, Last: o.last})
	},
	keys.OpenCompare: func(o opening) kit.Screen {
		return compare.New(o.out, compare.Spec{Keys: o.Keys, Article: o.read.Article(), Update: o.doc.update.comparison(), Previous: o.Renewer.Before})
	},
}

// open opens a page.
func (a *App) open(action keys.Action) tea.Cmd {
	a.savePosition()
	var cleared tea.Cmd
	switch action {
	case keys.OpenMarks, keys.OpenContents, keys.OpenReview: // pages of the text replace each other
		cleared = a.clear()
	}
	read, reading := a.reader()
	l := &layer{out: &kit.Outbox{}, page: action}
	l.Screen = pages[action](opening{
		Config: a.cfg, out: l.out, last: a.closed[action], read: read, doc: a.doc, over: len(a.layers) > 1 || len(a.layers) == 1 && !reading,
	})
	return tea.Batch(cleared, a.put(l))
}
