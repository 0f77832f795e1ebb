// Package golden compares what tests draw with archives that hold what they
// drew before. Only tests use it.
package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Rows reads the archives testdata/*.txtar. The comment of an archive tells
// what to look at, its first file is what is drawn, and the name of each other
// file says how; its content is the rows that come out, each ended by a bar.
// With update the archives are written anew.
func Rows(t *testing.T, update bool, draw func(t *testing.T, drawn, how string) []string) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range archive.Files[1:] {
				got := Barred(draw(t, string(archive.Files[0].Data), f.Name))
				if update {
					archive.Files[i+1].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s: got\n%swant\n%s", f.Name, got, f.Data)
				}
			}
			if !update {
				return
			}
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Barred is rows below each other, each ended by a bar.
func Barred(rows []string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(row + "|\n")
	}
	return b.String()
}
