package storage

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
)

func TestMissingLibraryReadsAsEmpty(t *testing.T) {
	s := newStore(t)
	records, err := s.Records()
	if err != nil || len(records) != 0 {
		t.Errorf("records %v, error %v", records, err)
	}
	for name, look := range map[string]func() error{
		"Article":        func() error { _, err := s.Article("0123"); return err },
		"ByLocation":     func() error { _, err := s.ByLocation(annotate.FromFile, "/x"); return err },
		"ByBytes":        func() error { _, err := s.ByBytes("00"); return err },
		"Resolve":        func() error { _, err := s.Resolve("0"); return err },
		"ResolveTrashed": func() error { _, err := s.ResolveTrashed("0"); return err },
		"Annotations":    func() error { _, _, err := s.Annotations("0"); return err },
		"Seq":            func() error { _, err := s.Seq("0"); return err },
		"Find":           func() error { _, err := s.FindAnnotation("0"); return err },
		"History":        func() error { _, err := s.History("0"); return err },
		"Backup":         func() error { return s.Backup(s.Path() + ".copy") },
		"Repair":         func() error { _, err := s.Repair(s.Path()+".new", noon, placeInTest); return err },
	} {
		if err := look(); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantHealthy(t, s)
	if _, err := os.Stat(s.Path()); !errors.Is(err, os.ErrNotExist) {
		t.Error("reading made a file")
	}
}

func TestEmptyFileReadsAsEmptyAndTakesWrites(t *testing.T) {
	s := newStore(t)
	must(t, os.MkdirAll(s.Path()[:strings.LastIndexByte(s.Path(), os.PathSeparator)], 0o700))
	must(t, os.WriteFile(s.Path(), nil, 0o600))
	if _, err := s.Records(); err != nil {
		t.Fatal(err)
	}
	save(t, s, harbour())
	wantHealthy(t, s)
}

func TestResolve(t *testing.T) {
	s := newStore(t)
	for i, sum := range []string{"aaaa00000000", "aaab00000000", "bbbb00000000", "cccc00000000"} {
		a := articleOf(sum, strings.Repeat("Words. ", i+1)+"End.")
		a.Source.SHA256 = sum + strings.Repeat("0", 52)
		save(t, s, a)
	}
	must(t, s.Forget("cccc00000000", noon))
	for _, c := range []struct {
		start string
		id    string
		err   error
	}{
		{"aaaa00000000", "aaaa00000000", nil},
		{"b", "bbbb00000000", nil},
		{"BBB", "bbbb00000000", nil},
		{"aaab", "aaab00000000", nil},
		{"aaa", "", ErrAmbiguous},
		{"", "", ErrNotFound},
		{"d", "", ErrNotFound},
		{"cccc", "", ErrNotFound},
	} {
		r, err := s.Resolve(c.start)
		if r.ID != c.id || !errors.Is(err, c.err) {
			t.Errorf("%q: %q, %v", c.start, r.ID, err)
		}
	}
	_, err := s.Resolve("aaa")
	if a := (*AmbiguousError)(nil); !errors.As(err, &a) || !slices.Equal(a.Matches, []string{"aaaa00000000", "aaab00000000"}) {
		t.Errorf("got %v", err)
	}
	r, err := s.ResolveTrashed("c")
	must(t, err)
	if r.ID != "cccc00000000" {
		t.Errorf("in the trash: %q", r.ID)
	}
	_, err = s.ResolveTrashed("b")
	wantError(t, err, ErrNotFound)
}

func TestRecordsComeLastUsedFirst(t *testing.T) {
	s := newStore(t)
	var ids []string
	for i := range 4 {
		a := articleOf(string(rune('a'+i)), "Words "+string(rune('a'+i)))
		r, err := saveOne(s, a, 2, noon.Add(time.Duration(i)*time.Minute))
		must(t, err)
		ids = append(ids, r.ID)
	}
	must(t, s.Touch(ids[1], noon.Add(time.Hour)))
	must(t, s.SavePosition(ids[0], articleOf("a", "Words a").Digest, 3, 30, noon.Add(2*time.Hour)))
	must(t, s.Forget(ids[2], noon))
	must(t, s.Forget(ids[3], noon.Add(time.Minute)))
	records, err := s.Records()
	must(t, err)
	if got := idsOf(records); !slices.Equal(got, []string{ids[0], ids[1]}) {
		t.Errorf("records %v of %v", got, ids)
	}
	if records[0].Position != 3 {
		t.Errorf("reading place %d", records[0].Position)
	}
	trash, err := s.Trash()
	must(t, err)
	if got := idsOf(trash); !slices.Equal(got, []string{ids[3], ids[2]}) {
		t.Errorf("trash %v of %v", got, ids)
	}
}

func idsOf(records []Record) (ids []string) {
	for _, r := range records {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestFindAnnotation(t *testing.T) {
	s, r, marks := marked(t)
	for _, c := range []struct {
		start, id string
		err       error
	}{
		{"01A", "01A", nil}, {"01b", "01B", nil}, {"01", "", ErrAmbiguous}, {"", "", ErrNotFound}, {"02", "", ErrNotFound},
	} {
		a, err := s.FindAnnotation(c.start)
		if a.ID != c.id || !errors.Is(err, c.err) {
			t.Errorf("%q: %q, %v", c.start, a.ID, err)
		}
	}
	commit(t, s, r.ID, "S9", annotate.Delete(marks[0]))
	_, err := s.FindAnnotation("01A")
	wantError(t, err, ErrNotFound)
	must(t, s.Forget(r.ID, noon))
	_, err = s.FindAnnotation("01B")
	wantError(t, err, ErrNotFound)
}

func TestALibraryIsEmptyUntilSomethingIsSaved(t *testing.T) {
	s := newStore(t)
	for _, want := range []bool{true, false} {
		if empty, err := s.Empty(); err != nil || empty != want {
			t.Errorf("empty %v, %v, want %v", empty, err, want)
		}
		save(t, s, harbour())
	}
	r, err := s.ByLocation(annotate.FromFile, "/copy/harbour.txt")
	must(t, err)
	must(t, s.Purge(r.ID))
	if empty, err := s.Empty(); err != nil || !empty {
		t.Errorf("after the last was purged: empty %v, %v", empty, err)
	}
}
