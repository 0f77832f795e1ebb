package team

import (
	"context"
	"errors"
	"slices"

	"galley/annotate"
	"galley/storage"
)

// send appends what the library has queued, in order for each article.
func (r *Replica) send(ctx context.Context) error {
	defer func() {
		if r.Report != nil {
			r.Report(r.state)
		}
	}()
	desk, err := r.Store.Desk()
	if err != nil {
		return err
	}
	r.state.Refused = nil
	for _, a := range r.held {
		r.state.Refused = a.reason
	}
	if r.state.Queued = desk.Queued; desk.Queued == 0 || r.state.ReadOnly {
		return nil
	}
	names, err := r.Store.QueuedArticles()
	if err != nil {
		return err
	}
	for _, name := range names {
		err := r.sendArticle(ctx, name, Cursor(desk.Cursor))
		switch conflict := (*Conflict)(nil); {
		case errors.Is(err, ErrReadOnly):
			r.state.ReadOnly = true
			return nil
		case errors.As(err, &conflict):
			r.waiting[name] = true
			r.state.Refused = err
		case err != nil:
			return err
		}
	}
	return nil
}

// sendArticle appends the queued steps of an article that this replica has not appended.
// received is the cursor of the library: a step that the log has at or before it was queued
// again by a repair, and is removed from the queue.
func (r *Replica) sendArticle(ctx context.Context, name string, received Cursor) error {
	if r.waiting[name] || r.held[name].entries != nil {
		return nil
	}
	shared, err := r.Store.Shared(name, []string{})
	if errors.Is(err, storage.ErrNotFound) {
		return nil // it was deleted for good
	}
	if err != nil {
		return err
	}
	queue, _ := split(shared.Queue)
	if shared.Text == "" {
		queue = append([]annotate.Step{founding(name)}, queue...)
	}
	sent, err := r.appendSteps(ctx, shared.Record.ID, name, queue, received)
	return errors.Join(err, r.removeSent(shared, sent))
}

// appendSteps returns the IDs of the steps that the log had at or before received.
func (r *Replica) appendSteps(ctx context.Context, article, name string, queue []annotate.Step, received Cursor) (sent []string, err error) {
	for _, step := range queue {
		if r.appended[step.ID] {
			continue
		}
		if err := r.putTexts(ctx, article, step); err != nil {
			return sent, err
		}
		at, err := r.Log.Append(ctx, name, step)
		switch conflict := (*Conflict)(nil); {
		case step.ID == founding(name).ID && errors.As(err, &conflict): // it has entered already
		case err != nil:
			return sent, err
		case step.ID != founding(name).ID && at <= received:
			sent = append(sent, step.ID)
			continue
		}
		r.appended[step.ID] = true
	}
	return sent, nil
}

// removeSent removes steps from the queue of an article.
func (r *Replica) removeSent(shared storage.Shared, ids []string) error {
	if ids == nil {
		return nil
	}
	desk, err := r.Store.Desk()
	if err != nil {
		return err
	}
	queue, _ := split(shared.Queue)
	_, err = r.Store.Receive(desk.Cursor, desk.Cursor, []storage.Receipt{{
		Article: shared.Record.ID, Seq: shared.Record.Seq, Name: shared.Name, Text: shared.Text,
		Queue: slices.DeleteFunc(queue, func(s annotate.Step) bool { return slices.Contains(ids, s.ID) }),
	}}, r.Now())
	if errors.Is(err, storage.ErrConflict) {
		err = nil // the library has changed
	}
	return err
}

// founding returns the step with which an article enters a log. It is the same in all
// libraries.
func founding(name string) annotate.Step {
	return annotate.Step{ID: "text." + name, Summary: "text", Version: annotate.VersionChange{To: name}}
}

// putTexts puts the texts that a step names.
func (r *Replica) putTexts(ctx context.Context, article string, s annotate.Step) error {
	for _, digest := range namedTexts(s) {
		if r.put[digest] {
			continue
		}
		a, err := r.Store.Version(article, digest)
		if err != nil {
			return err
		}
		b, err := encodeVersion(a)
		if err == nil {
			err = r.Log.PutBlob(ctx, digest, b)
		}
		if err != nil {
			return err
		}
		r.put[digest] = true
	}
	return nil
}
