package cli

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui"
)

// outgoing is an article with one claim, to be written as JSON.
func outgoing() ui.Outgoing {
	text := "The levy adds 4.20 to every ticket."
	a := &annotate.Article{ID: "levy", Text: text, Digest: annotate.DigestOf(text), Source: annotate.Source{Kind: annotate.FromFile},
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}}}}
	annotate.NumberBlocks(a.Blocks)
	made := time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)
	return ui.Outgoing{Format: "json", Article: a, Annotations: []annotate.Annotation{{
		ID: "01J00000000000000000000000", Article: "levy", Tag: annotate.Claim, Creator: "ada", Created: made, Modified: made,
		Anchor: anchor.Describe(text, a.Digest, annotate.Span{Start: 4, End: 18}),
	}}}
}

func testExporter() exporter {
	return exporter{func() time.Time { return time.Date(2026, 5, 14, 14, 0, 0, 0, time.UTC) }}
}

func TestAnExportIsWholeAndNothingElseIsLeftBesideIt(t *testing.T) {
	t.Chdir(t.TempDir())
	path, err := testExporter().WriteFile("levy.json", false, outgoing())
	if err != nil || !strings.HasSuffix(path, "levy.json") {
		t.Fatalf("path %q, error %v", path, err)
	}
	data, err := os.ReadFile("levy.json")
	if err != nil || !json.Valid(data) || !strings.Contains(string(data), `"quote": "levy adds 4.20"`) {
		t.Errorf("error %v, wrote %s", err, data)
	}
	if left, _ := os.ReadDir("."); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAnExportReplacesAFileOnlyWhereItIsAllowedTo(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("levy.json", []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := testExporter().WriteFile("levy.json", false, outgoing())
	if data, _ := os.ReadFile("levy.json"); !errors.Is(err, fs.ErrExist) || string(data) != "mine" {
		t.Fatalf("error %v, the file holds %q", err, data)
	}
	if _, err = testExporter().WriteFile("levy.json", true, outgoing()); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile("levy.json"); string(data) == "mine" {
		t.Error("it was not replaced")
	}
}

func TestAnExportThatFailsLeavesNothing(t *testing.T) {
	t.Chdir(t.TempDir())
	bad := outgoing()
	bad.Annotations[0].Anchor.Exact = "other words"
	bad.Annotations[0].Anchor.Span.End = len(bad.Article.Text) + 9
	for name, c := range map[string]struct {
		name string
		out  ui.Outgoing
		says string
	}{
		"a folder that is not there": {filepath.Join("no", "levy.json"), outgoing(), "no such file or folder"},
		"an annotation that is off":  {"levy.json", bad, "could not be written"},
		"a folder":                   {".", outgoing(), "exists"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testExporter().WriteFile(c.name, false, c.out)
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v", err)
			}
			if left, _ := os.ReadDir("."); len(left) != 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func TestAFormatOfTwoFilesIsWrittenWholeOrNotAtAll(t *testing.T) {
	t.Chdir(t.TempDir())
	o := outgoing()
	o.Format = "brat"
	path, err := testExporter().WriteFile("levy.ann", false, o)
	if err != nil || !strings.HasSuffix(path, "levy.ann and levy.txt") {
		t.Fatalf("path %q, error %v", path, err)
	}
	if text, err := os.ReadFile("levy.txt"); err != nil || string(text) != o.Article.Text {
		t.Errorf("the text is %q, error %v", text, err)
	}
	if err := os.Remove("levy.ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := testExporter().WriteFile("levy.ann", false, o); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error %v", err)
	}
	if left, _ := os.ReadDir("."); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestASuggestedNameIsThatOfNoFile(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, want := range []string{"levy", "levy-2", "levy-3"} {
		free, folder := testExporter().Suggest("levy")
		if free != want || folder == "" {
			t.Errorf("suggested %q in %q, want %q", free, folder, want)
		}
		if err := os.WriteFile(free+".json", nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
