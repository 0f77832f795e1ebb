package layout

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the rows that come out into the golden files")

// TestGoldenRows reads archives of an article and how its rows are drawn. The
// comment of an archive tells what to look at. The file "article" holds blocks,
// each begun by a line "[kind level]"; each other file is named "measure method"
// and holds the rows, each ended by a bar.
func TestGoldenRows(t *testing.T) {
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
	a := parseArticle(t, string(archive.Files[0].Data))
	for i, f := range archive.Files[1:] {
		o := parseOptions(t, f.Name)
		if strings.HasSuffix(f.Name, "folded") {
			o.Folded = furnitureOf(a)
		}
		got := drawn(New(a, o))
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

func drawn(l *Layout) string {
	var b strings.Builder
	for _, row := range shown(l) {
		b.WriteString(row + "|\n")
	}
	return b.String()
}

func parseOptions(t *testing.T, name string) (o Options) {
	var method string
	if _, err := fmt.Sscan(name, &o.Measure, &method); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if method == "grapheme" {
		o.Method = ansi.GraphemeWidth
	}
	return o
}

func parseArticle(t *testing.T, text string) *annotate.Article {
	var parts []part
	for block := range strings.SplitSeq(strings.TrimPrefix(text, "["), "\n[") {
		head, body, _ := strings.Cut(block, "]\n")
		var p part
		var kind string
		if _, err := fmt.Sscan(head, &kind, &p.level); err != nil {
			t.Fatalf("%s: %v", head, err)
		}
		var err error
		if p.kind, err = annotate.ParseKind(kind); err != nil {
			t.Fatal(err)
		}
		p.text, p.folded = strings.TrimSuffix(body, "\n"), p.kind == annotate.Furniture
		parts = append(parts, p)
	}
	return articleOf(parts...)
}
