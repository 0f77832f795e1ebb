package storage

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"galley/annotate"
)

// A NewVersion is a new version of an article, with all that is saved with it.
type NewVersion struct {
	Article  *annotate.Article
	Words    int           // in the text, without folded furniture
	Original Original      // the bytes it was read from; zero to keep none
	Position int           // where the caret of the old text is in the new one, in bytes
	Step     annotate.Step // places the annotations on the new text; Step.Version names both versions
}

// TakeVersion makes a new version the current text of an article and commits
// its step, all or nothing. The old version stays in the library, see
// [Store.Version].
//
// Committing a step that undoes this one brings the old text back, with all
// that the record said about it and the old position. So does taking a version
// that was saved before.
//
// If only the source differs and not the text, the record takes the new source
// and no step is committed. TakeVersion returns ErrConflict if the article's
// text is not Step.Version.From or if an annotation has changed.
func (s *Store) TakeVersion(id string, v NewVersion, now time.Time) (r Record, err error) {
	err = s.db.update("take the new version", func(t *txn) (err error) {
		r, err = t.takeVersion(id, v, now.UTC())
		return err
	})
	return r, err
}

func (t *txn) takeVersion(id string, v NewVersion, now time.Time) (Record, error) {
	r, err := records{t}.get(id)
	if err != nil {
		return Record{}, err
	}
	_, applied, err := history{t}.find(id, v.Step.ID)
	switch {
	case err != nil:
		return Record{}, err
	case applied:
		return r, errUnchanged
	case v.Article.Digest != r.Digest && !isKey(v.Step.ID):
		return Record{}, fmt.Errorf("%q is not a valid step id", v.Step.ID)
	}
	if err := t.addVersion(&r, v, now); err != nil {
		return Record{}, err
	}
	if v.Article.Digest == r.Digest {
		return r, records{t}.put(r)
	}
	if v.Step.Version.To != v.Article.Digest {
		return Record{}, errDigest
	}
	step := v.Step
	step.Changes = slices.Clone(step.Changes)
	text := r.Digest
	payload, err := t.apply(&r, step)
	if err == nil {
		err = desk{t}.enqueue(r, text, step, payload...)
	}
	return r, err
}

// addVersion stores the text of a new version and adds it to the record,
// without making it the current one.
func (t *txn) addVersion(r *Record, v NewVersion, now time.Time) error {
	version, err := texts{t}.put(v.Article)
	if err != nil {
		return err
	}
	if err := t.claim(r, v); err != nil {
		return err
	}
	meta := metaOf(v.Article, v.Words)
	meta.Position = min(max(v.Position, 0), len(v.Article.Text))
	i := r.findVersion(version.Digest)
	switch {
	case i < 0:
		version.Saved, version.Meta = now, &meta
		r.Versions = append(r.Versions, version)
		return nil
	case r.Digest == version.Digest:
		meta.Position, meta.Folds = r.Position, r.Folds
		r.VersionMeta = meta
	default:
		r.Versions[i].Meta = &meta
	}
	old := r.Versions[i].Blocks
	if old == version.Blocks {
		return nil
	}
	r.Versions[i].Blocks = version.Blocks
	// A damaged record may use the old blocks: they are kept.
	if err := (texts{t}).deleteUnused(*r, blocksBucket, old); !errors.Is(err, ErrDamaged) {
		return err
	}
	return nil
}

// claim makes the locations and bytes of a new version lead to the article,
// unless they lead to another, and keeps the original. Damaged entries are
// skipped; Check reports them.
func (t *txn) claim(r *Record, v NewVersion) error {
	for _, l := range LocationsOf(v.Article.Source) {
		key, _ := l.key()
		if _, taken, err := t.table(locationsBucket).get(key); err != nil || taken {
			continue
		}
		if _, err := t.addLocation(r, l); err != nil {
			return err
		}
	}
	bytes := t.table(bytesBucket)
	owner, taken, err := bytes.get(bytesOf(v.Article))
	if err != nil || taken && string(owner) != r.ID {
		return nil
	}
	if err := bytes.put(bytesOf(v.Article), []byte(r.ID)); err != nil {
		return err
	}
	_, err = originals{t}.put(v.Original)
	return err
}
