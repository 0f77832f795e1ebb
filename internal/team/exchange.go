package team

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/segment"
	"galley/storage"
)

// receipts returns what entries mean for the library. waits says why those of some articles,
// by their names on the desk, cannot be applied yet.
func (r *Replica) receipts(ctx context.Context, entries []Entry) (receipts []storage.Receipt, waits map[string]error, err error) {
	byArticle := map[string]*exchange{}
	waits = map[string]error{}
	var order []string // names
	for i, e := range entries {
		x := byArticle[e.Article]
		if x == nil {
			if x, err = r.exchange(ctx, e, affected(e.Article, entries[i:])); err != nil {
				return nil, nil, err
			}
			byArticle[e.Article] = x
			order = append(order, e.Article)
		}
		if waits[e.Article] != nil {
			continue
		}
		switch err := x.add(e); {
		case waitsForText(err):
			waits[e.Article] = fmt.Errorf("%s of the team waits: %w; other articles are exchanged", x.title(e.Article), err)
		case err != nil:
			return nil, nil, fmt.Errorf("step %s of the team: %w", e.Step.ID, err)
		}
	}
	for _, name := range order {
		switch x := byArticle[name]; {
		case waits[name] != nil:
			receipts = append(receipts, heldReceipt(name, entries))
		case !x.unknown:
			receipts = append(receipts, x.receipt())
		}
	}
	return receipts, waits, nil
}

// title returns a title of the article with that name on the desk for a message.
func (x *exchange) title(name string) string {
	if title := x.shared.Record.Meta.Title; title != "" {
		return fmt.Sprintf("“%s”", title)
	}
	return fmt.Sprintf("article %.12s", name)
}

// affected lists the annotations of an article that entries change; nil if they may change
// all of them.
func affected(article string, entries []Entry) []string {
	ids := []string{}
	for _, e := range entries {
		if e.Article != article {
			continue
		}
		if !e.Step.Version.IsZero() {
			return nil
		}
		for _, c := range e.Step.Changes {
			ids = append(ids, c.ID())
		}
	}
	return ids
}

// An exchange is an article while entries of the log are applied to it.
type exchange struct {
	state
	shared  storage.Shared
	unknown bool // the library had it and deleted it for good: its entries are left out
}

// exchange returns the article of an entry, with the annotations with those IDs.
func (r *Replica) exchange(ctx context.Context, first Entry, ids []string) (*exchange, error) {
	x := &exchange{}
	var err error
	x.shared, err = r.Store.Shared(first.Article, ids)
	isNew := errors.Is(err, storage.ErrNotFound)
	if err != nil && !isNew {
		return nil, err
	}
	x.unknown = isNew && first.Step.Version != (annotate.VersionChange{To: first.Article})
	x.state = state{
		logText: x.shared.Text, text: x.shared.Record.Digest, set: map[string]annotate.Annotation{},
		login: r.Login, newID: r.NewID, now: r.Now().UTC(),
		texts: texts{
			ctx: ctx, store: r.Store, log: r.Log, article: x.shared.Record.ID,
			known: map[string]bool{}, read: map[string]*annotate.Article{}, diffs: map[[2]string]*diff.Diff{},
		},
	}
	for _, v := range x.shared.Record.Versions {
		x.texts.known[v.Digest] = true
	}
	for _, a := range x.shared.Annotations {
		x.set[a.ID] = a
	}
	x.queue, x.rebased = split(x.shared.Queue)
	if isNew {
		x.shared.Name, x.text = first.Article, first.Article
	}
	return x, nil
}

// add applies an entry.
func (x *exchange) add(e Entry) error {
	if x.unknown {
		return nil
	}
	id := x.texts.article
	e.Step.Changes = append([]annotate.Change(nil), e.Step.Changes...)
	for i, c := range e.Step.Changes {
		e.Step.Changes[i] = annotate.Change{Before: inArticle(c.Before, id), After: inArticle(c.After, id)}
	}
	if err := x.texts.need(e.Step); err != nil {
		return err
	}
	if err := x.texts.dropMisplaced(&e.Step); err != nil {
		return err
	}
	if e.Step.Version.From == "" && !e.Step.Version.IsZero() {
		if x.logText == "" {
			x.enter(e)
		}
		return nil
	}
	if e.Step.Undoes != "" && id != "" {
		undone, err := x.texts.store.Step(id, e.Step.Undoes)
		if err != nil && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrConflict) {
			return err
		}
		x.undone = undone
	}
	return x.apply(e)
}

// enter notes that the article entered the log with an entry. If the library has gone on to
// another text, it queues that.
func (x *exchange) enter(e Entry) {
	x.shared.Name, x.logText = e.Article, e.Step.Version.To
	turns := slices.ContainsFunc(x.queue, func(q annotate.Step) bool { return !q.Version.IsZero() })
	if x.text != x.logText && !turns {
		turn := annotate.Step{
			ID: x.newID(), Time: x.now, Creator: x.login, Summary: "newer text",
			Version: annotate.VersionChange{From: x.logText, To: x.text},
		}
		x.queue, x.rebased = append([]annotate.Step{turn}, x.queue...), true
	}
}

// inArticle returns an annotation as one of an article.
func inArticle(a *annotate.Annotation, article string) *annotate.Annotation {
	if a == nil {
		return nil
	}
	b := *a
	b.Article = article
	return &b
}

// receipt returns what the entries have led to.
func (x *exchange) receipt() storage.Receipt {
	c := storage.Receipt{
		Article: x.shared.Record.ID, Seq: x.shared.Record.Seq, Name: x.shared.Name, Text: x.logText,
		Versions: x.texts.fetched, Steps: x.steps, Sent: x.sent,
	}
	for _, a := range c.Versions {
		c.Words = append(c.Words, segment.CountArticleWords(a))
	}
	if x.rebased {
		c.Queue = append([]annotate.Step{}, x.queue...)
	}
	return c
}
