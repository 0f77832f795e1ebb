package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/library"
	"galley/internal/memory"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

// An exportRequest holds the flags of galley export.
type exportRequest struct {
	format   string
	by       string
	filter   filterFlags
	offsets  []string
	output   string
	force    forceFlag
	template templateFlags
	library.ExportOptions
}

func (p *program) exportCommand() *cobra.Command {
	var r exportRequest
	c := &cobra.Command{
		Use:   "export [ARTICLE…]",
		Short: "Write annotations with their articles, as JSON or in another format",
		Long: "Write articles and their annotations to standard output, a file or a folder. Without ARTICLE, all articles that have " +
			"annotations are written, except the sample.\n\nWhat a format cannot represent is reported on standard error. The formats are:\n\n" + formatList(),
		Example: `galley export levy.txt --tag claim --status unchecked --output open-claims.json
galley export levy.txt --output levy.docx
galley export --format markdown --by speaker --output notes/`,
		Args: takes(0, many, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if r.template.help {
				p.print("%s", strings.TrimSuffix(export.TemplateHelp, "\n"))
				return nil
			}
			return explainTemplate(r.run(p, args))
		},
	}
	f := c.Flags()
	r.template.add(c)
	r.filter.add(c)
	f.StringVarP(&r.format, "format", "f", "", "write in FORMAT: "+wording.Or(export.FormatNames(export.Formats()))+
		" (default: from the extension of FILE, else json)")
	f.StringVar(&r.by, "by", "", "order or group by KEY, which is speaker: whose words they are (csv, markdown, html, docx, templates)")
	f.BoolVar(&r.NoText, "no-text", false, "leave out the texts of the articles")
	f.BoolVar(&r.WithPaths, "with-paths", false, "name files with their folders, and pages with tokens in their addresses")
	f.StringSliceVar(&r.offsets, "offsets", nil, "also write positions in UNIT, utf16 or byte; may be repeated (json, jsonl)")
	f.BoolVar(&r.Public, "public", false, "let everyone read the annotations, instead of their creators only (hypothesis)")
	f.BoolVar(&r.Strict, "strict", false, "write nothing if anything is damaged or would be lost, or if an annotation has no definite place")
	f.StringVarP(&r.output, "output", "o", "", "write to FILE, or one file per article to an existing folder; - is standard output")
	f.BoolVar(&r.filter.decided, "decided", false, "only what was decided where people differ; see galley adjudicate")
	r.force.add(c)
	return c
}

func (r exportRequest) run(p *program, names []string) error {
	defer memory.LimitExport()()
	if r.output == "-" {
		r.output = ""
	}
	if err := r.parse(); err != nil {
		return err
	}
	r.Empty = len(names) > 0
	records, err := p.records(names)
	if err != nil {
		return err
	}
	hasSample := slices.ContainsFunc(records, func(r library.Record) bool { return len(r.Counts) > 0 && r.Source.Kind == annotate.FromSample })
	if len(names) == 0 {
		records = library.Exportable(records)
	}
	x, err := p.library().NewExport(records, r.ExportOptions)
	if err != nil {
		return err
	}
	p.sayBlind()
	for _, damage := range x.Damaged {
		_ = p.tolerate(damage) // reported at the end
	}
	if err := r.write(p, x); err != nil {
		return err
	}
	if len(names) == 0 && hasSample {
		p.say("the sample was left out; galley export sample writes it")
	}
	return nil
}

// write writes the export to its destination, and reports the result.
func (r exportRequest) write(p *program, x *library.Export) (err error) {
	written := []string{wording.QuotePath(r.output)}
	switch {
	case r.output == "":
		err = r.writeOutput(p, x)
	case isFolder(r.output):
		err = x.WriteFolder(r.output, r.force.existing())
	default:
		written = written[:0]
		for _, path := range x.Files(r.output) {
			written = append(written, wording.QuotePath(path))
		}
		_, err = x.WriteFile(r.output, r.force.existing())
	}
	if err != nil {
		return existsError(err)
	}
	annotations := annotate.Plural(x.Annotations, "annotation")
	left := x.Loss.LeftOut()
	if left > 0 {
		annotations = fmt.Sprintf("%d of %s", x.Annotations-left, annotations)
	}
	switch {
	case r.output != "":
		p.say("wrote %s from %s to %s", annotations, annotate.Plural(x.Articles, "article"), wording.And(written))
	case left > 0:
		p.say("wrote %s", annotations)
	}
	if x.Loss != nil {
		p.say("%s cannot represent %s", r.Format.Name, x.Loss)
	}
	if r.template.file == "" && r.isMisnamed() {
		p.say("the format is %s, although the file is named %s; choose another with --format", r.Format.Name, wording.QuotePath(r.output))
	}
	return nil
}

// writeOutput writes to standard output.
func (r exportRequest) writeOutput(p *program, x *library.Export) error {
	switch f := r.Format; {
	case f.Companion != nil:
		return library.Usagef("%s writes two files; use --output FILE or --output FOLDER", f.Name)
	case p.page.terminal && !f.IsText():
		return library.Usagef("%s is not text, so it is not shown on a terminal; use --output FILE", f.Name)
	case x.Annotations == 0:
		p.say("no annotations match")
	}
	return x.Write(p.out)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// isMisnamed reports whether a file in the default format has an extension that
// the format does not use.
func (r exportRequest) isMisnamed() bool {
	ext := filepath.Ext(r.output)
	return r.format == "" && ext != "" && !isFolder(r.output) && !strings.EqualFold(ext, r.Format.Extension)
}

// parse checks the flags and sets the options.
func (r *exportRequest) parse() (err error) {
	if r.Format, err = r.chosenFormat(); err != nil {
		return err
	}
	if err := r.parseOffsets(); err != nil {
		return err
	}
	if err := checkBy(r.by); err != nil {
		return err
	}
	if r.BySpeaker = r.by != ""; r.BySpeaker && !r.Format.BySpeaker {
		return library.Usagef("--by speaker is for csv, markdown, html, docx and templates, and the format is %s; leave it out", r.Format.Name)
	}
	if r.NoText && r.Format.NeedsText {
		return library.Usagef("%s needs the text; leave out --no-text", r.Format.Name)
	}
	r.filter.rejections = slices.Contains([]string{"json", "jsonl", "csv"}, r.Format.Name) // they can be read again
	r.Match, err = r.filter.match()
	return err
}

// parseOffsets sets Offsets to the values of --offsets.
func (r *exportRequest) parseOffsets() error {
	for _, name := range r.offsets {
		unit := export.Unit(name)
		switch {
		case !slices.Contains(export.Units(), unit):
			return library.Usagef("--offsets: unknown unit %s: use utf16 or byte", wording.Quote(name))
		case r.Format.Name != "json" && r.Format.Name != "jsonl":
			return library.Usagef("--offsets is for json and jsonl, and the format is %s; leave it out", r.Format.Name)
		}
		r.Offsets = append(r.Offsets, unit)
	}
	return nil
}

// chosenFormat returns the format of the export: the template, what --format names,
// what the extension of the file says, or json.
func (r *exportRequest) chosenFormat() (export.Format, error) {
	switch {
	case r.template.file != "" && r.format != "":
		return export.Format{}, library.Usagef("--template and --format both say how to write; leave one out")
	case r.template.file != "":
		return r.template.read()
	}
	name := r.format
	if f, ok := formatOf(r.output); ok && name == "" && !isFolder(r.output) {
		name = f.Name
	}
	return formatNamed(cmp.Or(name, "json"), export.Formats())
}
