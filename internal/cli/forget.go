package cli

import "github.com/spf13/cobra"

func (p *program) forgetCommand() *cobra.Command {
	var purge bool
	c := &cobra.Command{
		Use:   "forget ARTICLE",
		Short: "Move an article and its annotations to the trash",
		Long: "Move an article and its annotations to the trash, from which galley restore brings them back.\n\n" +
			"--purge deletes them for good and erases them from the library file and its daily backups. Other copies of the library keep them.",
		Args: takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			if purge {
				return p.report(p.library().PurgeNamed(args[0]))
			}
			return p.report(p.library().ForgetNamed(args[0]))
		},
	}
	c.Flags().BoolVar(&purge, "purge", false, "delete it for good, even if it is already in the trash")
	return c
}
