package team

import (
	"context"
	"errors"
	"maps"
	"slices"

	"galley/storage"
)

// A heldArticle has entries that wait for a text that the log lacks.
type heldArticle struct {
	entries []Entry
	reason  error
}

// waitsForText reports whether an error is about a text that the log lacks, or has damaged.
func waitsForText(err error) bool { return errors.Is(err, ErrNoBlob) || errors.Is(err, errText) }

// loadHeld reads the entries that wait, and tries to apply them.
func (r *Replica) loadHeld(ctx context.Context) error {
	list, err := r.Store.Held()
	if err != nil {
		return err
	}
	r.held = map[string]heldArticle{}
	for _, h := range list {
		a := r.held[h.Article]
		a.entries = append(a.entries, Entry{Cursor: Cursor(h.Cursor), Article: h.Article, Step: h.Step, By: h.By})
		r.held[h.Article] = a
	}
	return r.applyHeld(ctx)
}

// applyHeld tries again to apply the entries that wait.
func (r *Replica) applyHeld(ctx context.Context) error {
	var entries []Entry
	for _, name := range slices.Sorted(maps.Keys(r.held)) {
		entries = append(entries, r.held[name].entries...)
	}
	return r.apply(ctx, entries)
}

// withHeld returns entries after those of the same articles that wait.
func (r *Replica) withHeld(entries []Entry) (all []Entry) {
	added := map[string]bool{}
	for _, e := range entries {
		if !added[e.Article] {
			added[e.Article] = true
			all = append(all, r.held[e.Article].entries...)
		}
	}
	return append(all, entries...)
}

// noteHeld keeps those of the entries that were received and wait, and warns of articles that
// did not wait before.
func (r *Replica) noteHeld(entries []Entry, waits map[string]error) {
	before := maps.Clone(r.held)
	for _, e := range entries {
		delete(r.held, e.Article)
	}
	for name, reason := range waits {
		r.held[name] = heldArticle{ofArticle(name, entries), reason}
		if before[name].reason == nil {
			r.warn(reason)
		}
	}
}

// ofArticle returns the entries of an article.
func ofArticle(name string, entries []Entry) (own []Entry) {
	for _, e := range entries {
		if e.Article == name {
			own = append(own, e)
		}
	}
	return own
}

// heldReceipt returns a receipt with which the entries of an article wait.
func heldReceipt(name string, entries []Entry) storage.Receipt {
	c := storage.Receipt{Name: name}
	for _, e := range ofArticle(name, entries) {
		c.Held = append(c.Held, storage.Held{Article: name, Cursor: int64(e.Cursor), By: e.By, Step: e.Step})
	}
	return c
}
