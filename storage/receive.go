package storage

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
)

// Receive applies receipts, and moves the cursor from one place to another, all or
// nothing. It returns the IDs of annotations that it left out, because other articles of
// the library have them. It returns ErrConflict if one of the articles, or the cursor, is
// not as it was when the receipts were made: make them again.
func (s *Store) Receive(from, to int64, receipts []Receipt, now time.Time) (taken []string, err error) {
	err = s.db.update("save what the team sent", func(t *txn) error {
		taken = nil
		d, err := desk{t}.get()
		if err != nil {
			return err
		}
		if d.Cursor != from {
			return fmt.Errorf("the place in the log was %w", ErrConflict)
		}
		for _, c := range receipts {
			ids, err := desk{t}.receive(c, to, now.UTC())
			if err != nil {
				return err
			}
			taken = append(taken, ids...)
		}
		d.Cursor = to
		return desk{t}.put(d)
	})
	return taken, err
}

// receive applies a receipt, which the log up to cursor has led to. It returns the IDs of
// annotations that it left out.
func (t desk) receive(c Receipt, cursor int64, now time.Time) (taken []string, err error) {
	if err := t.hold(c.Name, c.Held); err != nil || c.Held != nil {
		return nil, err
	}
	r, err := t.receiver(c, now)
	if err != nil {
		return nil, err
	}
	if r.Seq != c.Seq {
		return nil, fmt.Errorf("the article was %w", ErrConflict)
	}
	for i, a := range c.Versions {
		if err := t.addText(&r, a, c.Words[i], now); err != nil {
			return nil, err
		}
	}
	for _, step := range c.Steps {
		ids, err := t.applyReceived(&r, step, cursor)
		if err != nil {
			return nil, err
		}
		taken = append(taken, ids...)
	}
	slices.Sort(taken)
	return slices.Compact(taken), errors.Join(t.note(r, c), records(t).put(r), t.requeue(r, c))
}

// applyReceived applies a step, without the changes of annotations whose IDs other articles
// have, which it returns.
func (t desk) applyReceived(r *Record, step annotate.Step, cursor int64) (taken []string, err error) {
	var kept []annotate.Change
	for _, c := range step.Changes {
		owner, found, err := t.table(ownersBucket).get(c.ID())
		if err != nil {
			return nil, err
		}
		if found && string(owner) != r.ID {
			taken = append(taken, c.ID())
		} else {
			kept = append(kept, c)
		}
	}
	if step.Changes = kept; kept == nil && step.Version.IsZero() {
		return taken, nil
	}
	_, known, err := history(t).find(r.ID, step.ID)
	if err != nil && !errors.Is(err, ErrConflict) {
		return nil, err
	}
	if known || err != nil { // it has this effect in addition
		step.ID += fmt.Sprintf(".%d", cursor)
	}
	_, err = t.apply(r, stepFor(r.ID, step))
	return taken, err
}

// note stores the name and the text that an article has on the desk now.
func (t desk) note(r Record, c Receipt) error {
	e, found, err := t.entry(r.ID)
	if found && err == nil && e.Name != c.Name {
		err = t.table(deskBucket).delete(namePrefix + e.Name)
	}
	if err != nil {
		return err
	}
	return t.putEntry(r.ID, sharedEntry{c.Name, c.Text})
}

// receiver returns the record of the article of a receipt, which is created if it is new.
func (t desk) receiver(c Receipt, now time.Time) (Record, error) {
	if c.Article != "" {
		return records(t).get(c.Article)
	}
	if len(c.Versions) == 0 {
		return Record{}, notFound(c.Name)
	}
	a := *c.Versions[0]
	for _, l := range LocationsOf(a.Source) {
		if _, err := records(t).byLocation(l); err == nil { // it leads to another article
			a.Source.Kind, a.Source.Location = annotate.FromStdin, ""
		}
	}
	return t.create(&a, c.Words[0], now)
}

// addText adds a text that came from the desk to the versions of an article.
func (t desk) addText(r *Record, a *annotate.Article, words int, now time.Time) error {
	if r.findVersion(a.Digest) >= 0 {
		return nil
	}
	version, err := texts(t).put(a)
	if err != nil {
		return err
	}
	meta := metaOf(a, words)
	version.Saved, version.Meta = now, &meta
	r.Versions = append(r.Versions, version)
	return nil
}

// requeue replaces what is queued for an article, or removes what was sent from it.
func (t desk) requeue(r Record, c Receipt) error {
	table := t.table(deskBucket)
	for _, key := range table.keys(queuePrefix + r.ID + "/") {
		_, id, _ := strings.Cut(strings.TrimPrefix(key, queuePrefix+r.ID+"/"), "/")
		if c.Queue == nil && !slices.Contains(c.Sent, id) {
			continue
		}
		if err := table.delete(key); err != nil {
			return err
		}
	}
	for _, step := range c.Queue {
		if err := t.push(r, step); err != nil {
			return err
		}
	}
	return nil
}

// forget removes what the desk bucket has of an article.
func (t desk) forget(article string) error {
	table := t.table(deskBucket)
	e, found, err := t.entry(article)
	if found && err == nil {
		err = errors.Join(table.delete(namePrefix+e.Name), t.hold(e.Name, nil))
	}
	return errors.Join(err, table.delete(sharedPrefix+article), table.deleteAll(queuePrefix+article+"/"))
}

// withVersion returns the record of an article that has a version with that digest and is
// not on the desk yet.
func (t desk) withVersion(digest string) (Record, error) {
	var found []Record
	err := records(t).scan("", func(r Record) {
		if r.findVersion(digest) >= 0 && r.Source.Kind != annotate.FromSample {
			found = append(found, r)
		}
	})
	for _, r := range found {
		if e, _, err := t.entry(r.ID); err == nil && e.Text == "" {
			return r, nil
		}
	}
	if err == nil {
		err = notFound(digest)
	}
	return Record{}, err
}

// rebuildDesk keeps the state of the exchange with a team, but what it has of lost articles.
// New steps are queued after those that are queued.
func (r *repairer) rebuildDesk(t *txn) error {
	var last uint64
	table := t.table(deskBucket)
	for key, value := range r.indexes[deskBucket] {
		article, isEntry := strings.CutPrefix(key, sharedPrefix)
		rest, isQueued := strings.CutPrefix(key, queuePrefix)
		if isQueued {
			article, _, _ = strings.Cut(rest, "/")
		} else if strings.HasPrefix(key, namePrefix) {
			article, isEntry = value, true
		}
		if _, ok := r.records[article]; !ok && (isEntry || isQueued) {
			continue
		}
		if isQueued {
			n, _ := strconv.ParseUint(queueNumber(key), 10, 64)
			last = max(last, n)
		}
		if err := table.put(key, []byte(value)); err != nil {
			return err
		}
	}
	return table.setSequence(last)
}
