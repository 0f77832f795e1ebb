package ui_test

import (
	"strings"
	"testing"
)

// The library finds words in the texts of all articles, and opens one at the hit.
func TestFullTextSearchOpensAtTheHit(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("other", "# Another story\n\nIts first sentence. A zebra crossed.\n\nNobody asked the zebra."))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("L")
	w.sees("2 articles")
	w.types("/zebra")
	w.sees("No title, location, annotation or note has these words.")
	w.types("<tab>")
	w.sees("Full text: zebra")
	w.sees("1 of 2 articles")
	w.sees("zebra crossed")
	w.types("<tab>")
	w.sees("Filter: zebra")
	w.sees("No title")
	w.types("<tab>")
	w.sees("zebra crossed")
	w.types("<enter><enter>")
	w.sees("¶ 1/2")
	w.types("v")
	w.sees("SELECT")
	w.types("e") // the caret is on the word
	w.types("c")
	w.sees("C 1")
	w.saved(m, "other", 1)
	if got := m.set("other").All()[0].Anchor.Exact; got != "zebra" {
		t.Errorf("the caret was on %q", got)
	}
	// The article that is open is searched too, and enter goes to the hit in it.
	w.types("L/<tab>Nobody asked the zebra<enter><enter>")
	w.sees("¶ 2/2")
}

func TestTheOrderOfTheLibraryIsChosen(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("other", "# Another story\n\nIts only sentence."))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	w.types("L")
	w.sees("2 articles")
	before := func(a, b string) func() bool {
		return func() bool { return w.line(a) > 0 && w.line(a) < w.line(b) }
	}
	w.types("S")
	w.sees("Ordered by title.")
	w.until("by title", before("Another story", "Harbour levy"))
	w.types("SS")
	w.sees("Ordered by what is to check.")
	w.until("by what is to check", before("Harbour levy", "Another story"))
	w.clicks("Title")
	w.until("by title again", before("Another story", "Harbour levy"))
	if !strings.Contains(w.Text(), "C   Q   O") {
		t.Errorf("no names of columns:\n%s", w.Text())
	}
}
