package storage

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"galley/annotate"
)

// A NewVersion is a new version of an article and what comes with it.
type NewVersion struct {
	Article  *annotate.Article
	Words    int           // to read in it
	Original Original      // what it was read from, zero to keep no bytes
	Position int           // where the reading place of the old text is in the new one, in bytes
	Step     annotate.Step // places the annotations on the new text; Text tells from which version
}

// TakeVersion makes a new version the text of an article, all or nothing: its
// text is saved, the record speaks of it, and the step is committed as Commit
// would. The old version stays in the library, see [Store.Version].
//
// Taking a version back is committing a step that undoes it: the old text is
// the article's again, with everything that its record said and the place at
// which reading stood. So is a version that was saved before and is taken
// again.
//
// If only the source differs but not the text, the record speaks of the new
// source and no step is made. It returns ErrConflict if the article's text is
// not the one that Step.Text comes from, or an annotation was changed
// meanwhile.
func (s *Store) TakeVersion(id string, v NewVersion, now time.Time) (Record, error) {
	var record Record
	err := s.update("take the new version", func(t *txn) (err error) {
		record, err = t.takeVersion(id, v, now.UTC())
		return err
	})
	return record, err
}

func (t *txn) takeVersion(id string, v NewVersion, now time.Time) (Record, error) {
	r, err := t.record(id)
	if err != nil {
		return Record{}, err
	}
	made, found, err := t.table(stepsBucket).get(v.Step.ID)
	switch {
	case err != nil:
		return Record{}, err
	case found:
		_, err := seqOf(id, v.Step.ID, string(made))
		return r, err
	case v.Article.Digest != r.Digest && !isName(v.Step.ID):
		return Record{}, fmt.Errorf("%q cannot be the id of a step", v.Step.ID)
	}
	if err := t.addVersion(&r, v, now); err != nil {
		return Record{}, err
	}
	if v.Article.Digest == r.Digest {
		return r, t.putRecord(r)
	}
	if v.Step.Version.To != v.Article.Digest {
		return Record{}, errDigest
	}
	return r, t.perform(&r, v.Step)
}

// addVersion saves the text of a revision, and where it came from.
func (t *txn) addVersion(r *Record, v NewVersion, now time.Time) error {
	version, err := t.putText(v.Article)
	if err != nil {
		return err
	}
	e := VersionMeta{
		Meta: v.Article.Meta, Source: v.Article.Source, Removed: v.Article.Removed, Words: v.Words,
		Paragraphs: v.Article.NumberedBlocks(), TextBytes: len(v.Article.Text), Position: min(max(v.Position, 0), len(v.Article.Text)),
	}
	e.Source.Retrieved = e.Source.Retrieved.UTC()
	if err := t.claim(r, v); err != nil {
		return err
	}
	i := slices.IndexFunc(r.Versions, func(old Version) bool { return old.Digest == version.Digest })
	if i < 0 {
		version.Saved, version.Meta = now, &e
		r.Versions = append(r.Versions, version)
		return nil
	}
	if r.Digest == version.Digest {
		e.Position, e.Folds = r.Position, r.Folds
		r.setMeta(e)
	} else {
		r.Versions[i].Meta = &e
	}
	old := r.Versions[i].Blocks
	if r.Versions[i].Blocks = version.Blocks; old == version.Blocks {
		return nil
	}
	if err := t.dropUnused(*r, blocksBucket, old); !errors.Is(err, ErrDamaged) {
		return err
	}
	return nil // what is damaged may use them: they stay
}

// claim lets the places and the bytes of a revision lead to the article, unless
// they lead to another, and keeps the bytes.
func (t *txn) claim(r *Record, v NewVersion) error {
	for _, p := range LocationsOf(v.Article.Source) {
		key, _ := placeKey(p.Kind, p.Address)
		if _, taken, err := t.table(placesBucket).get(key); err != nil || taken {
			continue // a damaged entry is for the doctor
		}
		if _, err := t.setPlace(r, p); err != nil {
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
	if err := t.putOriginal(v.Original); !errors.Is(err, errUnchanged) {
		return err
	}
	return nil
}

// turn makes another version the article's text.
func turn(r *Record, to annotate.VersionChange) error {
	switch {
	case to.IsZero():
		return nil
	case r.Digest != to.From:
		return fmt.Errorf("the article's text was %w", ErrConflict)
	case !r.turnTo(to.To):
		return fmt.Errorf("version %s of the article is %w", quoted(to.To), ErrNotFound)
	}
	return nil
}

// turnOf is how a step changes the text: as it says itself, or back if it takes
// back one that did.
func (t *txn) turnOf(step annotate.Step) (annotate.VersionChange, error) {
	if step.Undoes == "" || !step.Version.IsZero() {
		return step.Version, nil
	}
	key, found, err := t.table(stepsBucket).get(step.Undoes)
	if err != nil || !found {
		return annotate.VersionChange{}, err
	}
	payload, found, err := t.table(historyBucket).get(string(key))
	if err != nil || !found {
		return annotate.VersionChange{}, err
	}
	undone, err := decodeStep("", 0, payload)
	if err != nil {
		return annotate.VersionChange{}, t.table(historyBucket).damage(string(key), err)
	}
	return undone.Version.Inverse(), nil
}

// Version returns an article as it was when the text with that digest was its
// text, in the trash too. It returns ErrNotFound if it has no such version.
func (s *Store) Version(id, digest string) (*annotate.Article, error) {
	var a *annotate.Article
	err := s.view("open the version", func(t *txn) error {
		r, err := t.record(id)
		if err != nil {
			return err
		}
		if digest != r.Digest && !r.turnTo(digest) {
			return fmt.Errorf("version %s is %w", quoted(digest), ErrNotFound)
		}
		a, err = t.articleOf(r)
		return err
	})
	return a, err
}

// articleOf reads the text that a record speaks of.
func (t *txn) articleOf(r Record) (*annotate.Article, error) {
	v, ok := r.version(r.Digest)
	if !ok {
		return nil, &Damage{articlesBucket, r.ID, errors.New("it names no text")}
	}
	text, blocks, err := t.text(v)
	if err != nil {
		return nil, err
	}
	return &annotate.Article{
		ID: r.ID, Meta: r.Meta, Source: r.Source, Removed: r.Removed,
		Digest: r.Digest, Text: text, Blocks: blocks,
	}, nil
}
