package library

import (
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
	"galley/storage"
)

// exported saves an article with one annotation and returns its export.
func exported(t *testing.T, l *Library) (path string, x *Export) {
	t.Helper()
	doc := start(t, l, write(t, "The levy adds 4.20 to every ticket."))
	l.Save(doc.Article.ID, stepOn(doc.Article, len("The levy")))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	x, err = l.NewExport(Exportable(records), ExportOptions{Format: export.Formats()[0]})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "levy.json")
	if _, err := x.WriteFile(path, KeepExisting); err != nil {
		t.Fatal(err)
	}
	return path, x
}

func plan(t *testing.T, l *Library, paths ...string) *Import {
	t.Helper()
	in, err := l.PlanImport(paths, ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestImportChangesNothingUntilItIsCommitted(t *testing.T) {
	path, x := exported(t, newLibrary(t))
	to := newLibrary(t)
	in := plan(t, to, path)
	if empty, err := to.store.Empty(); err != nil || !empty || in.Articles() != x.Articles || in.Added != x.Annotations {
		t.Errorf("plan %+v, empty %v, error %v", in, empty, err)
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
	if again := plan(t, to, path, path); again.Added != 0 || again.Present != 2*x.Annotations || again.Articles() != x.Articles {
		t.Errorf("planned again: %+v", again)
	}
}

func TestFileThatFailsStopsTheWholeImport(t *testing.T) {
	path, _ := exported(t, newLibrary(t))
	bad := filepath.Join(t.TempDir(), "bad.json")
	rewrite(t, bad, `{"format": "galley/1", "articles": [{"id": "x"}]}`)
	in, err := newLibrary(t).PlanImport([]string{path, bad}, ImportOptions{})
	if in != nil || err == nil || !strings.Contains(err.Error(), "nothing was imported") {
		t.Errorf("plan %v, error %v", in, err)
	}
}

func TestRescueFileBringsBackOnlyWhatWasNotSaved(t *testing.T) {
	l := newLibrary(t)
	doc := start(t, l, write(t, "The levy adds 4.20 to every ticket."))
	saved, unsaved := stepOn(doc.Article, len("The levy")), stepOn(doc.Article, len("The"))
	l.Save(doc.Article.ID, saved)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	path, err := storage.WriteRescue(t.TempDir(), doc.Article, []annotate.Step{saved, unsaved}, noon())
	if err != nil {
		t.Fatal(err)
	}
	in := plan(t, l, path)
	if in.Added != 1 || in.Present != 1 {
		t.Errorf("plan %+v", in)
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
	if history, err := l.History(doc.Article.ID); err != nil || len(history) != 2 {
		t.Errorf("%d steps, error %v", len(history), err)
	}
}
