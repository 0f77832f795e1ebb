package articles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// typed is the screen after text is typed into the filter.
func typed(m Model, text string) Model {
	for _, r := range text {
		m, _ = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return m
}

// ids are those of the articles that are shown.
func ids(m Model) string {
	var list []string
	for _, i := range m.shown {
		list = append(list, i.ID)
	}
	return strings.Join(list, " ")
}

// filtering is the screen with its filter open and these marks and notes read.
func filtering(items []Item, texts ...Words) Model {
	m, cmd := do(shelf(80, items...), keys.StartFilter)
	m.spec.Library.(*memory).words = texts
	m, _ = finish(m, cmd)
	return m
}

func marked(items []Item) []Item {
	for i := range items {
		items[i].Counts = map[annotate.Tag]int{annotate.Claim: 1}
	}
	return items
}

func TestTheFilterSearchesMarksAndNotesOnceItIsOpen(t *testing.T) {
	m, cmd := do(shelf(80, marked(items())...), keys.StartFilter)
	m = typed(m, "crews")
	if got := ids(m); got != "" || !strings.Contains(view(m), "reading marks") {
		t.Errorf("before the marks are read: %q\n%s", got, view(m))
	}
	library := m.spec.Library.(*memory)
	library.words = []Words{{"b", "Nobody asked the ferry crews\nphone them"}, {"c", "no season ticket\n"}}
	m, more := finish(m, cmd)
	if got := ids(m); got != "b" || more != nil || !slices.Equal(library.asked, []string{"words of a b c"}) {
		t.Errorf("shown %q, asked for %q, then more: %v", got, library.asked, more != nil)
	}
	if !strings.Contains(view(m), "Nobody asked the ferry crews") {
		t.Errorf("the words around the hit are not shown:\n%s", view(m))
	}
	if m = typed(m, " latin"); ids(m) != "" {
		t.Errorf("with a word that it does not hold: %q", ids(m))
	}
	if m, _ = do(m, keys.Back); ids(m) != "a b c" {
		t.Errorf("without the filter: %q", ids(m))
	}
	if _, cmd = do(m, keys.StartFilter); cmd != nil {
		t.Error("what is known is asked for again")
	}
}

func TestAFilterTypedBeforeTheLibraryIsListedSearchesTheMarksToo(t *testing.T) {
	library := &memory{items: marked(items())}
	m, cmd := do(unlisted(80, library), keys.StartFilter)
	if cmd != nil {
		t.Fatal("marks of no article are asked for")
	}
	m, cmd = update(typed(m, "crews"), listedMsg{items: library.items})
	finish(m, cmd)
	if !slices.Equal(library.asked, []string{"words of a b c"}) {
		t.Errorf("asked for %q, shown %q", library.asked, ids(m))
	}
}

func TestTheWordsOfAFilterMayBeInTitleAndMarkTogether(t *testing.T) {
	m := filtering(marked(items()), Words{"a", "the ferry crews"}, Words{"c", "the ferry crews"})
	if got := ids(typed(m, "harbour crews")); got != "c" {
		t.Errorf("shown %q", got)
	}
}

func TestMarksAreReadInBatchesAndOnlyWhereThereAreAny(t *testing.T) {
	var list []Item
	for n := range 500 {
		i := Item{ID: fmt.Sprint(n), Title: "Article"}
		if n%2 == 0 {
			i.Counts = map[annotate.Tag]int{annotate.Quote: 1}
		}
		list = append(list, i)
	}
	m, cmd := do(shelf(80, list...), keys.StartFilter)
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

func TestWhatIsToBeCheckedIsShown(t *testing.T) {
	list := items()
	list[1].Open, list[1].Doubts = 3, 2
	if view := view(shelf(80, list...)); !strings.Contains(view, "3 to check") {
		t.Errorf("not shown:\n%s", view)
	}
}

// A key in the filter of a large library with marks in every article.
func BenchmarkFilter(b *testing.B) {
	var list []Item
	var texts []Words
	for n := range 10_000 {
		id := fmt.Sprint(n)
		list = append(list, Item{ID: id, Title: fmt.Sprintf("Article number %d", n), Place: "/desk/" + id, Counts: map[annotate.Tag]int{annotate.Claim: 9}})
		texts = append(texts, Words{id, strings.Repeat("The levy adds 4.20 to every ticket that is sold in the bay. ", 20)})
	}
	m := filtering(list, texts...)
	for b.Loop() {
		typed(m, "z")
	}
}
