//go:build unix

package e2e

import (
	"archive/zip"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// marked are the words that the exports below annotate: overlapping, across formatting,
// with characters of every length and with the syntax of the formats.
func marked() []string {
	return []string{
		"“The levy adds 4.20 to every ticket,”", "adds 4.20", "船票 went up 👩‍👩‍👧", "a *very* <b>old</b> & [plain] claim_of_mine",
		"إن الرسوم مرتفعة", "# not a heading",
	}
}

// exportArticle exports an annotated article in a format, and returns the path.
func exportArticle(t *testing.T, format, extension string) string {
	t.Helper()
	h := newHome(t)
	path := h.write("levy.txt", "Harbour levy passes\n\n“The levy adds 4.20 to every ticket,” said Ada Lund. 船票 went up 👩‍👩‍👧, she said.\n\n"+
		"This is a *very* <b>old</b> & [plain] claim_of_mine.\n\nإن الرسوم مرتفعة جدا.\n\n# not a heading, said the clerk.\n")
	tags := []string{"quote", "claim", "opinion"}
	for i, words := range marked() {
		h.run("annotate", path, "--tag", tags[i%len(tags)], "--quote", words, "--note", "A note: <i>"+words+"</i>")
	}
	out := filepath.Join(h.dir, "marked"+extension)
	h.run("export", path, "--format", format, "--output", out)
	return out
}

// outside runs a program, or skips the test if it is not installed.
func outside(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed", name)
	}
	var errs strings.Builder
	cmd := exec.Command(path, args...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out, errs.String())
	}
	return string(out)
}

// checkout returns the folder that a variable of the environment names, or skips the test.
func checkout(t *testing.T, variable, what string) string {
	t.Helper()
	dir := os.Getenv(variable)
	if dir == "" {
		t.Skipf("%s does not name %s", variable, what)
	}
	return dir
}

func TestLibreOfficeCountsTheComments(t *testing.T) {
	document := exportArticle(t, "docx", ".docx")
	dir := filepath.Dir(document)
	outside(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "odt", "--outdir", dir, document)
	z, err := zip.OpenReader(strings.TrimSuffix(document, ".docx") + ".odt")
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r, err := z.Open("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(string(content), "<office:annotation "), len(marked()); got != want {
		t.Errorf("%d comments, want %d", got, want)
	}
}

func TestPandocReadsTheQuotes(t *testing.T) {
	for _, test := range []struct{ format, extension, reader string }{
		{"docx", ".docx", "docx"}, {"markdown", ".md", "markdown-smart"},
	} {
		t.Run(test.format, func(t *testing.T) {
			document := exportArticle(t, test.format, test.extension)
			var tree any
			if err := json.Unmarshal([]byte(outside(t, "pandoc", "--from", test.reader, "--track-changes=all", "--to", "json", document)), &tree); err != nil {
				t.Fatal(err)
			}
			w := pandocWalker{open: map[string]*strings.Builder{}}
			w.walk(tree)
			if diff := cmp.Diff(slices.Sorted(slices.Values(marked())), slices.Sorted(slices.Values(w.quotes))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A pandocWalker collects the words under comments, and those in block quotations, of
// pandoc's syntax tree.
type pandocWalker struct {
	open   map[string]*strings.Builder // by the number of the comment
	quotes []string
}

func (w *pandocWalker) walk(node any) {
	switch node := node.(type) {
	case []any:
		for _, child := range node {
			w.walk(child)
		}
	case map[string]any:
		switch node["t"] {
		case "Str":
			w.write(node["c"].(string))
		case "Space", "SoftBreak", "LineBreak":
			w.write(" ")
		case "BlockQuote":
			w.begin("quotation")
			w.walk(node["c"])
			w.end("quotation")
		case "Span":
			w.walkSpan(node["c"].([]any))
		default:
			for _, key := range slices.Sorted(maps.Keys(node)) {
				w.walk(node[key])
			}
		}
	}
}

// walkSpan walks a span, which may be the beginning or the end of a comment.
func (w *pandocWalker) walkSpan(span []any) {
	attributes := span[0].([]any)
	id := ""
	for _, pair := range attributes[2].([]any) {
		if pair := pair.([]any); pair[0] == "id" {
			id = pair[1].(string)
		}
	}
	switch classes := attributes[1].([]any); {
	case slices.Contains(classes, any("comment-start")):
		w.begin(id)
	case slices.Contains(classes, any("comment-end")):
		w.end(id)
	default:
		w.walk(span[1])
	}
}

func (w *pandocWalker) begin(id string) { w.open[id] = &strings.Builder{} }

func (w *pandocWalker) end(id string) {
	w.quotes = append(w.quotes, w.open[id].String())
	delete(w.open, id)
}

func (w *pandocWalker) write(text string) {
	for _, b := range w.open {
		b.WriteString(text)
	}
}

// TestAxeFindsNoViolation needs GALLEY_AXE, a folder in which "npm install axe-core jsdom"
// was run. Without a layout, contrast cannot be checked.
func TestAxeFindsNoViolation(t *testing.T) {
	modules := filepath.Join(checkout(t, "GALLEY_AXE", "a folder with axe-core and jsdom"), "node_modules")
	out := outside(t, "node", "-e", `
const [modules, file] = process.argv.slice(1);
const { JSDOM } = require(modules + "/jsdom"), fs = require("fs");
const page = new JSDOM(fs.readFileSync(file, "utf8").replace(/<meta http-equiv[^>]*>/, ""), { runScripts: "outside-only", pretendToBeVisual: true });
page.window.eval(fs.readFileSync(modules + "/axe-core/axe.min.js", "utf8"));
page.window.axe.run(page.window.document, { rules: { "color-contrast": { enabled: false } } }).then(result => {
  for (const v of result.violations) console.log(v.id, v.impact, v.nodes.map(n => n.html.slice(0, 100)).join(" "));
  console.log(result.passes.length > 10 ? "checked" : "nothing to check");
});`, modules, exportArticle(t, "html", ".html"))
	if out != "checked\n" {
		t.Error(out)
	}
}

// TestBratVerifies runs brat's own verifier with the documented configuration. GALLEY_BRAT
// names a checkout of brat. The mode U of files is gone from Python.
func TestBratVerifies(t *testing.T) {
	server := filepath.Join(checkout(t, "GALLEY_BRAT", "a checkout of brat"), "server", "src")
	document := exportArticle(t, "brat", ".ann")
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "formats.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, config, ok := strings.Cut(string(docs), "<!-- made: brat-config -->\n```ini\n")
	config, _, _ = strings.Cut(config, "```")
	if !ok || os.WriteFile(filepath.Join(filepath.Dir(document), "annotation.conf"), []byte(config), 0o600) != nil {
		t.Fatal("no configuration")
	}
	out := outside(t, "python3", "-c", `
import codecs, os, sys, types
sys.path.insert(0, sys.argv[1])
os.chdir(os.path.dirname(sys.argv[2])) # with the configuration
plain = codecs.open
codecs.open = lambda name, mode="r", *more, **named: plain(name, mode.replace("U", ""), *more, **named)
sys.modules["config"] = types.SimpleNamespace(BASE_DIR=".", DATA_DIR=".", WORK_DIR=".", DEBUG=False)
import annotation, verify_annotations
verify_annotations.main(["verify", sys.argv[2]])
with annotation.TextAnnotations(sys.argv[2][:-len(".ann")]) as read:
    print(len(list(read.get_textbounds())), "annotations")
`, server, document)
	if want := "6 annotations\n"; out != want {
		t.Errorf("brat says:\n%s", out)
	}
}
