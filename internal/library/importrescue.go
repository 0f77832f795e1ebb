package library

import (
	"cmp"

	"galley/annotate/segment"
	"galley/storage"
)

// addRescue plans the steps of a rescue file, except those that were saved after
// all.
func (in *Import) addRescue(path string) error {
	a, steps, err := storage.ReadRescue(path)
	if err != nil {
		return err
	}
	record, err := in.match(a)
	if err != nil {
		return err
	}
	saved := map[string]bool{} // ids of steps
	if record.ID != "" {
		history, err := in.lib.store.History(record.ID)
		if err := skipDamaged(err, &in.Damaged); err != nil {
			return err
		}
		for _, s := range history {
			saved[s.ID] = true
		}
	}
	words := segment.CountArticleWords(a)
	in.ids[cmp.Or(record.ID, a.ID)] = true
	for _, s := range steps {
		if saved[s.ID] {
			in.Present += len(s.Changes)
			continue
		}
		for _, c := range s.Changes {
			if c.Before == nil {
				in.Added++
			} else {
				in.Edited++
			}
		}
		in.articles = append(in.articles, storage.NewArticle{Article: a, Known: record.ID, Words: words, Step: s})
	}
	return nil
}
