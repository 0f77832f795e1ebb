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

// mayImport says which of our packages each package may import. A package
// that is not listed fails the test: decide where it stands and add it.
var mayImport = map[string][]string{
	"galley":                  {"galley/ui/cli"},
	"galley/annotate":         {},
	"galley/annotate/anchor":  {"galley/annotate"},
	"galley/annotate/export":  {"galley/annotate", "galley/annotate/anchor"},
	"galley/annotate/search":  {"galley/annotate"},
	"galley/annotate/segment": {"galley/annotate"},
	"galley/annotate/source":  {"galley/annotate"},
	"galley/sample":           {},
	"galley/storage":          {"galley/annotate"},
	"galley/storage/origin":   {},
	"galley/storage/queue":    {"galley/annotate"},
	"galley/ui":               {"galley/annotate", "galley/ui/card", "galley/ui/effect", "galley/ui/help", "galley/ui/keys", "galley/ui/library", "galley/ui/reader", "galley/ui/theme"},
	"galley/ui/bench":         {},
	"galley/ui/card":          {"galley/annotate", "galley/ui/field", "galley/ui/keys", "galley/ui/theme"},
	"galley/ui/effect":        {"galley/annotate"},
	"galley/ui/emulator":      {},
	"galley/ui/field":         {},
	"galley/ui/help":          {"galley/ui/effect", "galley/ui/keys", "galley/ui/markdown", "galley/ui/theme"},
	"galley/ui/keys":          {},
	"galley/ui/layout":        {"galley/annotate"},
	"galley/ui/library":       {"galley/annotate", "galley/annotate/search", "galley/ui/effect", "galley/ui/field", "galley/ui/keys", "galley/ui/theme"},
	"galley/ui/markdown":      {},
	"galley/ui/reader":        {"galley/annotate", "galley/annotate/anchor", "galley/annotate/search", "galley/annotate/segment", "galley/ui/effect", "galley/ui/field", "galley/ui/keys", "galley/ui/layout", "galley/ui/theme"},
	"galley/ui/theme":         {"galley/annotate", "galley/ui/layout"},
}

// onlyIn says which packages may import a library.
var onlyIn = map[string][]string{
	"go.etcd.io/bbolt":              {"galley/storage"},
	"github.com/yuin/goldmark":      {"galley/annotate/source"},
	"golang.org/x/net":              {"galley/annotate/source"},
	"charm.land/bubbletea":          {"galley/ui"},
	"charm.land/bubbles":            {"galley/ui"},
	"github.com/spf13/cobra":        {"galley/ui/cli"},
	"github.com/charmbracelet/x/vt": {"galley/ui/emulator"},
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
		allowed, listed := mayImport[p.ImportPath]
		if !listed && p.ImportPath != "galley/ui/cli" {
			t.Errorf("%s is not in the table of rooms", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if listed && strings.HasPrefix(imported, "galley/") && !slices.Contains(allowed, imported) {
				t.Errorf("%s must not import %s", p.ImportPath, imported)
			}
			for library, rooms := range onlyIn {
				if under(imported, library) && !slices.ContainsFunc(rooms, func(room string) bool { return under(p.ImportPath, room) }) {
					t.Errorf("%s must not import %s", p.ImportPath, imported)
				}
			}
		}
	}
}

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// The domain and the layout do no input or output and read no clock.
func TestPureRoomsStayPure(t *testing.T) {
	for _, p := range packages(t) {
		if !under(p.ImportPath, "galley/annotate") && p.ImportPath != "galley/ui/layout" {
			continue
		}
		for _, imported := range p.Imports {
			if under(imported, "os") || under(imported, "net") || imported == "math/rand" || imported == "crypto/rand" {
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
