package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/storage/boltfile"
)

// headerOffsets are the offsets of the header's fields in a page.
var headerOffsets = map[string]int{
	"magic": 16, "version": 20, "page size": 24, "flags": 28, "root": 32, "sequence": 40, "free list": 48, "page count": 56, "txid": 64, "checksum": 72,
}

// withDamagedHeader returns a library whose newer or older header is damaged.
func withDamagedHeader(t *testing.T, library []byte, newer bool, damage func(page []byte)) *Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "galley.db")
	must(t, os.WriteFile(path, library, 0o600))
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	found, err := headers(f)
	must(t, err)
	number := found[0].Number
	if !newer {
		number = found[1].Number
	}
	damaged, size := slices.Clone(library), uint64(found[0].PageSize)
	damage(damaged[number*size : (number+1)*size])
	must(t, os.WriteFile(path, damaged, 0o600))
	return New(path)
}

func bytesOfLibrary(t *testing.T, s *Store) []byte {
	t.Helper()
	data, err := os.ReadFile(s.Path())
	must(t, err)
	return data
}

// A damaged header is noticed on every opening, and nothing is written.
func wantHeaderNoticed(t *testing.T, s *Store, article string) {
	t.Helper()
	before := bytesOfLibrary(t, s)
	for range 2 {
		_, _, err := s.Annotations(article)
		must(t, err)
		if !s.HeaderDamaged() {
			t.Fatal("nothing was noticed")
		}
		_, err = s.Commit(article, step("W1"))
		wantError(t, err, ErrHeader)
		wantError(t, err, ErrDamaged)
		if line := err.Error(); !strings.Contains(line, "one of the two headers") || !strings.HasSuffix(line, "nothing was changed; run galley doctor") {
			t.Error(line)
		}
	}
	if !slices.Equal(before, bytesOfLibrary(t, s)) {
		t.Error("the file was changed")
	}
}

func TestLastStepBehindADamagedHeaderIsRecovered(t *testing.T) {
	s, r, marks := marked(t)
	library := bytesOfLibrary(t, s)
	damages := map[string]func([]byte){"torn before the checksum": func(p []byte) { clear(p[72:80]) }, "without magic and checksum": func(p []byte) { clear(p[16:24]); p[72] ^= 0xFF }}
	for field, off := range headerOffsets {
		for bit := range 8 {
			damages[fmt.Sprintf("%s, bit %d", field, bit)] = func(p []byte) { p[off] ^= 1 << bit }
		}
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			s := withDamagedHeader(t, library, true, damage)
			wantHeaderNoticed(t, s, r.ID)
			before := bytesOfLibrary(t, s)
			renewal, err := s.RenewHeader()
			must(t, err)
			if !renewal.Newer || renewal.Copy != "" || !strings.Contains(renewal.LastStep, "“step S3” by “ada” in “On /copy/harbour.txt”, 2026-11-22 12:00") {
				t.Errorf("%+v", renewal)
			}
			report, err := s.Check()
			must(t, err)
			if all := strings.Join(report.Problems, "\n"); !strings.Contains(all, "step S3") || !strings.Contains(all, "--repair") {
				t.Error(all)
			}
			fixed, report := repaired(t, s)
			if len(report.Problems) != 1 || !strings.Contains(report.Problems[0], "step S3") {
				t.Errorf("%q", report.Problems)
			}
			withAnnotations(t, fixed, r, marks)
			wantHealthy(t, fixed)
			if !slices.Equal(before, bytesOfLibrary(t, s)) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestDamagedHeaderIsRenewed(t *testing.T) {
	s, r, marks := marked(t)
	library := bytesOfLibrary(t, s)
	type test struct {
		newer bool
		marks []annotate.Annotation
		last  string
		do    func([]byte)
	}
	tests := map[string]test{
		"newer header, cleared":                        {true, marks[:2], "step S2", func(p []byte) { clear(p) }},
		"newer header, with a root that leads nowhere": {true, marks[:2], "step S2", func(p []byte) { p[32] ^= 0xFF }},
		"older header, cleared":                        {false, marks, "step S3", func(p []byte) { clear(p) }},
		"older header, other fields":                   {false, marks, "step S3", func(p []byte) { p[32] ^= 0xFF; p[64] ^= 0xFF }},
	}
	for field, off := range headerOffsets {
		tests["older header, the head of its page"] = test{false, marks, "step S3", func(p []byte) { p[0] ^= 2 }}
		tests["newer header, the head of its page"] = test{true, marks, "step S3", func(p []byte) { p[8] ^= 2 }}
		tests["older header, "+field] = test{false, marks, "step S3", func(p []byte) { p[off] ^= 1 << (off / 8 % 8) }}
	}
	for name, c := range tests {
		t.Run(name, func(t *testing.T) {
			s := withDamagedHeader(t, library, c.newer, c.do)
			damaged := bytesOfLibrary(t, s)
			wantHeaderNoticed(t, s, r.ID)
			renewal, err := s.RenewHeader()
			must(t, err)
			if renewal.Newer || renewal.Copy != s.Path()+".damaged-header" || !strings.Contains(renewal.LastStep, c.last) {
				t.Errorf("%+v", renewal)
			}
			if copied, _ := os.ReadFile(renewal.Copy); !slices.Equal(copied, damaged) {
				t.Error("the copy differs")
			}
			withAnnotations(t, s, r, c.marks)
			if s.HeaderDamaged() {
				t.Error("still noticed")
			}
			wantHealthy(t, s)
			for i := range 3 { // both headers are written in turn
				commit(t, s, r.ID, fmt.Sprintf("N%d", i), annotate.Create(mark(r.ID, harbour(), fmt.Sprintf("09%d", i), annotate.Claim, "1998")))
				wantHealthy(t, New(s.Path()))
			}
			if renewal, err := s.RenewHeader(); err != nil || renewal != (Renewal{}) {
				t.Errorf("renewed again: %+v, %v", renewal, err)
			}
		})
	}
}

// One header is a copy of the other, as after a misdirected write.
func TestHeaderThatIsACopyOfTheOtherIsNoticed(t *testing.T) {
	s, r, _ := marked(t)
	library := bytesOfLibrary(t, s)
	for _, from := range []int{0, 1} {
		page := os.Getpagesize()
		twice := slices.Clone(library)
		copy(twice[(1-from)*page:(2-from)*page], library[from*page:(from+1)*page])
		s := New(filepath.Join(t.TempDir(), "galley.db"))
		must(t, os.WriteFile(s.Path(), twice, 0o600))
		wantHeaderNoticed(t, s, r.ID)
		_, err := s.RenewHeader()
		must(t, err)
		wantHealthy(t, s)
		commit(t, s, r.ID, "N1")
		wantHealthy(t, New(s.Path()))
	}
}

func TestRenewedHeaderOfABackupIsTheCurrentOne(t *testing.T) {
	s, r, marks := marked(t)
	for n := range 2 { // in a backup, the page of a header may be that of the other transaction
		path := filepath.Join(t.TempDir(), "backup.db")
		must(t, s.Backup(path))
		data, err := os.ReadFile(path)
		must(t, err)
		for _, newer := range []bool{true, false} {
			b := withDamagedHeader(t, data, newer, func(p []byte) { clear(p) })
			renewal, err := b.RenewHeader()
			if err != nil || renewal.Copy == "" {
				t.Fatalf("%+v, %v", renewal, err)
			}
			commit(t, b, r.ID, "N1")
			withAnnotations(t, b, r, marks)
			wantHealthy(t, New(b.Path()))
		}
		commit(t, s, r.ID, fmt.Sprint("M", n))
	}
}

func TestNothingIsRenewedThatCannotBeCopied(t *testing.T) {
	s, r, _ := marked(t)
	s = withDamagedHeader(t, bytesOfLibrary(t, s), false, func(p []byte) { clear(p) })
	before := bytesOfLibrary(t, s)
	must(t, os.Chmod(filepath.Dir(s.Path()), 0o500))
	defer os.Chmod(filepath.Dir(s.Path()), 0o700)
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	_, err := s.RenewHeader()
	wantError(t, err, ErrPermission)
	if !slices.Equal(before, bytesOfLibrary(t, s)) {
		t.Error("the file was changed")
	}
	wantHeaderNoticed(t, s, r.ID)
}

func TestAddedAndRemovedArticlesBehindADamagedHeaderAreNewer(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*Store, Record) error
		want string
	}{
		"added": {func(s *Store, _ Record) error {
			_, err := saveOne(s, articleOf("/b", "Other words."), 2, noon)
			return err
		}, "the addition of “On /b”"},
		"removed":  {func(s *Store, r Record) error { return s.Forget(r.ID, noon) }, "the removal of “On /copy/harbour.txt”"},
		"position": {func(s *Store, r Record) error { return s.SavePosition(r.ID, r.Digest, 3, 4, noon) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, r, _ := marked(t)
			must(t, c.do(s, r))
			s = withDamagedHeader(t, bytesOfLibrary(t, s), true, func(p []byte) { binary.NativeEndian.PutUint64(p[72:], 1) })
			renewal, err := s.RenewHeader()
			if err != nil || renewal.Newer != (c.want != "") || !strings.Contains(renewal.LastStep, c.want) {
				t.Errorf("%+v, %v", renewal, err)
			}
		})
	}
}

func TestOlderLibraryWithADamagedHeaderIsReadAfterwards(t *testing.T) {
	s, r, _ := marked(t)
	must(t, s.db.update("age", func(x *txn) error { return setSchema(x.tx, 1) }))
	s = withDamagedHeader(t, bytesOfLibrary(t, s), false, func(p []byte) { clear(p) })
	_, err := s.Record(r.ID)
	wantError(t, err, ErrHeader)
	_, err = s.RenewHeader()
	must(t, err)
	_, err = s.Record(r.ID)
	must(t, err)
}

func TestLostHeaderOfAShortFile(t *testing.T) {
	if h := boltfile.Lost(strings.NewReader("short"), boltfile.Header{PageSize: 4096}, 5); h != (boltfile.Header{}) {
		t.Errorf("%+v", h)
	}
	if _, _, err := boltfile.Renewed(strings.NewReader("short"), boltfile.Header{PageSize: 4096}); err == nil {
		t.Error(errors.New("renewed from nothing"))
	}
}

func TestBothHeadersAreDamaged(t *testing.T) {
	s, r, marks := marked(t)
	library := bytesOfLibrary(t, s)
	repaired := func(name string, damage func(page []byte)) (*Store, Report, error) {
		damaged := slices.Clone(library)
		damage(damaged[:4096])
		damage(damaged[4096:8192])
		path := filepath.Join(t.TempDir(), "galley.db")
		must(t, os.WriteFile(path, damaged, 0o600))
		if _, err := New(path).Records(); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: read with %v", name, err)
		}
		newPath := filepath.Join(t.TempDir(), "new.db")
		report, err := New(path).Repair(newPath, noon, placeInTest)
		return New(newPath), report, err
	}
	for field, off := range headerOffsets {
		for _, bit := range []int{0, 6} {
			name := fmt.Sprintf("%s, bit %d", field, bit)
			found, report, err := repaired(name, func(p []byte) { p[off] ^= 1 << bit })
			if err != nil || len(report.Problems) == 0 || !strings.HasPrefix(report.Problems[0], "both headers") {
				t.Fatalf("%s: %v, %q", name, err, report.Problems)
			}
			got, _, err := found.Annotations(r.ID)
			must(t, err)
			wantMarks(t, got, marks)
			wantHealthy(t, found)
		}
	}
	if _, _, err := repaired("no checksum and another magic", func(p []byte) { clear(p[72:80]); p[16] ^= 0xFF }); err != nil {
		t.Error(err)
	}
	found, _, err := repaired("nothing left", func(p []byte) { clear(p) })
	wantError(t, err, ErrDamaged)
	wantOnly(t, filepath.Dir(found.Path()))
}
