package storage

import (
	"slices"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// Refused suggestions are kept with the article, also by libraries of all earlier schemas
// and by a repaired one.
func TestRefusalsAreKept(t *testing.T) {
	for version := 1; version <= current(); version++ {
		s, r, marks := marked(t)
		raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, version) })
		s = New(s.Path())
		must(t, s.SaveRefusals(r.ID, map[string]bool{"quote b": true, "quote a": true}))
		must(t, New(s.Path()).SaveRefusals(r.ID, map[string]bool{"quote b": false, "claim c": true, "quote a": true}))
		got, _, err := s.Annotations(r.ID)
		must(t, err)
		wantMarks(t, got, marks)
		wantHealthy(t, s)
		_, err = s.Repair(s.Path()+".new", noon, placeInTest)
		must(t, err)
		for _, path := range []string{s.Path(), s.Path() + ".new"} {
			record, err := New(path).Record(r.ID)
			if want := []string{"claim c", "quote a"}; err != nil || !slices.Equal(record.Refused, want) {
				t.Errorf("from %d, %s: %q, error %v", version, path, record.Refused, err)
			}
		}
	}
}
