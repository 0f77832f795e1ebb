package ui

import (
	"galley/annotate/source"
	"galley/internal/library"
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
	"galley/ui/screen/palette"
	"galley/ui/screen/review"

	tea "charm.land/bubbletea/v2"
)

// A pageContext holds the arguments for creating a page.
type pageContext struct {
	Config
	kit.TextSpec
	out        *kit.Outbox
	percent    func(off int) int // percentage of the open article before a byte offset
	doc        document
	isOverPage bool      // another page is below
	mode       keys.Mode // of the screen below
}

// pages maps an action to the page that it opens.
var pages = map[keys.Action]func(c pageContext) kit.Screen{
	keys.ShowHelp:    func(c pageContext) kit.Screen { return help.New(c.out, c.Config.Keys, c.mode) },
	keys.OpenPalette: func(c pageContext) kit.Screen { return palette.New(c.out, c.Config.Keys, c.mode) },
	keys.OpenAbout: func(c pageContext) kit.Screen {
		return about.New(c.out, c.Config.Keys, c.Article, source.Clean(c.Article.Source.Location))
	},
	keys.OpenCharsets: func(c pageContext) kit.Screen {
		id := c.Article.ID
		return about.NewCharsets(c.out, about.CharsetSpec{
			Keys: c.Config.Keys, Current: c.Article.Source.Charset,
			Load: func() ([]library.CharsetPreview, error) { return c.Library.CharsetPreviews(id) },
		})
	},
	keys.OpenLibrary: func(c pageContext) kit.Screen {
		return articles.New(c.out, articles.Spec{
			Keys: c.Config.Keys, Library: c.Library, Now: c.Now, Reading: c.doc.id, IsOverPage: c.isOverPage,
		})
	},
	keys.OpenBook: func(c pageContext) kit.Screen {
		return book.New(c.out, book.Spec{
			Keys: c.Config.Keys, Book: c.Book, Chapter: c.doc.chapter, IsBottom: c.doc.id == "" && !c.isOverPage, Last: c.Last,
		})
	},
	keys.OpenAnnotations: func(c pageContext) kit.Screen { return marks.New(c.out, c.TextSpec) },
	keys.OpenContents:    func(c pageContext) kit.Screen { return contents.New(c.out, c.TextSpec, c.percent) },
	keys.OpenReview: func(c pageContext) kit.Screen {
		return review.New(c.out, c.TextSpec, c.Now().Location(), c.Measure)
	},
	keys.OpenExport: func(c pageContext) kit.Screen { return exporting.New(c.out, c.TextSpec, c.Library) },
	keys.OpenCompare: func(c pageContext) kit.Screen {
		return compare.New(c.out, compare.Spec{
			Keys: c.Config.Keys, Library: c.Library, Article: c.Article, Update: c.doc.update,
		})
	},
}

// open opens a page. Pages about the text replace each other.
func (s *session) open(action keys.Action) tea.Cmd {
	s.savePosition()
	var mode keys.Mode
	if len(s.layers) > 0 {
		mode = s.front().Keyboard().Mode
	}
	var cleared tea.Cmd
	switch action {
	case keys.OpenAnnotations, keys.OpenContents, keys.OpenReview:
		cleared = s.clear()
	}
	text, reading := s.reader()
	over := len(s.layers) > 1 || len(s.layers) == 1 && !reading
	l := s.newLayer()
	l.page = action
	spec := kit.TextSpec{Keys: s.cfg.Keys, Last: s.closed[action]}
	if reading {
		spec.Article, spec.Annotations, spec.Caret = text.Article(), text.Annotations(), text.Caret()
	}
	l.Screen = pages[action](pageContext{s.cfg, spec, l.out, text.Percent, s.doc, over, mode})
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
