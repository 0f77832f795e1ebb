package ui_test

import (
	"os"
	"path/filepath"
	"testing"

	"galley/internal/library"

	"golang.org/x/text/encoding/charmap"
)

func TestAnotherCharacterSetIsChosenOnTheSourcePage(t *testing.T) {
	raw, err := charmap.KOI8R.NewEncoder().String("Совет решил повысить цену билета.\n\nСпор идёт с мая.\n")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
		t.Fatal(err)
	}
	m := newWorld(t)
	lib := m.library()
	doc, _, err := lib.Start(path, library.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	w := run(t, m, lib, doc, 100, 30)
	w.sees("Guessed koi8-r")
	w.until("the saved article", func() bool { _, err := m.store.Record(doc.Article.ID); return err == nil })
	w.types("c")
	w.saved(m, doc.Article.ID, 1)
	w.types("I")
	w.sees("guessed koi8-r; --charset NAME or C changes it")
	w.types("C")
	w.sees("now koi8-r")
	w.sees("уПЧЕФ ТЕЫЙМ") // windows-1251
	w.types("kkkkkk<enter>")
	w.sees("Read as windows-1251 instead of koi8-r")
	w.types("IC")
	w.sees("Совет решил") // koi8-r: the list is filled
	w.types("jjjjjj<enter>")
	w.sees("Read as koi8-r instead of windows-1251")
	w.types("Q")
	w.quits()
	for _, n := range m.set(doc.Article.ID).All() {
		if n.Anchor.Exact != "Совет решил повысить цену билета." {
			t.Errorf("the claim is on %q", n.Anchor.Exact)
		}
	}
}
