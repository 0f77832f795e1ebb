package storage

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

func TestLockedLibrary(t *testing.T) {
	s, r, _ := marked(t)
	s.db.timeout = 100 * time.Millisecond
	held, err := bolt.Open(s.Path(), 0o600, nil)
	must(t, err)
	_, err = s.Records()
	wantError(t, err, ErrLocked)
	_, err = s.Commit(r.ID, step("S9"))
	wantError(t, err, ErrLocked)
	_, err = s.Repair(s.Path()+".new", noon, placeInTest)
	wantError(t, err, ErrLocked)
	want := fmt.Sprintf("cannot save annotations (library “%s”): in use by another program; "+
		"nothing was changed; close the other program or try again in a moment", s.Path())
	if _, err := s.Commit(r.ID, step("S9")); err.Error() != want {
		t.Errorf("error %q", err)
	}
	must(t, held.Close())
	_, err = s.Records()
	must(t, err)
}

func TestReadOnlyLibrary(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("modes do not bind this user")
	}
	s, r, marks := marked(t)
	must(t, os.Chmod(s.Path(), 0o400))
	_, err := s.Commit(r.ID, step("S9"))
	wantError(t, err, ErrPermission)
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

func TestFileInPlaceOfTheFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	s := New(filepath.Join(file, "galley.db"))
	if _, err := s.Records(); err == nil {
		t.Error("a library inside a file")
	}
	if _, err := saveOne(s, harbour(), 1, noon); err == nil {
		t.Error("a library inside a file")
	}
}

func TestSystemErrorsGetTheirSentinel(t *testing.T) {
	for _, c := range []struct{ err, want error }{
		{berrors.ErrTimeout, ErrLocked},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}, ErrPermission},
		{fmt.Errorf("write: %w", syscall.EROFS), ErrPermission},
		{syscall.ENOSPC, ErrFull},
		{syscall.EFBIG, ErrFull},
		{fmt.Errorf("file resize error: %s", syscall.EFBIG), ErrFull}, // as bbolt says it
		{syscall.EDQUOT, ErrFull},
	} {
		err := classify(c.err)
		wantError(t, err, c.want)
		wantError(t, err, c.err)
		if classify(err) != err {
			t.Errorf("%v is wrapped twice", err)
		}
	}
}

func TestEveryErrorIsOneLineWithAdvice(t *testing.T) {
	damage := &DamageError{"annotations", "0123/01A", errChecksum}
	for _, err := range []error{
		ErrConflict, ErrLocked, ErrPermission, ErrFull, ErrNewerSchema, ErrForeign, damage,
		&PartialError{[]*DamageError{damage}}, &PartialError{[]*DamageError{damage, damage}}, &DamageError{Err: errChecksum},
		classify(&fs.PathError{Op: "open", Path: "/x/galley.db", Err: syscall.EACCES}),
	} {
		line := (&Error{"do it", "/x/galley.db", err}).Error()
		if strings.Contains(line, "\n") || !strings.Contains(line, "; ") || strings.Count(line, ":") > 2 ||
			!strings.HasPrefix(line, "cannot do it (library “/x/galley.db”): ") || strings.Count(line, "galley.db") > 1 {
			t.Errorf("error %q", line)
		}
	}
	if Advice(ErrNotFound) != "" {
		t.Error("advice where there is none")
	}
}

func TestErrorOfAnIDLeavesTheLibraryOut(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&AmbiguousError{"0", []string{"01", "02", "03", "04", "05", "06"}},
			"cannot do it: “0” matches several ids (01, 02, 03, 04, 05, …); type more of the id"},
		{notFound("a\x1b\"b"), `cannot do it: “a\x1b\"b” is not in the library`},
	} {
		if got := (&Error{"do it", "/x/galley.db", c.err}).Error(); got != c.want {
			t.Errorf("error %q", got)
		}
	}
}
