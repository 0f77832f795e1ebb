package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/wording"
	"galley/storage"
)

// Aliases spare callers an import of storage.
type (
	// A Record is what the library knows about an article except its text.
	Record = storage.Record
	// A Snapshot is an article with its annotations.
	Snapshot = storage.Snapshot
	// A PartialError is returned with a result that lacks damaged records.
	PartialError = storage.PartialError
)

// ErrHeader is returned for a write if a header of the library is damaged.
var ErrHeader = storage.ErrHeader

// withoutPartial returns nil for a PartialError and any other error unchanged.
func withoutPartial(err error) error {
	if partial := (*PartialError)(nil); errors.As(err, &partial) {
		return nil
	}
	return err
}

// skipDamaged appends a PartialError to damaged and returns nil. It returns any
// other error unchanged.
func skipDamaged(err error, damaged *[]error) error {
	rest := withoutPartial(err)
	if err != nil && rest == nil {
		*damaged = append(*damaged, err)
	}
	return rest
}

// Records lists the saved articles, most recently used first.
func (b base) Records() ([]Record, error) { return b.list(b.store.Records) }

// Trash lists the articles in the trash, most recently forgotten first.
func (b base) Trash() ([]Record, error) { return b.list(b.store.Trash) }

// list calls records. It returns an error if the user named a library that does
// not exist: the name is probably mistyped.
func (b base) list(records func() ([]Record, error)) ([]Record, error) {
	if b.options.MustExist {
		if _, err := os.Stat(b.options.Path); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no library at %s; check the path", wording.QuotePath(b.options.Path))
		}
	}
	return records()
}

// Snapshot returns a saved article with its annotations, in text order. With a
// [DamagedArticleError], it lacks what is damaged. Without its text, an article
// is empty, and its annotations have no places.
func (b base) Snapshot(id string) (Snapshot, error) {
	s, err := b.store.Snapshot(id)
	damage := (*storage.DamageError)(nil)
	switch partial := (*PartialError)(nil); {
	case errors.As(err, &partial):
		err = &DamagedArticleError{Record: s.Record, Err: partial}
	case s.Record.ID != "" && s.Article == nil && errors.As(err, &damage) && damage.Bucket != "":
		s, err = b.snapshotWithoutText(s.Record, damage)
	}
	s.Annotations = annotate.NewSet(b.visible(s.Record, s.Annotations)).All()
	return s, err
}

// visible returns the annotations of an article that the user may see: with
// Options.Blind, only their own until they are done.
func (b base) visible(r Record, all []annotate.Annotation) []annotate.Annotation {
	if b.options.Blind == nil || !b.options.Blind() {
		return all
	}
	author := b.options.Author()
	if annotate.DoneIndex(r.Done, author) >= 0 {
		return all
	}
	return slices.DeleteFunc(all, func(n annotate.Annotation) bool { return n.Creator != author })
}

// snapshotWithoutText returns an article whose text is damaged.
func (b base) snapshotWithoutText(r Record, damage *storage.DamageError) (Snapshot, error) {
	annotations, _, err := b.store.Annotations(r.ID)
	partial := &PartialError{Damaged: []*storage.DamageError{damage}}
	if others := (*PartialError)(nil); errors.As(err, &others) {
		partial.Damaged = append(partial.Damaged, others.Damaged...)
	} else if err != nil {
		return Snapshot{}, err
	}
	for i := range annotations {
		n := &annotations[i].Anchor
		n.State, n.Score, n.Reason, n.Candidates = annotate.Orphan, 0, annotate.TextDamaged, nil
		n.Span, n.TextDigest = annotate.Span{}, ""
	}
	empty := &annotate.Article{ID: r.ID, Meta: r.Meta, Source: r.Source, Removed: r.Removed}
	return Snapshot{Article: empty, Record: r, Annotations: annotations}, &DamagedArticleError{r, true, partial}
}

// A DamagedArticleError names the article of a PartialError.
type DamagedArticleError struct {
	Record   Record
	Textless bool // whether the first damaged part is the text
	Err      *PartialError
}

// Error implements error.
func (e *DamagedArticleError) Error() string {
	var parts []string
	left, displaced := len(e.Err.Damaged)-e.Err.Displaced(), e.Err.Displaced()
	if e.Textless {
		parts, left, displaced = append(parts, "the text is damaged, so its annotations have no places"), left-1, 0
	}
	parts = append(parts, damageParts(left, displaced)...)
	return fmt.Sprintf("%s (%s): %s", quoteTitle(e.Record), e.Record.ID, strings.Join(parts, ", "))
}

// damageParts says how many annotations of an article are damaged, and how many are
// displaced ([storage.PartialError.Displaced]).
func damageParts(damaged, displaced int) (parts []string) {
	if damaged > 0 {
		parts = append(parts, annotate.Plural(damaged, "damaged annotation")+" left out")
	}
	if displaced > 0 {
		parts = append(parts, annotate.Plural(displaced, "annotation")+" without a place, made on another version of the text")
	}
	return parts
}

// Unwrap returns the PartialError.
func (e *DamagedArticleError) Unwrap() error { return e.Err }

// Lookup finds saved articles by name. The name of a book stands for its chapters
// with annotations. An article that is named twice is listed once. Lookup fetches
// nothing.
func (f finder) Lookup(names []string) ([]Record, error) {
	var records []Record
	for _, name := range names {
		found, err := f.lookUpAll(name)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if !slices.ContainsFunc(records, func(other Record) bool { return other.ID == r.ID }) {
				records = append(records, r)
			}
		}
	}
	return records, nil
}

func (f finder) lookUpAll(name string) ([]Record, error) {
	m, err := f.lookUp(name, ReadOptions{})
	switch {
	case err != nil:
		return nil, err
	case m.Trashed():
		return nil, trashError(m.Record)
	case m.Saved():
		return []Record{m.Record}, nil
	}
	chapters, err := f.savedChapters(m)
	switch {
	case err != nil:
		return nil, err
	case len(chapters) == 0:
		return nil, fmt.Errorf("%s is not in the library, so it has no annotations; galley add saves it", wording.Quote(name))
	}
	chapters = slices.DeleteFunc(chapters, func(r Record) bool { return len(r.Counts) == 0 })
	if len(chapters) == 0 {
		return nil, fmt.Errorf("the chapters of %s have no annotations", wording.Quote(name))
	}
	return chapters, nil
}

// savedChapters lists the chapters of a book that are in the library and not in
// the trash.
func (f finder) savedChapters(m Match) ([]Record, error) {
	chapters, err := m.content.chapters()
	if err != nil {
		return nil, err
	}
	var saved []Record
	for _, c := range chapters {
		part, err := f.match(m.name, m.content.chapter(c), (*content).sha256)
		if err != nil {
			return nil, err
		}
		if part.Saved() && !part.Trashed() {
			saved = append(saved, part.Record)
		}
	}
	return saved, nil
}

// lookUpOne finds the named saved article, even in the trash.
func (f finder) lookUpOne(name string) (Match, error) {
	m, err := f.lookUp(name, ReadOptions{})
	if err == nil {
		err = m.refuseBook()
	}
	if err == nil && !m.Saved() {
		err = fmt.Errorf("%s is not in the library", wording.Quote(name))
	}
	return m, err
}

// quoteTitle returns the title of an article for a message.
func quoteTitle(r Record) string { return wording.Quote(Title(r)) }

func trashError(r Record) error {
	return fmt.Errorf("%s is in the trash; galley restore %s brings it back", quoteTitle(r), r.ID)
}

// IsUnknown reports whether a name does not refer to any article.
func (f finder) IsUnknown(name string) bool {
	_, err := f.lookUp(name, ReadOptions{})
	return errors.Is(err, ErrUnknownName)
}
