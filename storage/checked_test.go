package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/storage/boltfile"
)

// stateOf returns the current state of a library.
func stateOf(t *testing.T, path string) *boltfile.File {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	found, err := headers(f)
	must(t, err)
	return boltfile.At(f, found[0])
}

func sealOf(t *testing.T, path string) (time.Time, bool) {
	t.Helper()
	state := stateOf(t, path)
	free, err := state.Free()
	must(t, err)
	return state.Seal(free)
}

func TestEveryWriteSealsTheLibrary(t *testing.T) {
	s, r, _ := marked(t)
	first, ok := sealOf(t, s.Path())
	if !ok || time.Since(first) > time.Minute {
		t.Fatalf("sealed %v at %v", ok, first)
	}
	for i := range 5 {
		fresh := New(s.Path())
		commit(t, fresh, r.ID, fmt.Sprintf("N%d", i), annotate.Create(mark(r.ID, harbour(), fmt.Sprintf("09%d", i), annotate.Claim, "1998")))
		if again, ok := sealOf(t, s.Path()); !ok || !again.Equal(first) || fresh.db.checks.all {
			t.Fatalf("write %d: sealed %v at %v; checked again: %v", i, ok, again, fresh.db.checks.all)
		}
	}
	wantHealthy(t, s)
}

// A library whose free pages changed behind Galley's back is checked as a whole.
func TestDamagedListOfFreePagesOfASealedLibraryIsFound(t *testing.T) {
	v := newVictim(t)
	path := filepath.Join(t.TempDir(), "galley.db")
	must(t, os.WriteFile(path, v.bytes, 0o600))
	state := stateOf(t, path)
	free, err := state.Free()
	must(t, err)
	page, tried := os.Getpagesize(), 0
	for at := 2 * page; at < len(v.bytes); at += page {
		if binary.NativeEndian.Uint16(v.bytes[at+8:]) != 0x10 || binary.NativeEndian.Uint16(v.bytes[at+10:]) != uint16(len(free)) {
			continue
		}
		for used := uint64(2); used < uint64(len(v.bytes)/page); used++ {
			if slices.Contains(free, used) {
				continue
			}
			damaged := slices.Clone(v.bytes)
			binary.NativeEndian.PutUint64(damaged[at+16:], used)
			must(t, os.WriteFile(path, damaged, 0o600))
			if stateOf(t, path).CheckFree() == nil {
				continue // not the current list, or not the first page of a record
			}
			tried++
			_, err := New(path).Commit(v.id, step("W", annotate.Create(mark(v.id, harbour(), "03", annotate.Claim, "1998"))))
			if now, _ := os.ReadFile(path); !slices.Equal(now, damaged) {
				t.Errorf("page %d is in use and listed as free, and Commit wrote; error %v", used, err)
			}
			wantError(t, err, ErrDamaged)
		}
	}
	if tried == 0 {
		t.Error("nothing was tried")
	}
}

func TestLibraryIsCheckedAsAWholeOnceADay(t *testing.T) {
	s, r, _ := marked(t)
	for name, age := range map[string]time.Duration{"yesterday": soundFor + time.Hour, "tomorrow": -time.Hour} {
		t.Run(name, func(t *testing.T) {
			f, err := os.OpenFile(s.Path(), os.O_RDWR, 0)
			must(t, err)
			defer f.Close()
			state := stateOf(t, s.Path())
			free, err := state.Free()
			must(t, err)
			must(t, state.WriteSeal(f, free, time.Now().Add(-age)))
			fresh := New(s.Path())
			commit(t, fresh, r.ID, "N"+name)
			if when, ok := sealOf(t, s.Path()); !fresh.db.checks.all || !ok || time.Since(when).Abs() > time.Minute {
				t.Errorf("checked: %v; sealed %v at %v", fresh.db.checks.all, ok, when)
			}
		})
	}
}

// What happens to the file after this process has checked it is noticed before its next
// write, which would seal it.
func TestDamageAfterTheCheckIsNotSealed(t *testing.T) {
	v := newVictim(t)
	path := filepath.Join(t.TempDir(), "galley.db")
	must(t, os.WriteFile(path, v.bytes, 0o600))
	s := New(path)
	must(t, s.db.withFile(writing, func(*openFile) error { return s.db.checks.everything() }))
	free, err := stateAt(t, v.bytes).Free()
	must(t, err)
	page, damaged := os.Getpagesize(), slices.Clone(v.bytes)
	for at := 2 * page; at < len(damaged); at += page { // lists of free pages: their first one is the root now
		if binary.NativeEndian.Uint16(damaged[at+8:]) == 0x10 && len(free) > 0 {
			binary.NativeEndian.PutUint64(damaged[at+16:], stateAt(t, v.bytes).Root())
		}
	}
	if stateAt(t, damaged).CheckFree() == nil {
		t.Fatal("nothing was damaged")
	}
	must(t, os.WriteFile(path, damaged, 0o600))
	_, err = s.Commit(v.id, step("W", annotate.Create(mark(v.id, harbour(), "03", annotate.Claim, "1998"))))
	wantError(t, err, ErrDamaged)
	if now, _ := os.ReadFile(path); !slices.Equal(now, damaged) {
		t.Error("Commit wrote")
	}
}

// salvaged returns how many annotations a repair finds.
func salvaged(t *testing.T, path string) int {
	t.Helper()
	report, err := New(path).Repair(filepath.Join(t.TempDir(), "new.db"), noon, placeInTest)
	must(t, err)
	return report.Annotations
}

// A branch that leads to the leaf of others, or to a free page, is noticed before a write
// there, although the library is sealed; writes elsewhere destroy nothing.
func TestBranchThatLeadsElsewhereIsNotWrittenThrough(t *testing.T) {
	v := newVictim(t)
	page, refused := os.Getpagesize(), 0
	for at := 2 * page; at < len(v.bytes); at += page {
		if binary.NativeEndian.Uint16(v.bytes[at+8:]) != 0x01 {
			continue
		}
		for i := range int(binary.NativeEndian.Uint16(v.bytes[at+10:])) {
			for to := uint64(2); to < uint64(len(v.bytes)/page); to += 13 {
				damaged := slices.Clone(v.bytes)
				binary.NativeEndian.PutUint64(damaged[at+16+16*i+8:], to)
				path := filepath.Join(t.TempDir(), "galley.db")
				must(t, os.WriteFile(path, damaged, 0o600))
				before := salvaged(t, path)
				_, err := New(path).Commit(v.id, step("W", annotate.Create(mark(v.id, harbour(), "03", annotate.Claim, "1998"))))
				v.wantKnown(t, err)
				for n := range 3 { // later writes use the pages that were freed
					_, _ = New(path).Commit(v.id, step(fmt.Sprintf("X%d", n)))
				}
				if after := salvaged(t, path); after < before {
					t.Errorf("branch %d of page %d leads to page %d: %d annotations before, %d after", i, at/page, to, before, after)
				}
				if err != nil {
					refused++
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no write was refused")
	}
}

// An entry of the list of buckets that leads to a page of another bucket is noticed before
// a write, although the library is sealed.
func TestBucketThatLeadsElsewhereIsNotWrittenThrough(t *testing.T) {
	v := newVictim(t)
	page, tried := os.Getpagesize(), 0
	list := int(stateAt(t, v.bytes).Root()) * page
	for i := range int(binary.NativeEndian.Uint16(v.bytes[list+10:])) {
		element := list + 16 + 16*i
		value := element + int(binary.NativeEndian.Uint32(v.bytes[element+4:])) + int(binary.NativeEndian.Uint32(v.bytes[element+8:]))
		if binary.NativeEndian.Uint64(v.bytes[value:]) == 0 {
			continue // the bucket has no page of its own
		}
		for to := uint64(2); to < uint64(len(v.bytes)/page); to++ {
			damaged := slices.Clone(v.bytes)
			binary.NativeEndian.PutUint64(damaged[value:], to)
			if stateAt(t, damaged).CheckFree() == nil {
				continue // the page was its own, or in no tree
			}
			tried++
			path := filepath.Join(t.TempDir(), "galley.db")
			must(t, os.WriteFile(path, damaged, 0o600))
			_, err := New(path).Commit(v.id, step("W", annotate.Create(mark(v.id, harbour(), "03", annotate.Claim, "1998"))))
			if now, _ := os.ReadFile(path); !slices.Equal(now, damaged) {
				t.Errorf("bucket %d leads to page %d, and Commit wrote; error %v", i, to, err)
			}
			wantError(t, err, ErrDamaged)
		}
	}
	if tried == 0 {
		t.Error("nothing was tried")
	}
}

// stateAt returns the current state of a library with those bytes.
func stateAt(t *testing.T, data []byte) *boltfile.File {
	t.Helper()
	found, err := boltfile.Headers(bytes.NewReader(data), func() (int64, error) { return int64(len(data)), nil })
	must(t, err)
	return boltfile.At(bytes.NewReader(data), found[0])
}

// What the file costs to open does not depend on the other articles.
func BenchmarkCommitInALibraryOf(b *testing.B) {
	for _, articles := range []int{100, 3000} {
		b.Run(fmt.Sprint(articles), func(b *testing.B) {
			s := New(filepath.Join(b.TempDir(), "galley.db"))
			var all []NewArticle
			for i := range articles {
				a := articleOf(fmt.Sprintf("/a%d", i), "Some words stand here."+strings.Repeat(" And more.", i%7))
				a.ID = fmt.Sprintf("%012x", i)
				all = append(all, NewArticle{Article: a})
			}
			saved, err := s.SaveArticles(all, noon)
			must(b, err)
			for i := 0; b.Loop(); i++ {
				commit(b, New(s.Path()), saved[0].ID, fmt.Sprintf("S%d", i))
			}
		})
	}
}
