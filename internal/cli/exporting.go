package cli

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/memory"
	"galley/storage"

	"github.com/spf13/cobra"
)

// A request is what galley export is asked for.
type request struct {
	format   string
	tags     []string
	statuses []string
	creator  string
	since    string
	noText   bool
	strict   bool
	output   string
}

func (p *program) exportCommand() *cobra.Command {
	var r request
	c := &cobra.Command{
		Use:   "export [ARTICLE…]",
		Short: "Write annotations with their articles, as JSON or in another format",
		Long: "Write articles and their annotations to standard output, a file or a folder. Without ARTICLE, the articles that have " +
			"annotations; the sample only if it is named.\n\nWhat a format does not hold is told on standard error. The formats are:\n\n" + formatList(),
		Example: `galley export levy.txt --tag claim --status unchecked --output open-claims.json
galley export levy.txt --output levy.docx
galley export --format markdown --output notes/`,
		GroupID: groupMark,
		RunE: func(_ *cobra.Command, args []string) error {
			err := p.export(args, r)
			if err == nil && len(args) == 0 {
				p.tellOfSample()
			}
			return err
		},
	}
	f := c.Flags()
	f.StringVar(&r.format, "format", "", "write in FORMAT: "+orList(formatNames(export.Formats()))+"; if not given, what the name of FILE says, else json")
	f.StringArrayVar(&r.tags, "tag", nil, "only annotations tagged TAG; may be given several times")
	f.StringArrayVar(&r.statuses, "status", nil, "only claims with that STATUS; may be given several times")
	f.StringVar(&r.creator, "creator", "", "only annotations by NAME")
	f.StringVar(&r.since, "since", "", "only annotations made or changed since DATE, such as 2026-11-22")
	f.BoolVar(&r.noText, "no-text", false, "leave the texts of the articles out")
	f.BoolVar(&r.strict, "strict", false, "write nothing if anything is damaged or lost, or an annotation's place is not certain")
	f.StringVar(&r.output, "output", "", "write to FILE, which is replaced once all is written, or one file per article to an existing folder; - is standard output")
	return c
}

func (p *program) export(names []string, r request) error {
	defer memory.LimitExport()()
	if r.output == "-" {
		r.output = "" // as other programs name standard output
	}
	format, err := r.check()
	if err != nil {
		return err
	}
	wanted, err := r.filter()
	if err != nil {
		return err
	}
	records, err := p.findRecords(names)
	if len(names) == 0 {
		records, err = p.exportable()
	}
	if err != nil {
		return err
	}
	goods, err := p.survey(records, wanted, len(names) > 0, r.strict)
	if err != nil {
		return err
	}
	options := export.WriteOptions{Generator: generator(), Exported: p.now().UTC().Truncate(time.Second), NoText: r.noText}
	return p.deliver(&delivery{format: format, options: options}, goods, r)
}

// deliver writes to where the request says.
func (p *program) deliver(out *delivery, goods *shipment, r request) (err error) {
	if r.strict {
		if err := out.rehearse(goods); err != nil {
			return err
		}
	}
	switch {
	case r.output == "":
		err = p.toOutput(out, goods)
	case isFolder(r.output):
		err = p.toFolder(out, r.output, goods)
	default:
		err = p.toFile(out, r.output, goods)
	}
	if err == nil && out.loss != nil {
		p.say("%s does not hold %s", out.format.Name, out.loss)
	}
	if err == nil && r.misnamed(out.format) {
		p.say("it is %s, whatever %s says; --format names another", out.format.Name, quotedPath(r.output))
	}
	return err
}

// misnamed reports whether nobody chose the format, and a file whose name has
// the ending of none was written.
func (r request) misnamed(f export.Format) bool {
	return r.format == "" && filepath.Ext(r.output) != "" && !isFolder(r.output) && !strings.EqualFold(filepath.Ext(r.output), f.Extension)
}

// check finds the format and refuses what it cannot do. A file that is named
// as those of a format are is written in it.
func (r request) check() (export.Format, error) {
	name := r.format
	if f, ok := formatOf(r.output); ok && name == "" && !isFolder(r.output) {
		name = f.Name
	}
	format, err := formatNamed(cmp.Or(name, "json"), export.Formats())
	if err == nil && r.noText && format.NeedsText {
		err = misuse("%s is nothing without the text; leave --no-text out", format.Name)
	}
	return format, err
}

// filter makes a test for annotations of the options.
func (r request) filter() (func(annotate.Annotation) bool, error) {
	for _, name := range r.tags {
		if _, err := tagNamed(name); err != nil {
			return nil, err
		}
	}
	since, err := parseDay(r.since)
	if err != nil {
		return nil, err
	}
	return func(n annotate.Annotation) bool {
		return (r.tags == nil || slices.Contains(r.tags, string(n.Tag))) &&
			(r.statuses == nil || slices.Contains(r.statuses, statusOf(n))) &&
			(r.creator == "" || n.Creator == r.creator) &&
			!n.Modified.Before(since)
	}, nil
}

// statusOf is the status of a claim, "" for other tags.
func statusOf(n annotate.Annotation) string {
	if n.Tag != annotate.Claim {
		return ""
	}
	return n.Status()
}

// parseDay reads a day, from its first moment here, or a moment in RFC 3339.
func parseDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, s, time.Local); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, misuse("--since %s is no date; write it as 2026-11-22", quoted(s))
	}
	return t, nil
}

// exportable lists the articles that have annotations, but the sample, in the
// order in which they were read from their places: an export says that, so that
// one made after its import has the same order.
func (p *program) exportable() ([]storage.Record, error) {
	records, err := p.records()
	records = slices.DeleteFunc(records, func(r storage.Record) bool { return len(r.Counts) == 0 || isSample(r) })
	slices.SortStableFunc(records, func(a, b storage.Record) int {
		return cmp.Or(a.Source.Retrieved.Compare(b.Source.Retrieved), cmp.Compare(a.ID, b.ID))
	})
	return records, err
}

func isSample(r storage.Record) bool { return r.Source.Kind == annotate.FromSample }

// tellOfSample says that an export of everything lacks the sample, if anything
// is marked in it.
func (p *program) tellOfSample() {
	records, _ := p.store().Records()
	if slices.ContainsFunc(records, func(r storage.Record) bool { return len(r.Counts) > 0 && isSample(r) }) {
		p.say("the sample is left out; galley export sample writes it")
	}
}
