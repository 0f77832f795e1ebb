package storage

import (
	"encoding/json"

	"galley/annotate"
)

// codebookKey is the only key of the codebook bucket.
const codebookKey = "labels"

// Codebook returns the definitions of labels, nil if there are none.
func (s *Store) Codebook() (annotate.Codebook, error) {
	return read(s, "read the codebook", func(t *txn) (book annotate.Codebook, err error) {
		payload, found, err := t.table(codebookBucket).get(codebookKey)
		if !found || err != nil {
			return nil, err
		}
		return book, json.Unmarshal(payload, &book)
	})
}

// SaveCodebook replaces the definitions of labels.
func (s *Store) SaveCodebook(book annotate.Codebook) error {
	payload, err := json.Marshal(book)
	if err != nil {
		return err
	}
	return s.db.update("save the codebook", func(t *txn) error { return t.table(codebookBucket).put(codebookKey, payload) })
}
