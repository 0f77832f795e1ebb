package cli

import "github.com/spf13/cobra"

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
	root.SetOut(p.out) // the completion commands keep the output of this moment
	root.InitDefaultCompletionCmd()
	explainCompletion(root)
	root.Version = Version
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	return root
}
