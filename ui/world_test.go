package ui_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/internal/library"
	"galley/internal/vterm"
	"galley/storage"
	"galley/ui"
	"galley/ui/keys"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	bolt "go.etcd.io/bbolt"
)

// A world is a library on disk, which the windows of a test share.
type world struct {
	path     string // of the library
	store    *storage.Store
	articles map[string]*annotate.Article // by the name that the test has for them
	mu       sync.Mutex
	taken    int // ids
	author   string
	deaf     bool // windows do not hear of writes by others until they have the focus
}

// newWorld returns a library with articles. Their IDs are their names in the test; in
// the library they have other IDs.
func newWorld(t testing.TB, articles ...*annotate.Article) *world {
	t.Helper()
	m := &world{author: "ada", path: filepath.Join(t.TempDir(), "galley.db"), articles: map[string]*annotate.Article{}}
	m.store = storage.New(m.path)
	for _, a := range articles {
		named := *a
		named.Source.Kind, named.Source.Location = annotate.FromFile, "file "+a.ID
		saved, err := m.store.SaveArticles([]storage.NewArticle{{Article: &named, Words: segment.CountArticleWords(a)}}, now)
		if err != nil {
			t.Fatal(err)
		}
		named.ID = saved[0].ID
		m.articles[a.ID] = &named
	}
	return m
}

// id returns the ID of an article in the library.
func (m *world) id(name string) string {
	if a, ok := m.articles[name]; ok {
		return a.ID
	}
	return name
}

// library opens the library, as a separate program would. It must be closed.
func (m *world) library() *library.Library {
	author := m.author
	options := library.Options{
		Path: m.path, Version: "test", Author: func() string { return author }, Now: func() time.Time { return now },
		NewID: func() string { return m.newID("library") },
	}
	if m.deaf {
		options.Watch = func(ctx context.Context) <-chan struct{} {
			written := make(chan struct{})
			context.AfterFunc(ctx, func() { close(written) })
			return written
		}
	}
	return library.New(options)
}

// newID returns a unique ID.
func (m *world) newID(prefix string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.taken++
	return fmt.Sprintf("%s%04d", prefix, m.taken)
}

// elsewhere commits a step as another window would.
func (m *world) elsewhere(t testing.TB, id string, changes ...annotate.Change) {
	t.Helper()
	for _, c := range changes {
		for _, n := range []*annotate.Annotation{c.Before, c.After} {
			if n != nil {
				n.Article = m.id(id)
			}
		}
	}
	step := annotate.Step{ID: m.newID("elsewhere"), Time: now, Creator: "ada", Summary: "elsewhere", Changes: changes}
	if _, err := m.store.Commit(m.id(id), step); err != nil {
		t.Fatal(err)
	}
}

// lock lets the library be read but not written, until unlock is called.
func (m *world) lock(t testing.TB) (unlock func()) {
	t.Helper()
	db, err := bolt.Open(m.path, 0o600, &bolt.Options{ReadOnly: true, Timeout: patience})
	if err != nil {
		t.Fatal(err)
	}
	unlock = sync.OnceFunc(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(unlock)
	return unlock
}

// set returns the saved annotations of an article.
func (m *world) set(id string) annotate.Set {
	annotations, _, err := m.store.Annotations(m.id(id))
	if err != nil {
		panic(err)
	}
	return annotate.NewSet(annotations)
}

var now = time.Date(2026, 5, 14, 14, 2, 0, 0, time.UTC)

// A window is a running Galley in a terminal in memory.
type window struct {
	*vterm.Terminal
	t       testing.TB
	program *ui.Program
	library *library.Library
	done    chan error
}

// open runs Galley on an article of m; id "" opens the list of articles.
func open(t testing.TB, m *world, id string, width, height int, options ...func(*ui.Config)) *window {
	t.Helper()
	lib := m.library()
	var doc *library.Document
	if id != "" {
		opened, err := lib.Open(m.id(id))
		if err != nil {
			t.Fatal(err)
		}
		doc = &opened
	}
	return run(t, m, lib, doc, width, height, options...)
}

// run runs Galley on a document, or nil for none.
func run(t testing.TB, m *world, lib *library.Library, doc *library.Document, width, height int, options ...func(*ui.Config)) *window {
	t.Helper()
	w := &window{Terminal: vterm.New(width, height), t: t, library: lib, done: make(chan error, 1)}
	cfg := ui.Config{
		Library: lib, Document: doc, Keys: keys.Default(), Author: "ada", Measure: 72,
		Now:   func() time.Time { return now },
		NewID: func() string { return m.newID("window") },
		Theme: theme.New, Terminal: theme.Options{Dark: true},
		Input: w.Input(), Output: w.Terminal,
		Options: []tea.ProgramOption{
			tea.WithWindowSize(width, height), tea.WithEnvironment([]string{"TERM=xterm-256color"}),
			tea.WithColorProfile(colorprofile.TrueColor),
		},
	}
	for _, option := range options {
		option(&cfg)
	}
	w.program = ui.NewProgram(t.Context(), cfg)
	go func() { w.done <- w.program.Run() }()
	t.Cleanup(func() {
		w.Close()
		_ = lib.Close()
	})
	return w
}

// patience limits how long a test waits for something that should happen at once: long
// enough even for a busy machine.
const patience = 30 * time.Second

// until waits for a condition on the screen.
func (w *window) until(what string, ok func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !ok(); {
		if time.Now().After(deadline) {
			w.t.Fatalf("timed out waiting for %s; the screen:\n%s", what, w.Text())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// sees waits until the screen shows words.
func (w *window) sees(words string) {
	w.t.Helper()
	w.until(fmt.Sprintf("%q", words), func() bool { return strings.Contains(w.Text(), words) })
}

// types presses keys one by one: single characters, or names in <>.
func (w *window) types(keys string) {
	for keys != "" {
		if name, rest, ok := strings.Cut(keys, ">"); ok && keys[0] == '<' {
			w.Type(named[name[1:]])
			keys = rest
			continue
		}
		_, size := utf8.DecodeRuneInString(keys)
		w.Type(keys[:size])
		keys = keys[size:]
	}
}

var named = map[string]string{
	"esc": "\x1b[27u", "enter": "\r", "tab": "\t", "s-tab": "\x1b[Z", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C",
	"left": "\x1b[D", "s-right": "\x1b[1;2C", "s-down": "\x1b[1;2B", "ctrl+r": "\x12", "ctrl+c": "\x03", "ctrl+s": "\x13",
	"space": " ", "backspace": "\x7f", "pgdown": "\x1b[6~", "pgup": "\x1b[5~", "alt+c": "\x1bc",
}

// resizes changes the size of the terminal.
func (w *window) resizes(width, height int) {
	w.Resize(width, height)
	w.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// quits waits until the program has ended and everything is saved.
func (w *window) quits() {
	w.t.Helper()
	select {
	case err := <-w.done:
		if err != nil {
			w.t.Fatalf("Run: %v", err)
		}
		if err := w.library.Close(); err != nil {
			w.t.Fatalf("Close: %v", err)
		}
	case <-time.After(patience):
		w.t.Fatalf("did not quit; the screen:\n%s", w.Text())
	}
}

// saved waits until n annotations of an article are saved.
func (w *window) saved(m *world, id string, n int) {
	w.t.Helper()
	w.until(fmt.Sprintf("%d saved annotations", n), func() bool { return m.set(id).Len() == n })
}
