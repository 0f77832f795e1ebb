package library

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
	"galley/annotate/source"
)

// exportOf returns an export of an article with one claim.
func exportOf(t *testing.T, format string, span annotate.Span) *Export {
	t.Helper()
	text := "The levy adds 4.20 to every ticket."
	a := &annotate.Article{ID: "levy", Text: text, Digest: annotate.DigestOf(text), Source: annotate.Source{Kind: annotate.FromFile},
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}}}}
	annotate.NumberBlocks(a.Blocks)
	n := annotate.Annotation{
		ID: "01J00000000000000000000000", Article: "levy", Tag: annotate.Claim, Creator: "ada", Created: noon(), Modified: noon(),
		Anchor: anchor.Describe(text, a.Digest, annotate.Span{Start: 4, End: 18}),
	}
	n.Anchor.Span = span
	f, err := export.FormatByName(format)
	if err != nil {
		t.Fatal(err)
	}
	return newLibrary(t).ExportArticle(a, []annotate.Annotation{n}, f)
}

func levyExport(t *testing.T, format string) *Export {
	t.Helper()
	return exportOf(t, format, annotate.Span{Start: 4, End: 18})
}

// files lists the names in the current folder.
func files(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

func TestExportWritesAWholeFileAndNothingElse(t *testing.T) {
	t.Chdir(t.TempDir())
	written, err := levyExport(t, "json").WriteFile("levy.json", KeepExisting)
	if err != nil || !strings.HasSuffix(written, "levy.json") {
		t.Fatalf("wrote %q, error %v", written, err)
	}
	data, err := os.ReadFile("levy.json")
	if err != nil || !json.Valid(data) || !strings.Contains(string(data), `"quote": "levy adds 4.20"`) {
		t.Errorf("error %v, wrote %s", err, data)
	}
	if got := files(t); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestExportReplacesAFileOnlyIfAllowed(t *testing.T) {
	t.Chdir(t.TempDir())
	rewrite(t, "levy.json", "mine")
	_, err := levyExport(t, "json").WriteFile("levy.json", KeepExisting)
	if data, _ := os.ReadFile("levy.json"); !errors.Is(err, fs.ErrExist) || string(data) != "mine" {
		t.Fatalf("error %v, the file holds %q", err, data)
	}
	if _, err = levyExport(t, "json").WriteFile("levy.json", ReplaceExisting); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile("levy.json"); string(data) == "mine" {
		t.Error("it was not replaced")
	}
}

func TestFailedExportLeavesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		path string
		span annotate.Span
		says string
	}{
		"a missing folder":               {filepath.Join("no", "levy.json"), annotate.Span{Start: 4, End: 18}, "no such file or folder"},
		"a span that is not in the text": {"levy.json", annotate.Span{Start: 4, End: 99}, "could not be written"},
		"a folder":                       {".", annotate.Span{Start: 4, End: 18}, "it is a folder"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			_, err := exportOf(t, "json", c.span).WriteFile(c.path, KeepExisting)
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v", err)
			}
			if got := files(t); len(got) != 0 {
				t.Errorf("left behind: %v", got)
			}
		})
	}
}

func TestFailedExportKeepsTheFileThatItWouldReplace(t *testing.T) {
	t.Chdir(t.TempDir())
	rewrite(t, "levy.json", "mine")
	if _, err := exportOf(t, "json", annotate.Span{Start: 4, End: 99}).WriteFile("levy.json", ReplaceExisting); err == nil {
		t.Error("no error")
	}
	if data, _ := os.ReadFile("levy.json"); string(data) != "mine" || len(files(t)) != 1 {
		t.Errorf("the file contains %q; the folder contains %v", data, files(t))
	}
}

func TestFormatOfTwoFilesIsWrittenWholeOrNotAtAll(t *testing.T) {
	t.Chdir(t.TempDir())
	written, err := levyExport(t, "brat").WriteFile("levy.ann", KeepExisting)
	if err != nil || !strings.HasSuffix(written, "levy.ann and levy.txt") {
		t.Fatalf("wrote %q, error %v", written, err)
	}
	if text, err := os.ReadFile("levy.txt"); err != nil || string(text) != "The levy adds 4.20 to every ticket." {
		t.Errorf("the text is %q, error %v", text, err)
	}
	if err := os.Remove("levy.txt"); err != nil {
		t.Fatal(err)
	}
	if _, err := levyExport(t, "brat").WriteFile("levy.ann", KeepExisting); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	if got := files(t); !slices.Equal(got, []string{"levy.ann"}) {
		t.Errorf("left behind: %v", got)
	}
}

func TestCompanionIsNeverReplaced(t *testing.T) {
	for _, existing := range []Existing{KeepExisting, ReplaceExisting} {
		t.Chdir(t.TempDir())
		rewrite(t, "levy.txt", "the source of the article")
		_, err := levyExport(t, "brat").WriteFile("levy.ann", existing)
		if err == nil || !strings.Contains(err.Error(), "levy.txt") || !strings.Contains(err.Error(), "a different file") {
			t.Errorf("error %v", err)
		}
		if data, _ := os.ReadFile("levy.txt"); string(data) != "the source of the article" || len(files(t)) != 1 {
			t.Errorf("the file contains %q; the folder contains %v", data, files(t))
		}
		rewrite(t, "levy.txt", "The levy adds 4.20 to every ticket.")
		if _, err := levyExport(t, "brat").WriteFile("levy.ann", existing); err != nil {
			t.Errorf("with the same contents: %v", err)
		}
	}
}

// Only the folder was named: a link in it is not followed, whatever it leads to.
func TestExportToAFolderFollowsNoLink(t *testing.T) {
	for format, link := range map[string]string{"json": ".json", "html": ".html", "brat": ".ann", "brat's text": ".txt"} {
		for _, target := range []string{"diary.txt", "missing.txt"} {
			t.Run(format+" to "+target, func(t *testing.T) {
				t.Chdir(t.TempDir())
				x := levyExport(t, strings.TrimSuffix(format, "'s text"))
				for b := range x.bundles() {
					x.names = []string{x.fileName(b)}
				}
				stem := strings.TrimSuffix(x.names[0], filepath.Ext(x.names[0]))
				rewrite(t, "diary.txt", "mine")
				if err := errors.Join(os.Mkdir("out", 0o700), os.Symlink("../"+target, "out/"+stem+link)); err != nil {
					t.Skip(err)
				}
				err := x.WriteFolder("out", ReplaceExisting)
				if err == nil || !strings.Contains(err.Error(), "symbolic link") || !strings.Contains(err.Error(), stem+link) {
					t.Errorf("error %v", err)
				}
				if data, _ := os.ReadFile("diary.txt"); string(data) != "mine" || !slices.Equal(files(t), []string{"diary.txt", "out"}) {
					t.Errorf("the file contains %q; the folder contains %v", data, files(t))
				}
			})
		}
	}
}

func TestPreviewIsTheBeginningOfTheFile(t *testing.T) {
	t.Chdir(t.TempDir())
	x := levyExport(t, "csv")
	preview, err := x.Preview()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.WriteFile("levy.csv", KeepExisting); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile("levy.csv")
	if got := strings.Join(preview.Lines, "\n"); !strings.HasPrefix(source.Clean(string(data)), got) || got == "" {
		t.Errorf("preview %q of %q", got, data)
	}
	if preview, err = levyExport(t, "docx").Preview(); err != nil || preview.Lines != nil {
		t.Errorf("preview of a format that is not text: %q, error %v", preview.Lines, err)
	}
	if preview, err = levyExport(t, "claimreview").Preview(); err != nil || preview.Loss == "" {
		t.Errorf("the loss is %q, error %v", preview.Loss, err)
	}
}

func TestSuggestedFileDoesNotExist(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, want := range []string{"levy", "levy-2", "levy-3"} {
		name, folder := SuggestFile("levy")
		if name != want || folder == "" {
			t.Errorf("suggested %q in %q, want %q", name, folder, want)
		}
		rewrite(t, name+".json", "")
	}
}
