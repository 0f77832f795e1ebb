package ui_test

import (
	"errors"
	"sync"
	"testing"

	"galley/annotate"
	"galley/ui"
	"galley/ui/screen/book"
)

// A volume is a book of two chapters that lie in a memory.
type volume struct {
	mu     sync.Mutex
	memory *memory
	opened string
	fails  error
}

func (v *volume) Title() string { return "Harbours of the North" }

func (v *volume) Chapters() ([]book.Chapter, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return []book.Chapter{
		{Name: "one", Title: "The quay", Saved: v.opened != "", Counts: map[annotate.Tag]int{annotate.Claim: v.memory.set("one").Len()}},
		{Name: "two", Title: "The levy"},
	}, nil
}

func (v *volume) Open(name string) (ui.Document, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.fails != nil {
		return ui.Document{}, v.fails
	}
	v.opened = name
	return v.memory.Open(name)
}

func browse(t *testing.T, v *volume) *window {
	return open(t, v.memory, "", 80, 24, func(c *ui.Config) { c.Document, c.Book = nil, v })
}

func newVolume() *volume {
	return &volume{memory: newMemory(article("one", levy), article("two", levy+"\n\nThe second one."))}
}

func TestAChapterIsChosenReadAndLeft(t *testing.T) {
	w := browse(t, newVolume())
	w.sees("Harbours of the North")
	w.sees("2 chapters")
	w.sees("1  The quay")
	w.types("<enter>")
	w.sees("The vote came after nine hours")
	w.types("c")
	w.sees("Claim marked")
	w.types("B")
	w.sees("2 chapters")
	w.sees("C 1")
	w.types("j<enter>")
	w.sees("The second one.")
	w.types("B<esc>")
	w.sees("The second one.")
}

func TestABookSaysHowToLeaveIt(t *testing.T) {
	w := browse(t, newVolume())
	w.sees("The quay")
	w.types("<esc>")
	w.sees("enter opens the chapter, L the library, Q quits.")
	w.types("L")
	w.sees("LIBRARY")
	w.types("<esc>")
	w.sees("The quay")
}

func TestAChapterThatCannotBeReadSaysSo(t *testing.T) {
	v := newVolume()
	v.fails = errors.New("the file is gone")
	w := browse(t, v)
	w.sees("The quay")
	w.types("<enter>")
	w.sees("the file is gone")
}

func TestWithoutABookThereAreNoChapters(t *testing.T) {
	w := open(t, newMemory(article("one", levy)), "one", 80, 24)
	w.sees("READ")
	w.types("B")
	w.sees("No book is open: galley BOOK lists its chapters.")
}
