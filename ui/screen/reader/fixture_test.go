package reader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

var start = time.Date(2026, 5, 14, 14, 2, 0, 0, time.UTC)

// A session is a reader with a root that sends it keys, and a library that saves
// immediately.
type session struct {
	reader   reader.Reader
	outbox   *kit.Outbox
	keys     kit.KeyReader
	queue    []annotate.Step
	steps    []annotate.Step // that were saved
	saved    annotate.Set
	copied   string
	dropped  []string // IDs of drafts
	ids      int
	refusals []map[string]bool

	labels        []library.Label // of the library
	done          []annotate.Done
	headerDamaged bool
}

// newSession opens an article. change adjusts the reader's environment.
func newSession(a *annotate.Article, caret int, change ...func(*reader.Env)) *session {
	s := &session{outbox: new(kit.Outbox), keys: kit.NewKeyReader(keys.Default())}
	env := reader.Env{
		Outbox: s.outbox, Library: s, Keys: keys.Default(), Author: "ada", Measure: 72,
		Now:   func() time.Time { return start.Add(time.Duration(s.ids) * time.Second) },
		NewID: func() string { s.ids++; return fmt.Sprintf("%06d", s.ids) },
	}
	for _, do := range change {
		do(&env)
	}
	s.reader = reader.New(env, library.Document{Article: a, Caret: caret})
	return s
}

// Save implements [reader.Library].
func (s *session) Save(_ string, step annotate.Step) { s.queue = append(s.queue, step) }

// SaveFolds implements [reader.Library].
// SaveRefusals implements [reader.Library].
func (s *session) SaveRefusals(_ string, refusals map[string]bool) {
	s.refusals = append(s.refusals, refusals)
}

func (s *session) SaveFolds(string, string, map[int]bool) {}

// FirstUse implements [reader.Library].
func (s *session) FirstUse(string) bool { return true }

// HeaderDamaged implements [reader.Library].
func (s *session) HeaderDamaged() bool { return s.headerDamaged }

// Labels implements [reader.Library].
func (s *session) Labels() ([]library.Label, error) { return s.labels, nil }

// SetDone implements [reader.Library].
func (s *session) SetDone(_, by string, at time.Time) {
	s.done = append(s.done, annotate.Done{By: by, At: at})
}

// Pending implements [reader.Library].
func (s *session) Pending(string) []annotate.Step { return slices.Clone(s.queue) }

// History implements [reader.Library].
func (s *session) History(string) ([]annotate.Step, error) { return s.steps, nil }

// DropDraft implements [reader.Library].
func (s *session) DropDraft(d *library.Draft) { s.dropped = append(s.dropped, d.ID) }

// send sends the reader a message, and saves the steps that it commits.
func (s *session) send(msg tea.Msg) {
	cmd := s.update(msg)
	if _, isAction := msg.(kit.ActionMsg); isAction && cmd != nil {
		s.copied = fmt.Sprint(cmd())
	}
	for len(s.queue) > 0 {
		step := s.queue[0]
		set, err := s.saved.Apply(step.Changes...)
		if err != nil {
			panic(fmt.Sprintf("step %q does not fit: %v", step.Summary, err))
		}
		step.Seq = uint64(len(s.steps) + 1)
		s.saved, s.steps, s.queue = set, append(s.steps, step), s.queue[1:]
		s.update(library.Result{Article: s.reader.Article().ID, Step: step.ID, Seq: step.Seq})
	}
	s.outbox.Take()
}

func (s *session) update(msg tea.Msg) tea.Cmd {
	screen, cmd := s.reader.Update(msg)
	s.reader = screen.(reader.Reader)
	return cmd
}

// press presses a key by its name.
func (s *session) press(name string) {
	keyboard := s.reader.Keyboard()
	read, msg := s.keys.Read(keyboard, kittest.Key(name))
	s.keys = read
	s.send(msg)
}

// types presses keys: single characters, or names in <>.
func (s *session) types(typed string) *session {
	for typed != "" {
		key := typed[:1]
		if name, rest, ok := strings.Cut(typed, ">"); ok && typed[0] == '<' {
			key, typed = name[1:], rest
		} else {
			typed = typed[1:]
		}
		s.press(key)
	}
	return s
}

// view returns the screen without the footer, and the footer, which may have several
// rows.
func (s *session) view() (text, footer string) {
	rows := strings.Split(s.reader.View().Content, "\n")
	return strings.Join(rows[:len(rows)-1], "\n"), rows[len(rows)-1]
}

func readArticle(tb testing.TB, text, kind string) *annotate.Article {
	tb.Helper()
	a, err := source.Read([]byte(text), source.Options{Type: kind})
	if err != nil {
		tb.Fatal(err)
	}
	a.ID = "article"
	return a
}
