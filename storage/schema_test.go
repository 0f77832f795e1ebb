package storage

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"galley/annotate"
)

// raw edits the file with bbolt alone.
func raw(t testing.TB, path string, edit func(*bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: lockTimeout})
	must(t, err)
	defer db.Close()
	must(t, db.Update(edit))
}

func TestNewLibraryIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	s, _, _ := marked(t)
	for path, mode := range map[string]os.FileMode{s.Path(): 0o600, filepath.Dir(s.Path()): 0o700} {
		info, err := os.Stat(path)
		must(t, err)
		if info.Mode().Perm() != mode {
			t.Errorf("%s has mode %#o", path, info.Mode().Perm())
		}
	}
	must(t, os.Chmod(s.Path(), 0o644))
	report, err := s.Check()
	must(t, err)
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0], "0644") || !report.Exposed {
		t.Errorf("problems %q", report.Problems)
	}
}

func TestLibraryInAnEmptyFileIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such modes")
	}
	path := filepath.Join(t.TempDir(), "empty.db")
	must(t, os.WriteFile(path, nil, 0o644))
	must(t, os.Chmod(path, 0o644))
	_, err := saveOne(New(path), harbour(), 1, noon)
	must(t, err)
	wantHealthy(t, New(path))
}

func TestNewerSchemaIsRefusedAndLeftUntouched(t *testing.T) {
	s, r, marks := marked(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, current()+1) })
	before, err := os.ReadFile(s.Path())
	must(t, err)
	_, _, err = s.Annotations(r.ID)
	wantError(t, err, ErrNewerSchema)
	if line := err.Error(); strings.Contains(line, "\n") || !strings.Contains(line, "latest Galley") {
		t.Errorf("error %q", line)
	}
	_, err = s.Commit(r.ID, step("S9"))
	wantError(t, err, ErrNewerSchema)
	wantError(t, s.Forget(r.ID, noon), ErrNewerSchema)
	_, err = s.Check()
	wantError(t, err, ErrNewerSchema)
	_, err = s.Repair(s.Path()+".new", noon, placeInTest)
	wantError(t, err, ErrForeign)
	after, err := os.ReadFile(s.Path())
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was touched")
	}
	_ = marks
}

// current returns the schema version of this program.
func current() int { return newDatabase("").schema() }

// migrated returns a store with two more schema versions.
func migrated(path string, runs ...func(*bolt.Tx) error) *Store {
	s := New(path)
	for _, run := range runs {
		s.db.migrations = append(s.db.migrations, migration{"for the test", run})
	}
	return s
}

func note(key string) func(*bolt.Tx) error {
	return func(tx *bolt.Tx) error {
		b := table{name: metaBucket, bucket: tx.Bucket([]byte(metaBucket))}
		_, second, err := b.get("first")
		if err != nil || key == "second" && !second {
			return errors.Join(err, errors.New("the first did not run before"))
		}
		return b.put(key, nil)
	}
}

func TestOlderSchemaIsBackedUpAndMigrated(t *testing.T) {
	old, r, marks := marked(t)
	s := migrated(old.Path(), note("first"), note("second"))
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	_, err = old.Records()
	wantError(t, err, ErrNewerSchema)
	name := fmt.Sprint(old.Path(), ".schema-", current())
	backup := New(name)
	got, _, err = backup.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	must(t, s.db.view("look", func(x *txn) error {
		if len(x.table(metaBucket).keys("")) != 3 {
			t.Error("a migration did not run")
		}
		return nil
	}))
	// Only the second migration runs, and the name of the backup is already taken.
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, current()) })
	_, err = s.Records()
	must(t, err)
	if _, err := os.Stat(name + "-2"); err != nil {
		t.Error(err)
	}
}

// A library of the first schema has no originals.
func TestFirstSchemaGainsOriginals(t *testing.T) {
	s, r, marks := marked(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte(originalsBucket)), setSchema(tx, 1))
	})
	backup := s.Path() + ".schema-1"
	s = New(s.Path())
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	text := []byte(harbour().Text)
	_, err = s.SaveArticles([]NewArticle{{Article: harbour(), Words: 1, Original: Pack(text)}}, noon)
	must(t, err)
	wantOriginal(t, s, r.Source.SHA256, text)
	wantHealthy(t, s)
	_, err = New(backup).Repair(backup+".new", noon, placeInTest) // an older library can be repaired as it is
	must(t, err)
	got, _, err = New(backup + ".new").Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

// A library of the first schema does not know what is still to be checked.
func TestMigrationCountsAnnotationsToCheck(t *testing.T) {
	s, r, _ := marked(t)
	before, err := s.Record(r.ID)
	must(t, err)
	if before.NeedsChecking == 0 {
		t.Fatal("nothing in it is to be checked")
	}
	must(t, s.db.update("forget the count", func(x *txn) error {
		old := before
		old.NeedsChecking = 0
		return records{x}.put(old)
	}))
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, 1) })
	s = New(s.Path())
	after, err := s.Record(r.ID)
	must(t, err)
	if after.NeedsChecking != before.NeedsChecking {
		t.Errorf("%d are to be checked, want %d", after.NeedsChecking, before.NeedsChecking)
	}
	wantHealthy(t, s)
}

// A library of the first schema has articles of one version each.
func TestFirstSchemaIsMigrated(t *testing.T) {
	s, r, marks := marked(t)
	changed := marks[0].Clone()
	changed.Anchor.State, changed.Anchor.Exact = annotate.Changed, "The vote came"
	commit(t, s, r.ID, "S4", annotate.Edit(marks[0], changed))
	marks[0] = changed
	r, err := s.Record(r.ID)
	must(t, err)
	r.NeedsPlacing = 0
	must(t, s.db.update("forget", func(x *txn) error { return records{x}.put(r) }))
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, 1) })
	s = New(s.Path())
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	if r, err = s.Record(r.ID); err != nil || r.NeedsPlacing != 1 {
		t.Errorf("%d need a look, %v", r.NeedsPlacing, err)
	}
	wantHealthy(t, s)
	if _, err := os.Stat(s.Path() + ".schema-1"); err != nil {
		t.Error(err)
	}
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, 1) })
	report, err := New(s.Path()).Repair(s.Path()+".new", noon, placeInTest)
	must(t, err)
	if report.Annotations != len(marks) {
		t.Errorf("%d annotations were repaired", report.Annotations)
	}
}

func TestFailedMigrationLeavesTheOldLibrary(t *testing.T) {
	old, r, marks := marked(t)
	broken := errors.New("cannot be done")
	s := migrated(old.Path(), note("first"), func(*bolt.Tx) error { return broken })
	_, err := s.Commit(r.ID, step("S9"))
	wantError(t, err, broken)
	got, _, err := old.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	wantHealthy(t, old)
}

// An older library is not changed if it cannot be backed up. Here its name is so long
// that the name of the backup would be too long.
func TestALibraryThatCannotBeBackedUpIsNotMigrated(t *testing.T) {
	old, r, marks := marked(t)
	long := filepath.Join(t.TempDir(), strings.Repeat("x", 250))
	if err := os.Rename(old.Path(), long); err != nil {
		t.Skip("cannot create a file with such a name:", err)
	}
	s := migrated(long, func(*bolt.Tx) error {
		t.Error("the migration was run")
		return nil
	})
	_, err := s.Commit(r.ID, step("S9"))
	if err == nil || !strings.Contains(err.Error(), "back up before the upgrade") {
		t.Errorf("error %v", err)
	}
	got, _, err := New(long).Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	wantHealthy(t, New(long))
}

func TestForeignDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	raw(t, path, func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("cheese"))
		return err
	})
	s := New(path)
	_, err := s.Records()
	wantError(t, err, ErrForeign)
	_, err = saveOne(s, harbour(), 1, noon)
	wantError(t, err, ErrForeign)
	raw(t, path, func(tx *bolt.Tx) error {
		b, err := tx.CreateBucket([]byte(metaBucket))
		must(t, err)
		return table{name: metaBucket, bucket: b}.put(schemaKey, []byte("brie"))
	})
	_, err = s.Records()
	wantError(t, err, ErrForeign)
	_, err = New(filepath.Dir(path)).Records()
	wantError(t, err, ErrForeign)
}

func TestTextFileIsRefusedAndLeftUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "article.txt")
	text := strings.Repeat("This is an article and no library.\n", 500)
	must(t, os.WriteFile(path, []byte(text), 0o600))
	s := New(path)
	_, err := saveOne(s, harbour(), 1, noon)
	wantError(t, err, ErrForeign)
	_, err = s.Repair(path+".new", noon, placeInTest)
	wantError(t, err, ErrForeign)
	if got, _ := os.ReadFile(path); string(got) != text {
		t.Error("the file was touched")
	}
}

func TestMissingBucketIsDamage(t *testing.T) {
	s, r, _ := marked(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(annotationsBucket)) })
	_, _, err := s.Annotations(r.ID)
	wantError(t, err, ErrDamaged)
	_, err = s.Records()
	wantError(t, err, ErrDamaged) // refused from now on
}

// A library of the second schema has no labels, links and replies.
func TestSecondSchemaIsMigrated(t *testing.T) {
	s, r, marks := marked(t)
	raw(t, s.Path(), func(tx *bolt.Tx) error { return setSchema(tx, 2) })
	s = New(s.Path())
	labeled := marks[0].WithLabels("ferry").WithLink(annotate.Relation{Kind: annotate.Supports, To: marks[1].ID})
	labeled.Replies = []annotate.Reply{{Creator: "bo", Created: noon, Note: "sure?"}}
	commit(t, s, r.ID, "S4", annotate.Edit(marks[0], labeled))
	marks[0] = labeled
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	wantHealthy(t, s)
	if _, err := os.Stat(s.Path() + ".schema-2"); err != nil {
		t.Error(err)
	}
}
