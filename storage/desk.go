package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// A Desk is the shared log that a library belongs to, and how far it has come.
type Desk struct {
	Name   string `json:"name"`   // address of the log
	Login  string `json:"login"`  // with which the library's own steps are sent
	Cursor int64  `json:"cursor"` // place in the log up to which steps were received
	Queued int    `json:"-"`      // number of steps that are not in the log yet
}

// A Shared is an article of a desk.
type Shared struct {
	Record      Record
	Annotations []annotate.Annotation // as they are in the file
	Name        string                // on the desk: the digest of the text with which it entered
	Text        string                // digest of its text in the log up to Desk.Cursor; "" if it is not there yet
	Queue       []annotate.Step       // own steps that are not in the log up to Desk.Cursor, in order
}

// A Receipt is what the steps of a log mean for an article of the library.
type Receipt struct {
	Article  string              // ID; "" for one that is not in the library: Versions has its text
	Seq      uint64              // of the article when the receipt was made
	Name     string              // on the desk
	Text     string              // as in Shared, from now on
	Versions []*annotate.Article // texts that the article lacks
	Words    []int               // in Versions
	Steps    []annotate.Step     // to apply and to append to the history
	Sent     []string            // IDs of queued steps that are in the log now
	Queue    []annotate.Step     // if not nil: what is queued from now on
	Held     []Held              // if not nil: all steps of Name that wait; nothing else of the receipt counts
}

// The keys of the desk bucket.
const (
	deskKey      = "desk"
	sharedPrefix = "article/" // ARTICLE → sharedEntry
	namePrefix   = "name/"    // name on the desk → ARTICLE
	queuePrefix  = "queue/"   // ARTICLE/NUMBER/STEP → step
	heldPrefix   = "held/"    // name on the desk/CURSOR → storedHeld
)

// A sharedEntry is what the desk bucket has of an article.
type sharedEntry struct {
	Name string `json:"name"`
	Text string `json:"text,omitempty"`
}

// Desk returns the desk of the library, zero if it belongs to none.
func (s *Store) Desk() (Desk, error) {
	return read(s, "read the state of the team", func(t *txn) (Desk, error) {
		d, err := desk{t}.get()
		if d.Name != "" {
			d.Queued = len(t.table(deskBucket).keys(queuePrefix))
		}
		return d, err
	})
}

// JoinDesk makes the library part of a desk: from now on, each step is queued for it, and
// so are the annotations that there are, as one step per article. newID makes the IDs of
// these. An article in the trash is queued with the first change after it was restored.
// Only a library without a desk, or the same one with another login, can join.
func (s *Store) JoinDesk(name, login string, newID func() string, now time.Time) error {
	return s.db.update("join the team", func(t *txn) error {
		d, err := desk{t}.get()
		switch {
		case err != nil:
			return err
		case d.Name == name && d.Login == login:
			return errUnchanged
		case d.Name != "" && d.Name != name:
			return fmt.Errorf("the library belongs to %s; exchange it there, or name another library with --db", quoted(d.Name))
		}
		joins := d.Name == ""
		d.Name, d.Login = name, login
		if err := (desk{t}).put(d); err != nil || !joins {
			return err
		}
		var list []Record
		if err := (records{t}).scan("", func(r Record) { list = append(list, r) }); err != nil {
			return err
		}
		for _, r := range list {
			if r.inTrash() {
				continue
			}
			if err := (desk{t}).offer(r, newID(), login, now.UTC()); err != nil {
				return err
			}
		}
		return nil
	})
}

// Shared returns an article by its name on the desk, with those of its annotations that
// have one of the IDs or are changed by its queue, or all if ids is nil. It returns
// ErrNotFound if no article of the library has that name, or a version with that digest.
func (s *Store) Shared(name string, ids []string) (Shared, error) {
	return read(s, "read what the team shares", func(t *txn) (Shared, error) {
		shared, err := desk{t}.shared(name)
		if err == nil {
			shared.Annotations, err = desk{t}.annotations(shared, ids)
		}
		return shared, err
	})
}

// QueuedArticles lists the names, on the desk, of the articles with queued steps, in the
// order of their oldest.
func (s *Store) QueuedArticles() ([]string, error) {
	return read(s, "read what the team lacks", func(t *txn) (names []string, err error) {
		keys := t.table(deskBucket).keys(queuePrefix)
		slices.SortStableFunc(keys, func(a, b string) int { return strings.Compare(queueNumber(a), queueNumber(b)) })
		for _, key := range keys {
			id, _, _ := strings.Cut(strings.TrimPrefix(key, queuePrefix), "/")
			e, found, err := desk{t}.entry(id)
			if err != nil {
				return nil, err
			}
			if found && !slices.Contains(names, e.Name) {
				names = append(names, e.Name)
			}
		}
		return names, nil
	})
}

// desk gives access to the state of the exchange with a shared log.
type desk struct{ *txn }

func (t desk) get() (d Desk, err error) {
	payload, found, err := t.table(deskBucket).get(deskKey)
	if found && err == nil {
		err = json.Unmarshal(payload, &d)
	}
	return d, err
}

func (t desk) put(d Desk) error { return t.putJSON(deskKey, d) }

func (t desk) putJSON(key string, value any) error {
	payload, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return t.table(deskBucket).put(key, payload)
}

// entry returns what the desk bucket has of an article.
func (t desk) entry(article string) (e sharedEntry, found bool, err error) {
	payload, found, err := t.table(deskBucket).get(sharedPrefix + article)
	if found && err == nil {
		err = json.Unmarshal(payload, &e)
	}
	return e, found, err
}

func (t desk) putEntry(article string, e sharedEntry) error {
	return errors.Join(t.putJSON(sharedPrefix+article, e), t.table(deskBucket).put(namePrefix+e.Name, []byte(article)))
}

// offer queues the annotations that an article has, which is not on the desk yet.
func (t desk) offer(r Record, id, login string, now time.Time) error {
	list, err := annotations(t).of(r)
	if err != nil || len(list) == 0 {
		return err
	}
	if entered, err := t.enter(r, r.Digest); err != nil || !entered {
		return err
	}
	step := annotate.Step{ID: id, Time: now, Creator: login, Summary: annotate.Plural(len(list), "annotation") + " from before"}
	for _, a := range list {
		step.Changes = append(step.Changes, annotate.Create(a))
	}
	return t.push(r, step)
}

// enter gives an article its name on the desk. The sample is not shared, nor is an article
// whose name another has.
func (t desk) enter(r Record, name string) (entered bool, err error) {
	if r.Source.Kind == annotate.FromSample {
		return false, nil
	}
	if _, taken, err := t.table(deskBucket).get(namePrefix + name); err != nil || taken {
		return false, err
	}
	return true, t.putEntry(r.ID, sharedEntry{Name: name})
}

// enqueue queues a step that was applied to an article for the library's desk, if it has one.
// text is the digest of the article's text before the step. If the article is not on the desk
// yet and had steps before, it queues all annotations, unless the article is in the trash.
func (t desk) enqueue(r Record, text string, step annotate.Step, payload ...[]byte) error {
	d, err := t.get()
	if err != nil || d.Name == "" {
		return err
	}
	_, found, err := t.entry(r.ID)
	switch {
	case err != nil || !found && r.inTrash():
		return err
	case !found && r.Seq > 1:
		return t.offer(r, step.ID, d.Login, step.Time)
	case !found:
		if entered, err := t.enter(r, text); err != nil || !entered {
			return err
		}
	}
	return t.push(r, step, payload...)
}

// push appends a step to the queue. payload is its JSON, if that is known.
func (t desk) push(r Record, step annotate.Step, payload ...[]byte) (err error) {
	if payload == nil {
		if payload, err = encodeStep(step); err != nil {
			return err
		}
	}
	table := t.table(deskBucket)
	number := table.sequence() + 1
	return errors.Join(table.setSequence(number), table.put(fmt.Sprintf("%s%s/%020d/%s", queuePrefix, r.ID, number, step.ID), payload...))
}

// queueNumber returns the number in the key of a queued step.
func queueNumber(key string) string { return strings.Split(key, "/")[2] }

// shared returns an article by its name on the desk or, if none has that, by the digest
// of one of its versions.
func (t desk) shared(name string) (s Shared, err error) {
	id, found, err := t.table(deskBucket).get(namePrefix + name)
	if err != nil {
		return s, err
	}
	if found {
		s.Record, err = records(t).get(string(id))
	} else {
		s.Record, err = t.withVersion(name)
	}
	if err != nil {
		return s, err
	}
	e, found, err := t.entry(s.Record.ID)
	if err != nil {
		return s, err
	}
	if s.Name, s.Text = e.Name, e.Text; !found {
		s.Name = name
	}
	err = t.table(deskBucket).scan(queuePrefix+s.Record.ID+"/", func(_ string, payload []byte) error {
		step, err := decodeStep(s.Record.ID, 0, payload)
		s.Queue = append(s.Queue, step)
		return err
	})
	return s, err
}

// annotations returns the annotations of an article with those IDs and those that its queue
// changes, or all if ids is nil.
func (t desk) annotations(s Shared, ids []string) (list []annotate.Annotation, err error) {
	if ids == nil {
		return annotations(t).stored(s.Record)
	}
	ids = slices.Clone(ids)
	for _, step := range s.Queue {
		for _, c := range step.Changes {
			ids = append(ids, c.ID())
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		a, err := annotations(t).get(s.Record.ID, id)
		if err == nil {
			list = append(list, a)
		} else if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	return list, nil
}
