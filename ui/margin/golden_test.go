package margin

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the rows that come out into the golden files")

// TestGoldenMargins reads archives of notes and how they are placed. The comment
// of an archive tells what to look at. The file "notes" is for parseNotes; each
// other file is named "width rows method" and holds the rows, each ended by a
// bar.
func TestGoldenMargins(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { checkGolden(t, path) })
	}
}

func checkGolden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	notes := parseNotes(t, string(archive.Files[0].Data))
	for i, f := range archive.Files[1:] {
		got := drawn(placeNamed(t, notes, f.Name))
		if *update {
			archive.Files[i+1].Data = []byte(got)
		} else if got != string(f.Data) {
			t.Errorf("%s: got\n%swant\n%s", f.Name, got, f.Data)
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// placeNamed places notes as the name of a golden file says.
func placeNamed(t *testing.T, notes []Note, name string) []Line {
	var width, rows int
	var method string
	if _, err := fmt.Sscan(name, &width, &rows, &method); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	m := ansi.WcWidth
	if method == "grapheme" {
		m = ansi.GraphemeWidth
	}
	return Place(notes, rows, width, screen(m))
}
