package cli

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
	"galley/annotate/export"
	"galley/internal/library"
	"galley/internal/wording"
)

// An overruling is an item in which a person differs from the adjudicated layer or the key.
type overruling struct {
	Place, Theirs, Kept string
}

// A personReport lists what one person was overruled on.
type personReport struct {
	Name  string
	Same  int // items that were kept as they are
	Items []overruling
}

// reportPage is the report as a web page.
var reportPage = template.Must(template.New("report").Parse(`<!DOCTYPE html>
<meta charset="utf-8">
<title>{{.Title}}</title>
<h1>{{.Title}}</h1>
{{range .People}}<h2>{{.Name}}</h2>
<p>Kept: {{.Same}}. Overruled: {{len .Items}}.</p>
<ul>
{{range .Items}}<li>{{.Place}}: {{.Theirs}}; {{.Kept}}.</li>
{{end}}</ul>
{{end}}`))

// writeReport writes what each person was overruled on to the file of --report, as
// Markdown or HTML.
func (c comparison) writeReport(p *program) error {
	var people []personReport
	for _, person := range c.people {
		people = append(people, c.personReport(person))
	}
	title := fmt.Sprintf("%s, compared with %s", c.article.Name(), c.reference.Name)
	err := p.library().WriteFile(c.request.report, c.request.force.existing(), func(w io.Writer) error {
		switch strings.ToLower(filepath.Ext(c.request.report)) {
		case ".html", ".htm":
			return reportPage.Execute(w, map[string]any{"Title": title, "People": people})
		}
		return writeMarkdown(w, title, people)
	})
	return existsError(err)
}

// checkReport returns an error if there is nothing to report on, or if the report would
// replace one of the files that are compared.
func (r compareRequest) checkReport(l library.Layers, names []string) error {
	if info, err := os.Stat(r.report); err == nil && r.by == "" {
		for _, name := range append([]string{r.key}, names...) {
			if other, err := os.Stat(name); err == nil && os.SameFile(info, other) {
				return library.Usagef("--report: %s is one of the files that are compared", wording.Quote(r.report))
			}
		}
	}
	switch {
	case r.report == "" || r.key != "":
		return nil
	case r.by == "":
		return library.Usagef("--report takes --by creator, after galley adjudicate, or --key")
	case len(l.Decided.Annotations) == 0:
		return fmt.Errorf("nothing was decided yet; galley adjudicate settles what people annotated differently")
	}
	return nil
}

func (c comparison) personReport(person agree.Layer) personReport {
	r := personReport{Name: person.Name}
	for _, item := range agree.Match(c.article.Text, person.Annotations, c.reference.Annotations, c.request.fields...) {
		if item.Class == agree.Same || item.Class == agree.Nearly {
			r.Same++
			continue
		}
		o := overruling{Theirs: "annotated nothing", Kept: "not kept", Place: wording.Paragraph(c.article, item.Span())}
		if item.A != nil {
			o.Theirs = describeMark(*item.A, c.article)
		}
		if item.B != nil {
			o.Kept = "kept: " + describeMark(*item.B, c.article)
		}
		if item.Class == agree.OtherFields {
			o.addFields(item, c.request.fields)
		}
		r.Items = append(r.Items, o)
	}
	return r
}

// addFields adds the values of the fields on which both annotations of an item differ.
func (o *overruling) addFields(item agree.Item, names []string) {
	for _, name := range names {
		if theirs, kept := fieldValue(*item.A, name), fieldValue(*item.B, name); theirs != kept {
			o.Theirs += ", " + name + ": " + theirs
			o.Kept += ", " + name + ": " + kept
		}
	}
}

func fieldValue(a annotate.Annotation, name string) string {
	if name == a.Tag.Spec().Status {
		return a.Status()
	}
	return cmp.Or(strings.Join(a.Fields[name], ", "), "none")
}

func describeMark(a annotate.Annotation, on *annotate.Article) string {
	return string(a.Tag) + " “" + strings.Join(strings.Fields(a.Span().In(on.Text)), " ") + "”"
}

func writeMarkdown(w io.Writer, title string, people []personReport) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", export.MarkdownLine(title))
	for _, p := range people {
		fmt.Fprintf(&b, "\n## %s\n\nKept: %d. Overruled: %d.\n\n", export.MarkdownLine(p.Name), p.Same, len(p.Items))
		for _, o := range p.Items {
			fmt.Fprintf(&b, "- %s: %s; %s.\n", o.Place, export.MarkdownLine(o.Theirs), export.MarkdownLine(o.Kept))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
