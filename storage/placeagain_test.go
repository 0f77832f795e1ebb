package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

// A refreshedLibrary is a library right after its articles switched to new versions.
type refreshedLibrary struct {
	bytes []byte
	words map[string]string // that an annotation covers on a text, by id and digest
}

// newRefreshedLibrary annotates articles of 60 paragraphs, then switches each to a new
// version, in which every offset is different.
func newRefreshedLibrary(t *testing.T, articles int) refreshedLibrary {
	t.Helper()
	s, l := newStore(t), refreshedLibrary{words: map[string]string{}}
	note := func(id string) {
		m, err := s.Snapshot(id)
		must(t, err)
		for _, a := range m.Annotations {
			if a.Anchor.State.Placed() {
				l.words[a.ID+a.Anchor.TextDigest] = a.Span().In(m.Article.Text)
			}
		}
	}
	var ids []string
	for n := range articles {
		var old []string
		for i := range 60 {
			old = append(old, fmt.Sprintf("Paragraph %d of article %d says that %d ferries left %s.", i, n, i*7, strings.Repeat("late ", i%5)))
		}
		a := articleOf(fmt.Sprintf("/copy/%d.txt", n), old...)
		r := save(t, s, a)
		for i, words := range old[1:25] {
			id := fmt.Sprintf("01%02d%02d", n, i)
			commit(t, s, r.ID, "S"+id, annotate.Create(mark(r.ID, a, id, annotate.Claim, words)))
		}
		ids = append(ids, r.ID)
		note(r.ID)
	}
	for n, id := range ids {
		a, err := s.Article(id)
		must(t, err)
		paragraphs := strings.Split(a.Text, annotate.Separator)
		paragraphs[3] = strings.Replace(paragraphs[3], "ferries", "boats", 1)
		edited := append([]string{"A paragraph that was not there before.", "Nor was this."}, slices.Delete(paragraphs, 7, 8)...)
		_, err = s.TakeVersion(id, taking(t, s, id, fmt.Sprintf("R%d", n), articleOf(a.Source.Location, edited...)), noon)
		must(t, err)
		note(id)
	}
	wantHealthy(t, s)
	var err error
	l.bytes, err = os.ReadFile(s.Path())
	must(t, err)
	return l
}

// wantTrueWords fails if an annotation is shown on words that it was never on. It
// returns how many were shown with and without a place.
func (l refreshedLibrary) wantTrueWords(t *testing.T, s *Store) (placed, unplaced int) {
	t.Helper()
	records, _ := s.Records()
	for _, r := range records {
		m, _ := s.Snapshot(r.ID)
		for _, a := range m.Annotations {
			switch {
			case m.Article == nil:
			case !a.Anchor.State.Placed():
				unplaced++
			case l.words[a.ID+m.Article.Digest] != a.Span().In(m.Article.Text):
				t.Errorf("annotation %s is on %q", a.ID, a.Span().In(m.Article.Text))
			default:
				placed++
			}
		}
	}
	return placed, unplaced
}

func TestAnnotationsAreNeverOnWrongWordsAfterDamageRightAfterARefresh(t *testing.T) {
	for _, articles := range []int{1, 5} {
		l := newRefreshedLibrary(t, articles)
		page := os.Getpagesize()
		for at := 0; at < len(l.bytes); at += page {
			for name, damage := range map[string]func([]byte){
				"blank":   func(p []byte) { clear(p) },
				"flipped": func(p []byte) { p[8+at/page%40] ^= 4 },
			} {
				if articles > 1 && name != "blank" {
					continue // one kind is enough
				}
				t.Run(fmt.Sprintf("%d articles, page %d %s", articles, at/page, name), func(t *testing.T) {
					t.Parallel()
					path := filepath.Join(t.TempDir(), "galley.db")
					damaged := slices.Clone(l.bytes)
					damage(damaged[at : at+page])
					must(t, os.WriteFile(path, damaged, 0o600))
					l.wantTrueWords(t, New(path))
					if _, err := New(path).Repair(path+".new", noon, placeInTest); err != nil {
						wantError(t, err, ErrDamaged)
						return
					}
					l.wantTrueWords(t, New(path+".new"))
				})
			}
		}
	}
}

// A record is older than the annotations of its article, or newer.
func TestRecordAndAnnotationsOfDifferentVersions(t *testing.T) {
	for name, spoil := range map[string]func(x *txn, before, after Record, marks []annotate.Annotation) error{
		"older record": func(x *txn, before, _ Record, _ []annotate.Annotation) error { return records{x}.put(before) },
		"older annotations": func(x *txn, _, after Record, marks []annotate.Annotation) error {
			for _, m := range marks {
				if _, err := (annotations{x}).put(&after, m); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, before, after, marks := refreshed(t)
			want, _, err := s.Annotations(before.ID)
			must(t, err)
			must(t, s.db.update("spoil", func(x *txn) error { return spoil(x, before, after, marks) }))
			got, _, err := s.Annotations(before.ID)
			wantError(t, err, ErrDamaged)
			if i := slices.IndexFunc(got, func(a annotate.Annotation) bool { return a.Anchor.State.Placed() }); len(got) != 3 || i >= 0 {
				t.Errorf("read as %+v", got)
			}
			if line := err.Error(); !strings.Contains(line, "without a place") || !strings.Contains(line, annotate.OtherText) {
				t.Error(line)
			}
			fixed, report := repaired(t, s)
			if !strings.Contains(strings.Join(report.Problems, "\n"), "version") {
				t.Errorf("%q", report.Problems)
			}
			got, _, err = fixed.Annotations(before.ID)
			must(t, err)
			wantMarks(t, got, want)
			wantHealthy(t, fixed)
		})
	}
}

func TestAnnotationWithoutItsTextCanBePlacedAndDeleted(t *testing.T) {
	s, before, after, marks := refreshed(t)
	must(t, s.db.update("spoil", func(x *txn) error {
		now, err := annotations{x}.get(before.ID, marks[0].ID)
		must(t, err)
		after.countAnnotation(now, -1)
		_, err = annotations{x}.put(&after, marks[0])
		return errors.Join(err, records{x}.put(after))
	}))
	a, err := s.Article(before.ID)
	must(t, err)
	read, _, _ := s.Annotations(before.ID)
	placed := read[0].Clone()
	placed.Anchor = anchor.Describe(a.Text, a.Digest, annotate.Span{Start: 0, End: 7})
	commit(t, s, before.ID, "P1", annotate.Edit(read[0], placed))
	wantHealthy(t, s)
	commit(t, s, before.ID, "P2", annotate.Delete(placed))
	wantHealthy(t, s)
}
