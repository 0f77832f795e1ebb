package cli

import (
	"galley/annotate"

	"github.com/spf13/cobra"
)

func (p *program) deleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "delete ID…",
		Short: "Delete annotations",
		Long: "Delete annotations. Each ID is an id that galley annotations lists, or a unique prefix or suffix of one. " +
			"Undo in the reader brings them back.",
		Args: takes(1, many, "ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			n, err := p.library().Delete(args)
			return p.report("deleted "+annotate.Plural(n, "annotation"), err)
		},
	}
}
