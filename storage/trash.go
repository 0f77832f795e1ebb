package storage

import (
	"slices"
	"time"
)

// Forget puts an article into the trash, with everything that belongs to it.
// [Store.Restore] takes it out again; so does saving it again. An article that
// is in the trash stays as it is.
func (s *Store) Forget(id string, now time.Time) error {
	return s.update("forget the article", func(t *txn) error {
		r, err := t.record(id)
		if err != nil {
			return err
		}
		if !r.Trashed.IsZero() {
			return errUnchanged
		}
		r.Trashed = now.UTC()
		return t.putRecord(r)
	})
}

// Restore takes an article out of the trash. A place that meanwhile leads to
// another article keeps leading there.
func (s *Store) Restore(id string) error {
	return s.update("restore the article", func(t *txn) error {
		r, err := t.record(id)
		if err != nil {
			return err
		}
		if r.Trashed.IsZero() {
			return errUnchanged
		}
		r.Trashed = time.Time{}
		return t.putRecord(r)
	})
}

// remove deletes an article and everything that belongs to it alone.
func (t *txn) remove(r Record) error {
	for _, index := range []struct{ bucket, list, prefix string }{
		{ownersBucket, annotationsBucket, r.ID + "/"},
		{stepsBucket, historyBucket, r.ID + "/"},
	} {
		if err := t.removeIndexed(index.bucket, r.ID); err != nil {
			return err
		}
		if err := t.table(index.list).deleteAll(index.prefix); err != nil {
			return err
		}
	}
	if err := t.removeOriginals(r.ID); err != nil {
		return err
	}
	for _, bucket := range []string{placesBucket, bytesBucket} {
		if err := t.removeIndexed(bucket, r.ID); err != nil {
			return err
		}
	}
	articles := t.table(articlesBucket)
	if err := articles.setSequence(articles.sequence() - 1); err != nil {
		return err
	}
	if err := articles.delete(r.ID); err != nil {
		return err
	}
	return t.removeTexts(r)
}

// removeIndexed deletes the entries of an index that lead to the article or to
// something of it.
func (t *txn) removeIndexed(bucket, id string) error {
	index := t.table(bucket)
	var keys []string
	err := index.scan("", func(key string, payload []byte) error {
		if to := string(payload); to == id || len(to) > len(id) && to[:len(id)+1] == id+"/" {
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
	}
	return nil
}

// removeTexts deletes the texts and blocks of a removed article that no other
// article uses.
func (t *txn) removeTexts(r Record) error {
	for _, v := range r.Versions {
		if err := t.dropUnused(Record{}, textsBucket, v.Digest); err != nil {
			return err
		}
		if err := t.dropUnused(Record{}, blocksBucket, v.Blocks); err != nil {
			return err
		}
	}
	return nil
}

// dropUnused deletes a text or blocks that no article has. written is a record
// that is yet to be put.
func (t *txn) dropUnused(written Record, bucket, digest string) error {
	used := written.has(digest)
	err := t.table(articlesBucket).scan("", func(id string, payload []byte) error {
		other, err := decodeRecord(id, payload)
		used = used || id != written.ID && other.has(digest)
		return err
	})
	if err != nil || used {
		return err
	}
	return t.table(bucket).deleteAll(digest + "/")
}

// has reports whether a text or blocks with that digest are the article's.
func (r Record) has(digest string) bool {
	return slices.ContainsFunc(r.Versions, func(v Version) bool { return v.Digest == digest || v.Blocks == digest })
}
