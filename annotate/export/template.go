package export

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"text/template"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// TemplateHelp explains what a template can use, with an example.
//
//go:embed template.txt
var TemplateHelp string

// ErrTemplate is returned for a template that is wrong.
var ErrTemplate = errors.New("wrong template")

// NewTemplate returns a format that is written by a template of text/template. The
// name of the template's file says the extension: "sheet.md.tmpl" writes .md
// files, "sheet" .txt files.
func NewTemplate(file, text string) (Format, error) {
	t, err := template.New(filepath.Base(file)).Funcs(templateFuncs()).Parse(text)
	if err != nil {
		return Format{}, templateError(err)
	}
	return Format{Name: "template", Extension: templateExtension(file), MediaType: "text/plain", BySpeaker: true, Write: writeTemplate(t)}, nil
}

// templateExtension returns the extension of the files that a template writes.
func templateExtension(file string) string {
	name := filepath.Base(file)
	switch ext := filepath.Ext(name); ext {
	case ".tmpl", ".tpl", ".gotmpl", ".template":
		name = strings.TrimSuffix(name, ext)
	}
	if ext := filepath.Ext(name); ext != "" && ext != "." && visibleLine(ext) == ext {
		return ext
	}
	return ".txt"
}

// templateError shortens an error of text/template to the template's file and line
// and the reason.
func templateError(err error) error {
	return fmt.Errorf("%w: %s", ErrTemplate, visibleLine(strings.TrimPrefix(err.Error(), "template: ")))
}

// writeTemplate returns a function that carries out a template once, for all
// bundles together. It writes everything or nothing.
func writeTemplate(t *template.Template) WriteFunc {
	return func(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
		data := TemplateData{Generator: opt.Generator, Exported: opt.Exported}
		err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
			data.Articles = append(data.Articles, newTemplateArticle(b, set, opt))
			return nil
		})
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := t.Execute(&out, data); err != nil {
			return nil, templateError(err)
		}
		_, err = out.WriteTo(w)
		return nil, err
	}
}

// templateFuncs are the functions that a template can use beside those of
// text/template.
func templateFuncs() template.FuncMap {
	return template.FuncMap{
		"markdown": MarkdownLine,
		"yaml":     yamlString,
		"json":     jsonText,
		"bibtex":   bibtex,
		"slug":     slug,
		"oneline":  visibleLine,
		"prefix":   prefixLines,
		"join":     func(separator string, list []string) string { return strings.Join(list, separator) },
		"date":     formatDate,
		"plural":   func(n int, noun string) string { return annotate.Plural(n, noun) },
	}
}

// prefixLines puts a prefix before each line, without blanks at its end before an
// empty one.
func prefixLines(prefix, s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if lines[i] = prefix + l; l == "" {
			lines[i] = strings.TrimRight(prefix, " ")
		}
	}
	return strings.Join(lines, "\n")
}

// jsonText returns a value as JSON on one line.
func jsonText(value any) (string, error) {
	var b strings.Builder
	err := json.NewEncoder(EscapeJSON(&b)).Encode(value)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// formatDate formats a time in UTC with a layout of package time. The zero time is
// "".
func formatDate(layout string, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(layout)
}

// bibtex escapes text for a value in braces of a BibTeX file.
func bibtex(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "%", `\%`, "#", `\#`, "_", `\_`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`).Replace(s)
}
