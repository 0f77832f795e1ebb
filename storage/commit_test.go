package storage

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
)

func TestStepsAreCommittedInOrderAndKept(t *testing.T) {
	s, r, marks := marked(t)
	edited := marks[0]
	edited.Note, edited.Tag = "check the fares table", annotate.Opinion
	undo := step("S5", annotate.Edit(edited, marks[0]), annotate.Delete(marks[2]))
	undo.Undoes = "S4"
	if seq := commit(t, s, r.ID, "S4", annotate.Edit(marks[0], edited)); seq != 4 {
		t.Errorf("seq %d", seq)
	}
	seq, err := s.Commit(r.ID, undo)
	must(t, err)
	got, at, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks[:2])
	if seq != 5 || at != 5 {
		t.Errorf("seq %d, %d", seq, at)
	}
	record, err := s.Record(r.ID)
	must(t, err)
	if diff := cmp.Diff(map[annotate.Tag]int{annotate.Claim: 1, annotate.Quote: 1}, record.Counts); diff != "" {
		t.Error(diff)
	}
	history, err := s.History(r.ID)
	must(t, err)
	undo.Seq = 5
	if len(history) != 5 || !cmp.Equal(history[4], undo) {
		t.Errorf("history %+v", history)
	}
	for i, h := range history {
		if h.Seq != uint64(i+1) {
			t.Errorf("step %d has seq %d", i+1, h.Seq)
		}
	}
	wantHealthy(t, s)
}

func TestConflictWritesNothing(t *testing.T) {
	s, r, marks := marked(t)
	a := harbour()
	other := marks[0]
	other.Note = "not what is stored"
	fresh := mark(r.ID, a, "01D", annotate.Claim, "Harbour levy")
	absent := mark(r.ID, a, "01E", annotate.Claim, "levy")
	for name, c := range map[string]annotate.Change{
		"edit of something else":   annotate.Edit(other, marks[0]),
		"delete of something else": annotate.Delete(other),
		"delete of nothing":        annotate.Delete(absent),
		"edit of nothing":          annotate.Edit(absent, absent),
		"create of what is there":  annotate.Create(marks[1]),
		"create in the step":       annotate.Create(fresh),
	} {
		_, err := s.Commit(r.ID, step("S9", annotate.Create(fresh), annotate.Delete(marks[2]), c))
		if !errors.Is(err, ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, seq, err := s.Annotations(r.ID)
	must(t, err)
	wantMarks(t, got, marks)
	if history, _ := s.History(r.ID); seq != 3 || len(history) != 3 {
		t.Errorf("seq %d, %d steps", seq, len(history))
	}
	wantHealthy(t, s)
}

func TestCommittingAStepTwiceMakesItOnce(t *testing.T) {
	s, r, marks := marked(t)
	if seq := commit(t, s, r.ID, "S2", annotate.Create(marks[1])); seq != 2 {
		t.Errorf("seq %d", seq)
	}
	other := save(t, s, articleOf("/other", "Other words."))
	_, err := s.Commit(other.ID, step("S2"))
	wantError(t, err, ErrConflict)
	if report := wantHealthy(t, s); report.Steps != 3 || report.Annotations != 3 || report.Articles != 2 {
		t.Errorf("report %+v", report)
	}
}

func TestAnnotationIDBelongsToOneArticle(t *testing.T) {
	s, _, _ := marked(t)
	a := articleOf("/other", "Other words.")
	other := save(t, s, a)
	_, err := s.Commit(other.ID, step("S9", annotate.Create(mark(other.ID, a, "01A", annotate.Claim, "Other"))))
	wantError(t, err, ErrConflict)
}

func TestInvalidStepsAreRefused(t *testing.T) {
	s, r, marks := marked(t)
	stray, nameless, shrill := marks[0], marks[0], marks[0]
	stray.Article, nameless.ID, shrill.ID = "elsewhere", "", "01Z"
	shrill.Anchor.Score = math.NaN()
	escape := marks[0]
	escape.ID = "01\x1b[2J"
	for name, st := range map[string]annotate.Step{
		"without id":      step(""),
		"empty change":    step("S9", annotate.Change{}),
		"other article":   step("S9", annotate.Create(stray)),
		"escape in step":  step("S\x1b"),
		"escape in id":    step("S9", annotate.Create(escape)),
		"slash in id":     step("S/9"),
		"long id":         step(strings.Repeat("S", 200)),
		"no id":           step("S9", annotate.Create(nameless)),
		"two annotations": step("S9", annotate.Change{Before: &marks[0], After: &marks[1]}),
		"not a number":    step("S9", annotate.Create(shrill)),
	} {
		if _, err := s.Commit(r.ID, st); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	_, err := s.Commit("0123456789ab", step("S9"))
	wantError(t, err, ErrNotFound)
	wantHealthy(t, s)
}

func TestRoundingByStorageIsNotAConflict(t *testing.T) {
	s := newStore(t)
	a := harbour()
	r := save(t, s, a)
	m := mark(r.ID, a, "01A", annotate.Quote, "Nobody asked")
	m.Note = "bad \xff byte"
	m.Created = time.Now().In(time.FixedZone("CET", 3600))
	m.Fields = annotate.Fields{"role": {"mate", "kept although it is not a list"}, "sources": {"a", "b"}}
	m.Anchor.State = annotate.Ambiguous
	m.Anchor.Candidates = []annotate.Span{{Start: 1, End: 4}, {Start: 8, End: 9}}
	m.Anchor.Reason, m.Anchor.Score = "twice in the text", 0.1+0.2
	commit(t, s, r.ID, "S1", annotate.Create(m))
	got, _, err := s.Annotations(r.ID)
	must(t, err)
	want := m
	want.Note = "bad \uFFFD byte"
	wantMarks(t, got, []annotate.Annotation{want})
	edited := m
	edited.Note = "good"
	commit(t, s, r.ID, "S2", annotate.Edit(m, edited))
}

func TestSavingWithStepsIsAllOrNothing(t *testing.T) {
	s := newStore(t)
	a, b := harbour(), articleOf("/b", "Other words stand here.")
	a.ID, b.ID = "0123456789aa", "0123456789bb"
	bundles := []NewArticle{
		{Article: a, Words: 31, Step: step("S1", annotate.Create(mark(a.ID, a, "01A", annotate.Claim, "nine hours")))},
		{Article: b, Words: 4, Step: step("S2", annotate.Create(mark(b.ID, b, "01A", annotate.Claim, "Other")))},
	}
	_, err := s.SaveArticles(slices.Clone(bundles), noon)
	wantError(t, err, ErrConflict) // 01A twice
	if records, _ := s.Records(); len(records) != 0 {
		t.Fatalf("half an import: %v", records)
	}
	bundles[1].Step = step("S2", annotate.Create(mark(b.ID, b, "01B", annotate.Claim, "Other")))
	records, err := s.SaveArticles(slices.Clone(bundles), noon)
	must(t, err)
	if len(records) != 2 || records[1].ID != b.ID || records[1].Seq != 1 || records[1].Counts[annotate.Claim] != 1 {
		t.Errorf("records %+v", records)
	}
	again, err := s.SaveArticles(bundles, noon.Add(time.Hour))
	must(t, err)
	if diff := cmp.Diff(records, again); diff != "" {
		t.Errorf("importing again changed something:\n%s", diff)
	}
	wantHealthy(t, s)
}

func TestStepIsAssignedToTheSavedArticle(t *testing.T) {
	s := newStore(t)
	here := save(t, s, harbour())
	there := harbour()
	there.ID = "0123456789ab"
	m := mark(there.ID, there, "01A", annotate.Claim, "nine hours")
	records, err := s.SaveArticles([]NewArticle{{Article: there, Words: 31, Step: step("S1", annotate.Create(m))}}, noon)
	must(t, err)
	got, _, err := s.Annotations(here.ID)
	must(t, err)
	m.Article = here.ID
	wantMarks(t, got, []annotate.Annotation{m})
	if records[0].ID != here.ID {
		t.Errorf("id %q", records[0].ID)
	}
}

func TestStepForAnotherTextIsAConflict(t *testing.T) {
	s := newStore(t)
	save(t, s, harbour())
	other := articleOf("/copy/harbour.txt", "Another text at that place.")
	m := mark("x", other, "01A", annotate.Claim, "Another")
	_, err := s.SaveArticles([]NewArticle{{Article: other, Words: 5, Step: step("S1", annotate.Create(m))}}, noon)
	wantError(t, err, ErrConflict)
	if !strings.Contains(err.Error(), "On /copy/harbour.txt") {
		t.Errorf("the article is not named: %v", err)
	}
	records, err := s.SaveArticles([]NewArticle{{Article: other, Words: 5}}, noon)
	must(t, err) // without annotations, none can be on the wrong words
	if records[0].Seq != 0 {
		t.Error("an empty step was committed")
	}
}
