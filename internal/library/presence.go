package library

import (
	"sync"
	"time"

	"galley/annotate/source"
	"galley/storage"
)

// A Reading is where a user reads.
type Reading = storage.Reading

// A SyncState says how far the library has been exchanged with the team.
type SyncState = storage.SyncState

// A presence shows other people who use the library where this user reads.
type presence struct {
	base
	mu   sync.Mutex
	of   *storage.Presence
	left bool
}

func newPresence(b base) *presence { return &presence{base: b, of: b.store.Presence()} }

// Meet shows others that the user reads a paragraph of an article, and returns the
// places of other people who have it open; none once the library is closed. A failure to show it is not an error: the
// folder of the library may be read-only.
func (p *presence) Meet(article string, paragraph int) []Reading {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left {
		return nil
	}
	name := p.options.Author()
	now := time.Now() // as the file system has it
	_ = p.of.Show(Reading{Name: name, Article: article, Paragraph: paragraph}, now)
	var others []Reading
	for _, r := range p.of.Others(now) {
		if r.Name = source.CleanLine(r.Name); r.Article == article && r.Name != name {
			others = append(others, r)
		}
	}
	return others
}

// SyncState returns how far the library has been exchanged with the team, by whichever
// process does that.
func (p *presence) SyncState() SyncState { return p.store.SyncState(time.Now()) }

func (p *presence) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of.Leave()
	p.left = true
}
