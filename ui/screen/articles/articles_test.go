package articles

import (
	"slices"
	"strings"
	"testing"
	"time"

	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var noon = time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)

// A memory is a library of a test. It records what is asked of it.
type memory struct {
	items []Item
	words []Words
	asked []string
}

func (l *memory) Items() ([]Item, error) { return l.items, nil }

func (l *memory) Words(articles []string) []Words {
	l.asked = append(l.asked, "words of "+strings.Join(articles, " "))
	return l.words
}

func (l *memory) Forget(article string) error {
	l.asked = append(l.asked, "forget "+article)
	return nil
}

func (l *memory) Restore(article string) error {
	l.asked = append(l.asked, "restore "+article)
	return nil
}

// shelf is the screen with these articles.
func shelf(width int, items ...Item) Model {
	m, _ := update(unlisted(width, &memory{items: items}), listedMsg{items: items})
	return m
}

// unlisted is the screen before the library is listed.
func unlisted(width int, l *memory) Model {
	m := New(&kit.Outbox{}, Spec{Keys: keys.Default(), Library: l, Now: func() time.Time { return noon }})
	placed, _ := m.Update(kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}})
	return placed.(Model)
}

// update returns the screen after a message, and the command that it asks for.
func update(m Model, msg tea.Msg) (Model, tea.Cmd) {
	updated, cmd := m.Update(msg)
	return updated.(Model), cmd
}

func do(m Model, action keys.Action) (Model, tea.Cmd) {
	return update(m, kit.ActionMsg{Action: action})
}

// finish runs a command and gives its result to the screen.
func finish(m Model, cmd tea.Cmd) (Model, tea.Cmd) { return update(m, cmd().(kit.ForMsg).Msg) }

// view is the screen as text.
func view(m Model) string { return ansi.Strip(m.View().Content) }

func items() []Item {
	return []Item{
		{ID: "a", Title: "Café headline", Place: "/articles/that/are/hostile/latin1.txt", Opened: noon},
		{ID: "b", Title: "Café headline", Place: "/articles/that/are/hostile/cp1252.txt", Opened: noon},
		{ID: "c", Title: "Harbour levy", Place: "~/levy.txt", Opened: noon},
	}
}

func TestTheNameOfTheFileShows(t *testing.T) {
	for _, width := range []int{80, 120} {
		text := view(shelf(width, items()...))
		for _, name := range []string{"latin1.txt", "cp1252.txt", "levy.txt"} {
			if !strings.Contains(text, name) {
				t.Errorf("at %d cells %s is missing:\n%s", width, name, text)
			}
		}
	}
}

func TestAChapterIsShownAndFoundWithItsBook(t *testing.T) {
	storm := Item{ID: "d", Title: "The storm", Site: "The ferry years", Place: "~/book.epub#ch002.xhtml", Opened: noon}
	l := shelf(80, append(items(), storm)...)
	if text := view(l); !strings.Contains(text, "The storm · The ferry years\n") {
		t.Errorf("the book is missing:\n%s", text)
	}
	if text := view(shelf(17, storm)); strings.Contains(text, "·") {
		t.Errorf("there is no room for the book:\n%s", text)
	}
	l, _ = do(l, keys.StartFilter)
	if got := ids(typed(l, "ferry")); got != "d" {
		t.Errorf("found %q", got)
	}
}

func TestWhatIsRemovedIsGoneAtOnceAndSelectedWhenItIsBack(t *testing.T) {
	library := &memory{items: items()}
	m, _ := update(unlisted(80, library), listedMsg{items: items()})
	m, first := do(m, keys.Remove)
	m, second := do(m, keys.Remove)
	if ids(m) != "c" {
		t.Fatalf("%q is left", ids(m))
	}
	library.items = items()[1:]
	m, _ = finish(m, first)
	if ids(m) != "c" {
		t.Errorf("a list from before the second removal shows %q", ids(m))
	}
	library.items = items()[2:]
	m, _ = finish(m, second)
	m, third := do(m, keys.Undo)
	library.items = items()[1:]
	m, _ = finish(m, third)
	if want := []string{"forget a", "forget b", "restore b"}; !slices.Equal(library.asked, want) {
		t.Fatalf("asked to %q", library.asked)
	}
	m.out.Take()
	m, _ = do(m, keys.OpenItem)
	if posted := m.out.Take(); !slices.Equal(posted, []tea.Msg{kit.OpenArticleMsg{ID: "b"}}) {
		t.Errorf("enter asks for %v, not for what was brought back", posted)
	}
}

// Removals run in the order in which they were asked for, whichever command
// begins first.
func TestRemovalsKeepTheirOrder(t *testing.T) {
	library := &memory{items: items()}
	m, _ := update(unlisted(80, library), listedMsg{items: items()})
	m, first := do(m, keys.Remove)
	_, second := do(m, keys.Undo)
	done := make(chan tea.Msg)
	go func() { done <- second() }()
	first()
	<-done
	if want := []string{"forget a", "restore a"}; !slices.Equal(library.asked, want) {
		t.Errorf("done: %q", library.asked)
	}
}

func TestEscLeadsBackWhereThereIsSomethingBelow(t *testing.T) {
	m := shelf(80, items()...)
	if m, _ = do(m, keys.Back); len(m.out.Take()) != 0 || !strings.Contains(view(m), "Q quits; everything is saved.") {
		t.Errorf("alone:\n%s", view(m))
	}
	m.spec.Reading = "a"
	if m, _ = do(m, keys.Back); !slices.Equal(m.out.Take(), []tea.Msg{kit.CloseMsg{}}) {
		t.Error("over an article esc does not go back")
	}
	m, _ = do(m, keys.Remove)
	m.out.Take()
	if m, _ = do(m, keys.Back); len(m.out.Take()) != 0 {
		t.Error("esc goes back to an article in the trash")
	}
}
