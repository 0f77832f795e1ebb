package ui_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/internal/library"
	"galley/ui"
)

// epub writes a book of two chapters, and returns its path.
func epub(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "harbours.epub")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	chapter := func(title, text string) string {
		return fmt.Sprintf("<html><body><h1>%s</h1><p>%s</p></body></html>", title, text)
	}
	z := zip.NewWriter(file)
	for _, part := range [][2]string{
		{"mimetype", "application/epub+zip"},
		{"META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`},
		{"b.opf", `<package><metadata><title>Harbours of the North</title></metadata><manifest>
			<item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/>
			<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/><item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
			</manifest><spine><itemref idref="one"/><itemref idref="two"/></spine></package>`},
		{"n.ncx", `<ncx><navPoint><navLabel><text>The quay</text></navLabel><content src="one.xhtml"/></navPoint>
			<navPoint><navLabel><text>The levy</text></navLabel><content src="two.xhtml"/></navPoint></ncx>`},
		{"one.xhtml", chapter("The quay", strings.Repeat("The vote came after nine hours. ", 30))},
		{"two.xhtml", chapter("The levy", "The second one. "+strings.Repeat("It is longer than it was. ", 30))},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// browse opens the list of a book's chapters.
func browse(t *testing.T, path string) *window {
	t.Helper()
	m := newWorld(t)
	lib := m.library()
	_, book, err := lib.Start(path, library.ReadOptions{})
	if err != nil || book == nil {
		t.Fatalf("no book: %v", err)
	}
	return run(t, m, lib, nil, 80, 24, func(c *ui.Config) { c.Book = book })
}

func TestAChapterIsSelectedReadAndLeft(t *testing.T) {
	w := browse(t, epub(t))
	w.sees("Harbours of the North")
	w.sees("2 chapters")
	w.sees("1  The quay")
	w.types("<enter>")
	w.sees("The vote came after nine hours")
	w.types("c")
	w.sees("Claim marked")
	w.sees(" saved")
	w.types("B")
	w.sees("2 chapters")
	w.sees("C 1")
	w.types("j<enter>")
	w.sees("The second one.")
	w.types("B<esc>")
	w.sees("The second one.")
}

func TestBookShowsHowToLeaveIt(t *testing.T) {
	w := browse(t, epub(t))
	w.sees("The quay")
	w.types("<esc>")
	w.sees("enter opens the chapter, L the library, Q quits; everything is saved.")
	w.types("L")
	w.sees("LIBRARY")
	w.types("<esc>")
	w.sees("The quay")
}

func TestAListOfChaptersKeepsItsSelectionWhenItIsReadAgain(t *testing.T) {
	w := browse(t, epub(t))
	w.sees("The quay")
	w.types("<enter>")
	w.sees("The vote came after nine hours")
	w.types("Bj<enter>") // the list is there at once
	w.sees("The second one.")
}

func TestNoChaptersWithoutABook(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("B")
	w.sees("No book is open: galley BOOK lists its chapters.")
}
