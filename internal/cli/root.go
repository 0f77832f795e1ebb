package cli

import (
	"errors"

	"galley/internal/memory"

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
		p.annotateCommand(), p.annotationsCommand(), p.refreshCommand(), p.deleteCommand(), p.exportCommand(), p.importCommand(),
		p.articlesCommand(), p.addCommand(), p.forgetCommand(), p.restoreCommand(),
		p.doctorCommand(), p.backupCommand(), p.manCommand(),
	)
	p.completeArguments(root)
	root.SetHelpCommand(p.helpCommand())
	root.SetHelpCommandGroupID(groupCare)
	root.SetCompletionCommandGroupID(groupCare)
	root.InitDefaultHelpCmd()
	root.SetOut(p.out) // what prints the completion is bound to it when it is made
	root.InitDefaultCompletionCmd()
	explainCompletion(root)
	root.Version = Version
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetFlagErrorFunc(wrongOption)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	return root
}

func (p *program) rootCommand() *cobra.Command {
	var how reading
	var look appearance
	c := &cobra.Command{
		Use:   "galley [ARTICLE]",
		Short: "Read an article and mark its claims, quotes and opinions",
		Long: "Galley opens an article in the terminal, split into numbered paragraphs, and lets you mark exact words as " +
			"claims, quotes and opinions.\n\nARTICLE is a file, a web address, - for standard input, sample, or the id of a saved " +
			"article (or the beginning of one). Without ARTICLE the library opens.",
		Example: `galley levy.txt
galley https://example.org/levy
pandoc -t markdown levy.docx | galley - --type markdown
galley export levy.txt > levy.json`,
		Args: cobra.ArbitraryArgs,
		PersistentPreRun: func(c *cobra.Command, _ []string) {
			if c.HasParent() { // the reader goes on to its first screen
				memory.EndStartup()
			}
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := p.misspelt(c, args); err != nil {
				return err
			}
			if err := takes(0, 1, "ARTICLE")(c, args); err != nil {
				return err
			}
			return p.read(c.Context(), args, how, look)
		},
	}
	c.PersistentFlags().StringVar(&p.db, "db", "", "use the library PATH (default $GALLEY_DB, else galley.db in the data folder)")
	c.PersistentFlags().StringVar(&p.author, "author", "", "mark as NAME (default: $GALLEY_AUTHOR, the settings, the login name)")
	how.flags(c)
	look.flags(c)
	return c
}

// misspelt refuses an ARTICLE that is nowhere but is close to the name of a
// command.
func (p *program) misspelt(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	c.SuggestionsMinimumDistance = 2
	names := c.SuggestionsFor(args[0])
	if len(names) == 0 {
		return nil
	}
	if _, err := p.find(args[0], nil); !errors.Is(err, errNowhere) {
		return nil
	}
	return misuse("there is no command and no article %s; did you mean galley %s?", quoted(args[0]), orList(names))
}
