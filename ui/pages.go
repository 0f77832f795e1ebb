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

// A pageContext holds the arguments for creating a page.
type pageContext struct {
	Config
	out  *kit.Outbox
	last kit.Screen    // the page as it was last closed; nil: never opened
	text reader.Reader // the open article
	doc  document
	over bool // another page is below
}

// pages maps an action to the page that it opens.
var pages = map[keys.Action]func(o pageContext) kit.Screen{
	keys.ShowHelp: func(o pageContext) kit.Screen { return help.New(o.out, o.Keys) },
	keys.OpenAbout: func(o pageContext) kit.Screen {
		return about.New(o.out, o.Keys, o.text.Article(), source.Clean(o.text.Article().Source.Location))
	},
	keys.OpenLibrary: func(o pageContext) kit.Screen {
		return articles.New(o.out, articles.Spec{Keys: o.Keys, Library: o.Library, Now: o.Now, Reading: o.doc.id, Below: o.over})
	},
	keys.OpenBook: func(o pageContext) kit.Screen {
		return book.New(o.out, book.Spec{Keys: o.Keys, Book: o.Book, Here: o.doc.chapter, Alone: o.doc.id == "" && !o.over, Last: o.last})
	},
	keys.OpenAnnotations: func(o pageContext) kit.Screen {
		return marks.New(o.out, marks.Spec{Keys: o.Keys, Article: o.text.Article(), Annotations: o.text.Annotations(), Caret: o.text.Caret(), Last: o.last})
	},
	keys.OpenContents: func(o pageContext) kit.Screen {
		return contents.New(o.out, contents.Spec{Keys: o.Keys, Article: o.text.Article(), Annotations: o.text.Annotations(), Caret: o.text.Caret(), Percent: o.text.Percent})
	},
	keys.OpenReview: func(o pageContext) kit.Screen {
		return review.New(o.out, review.Spec{Keys: o.Keys, Article: o.text.Article(), Annotations: o.text.Annotations(), Zone: o.Now().Location(), Measure: o.Measure})
	},
	keys.OpenExport: func(o pageContext) kit.Screen {
		return exporting.New(o.out, exporting.Spec{Keys: o.Keys, Library: o.Library, Article: o.text.Article(), Annotations: o.text.Annotations().All(), Last: o.last})
	},
	keys.OpenCompare: func(o pageContext) kit.Screen {
		return compare.New(o.out, compare.Spec{Keys: o.Keys, Library: o.Library, Article: o.text.Article(), Update: o.doc.update})
	},
}

// open opens a page. Pages of the text replace each other.
func (s *session) open(action keys.Action) tea.Cmd {
	s.savePosition()
	var cleared tea.Cmd
	switch action {
	case keys.OpenAnnotations, keys.OpenContents, keys.OpenReview:
		cleared = s.clear()
	}
	text, reading := s.reader()
	over := len(s.layers) > 1 || len(s.layers) == 1 && !reading
	l := s.newLayer()
	l.page = action
	l.Screen = pages[action](pageContext{s.cfg, l.out, s.closed[action], text, s.doc, over})
	return tea.Batch(cleared, s.put(l))
}

// close closes a screen and remembers how a page was left.
func (s *session) close(l *layer) tea.Cmd {
	removed, cmd := s.remove(l)
	if removed {
		s.remember(l)
	}
	return cmd
}

// remember keeps a closed page, so that it opens again as it was.
func (s *session) remember(l *layer) {
	if l.page != "" {
		s.closed[l.page] = l.Screen
	}
}

// clear closes every screen above the reader.
func (s *session) clear() tea.Cmd {
	var cmds []tea.Cmd
	for _, reading := s.reader(); reading && len(s.layers) > 1; {
		cmds = append(cmds, s.close(s.front()))
	}
	return tea.Batch(cmds...)
}

func (s *session) newLayer() *layer {
	return &layer{out: &kit.Outbox{}, keys: kit.NewKeyReader(s.cfg.Keys)}
}
