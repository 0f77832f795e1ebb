package cli

import (
	"slices"
	"strconv"
	"strings"

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
			"Renaming a label to one that is in use merges the two.",
		Example: "galley labels --rename ferrry=ferry",
		Args:    takes(0, 0, ""),
		RunE:    func(*cobra.Command, []string) error { return r.run(p) },
	}
	f := c.Flags()
	f.StringVar(&r.rename, "rename", "", "rename a label on all annotations: OLD=NEW")
	f.BoolVar(&r.asJSON, "json", false, "print a JSON array")
	return c
}

// A labelsRequest holds the flags of galley labels.
type labelsRequest struct {
	rename string
	asJSON bool
}

// run carries out the request.
func (r labelsRequest) run(p *program) error {
	if r.rename != "" {
		return r.renameLabel(p)
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
