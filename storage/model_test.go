package storage

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
)

// modelArticle is an article in the model.
type modelArticle struct {
	article *annotate.Article
	trashed bool
	place   int
	read    int                          // in percent
	past    map[string]int               // reading positions of older versions, by digest
	texts   map[string]*annotate.Article // by digest
	marks   map[string]annotate.Annotation
	steps   []annotate.Step
}

// A model is a store and a map that must have the same contents.
type model struct {
	path     string
	store    *Store
	articles map[string]*modelArticle
	serial   int
	now      time.Time
}

// TestStoreIsAMap makes random changes to a store and to a map and checks that they
// stay equal, even when the store is reopened.
func TestStoreIsAMap(t *testing.T) {
	dir := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		m := &model{path: filepath.Join(dir, fmt.Sprint(runs), "galley.db"), articles: map[string]*modelArticle{}, now: noon}
		m.store = New(m.path)
		t.Repeat(map[string]func(*rapid.T){
			"save":     m.save,
			"commit":   m.commit,
			"conflict": m.conflict,
			"undo":     m.undo,
			"again":    m.again,
			"forget":   m.forget,
			"restore":  m.restore,
			"purge":    m.purge,
			"place":    m.savePosition,
			"refresh":  m.refresh,
			"version":  m.version,
			"reopen":   func(*rapid.T) { m.store = New(m.path) },
			"":         m.check,
		})
		if report, err := m.store.Check(); err != nil || report.Problems != nil {
			t.Fatalf("doctor: %v, %v", report, err)
		}
	})
}

// modelText returns an article for the model to save.
func modelText(n int) *annotate.Article {
	return articleOf(fmt.Sprintf("/copy/%d", n), fmt.Sprintf("Article number %d.", n), strings.Repeat("The same words in all. ", 1+n*n*60)+"End.")
}

func (m *model) pick(t *rapid.T) (string, *modelArticle) {
	if len(m.articles) == 0 {
		t.Skip("no article yet")
	}
	id := rapid.SampledFrom(slices.Sorted(maps.Keys(m.articles))).Draw(t, "article")
	return id, m.articles[id]
}

func (m *model) save(t *rapid.T) {
	a := modelText(rapid.IntRange(0, 4).Draw(t, "text"))
	m.now = m.now.Add(time.Second)
	r, err := saveOne(m.store, a, 9, m.now)
	if err != nil {
		t.Fatal(err)
	}
	if m.articles[r.ID] == nil {
		m.articles[r.ID] = &modelArticle{article: a, marks: map[string]annotate.Annotation{},
			past: map[string]int{}, texts: map[string]*annotate.Article{a.Digest: a}}
	}
	m.articles[r.ID].trashed = false
}

// anyChange draws a change that can be applied.
func (m *model) anyChange(t *rapid.T, id string, a *modelArticle, marks map[string]annotate.Annotation) annotate.Change {
	if len(marks) > 0 && rapid.Bool().Draw(t, "old") {
		before := marks[rapid.SampledFrom(slices.Sorted(maps.Keys(marks))).Draw(t, "annotation")]
		if rapid.Bool().Draw(t, "delete") {
			return annotate.Delete(before)
		}
		after := before.Clone()
		after.Tag = rapid.SampledFrom(annotate.Tags()).Draw(t, "tag")
		after.Note = rapid.String().Draw(t, "note")
		after.Fields = after.Fields.With("speaker", rapid.String().Draw(t, "speaker"))
		return annotate.Edit(before, after)
	}
	m.serial++
	words := rapid.SampledFrom([]string{"Article", "The same words", "End."}).Draw(t, "words")
	return annotate.Create(mark(id, a.article, fmt.Sprintf("A%06d", m.serial), annotate.Quote, words))
}

func (m *model) step(t *rapid.T, id string, a *modelArticle, changes ...annotate.Change) {
	m.serial++
	s := step(fmt.Sprintf("S%06d", m.serial), changes...)
	seq, err := m.store.Commit(id, s)
	if err != nil {
		t.Fatal(err)
	}
	if s.Seq = uint64(len(a.steps) + 1); seq != s.Seq {
		t.Fatalf("seq %d, want %d", seq, s.Seq)
	}
	a.apply(s)
}

func applyTo(marks map[string]annotate.Annotation, c annotate.Change) {
	delete(marks, c.ID())
	if c.After != nil {
		marks[c.ID()] = *c.After
	}
}

func (m *model) commit(t *rapid.T) {
	id, a := m.pick(t)
	marks := maps.Clone(a.marks)
	var changes []annotate.Change
	for range rapid.IntRange(0, 4).Draw(t, "changes") {
		c := m.anyChange(t, id, a, marks)
		applyTo(marks, c)
		changes = append(changes, c)
	}
	m.step(t, id, a, changes...)
}

func (m *model) conflict(t *rapid.T) {
	id, a := m.pick(t)
	c := m.anyChange(t, id, a, a.marks)
	m.serial++
	ghost := mark(id, a.article, fmt.Sprintf("A%06d", m.serial), annotate.Claim, "End.")
	_, err := m.store.Commit(id, step("S-conflict", c, annotate.Delete(ghost)))
	if !errors.Is(err, ErrConflict) {
		t.Fatalf("error %v", err)
	}
}

// undo undoes the last step, as the reader does: without a version change.
func (m *model) undo(t *rapid.T) {
	id, a := m.pick(t)
	if len(a.steps) == 0 {
		t.Skip("no step yet")
	}
	m.serial++
	last := a.steps[len(a.steps)-1]
	s := step(fmt.Sprintf("S%06d", m.serial), last.Inverse()...)
	s.Undoes = last.ID
	seq, err := m.store.Commit(id, s)
	if err != nil {
		t.Fatal(err)
	}
	s.Seq, s.Version = seq, last.Version.Inverse()
	a.apply(s)
}

// apply applies the changes of a step.
func (a *modelArticle) apply(s annotate.Step) {
	a.steps = append(a.steps, s)
	for _, c := range s.Changes {
		applyTo(a.marks, c)
	}
	if !s.Version.IsZero() {
		a.past[s.Version.From], a.place = a.place, a.past[s.Version.To]
		a.article = a.texts[s.Version.To]
	}
}

// variant returns another version of one of the model's texts.
func variant(a *annotate.Article, n int) *annotate.Article {
	paragraphs := []string{"Article of another day."}
	for _, b := range a.Blocks {
		paragraphs = append(paragraphs, b.Span.In(a.Text))
	}
	switch n {
	case 0:
		paragraphs = paragraphs[1:]
	case 1:
		paragraphs[len(paragraphs)-1] = "The same words in part. End."
	}
	if last := len(paragraphs) - 1; last > 5 {
		paragraphs = append(paragraphs[:5:5], paragraphs[last])
	}
	return articleOf(a.Source.Location, paragraphs...)
}

func (m *model) refresh(t *rapid.T) {
	id, a := m.pick(t)
	to := variant(a.article, rapid.IntRange(0, 2).Draw(t, "variant"))
	before := slices.Collect(maps.Values(a.marks))
	slices.SortFunc(before, func(a, b annotate.Annotation) int { return strings.Compare(a.ID, b.ID) })
	placed, err := anchor.Place(a.article, to, before, anchor.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m.serial++
	s := step(fmt.Sprintf("S%06d", m.serial))
	for i, mark := range before {
		after := mark.Clone()
		after.Anchor = placed[i].Anchor
		s.Changes = append(s.Changes, annotate.Edit(mark, after))
	}
	s.Version = annotate.VersionChange{From: a.article.Digest, To: to.Digest}
	v := NewVersion{Article: to, Words: 7, Position: rapid.IntRange(0, len(to.Text)).Draw(t, "place"), Step: s}
	r, err := m.store.TakeVersion(id, v, m.now)
	if err != nil || r.Digest != to.Digest {
		t.Fatalf("%+v, %v", r, err)
	}
	if to.Digest == a.article.Digest {
		return
	}
	s.Seq = uint64(len(a.steps) + 1)
	a.texts[to.Digest], a.past[to.Digest] = to, v.Position
	a.apply(s)
	if again, err := m.store.TakeVersion(id, v, m.now); err != nil || again.Seq != s.Seq {
		t.Fatalf("again: %+v, %v", again, err)
	}
}

// version reads any version of an article.
func (m *model) version(t *rapid.T) {
	id, a := m.pick(t)
	want := a.texts[rapid.SampledFrom(slices.Sorted(maps.Keys(a.texts))).Draw(t, "version")]
	got, err := m.store.Version(id, want.Digest)
	if err != nil || got.Text != want.Text || got.Source.SHA256 != want.Source.SHA256 || len(got.Blocks) != len(want.Blocks) {
		t.Fatalf("%+v, %v", got, err)
	}
}

func (m *model) again(t *rapid.T) {
	id, a := m.pick(t)
	if len(a.steps) == 0 {
		t.Skip("no step yet")
	}
	s := rapid.SampledFrom(a.steps).Draw(t, "step")
	if seq, err := m.store.Commit(id, s); err != nil || seq != s.Seq {
		t.Fatalf("seq %d, error %v", seq, err)
	}
}

func (m *model) forget(t *rapid.T) {
	id, a := m.pick(t)
	if err := m.store.Forget(id, m.now); err != nil {
		t.Fatal(err)
	}
	a.trashed = true
}

func (m *model) restore(t *rapid.T) {
	id, a := m.pick(t)
	if err := m.store.Restore(id); err != nil {
		t.Fatal(err)
	}
	a.trashed = false
}

func (m *model) purge(t *rapid.T) {
	id, _ := m.pick(t)
	if err := m.store.Purge(id); err != nil {
		t.Fatal(err)
	}
	delete(m.articles, id)
}

func (m *model) savePosition(t *rapid.T) {
	id, a := m.pick(t)
	a.place = rapid.IntRange(0, len(a.article.Text)).Draw(t, "off")
	read := rapid.IntRange(0, 100).Draw(t, "read")
	a.read = max(a.read, read)
	if err := m.store.SavePosition(id, a.article.Digest, a.place, read, m.now); err != nil {
		t.Fatal(err)
	}
}

// check compares the store with the map.
func (m *model) check(t *rapid.T) {
	records, err := m.store.Records()
	trash, err2 := m.store.Trash()
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if len(records)+len(trash) != len(m.articles) {
		t.Fatalf("%d and %d articles, want %d", len(records), len(trash), len(m.articles))
	}
	for _, r := range append(records, trash...) {
		a := m.articles[r.ID]
		if a == nil || a.trashed == r.Trashed.IsZero() || r.Position != a.place || r.ReadPercent != a.read || r.Digest != a.article.Digest || r.Seq != uint64(len(a.steps)) {
			t.Fatalf("record %+v, want %+v", r, a)
		}
		m.checkArticle(t, r, a)
	}
}

func (m *model) checkArticle(t *rapid.T, r Record, a *modelArticle) {
	got, err := m.store.Article(r.ID)
	if err != nil || got.Text != a.article.Text || got.Source.Location != a.article.Source.Location {
		t.Fatalf("article %+v, error %v", got, err)
	}
	annotations, _, err := m.store.Annotations(r.ID)
	if err != nil || len(annotations) != len(a.marks) {
		t.Fatalf("%d annotations, want %d; error %v", len(annotations), len(a.marks), err)
	}
	counts, unsure := map[annotate.Tag]int{}, 0
	for _, x := range annotations {
		counts[x.Tag]++
		if !x.Anchor.State.Certain() {
			unsure++
		}
		if !x.Equal(a.marks[x.ID]) {
			t.Fatalf("annotation %+v, want %+v", x, a.marks[x.ID])
		}
	}
	if !maps.Equal(counts, r.Counts) || unsure != r.NeedsPlacing {
		t.Fatalf("counts %v, want %v", r.Counts, counts)
	}
	history, err := m.store.History(r.ID)
	if err != nil || !cmp.Equal(history, a.steps, cmpopts.EquateEmpty(), cmp.Comparer(annotate.Annotation.Equal)) {
		t.Fatalf("history %+v, want %+v; error %v", history, a.steps, err)
	}
}
