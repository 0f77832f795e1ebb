package library

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

const gatherText = "The levy adds 4.20 to every ticket. A tax on people.\n"

// gatherMark returns an annotation of the words of gatherText.
func gatherMark(id, creator, words string) annotate.Annotation {
	text := strings.TrimSpace(gatherText)
	at := strings.Index(text, words)
	return annotate.Annotation{
		ID: id, Tag: annotate.Claim, Creator: creator, Created: noon(), Modified: noon(),
		Anchor: anchor.Describe(text, annotate.DigestOf(text), annotate.Span{Start: at, End: at + len(words)}),
	}
}

// handIn writes annotations as JSON to a file with this name in dir.
func handIn(t *testing.T, dir, name string, annotations ...annotate.Annotation) string {
	t.Helper()
	text := strings.TrimSpace(gatherText)
	a := &annotate.Article{
		ID: "01JGATHER0000000000000000A", Text: text, Digest: annotate.DigestOf(text), Source: annotate.Source{Kind: annotate.FromStdin},
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}, Number: 1}},
	}
	var out strings.Builder
	if _, err := export.WriteJSON(&out, export.All(export.Bundle{Article: a, Annotations: annotations}), export.WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	rewrite(t, path, out.String())
	return path
}

// gathers takes files into a library, and returns its annotations as "id creator words".
func gathers(t *testing.T, l *Library, article string, files ...string) (list, notices []string) {
	t.Helper()
	notices, err := GatherRequest{Article: article, Files: files}.Run(l)
	if err != nil {
		t.Fatal(err)
	}
	records, err := l.Lookup([]string{article})
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := l.store.Annotations(records[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", n.ID, n.Creator, n.Anchor.Exact, n.Note)))
	}
	slices.Sort(list)
	return list, notices
}

func wantGathered(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("the library has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFilesWithTheSameNameAreTakenUnderTheirOwn(t *testing.T) {
	l, dir, article := newLibrary(t), t.TempDir(), write(t, gatherText)
	ann := handIn(t, dir, "ann.json", gatherMark("A1", "student", "adds 4.20"))
	ben := handIn(t, dir, "ben.json", gatherMark("B1", "student", "adds 4.20 to every ticket"))
	want := []string{"A1 ann adds 4.20", "B1 ben adds 4.20 to every ticket"}
	got, notices := gathers(t, l, article, ann, ben)
	wantGathered(t, got, want...)
	if len(notices) != 4 || !strings.Contains(notices[0], "as those of another file are") {
		t.Errorf("%q", notices)
	}
	got, notices = gathers(t, l, article, ann, ben)
	wantGathered(t, got, want...)
	if len(notices) != 2 || !strings.HasSuffix(notices[1], "1 annotation by “ben”, 0 new") {
		t.Errorf("again: %q", notices)
	}
	// ben goes on and hands in again, alone
	later := gatherMark("B1", "student", "adds 4.20 to every ticket")
	later.Note, later.Modified = "how much?", noon().Add(time.Hour)
	ben = handIn(t, dir, "ben.json", later, gatherMark("B2", "student", "A tax on people."))
	got, _ = gathers(t, l, article, ben)
	wantGathered(t, got, "A1 ann adds 4.20", "B1 ben adds 4.20 to every ticket how much?", "B2 ben A tax on people.")
}

func TestNameInTheLibraryStaysWhenAnotherFileHasItToo(t *testing.T) {
	l, dir, article := newLibrary(t), t.TempDir(), write(t, gatherText)
	ann := handIn(t, dir, "ann.json", gatherMark("A1", "student", "adds 4.20"))
	got, _ := gathers(t, l, article, ann)
	wantGathered(t, got, "A1 student adds 4.20")
	ben := handIn(t, dir, "ben.json", gatherMark("B1", "student", "A tax on people."))
	got, _ = gathers(t, l, article, ann, ben)
	wantGathered(t, got, "A1 student adds 4.20", "B1 ben A tax on people.")
}

func TestAnnotationInSeveralFilesIsTakenOnce(t *testing.T) {
	l, dir, article := newLibrary(t), t.TempDir(), write(t, gatherText)
	given, edited := gatherMark("T1", "teacher", "The levy"), gatherMark("T1", "teacher", "The levy")
	edited.Note, edited.Modified = "which?", noon().Add(time.Hour)
	ann := handIn(t, dir, "ann.json", given, gatherMark("A1", "ann", "adds 4.20"))
	ben := handIn(t, dir, "ben.json", edited, gatherMark("B1", "ben", "A tax on people."))
	want := []string{"A1 ann adds 4.20", "B1 ben A tax on people.", "T1 teacher The levy which?"}
	got, _ := gathers(t, l, article, ann, ben)
	wantGathered(t, got, want...)
	got, _ = gathers(t, l, article, ann, ben, ann)
	wantGathered(t, got, want...)
}

// A file cannot change what another person annotated, or decide.
func TestFileSpeaksForItsOwnPeople(t *testing.T) {
	l, dir, article := newLibrary(t), t.TempDir(), write(t, gatherText)
	gathers(t, l, article, handIn(t, dir, "ann.json", gatherMark("A1", "ann", "adds 4.20")))
	taken, decision := gatherMark("A1", "mallory", "The levy"), gatherMark("D1", "mallory", "The levy")
	taken.Modified = noon().Add(time.Hour)
	decision.Decided, decision.From = "border", []string{"A1"}
	got, _ := gathers(t, l, article, handIn(t, dir, "mallory.json", taken, decision, gatherMark("M1", "mal\u202e\u0007lory", "A tax on people.")))
	wantGathered(t, got, "A1 ann adds 4.20", "M1 mallory A tax on people.")
}

func TestMarksWithoutIdsAreTakenOnce(t *testing.T) {
	l, dir, article := newLibrary(t), t.TempDir(), write(t, gatherText)
	path := filepath.Join(dir, "ann.ann")
	rewrite(t, path, "T1\tclaim 9 18\tadds 4.20\n")
	rewrite(t, filepath.Join(dir, "ann.txt"), strings.TrimSpace(gatherText))
	for range 2 {
		got, _ := gathers(t, l, article, path)
		if len(got) != 1 || !strings.HasSuffix(got[0], " ann adds 4.20") {
			t.Errorf("%q", got)
		}
	}
}

func TestBlindUserSeesTheirOwnUntilTheyAreDone(t *testing.T) {
	l := New(Options{
		Path: filepath.Join(t.TempDir(), "galley.db"), Author: func() string { return "ada" }, Now: noon, NewID: newID, Blind: func() bool { return true },
	})
	article := write(t, gatherText)
	gathers(t, l, article, handIn(t, t.TempDir(), "a.json", gatherMark("A1", "ada", "adds 4.20"), gatherMark("B1", "ben", "A tax on people.")))
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	id := records[0].ID
	for _, done := range []time.Time{{}, noon(), {}} {
		if err := l.store.SetDone(id, "ada", done); err != nil {
			t.Fatal(err)
		}
		want := 1
		if !done.IsZero() {
			want = 2
		}
		s, err := l.Snapshot(id)
		shown, _, showErr := l.Show(article, ReadOptions{})
		texts := l.Texts([]string{id})
		if err != nil || showErr != nil || len(s.Annotations) != want || len(shown.Annotations) != want || strings.Contains(texts[0].Text, "A tax") != (want == 2) {
			t.Errorf("done %v: %d and %d annotations, %q, %v, %v", done, len(s.Annotations), len(shown.Annotations), texts, err, showErr)
		}
	}
}

func TestImportTakesOverWhoIsDone(t *testing.T) {
	l := newLibrary(t)
	doc := start(t, l, write(t, gatherText))
	l.Save(doc.Article.ID, stepOn(doc.Article, len("The levy")))
	l.SetDone(doc.Article.ID, "ann", noon())
	l.SetDone(doc.Article.ID, "ben", noon().Add(time.Hour))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "all.json")
	x, err := l.NewExport(records, ExportOptions{Format: export.Formats()[0]})
	if err == nil {
		_, err = x.WriteFile(path, KeepExisting)
	}
	if err != nil {
		t.Fatal(err)
	}
	other := newLibrary(t)
	for range 2 {
		if err := plan(t, other, path).Commit(); err != nil {
			t.Fatal(err)
		}
		records, err := other.store.Records()
		if err != nil || len(records) != 1 {
			t.Fatal(records, err)
		}
		done := slices.SortedFunc(slices.Values(records[0].Done), func(a, b annotate.Done) int { return cmp.Compare(a.By, b.By) })
		want := []annotate.Done{{By: "ann", At: noon()}, {By: "ben", At: noon().Add(time.Hour)}}
		if !slices.Equal(done, want) {
			t.Errorf("done %v, want %v", done, want)
		}
	}
}
