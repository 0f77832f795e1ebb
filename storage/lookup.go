package storage

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"galley/annotate"
)

// ByLocation finds the article that was met at a place, in the trash too. It
// returns ErrNotFound if there is none.
func (s *Store) ByLocation(kind annotate.SourceKind, location string) (Record, error) {
	return s.record("look up the article", func(t *txn) (Record, error) { return t.byPlace(kind, location) })
}

// ByBytes finds the article that was read from bytes with that SHA-256, in
// lower-case hexadecimal, in the trash too. It returns ErrNotFound if there is
// none.
func (s *Store) ByBytes(sha256 string) (Record, error) {
	return s.record("look up the article", func(t *txn) (Record, error) { return t.byBytes(sha256) })
}

// Resolve finds the article with that id, or the only one whose id begins so.
// It passes the trash over. It returns ErrNotFound, or ErrAmbiguous if several
// fit.
func (s *Store) Resolve(start string) (Record, error) {
	return s.record("find the article", func(t *txn) (Record, error) { return t.resolve(start, false) })
}

// ResolveTrashed is Resolve for articles in the trash.
func (s *Store) ResolveTrashed(start string) (Record, error) {
	return s.record("find the article in the trash", func(t *txn) (Record, error) { return t.resolve(start, true) })
}

// Record returns the record of the article with exactly that id, in the trash
// too, or ErrNotFound.
func (s *Store) Record(id string) (Record, error) {
	return s.record("look up the article", func(t *txn) (Record, error) { return t.record(id) })
}

func (s *Store) record(doing string, find func(*txn) (Record, error)) (r Record, err error) {
	err = s.view(doing, func(t *txn) (err error) {
		r, err = find(t)
		return err
	})
	return r, err
}

// Article returns an article with its text and blocks, in the trash too. It
// returns ErrNotFound if there is none, and ErrDamaged if its text cannot be
// read; its annotations may still be.
func (s *Store) Article(id string) (*annotate.Article, error) {
	var a *annotate.Article
	err := s.view("open the article", func(t *txn) (err error) {
		a, err = t.article(id)
		return err
	})
	return a, err
}

// Records lists the articles that are not in the trash, the last added or
// opened first, those added together by where they came from: the chapters of a
// book. With a PartialError the list lacks damaged ones.
func (s *Store) Records() ([]Record, error) {
	records, err := s.list(false)
	return sorted(records, Record.used), err
}

// sorted orders records in their place, the latest first. They are large and
// there may be many, so each goes where it belongs at once.
func sorted(records []Record, when func(Record) time.Time) []Record {
	type place struct {
		when time.Time
		at   int
	}
	order := make([]place, len(records))
	for i, r := range records {
		order[i] = place{when(r), i}
	}
	slices.SortFunc(order, func(a, b place) int {
		return cmp.Or(b.when.Compare(a.when), cmp.Compare(records[a.at].Source.Location, records[b.at].Source.Location),
			cmp.Compare(records[a.at].ID, records[b.at].ID))
	})
	for i := range order {
		at := order[i].at
		for at < i { // it was moved away to make room
			at = order[at].at
		}
		records[i], records[at] = records[at], records[i]
	}
	return records
}

// Empty reports whether there is no article at all, not even in the trash.
func (s *Store) Empty() (bool, error) {
	empty := true
	err := s.view("look into the library", func(t *txn) error {
		if articles := t.table(articlesBucket).bucket; articles != nil {
			first, _ := articles.Cursor().First()
			empty = first == nil
		}
		return nil
	})
	return empty, err
}

// Trash lists the articles in the trash, the last put there first. With a
// PartialError the list lacks damaged ones.
func (s *Store) Trash() ([]Record, error) {
	records, err := s.list(true)
	return sorted(records, func(r Record) time.Time { return r.Trashed }), err
}

func (s *Store) list(trashed bool) (records []Record, err error) {
	err = s.view("list articles", func(t *txn) error {
		articles := t.table(articlesBucket)
		written, met := int(articles.sequence()), 0
		records = make([]Record, 0, min(written, 1<<20))
		err := articles.scan("", func(id string, payload []byte) error {
			r, err := decodeRecord(id, payload)
			if err != nil {
				return err
			}
			met++
			if r.Trashed.IsZero() != trashed {
				records = append(records, r)
			}
			return nil
		})
		return articles.expect(err, "", met, written)
	})
	return records, err
}

// record returns ErrNotFound if there is no article with that id.
func (t *txn) record(id string) (Record, error) {
	articles := t.table(articlesBucket)
	payload, found, err := articles.get(id)
	if err != nil {
		return Record{}, err
	}
	if !found {
		return Record{}, notFound(id)
	}
	r, err := decodeRecord(id, payload)
	if err != nil {
		return Record{}, articles.damage(id, err)
	}
	return r, nil
}

func (t *txn) putRecord(r Record) error {
	return t.table(articlesBucket).put(r.ID, r.encode())
}

func (t *txn) byPlace(kind annotate.SourceKind, location string) (Record, error) {
	key, ok := placeKey(kind, location)
	if !ok {
		return Record{}, notFound(location)
	}
	return t.byIndex(placesBucket, key, location, func(r Record) bool {
		return slices.Contains(r.Locations, Location{kind, location})
	})
}

func (t *txn) byBytes(sha256 string) (Record, error) {
	return t.byIndex(bytesBucket, sha256, sha256, func(r Record) bool { return r.read(sha256) })
}

// byIndex follows an index to the record; name is what the person called it. If
// the entry is damaged it looks for the record that fits.
func (t *txn) byIndex(bucket, key, name string, fits func(Record) bool) (Record, error) {
	id, found, err := t.table(bucket).get(key)
	switch {
	case err != nil:
		return t.search(name, fits)
	case !found:
		return Record{}, notFound(name)
	}
	r, err := t.record(string(id))
	return r, lost(articlesBucket, string(id), err)
}

// search returns the first record that fits, in order of id.
func (t *txn) search(name string, fits func(Record) bool) (Record, error) {
	var found []Record
	err := t.table(articlesBucket).scan("", func(id string, payload []byte) error {
		r, err := decodeRecord(id, payload)
		if err == nil && fits(r) {
			found = append(found, r)
		}
		return err
	})
	switch {
	case len(found) > 0:
		return found[0], nil
	case err != nil:
		return Record{}, err.(*PartialError).Damaged[0]
	}
	return Record{}, notFound(name)
}

func (t *txn) resolve(start string, trashed bool) (Record, error) {
	if start == "" {
		return Record{}, notFound(start)
	}
	var fits []Record
	err := t.table(articlesBucket).scan(strings.ToLower(start), func(id string, payload []byte) error {
		r, err := decodeRecord(id, payload)
		if err == nil && r.Trashed.IsZero() != trashed {
			fits = append(fits, r)
		}
		return err
	})
	exact := len(fits) > 0 && fits[0].ID == strings.ToLower(start)
	switch {
	case err != nil && !exact:
		return Record{}, err.(*PartialError).Damaged[0]
	case len(fits) == 0:
		return Record{}, notFound(start)
	case len(fits) > 1 && !exact:
		return Record{}, &AmbiguousError{start, ids(fits)}
	}
	return fits[0], nil
}

func ids(records []Record) []string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}

func (t *txn) article(id string) (*annotate.Article, error) {
	r, err := t.record(id)
	if err != nil {
		return nil, err
	}
	return t.articleOf(r)
}

// Touch notes that an article was opened to be read.
func (s *Store) Touch(id string, now time.Time) error {
	return s.change("note the opening", id, func(r *Record) { r.Opened = now.UTC() })
}

// SavePosition keeps the reading place, a byte offset into the text with that
// digest, how far that is in what there is to read, in per cent, and that the
// article was open now. A place in a text that is not the article's any more is
// none: of it only the time is kept. It is no step: it cannot be undone.
func (s *Store) SavePosition(id, text string, off, percent int, now time.Time) error {
	return s.change("save the reading place", id, func(r *Record) {
		r.Opened = now.UTC()
		if r.Digest == text {
			r.Position, r.ReadPercent = off, percent
		}
	})
}

// SaveFolds keeps what a person folded and unfolded in the text with that
// digest, by where blocks begin, unless the article has another by now.
func (s *Store) SaveFolds(id, text string, folds map[int]bool) error {
	return s.change("save what is folded", id, func(r *Record) {
		if r.Digest == text {
			r.Folds = maps.Clone(folds)
		}
	})
}

// change edits one record.
func (s *Store) change(doing, id string, edit func(*Record)) error {
	return s.update(doing, func(t *txn) error {
		r, err := t.record(id)
		if err != nil {
			return err
		}
		edit(&r)
		return t.putRecord(r)
	})
}
