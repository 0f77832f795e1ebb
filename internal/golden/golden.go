// Package golden compares the rows that tests draw with golden files. Only tests
// import it.
//
// It is not github.com/charmbracelet/x/exp/golden because that keeps one file
// per test name and no input: here an article and its rows at several widths
// are read side by side in one file.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Rows checks the archives testdata/*.txtar. The comment of an archive says what
// it shows. Its first file is the input. The name of each other file is the
// setting to draw it with, and its contents are the expected rows, each followed
// by a bar. With the flag -update, Rows rewrites the archives.
func Rows(t *testing.T, draw func(t *testing.T, input, setting string) []string) {
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
				got := Join(draw(t, string(archive.Files[0].Data), f.Name))
				if *update {
					archive.Files[i+1].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s: got\n%swant\n%s", f.Name, got, f.Data)
				}
			}
			if !*update {
				return
			}
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Join returns rows as lines that end with a bar.
func Join(rows []string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(row + "|\n")
	}
	return b.String()
}
