package cli

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/library"
	"galley/internal/memory"
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

// An importRequest holds the flags of galley import.
type importRequest struct {
	tag     string
	columns []string
	dryRun  bool
	library.ImportOptions
}

func (p *program) importCommand() *cobra.Command {
	var r importRequest
	c := &cobra.Command{
		Use:   "import FILE…",
		Short: "Add annotations from exports, rescue files and other programs",
		Long: "Add articles and annotations from files (- is standard input), all of them or none: exports in " +
			wording.Or(export.FormatNames(export.ReadableFormats())) + " format, from Galley or other programs, and rescue files. For brat, name the " +
			".ann file; its text is read from the .txt file next to it.\n\nThe format is detected. A file without the text of its article " +
			"must refer to a saved article, or --article names it. Entries about articles that are not saved are left out and listed. If its offsets do not fit that text, the quoted words are searched for; annotations without a " +
			"definite place are marked as such.\n\nAnnotations that the library already has are not added again: those with a known id or, " +
			"without ids, with the same contents. If an annotation with a known id differs, the library keeps its version.\n\n" +
			"With --update, rows of a table that galley exported edit the annotations with their ids: tag, note and fields, as a step " +
			"that can be undone. Words and positions stay. Rows whose annotation has changed since the export are left out and listed.",
		Example: `galley import marks.json
galley import --dry-run highlights.csv --tag quote`,
		Args: takes(1, many, "FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return r.run(p, args) },
	}
	c.Flags().StringVarP(&r.Format, "format", "f", "", "read the files as FORMAT: "+wording.Or(export.FormatNames(export.ReadableFormats())))
	c.Flags().StringVar(&r.Article, "article", "", "the files are about ARTICLE, whatever they say")
	c.Flags().BoolVar(&r.Strict, "strict", false, "import nothing if anything would be left out or only supposed, or if an annotation has no definite place")
	c.Flags().BoolVar(&r.Update, "update", false, "take over the tags, notes and fields of a table that galley exported and a spreadsheet edited")
	c.Flags().StringVar(&r.Charset, "charset", "", "read the files in the character set NAME, such as windows-1252")
	c.Flags().StringArrayVar(&r.columns, "map", nil, "take the column THEIRS of a table for OURS: THEIRS=OURS, such as Citation=quote; may be repeated")
	c.Flags().StringVar(&r.tag, "tag", "", "use TAG for annotations with any tag other than claim, quote or opinion")
	c.Flags().BoolVar(&r.dryRun, "dry-run", false, "only report what would be imported")
	return c
}

// parse checks the flags.
func (r *importRequest) parse() (err error) {
	if r.Format != "" {
		_, err = formatNamed(r.Format, export.ReadableFormats())
	}
	if err == nil && r.tag != "" {
		r.DefaultTag, err = tagNamed(r.tag)
	}
	if err == nil {
		err = r.parseColumns()
	}
	return err
}

// parseColumns sets Columns to the values of --map.
func (r *importRequest) parseColumns() error {
	for _, value := range r.columns {
		i := strings.LastIndexByte(value, '=')
		if i < 1 {
			return library.Usagef("--map: %s is not THEIRS=OURS, such as Citation=quote", wording.Quote(value))
		}
		theirs, ours := value[:i], strings.ToLower(value[i+1:])
		if known := export.ReadableColumns(); !slices.Contains(known, ours) {
			return library.Usagef("--map: there is no column %s; use %s", wording.Quote(ours), wording.Or(known))
		}
		if r.Columns == nil {
			r.Columns = map[string]string{}
		}
		r.Columns[theirs] = ours
	}
	return nil
}

// run plans an import, commits it unless it is a dry run, and reports what it
// adds.
func (r importRequest) run(p *program, paths []string) error {
	if err := r.parse(); err != nil {
		return err
	}
	defer memory.LimitImport()()
	in, err := p.library().PlanImport(paths, r.ImportOptions)
	if err != nil {
		return err
	}
	for _, damage := range in.Damaged {
		_ = p.tolerate(damage) // reported at the end
	}
	p.sayAll(in.Supposed)
	if r.dryRun {
		for _, e := range in.Edits {
			p.say("would edit %s", e)
		}
	}
	p.sayLeftOut(in.LeftOut)
	if len(in.Empty) > 0 {
		p.say("no annotations were found in %s", wording.Or(in.Empty))
	}
	done, save := "imported", in.Commit
	if r.dryRun {
		done, save = "would be imported", in.Check
	}
	if err := save(); err != nil {
		return err
	}
	p.say("%s %s: %s", annotate.Plural(in.Articles(), "article"), done, importSummary(in))
	if in.Loss != nil {
		p.say("not imported: %s", in.Loss)
	}
	return nil
}

// sayLeftOut reports the entries whose articles are not found.
func (p *program) sayLeftOut(list []library.LeftOut) {
	const maxLines = 20
	for _, l := range list[:min(len(list), maxLines)] {
		p.say("left out: %s", l)
	}
	if more := len(list) - maxLines; more > 0 {
		p.say("left out: the entries of %d more articles", more)
	}
}

// importSummary counts annotations: "3 annotations added, 2 already there".
func importSummary(in *library.Import) string {
	s := annotate.Plural(in.Added, "annotation") + " added"
	if in.Uncertain > 0 {
		s += fmt.Sprintf(" (%d without a definite place)", in.Uncertain)
	}
	s += fmt.Sprintf(", %d already there", in.Present)
	if n := len(in.Edits); n > 0 {
		s += fmt.Sprintf(", %d edited", n)
	}
	if in.Edited > 0 {
		s += fmt.Sprintf(", %d changed or deleted", in.Edited)
	}
	if in.Replied > 0 {
		s += fmt.Sprintf(", replies added: %d", in.Replied)
	}
	if in.Different > 0 {
		s += fmt.Sprintf(", %d with different contents (the library keeps its version; --update takes over the edits of a table)", in.Different)
	}
	if n := len(in.Addresses); n > 0 {
		s += ", from " + in.Addresses[0]
		if n > 1 {
			s += fmt.Sprintf(" and %d more", n-1)
		}
	}
	return s
}
