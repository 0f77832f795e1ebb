package cli

import (
	"cmp"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/agree"
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

// writeReport writes what each person was overruled on to a file, as Markdown or HTML.
func (c comparison) writeReport(path string) error {
	var people []personReport
	for _, pair := range c.Pairs {
		if reference := c.reference(); pair.A == reference || pair.B == reference {
			people = append(people, c.personReport(pair, reference))
		}
	}
	var b strings.Builder
	title := "What was decided in " + c.article.Name()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm":
		if err := reportPage.Execute(&b, map[string]any{"Title": title, "People": people}); err != nil {
			return err
		}
	default:
		writeMarkdown(&b, title, people)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("the report was not written: %s", wording.FileError(err))
	}
	_, err = f.WriteString(b.String())
	return cmp.Or(err, f.Close())
}

// reference returns the name of the layer that others are compared with.
func (c comparison) reference() string {
	if c.request.key != "" {
		return c.Annotators[0]
	}
	return agree.Decided
}

// checkReport returns a usage error if there is nothing to report on.
func (r compareRequest) checkReport(l library.Layers) error {
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

func (c comparison) personReport(pair agree.Pair, reference string) personReport {
	r := personReport{Name: pair.A}
	if pair.A == reference {
		r.Name = pair.B
	}
	for _, item := range pair.Items {
		theirs, kept := item.A, item.B
		if pair.A == reference {
			theirs, kept = kept, theirs
		}
		if item.Class == agree.Same || item.Class == agree.Nearly {
			r.Same++
			continue
		}
		o := overruling{Theirs: "annotated nothing", Kept: "not kept", Place: wording.Paragraph(c.article, item.Span())}
		if theirs != nil {
			o.Theirs = describeMark(*theirs, c.article)
		}
		if kept != nil {
			o.Kept = "kept: " + describeMark(*kept, c.article)
		}
		r.Items = append(r.Items, o)
	}
	return r
}

func describeMark(a annotate.Annotation, on *annotate.Article) string {
	return string(a.Tag) + " “" + strings.Join(strings.Fields(a.Span().In(on.Text)), " ") + "”"
}

func writeMarkdown(b *strings.Builder, title string, people []personReport) {
	fmt.Fprintf(b, "# %s\n", annotate.SafeMarkdown(title))
	for _, p := range people {
		fmt.Fprintf(b, "\n## %s\n\nKept: %d. Overruled: %d.\n\n", annotate.SafeMarkdown(p.Name), p.Same, len(p.Items))
		for _, o := range p.Items {
			fmt.Fprintf(b, "- %s: %s; %s.\n", o.Place, annotate.SafeMarkdown(o.Theirs), annotate.SafeMarkdown(o.Kept))
		}
	}
}
