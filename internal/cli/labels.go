package cli

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
	"galley/internal/cli/table"
	"galley/internal/library"
	"galley/internal/wording"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"
)

func (p *program) labelsCommand() *cobra.Command {
	var r labelsRequest
	c := &cobra.Command{
		Use:   "labels",
		Short: "List the labels of annotations, and rename or define them",
		Long: "List the labels of annotations with their definitions and how many annotations have them.\n\n" +
			"Renaming a label to one that is in use merges the two.\n\n" +
			"A codebook is a table with the columns name, definition, parent and key, or a codebook or project of REFI-QDA; it replaces the one before, " +
			"and no annotation changes. In the reader, # and the key of a label set it.",
		Example: "galley labels --rename ferrry=ferry\ngalley labels --codebook codes.csv\ngalley labels --output codes.qdc",
		Args:    takes(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return r.run(p) },
	}
	f := c.Flags()
	f.StringVar(&r.rename, "rename", "", "rename a label on all annotations: OLD=NEW")
	f.StringVar(&r.codebook, "codebook", "", "take over the codebook in FILE; - is standard input")
	f.StringVarP(&r.format, "format", "f", "", "write the codebook in FORMAT: csv or qdc (default: from the extension of FILE, else csv)")
	f.StringVarP(&r.output, "output", "o", "", "write the codebook to FILE; - is standard output")
	r.force.add(c)
	f.BoolVar(&r.asJSON, "json", false, "print a JSON array")
	return c
}

// A labelsRequest holds the flags of galley labels.
type labelsRequest struct {
	rename   string
	codebook string
	format   string
	output   string
	force    forceFlag
	asJSON   bool
}

// run carries out the request.
func (r labelsRequest) run(p *program) error {
	switch {
	case r.rename != "" && r.codebook != "":
		return library.Usagef("--rename and --codebook cannot be combined; use one of them")
	case r.rename != "":
		return r.renameLabel(p)
	case r.codebook != "":
		return r.readCodebook(p)
	case r.format != "" || r.output != "":
		return r.writeCodebook(p)
	}
	labels, err := p.library().Labels()
	switch err := p.tolerate(err); {
	case err != nil:
		return err
	case r.asJSON:
		return p.writeJSON(append([]library.Label{}, labels...))
	case len(labels) > 0:
		return labelTable(p.page, labels).Write(p.out)
	case p.damaged == nil:
		p.say("no annotation has a label; # in the reader and galley annotate --label set them")
	}
	return nil
}

// renameLabel renames a label. Only the first = separates the names.
func (r labelsRequest) renameLabel(p *program) error {
	from, to, ok := strings.Cut(r.rename, "=")
	if !ok {
		return library.Usagef("--rename: %s has no new name; write OLD=NEW", wording.Quote(r.rename))
	}
	renamed, err := p.library().RenameLabel(from, to)
	return p.report(renamed.String(), err)
}

// readCodebook takes over a codebook.
func (r labelsRequest) readCodebook(p *program) error {
	in := io.NopCloser(p.in)
	if r.codebook != "-" {
		file, err := os.Open(r.codebook)
		if err != nil {
			return err
		}
		in = file
	}
	defer in.Close()
	n, err := p.library().ReadCodebook(in)
	if err != nil {
		return fmt.Errorf("%s: %w", wording.QuotePath(r.codebook), err)
	}
	return p.report("the codebook has "+annotate.Plural(n, "label"), nil)
}

// writeCodebook writes the codebook in a format.
func (r labelsRequest) writeCodebook(p *program) error {
	format := cmp.Or(strings.ToLower(r.format), "csv")
	if extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(r.output)), "."); r.format == "" && slices.Contains(library.CodebookFormats(), extension) {
		format = extension
	}
	if !slices.Contains(library.CodebookFormats(), format) {
		return library.Usagef("--format: %s is not a format of codebooks; use %s", wording.Quote(r.format), wording.Or(library.CodebookFormats()))
	}
	var loss export.LossReport
	var err error
	if r.output == "" || r.output == "-" {
		loss, err = p.library().WriteCodebook(p.out, format)
	} else {
		loss, err = p.library().SaveCodebook(r.output, r.force.existing(), format)
	}
	if loss != nil {
		p.say("%s cannot keep everything: %s", format, loss)
	}
	return existsError(p.tolerate(err))
}

func labelTable(p page, labels []library.Label) *table.Table {
	t := p.table([]table.Column{
		{Name: "label", Flex: true}, {Name: "count", Align: lipgloss.Right}, {Name: "key"}, {Name: "parent", Flex: true, Drop: 2}, {Name: "definition", Flex: true, Drop: 1},
	})
	for _, l := range labels {
		t.Add(p.cell(l.Name), strconv.Itoa(l.Count), p.cell(l.Key), p.cell(l.Parent), p.cell(l.Definition))
	}
	for name, has := range map[string]func(library.Label) bool{
		"key":        func(l library.Label) bool { return l.Key != "" },
		"parent":     func(l library.Label) bool { return l.Parent != "" },
		"definition": func(l library.Label) bool { return l.Definition != "" },
	} {
		if !slices.ContainsFunc(labels, has) {
			t.Remove(name)
		}
	}
	return t
}
