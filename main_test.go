package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A rule says what a package holds and which of our packages it may import.
// Paths omit the module.
type rule struct{ path, holds, mayImport string }

// rules is the table of docs/architecture.md. A package that is not listed fails
// the test: decide where it belongs and add it.
var rules = []rule{
	{"", "calls `internal/cli` and exits once", "internal/cli"},
	{"annotate", "the domain: Article, Block, Span, Selection, Tag, Annotation, Change, Step, Set, Timeline; what each tag knows", ""},
	{"annotate/wordlist", "lists of words, kept in text files", ""},
	{"annotate/segment", "words, sentences, clauses, quotations", "annotate annotate/wordlist"},
	{"annotate/voice", "annotations by the person whose words they are", "annotate annotate/segment"},
	{"annotate/fold", "the form in which text is compared: without case, accents, ligatures or typography", "annotate"},
	{"annotate/search", "finding words as readers type them", "annotate annotate/fold"},
	{"annotate/diff", "what two versions of an article have in common", "annotate annotate/fold annotate/segment"},
	{"annotate/agree", "what several people annotated differently, and how far they agree", "annotate annotate/segment"},
	{"annotate/suggest", "quotations with their speakers, claims and opinions, to be offered", "annotate annotate/segment annotate/suggest/claim annotate/wordlist"},
	{"annotate/suggest/claim", "how much a sentence reads like a claim that is worth checking", "annotate"},
	{"annotate/anchor", "describing a span so that it can be found again, and finding it", "annotate annotate/diff annotate/fold annotate/segment annotate/wordlist"},
	{"annotate/source", "bytes → Article: decoding, sanitizing, text, Markdown", "annotate annotate/source/archive annotate/source/book annotate/source/charset annotate/source/draft annotate/source/furniture annotate/source/markup annotate/source/message annotate/source/office annotate/source/page annotate/source/pdf annotate/source/words"},
	{"annotate/source/page", "web pages: their blocks in order, their metadata, which blocks are the article", "annotate annotate/source/draft annotate/source/furniture annotate/source/words annotate/wordlist"},
	{"annotate/source/furniture", "the wording of page boilerplate: phrase lists per language, date lines, bylines", "annotate annotate/source/draft annotate/source/words annotate/wordlist"},
	{"annotate/source/words", "measures of running text: words, sentence ends, capitals", ""},
	{"annotate/source/office", "DOCX, ODT and RTF", "annotate annotate/source/archive annotate/source/charset annotate/source/draft annotate/source/markup annotate/source/message annotate/source/page"},
	{"annotate/source/message", "MIME messages: pages saved as one file, email", ""},
	{"annotate/source/book", "EPUB", "annotate annotate/source/archive annotate/source/charset annotate/source/draft annotate/source/markup annotate/source/page"},
	{"annotate/source/pdf", "the output of PDF converters", "annotate annotate/source/draft annotate/source/markup annotate/source/words"},
	{"annotate/source/draft", "the blocks of an article that is being read", "annotate"},
	{"annotate/source/markup", "XML token by token, within limits", "annotate/source/charset"},
	{"annotate/source/charset", "character sets: their names, decoding, and guessing which one bytes are in", ""},
	{"annotate/source/archive", "the parts of a ZIP file, within limits", ""},
	{"annotate/export", "reading and writing formats, and the loss report", "annotate annotate/anchor annotate/export/docx annotate/source/archive annotate/voice"},
	{"annotate/export/docx", "a writer of Word documents, and a reader of their comments", "annotate/source/archive annotate/source/markup"},
	{"sample", "the sample article and its annotations", ""},
	{"storage", "the bbolt file: schema, migrations, transactions, repair; rescue files and drafts", "annotate storage/boltfile"},
	{"storage/boltfile", "reads the pages of a damaged bbolt file without trusting them", ""},
	{"storage/queue", "saves in order, one at a time", "annotate storage"},
	{"internal/origin", "a path or standard input → bytes", ""},
	{"internal/origin/fetch", "a URL → bytes and what the server said; the only package that opens connections", ""},
	{"internal/origin/convert", "PDF and other formats through installed programs", ""},
	{"internal/library", "what commands and keys mean: find, open, add, annotate, refresh, export, import, forget …, and the save queue", "annotate annotate/agree annotate/anchor annotate/diff annotate/export annotate/fold annotate/segment annotate/source annotate/suggest annotate/voice internal/library/quote internal/memory internal/origin internal/origin/convert internal/origin/fetch internal/wording sample storage storage/queue"},
	{"internal/library/quote", "finding a quote that was typed on the command line", "annotate annotate/search"},
	{"internal/wording", "quoting and listing names in messages", "annotate annotate/source"},
	{"internal/memory", "when the garbage collector runs", ""},
	{"internal/cli", "the commands, one file each: parse, call the library, print", "annotate annotate/agree annotate/export annotate/source annotate/suggest annotate/voice internal/cli/table internal/library internal/memory internal/wording ui ui/keys ui/layout ui/settings ui/theme"},
	{"internal/cli/table", "tables on a terminal or a pipe", ""},
	{"internal/team", "the log that the libraries of a desk share: its contract, and the replica that sends, receives and merges", "annotate annotate/anchor annotate/diff annotate/segment annotate/source storage"},
	{"internal/team/teamtest", "a log in memory, and the tests that every log and the replica pass", "annotate annotate/anchor internal/team storage"},
	{"ui/keys", "the table of actions and keys; remapping; non-Latin keyboards", ""},
	{"ui/settings", "the settings file", "ui/keys"},
	{"ui/theme", "the palette: lipgloss styles around the text, ultraviolet styles in its rows", "annotate"},
	{"ui/layout", "article + width → rows of cells that know their offset", "annotate"},
	{"ui/kit", "what screens share: the contract with the root, header, footer, list, pager, field, Markdown", "annotate annotate/search annotate/source ui/keys ui/layout ui/theme"},
	{"ui/kit/kittest", "a root for the tests of screens", "ui/keys ui/kit"},
	{"ui/screen/reader", "reading and annotating", "annotate annotate/agree annotate/anchor annotate/search annotate/segment annotate/source annotate/suggest annotate/voice internal/library ui/keys ui/kit ui/layout ui/screen/reader/margin ui/theme"},
	{"ui/screen/reader/margin", "notes next to the text, or in a drawer", "annotate ui/kit ui/layout ui/theme"},
	{"ui/screen/card", "one annotation: note and fields", "annotate annotate/source annotate/voice ui/keys ui/kit"},
	{"ui/screen/marks", "the list of annotations", "annotate annotate/search annotate/voice ui/keys ui/kit ui/theme"},
	{"ui/screen/contents", "the contents, with what is annotated in each part", "annotate ui/keys ui/kit ui/theme"},
	{"ui/screen/review", "all annotations as one document", "annotate annotate/segment annotate/voice ui/keys ui/kit ui/layout"},
	{"ui/screen/exporting", "format, file name and preview of an export", "annotate annotate/export internal/library ui/keys ui/kit ui/theme"},
	{"ui/screen/articles", "the library", "annotate annotate/search internal/library ui/keys ui/kit ui/theme"},
	{"ui/screen/book", "the chapters of a book", "annotate internal/library ui/keys ui/kit ui/theme"},
	{"ui/screen/compare", "two versions side by side; an update before it is applied", "annotate annotate/diff internal/library ui/keys ui/kit ui/layout ui/theme"},
	{"ui/screen/about", "the source of an article, and the choice of its character set", "annotate internal/library ui/keys ui/kit ui/theme"},
	{"ui/screen/help", "the keys", "ui/keys ui/kit"},
	{"ui/screen/palette", "running an action by its name", "ui/keys ui/kit ui/theme"},
	{"ui", "the Bubble Tea root: the stack of screens, messages between them", "annotate annotate/source internal/library ui/keys ui/kit ui/screen/about ui/screen/articles ui/screen/book ui/screen/card ui/screen/compare ui/screen/contents ui/screen/exporting ui/screen/help ui/screen/marks ui/screen/palette ui/screen/reader ui/screen/review ui/theme"},
	{"internal/train", "the command that learns the weights of annotate/suggest/claim", "annotate/suggest/claim"},
	{"internal/bench", "the benchmark command", "annotate annotate/anchor annotate/source internal/pty internal/vterm sample storage"},
	{"internal/torture", "the fault-injection command: kills, full disks, damage, lost terminals", "internal/pty internal/vterm"},
	{"internal/vterm", "an in-memory terminal, for tests and pictures", ""},
	{"internal/pty", "pseudo-terminals of the system, for tests and measurements", ""},
	{"internal/golden", "golden files of tests", ""},
	{"internal/e2e", "tests of the whole program", ""},
}

// onlyIn says which packages, and those below them, may import a library.
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

// A pkg is what go list reports about a package.
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
		name := relPath(p.ImportPath)
		i := slices.IndexFunc(rules, func(r rule) bool { return r.path == name })
		if i < 0 {
			t.Errorf("%s is not in the table of packages", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if ours(imported) && !slices.Contains(strings.Fields(rules[i].mayImport), relPath(imported)) {
				t.Errorf("%s must not import %s", p.ImportPath, imported)
			}
			for library, paths := range onlyIn {
				if under(imported, library) && !slices.ContainsFunc(strings.Fields(paths), func(p string) bool { return under(name, p) }) {
					t.Errorf("%s must not import %s", p.ImportPath, imported)
				}
			}
		}
	}
}

var update = flag.Bool("update", false, "rewrite the table of docs/architecture.md")

// docs/architecture.md has the table of packages.
func TestDocsListThePackages(t *testing.T) {
	const path, begin, end = "docs/architecture.md", "-update -->\n", "<!-- /packages -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(page), begin)
	_, tail, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatalf("%s has no place for the table", path)
	}
	want := head + begin + packageTable() + end + tail
	switch {
	case *update:
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	case want != string(page):
		t.Errorf("%s is out of date: run go test . -update", path)
	}
}

// packageTable returns the table of packages as Markdown.
func packageTable() string {
	var b strings.Builder
	b.WriteString("| package | what it holds | may import |\n|---|---|---|\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", cmp.Or(r.path, "main.go"), r.holds, cmp.Or(strings.Join(strings.Fields(r.mayImport), ", "), "–"))
	}
	return b.String()
}

const module = "galley"

func ours(path string) bool { return under(path, module) }

// relPath returns the path of a package without the module.
func relPath(path string) string { return strings.TrimPrefix(strings.TrimPrefix(path, module), "/") }

func under(path, root string) bool { return path == root || strings.HasPrefix(path, root+"/") }

// Reading an article reports nothing to the outside: only one package opens
// connections, and the interface reaches it only through the commands.
func TestOnlyFetchingOpensConnections(t *testing.T) {
	for _, p := range packages(t) {
		name := relPath(p.ImportPath)
		for _, imported := range p.Imports {
			if slices.Contains([]string{"net", "net/http", "net/rpc", "net/smtp", "crypto/tls"}, imported) && name != "internal/origin/fetch" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
			if relPath(imported) == "internal/origin/fetch" && name != "internal/library" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

// parsers are the packages below net that only parse.
var parsers = []string{"net/mail", "net/textproto", "net/url"}

// The domain and layout packages do no I/O and read no clock.
func TestCorePackagesArePure(t *testing.T) {
	for _, p := range packages(t) {
		if !under(p.ImportPath, "galley/annotate") && p.ImportPath != "galley/ui/layout" {
			continue
		}
		for _, imported := range p.Imports {
			if under(imported, "os") || under(imported, "net") && !slices.Contains(parsers, imported) || imported == "math/rand" || imported == "crypto/rand" {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
		for _, name := range p.GoFiles {
			readsClock(t, filepath.Join(p.Dir, name))
		}
	}
}

// readsClock fails the test if a file reads the clock.
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
