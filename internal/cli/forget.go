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
			if purge {
				return p.purge(args[0])
			}
			return p.forget(args[0])
		},
	}
	c.Flags().BoolVar(&purge, "purge", false, "delete it for good, also from the trash")
	return c
}

func (p *program) forget(name string) error {
	r, err := p.library().ForgetNamed(name)
	switch {
	case err != nil:
		return err
	case !r.Trashed.IsZero():
		p.say("%s is in the trash already", titled(r))
	default:
		p.say("%s is in the trash; galley restore %s brings it back", titled(r), r.ID)
	}
	return nil
}

func (p *program) purge(name string) error {
	r, err := p.library().PurgeNamed(name)
	if err == nil {
		p.say("%s and %s were deleted for good", titled(r), annotationCount(r))
	}
	return err
}

// annotationCount counts annotations: "2 annotations".
func annotationCount(r library.Record) string {
	n := 0
	for _, c := range r.Counts {
		n += c
	}
	return annotate.Plural(n, "annotation")
}
