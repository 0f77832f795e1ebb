package ui

import (
	"galley/ui/screen/book"

	tea "charm.land/bubbletea/v2"
)

// A Book is a source of several articles: its chapters. Its methods may take
// their time; all but Title are called from commands.
type Book interface {
	Title() string
	Chapters() ([]book.Chapter, error)
	Open(name string) (Document, error)
}

// Messages about books.
type chaptersListed struct {
	chapters []book.Chapter
	err      error
}

// listChapters is the command that lists the chapters of the book.
func (a *App) listChapters() tea.Cmd {
	if a.cfg.Book == nil {
		return nil
	}
	return func() tea.Msg {
		chapters, err := a.cfg.Book.Chapters()
		return chaptersListed{chapters, err}
	}
}

// putBook lists the chapters of the book that was opened.
func (a *App) putBook() tea.Cmd {
	if a.cfg.Book == nil {
		a.front().tell("No book is open: galley BOOK lists its chapters.", false)
		return nil
	}
	a.keepPlace()
	return a.listChapters()
}

// showChapters shows the chapters of the book; those that are listed already
// stay under the caret.
func (a *App) showChapters(msg chaptersListed) {
	if msg.err != nil {
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
		return
	}
	here := ""
	if a.desk != nil {
		here = a.chapter
	}
	for i := range msg.chapters {
		msg.chapters[i].Title = a.cfg.Clean(msg.chapters[i].Title)
	}
	page := newSheet(book.New(a.cfg.Keys, a.cfg.Clean(a.cfg.Book.Title()), msg.chapters, here), a.cfg.Keys)
	if len(a.above) > 0 && a.lists() {
		a.above = a.above[:len(a.above)-1]
	}
	a.put(page)
}

// lists reports whether the chapters of the book are in front.
func (a *App) lists() bool {
	_, ok := a.front().(*sheet[book.Book])
	return ok
}

// openChapter is the command that opens a chapter of the book.
func (a *App) openChapter(name string) tea.Cmd {
	a.keepPlace()
	return func() tea.Msg {
		doc, err := a.cfg.Book.Open(name)
		if err != nil {
			return failed{err}
		}
		return openedChapter{name, doc}
	}
}

// An openedChapter is shown if its book is still in front.
type openedChapter struct {
	name string
	doc  Document
}

func (a *App) openedChapter(msg openedChapter) tea.Cmd {
	if !a.lists() {
		return nil
	}
	a.chapter = msg.name
	a.show(msg.doc)
	return a.lookOnce()
}
