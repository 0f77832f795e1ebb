package cli

import (
	"errors"
	"io/fs"
	"os"

	"galley/annotate"
	"galley/storage"
)

// readable lets a command go on with what could be read of a damaged library.
// It tells what is left out, and the exit status will be 1.
func (p *program) readable(err error) error {
	partial := (*storage.PartialError)(nil)
	if !errors.As(err, &partial) {
		return err
	}
	p.partial = true
	p.say("galley: %v", err)
	return nil
}

// annotationsOf reads the annotations of a saved article in text order.
func (p *program) annotationsOf(article string) ([]annotate.Annotation, error) {
	annotations, _, err := p.store().Annotations(article)
	return annotate.NewSet(annotations).All(), p.readable(err)
}

// there refuses a library that was named and does not exist: to call it empty
// would hide a slip in the name.
func (p *program) there() error {
	if p.db == "" {
		return nil
	}
	if _, err := os.Stat(p.db); errors.Is(err, fs.ErrNotExist) {
		return failure("there is no library at %s; nothing was read; check the name and the folder", quotedPath(p.db))
	}
	return nil
}

// records lists the saved articles, those used last first.
func (p *program) records() ([]storage.Record, error) {
	if err := p.there(); err != nil {
		return nil, err
	}
	records, err := p.store().Records()
	return records, p.readable(err)
}

// findRecord finds a saved article that is not in the trash.
func (p *program) findRecord(name string) (storage.Record, error) {
	f, err := p.find(name, nil)
	switch {
	case err != nil:
		return storage.Record{}, err
	case !f.saved():
		return storage.Record{}, failure("%s is not in the library, so nothing is marked in it; galley add saves it", quoted(name))
	case f.trashed():
		return storage.Record{}, inTrash(f.record)
	}
	return f.record, nil
}

// findRecords is findRecord for several names. An article that is named twice
// is listed once.
func (p *program) findRecords(names []string) ([]storage.Record, error) {
	var records []storage.Record
	seen := map[string]bool{}
	for _, name := range names {
		r, err := p.findRecord(name)
		if err != nil {
			return nil, err
		}
		if !seen[r.ID] {
			records, seen[r.ID] = append(records, r), true
		}
	}
	return records, nil
}

func inTrash(r storage.Record) error {
	return failure("%s is in the trash; nothing of it is lost; galley restore %s brings it back", titled(r), r.ID)
}
