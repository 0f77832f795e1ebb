package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
)

// repaired repairs s into a new library.
func repaired(t *testing.T, s *Store) (*Store, Report) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "new.db")
	report, err := s.Repair(path, noon, placeInTest)
	must(t, err)
	return New(path), report
}

func TestRepairOfASoundLibraryKeepsEverything(t *testing.T) {
	s, r, marks := marked(t)
	elsewhere := harbour()
	elsewhere.Source.Location = "/mail/harbour.txt"
	save(t, s, elsewhere)
	long, words := secret(5000)
	save(t, s, long)
	must(t, s.Forget(r.ID, noon))
	fixed, report := repaired(t, s)
	if report.Problems != nil || report.Articles != 2 || report.Annotations != 3 || report.Steps != 3 {
		t.Errorf("report %+v", report)
	}
	wantHealthy(t, fixed)
	got, _, err := fixed.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	for _, place := range []string{"/copy/harbour.txt", "/mail/harbour.txt", words[2]} {
		was, err := s.ByLocation(annotate.FromFile, place)
		must(t, err)
		is, err := fixed.ByLocation(annotate.FromFile, place)
		if err != nil || is.ID != was.ID || !is.Trashed.Equal(was.Trashed) {
			t.Errorf("%s: %+v, %v", place, is, err)
		}
	}
	history, err := fixed.History(r.ID)
	must(t, err)
	if len(history) != 3 || history[2].ID != "S3" {
		t.Errorf("history %+v", history)
	}
	commit(t, fixed, r.ID, "S4", annotate.Delete(marks[0]))
	wantHealthy(t, fixed)
}

func TestRepairNeverOverwrites(t *testing.T) {
	s, _, _ := marked(t)
	path := filepath.Join(t.TempDir(), "precious")
	must(t, os.WriteFile(path, []byte("precious"), 0o600))
	_, err := s.Repair(path, noon, placeInTest)
	wantError(t, err, fs.ErrExist)
	if got, _ := os.ReadFile(path); string(got) != "precious" {
		t.Error("it was overwritten")
	}
	_, err = s.Repair(filepath.Join(path, "x"), noon, placeInTest)
	if err == nil {
		t.Error("a library inside a file")
	}
}

func TestRepairOfAForeignFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	must(t, os.WriteFile(path, []byte(strings.Repeat("text\n", 10_000)), 0o600))
	_, err := New(path).Repair(path+".new", noon, placeInTest)
	wantError(t, err, ErrForeign)
	if _, err := os.Stat(path + ".new"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file was left: %v", err)
	}
}

func TestRepair(t *testing.T) {
	spoilRecord := func(bucket string, which int) func(*txn, Record) error {
		return func(x *txn, r Record) error {
			b := x.table(bucket)
			return b.bucket.Put([]byte(b.keys("")[which]), []byte("broken"))
		}
	}
	for name, c := range map[string]struct {
		spoil func(*txn, Record) error
		want  string // among the problems
		check func(*testing.T, *Store, Record, []annotate.Annotation)
	}{
		"lost annotation comes from the history": {spoilRecord(annotationsBucket, 1), "01B of article", healthy},
		"lost owners are rebuilt":                {spoilRecord(ownersBucket, 1), "checksum", healthy},
		"lost places are rebuilt":                {spoilRecord(locationsBucket, 0), "checksum", healthy},
		"lost bytes are rebuilt":                 {spoilRecord(bytesBucket, 0), "checksum", healthy},
		"lost step ids are rebuilt":              {spoilRecord(stepsBucket, 1), "checksum", healthy},
		"lost schema":                            {spoilRecord(metaBucket, 0), "checksum", healthy},
		"lost blocks become paragraphs":          {spoilRecord(blocksBucket, 0), "as plain paragraphs", healthy},
		"lost step":                              {spoilRecord(historyBucket, 1), "checksum", withoutStep},
		"lost record":                            {spoilRecord(articlesBucket, 0), "its record is lost; its text is kept", withoutRecord},
		"lost text":                              {spoilRecord(textsBucket, 0), "its text is lost", withoutText},
		"lost annotation and step": {func(x *txn, r Record) error {
			return errors.Join(spoilRecord(annotationsBucket, 1)(x, r), spoilRecord(historyBucket, 1)(x, r))
		}, "1 of 3 annotations are lost", func(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
			withAnnotations(t, s, r, []annotate.Annotation{marks[0], marks[2]})
			wantHealthy(t, s)
		}},
		"lost record and text": {func(x *txn, r Record) error {
			return errors.Join(spoilRecord(articlesBucket, 0)(x, r), spoilRecord(textsBucket, 0)(x, r))
		}, "its record and its text are lost", withAnnotations},
		"lost record and part of the text": {func(x *txn, r Record) error {
			forged := x.table(textsBucket).put(pieceKey(r.Digest, 0), []byte{1, 'x'})
			return errors.Join(spoilRecord(articlesBucket, 0)(x, r), forged)
		}, "and so is its article", withAnnotations},
	} {
		t.Run(name, func(t *testing.T) {
			s, r, marks := marked(t)
			must(t, s.db.update("spoil", func(x *txn) error { return c.spoil(x, r) }))
			fixed, report := repaired(t, s)
			if !strings.Contains(strings.Join(report.Problems, "\n"), c.want) {
				t.Errorf("problems %q, want %q", report.Problems, c.want)
			}
			c.check(t, fixed, r, marks)
		})
	}
}

func healthy(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
	t.Helper()
	wantHealthy(t, s)
	withAnnotations(t, s, r, marks)
	a, err := s.Article(r.ID)
	if err != nil || a.Text != harbour().Text || a.Source.Location != r.Source.Location {
		t.Errorf("article %+v, %v", a, err)
	}
	if again := save(t, s, harbour()); again.ID != r.ID {
		t.Errorf("saved again as %q", again.ID)
	}
}

func withAnnotations(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
	t.Helper()
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

func withoutStep(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
	healthy(t, s, r, marks)
	history, err := s.History(r.ID)
	must(t, err)
	if len(history) != 2 || history[1].ID != "S3" || history[1].Seq != 2 {
		t.Errorf("history %+v", history)
	}
}

func withoutRecord(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
	withAnnotations(t, s, r, marks)
	wantHealthy(t, s)
	a, err := s.Article(r.ID)
	if err != nil || a.Text != harbour().Text || a.Meta.Title != "Harbour levy passes after a night of talks" {
		t.Errorf("article %+v, %v", a, err)
	}
}

func withoutText(t *testing.T, s *Store, r Record, marks []annotate.Annotation) {
	withAnnotations(t, s, r, marks)
	_, err := s.Article(r.ID)
	wantError(t, err, ErrDamaged)
	if again := save(t, s, harbour()); again.ID != r.ID {
		t.Errorf("saved again as %q", again.ID)
	}
	healthy(t, s, r, marks)
}

func TestRepairNamesTextsWithoutAnnotationsByTheirDigest(t *testing.T) {
	s := newStore(t)
	for i := range 3 {
		save(t, s, articleOf(fmt.Sprint(i), fmt.Sprintf("Number %d.", i), "\nA line.\n\n\nAfter blank ones."))
	}
	must(t, s.db.update("spoil", func(x *txn) error { return x.table(articlesBucket).deleteAll("") }))
	fixed, report := repaired(t, s)
	if report.Articles != 3 {
		t.Errorf("report %+v", report)
	}
	records, err := fixed.Records()
	must(t, err)
	for _, r := range records {
		if r.ID != r.Digest[:shortID] {
			t.Errorf("id %q of text %q", r.ID, r.Digest)
		}
		_, err := fixed.Article(r.ID)
		must(t, err)
	}
	wantHealthy(t, fixed)
}
