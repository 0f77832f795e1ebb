package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says which of our packages each package may import, names without
// the module. A package that is not listed fails the test: decide where it
// stands and add it.
var mayImport = map[string]string{
	"":                          "internal/cli",
	"annotate":                  "",
	"annotate/anchor":           "annotate annotate/diff annotate/search annotate/segment",
	"annotate/diff":             "annotate annotate/segment",
	"annotate/export":           "annotate annotate/anchor annotate/export/docx",
	"annotate/export/docx":      "",
	"annotate/search":           "annotate",
	"annotate/segment":          "annotate",
	"annotate/source":           "annotate annotate/source/archive annotate/source/book annotate/source/draft annotate/source/furniture annotate/source/markup annotate/source/office annotate/source/page annotate/source/pdf annotate/source/words",
	"annotate/source/archive":   "",
	"annotate/source/book":      "annotate annotate/source/archive annotate/source/draft annotate/source/markup annotate/source/page",
	"annotate/source/draft":     "annotate",
	"annotate/source/furniture": "annotate annotate/source/draft annotate/source/words",
	"annotate/source/markup":    "",
	"annotate/source/office":    "annotate annotate/source/archive annotate/source/draft annotate/source/markup",
	"annotate/source/page":      "annotate annotate/source/draft annotate/source/furniture annotate/source/words",
	"annotate/source/pdf":       "annotate annotate/source/draft annotate/source/markup annotate/source/words",
	"annotate/source/words":     "",
	"sample":                    "",
	"storage":                   "annotate storage/boltfile",
	"storage/boltfile":          "",
	"internal/origin":           "",
	"internal/origin/convert":   "",
	"internal/origin/fetch":     "",
	"storage/queue":             "annotate storage",
	"ui":                        "annotate annotate/diff annotate/source internal/library ui/screen/about ui/screen/book ui/kit ui/screen/card ui/screen/compare ui/screen/contents ui/screen/exporting ui/screen/help ui/keys ui/screen/articles ui/screen/marks ui/screen/reader ui/screen/review ui/theme",
	"ui/screen/about":           "annotate ui/kit ui/keys",
	"internal/bench":            "annotate annotate/anchor annotate/source sample storage internal/pty internal/vterm",
	"ui/screen/book":            "internal/library annotate ui/kit ui/keys ui/theme",
	"ui/kit":                    "annotate ui/keys ui/layout ui/theme",
	"ui/kit/kittest":            "ui/keys ui/kit",
	"ui/screen/card":            "annotate annotate/source ui/kit ui/keys",
	"ui/screen/compare":         "internal/library annotate annotate/diff ui/kit ui/keys ui/layout ui/theme",
	"ui/screen/contents":        "annotate ui/kit ui/keys ui/theme",
	"internal/vterm":            "",
	"internal/golden":           "",
	"ui/screen/exporting":       "internal/library annotate annotate/export ui/kit ui/keys ui/theme",
	"ui/screen/help":            "ui/kit ui/keys",
	"ui/keys":                   "",
	"ui/layout":                 "annotate",
	"ui/screen/articles":        "internal/library annotate annotate/search ui/kit ui/keys ui/theme",
	"ui/screen/reader/margin":   "annotate ui/kit ui/layout ui/theme",
	"ui/screen/marks":           "annotate annotate/search ui/kit ui/keys ui/theme",
	"internal/torture":          "internal/vterm internal/pty",
	"internal/pty":              "",
	"ui/screen/reader":          "internal/library annotate annotate/anchor annotate/search annotate/segment ui/kit ui/keys ui/layout ui/screen/reader/margin ui/theme",
	"ui/screen/review":          "annotate annotate/segment ui/kit ui/keys ui/layout ui/theme",
	"ui/settings":               "ui/keys",
	"ui/theme":                  "annotate",
	"internal/cli":              "annotate annotate/export annotate/source internal/cli/table internal/library internal/memory internal/wording ui ui/keys ui/layout ui/screen/articles ui/screen/book ui/screen/exporting ui/settings ui/theme",
	"internal/library":          "annotate annotate/anchor annotate/diff annotate/export annotate/segment annotate/source internal/library/quote internal/memory internal/origin internal/origin/convert internal/origin/fetch internal/wording sample storage storage/queue",
	"internal/library/quote":    "annotate annotate/search",
	"internal/memory":           "",
	"internal/wording":          "annotate annotate/source",
	"internal/e2e":              "",
	"internal/cli/table":        "",
}

// onlyIn says which rooms, and those below them, may import a library.
var onlyIn = map[string]string{
	"charm.land/bubbles":            "ui internal/cli",
	"charm.land/bubbletea":          "ui internal/cli internal/bench",
	"codeberg.org/readeck":          "annotate/source/page",
	"github.com/charmbracelet/x/vt": "internal/vterm",
	"github.com/creack/pty":         "internal/pty",
	"github.com/spf13/cobra":        "internal/cli",
	"github.com/yuin/goldmark":      "annotate/source",
	"go.etcd.io/bbolt":              "storage internal/bench internal/torture",
	"golang.org/x/net":              "annotate/source internal/origin/fetch",
}

// A pkg is what go list tells of a package.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestEveryPackageImportsOnlyWhatItMay(t *testing.T) {
	for _, p := range packages(t) {
		name := room(p.ImportPath)
		rooms, listed := mayImport[name]
		if !listed {
			t.Errorf("%s is not in the table of rooms", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if ours(imported) && !slices.Contains(strings.Fields(rooms), room(imported)) {
				t.Errorf("%s must not import %s", p.ImportPath, imported)
			}
			for library, rooms := range onlyIn {
				if under(imported, library) && !slices.ContainsFunc(strings.Fields(rooms), func(r string) bool { return under(name, r) }) {
					t.Errorf("%s must not import %s", p.ImportPath, imported)
				}
			}
		}
	}
}

const module = "galley"

func ours(path string) bool { return under(path, module) }

// room is the path of a package without the module.
func room(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// Whoever reads an article can be sure that nobody hears of it: one package
// opens connections, and the interface reaches it through the commands alone.
func TestOnlyFetchingOpensConnections(t *testing.T) {
	for _, p := range packages(t) {
		name := room(p.ImportPath)
		for _, imported := range p.Imports {
			if slices.Contains([]string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls"}, imported) && name != "internal/origin/fetch" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
			if room(imported) == "internal/origin/fetch" && name != "internal/library" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// The domain and the layout do no input or output and read no clock.
func TestPureRoomsStayPure(t *testing.T) {
	for _, p := range packages(t) {
		if !under(p.ImportPath, "galley/annotate") && p.ImportPath != "galley/ui/layout" {
			continue
		}
		for _, imported := range p.Imports {
			if under(imported, "os") || under(imported, "net") && imported != "net/url" || imported == "math/rand" || imported == "crypto/rand" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
		for _, name := range p.GoFiles {
			readsClock(t, filepath.Join(p.Dir, name))
		}
	}
}

// readsClock fails the test where a file asks for the time.
func readsClock(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if from, ok := sel.X.(*ast.Ident); ok && from.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep", "After", "Tick"}, sel.Sel.Name) {
			t.Errorf("%s: time.%s", fset.Position(sel.Pos()), sel.Sel.Name)
		}
		return true
	})
}
