package storage

import (
	"strings"
	"time"
)

// Forget moves an article to the trash, with everything that belongs to it.
// [Store.Restore] takes it out again, and so does saving it again. It does
// nothing if the article is already in the trash.
func (s *Store) Forget(id string, now time.Time) error {
	return s.edit("forget the article", id, func(r *Record) error {
		if r.inTrash() {
			return errUnchanged
		}
		r.Trashed = now.UTC()
		return nil
	})
}

// Restore takes an article out of the trash. A location that now leads to
// another article keeps leading there.
func (s *Store) Restore(id string) error {
	return s.edit("restore the article", id, func(r *Record) error {
		if r.inLibrary() {
			return errUnchanged
		}
		r.Trashed = time.Time{}
		return nil
	})
}

// remove deletes an article and everything that belongs to it alone.
func (t *txn) remove(r Record) error {
	for _, bucket := range []string{ownersBucket, stepsBucket, locationsBucket, bytesBucket} {
		if err := t.removeEntries(bucket, r.ID); err != nil {
			return err
		}
	}
	for _, bucket := range []string{annotationsBucket, historyBucket} {
		if err := t.table(bucket).deleteAll(r.ID + "/"); err != nil {
			return err
		}
	}
	if err := (desk{t}).forget(r.ID); err != nil {
		return err
	}
	articles := t.table(articlesBucket)
	if err := articles.setSequence(articles.sequence() - 1); err != nil {
		return err
	}
	if err := articles.delete(r.ID); err != nil {
		return err
	}
	for _, v := range r.Versions {
		if err := (texts{t}).deleteUnused(Record{}, textsBucket, v.Digest); err != nil {
			return err
		}
		if err := (texts{t}).deleteUnused(Record{}, blocksBucket, v.Blocks); err != nil {
			return err
		}
	}
	return nil
}

// removeEntries deletes the entries of an index that lead to the article or to
// something that belongs to it. With an entry of the bytes bucket, it deletes the
// original.
func (t *txn) removeEntries(bucket, id string) error {
	index := t.table(bucket)
	var keys []string
	err := index.scan("", func(key string, payload []byte) error {
		if to := string(payload); to == id || strings.HasPrefix(to, id+"/") {
			keys = append(keys, key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := index.delete(key); err != nil {
			return err
		}
		if bucket != bytesBucket {
			continue
		}
		if err := t.pieces(originalsBucket).delete(key); err != nil {
			return err
		}
	}
	return nil
}
