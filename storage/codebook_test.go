package storage

import (
	"errors"
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

var ferries = annotate.Codebook{
	{Name: "ferry", Definition: "ships and crews", Key: "f"}, {Name: "harbor dues", Parent: "ferry"},
}

func TestCodebookIsKeptAndRepaired(t *testing.T) {
	s, _, _ := marked(t)
	if book, err := s.Codebook(); err != nil || book != nil {
		t.Fatalf("a new library has the codebook %v, error %v", book, err)
	}
	must(t, s.SaveCodebook(annotate.Codebook{{Name: "old"}}))
	must(t, s.SaveCodebook(ferries))
	wantHealthy(t, s)
	_, err := s.Repair(s.Path()+".new", noon, placeInTest)
	must(t, err)
	for _, path := range []string{s.Path(), s.Path() + ".new"} {
		if book, err := New(path).Codebook(); err != nil || !slices.Equal(book, ferries) {
			t.Errorf("%s: %v, error %v", path, book, err)
		}
	}
}

// Libraries of the schemas before 4 have no codebook and gain one.
func TestOlderSchemasGainACodebook(t *testing.T) {
	for version := 1; version < 4; version++ {
		s, r, marks := marked(t)
		raw(t, s.Path(), func(tx *bolt.Tx) error {
			return errors.Join(tx.DeleteBucket([]byte(codebookBucket)), setSchema(tx, version))
		})
		s = New(s.Path())
		got, _, err := s.Annotations(r.ID)
		must(t, err)
		wantMarks(t, got, marks)
		if book, err := s.Codebook(); err != nil || book != nil {
			t.Errorf("from %d: the codebook is %v, error %v", version, book, err)
		}
		must(t, s.SaveCodebook(ferries))
		wantHealthy(t, s)
	}
}
