package library

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
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
	x, err = l.NewExport(Exportable(records), ExportOptions{Format: export.Formats()[0], WithPaths: true})
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

// An import may say anything about where its articles are from.
func TestImportLeavesTheLocationsOfSavedArticlesAlone(t *testing.T) {
	const address = "http://127.0.0.1:9999/track"
	l := newLibrary(t)
	path, _ := exported(t, l)
	before, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	own := regexp.MustCompile(`"kind": "file",\s*"location": "[^"]*"`)
	forged := own.ReplaceAllString(string(data), `"kind": "url", "location": "`+address+`"`)
	forged = regexp.MustCompile(`("id": "[^"]*)(",\s*"tag")`).ReplaceAllString(forged, "${1}x$2")
	rewrite(t, path, forged)
	in := plan(t, l, path)
	if err := in.Commit(); err != nil || in.Added != 1 || in.Addresses != nil {
		t.Fatalf("plan %+v, error %v", in, err)
	}
	after, err := l.store.Records()
	if err != nil || len(after) != 1 || !reflect.DeepEqual(after[0].Locations, before[0].Locations) || after[0].Source != before[0].Source {
		t.Errorf("%+v became %+v, error %v", before, after, err)
	}

	to := newLibrary(t)
	in = plan(t, to, path, path)
	if err := in.Commit(); err != nil || !slices.Equal(in.Addresses, []string{address}) {
		t.Errorf("addresses %q, error %v", in.Addresses, err)
	}
	other := strings.NewReplacer(address, "http://b.example/", `"location"`, `"requested": "`+address+`", "location"`, "every", "Every", `x",`, `y",`).Replace(forged)
	other = strings.Replace(other, before[0].ID, before[0].ID+"0", 1)
	other = regexp.MustCompile(`"(sha256)": "[^"]*",`).ReplaceAllString(other, "")
	rewrite(t, path, other)
	_ = plan(t, to, path).Commit()
	first, err := to.store.ByLocation(annotate.FromURL, address)
	if err != nil || first.ID != before[0].ID {
		t.Errorf("the address leads to %+v, error %v", first, err)
	}
}

// An export keeps the collection. Import does not move a saved article to another one.
func TestImportKeepsTheCollection(t *testing.T) {
	from := newLibrary(t)
	path, _ := exported(t, from)
	records, err := from.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	id := records[0].ID
	if err := from.SetCollection(id, "Harbor\u202e levy"); err != nil {
		t.Fatal(err)
	}
	if records, err = from.store.Records(); err != nil {
		t.Fatal(err)
	}
	x, err := from.NewExport(records, ExportOptions{Format: export.Formats()[0]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.WriteFile(path, ReplaceExisting); err != nil {
		t.Fatal(err)
	}
	to := newLibrary(t)
	for _, own := range []string{"Harbor levy", "Ferries"} {
		if err := plan(t, to, path).Commit(); err != nil {
			t.Fatal(err)
		}
		if r, err := to.store.Record(id); err != nil || r.Collection != own {
			t.Errorf("collection %q, want %q (error %v)", r.Collection, own, err)
		}
		if err := to.SetCollection(id, "Ferries"); err != nil {
			t.Fatal(err)
		}
	}
}
