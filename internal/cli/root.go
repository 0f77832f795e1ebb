package cli

import "github.com/spf13/cobra"

// tree builds the command tree.
func (p *program) tree() *cobra.Command {
	const other = "other"
	root := p.rootCommand()
	for _, group := range []struct {
		title    string
		commands []*cobra.Command
	}{
		{"read", []*cobra.Command{p.showCommand(), p.extractCommand(), p.keysCommand()}},
		{"annotate", []*cobra.Command{
			p.annotateCommand(), p.annotationsCommand(), p.voicesCommand(), p.labelsCommand(), p.suggestCommand(), p.refreshCommand(), p.deleteCommand(),
			p.exportCommand(), p.importCommand(), p.compareCommand(), p.adjudicateCommand(),
		}},
		{"library", []*cobra.Command{p.articlesCommand(), p.addCommand(), p.forgetCommand(), p.restoreCommand(), p.syncCommand()}},
		{other, []*cobra.Command{p.doctorCommand(), p.backupCommand(), p.manCommand()}},
	} {
		root.AddGroup(&cobra.Group{ID: group.title, Title: group.title})
		for _, c := range group.commands {
			c.GroupID = group.title
			root.AddCommand(c)
		}
	}
	p.completeArguments(root)
	root.SetHelpCommand(p.helpCommand())
	root.SetHelpCommandGroupID(other)
	root.SetCompletionCommandGroupID(other)
	root.InitDefaultHelpCmd()
	root.SetOut(p.out) // the completion commands keep the output that is set now
	root.InitDefaultCompletionCmd()
	explainCompletion(root)
	root.Version = describeVersion()
	root.InitDefaultVersionFlag()
	root.Flags().Lookup("version").Usage = "print the version"
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { p.help(c) })
	return root
}
