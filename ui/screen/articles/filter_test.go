package articles

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// typed is the library after text is typed into the filter.
func typed(l Library, text string) Library {
	for _, r := range text {
		l = l.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return l
}

// ids are those of the articles that are shown.
func ids(l Library) string {
	var list []string
	for _, i := range l.shown {
		list = append(list, i.ID)
	}
	return strings.Join(list, " ")
}

func marked(items []Item) []Item {
	for i := range items {
		items[i].Counts = map[annotate.Tag]int{annotate.Claim: 1}
	}
	return items
}

func TestTheFilterLooksIntoMarksAndNotesOnceSomethingIsLookedFor(t *testing.T) {
	l := shelf(80, marked(items())...)
	l, fx := l.Press("/")
	ask, ok := fx[0].(effect.Gather)
	if !ok || !slices.Equal(ask.Articles, []string{"a", "b", "c"}) {
		t.Fatalf("asked for %v", fx)
	}
	l = typed(l, "crews")
	if got := ids(l); got != "" || !strings.Contains(l.View(), "reading marks") {
		t.Errorf("before the marks are read: %q\n%s", got, l.View())
	}
	l, fx = l.Gathered(ask.Articles, []Words{{"b", "Nobody asked the ferry crews\nphone them"}, {"c", "no season ticket\n"}})
	if got := ids(l); got != "b" || fx != nil {
		t.Errorf("shown %q, asked for %v", got, fx)
	}
	if view := ansi.Strip(l.View()); !strings.Contains(view, "Nobody asked the ferry crews") {
		t.Errorf("where it stands is not shown:\n%s", view)
	}
	if l = typed(l, " latin"); ids(l) != "" {
		t.Errorf("with a word that it does not hold: %q", ids(l))
	}
	if l, _ = l.Press("esc"); ids(l) != "a b c" {
		t.Errorf("without the filter: %q", ids(l))
	}
	if _, fx = l.Press("/"); fx != nil {
		t.Errorf("what is known is asked for again: %v", fx)
	}
}

func TestWhoFiltersBeforeTheLibraryIsReadFindsTheMarksToo(t *testing.T) {
	l := New(shelf(80).keys, shelf(80).now, false).On(kit.Canvas{Width: 80, Height: 24, Theme: new(theme.Theme)})
	l, fx := l.Press("/")
	if fx != nil {
		t.Fatalf("asked for %v", fx)
	}
	l, fx = typed(l, "crews").Load(marked(items()))
	if len(fx) != 1 || len(fx[0].(effect.Gather).Articles) != 3 {
		t.Errorf("asked for %v, shown %q", fx, ids(l))
	}
}

func TestWordsMayStandInTitleAndMarkTogether(t *testing.T) {
	l := shelf(80, marked(items())...)
	l, _ = l.Press("/")
	l, _ = l.Gathered([]string{"a", "b", "c"}, []Words{{"a", "the ferry crews"}, {"c", "the ferry crews"}})
	if got := ids(typed(l, "harbour crews")); got != "c" {
		t.Errorf("shown %q", got)
	}
}

func TestMarksAreAskedForInBatchesAndOnlyWhereThereAreAny(t *testing.T) {
	var list []Item
	for n := range 500 {
		i := Item{ID: fmt.Sprint(n), Title: "Article"}
		if n%2 == 0 {
			i.Counts = map[annotate.Tag]int{annotate.Quote: 1}
		}
		list = append(list, i)
	}
	l, fx := shelf(80, list...).Press("/")
	read := 0
	for len(fx) > 0 {
		ask := fx[0].(effect.Gather).Articles
		read += len(ask)
		if len(ask) > batch {
			t.Fatalf("%d at once", len(ask))
		}
		l, fx = l.Gathered(ask, nil)
	}
	if read != 250 {
		t.Errorf("%d articles were read", read)
	}
	l, _ = l.Press("esc")
	if l, _ = l.Load(list); len(l.words) != 0 {
		t.Error("what was read before the library changed is still taken for true")
	}
}

func TestWhatIsToBeCheckedIsShown(t *testing.T) {
	list := items()
	list[1].Open, list[1].Doubts = 3, 2
	if view := ansi.Strip(shelf(80, list...).View()); !strings.Contains(view, "3 to check") {
		t.Errorf("not shown:\n%s", view)
	}
}

// A key in the filter of a large library with marks in every article.
func BenchmarkFilter(b *testing.B) {
	var list []Item
	var words []Words
	var all []string
	for n := range 10_000 {
		id := fmt.Sprint(n)
		list = append(list, Item{ID: id, Title: fmt.Sprintf("Article number %d", n), Place: "/desk/" + id, Counts: map[annotate.Tag]int{annotate.Claim: 9}})
		words = append(words, Words{id, strings.Repeat("The levy adds 4.20 to every ticket that is sold in the bay. ", 20)})
		all = append(all, id)
	}
	l, _ := New(shelf(80).keys, shelf(80).now, false).On(kit.Canvas{Width: 80, Height: 24, Theme: new(theme.Theme)}).Load(list)
	l, _ = l.Press("/")
	l, _ = l.Gathered(all, words)
	for b.Loop() {
		typed(l, "z")
	}
}
