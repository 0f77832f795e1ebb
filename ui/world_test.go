package ui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/internal/vterm"
	"galley/ui"
	"galley/ui/keys"
	"galley/ui/screen/articles"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// A memory is a database in memory: the Store and the Saver of a test.
type memory struct {
	mu       sync.Mutex
	articles map[string]*annotate.Article
	sets     map[string]annotate.Set
	steps    map[string][]annotate.Step
	places   map[string]int
	trash    map[string]bool
	folds    map[string]map[int]bool
	failing  error
	waiting  []annotate.Step
	report   func(ui.Saved)
}

func newMemory(articles ...*annotate.Article) *memory {
	m := &memory{articles: map[string]*annotate.Article{}, sets: map[string]annotate.Set{}, steps: map[string][]annotate.Step{}, places: map[string]int{}, trash: map[string]bool{}, folds: map[string]map[int]bool{}}
	for _, a := range articles {
		m.articles[a.ID] = a
	}
	return m
}

func (m *memory) Open(id string) (ui.Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.articles[id]
	if !ok {
		return ui.Document{}, errors.New("no such article")
	}
	return ui.Document{Article: a, Annotations: append([]annotate.Annotation(nil), m.sets[id].All()...), Seq: uint64(len(m.steps[id])), Caret: m.places[id], Folds: m.folds[id]}, nil
}

func (m *memory) Annotations(id string) ([]annotate.Annotation, uint64, error) {
	d, err := m.Open(id)
	return d.Annotations, d.Seq, err
}

func (m *memory) Seq(id string) (uint64, error) {
	d, err := m.Open(id)
	return d.Seq, err
}

func (m *memory) Digest(id string) (string, error) {
	d, err := m.Open(id)
	if err != nil {
		return "", err
	}
	return d.Article.Digest, nil
}

func (m *memory) History(id string) ([]annotate.Step, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]annotate.Step(nil), m.steps[id]...), nil
}

func (m *memory) Items() ([]articles.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var items []articles.Item
	for id, a := range m.articles {
		if !m.trash[id] {
			items = append(items, m.item(a))
		}
	}
	return items, nil
}

func (m *memory) Words(ids []string) (words []articles.Words) {
	for _, id := range ids {
		var text []string
		for _, a := range m.set(id).All() {
			text = append(text, a.Anchor.Exact, a.Note, a.Who())
		}
		words = append(words, articles.Words{ID: id, Text: strings.Join(text, "\n")})
	}
	return words
}

func (m *memory) item(a *annotate.Article) articles.Item {
	i := articles.Item{
		ID: a.ID, Title: a.Name(), Place: "file " + a.ID, Counts: map[annotate.Tag]int{}, Words: segment.CountArticleWords(a),
		Read: 100 * m.places[a.ID] / len(a.Text), Opened: now,
	}
	for _, n := range m.sets[a.ID].All() {
		i.Counts[n.Tag]++
		if n.NeedsChecking() {
			i.Open++
		}
	}
	return i
}

func (m *memory) Forget(id string) error  { return m.setTrash(id, true) }
func (m *memory) Restore(id string) error { return m.setTrash(id, false) }

func (m *memory) setTrash(id string, in bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.trash[id] = in
	return nil
}

// Save commits a step, or keeps it while the memory is failing.
func (m *memory) Save(id string, step annotate.Step) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failing != nil {
		m.waiting = append(m.waiting, step)
		m.report(ui.Saved{Step: step.ID, Err: m.failing})
		return
	}
	saved := m.commit(id, step)
	m.report(saved)
}

func (m *memory) commit(id string, step annotate.Step) ui.Saved {
	set, err := m.sets[id].Apply(step.Changes...)
	for _, c := range step.Changes {
		if a := c.After; a != nil && a.Anchor.State.Placed() && a.Anchor.TextDigest != "" && a.Anchor.TextDigest != m.articles[id].Digest {
			err = annotate.ErrConflict
		}
	}
	if err != nil {
		return ui.Saved{Step: step.ID, Err: err, Refused: true}
	}
	step.Seq = uint64(len(m.steps[id]) + 1)
	m.sets[id], m.steps[id] = set, append(m.steps[id], step)
	return ui.Saved{Step: step.ID, Seq: step.Seq}
}

// elsewhere commits a step as another window would.
func (m *memory) elsewhere(id string, changes ...annotate.Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.commit(id, annotate.Step{ID: fmt.Sprint("elsewhere", len(m.steps[id])), Time: now, What: "elsewhere", Changes: changes})
}

// fail makes saving fail; nil makes it work again and saves what waited.
func (m *memory) fail(id string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failing = err
	if err == nil {
		for _, step := range m.waiting {
			m.report(m.commit(id, step))
		}
		m.waiting = nil
	}
}

func (m *memory) SavePlace(id, _ string, off, _ int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.places[id] = off
}

func (m *memory) SaveFolds(id, _ string, folds map[int]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.folds[id] = folds
}

// set is what is saved of an article.
func (m *memory) set(id string) annotate.Set {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sets[id]
}

var now = time.Date(2026, 5, 14, 14, 2, 0, 0, time.UTC)

// A window is a running Galley in a terminal in memory.
type window struct {
	*vterm.Terminal
	t       *testing.T
	program *ui.Program
	done    chan error
}

// open runs Galley on a document of m; id "" opens the articles.
func open(t *testing.T, m *memory, id string, width, height int, options ...func(*ui.Config)) *window {
	t.Helper()
	w := &window{Terminal: vterm.New(width, height), t: t, done: make(chan error, 1)}
	var mu sync.Mutex
	n := 0
	cfg := ui.Config{
		Store: m, Saver: m, Keys: keys.Default(), Author: "ada", Measure: 72,
		Now: func() time.Time { return now },
		NewID: func() string {
			mu.Lock()
			defer mu.Unlock()
			n++
			return fmt.Sprintf("%s%04d", t.Name(), n)
		},
		Clean: func(s string) string { return s },
		Theme: theme.New, Look: theme.Options{Dark: true},
		Input: w.Input(), Output: w.Terminal,
		Options: []tea.ProgramOption{
			tea.WithWindowSize(width, height), tea.WithEnvironment([]string{"TERM=xterm-256color"}),
			tea.WithColorProfile(colorprofile.TrueColor),
		},
	}
	if id != "" {
		doc, err := m.Open(id)
		if err != nil {
			t.Fatal(err)
		}
		cfg.Document = &doc
	}
	for _, option := range options {
		option(&cfg)
	}
	w.program = ui.NewProgram(context.Background(), cfg)
	m.mu.Lock()
	m.report = w.program.Saved
	m.mu.Unlock()
	go func() { w.done <- w.program.Run() }()
	t.Cleanup(func() { w.Close() })
	return w
}

// patience is how long a test waits for what should come at once: it ends a
// wait that is in vain, also on a machine that is busy with other things.
const patience = 30 * time.Second

// until waits for a condition on the screen.
func (w *window) until(what string, ok func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !ok(); {
		if time.Now().After(deadline) {
			w.t.Fatalf("never saw %s; the screen:\n%s", what, w.Text())
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

// quits waits until the program has ended.
func (w *window) quits() {
	w.t.Helper()
	select {
	case err := <-w.done:
		if err != nil {
			w.t.Fatalf("Run: %v", err)
		}
	case <-time.After(patience):
		w.t.Fatalf("did not quit; the screen:\n%s", w.Text())
	}
}

// saved waits until n annotations of an article are saved.
func (w *window) saved(m *memory, id string, n int) {
	w.t.Helper()
	w.until(fmt.Sprintf("%d saved annotations", n), func() bool { return m.set(id).Len() == n })
}
