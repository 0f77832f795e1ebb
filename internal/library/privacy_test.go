package library

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"galley/annotate/export"
)

// twins saves two files of one name with an annotation each, and returns their library.
func twins(t *testing.T) *Library {
	t.Helper()
	l := newLibrary(t)
	for _, text := range []string{"The levy adds 4.20 to every ticket.", "Ferries leave at nine from the other quay."} {
		saveFile(t, l, write(t, text))
	}
	return l
}

// saveFile saves an article with an annotation on its first word.
func saveFile(t *testing.T, l *Library, path string) {
	t.Helper()
	l = newLibraryAt(t, l.options.Path) // each is closed once
	doc := start(t, l, path)
	l.Save(doc.Article.ID, stepOn(doc.Article, strings.Index(doc.Article.Text, " ")))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// exportAll exports a library to a file.
func exportAll(t *testing.T, l *Library, format string) string {
	t.Helper()
	f, err := export.FormatByName(format)
	if err != nil {
		t.Fatal(err)
	}
	records, err := l.store.Records()
	if err != nil {
		t.Fatal(err)
	}
	x, err := l.NewExport(Exportable(records), ExportOptions{Format: f})
	path := filepath.Join(t.TempDir(), "marks"+f.Extension)
	if err == nil {
		_, err = x.WriteFile(path, KeepExisting)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestArticlesOfOneFileNameStayTwo(t *testing.T) {
	l, to := twins(t), newLibrary(t)
	t.Chdir(t.TempDir())
	rewrite(t, "levy.txt", "A file of that name in the working folder.")
	path := exportAll(t, l, "json")
	if err := plan(t, to, path).Commit(); err != nil {
		t.Fatal(err)
	}
	records, err := to.store.Records()
	if err != nil || len(records) != 2 || len(records[0].Counts) != 1 || len(records[1].Counts) != 1 {
		t.Fatalf("%+v, %v", records, err)
	}
	if again := exportAll(t, to, "json"); read(t, again) != read(t, path) {
		t.Errorf("-written +written again:\n%s\n%s", read(t, path), read(t, again))
	}
	for _, r := range records {
		a, err := to.store.Article(r.ID)
		if err != nil || r.Source.Location != "levy.txt" {
			t.Fatalf("%+v, %v", r, err)
		}
		if u, err := to.CheckLocalUpdate(a); u != nil || err != nil {
			t.Errorf("read the file in the working folder: %+v, %v", u, err)
		}
		if u, err := to.CheckUpdate(a); u != nil || err == nil || !strings.Contains(err.Error(), "--from") {
			t.Errorf("update %+v, error %v", u, err)
		}
	}
}

// Another library that read the same files finds the articles by their digests.
func TestArticlesOfOneFileNameAreFoundByTheirDigests(t *testing.T) {
	l := twins(t)
	for _, format := range []string{"jsonl", "csv", "w3c", "hypothesis"} {
		document := read(t, exportAll(t, l, format))
		records, err := l.store.Records()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records { // ids of another library
			document = regexp.MustCompile(r.ID+`\b`).ReplaceAllString(document, "other"+r.ID[:1])
		}
		path := filepath.Join(t.TempDir(), "marks")
		rewrite(t, path, document)
		to := newLibrary(t)
		for _, r := range records {
			a, err := l.store.Article(r.ID)
			if err != nil {
				t.Fatal(err)
			}
			saveFile(t, to, write(t, a.Text))
		}
		if in := plan(t, to, path); in.Articles() != 2 || in.Added != 2 || in.Uncertain != 0 {
			t.Errorf("%s: %+v", format, in)
		}
	}
}

func TestFileNameAloneIdentifiesNoArticle(t *testing.T) {
	t.Chdir(t.TempDir())
	l := newLibrary(t)
	saveFile(t, l, write(t, "The levy adds 4.20 to every ticket."))
	rewrite(t, "levy.txt", "The file in the working folder.")
	saveFile(t, l, "levy.txt")
	rewrite(t, "marks.csv", "tag,quote,kind,location\nclaim,no such words,file,levy.txt\n")
	if in, err := l.PlanImport([]string{"marks.csv"}, ImportOptions{}); err == nil {
		t.Errorf("found an article: %+v", in)
	}
}
