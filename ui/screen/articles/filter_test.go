package articles

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"

	tea "charm.land/bubbletea/v2"
)

// typed returns the screen after typing text into the filter.
func typed(m Model, text string) Model {
	for _, r := range text {
		m, _ = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return m
}

// annotated returns a library with annotations in two of three articles.
func annotated(t testing.TB) *shelf {
	s := newShelf(t)
	s.save(t, "Café headline")
	s.save(t, "Ferries", "Nobody asked the ferry crews")
	s.save(t, "Harbour levy", "no season ticket", "the crews")
	return s
}

func TestTheFilterSearchesAnnotationsOnceItIsOpen(t *testing.T) {
	s := annotated(t)
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, cmd := do(m, keys.StartFilter)
	m = typed(m, "asked")
	if got := titles(m); got != "" || !strings.Contains(view(m), "reading annotations") {
		t.Errorf("before the annotations are read: %q\n%s", got, view(m))
	}
	m, more := finish(m, cmd)
	if got := titles(m); got != "Ferries" || more != nil {
		t.Errorf("shown %q, more is read: %v", got, more != nil)
	}
	if !strings.Contains(view(m), "Nobody asked the ferry crews") {
		t.Errorf("the words around the hit are not shown:\n%s", view(m))
	}
	if m = typed(m, " latin"); titles(m) != "" {
		t.Errorf("with a word that it does not hold: %q", titles(m))
	}
	if m, _ = do(m, keys.Back); len(m.shown) != 3 {
		t.Errorf("without the filter: %q", titles(m))
	}
	m, _ = do(m, keys.StartFilter)
	if got := titles(typed(m, "harbour crews")); got != "Harbour levy" {
		t.Errorf("words in title and annotation together: %q", got)
	}
	if _, cmd = do(m, keys.StartFilter); cmd != nil {
		t.Error("what is known is read again")
	}
}

func TestAFilterTypedBeforeTheLibraryIsListedSearchesTheAnnotationsToo(t *testing.T) {
	s := annotated(t)
	m, cmd := do(s.screen(t, 80), keys.StartFilter)
	if cmd != nil {
		t.Fatal("annotations of no article are read")
	}
	m, cmd = finish(typed(m, "asked"), m.Init())
	if m, _ = finish(m, cmd); titles(m) != "Ferries" {
		t.Errorf("shown %q", titles(m))
	}
}

func TestAnnotationTextsAreReadInBatches(t *testing.T) {
	var list []library.Item
	for n := range 500 {
		i := library.Item{ID: fmt.Sprint(n), Title: "Article"}
		if n%2 == 0 {
			i.Counts = map[annotate.Tag]int{annotate.Quote: 1}
		}
		list = append(list, i)
	}
	m, cmd := do(listing(t, 80, list...), keys.StartFilter)
	read := 0
	for cmd != nil {
		asked := len(cmd().(kit.ForMsg).Msg.(textsMsg).asked)
		if read += asked; asked > batch {
			t.Fatalf("%d at once", asked)
		}
		m, cmd = finish(m, cmd)
	}
	if read != 250 {
		t.Errorf("%d articles were read", read)
	}
	m, _ = do(m, keys.Back)
	if m, _ = update(m, listedMsg{items: list}); len(m.texts) != 0 {
		t.Error("marks that were read before the library changed are still searched")
	}
}

func TestUncheckedAnnotationsAreShown(t *testing.T) {
	list := items()
	list[1].Open, list[1].Uncertain = 3, 2
	if view := view(listing(t, 80, list...)); !strings.Contains(view, "3 to check") {
		t.Errorf("not shown:\n%s", view)
	}
}

// BenchmarkFilter types a key in the filter of a large library with annotations in
// every article.
func BenchmarkFilter(b *testing.B) {
	var list []library.Item
	asked := textsMsg{}
	for n := range 10_000 {
		id := fmt.Sprint(n)
		list = append(list, library.Item{ID: id, Title: fmt.Sprintf("Article number %d", n), Location: "/desk/" + id, Counts: map[annotate.Tag]int{annotate.Claim: 9}})
		asked.texts = append(asked.texts, library.ItemText{ID: id, Text: strings.Repeat("The levy adds 4.20 to every ticket that is sold in the bay. ", 20)})
	}
	m, _ := do(listing(b, 80, list...), keys.StartFilter)
	m = kittest.Update(m, asked)
	for b.Loop() {
		typed(m, "z")
	}
}
