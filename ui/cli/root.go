package cli

import (
	"errors"

	"github.com/spf13/cobra"
)

// The groups of commands, in the order of the help.
const (
	groupRead    = "read"
	groupMark    = "mark"
	groupLibrary = "library"
	groupCare    = "care"
)

// tree builds the command tree.
func (p *program) tree() *cobra.Command {
	root := p.rootCommand()
	root.AddGroup(
		&cobra.Group{ID: groupRead, Title: "read"},
		&cobra.Group{ID: groupMark, Title: "mark"},
		&cobra.Group{ID: groupLibrary, Title: "library"},
		&cobra.Group{ID: groupCare, Title: "care"},
	)
	root.AddCommand(
		p.showCommand(), p.extractCommand(), p.keysCommand(),
		p.annotateCommand(), p.annotationsCommand(), p.deleteCommand(), p.exportCommand(), p.importCommand(),
		p.articlesCommand(), p.addCommand(), p.forgetCommand(), p.restoreCommand(),
		p.doctorCommand(), p.backupCommand(), p.manCommand(),
	)
	root.SetHelpCommand(p.helpCommand())
	root.SetHelpCommandGroupID(groupCare)
	root.SetCompletionCommandGroupID(groupCare)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	p.guard(root)
	return root
}

func (p *program) rootCommand() *cobra.Command {
	var how reading
	c := &cobra.Command{
		Use:   "galley [ARTICLE]",
		Short: "Read an article and mark its claims, quotes and opinions",
		Long: "Galley opens an article in the terminal, split into numbered paragraphs, and lets you mark exact words as " +
			"claims, quotes and opinions.\n\nARTICLE is a file, - for standard input, sample, or the id of a saved article (or the " +
			"beginning of one). Without ARTICLE the library opens.",
		Example: `galley levy.txt
pandoc -t markdown levy.docx | galley - --type markdown
galley export levy.txt > levy.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			err := p.read(c.Context(), args, how)
			if errors.Is(err, errNowhere) {
				return p.suggest(c, args[0], err)
			}
			return err
		},
	}
	c.PersistentFlags().StringVar(&p.db, "db", "", "use the library `PATH` (default $GALLEY_DB, else galley.db in the data folder)")
	c.PersistentFlags().StringVar(&p.author, "author", "", "mark as `NAME` (default $GALLEY_AUTHOR, else the login name)")
	how.flags(c)
	return c
}

// suggest takes an article that is nowhere for a misspelt command if it is
// close to one.
func (p *program) suggest(c *cobra.Command, name string, err error) error {
	c.SuggestionsMinimumDistance = 2
	names := c.SuggestionsFor(name)
	if len(names) == 0 {
		return err
	}
	return misuse("there is no command and no article %s; did you mean galley %s?", quoted(name), orList(names))
}
