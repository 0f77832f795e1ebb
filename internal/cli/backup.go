package cli

import (
	"galley/internal/wording"

	"github.com/spf13/cobra"
)

func (p *program) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the library to a new file",
		Long:  "Copy the library to a new file. This is safe while a reader is open. An existing file is never overwritten.",
		Args:  takes(1, 1, "FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.report("the library was copied to "+wording.Quote(args[0]), p.library().Backup(args[0]))
		},
	}
}
