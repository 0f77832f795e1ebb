package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
)

// noon is the current time in tests.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func newStore(t testing.TB) *Store {
	t.Helper()
	return New(filepath.Join(t.TempDir(), "library", "galley.db"))
}

// articleOf makes an article of paragraphs, read from the file at path.
func articleOf(location string, paragraphs ...string) *annotate.Article {
	text := strings.Join(paragraphs, annotate.Separator)
	sum := sha256.Sum256([]byte(text))
	a := plainArticle(text, annotate.DigestOf(text))
	a.Meta = annotate.Meta{Title: "On " + location, Byline: "Ada Lund"}
	a.Source = annotate.Source{
		Kind: annotate.FromFile, Location: location, MediaType: "text/plain", Charset: "utf-8",
		Retrieved: noon, SHA256: hex.EncodeToString(sum[:]), Bytes: len(text),
	}
	return a
}

// harbour returns the article of most tests.
func harbour() *annotate.Article {
	return articleOf("/copy/harbour.txt",
		"Harbour levy passes after a night of talks",
		"The vote came after nine hours, the longest sitting since 1998.",
		"“Nobody asked the ferry crews,” said Ada Lund. It is a tax on people who cannot stay away.")
}

// save saves an article.
func save(t testing.TB, s *Store, a *annotate.Article) Record {
	t.Helper()
	r, err := saveOne(s, a, len(strings.Fields(a.Text)), noon)
	must(t, err)
	return r
}

// mark returns an annotation on the first occurrence of words.
func mark(article string, a *annotate.Article, id string, tag annotate.Tag, words string) annotate.Annotation {
	start := strings.Index(a.Text, words)
	if start < 0 {
		panic(fmt.Sprintf("no %q in the text", words))
	}
	return annotate.Annotation{
		ID: id, Article: article, Tag: tag, Creator: "ada", Created: noon, Modified: noon,
		Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: start, End: start + len(words)}),
	}
}

func step(id string, changes ...annotate.Change) annotate.Step {
	return annotate.Step{ID: id, Time: noon, Creator: "ada", Summary: "step " + id, Changes: changes}
}

// commit commits a step.
func commit(t testing.TB, s *Store, article, id string, changes ...annotate.Change) uint64 {
	t.Helper()
	seq, err := s.Commit(article, step(id, changes...))
	must(t, err)
	return seq
}

// marked returns a library with the harbour article and three annotations on it.
func marked(t testing.TB) (*Store, Record, []annotate.Annotation) {
	t.Helper()
	s := newStore(t)
	a := harbour()
	r := save(t, s, a)
	marks := []annotate.Annotation{
		mark(r.ID, a, "01A", annotate.Claim, "The vote came after nine hours"),
		mark(r.ID, a, "01B", annotate.Quote, "“Nobody asked the ferry crews,”"),
		mark(r.ID, a, "01C", annotate.Opinion, "It is a tax on people who cannot stay away."),
	}
	marks[1].Fields = annotate.Fields{"speaker": {"Ada Lund"}}
	marks[2].Note = "whose?"
	for i, m := range marks {
		commit(t, s, r.ID, fmt.Sprintf("S%d", i+1), annotate.Create(m))
	}
	r, err := s.Record(r.ID)
	must(t, err)
	return s, r, marks
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

// wantMarks compares annotations in any order.
func wantMarks(t testing.TB, got, want []annotate.Annotation) {
	t.Helper()
	all := make(map[string]annotate.Annotation)
	for _, a := range got {
		all[a.ID] = a
	}
	if len(got) != len(want) || len(all) != len(want) {
		t.Fatalf("%d annotations, want %d", len(got), len(want))
	}
	for _, w := range want {
		if g, ok := all[w.ID]; !ok || !g.Equal(w) {
			t.Fatalf("annotation %s is %+v, want %+v", w.ID, g, w)
		}
	}
}

// wantHealthy fails if Check finds anything.
func wantHealthy(t testing.TB, s *Store) Report {
	t.Helper()
	report, err := s.Check()
	must(t, err)
	if report.Problems != nil {
		t.Fatalf("problems:\n%s", strings.Join(report.Problems, "\n"))
	}
	return report
}

// saveOne saves one article.
func saveOne(s *Store, a *annotate.Article, words int, now time.Time) (Record, error) {
	records, err := s.SaveArticles([]NewArticle{{Article: a, Words: words}}, now)
	if err != nil {
		return Record{}, err
	}
	return records[0], nil
}

// placeInTest is the Placer of repairs.
func placeInTest(a *annotate.Article, list []annotate.Annotation, steps []annotate.Step,
	version func(digest string) (*annotate.Article, error)) ([]annotate.Annotation, error) {
	r, err := anchor.Reanchor(a, a, list, steps, version, nil)
	placed := slices.Clone(list)
	for i, n := range list {
		placed[i].Anchor = r.Placements[n.ID].Anchor
	}
	return placed, err
}
