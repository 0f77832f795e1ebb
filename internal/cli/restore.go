package cli

import "github.com/spf13/cobra"

func (p *program) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "restore ARTICLE",
		Short:   "Bring an article back from the trash",
		Long:    "Bring an article back from the trash. galley articles --trash lists what is there.",
		GroupID: groupLibrary,
		Args:    takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := p.library().RestoreNamed(args[0])
			switch {
			case err != nil:
				return err
			case r.Trashed.IsZero():
				p.say("%s is not in the trash", titled(r))
			default:
				p.say("%s is back, with %s", titled(r), annotationCount(r))
			}
			return nil
		},
	}
}
