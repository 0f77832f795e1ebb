package storage

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"galley/annotate"
)

// A NewArticle is an article to save.
type NewArticle struct {
	Article  *annotate.Article
	Known    string          // ID of the saved article that it is, whose locations do not change; "" to look for it
	Words    int             // in the text, without folded furniture
	Original Original        // the bytes it was read from; zero to keep none
	Step     annotate.Step   // to commit on it; ignored if it has no Changes
	Also     []Location      // further locations; ignored if Known is set
	Done     []annotate.Done // who has finished annotating it

	Collection string // to put it into; "" leaves a known article where it is
}

// SaveArticles puts articles into the library, commits their steps, and returns
// their records, in order. If one fails, nothing is saved.
//
// An article that is already in the library, by its location or by its bytes,
// keeps the text it was saved with, even if the new one has another: compare
// Source.SHA256 and Digest. It gains the new location and leaves the trash. But
// if it is in the trash and the bytes at its location changed, it stays there
// and the new one is saved as another article. A new article keeps the ID it has, if
// that is free. An original is also added to a known article without one.
//
// SaveArticles takes ownership of the batch and frees what it has encoded: a batch with
// a hundred thousand annotations takes a third less memory.
//
// The annotations of a step are assigned to the saved article. If it keeps a text
// other than the new one, SaveArticles returns ErrConflict; see [Store.Commit] for
// other reasons.
func (s *Store) SaveArticles(batch []NewArticle, now time.Time) (saved []Record, err error) {
	err = s.db.update("save articles", func(t *txn) error {
		saved = nil
		unchanged := errUnchanged
		also := map[string][]Location{} // by id
		for i := range batch {
			n := batch[i]
			batch[i] = NewArticle{} // frees its memory
			r, changed, err := t.save(&n, now.UTC())
			if err != nil {
				return fmt.Errorf("article %s: %w", quoted(n.Article.Name()), err)
			}
			if addDone(&r, n.Done) || n.Collection != "" && n.Collection != r.Collection {
				r.Collection = cmp.Or(n.Collection, r.Collection)
				changed, err = true, records{t}.put(r)
			}
			if err != nil {
				return err
			}
			if changed {
				unchanged = nil
			}
			if saved = append(saved, r); n.Known == "" {
				also[r.ID] = append(also[r.ID], n.Also...)
			}
		}
		for i, r := range saved {
			if saved[i], err = t.addFurther(r, also[r.ID]); err != nil {
				return err
			}
		}
		return unchanged
	})
	if err != nil {
		return nil, err
	}
	return saved, nil
}

// save saves an article, its original and its step, which it takes out of n. changed is
// false if the library has all of them.
func (t *txn) save(n *NewArticle, now time.Time) (r Record, changed bool, err error) {
	if n.Known != "" {
		r, err = records{t}.get(n.Known)
	} else {
		r, err = t.known(n.Article)
	}
	if errors.Is(err, ErrNotFound) && n.Known == "" {
		r, err = t.create(n.Article, n.Words, now)
		changed = true
	} else if err == nil {
		changed, err = t.saveAgain(&r, *n)
	}
	if err != nil {
		return Record{}, false, err
	}
	// If the entry is damaged, the original is not kept; Check reports it.
	if owner, found, err := t.table(bytesBucket).get(n.Original.sha256); err == nil && found && string(owner) == r.ID {
		kept, err := originals{t}.put(n.Original)
		if err != nil {
			return Record{}, false, err
		}
		changed = changed || kept
	}
	if len(n.Step.Changes) == 0 {
		return r, changed, nil
	}
	if r.Digest != n.Article.Digest {
		return Record{}, false, fmt.Errorf("its text was %w", ErrConflict)
	}
	step := stepFor(r.ID, n.Step)
	n.Step.Changes = nil
	switch _, err := t.commit(r.ID, step); {
	case err == nil:
		changed = true
	case !errors.Is(err, errUnchanged):
		return Record{}, false, err
	}
	r, err = records{t}.get(r.ID)
	return r, changed, err
}

// stepFor returns the step with its annotations assigned to an article.
func stepFor(article string, step annotate.Step) annotate.Step {
	assign := func(a *annotate.Annotation) *annotate.Annotation {
		if a == nil || a.Article == article {
			return a
		}
		b := *a
		b.Article = article
		return &b
	}
	changes := make([]annotate.Change, len(step.Changes))
	for i, c := range step.Changes {
		changes[i] = annotate.Change{Before: assign(c.Before), After: assign(c.After)}
	}
	step.Changes = changes
	return step
}

// known returns the record under which a is already saved, found by its location
// or else by its bytes. It returns ErrNotFound if a is new.
func (t *txn) known(a *annotate.Article) (Record, error) {
	r, err := records{t}.byLocation(Location{a.Source.Kind, a.Source.Location})
	if err == nil && r.inTrash() && r.Source.SHA256 != a.Source.SHA256 {
		err = ErrNotFound
	}
	if errors.Is(err, ErrNotFound) {
		return records{t}.byBytes(bytesOf(a))
	}
	return r, err
}

// bytesOf returns the key in the bytes bucket for the bytes that an article was
// read from.
func bytesOf(a *annotate.Article) string {
	if a.Source.SHA256 != "" {
		return a.Source.SHA256
	}
	return a.Digest
}

// saveAgain updates the record of a known article: it gains the location of n, unless
// n.Known is set, leaves the trash, and gets its text back if that was lost.
func (t *txn) saveAgain(r *Record, n NewArticle) (changed bool, err error) {
	moved := false
	if n.Known == "" {
		moved, err = t.addLocations(r, n.Article.Source)
	}
	if err != nil {
		return false, err
	}
	repaired, err := t.restoreText(r, n.Article)
	if err != nil {
		return false, err
	}
	if !moved && !repaired && r.inLibrary() {
		return false, nil
	}
	r.Trashed = time.Time{}
	return true, records{t}.put(*r)
}

// restoreText stores the text of a known article again if it was lost.
func (t *txn) restoreText(r *Record, a *annotate.Article) (changed bool, err error) {
	i := r.findVersion(a.Digest)
	if i < 0 {
		return false, nil
	}
	if err := (texts{t}).verify(r.Versions[i]); !errors.Is(err, ErrDamaged) {
		return false, err
	}
	v, err := texts{t}.put(a)
	r.Versions[i].Blocks = v.Blocks
	return true, err
}

// create saves an article that is not in the library.
func (t *txn) create(a *annotate.Article, words int, now time.Time) (Record, error) {
	id, err := t.freeID(a)
	if err != nil {
		return Record{}, err
	}
	version, err := texts{t}.put(a)
	if err != nil {
		return Record{}, err
	}
	version.Saved = now
	r := Record{
		ID: id, Digest: a.Digest, Versions: []Version{version}, Added: now,
		VersionMeta: metaOf(a, words),
	}
	if _, err := t.addLocations(&r, a.Source); err != nil {
		return Record{}, err
	}
	if err := t.table(bytesBucket).put(bytesOf(a), []byte(id)); err != nil {
		return Record{}, err
	}
	articles := t.table(articlesBucket)
	if err := articles.setSequence(articles.sequence() + 1); err != nil {
		return Record{}, err
	}
	return r, records{t}.put(r)
}

// metaOf returns the description of an article that has not been read yet.
func metaOf(a *annotate.Article, words int) VersionMeta {
	m := VersionMeta{
		Meta: a.Meta, Source: a.Source, Removed: a.Removed,
		Words: words, Paragraphs: a.NumberedBlocks(), TextBytes: len(a.Text),
	}
	m.Source.Retrieved = m.Source.Retrieved.UTC()
	return m
}

// freeID returns an id that no other article has: the article's own, or the
// first digits of the SHA-256 of its bytes, as few as possible.
func (t *txn) freeID(a *annotate.Article) (string, error) {
	articles := t.table(articlesBucket)
	if isArticleID(a.ID) && articles.sealed(a.ID) == nil {
		return a.ID, nil
	}
	long := bytesOf(a)
	if !isArticleID(long) {
		long = a.Digest
	}
	for n := shortID; n <= len(long); n++ {
		if id := long[:n]; articles.sealed(id) == nil {
			return id, nil
		}
	}
	return "", fmt.Errorf("article %q: no id is free", long)
}
