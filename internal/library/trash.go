package library

import (
	"errors"
	"fmt"

	"galley/annotate"
	"galley/internal/origin"
	"galley/internal/wording"
	"galley/storage"
)

// Forget moves an article to the trash.
func (b base) Forget(id string) error { return b.store.Forget(id, b.options.Now()) }

// Restore takes an article out of the trash.
func (b base) Restore(id string) error { return b.store.Restore(id) }

// ForgetNamed moves the named article to the trash. notice says what was
// done.
func (f finder) ForgetNamed(name string) (notice string, err error) {
	m, err := f.lookUpOne(name)
	switch {
	case err != nil:
		return "", err
	case m.Trashed():
		return quoteTitle(m.Record) + " is already in the trash", nil
	}
	return fmt.Sprintf("%s is in the trash; galley restore %s brings it back", quoteTitle(m.Record), m.Record.ID), f.Forget(m.Record.ID)
}

// PurgeNamed deletes the named article for good, even if it is already in the
// trash. notice says what was done.
func (f finder) PurgeNamed(name string) (notice string, err error) {
	m, err := f.lookUpOne(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s and %s were deleted for good", quoteTitle(m.Record), annotationCount(m.Record)), f.purge(m.Record.ID)
}

// RestoreNamed takes the named article out of the trash. notice says
// what was done.
func (f finder) RestoreNamed(name string) (notice string, err error) {
	r, err := f.findTrashed(name)
	switch {
	case err != nil:
		return "", err
	case r.Trashed.IsZero():
		return quoteTitle(r) + " is not in the trash", nil
	}
	return fmt.Sprintf("%s was restored, with %s", quoteTitle(r), annotationCount(r)), f.Restore(r.ID)
}

// findTrashed finds a saved article, preferably one in the trash.
func (f finder) findTrashed(name string) (Record, error) {
	record, err := f.store.ResolveTrashed(name)
	if errors.Is(err, storage.ErrNotFound) && !origin.IsURL(name) {
		record, err = f.store.ByLocation(annotate.FromFile, missingFile(name))
	}
	if !errors.Is(err, storage.ErrNotFound) {
		return record, err
	}
	m, err := f.lookUp(name, ReadOptions{})
	if err == nil && !m.Saved() {
		err = fmt.Errorf("%s is not in the library; galley articles --trash lists what can be restored", wording.Quote(name))
	}
	return m.Record, err
}

// annotationCount counts annotations: "2 annotations".
func annotationCount(r Record) string {
	n := 0
	for _, c := range r.Counts {
		n += c
	}
	return annotate.Plural(n, "annotation")
}
