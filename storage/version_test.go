package storage

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"galley/annotate"
	"galley/annotate/anchor"
)

// corrected returns a newer version of the harbour article: one sentence is edited, one
// removed.
func corrected() *annotate.Article {
	return articleOf("/copy/harbour.txt",
		"Harbour levy passes after a long night of talks",
		"The vote came after ten hours, the longest sitting since 1998.",
		"“Nobody asked the ferry crews,” said Ada Lund.")
}

// taking returns the argument of TakeVersion for a new version of an article.
func taking(t testing.TB, s *Store, id, stepID string, to *annotate.Article) NewVersion {
	t.Helper()
	from, err := s.Article(id)
	must(t, err)
	marks, _, err := s.Annotations(id)
	must(t, err)
	placed, err := anchor.Place(from, to, marks, anchor.Options{})
	must(t, err)
	st := step(stepID)
	st.Summary, st.Version = "refresh", annotate.VersionChange{From: from.Digest, To: to.Digest}
	for i, m := range marks {
		after := m.Clone()
		after.Anchor = placed[i].Anchor
		st.Changes = append(st.Changes, annotate.Edit(m, after))
	}
	return NewVersion{Article: to, Words: 30, Position: 5, Step: st}
}

// refreshed returns the library of marked after its article was corrected.
func refreshed(t testing.TB) (s *Store, before, after Record, marks []annotate.Annotation) {
	t.Helper()
	s, before, marks = marked(t)
	must(t, s.SavePosition(before.ID, before.Digest, 50, 60, noon))
	before, err := s.Record(before.ID)
	must(t, err)
	after, err = s.TakeVersion(before.ID, taking(t, s, before.ID, "R1", corrected()), noon)
	must(t, err)
	return s, before, after, marks
}

func TestTakeVersionMovesArticleAndAnnotations(t *testing.T) {
	s, before, after, _ := refreshed(t)
	a, err := s.Article(before.ID)
	must(t, err)
	want := corrected()
	if a.Text != want.Text || a.Source.SHA256 != want.Source.SHA256 || after.Digest != want.Digest {
		t.Errorf("%+v", a)
	}
	if after.Words != 30 || after.Position != 5 || after.TextBytes != len(want.Text) || after.Seq != before.Seq+1 || len(after.Versions) != 2 {
		t.Errorf("record %+v", after)
	}
	marks, _, err := s.Annotations(before.ID)
	must(t, err)
	for i, state := range []annotate.State{annotate.Changed, annotate.Anchored, annotate.Orphan} {
		if marks[i].Anchor.State != state {
			t.Errorf("%s is %s (%s), want %s", marks[i].ID, marks[i].Anchor.State, marks[i].Anchor.Reason, state)
		}
	}
	old, err := s.Version(before.ID, before.Digest)
	must(t, err)
	if old.Text != harbour().Text || old.Source.SHA256 != before.Source.SHA256 || old.ID != before.ID {
		t.Errorf("the old version: %+v", old)
	}
	_, err = s.Version(before.ID, "nosuch")
	wantError(t, err, ErrNotFound)
	if r := wantHealthy(t, s); r.Steps != 4 {
		t.Errorf("%d steps", r.Steps)
	}
}

func TestUndoingARefreshRestoresEverything(t *testing.T) {
	s, before, after, marks := refreshed(t)
	history, err := s.History(before.ID)
	must(t, err)
	undo := step("U1", history[len(history)-1].Inverse()...)
	undo.Undoes = "R1"
	_, err = s.Commit(before.ID, undo)
	must(t, err)
	restored, err := s.Record(before.ID)
	must(t, err)
	// The history keeps the step, and the library keeps the text.
	ignore := cmpopts.IgnoreFields(Record{}, "Seq", "Versions")
	if diff := cmp.Diff(before, restored, ignore); diff != "" || len(restored.Versions) != 2 || restored.Seq != before.Seq+2 {
		t.Errorf("record %+v\n%s", restored, diff)
	}
	got, _, err := s.Annotations(before.ID)
	must(t, err)
	wantMarks(t, got, marks)
	a, err := s.Article(before.ID)
	must(t, err)
	if a.Text != harbour().Text {
		t.Errorf("text %q", a.Text)
	}
	redo := step("U2", undo.Inverse()...)
	redo.Undoes = "U1"
	_, err = s.Commit(before.ID, redo)
	must(t, err)
	again, err := s.Record(before.ID)
	must(t, err)
	if diff := cmp.Diff(after, again, ignore); diff != "" {
		t.Errorf("redone:\n%s", diff)
	}
	wantHealthy(t, s)
}

func TestStepOnTheOldTextIsRefused(t *testing.T) {
	s, before, _, _ := refreshed(t)
	late := mark(before.ID, harbour(), "01D", annotate.Claim, "a night of talks")
	_, err := s.Commit(before.ID, step("S9", annotate.Create(late)))
	wantError(t, err, ErrConflict)
	_, err = s.SaveArticles([]NewArticle{{Article: harbour(), Words: 3, Step: step("S9", annotate.Create(late))}}, noon)
	wantError(t, err, ErrConflict)
	wantHealthy(t, s)
}

// An annotation made elsewhere after a version change was prepared must not
// stay behind on the old text.
func TestVersionChangeMovesEveryAnnotation(t *testing.T) {
	s, before, _, marks := refreshed(t)
	now, err := s.Article(before.ID)
	must(t, err)
	late := marks[0].Clone()
	late.ID, late.Anchor = "01LATE", anchor.Describe(now.Text, now.Digest, annotate.Span{End: 3})
	commit(t, s, before.ID, "S9", annotate.Create(late))
	history, err := s.History(before.ID)
	must(t, err)
	undo := step("U1", history[len(history)-2].Inverse()...)
	undo.Undoes = "R1"
	_, err = s.Commit(before.ID, undo)
	wantError(t, err, ErrConflict)
	wantHealthy(t, s)
	m, err := s.Snapshot(before.ID)
	must(t, err)
	if m.Article.Digest != now.Digest || m.Record.Seq != uint64(len(history)) || len(m.Annotations) != len(marks)+1 {
		t.Errorf("%+v", m)
	}
	undo.Changes = append(undo.Changes, annotate.Delete(late))
	_, err = s.Commit(before.ID, undo)
	must(t, err)
	wantHealthy(t, s)
}

func TestFailedRefreshChangesNothing(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, *Store, *NewVersion){
		"an annotation changed meanwhile": func(t *testing.T, s *Store, v *NewVersion) {
			m := *v.Step.Changes[2].Before
			edited := m.Clone()
			edited.Note = "ours, hers"
			commit(t, s, m.Article, "S8", annotate.Edit(m, edited))
		},
		"the version has changed in the meantime": func(t *testing.T, s *Store, v *NewVersion) {
			id := v.Step.Changes[0].Before.Article
			_, err := s.TakeVersion(id, taking(t, s, id, "R0", articleOf("/copy/harbour.txt", "The vote came after nine hours.")), noon)
			must(t, err)
		},
		"an annotation on no text": func(_ *testing.T, _ *Store, v *NewVersion) { v.Step.Changes[1].After.Anchor.TextDigest = "other" },
	} {
		t.Run(name, func(t *testing.T) {
			s, r, _ := marked(t)
			v := taking(t, s, r.ID, "R1", corrected())
			spoil(t, s, &v)
			before, err := s.Record(r.ID)
			must(t, err)
			_, err = s.TakeVersion(r.ID, v, noon)
			wantError(t, err, ErrConflict)
			after, err := s.Record(r.ID)
			must(t, err)
			if diff := cmp.Diff(before, after); diff != "" {
				t.Error(diff)
			}
			wantHealthy(t, s)
		})
	}
}

func TestOldVersionCanBeSwitchedToAgain(t *testing.T) {
	s, before, _, _ := refreshed(t)
	r, err := s.TakeVersion(before.ID, taking(t, s, before.ID, "R2", harbour()), noon)
	must(t, err)
	if r.Digest != before.Digest || len(r.Versions) != 2 {
		t.Errorf("%+v", r)
	}
	wantHealthy(t, s)
}

func TestOtherBytesOfTheSameTextMakeNoStep(t *testing.T) {
	s, before, marks := marked(t)
	a := harbour()
	a.Source.SHA256, a.Meta.Title = strings.Repeat("5", 64), "Another title"
	a.Blocks[0].Kind = annotate.Title
	a.Blocks[1].Number, a.Blocks[2].Number, a.Blocks[0].Number = 1, 2, 0
	r, err := s.TakeVersion(before.ID, taking(t, s, before.ID, "R1", a), noon)
	must(t, err)
	if r.Seq != before.Seq || r.Source.SHA256 != a.Source.SHA256 || r.Meta.Title != "Another title" || len(r.Versions) != 1 {
		t.Errorf("%+v", r)
	}
	got, err := s.Article(before.ID)
	must(t, err)
	if got.Blocks[0].Kind != annotate.Title {
		t.Errorf("blocks %+v", got.Blocks)
	}
	annotations, _, err := s.Annotations(before.ID)
	must(t, err)
	wantMarks(t, annotations, marks)
	for _, sum := range []string{before.Source.SHA256, a.Source.SHA256} {
		if found, err := s.ByBytes(sum); err != nil || found.ID != before.ID {
			t.Errorf("by bytes %s: %v, %v", sum, found.ID, err)
		}
	}
	wantHealthy(t, s)
}

func TestVersionFromAnotherLocationLeadsToItsArticle(t *testing.T) {
	s, before, _ := marked(t)
	taken := save(t, s, articleOf("/copy/taken.txt", "Another article."))
	for i, location := range []string{"/copy/free.txt", "/copy/taken.txt"} {
		v := corrected()
		v.Text += " More."
		v = articleOf(location, strings.Split(v.Text, annotate.Separator)[i:]...)
		_, err := s.TakeVersion(before.ID, taking(t, s, before.ID, fmt.Sprint("R", i), v), noon)
		must(t, err)
	}
	if r, err := s.ByLocation(annotate.FromFile, "/copy/free.txt"); err != nil || r.ID != before.ID {
		t.Errorf("%v, %v", r.ID, err)
	}
	if r, err := s.ByLocation(annotate.FromFile, "/copy/taken.txt"); err != nil || r.ID != taken.ID {
		t.Errorf("%v, %v", r.ID, err)
	}
	wantHealthy(t, s)
}

func TestPurgeTakesEveryVersion(t *testing.T) {
	s, before, _, _ := refreshed(t)
	must(t, s.Purge(before.ID))
	must(t, s.db.view("look", func(x *txn) error {
		for _, bucket := range []string{textsBucket, blocksBucket, bytesBucket, locationsBucket} {
			if keys := x.table(bucket).keys(""); len(keys) > 0 {
				t.Errorf("%s still holds %q", bucket, keys)
			}
		}
		return nil
	}))
	wantHealthy(t, s)
}

func TestRepairKeepsEveryVersion(t *testing.T) {
	for name, lost := range map[string]bool{"all whole": false, "the record lost": true} {
		t.Run(name, func(t *testing.T) {
			s, before, after, _ := refreshed(t)
			want, _, err := s.Annotations(before.ID)
			must(t, err)
			if lost {
				must(t, s.db.update("lose", func(x *txn) error { return x.table(articlesBucket).delete(before.ID) }))
			}
			path := filepath.Join(t.TempDir(), "new.db")
			_, err = s.Repair(path, noon, placeInTest)
			must(t, err)
			repaired := New(path)
			got, _, err := repaired.Annotations(before.ID)
			must(t, err)
			wantMarks(t, got, want)
			r, err := repaired.Record(before.ID)
			must(t, err)
			if r.Digest != after.Digest || len(r.Versions) != 2 {
				t.Errorf("%+v", r)
			}
			old, err := repaired.Version(before.ID, before.Digest)
			must(t, err)
			if old.Text != harbour().Text {
				t.Errorf("%q", old.Text)
			}
			wantHealthy(t, repaired)
		})
	}
}

// A window that still shows the old text saves neither its position nor its folds: they
// would be wrong on the new text.
func TestPositionsInAnOldTextAreIgnored(t *testing.T) {
	s, before, after, _ := refreshed(t)
	must(t, s.SaveFolds(before.ID, after.Digest, map[int]bool{0: true}))
	later := noon.Add(time.Hour)
	must(t, s.SavePosition(before.ID, before.Digest, 100_000, 90, later))
	must(t, s.SaveFolds(before.ID, before.Digest, map[int]bool{7: true}))
	now, err := s.Record(before.ID)
	must(t, err)
	if now.Position != 5 || now.ReadPercent != after.ReadPercent || !now.Folds[0] || len(now.Folds) != 1 || !now.Opened.Equal(later) {
		t.Errorf("place %d, read %d, folds %v, opened %v", now.Position, now.ReadPercent, now.Folds, now.Opened)
	}
	wantHealthy(t, s)
}
