// Package teamtest holds every [team.Log] to its contract: [Test] is the suite, and
// [Memory] a log in memory that passes it.
package teamtest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"galley/annotate"
	"galley/internal/team"
)

// A Memory is a desk in memory. [Memory.As] returns it as a log for one login. It is safe
// for concurrent use.
type Memory struct {
	mu       sync.Mutex
	entries  []team.Entry
	kept     team.Cursor // After refuses smaller cursors
	articles map[string]*memoryArticle
	blobs    map[string][]byte
	readers  map[*memoryReader]bool
	appended chan struct{} // closed at the next change
}

// A memoryArticle is the state that the steps of an article have led to.
type memoryArticle struct {
	text         string
	fingerprints map[string]string // by annotation
	steps        map[string]team.Cursor
}

// A memoryReader is one call of Presence.
type memoryReader struct {
	article string
	person  team.Person
}

// NewMemory returns an empty desk.
func NewMemory() *Memory {
	return &Memory{articles: map[string]*memoryArticle{}, blobs: map[string][]byte{}, readers: map[*memoryReader]bool{}, appended: make(chan struct{})}
}

// As returns the desk as a log for a login.
func (m *Memory) As(login string) team.Log { return memoryLog{m, login} }

// Compact forgets the order of all entries up to now: After returns ErrCompacted for smaller
// cursors.
func (m *Memory) Compact() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := len(m.entries); n > 0 {
		m.kept = m.entries[n-1].Cursor
	}
	m.changed()
}

// changed wakes all who wait. m.mu is held.
func (m *Memory) changed() {
	close(m.appended)
	m.appended = make(chan struct{})
}

// A memoryLog is a Memory for one login.
type memoryLog struct {
	*Memory
	login string
}

// Append implements team.Log.
func (l memoryLog) Append(ctx context.Context, article string, s annotate.Step) (team.Cursor, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	payload, err := team.EncodeStep(s)
	if err == nil {
		s, err = team.DecodeStep(payload)
	}
	if err != nil {
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.articles[article]
	if a == nil {
		a = &memoryArticle{fingerprints: map[string]string{}, steps: map[string]team.Cursor{}}
	}
	if c, ok := a.steps[s.ID]; ok {
		return c, nil
	}
	if err := a.check(s); err != nil {
		return 0, err
	}
	if err := a.apply(s); err != nil {
		return 0, err
	}
	c := team.Cursor(len(l.entries) + 1)
	a.steps[s.ID] = c
	l.articles[article] = a
	l.entries = append(l.entries, team.Entry{Cursor: c, Article: article, Step: s, By: l.login})
	l.changed()
	return c, nil
}

// check returns a Conflict for a step that was made on another state.
func (a *memoryArticle) check(s annotate.Step) error {
	text, same := team.TextOf(s)
	switch v := s.Version; {
	case !v.IsZero() && v.From != a.text, v.IsZero() && (!same || text != "" && text != a.text):
		return &team.Conflict{Text: a.text}
	case !v.IsZero():
		return nil
	case a.text == "":
		return fmt.Errorf("step %s: the article is not on the desk", s.ID)
	}
	if len(s.Changes) > team.MaxChanges && !team.CreatesOnly(s) {
		return fmt.Errorf("step %s has %d changes: send it in parts of %d", s.ID, len(s.Changes), team.MaxChanges)
	}
	var changed []string
	for _, c := range s.Changes {
		before := ""
		if c.Before != nil {
			var err error
			if before, err = team.Fingerprint(*c.Before); err != nil {
				return err
			}
		}
		if a.fingerprints[c.ID()] != before {
			changed = append(changed, c.ID())
		}
	}
	if changed != nil {
		return &team.Conflict{Annotations: changed}
	}
	return nil
}

// apply makes the changes of a step.
func (a *memoryArticle) apply(s annotate.Step) error {
	after := maps.Clone(a.fingerprints)
	for _, c := range s.Changes {
		if delete(after, c.ID()); c.After != nil {
			f, err := team.Fingerprint(*c.After)
			if err != nil {
				return err
			}
			after[c.ID()] = f
		}
	}
	a.fingerprints = after
	if !s.Version.IsZero() {
		a.text = s.Version.To
	}
	return nil
}

// After implements team.Log.
func (l memoryLog) After(ctx context.Context, c team.Cursor) iter.Seq2[team.Entry, error] {
	return func(yield func(team.Entry, error) bool) {
		for {
			l.mu.Lock()
			kept, next, wake := l.kept, l.entries[min(int(c), len(l.entries)):], l.appended
			l.mu.Unlock()
			if c < kept {
				yield(team.Entry{}, team.ErrCompacted)
				return
			}
			for _, e := range next {
				if ctx.Err() != nil {
					break
				}
				if !yield(e, nil) {
					return
				}
				c = e.Cursor
			}
			select {
			case <-ctx.Done():
				yield(team.Entry{}, ctx.Err())
				return
			case <-wake:
			}
		}
	}
}

// Snapshot implements team.Log.
func (l memoryLog) Snapshot(ctx context.Context) iter.Seq2[team.Entry, error] {
	return func(yield func(team.Entry, error) bool) {
		l.mu.Lock()
		entries := slices.Clone(l.entries)
		l.mu.Unlock()
		for _, e := range entries {
			if err := ctx.Err(); err != nil {
				yield(team.Entry{}, err)
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// PutBlob implements team.Log.
func (l memoryLog) PutBlob(ctx context.Context, digest string, b []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.blobs[digest]; !ok {
		l.blobs[digest] = slices.Clone(b)
	}
	return ctx.Err()
}

// Blob implements team.Log.
func (l memoryLog) Blob(ctx context.Context, digest string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.blobs[digest]
	if !ok {
		return nil, team.ErrNoBlob
	}
	return slices.Clone(b), ctx.Err()
}
