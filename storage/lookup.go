package storage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// ByLocation returns the record of the article that was read from a location,
// in the trash or not. It returns ErrNotFound if there is none.
func (s *Store) ByLocation(kind annotate.SourceKind, address string) (Record, error) {
	return s.findRecord("look up the article", func(r records) (Record, error) { return r.byLocation(Location{kind, address}) })
}

// ByBytes returns the record of the article that was read from bytes with that
// SHA-256, in lower-case hexadecimal, in the trash or not. It returns
// ErrNotFound if there is none.
func (s *Store) ByBytes(sha256 string) (Record, error) {
	return s.findRecord("look up the article", func(r records) (Record, error) { return r.byBytes(sha256) })
}

// Resolve returns the record of the article whose id is start, or of the only one
// whose id begins with start. It skips the trash. It returns ErrNotFound, or
// ErrAmbiguous if several match.
func (s *Store) Resolve(start string) (Record, error) {
	return s.findRecord("find the article", func(r records) (Record, error) { return r.resolve(start, Record.inLibrary) })
}

// ResolveTrashed is Resolve for articles in the trash.
func (s *Store) ResolveTrashed(start string) (Record, error) {
	return s.findRecord("find the article in the trash", func(r records) (Record, error) { return r.resolve(start, Record.inTrash) })
}

// Record returns the record of the article with exactly the given id, whether in the
// trash or not. It returns ErrNotFound if there is none.
func (s *Store) Record(id string) (Record, error) {
	return s.findRecord("look up the article", func(r records) (Record, error) { return r.get(id) })
}

func (s *Store) findRecord(op string, find func(records) (Record, error)) (Record, error) {
	return read(s, op, func(t *txn) (Record, error) { return find(records{t}) })
}

// Seq returns the number of an article's last step. If it has changed, so have
// the annotations.
func (s *Store) Seq(id string) (uint64, error) {
	r, err := s.findRecord("look for changes", func(r records) (Record, error) { return r.get(id) })
	return r.Seq, err
}

// Article returns the current version of an article, in the trash or not. It
// returns ErrNotFound if there is none, and ErrDamaged if its text cannot be
// read; its annotations may still be readable.
func (s *Store) Article(id string) (*annotate.Article, error) {
	return s.version("open the article", id, func(*Record) error { return nil })
}

// Version returns an article as it was when the text with the given digest was the
// current one, in the trash or not. It returns ErrNotFound if it has no such
// version.
func (s *Store) Version(id, digest string) (*annotate.Article, error) {
	return s.version("open the version", id, func(r *Record) error {
		if digest != r.Digest && !r.switchTo(digest) {
			return fmt.Errorf("version %s is %w", quoted(digest), ErrNotFound)
		}
		return nil
	})
}

// FullTexts reads the current texts of articles in one transaction, in order, until visit,
// which gets the index of each, returns false. Damaged and missing ones are left out.
func (s *Store) FullTexts(ids []string, visit func(n int, text string) bool) {
	_ = s.db.view("search the articles", func(t *txn) error {
		for n, id := range ids {
			r, err := records{t}.get(id)
			if err != nil {
				continue
			}
			text, err := t.pieces(textsBucket).get(r.Digest)
			if err == nil && !visit(n, text) {
				break
			}
		}
		return nil
	})
}

// version returns the version of an article that choose makes the current one.
func (s *Store) version(op, id string, choose func(*Record) error) (*annotate.Article, error) {
	return read(s, op, func(t *txn) (*annotate.Article, error) {
		r, err := records{t}.get(id)
		if err == nil {
			err = choose(&r)
		}
		if err != nil {
			return nil, err
		}
		return texts{t}.article(r)
	})
}

// Touch records that an article was opened for reading.
func (s *Store) Touch(id string, now time.Time) error {
	return s.edit("record that the article was opened", id, func(r *Record) error {
		r.Opened = now.UTC()
		return nil
	})
}

// SavePosition records the caret, a byte offset into the text with the given digest,
// how much of the article has been read, in percent, if that is more than before, and now
// as the time it was last open. If the article has another text by now, only the time is recorded. This is
// not a step and cannot be undone.
func (s *Store) SavePosition(id, digest string, off, percent int, now time.Time) error {
	return s.edit("save the reading position", id, func(r *Record) error {
		r.Opened = now.UTC()
		if r.Digest == digest {
			r.Position, r.ReadPercent = off, max(r.ReadPercent, percent)
		}
		return nil
	})
}

// SaveFolds records which blocks of the text with the given digest the user folded
// and unfolded, by the byte offsets at which they begin. It does nothing if the
// article has another text by now.
func (s *Store) SaveFolds(id, digest string, folds map[int]bool) error {
	return s.edit("save the folds", id, func(r *Record) error {
		if r.Digest != digest {
			return errUnchanged
		}
		r.Folds = maps.Clone(folds)
		return nil
	})
}

// SaveRefusals records which suggestions of an article the user refused (true), or no
// longer refuses (false), by their keys.
func (s *Store) SaveRefusals(id string, refusals map[string]bool) error {
	return s.edit("save the refused suggestions", id, func(r *Record) error {
		for key, refused := range refusals {
			r.Refused = slices.DeleteFunc(r.Refused, func(k string) bool { return k == key })
			if refused {
				r.Refused = append(r.Refused, key)
			}
		}
		slices.Sort(r.Refused)
		return nil
	})
}

// edit changes one record, unless change returns an error such as errUnchanged.
func (s *Store) edit(op, id string, change func(*Record) error) error {
	return s.db.update(op, func(t *txn) error {
		r, err := records{t}.get(id)
		if err == nil {
			err = change(&r)
		}
		if err != nil {
			return err
		}
		return records{t}.put(r)
	})
}

// records gives access to the records of all articles.
type records struct{ *txn }

// get returns ErrNotFound if there is no article with the given id.
func (t records) get(id string) (Record, error) {
	return lookUp(t.table(articlesBucket), id, id, func(payload []byte) (Record, error) { return decodeRecord(id, payload) })
}

func (t records) put(r Record) error { return t.table(articlesBucket).put(r.ID, r.encode()) }

// scan visits all records whose id begins with start, in order of id. Damaged
// ones are returned as a PartialError.
func (t records) scan(start string, visit func(Record)) error {
	return t.table(articlesBucket).scan(start, func(id string, payload []byte) error {
		r, err := decodeRecord(id, payload)
		if err == nil {
			visit(r)
		}
		return err
	})
}

func (t records) byLocation(l Location) (Record, error) {
	key, ok := l.key()
	if !ok {
		return Record{}, notFound(l.Address)
	}
	return t.byIndex(locationsBucket, key, l.Address, func(r Record) bool { return slices.Contains(r.Locations, l) })
}

func (t records) byBytes(sha256 string) (Record, error) {
	return t.byIndex(bytesBucket, sha256, sha256, func(r Record) bool { return slices.Contains(r.sources(), sha256) })
}

// byIndex follows an index to the record. If the entry is damaged, it searches
// for the first record that matches. name is used in errors.
func (t records) byIndex(bucket, key, name string, matches func(Record) bool) (Record, error) {
	id, found, err := t.table(bucket).get(key)
	switch {
	case err != nil:
		return t.search(name, matches)
	case !found:
		return Record{}, notFound(name)
	}
	r, err := t.get(string(id))
	return r, missing(articlesBucket, string(id), err)
}

func (t records) search(name string, matches func(Record) bool) (Record, error) {
	var found []Record
	err := t.scan("", func(r Record) {
		if matches(r) {
			found = append(found, r)
		}
	})
	switch {
	case len(found) > 0:
		return found[0], nil
	case err != nil:
		return Record{}, errors.Unwrap(err) // the first damaged record
	}
	return Record{}, notFound(name)
}

// resolve returns the record whose id is start, or the only one whose id begins with
// start, among those that isWanted selects.
func (t records) resolve(start string, isWanted func(Record) bool) (Record, error) {
	var ids []string
	err := t.scan(strings.ToLower(start), func(r Record) {
		if isWanted(r) {
			ids = append(ids, r.ID)
		}
	})
	id, err := onlyMatch(start, ids, err)
	if err != nil {
		return Record{}, err
	}
	return t.get(id)
}

// onlyMatch returns the one of ids, all of which begin with start, ignoring
// case, that equals start, or else the only one. err is that of the scan
// that found them, nil or a PartialError.
func onlyMatch(start string, ids []string, err error) (string, error) {
	exact := slices.IndexFunc(ids, func(id string) bool { return strings.EqualFold(id, start) })
	switch {
	case start == "":
		return "", notFound(start)
	case exact >= 0:
		return ids[exact], nil
	case err != nil:
		return "", errors.Unwrap(err) // the first damaged record
	case len(ids) == 0:
		return "", notFound(start)
	case len(ids) > 1:
		return "", &AmbiguousError{start, ids}
	}
	return ids[0], nil
}
