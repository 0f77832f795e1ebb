package cli

import (
	"errors"
	"io/fs"
	"os"
	"slices"

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

// recordsOf finds the saved articles, not in the trash, that a name means: one,
// or of a book the chapters in which something is marked.
func (p *program) recordsOf(name string) ([]storage.Record, error) {
	f, err := p.find(name, nil)
	switch {
	case err != nil:
		return nil, err
	case f.trashed():
		return nil, inTrash(f.record)
	case f.saved():
		return []storage.Record{f.record}, nil
	}
	saved, err := p.savedChapters(&f)
	switch {
	case err != nil:
		return nil, err
	case len(saved) == 0:
		return nil, failure("%s is not in the library, so nothing is marked in it; galley add saves it", quoted(name))
	}
	saved = slices.DeleteFunc(saved, func(r storage.Record) bool { return len(r.Counts) == 0 })
	if len(saved) == 0 {
		return nil, failure("nothing is marked in the chapters of %s", quoted(name))
	}
	return saved, nil
}

// findRecords is recordsOf for several names. An article that is named twice
// is listed once.
func (p *program) findRecords(names []string) ([]storage.Record, error) {
	var records []storage.Record
	seen := map[string]bool{}
	for _, name := range names {
		found, err := p.recordsOf(name)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if !seen[r.ID] {
				records, seen[r.ID] = append(records, r), true
			}
		}
	}
	return records, nil
}

func inTrash(r storage.Record) error {
	return failure("%s is in the trash; nothing of it is lost; galley restore %s brings it back", titled(r), r.ID)
}
