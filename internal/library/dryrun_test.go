package library

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate/export"
)

// Check and Commit agree on valid files, hostile ones and those that conflict with the
// library, and Check changes nothing.
func TestImportCheckAgreesWithCommit(t *testing.T) {
	a, b := crowd(1, 2), crowd(2, 2)
	documentOf := func(bundles ...export.Bundle) string {
		var file bytes.Buffer
		if _, err := export.WriteJSON(&file, export.All(bundles...), export.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		return file.String()
	}
	good := documentOf(a)
	taken := crowd(3, 2)
	taken.Annotations[0].ID = a.Annotations[0].ID
	moved := crowd(4, 2)
	moved.Article.Source = a.Article.Source
	other := crowd(1, 3)
	refused := 0
	for name, second := range map[string]string{
		"the same file":               good,
		"another article":             documentOf(b),
		"an id of another article":    documentOf(taken),
		"another text at a location":  documentOf(moved),
		"another text under an id":    documentOf(other),
		"both in one file":            documentOf(a, b),
		"JSON lines":                  fmt.Sprintf(`{"text": %q, "label": [[0, 5, "claim"]]}`, "The levy passed."),
		"JSON lines of a known text":  fmt.Sprintf(`{"text": %q, "label": [[0, 5, "claim"]]}`, a.Article.Text),
		"a position outside the text": `{"text": "The levy.", "label": [[0, 50, "claim"]]}`,
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			first, next := filepath.Join(folder, "first.json"), filepath.Join(folder, "next.json")
			rewrite(t, first, good)
			rewrite(t, next, second)
			for _, paths := range [][]string{{next}, {first, next}, {next, first}, {next, next}} {
				for _, filled := range []string{"empty", "filled"} {
					l := newLibrary(t)
					if filled == "filled" {
						if err := plan(t, l, first).Commit(); err != nil {
							t.Fatal(err)
						}
					}
					before, _ := os.ReadFile(l.options.Path)
					in, err := l.PlanImport(paths, ImportOptions{})
					if err != nil {
						continue // said by both
					}
					said := fmt.Sprint(in.Check())
					if after, _ := os.ReadFile(l.options.Path); !bytes.Equal(before, after) {
						t.Errorf("%s library: Check changed it", filled)
					}
					if done := fmt.Sprint(in.Commit()); said != done {
						t.Errorf("%s library: Check says %s, Commit %s", filled, said, done)
					} else if done != "<nil>" {
						refused++
					}
				}
			}
		})
	}
	if refused < 3 {
		t.Errorf("only %d imports were refused", refused)
	}
}

// A dry run of refresh reports and refuses what refresh does, and changes nothing.
func TestRefreshDryRunAgreesWithRefresh(t *testing.T) {
	const old = "The levy passed.\n\nNobody asked the crews. It is a tax."
	damage := func(t *testing.T, path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[72] ^= 1 // the checksum of a header
		rewrite(t, path, string(data))
	}
	for name, c := range map[string]struct {
		now     string // the text at the source
		spoil   func(t *testing.T, library string)
		refused bool
	}{
		"edited":             {"The levy failed.\n\nNobody asked the crews. It is a tax.", nil, false},
		"words are gone":     {"The levy passed.\n\nNobody asked the crews.", nil, false},
		"unchanged":          {old, nil, false},
		"another text":       {"Wholly different words stand here, and none of them was there before.", nil, true},
		"no text":            {"", nil, true},
		"a damaged header":   {"The levy failed.\n\nNobody asked the crews. It is a tax.", damage, true},
		"the source is gone": {"-", nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			path := write(t, old)
			doc := start(t, l, path)
			l.Save(doc.Article.ID, stepOn(doc.Article, 8))
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if rewrite(t, path, c.now); c.now == "-" {
				_ = os.Remove(path)
			}
			if c.spoil != nil {
				c.spoil(t, l.options.Path)
			}
			before, _ := os.ReadFile(l.options.Path)
			said, err := RefreshRequest{Article: path, DryRun: true}.Run(newLibraryAt(t, l.options.Path))
			if after, _ := os.ReadFile(l.options.Path); !bytes.Equal(before, after) {
				t.Error("a dry run changed the library")
			}
			done, really := RefreshRequest{Article: path}.Run(newLibraryAt(t, l.options.Path))
			if (really != nil) != c.refused || fmt.Sprint(err) != fmt.Sprint(really) {
				t.Errorf("a dry run says %v, refresh %v", err, really)
			}
			if said != nil && done != nil && !cmp.Equal(said.Annotations, done.Annotations) {
				t.Error(cmp.Diff(said.Annotations, done.Annotations))
			}
		})
	}
}
