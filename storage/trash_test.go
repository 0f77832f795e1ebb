package storage

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"galley/annotate"
)

func TestForgetAndRestoreLoseNothing(t *testing.T) {
	s, r, marks := marked(t)
	must(t, s.Forget(r.ID, noon))
	must(t, s.Forget(r.ID, noon.Add(time.Hour))) // stays where it is
	trashed, err := s.ByLocation(annotate.FromFile, "/copy/harbour.txt")
	must(t, err)
	if !trashed.Trashed.Equal(noon) {
		t.Errorf("trashed at %v", trashed.Trashed)
	}
	extra := mark(r.ID, harbour(), "01D", annotate.Claim, "Harbour levy")
	commit(t, s, r.ID, "S4", annotate.Create(extra)) // another window still has it open
	must(t, s.Restore(r.ID))
	must(t, s.Restore(r.ID))
	back, err := s.Resolve(r.ID)
	must(t, err)
	got, _, err := s.Annotations(back.ID)
	must(t, err)
	wantMarks(t, got, append(marks, extra))
	wantError(t, s.Forget("0123456789ab", noon), ErrNotFound)
	wantError(t, s.Restore("0123456789ab"), ErrNotFound)
	wantHealthy(t, s)
}

// secret returns an article with nothing in common with others.
func secret(n int) (*annotate.Article, []string) {
	words := []string{"Confidential source in the ministry", "zqx-deputy-name", "/home/secret-example/leak.txt", "off the record"}
	a := articleOf(words[2], strings.Repeat(words[0]+". ", n)+"End.", "Said "+words[1]+".")
	a.Meta.Title = words[1]
	return a, words
}

func TestPurgeLeavesNoByteInTheFile(t *testing.T) {
	for _, paragraphs := range []int{1, 20, 5000} {
		s, kept, marks := marked(t)
		a, words := secret(paragraphs)
		r := save(t, s, a)
		m := mark(r.ID, a, "01X", annotate.Claim, words[1])
		m.Note = words[3]
		commit(t, s, r.ID, "X1", annotate.Create(m))
		edited := m
		edited.Note = words[3] + " twice"
		commit(t, s, r.ID, "X2", annotate.Edit(m, edited))
		must(t, s.Forget(r.ID, noon))
		must(t, s.Purge(r.ID))
		raw, err := os.ReadFile(s.Path())
		must(t, err)
		for _, w := range append(words, r.ID, a.Digest, "01X") {
			if bytes.Contains(raw, []byte(w)) {
				t.Errorf("%d paragraphs: %q is still in the file", paragraphs, w)
			}
		}
		_, err = s.Record(r.ID)
		wantError(t, err, ErrNotFound)
		got, _, err := s.Annotations(kept.ID)
		must(t, err)
		wantMarks(t, got, marks)
		if report := wantHealthy(t, s); report.Articles != 1 || report.Steps != 3 {
			t.Errorf("report %+v", report)
		}
		fresh := save(t, s, a)
		if fresh.ID != r.ID || fresh.Seq != 0 {
			t.Errorf("saved again: %+v", fresh)
		}
	}
}

func TestPurgeKeepsATextThatAnotherArticleHas(t *testing.T) {
	s := newStore(t)
	a := harbour()
	r := save(t, s, a)
	twin := harbour()
	twin.Source.SHA256, twin.Source.Location = strings.Repeat("1", 64), "/twin"
	other := save(t, s, twin)
	must(t, s.Purge(r.ID))
	got, err := s.Article(other.ID)
	must(t, err)
	if got.Text != a.Text {
		t.Error("another text")
	}
	wantHealthy(t, s)
	wantError(t, s.Purge(r.ID), ErrNotFound)
}

func TestInterruptedPurgeIsReportedAndFinishedByTheNext(t *testing.T) {
	s, r, _ := marked(t)
	a, words := secret(20)
	x := save(t, s, a)
	must(t, s.db.update("purge half", func(x *txn) error {
		r, err := (records{x}).byBytes(a.Source.SHA256)
		must(t, err)
		must(t, x.remove(r))
		return x.table(metaBucket).put(purgingKey, nil)
	}))
	report, err := s.Check()
	must(t, err)
	if len(report.Problems) != 1 || !strings.Contains(report.Problems[0], "interrupted") {
		t.Errorf("problems %q", report.Problems)
	}
	must(t, s.Purge(r.ID))
	wantHealthy(t, s)
	raw, err := os.ReadFile(s.Path())
	must(t, err)
	if bytes.Contains(raw, []byte(words[0])) || bytes.Contains(raw, []byte(x.ID)) {
		t.Error("traces are left")
	}
}
