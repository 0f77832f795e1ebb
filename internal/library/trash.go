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

// ForgetNamed moves the article with that name to the trash. The record is as
// it was before: one that was in the trash stays there.
func (f finder) ForgetNamed(name string) (Record, error) {
	m, err := f.lookUpOne(name)
	if err == nil && !m.Trashed() {
		err = f.Forget(m.Record.ID)
	}
	return m.Record, err
}

// PurgeNamed removes the article with that name for good, from the trash too.
func (f finder) PurgeNamed(name string) (Record, error) {
	m, err := f.lookUpOne(name)
	if err == nil {
		err = f.store.Purge(m.Record.ID)
	}
	return m.Record, err
}

// RestoreNamed takes the article with that name out of the trash. The record is
// as it was before: one that was not in the trash is left alone.
func (f finder) RestoreNamed(name string) (Record, error) {
	record, err := f.store.ResolveTrashed(name)
	if errors.Is(err, storage.ErrNotFound) && !origin.IsURL(name) {
		record, err = f.store.ByLocation(annotate.FromFile, missingFile(name))
	}
	if errors.Is(err, storage.ErrNotFound) {
		var m Match
		m, err = f.lookUp(name, ReadOptions{})
		if record = m.Record; err == nil && !m.Saved() {
			err = fmt.Errorf("%s is not in the library; galley articles --trash lists what can be restored", wording.Quote(name))
		}
	}
	if err == nil && !record.Trashed.IsZero() {
		err = f.Restore(record.ID)
	}
	return record, err
}
