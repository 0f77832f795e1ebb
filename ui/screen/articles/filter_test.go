package articles

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/storage"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// typed returns the screen after typing text into the filter, when all is found.
func typed(m Model, text string) Model {
	for _, r := range text {
		var cmd tea.Cmd
		m, cmd = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
		m = settle(m, cmd)
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

func TestTheFilterSearchesAnnotations(t *testing.T) {
	s := annotated(t)
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, _ = do(m, keys.StartFilter)
	m = typed(m, "asked")
	if got := titles(m); got != "Ferries" || m.isSearching {
		t.Errorf("shown %q, searching: %v", got, m.isSearching)
	}
	if !strings.Contains(view(m), "Nobody asked the ferry crews") {
		t.Errorf("the words around the hit are not shown:\n%s", view(m))
	}
	if m = typed(m, " latin"); titles(m) != "" {
		t.Errorf("with a word that it does not hold: %q", titles(m))
	}
	if m, _ = do(m, keys.Back); len(m.rows) != 3 {
		t.Errorf("without the filter: %q", titles(m))
	}
	m, _ = do(m, keys.StartFilter)
	if got := titles(typed(m, "harbour crews")); got != "Harbour levy" {
		t.Errorf("words in title and annotation together: %q", got)
	}
}

func TestAFilterTypedBeforeTheLibraryIsListedSearchesTheAnnotationsToo(t *testing.T) {
	s := annotated(t)
	m, _ := do(s.screen(t, 80), keys.StartFilter)
	m, cmd := finish(typed(m, "asked"), m.Init())
	if m = settle(m, cmd); titles(m) != "Ferries" {
		t.Errorf("shown %q", titles(m))
	}
}

// A key does not wait for the search, and the results of an outdated one are dropped.
func TestTheFilterDoesNotHoldUpKeys(t *testing.T) {
	s := annotated(t)
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, _ = do(m, keys.StartFilter)
	m, first := update(m, tea.KeyPressMsg{Code: 'z', Text: "z"})
	if len(m.rows) != 3 || first == nil {
		t.Fatalf("the key was held up until %q was found", titles(m))
	}
	m, _ = update(m, tea.KeyPressMsg{Code: tea.KeyBackspace})
	if m, more := finish(m, first); len(m.rows) != 3 || more != nil {
		t.Errorf("an outdated search shows %q, goes on: %v", titles(m), more != nil)
	}
	// Enter opens what is found, however early it is pressed.
	for _, r := range "ferr" {
		m, first = update(m, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	m, _ = do(m, keys.Accept)
	m, _ = do(m, keys.OpenArticle)
	if posted := m.Out.Take(); len(posted) != 0 {
		t.Fatalf("posted %v before anything was found", posted)
	}
	m = settle(m, first)
	item, _ := m.selected()
	if posted := m.Out.Take(); item.Title != "Ferries" || len(posted) != 1 || posted[0].(kit.OpenArticleMsg).ID != item.ID {
		t.Errorf("posted %v for %q", posted, item.Title)
	}
}

func TestTheFilterSearchesInSteps(t *testing.T) {
	s := newShelf(t)
	for n := range 3 * batch {
		s.save(t, fmt.Sprintf("Article %d", n), fmt.Sprintf("the ferry %d", n))
	}
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, _ = do(m, keys.StartFilter)
	m, cmd := update(m, tea.PasteMsg{Content: "ferry"})
	p := cmd().(kit.ForMsg).Msg.(foundMsg)
	if rows := p.searchBatch(); len(rows) != batch || p.isDone() {
		t.Errorf("%d articles in a batch", len(rows))
	}
	m, cmd = update(m, p)
	m = settle(m, cmd)
	if len(m.rows) != 2*batch {
		t.Errorf("%d articles in the other batches", len(m.rows))
	}
}

func TestTheFullTextIsSearched(t *testing.T) {
	s := annotated(t)
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, _ = do(m, keys.StartFilter)
	m = typed(m, "season ticket the") // across annotations
	if titles(m) != "Harbour levy" {
		t.Fatalf("shown %q", titles(m))
	}
	m, _ = do(m, keys.Back)
	m, _ = do(m, keys.StartFilter)
	m, cmd := do(m, keys.SearchTexts)
	m = typed(settle(m, cmd), "levy. NO SEASON")
	if got := titles(m); got != "" {
		t.Errorf("in the wrong case: %q", got)
	}
	m, _ = do(m, keys.Back)
	m, _ = do(m, keys.StartFilter)
	m, cmd = do(m, keys.SearchTexts)
	m = typed(settle(m, cmd), "season ticket the")
	if got := titles(m); got != "Harbour levy" || !strings.Contains(view(m), "levy. no season ticket the crews") {
		t.Errorf("shown %q\n%s", got, view(m))
	}
	m.Out.Take()
	m, _ = do(m, keys.OpenArticle)
	if visit := m.Out.Take()[0].(kit.OpenArticleMsg).Visit; visit == nil || visit.Off != len("Harbour levy. no ") {
		t.Errorf("opens %v", visit)
	}
	m, cmd = do(m, keys.SearchTexts)
	if m = settle(m, cmd); titles(m) != "Harbour levy" {
		t.Errorf("titles and annotations again: %q", titles(m))
	}
}

func TestUncheckedAnnotationsAreShown(t *testing.T) {
	list := items()
	list[1].Open, list[1].Uncertain = 3, 2
	for _, width := range []int{50, 80, 120} {
		view := view(listing(t, width, list...))
		if !strings.Contains(view, map[bool]string{true: "3 to check", false: "   3 "}[width < 64]) || !strings.Contains(view, "2 to place") {
			t.Errorf("not shown:\n%s", view)
		}
	}
}

func TestTheOrderOfTheList(t *testing.T) {
	m := listing(t, 80, library.Item{ID: "1", Title: "“Beta”", Read: 10, Opened: noon}, library.Item{ID: "2", Title: "gamma", Open: 3, Opened: noon},
		library.Item{ID: "3", Title: "Alpha", Read: 100, Opened: noon})
	for _, want := range []string{"312", "312", "213", "123"} { // title, progress, to check, date
		var cmd tea.Cmd
		m, cmd = do(m, keys.CycleOrder)
		m = settle(m, cmd)
		got := ""
		for _, r := range m.rows {
			got += m.all[r.index].ID
		}
		if got != want {
			t.Errorf("%s: %s, want %s", m.order, got, want)
		}
		if item, _ := m.selected(); item.ID != "1" {
			t.Errorf("%s: %s is selected", m.order, item.ID)
		}
	}
	col := strings.Index(strings.Split(view(m), "\n")[headRows-1], "Read")
	m, cmd := update(m, tea.MouseClickMsg{X: col, Y: headRows - 1})
	if m = settle(m, cmd); m.order != byRead {
		t.Errorf("a click on the name of a column orders %s", m.order)
	}
}

func TestColumnsAreAligned(t *testing.T) {
	list := items()
	list[0].Counts, list[0].Open, list[0].Read = map[annotate.Tag]int{annotate.Claim: 12, annotate.Opinion: 104}, 7, 100
	list[2].Counts, list[2].Read, list[2].Words = map[annotate.Tag]int{annotate.Quote: 3}, 5, 1204
	for _, width := range []int{40, 64, 80, 120} {
		m := listing(t, width, list...)
		rows := strings.Split(view(m), "\n")
		for at, row := range []string{rows[headRows-1], rows[headRows], rows[headRows+2], rows[headRows+4]} {
			if n := m.Canvas.Method.StringWidth(row); n > width {
				t.Errorf("row %d is %d cells wide: %q", at, n, row)
			}
		}
		shown, end := m.columns()
		end += titleCol
		for _, col := range shown {
			end += col.width
			for i, item := range list {
				want := col.text(&m, item)
				if cells := []rune(rows[headRows+2*i]); want != "" && !strings.HasSuffix(string(cells[:end]), " "+want) {
					t.Errorf("at %d cells %s of %q does not end in column %d: %q", width, col.name, item.Title, end, string(cells))
				}
			}
		}
	}
}

// BenchmarkFilter types a key in the filter of a library with 10,000 annotated articles:
// what the key costs before the next can be handled, and the whole search.
func BenchmarkFilter(b *testing.B) {
	var list []library.Item
	texts := map[string]string{}
	for n := range 10_000 {
		id := fmt.Sprint(n)
		list = append(list, library.Item{ID: id, Title: fmt.Sprintf("Article number %d", n), Location: "/desk/" + id, Counts: map[annotate.Tag]int{annotate.Claim: 9}})
		texts[id] = strings.Repeat("The levy adds 4.20 to every ticket that is sold in the bay. ", 20)
	}
	m, _ := do(listing(b, 80, list...), keys.StartFilter)
	m.known.texts = texts
	key := tea.KeyPressMsg{Code: 'z', Text: "z"}
	b.Run("key", func(b *testing.B) {
		for b.Loop() {
			update(m, key)
		}
	})
	b.Run("search", func(b *testing.B) {
		for b.Loop() {
			settle(update(m, key))
		}
	})
}

// BenchmarkFullText finds words that only the last of 10,000 articles has, 100 MB in all.
func BenchmarkFullText(b *testing.B) {
	s := newShelf(b)
	filler := strings.Repeat("The levy adds 4.20 to every ticket that is sold in the bay. ", 170)
	var batch []storage.NewArticle
	for n := range 10_000 {
		text := fmt.Sprintf("Article %d. %s", n, filler)
		if n == 0 {
			text += "A zebra crossed."
		}
		a := &annotate.Article{Text: text, Meta: annotate.Meta{Title: fmt.Sprint(n)}, Source: annotate.Source{Kind: annotate.FromFile, Location: fmt.Sprintf("/desk/%05d", n)}}
		a.Blocks = []annotate.Block{{Span: annotate.Span{End: len(a.Text)}}}
		a.Digest = annotate.DigestOf(a.Text)
		annotate.NumberBlocks(a.Blocks)
		if batch = append(batch, storage.NewArticle{Article: a}); len(batch) == 500 {
			if _, err := s.store.SaveArticles(batch, noon.Add(-time.Duration(n)*time.Minute)); err != nil {
				b.Fatal(err)
			}
			batch = nil
		}
	}
	m, _ := finish(s.screen(b, 80), s.screen(b, 80).Init())
	m, _ = do(m, keys.StartFilter)
	m, _ = do(m, keys.SearchTexts)
	b.SetBytes(100 << 20)
	for b.Loop() {
		if found := settle(update(m, tea.PasteMsg{Content: "zebra"})); len(found.rows) != 1 {
			b.Fatalf("%d found", len(found.rows))
		}
	}
}
