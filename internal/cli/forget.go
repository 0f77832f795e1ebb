package cli

import (
	"galley/annotate"
	"galley/internal/library"

	"github.com/spf13/cobra"
)

func (p *program) forgetCommand() *cobra.Command {
	var purge bool
	c := &cobra.Command{
		Use:   "forget ARTICLE",
		Short: "Move an article and its annotations to the trash",
		Long: "Move an article and its annotations to the trash, from which galley restore brings them back.\n\n" +
			"--purge deletes them for good and clears their bytes from the library's file.",
		GroupID: groupLibrary,
		Args:    takes(1, 1, "ARTICLE"),
		RunE: func(_ *cobra.Command, args []string) error {
			remove := p.library().ForgetNamed
			if purge {
				remove = p.library().PurgeNamed
			}
			r, err := remove(args[0])
			switch {
			case err != nil:
				return err
			case purge:
				p.say("%s and %s were deleted for good", titled(r), annotationCount(r))
			case !r.Trashed.IsZero():
				p.say("%s is in the trash already", titled(r))
			default:
				p.say("%s is in the trash; galley restore %s brings it back", titled(r), r.ID)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&purge, "purge", false, "delete it for good, also from the trash")
	return c
}

// annotationCount counts annotations: "2 annotations".
func annotationCount(r library.Record) string {
	n := 0
	for _, c := range r.Counts {
		n += c
	}
	return annotate.Plural(n, "annotation")
}
