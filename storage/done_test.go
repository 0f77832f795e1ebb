package storage

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// A library of an earlier schema has no decisions, and nobody is done with its articles.
func TestDecisionsAreKeptAfterMigration(t *testing.T) {
	for version := 1; version < 6; version++ {
		s, r, marks := marked(t)
		raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, version) })
		s = New(s.Path())
		decided := marks[0].Clone()
		decided.ID, decided.Creator, decided.Decided, decided.From = "01D", "ed", "border", []string{marks[0].ID, marks[1].ID}
		rejected := decided.Clone()
		rejected.ID, rejected.Decided, rejected.Anchor.State, rejected.Anchor.Reason = "01E", annotate.Rejected, annotate.Orphan, annotate.KeptOrphan
		commit(t, s, r.ID, "S4", annotate.Create(decided), annotate.Create(rejected))
		must(t, s.SetDone(r.ID, "ann", noon))
		must(t, s.SetDone(r.ID, "ben", noon))
		must(t, s.SetDone(r.ID, "ann", time.Time{}))
		got, _, err := s.Annotations(r.ID)
		must(t, err)
		wantMarks(t, got, append(marks, decided, rejected))
		after, err := s.Record(r.ID)
		must(t, err)
		if want := []annotate.Done{{By: "ben", At: noon}}; !slices.Equal(after.Done, want) {
			t.Errorf("schema %d: done %v, want %v", version, after.Done, want)
		}
		if n := after.annotationCount(); n != len(marks)+1 {
			t.Errorf("schema %d: %d annotations are counted, want %d", version, n, len(marks)+1)
		}
		wantHealthy(t, s)
		if _, err := os.Stat(fmt.Sprint(s.Path(), ".schema-", version)); err != nil {
			t.Error(err)
		}
	}
}

// rejected returns a library in which one annotation was rejected, which no record counts.
func rejected(t *testing.T) (*Store, Record, []annotate.Annotation) {
	t.Helper()
	s, r, marks := marked(t)
	a := marks[0].Clone()
	a.ID, a.Creator, a.Decided, a.From = "01E", "ed", annotate.Rejected, []string{marks[0].ID}
	a.Anchor.State, a.Anchor.Reason = annotate.Orphan, annotate.KeptOrphan
	commit(t, s, r.ID, "S4", annotate.Create(a))
	return s, r, append(marks, a)
}

func TestALibraryWithRejectionsIsBackedUp(t *testing.T) {
	s, r, marks := rejected(t)
	must(t, s.Daily().BackUp(noon))
	wantDaily(t, s, "2026-11-22")
	got, _, err := New(s.Daily().List()[0].Path).Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

func TestARejectionBehindADamagedHeaderIsRecovered(t *testing.T) {
	s, _, _ := rejected(t)
	s = withDamagedHeader(t, bytesOfLibrary(t, s), true, func(p []byte) { clear(p[72:80]) })
	renewal, err := s.RenewHeader()
	must(t, err)
	if !renewal.Newer || !strings.Contains(renewal.LastStep, "step S4") {
		t.Errorf("%+v", renewal)
	}
}

func TestARejectionHidesNoLostAnnotation(t *testing.T) {
	s, r, marks := rejected(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error {
		return tx.Bucket([]byte(annotationsBucket)).Delete([]byte(annotationKey(r.ID, marks[1].ID)))
	})
	_, _, err := New(s.Path()).Annotations(r.ID)
	wantError(t, err, ErrDamaged)
}
