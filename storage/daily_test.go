package storage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
)

func dailyNames(s *Store) (names []string) {
	for _, b := range s.Daily().List() {
		names = append(names, strings.TrimPrefix(b.Path, s.Path()+dailyInfix))
	}
	return names
}

func wantDaily(t *testing.T, s *Store, want string) {
	t.Helper()
	if got := strings.Join(dailyNames(s), " "); got != want {
		t.Errorf("daily backups %s, want %s", got, want)
	}
}

func TestOneBackupADayIsWhole(t *testing.T) {
	s, r, marks := marked(t)
	if !s.Written() || New(s.Path()).Written() {
		t.Error("it is not known who wrote")
	}
	must(t, s.Daily().BackUp(noon))
	commit(t, s, r.ID, "S9", annotate.Delete(marks[0]))
	must(t, s.Daily().BackUp(noon.Add(time.Hour)))
	wantDaily(t, s, "2026-11-22")
	b := s.Daily().List()[0]
	copied := New(b.Path)
	got, _, err := copied.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	wantHealthy(t, copied) // its mode, too
	if info, err := os.Stat(b.Path); err != nil || info.Size() != b.Bytes || b.Day.Format(time.DateOnly) != "2026-11-22" {
		t.Errorf("listed as %+v, %v", b, err)
	}
	must(t, copied.Daily().BackUp(noon)) // a backup is not backed up
	wantOnly(t, filepath.Dir(s.Path()), "galley.db", filepath.Base(b.Path))
}

func TestBackupsOfTheNearestSevenDaysAreKept(t *testing.T) {
	s, _, _ := marked(t)
	must(t, s.Daily().BackUp(noon.AddDate(70, 0, 0))) // the clock was wrong
	for day := range 9 {
		must(t, s.Daily().BackUp(noon.AddDate(0, 0, day)))
	}
	wantDaily(t, s, "2026-11-30 2026-11-29 2026-11-28 2026-11-27 2026-11-26 2026-11-25 2026-11-24")
}

func TestADamagedLibraryReplacesNoBackup(t *testing.T) {
	s, _, _ := marked(t)
	for day := range 7 {
		must(t, s.Daily().BackUp(noon.AddDate(0, 0, day)))
	}
	before := dailyNames(s)
	sound := bytesOfLibrary(t, s)
	for name, damage := range map[string]func([]byte){
		"a value":  func(b []byte) { b[bytes.Index(b, []byte("Nobody asked"))] ^= 1 },
		"a header": func(b []byte) { b[4096+40] ^= 1 },
		"the rest": func(b []byte) { clear(b[8192:]) },
	} {
		damaged := bytes.Clone(sound)
		damage(damaged)
		must(t, os.WriteFile(s.Path(), damaged, 0o600))
		if err := New(s.Path()).Daily().BackUp(noon.AddDate(0, 0, 8)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	wantDaily(t, s, strings.Join(before, " "))
	wantNoParts(t, s)
}

func wantNoParts(t *testing.T, s *Store) {
	t.Helper()
	if left, _ := filepath.Glob(s.Path() + "*.part"); left != nil {
		t.Errorf("left behind: %q", left)
	}
}

func TestProgramsThatBackUpAtOnceMakeOne(t *testing.T) {
	s, r, marks := marked(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := New(s.Path()).Daily().BackUp(noon); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	wantDaily(t, s, "2026-11-22")
	wantNoParts(t, s)
	got, _, err := New(s.Daily().List()[0].Path).Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
}

func TestACopyDuringWhichTheLibraryChangesIsRefused(t *testing.T) {
	s := newStore(t)
	r := save(t, s, articleOf("/long.txt", strings.Repeat("A long text. ", 20000)))
	from, to, err := os.Pipe()
	must(t, err)
	go func() {
		_, _ = from.Read(make([]byte, 1))
		commit(t, s, r.ID, "S1") // while the pipe is full
		_, _ = io.Copy(io.Discard, from)
	}()
	wantError(t, copyUnlocked(to, s.Path()), ErrLocked)
	to.Close()
	must(t, s.Daily().BackUp(noon))
}

func TestAPurgedArticleIsInNoDailyBackup(t *testing.T) {
	s, r, _ := marked(t)
	other := save(t, s, articleOf("/other.txt", "Another article."))
	must(t, s.Daily().BackUp(noon))
	must(t, s.Daily().BackUp(noon.AddDate(0, 0, 1)))
	must(t, os.WriteFile(s.Daily().List()[1].Path, []byte("Nobody asked"), 0o600)) // damaged
	copied, err := os.Open(s.Daily().List()[0].Path)
	must(t, err)
	defer copied.Close()
	found, err := headers(copied)
	must(t, err)
	late, _ := readCopy(copied, found[0])
	must(t, s.Daily().Purge(r.ID))
	must(t, s.Purge(r.ID))
	must(t, s.Daily().Purge(r.ID)) // it is not there any more
	wantDaily(t, s, "2026-11-23")
	b := s.Daily().List()[0].Path
	data, err := os.ReadFile(b)
	must(t, err)
	if bytes.Contains(data, []byte("Nobody asked")) {
		t.Error("its text is in a backup")
	}
	if _, err := New(b).Record(other.ID); err != nil {
		t.Error(err)
	}
	wantHealthy(t, New(b))
	// A program that copied the library before the purge.
	wantError(t, s.Daily().publish(copied.Name(), s.Path()+dailyInfix+"2026-11-24", late), ErrLocked)
	wantDaily(t, s, "2026-11-23")
}

// A daily backup is checked without decoding it.
func TestABackupAllocatesLittlePerAnnotation(t *testing.T) {
	allocations := func(n int) float64 {
		s := newStore(t)
		r := save(t, s, harbour())
		marks := make([]annotate.Change, n)
		for i := range marks {
			marks[i] = annotate.Create(mark(r.ID, harbour(), fmt.Sprintf("N%04d", i), annotate.Claim, "nine hours"))
		}
		commit(t, s, r.ID, "S1", marks...)
		day := 0
		return testing.AllocsPerRun(2, func() {
			day++
			must(t, s.Daily().BackUp(noon.AddDate(0, 0, day)))
		})
	}
	if few, many := allocations(100), allocations(2100); many-few > 10*2000 {
		t.Errorf("%.0f allocations for 100 annotations, %.0f for 2100", few, many)
	}
}
