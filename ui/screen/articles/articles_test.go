package articles

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library"
	"galley/storage"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var noon = time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)

// A shelf is a library on disk.
type shelf struct {
	*library.Library
	store *storage.Store
}

func newShelf(t testing.TB) *shelf {
	t.Helper()
	path := filepath.Join(t.TempDir(), "galley.db")
	s := &shelf{library.New(library.Options{Path: path, Now: func() time.Time { return noon }}), storage.New(path)}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// save saves an article with claims on words, and returns its ID.
func (s *shelf) save(t testing.TB, title string, words ...string) string {
	t.Helper()
	a := &annotate.Article{Text: title + ". " + strings.Join(words, " "), Meta: annotate.Meta{Title: title}}
	a.Blocks = []annotate.Block{{Span: annotate.Span{End: len(a.Text)}}}
	a.Digest = annotate.DigestOf(a.Text)
	annotate.NumberBlocks(a.Blocks)
	var step annotate.Step
	for i, w := range words {
		at := strings.Index(a.Text, w)
		step.Changes = append(step.Changes, annotate.Create(annotate.Annotation{ID: fmt.Sprintf("%.8s%d", a.Digest, i), Tag: annotate.Claim,
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: at, End: at + len(w)})}))
	}
	step.ID = "step" + a.Digest
	saved, err := s.store.SaveArticles([]storage.NewArticle{{Article: a, Step: step}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return saved[0].ID
}

// screen returns the screen of the library, before it is listed.
func (s *shelf) screen(t testing.TB, width int) Model {
	t.Helper()
	m := New(&kit.Outbox{}, Spec{Keys: keys.Default(), Library: s.Library, Now: func() time.Time { return noon }}).(Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}})
}

// listing returns the screen with the given articles.
func listing(t testing.TB, width int, items ...library.Item) Model {
	t.Helper()
	m, cmd := update(newShelf(t).screen(t, width), listedMsg{items: items})
	return settle(m, cmd)
}

// update returns the screen after a message, and the resulting command.
func update(m Model, msg tea.Msg) (Model, tea.Cmd) {
	updated, cmd := m.Update(msg)
	return updated.(Model), cmd
}

func do(m Model, action keys.Action) (Model, tea.Cmd) {
	return update(m, kit.ActionMsg{Action: action})
}

// finish runs a command and gives its result to the screen.
func finish(m Model, cmd tea.Cmd) (Model, tea.Cmd) { return update(m, cmd().(kit.ForMsg).Msg) }

// settle runs commands until there is none.
func settle(m Model, cmd tea.Cmd) Model {
	for cmd != nil {
		m, cmd = finish(m, cmd)
	}
	return m
}

// view returns the screen as text.
func view(m Model) string { return ansi.Strip(m.View().Content) }

// titles returns the titles of the articles shown.
func titles(m Model) string {
	var list []string
	for _, r := range m.rows {
		list = append(list, m.all[r.index].Title)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func items() []library.Item {
	return []library.Item{
		{ID: "a", Title: "Café headline", Location: "/articles/that/are/hostile/latin1.txt", Opened: noon},
		{ID: "b", Title: "Café headline", Location: "/articles/that/are/hostile/cp1252.txt", Opened: noon},
		{ID: "c", Title: "Harbour levy", Location: "~/levy.txt", Opened: noon},
	}
}

func TestADamagedHeaderIsAskedAbout(t *testing.T) {
	for name, key := range map[string]string{"checked": "y", "later": "n", "back": "esc"} {
		s := newShelf(t)
		id := s.save(t, "Harbour levy", "levy")
		if err := s.store.Touch(id, noon.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		library, err := os.ReadFile(s.store.Path())
		if err != nil {
			t.Fatal(err)
		}
		library[72] ^= 1 // a checksum
		if err := os.WriteFile(s.store.Path(), library, 0o600); err != nil {
			t.Fatal(err)
		}
		m := s.screen(t, 80)
		m, _ = finish(m, m.Init())
		if !strings.Contains(view(m), "y checks it now") || m.Keyboard().Input != kit.Raw {
			t.Fatalf("it does not ask:\n%s", view(m))
		}
		m = kittest.Press(m, key)
		checks := slices.Contains(m.Out.Take(), tea.Msg(kit.CheckHeaderMsg{}))
		if checks != (key == "y") || m.Keyboard().Input == kit.Raw || key == "n" && !strings.Contains(view(m), "Nothing is saved until galley doctor") {
			t.Errorf("%s: checks %v\n%s", name, checks, view(m))
		}
		m, cmd := do(m, keys.RemoveArticle) // is refused, and asked about again
		m, _ = finish(m, cmd)
		if !strings.Contains(view(m), "y checks it now") || titles(m) != "Harbour levy" {
			t.Errorf("%s: after a removal\n%s", name, view(m))
		}
	}
}

func TestFileNameIsVisible(t *testing.T) {
	for _, width := range []int{80, 120} {
		text := view(listing(t, width, items()...))
		for _, name := range []string{"latin1.txt", "cp1252.txt", "levy.txt"} {
			if !strings.Contains(text, name) {
				t.Errorf("at %d cells %s is missing:\n%s", width, name, text)
			}
		}
	}
}

func TestAChapterIsShownAndFoundWithItsBook(t *testing.T) {
	storm := library.Item{ID: "d", Title: "The storm", Site: "The ferry years", Location: "~/book.epub#ch002.xhtml", Opened: noon}
	l := listing(t, 80, append(items(), storm)...)
	if text := view(l); !strings.Contains(text, "The ferry years · ~/book.epub#ch002.xhtml\n") {
		t.Errorf("the book is missing:\n%s", text)
	}
	l, _ = do(l, keys.StartFilter)
	if got := titles(typed(l, "ferry")); got != "The storm" {
		t.Errorf("found %q", got)
	}
}

func TestRemovedArticleDisappearsAndIsSelectedWhenRestored(t *testing.T) {
	s := newShelf(t)
	s.save(t, "first")
	s.save(t, "second")
	s.save(t, "third")
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, one := do(m, keys.RemoveArticle)
	m, two := do(m, keys.RemoveArticle)
	left := titles(m)
	if len(m.rows) != 1 {
		t.Fatalf("%q is left", left)
	}
	if m, _ = finish(m, one); titles(m) != left {
		t.Errorf("a list from before the second removal shows %q", titles(m))
	}
	m, _ = finish(m, two)
	m, three := do(m, keys.Undo)
	m, _ = finish(m, three)
	trash, err := s.store.Trash()
	if err != nil || len(trash) != 1 || len(m.rows) != 2 {
		t.Fatalf("%d in the trash (error %v), shown %q", len(trash), err, titles(m))
	}
	m.Out.Take()
	m, _ = do(m, keys.OpenArticle)
	back := m.Out.Take()[0].(kit.OpenArticleMsg).ID
	if back == trash[0].ID || !strings.Contains(view(m), "▌") {
		t.Errorf("enter opens %s, not what was brought back", back)
	}
	if selected, _ := m.selected(); selected.Title == left {
		t.Errorf("%q is selected", selected.Title)
	}
}

// Changes are made in the order of the key presses, whichever command runs first.
func TestRemovalsKeepTheirOrder(t *testing.T) {
	s := newShelf(t)
	s.save(t, "first")
	m, _ := finish(s.screen(t, 80), s.screen(t, 80).Init())
	m, remove := do(m, keys.RemoveArticle)
	_, restore := do(m, keys.Undo)
	done := make(chan tea.Msg)
	go func() { done <- restore() }()
	remove()
	<-done
	if trash, err := s.store.Trash(); err != nil || len(trash) > 0 {
		t.Errorf("%d in the trash (error %v)", len(trash), err)
	}
}

func TestEscGoesBackIfThereIsAScreenBelow(t *testing.T) {
	m := listing(t, 80, items()...)
	if m, _ = do(m, keys.Back); len(m.Out.Take()) != 0 || !strings.Contains(view(m), "Q quits; everything is saved.") {
		t.Errorf("alone:\n%s", view(m))
	}
	m.spec.Reading, m.IsBottom = "a", false
	if m, _ = do(m, keys.Back); !slices.Equal(m.Out.Take(), []tea.Msg{kit.CloseMsg{}}) {
		t.Error("over an article esc does not go back")
	}
	m, _ = do(m, keys.RemoveArticle)
	m.Out.Take()
	if m, _ = do(m, keys.Back); len(m.Out.Take()) != 0 {
		t.Error("esc goes back to an article in the trash")
	}
}

func TestWhoIsDoneIsShown(t *testing.T) {
	list := items()
	list[2].Done = []annotate.Done{{By: "ann", At: noon}, {By: "ben", At: noon}}
	if m := listing(t, 80, list...); !strings.Contains(view(m), "done: ann · ben") {
		t.Error(view(m))
	}
}
