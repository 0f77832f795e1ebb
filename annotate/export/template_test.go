package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"galley/annotate/export"
)

// fill writes bundles with a template.
func fill(t *testing.T, text string, bundles ...export.Bundle) (string, error) {
	t.Helper()
	f, err := export.NewTemplate("notes.tmpl", text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	_, err = f.Write(&out, export.All(bundles...), options)
	return out.String(), err
}

func TestTemplatesPageIsUpToDate(t *testing.T) {
	generated := map[string]string{"help": fenced("text", export.TemplateHelp)}
	for _, name := range []string{"obsidian.md.tmpl", "fact-check.md.tmpl", "notes.bib.tmpl"} {
		text, err := os.ReadFile(filepath.Join("../../docs/templates", name))
		if err != nil {
			t.Fatal(err)
		}
		out, err := fill(t, string(text), levy(t))
		if err != nil {
			t.Fatal(err)
		}
		generated[name] = fenced(strings.TrimPrefix(filepath.Ext(strings.TrimSuffix(name, ".tmpl")), "."), out)
	}
	isUpToDate(t, "../../docs/templates.md", generated)
}

func TestTemplateHelpNamesAllData(t *testing.T) {
	for _, data := range []any{export.TemplateData{}, export.TemplateArticle{}, export.TemplateAnnotation{}, export.TemplateField{}} {
		typ := reflect.TypeOf(data)
		var names []string
		for _, f := range reflect.VisibleFields(typ) {
			names = append(names, f.Name)
		}
		for i := range typ.NumMethod() {
			names = append(names, typ.Method(i).Name)
		}
		for _, name := range names {
			if !regexp.MustCompile(`\.` + name + `\b`).MatchString(export.TemplateHelp) {
				t.Errorf("the help does not name %s of %s", name, typ)
			}
		}
	}
}

// The example of the help is a template itself.
func TestTemplateGetsDecisions(t *testing.T) {
	f, err := export.NewTemplate("d.txt.tmpl", "{{range .Articles}}{{range .Annotations}}{{.Decided}} {{join \" \" .From}};{{end}}{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	b := ferry(t)
	b.Annotations = b.Annotations[:1]
	b.Annotations[0].Decided, b.Annotations[0].From = "border", []string{"a", "b"}
	var out strings.Builder
	if loss, err := f.Write(&out, export.All(b), export.WriteOptions{}); err != nil || loss != nil || out.String() != "border a b;" {
		t.Errorf("%q, lost %s, %v", &out, loss, err)
	}
}

func TestTemplateHelpExample(t *testing.T) {
	_, example, _ := strings.Cut(export.TemplateHelp, "Example:\n")
	out, err := fill(t, example, levy(t))
	const want = "# Harbour levy passes\n\nQ1 (paragraph 1): “The levy adds 4.20 to every ticket,” – Ada Lund\n\nC1 (paragraph 1): adds 4.20\n\n"
	if out != want || err != nil {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestTemplateOfEveryState(t *testing.T) {
	out, err := fill(t, `{{range .Articles}}{{.File}}|{{.Site}}{{range .Annotations}}
{{.Number}} {{.State}} {{.Placed}} {{.Start}}-{{.End}} {{oneline .Quote}}|{{.Original}}|{{.Status}}|{{.Field "sources"}}|{{date "2006" .Created}}{{end}}{{end}}`, ferry(t))
	const want = `01JDFERRY0000000000000000A.txt|The Harbour Post
Q1 anchored true 33-68 “It adds 4.20 <to> every & ticket,”||unverified||2026
C1 moved true 37-46 adds 4.20||checking|https://ferry.example/fares; fares table, p. 2|2026
O1 changed true 117-127 船票 went up|船票 went down|||2026
C2 ambiguous false 0-0 Fares||unchecked||2026
C3 orphan false 0-0 a sentence that was cut||unchecked||2026`
	if out != want || err != nil {
		t.Errorf("got\n%s\n%v", out, err)
	}
}

// A wrong template writes nothing, and its error says where it is wrong in one line.
func TestWrongTemplates(t *testing.T) {
	for text, want := range map[string]string{
		"one\n{{range .Articles}}":                              "notes.tmpl:2: unexpected EOF",
		"{{nothing 1}}":                                         `notes.tmpl:1: function "nothing" not defined`,
		"before {{.Titel}}":                                     "notes.tmpl:1:9: executing",
		`{{range .Articles}}{{.Tagged "rumor"}}{{end}}`:         "rumor",
		`{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`: "exceeded maximum template depth",
	} {
		out, err := fill(t, text, levy(t))
		if out != "" || !errors.Is(err, export.ErrTemplate) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: wrote %q, error %v, want %q", text, out, err, want)
		}
	}
}

// Texts of strangers reach a template without characters that act on a terminal.
func TestTemplateDataIsClean(t *testing.T) {
	b := levy(t)
	b.Annotations = slices.Clone(b.Annotations)
	b.Article.Meta.Title = "a\x1b[31m\nb"
	b.Annotations[0].Note = "c\u202ed\x07"
	b.Annotations[0].Fields = b.Annotations[0].Fields.With("speaker", "e\x1b]0;f")
	out, err := fill(t, `{{range .Articles}}{{.Title}}{{range .Annotations}}{{.Note}}{{.Who}}{{.Field "speaker"}}{{json .}}{{end}}{{end}}`, b)
	if err != nil || strings.ContainsAny(out, "\x1b\x07\u202e") {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestTemplateExtension(t *testing.T) {
	for file, want := range map[string]string{
		"sheet.md.tmpl": ".md", "a/b/notes.html.gotmpl": ".html", "sheet.tmpl": ".txt", "sheet": ".txt", "sheet.csv": ".csv", ".tmpl": ".txt", "x..tmpl": ".txt",
	} {
		if f, err := export.NewTemplate(file, ""); f.Extension != want || err != nil {
			t.Errorf("%s: got %s, want %s (%v)", file, f.Extension, want, err)
		}
	}
}
