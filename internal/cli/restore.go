package cli

import "github.com/spf13/cobra"

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore ARTICLE",
		Short: "Bring an article back from the trash",
		Long:  "Bring an article back from the trash. galley articles --trash lists the articles in it.",
		Args:  takes(1, 1, "ARTICLE"),
		RunE:  func(_ *cobra.Command, args []string) error { return p.report(p.library().RestoreNamed(args[0])) },
	}
}
