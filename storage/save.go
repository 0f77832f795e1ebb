package storage

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"galley/annotate"
)

// shortID is how many digits an article's id has at first.
const shortID = 12

// A NewArticle is an article to save.
type NewArticle struct {
	Article  *annotate.Article
	Words    int           // in the text, without folded furniture
	Original Original      // the bytes it was read from; zero to keep none
	Step     annotate.Step // committed on it; ignored without Changes
}

// SaveArticles puts articles into the library, commits their steps, and
// returns their records, in order. It does all of this or, if one fails,
// nothing.
//
// An article that is already known, by its location or by its bytes, keeps the
// text it was saved with, even if the new one has another: compare
// Source.SHA256 and Digest. It gains the new location and leaves the trash. A
// known article in the trash whose bytes changed at its location stays there,
// and the new one is saved beside it. A new article takes its own ID if it has
// one that is free. An original is also added to a known article without one.
//
// The annotations of a step are given to the article that they arrive at. If
// that article has another text than the new one, SaveArticles returns
// ErrConflict; see [Store.Commit] for more.
func (s *Store) SaveArticles(batch []NewArticle, now time.Time) ([]Record, error) {
	var records []Record
	err := s.update("save articles", func(t *txn) error {
		records = nil
		changed := false
		for _, b := range batch {
			r, err := t.saveWhole(b, now.UTC())
			if err != nil && !errors.Is(err, errUnchanged) {
				return fmt.Errorf("article %s: %w", quoted(b.Article.Name()), err)
			}
			records, changed = append(records, r), changed || err == nil
		}
		if !changed {
			return errUnchanged
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return records, nil
}

// saveWhole saves an article, its original and its step. It returns
// errUnchanged if the library has all of them.
func (t *txn) saveWhole(b NewArticle, now time.Time) (Record, error) {
	r, err := t.save(b.Article, b.Words, now)
	if err != nil && !errors.Is(err, errUnchanged) {
		return Record{}, err
	}
	// A damaged entry is for Check to report: the article can be saved without its original.
	owner, found, lookUp := t.table(bytesBucket).get(b.Original.sha256)
	if found && lookUp == nil && string(owner) == r.ID {
		if kept := t.putOriginal(b.Original); !errors.Is(kept, errUnchanged) {
			err = kept
		}
	}
	if len(b.Step.Changes) == 0 || err != nil && !errors.Is(err, errUnchanged) {
		return r, err
	}
	if r.Digest != b.Article.Digest {
		return Record{}, fmt.Errorf("its text was %w", ErrConflict)
	}
	step := b.Step
	step.Changes = nil
	for _, c := range b.Step.Changes {
		step.Changes = append(step.Changes, annotate.Change{Before: given(c.Before, r.ID), After: given(c.After, r.ID)})
	}
	if _, made := t.commit(r.ID, step); !errors.Is(made, errUnchanged) {
		err = made
	}
	if err != nil && !errors.Is(err, errUnchanged) {
		return Record{}, err
	}
	r, readErr := t.record(r.ID)
	return r, errors.Join(err, readErr)
}

func (t *txn) save(a *annotate.Article, words int, now time.Time) (Record, error) {
	known, err := t.known(a)
	switch {
	case errors.Is(err, ErrNotFound):
		return t.create(a, words, now)
	case err != nil:
		return Record{}, err
	}
	err = t.meet(&known, a)
	return known, err
}

// known finds the article that a is, by its place and else by its bytes.
func (t *txn) known(a *annotate.Article) (Record, error) {
	r, err := t.byPlace(a.Source.Kind, a.Source.Location)
	if err == nil && !r.Trashed.IsZero() && r.Source.SHA256 != a.Source.SHA256 {
		err = ErrNotFound
	}
	if errors.Is(err, ErrNotFound) {
		return t.byBytes(bytesOf(a))
	}
	return r, err
}

// bytesOf is what tells whether two articles came from the same bytes.
func bytesOf(a *annotate.Article) string {
	if a.Source.SHA256 != "" {
		return a.Source.SHA256
	}
	return a.Digest
}

// meet notes that a known article was met again. It returns errUnchanged if
// there is nothing to note.
func (t *txn) meet(r *Record, a *annotate.Article) error {
	moved, err := t.setPlaces(r, a.Source)
	if err != nil {
		return err
	}
	mended, err := t.mend(r, a)
	if err != nil {
		return err
	}
	if !moved && !mended && r.Trashed.IsZero() {
		return errUnchanged
	}
	r.Trashed = time.Time{}
	return t.putRecord(*r)
}

// LocationsOf lists where an article with that source is met: the address that
// was asked for leads to it, as the one that it was found at does.
func LocationsOf(s annotate.Source) []Location {
	var places []Location
	for _, location := range []string{s.Requested, s.Location} {
		if _, ok := placeKey(s.Kind, location); ok {
			places = append(places, Location{s.Kind, location})
		}
	}
	return slices.Compact(places)
}

// setPlaces makes the places of a source lead to the article.
func (t *txn) setPlaces(r *Record, s annotate.Source) (changed bool, err error) {
	for _, p := range LocationsOf(s) {
		moved, err := t.setPlace(r, p)
		if err != nil {
			return false, err
		}
		changed = changed || moved
	}
	return changed, nil
}

// setPlace makes a place lead to the article, unless it does so already.
func (t *txn) setPlace(r *Record, p Location) (changed bool, err error) {
	key, ok := placeKey(p.Kind, p.Address)
	if !ok {
		return false, nil
	}
	places := t.table(placesBucket)
	if id, _, err := places.get(key); err == nil && string(id) == r.ID {
		return false, nil
	}
	if !slices.Contains(r.Locations, p) {
		r.Locations = append(r.Locations, p)
	}
	return true, places.put(key, []byte(r.ID))
}

// mend writes the text of a saved article again if it was lost.
func (t *txn) mend(r *Record, a *annotate.Article) (mended bool, err error) {
	i := slices.IndexFunc(r.Versions, func(v Version) bool { return v.Digest == a.Digest })
	if i < 0 {
		return false, nil
	}
	if err := t.checkText(r.Versions[i]); !errors.Is(err, ErrDamaged) {
		return false, err
	}
	v, err := t.putText(a)
	r.Versions[i].Blocks = v.Blocks
	return true, err
}

// create saves an article that the library does not know.
func (t *txn) create(a *annotate.Article, words int, now time.Time) (Record, error) {
	id, err := t.freeID(a)
	if err != nil {
		return Record{}, err
	}
	version, err := t.putText(a)
	if err != nil {
		return Record{}, err
	}
	version.Saved = now
	r := Record{
		ID: id, Meta: a.Meta, Source: a.Source, Removed: a.Removed,
		Digest: a.Digest, Versions: []Version{version},
		Words: words, Paragraphs: a.NumberedBlocks(), TextBytes: len(a.Text), Added: now,
	}
	r.Source.Retrieved = r.Source.Retrieved.UTC()
	if _, err := t.setPlaces(&r, a.Source); err != nil {
		return Record{}, err
	}
	if err := t.table(bytesBucket).put(bytesOf(a), []byte(id)); err != nil {
		return Record{}, err
	}
	articles := t.table(articlesBucket)
	if err := articles.setSequence(articles.sequence() + 1); err != nil {
		return Record{}, err
	}
	return r, t.putRecord(r)
}

// freeID is an id that no other article has: the article's own, or the first
// digits of its bytes' SHA-256, as few as will do but not under twelve.
func (t *txn) freeID(a *annotate.Article) (string, error) {
	articles := t.table(articlesBucket)
	if isID(a.ID) && articles.bucket.Get([]byte(a.ID)) == nil {
		return a.ID, nil
	}
	long := bytesOf(a)
	if len(long) < shortID || !isID(long) {
		long = a.Digest
	}
	for n := shortID; n <= len(long); n++ {
		if id := long[:n]; articles.bucket.Get([]byte(id)) == nil {
			return id, nil
		}
	}
	return "", fmt.Errorf("article %q: no id is free", long)
}

// isID reports whether id could be an article's.
func isID(id string) bool {
	if len(id) < shortID || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
