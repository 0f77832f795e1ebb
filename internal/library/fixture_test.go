package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"

	"github.com/oklog/ulid/v2"
)

func noon() time.Time { return time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC) }

func newID() string { return ulid.Make().String() }

// newLibrary returns an empty library with the author ada.
func newLibrary(t testing.TB) *Library {
	t.Helper()
	return newLibraryAt(t, filepath.Join(t.TempDir(), "galley.db"))
}

func newLibraryAt(t testing.TB, path string) *Library {
	t.Helper()
	l := New(Options{
		Path: path, Version: "test", Author: func() string { return "ada" }, Now: noon, NewID: newID, Stdin: strings.NewReader(""),
	})
	t.Cleanup(func() { l.Close() }) // what is still being saved would come back after the folder is removed
	return l
}

// write writes a file in a new folder and returns its path.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "levy.txt")
	rewrite(t, path, text)
	return path
}

func rewrite(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// start opens the article at path.
func start(t *testing.T, l *Library, path string) *Document {
	t.Helper()
	doc, _, err := l.Start(path, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// stepOn returns a step that annotates the first n bytes of an article.
func stepOn(a *annotate.Article, n int) annotate.Step {
	return annotate.Step{ID: newID(), Time: noon(), Creator: "ada", Summary: "claim in ¶1", Changes: []annotate.Change{
		annotate.Create(annotate.Annotation{
			ID: newID(), Article: a.ID, Tag: annotate.Claim, Created: noon(), Modified: noon(),
			Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{End: n}),
		}),
	}}
}
