package cli

import (
	"strings"

	"galley/annotate/source"
	"galley/storage"

	"github.com/spf13/cobra"
)

// completeArguments lets shells complete ids of articles, and tags.
func (p *program) completeArguments(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		switch c.Name() {
		case "show", "annotate", "annotations", "export", "forget", "refresh", root.Name():
			c.ValidArgsFunction = p.completeArticles
		case "restore":
			c.ValidArgsFunction = p.completeTrash
		case "articles", "doctor", "keys", "man":
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		if c.Flags().Lookup("tag") != nil {
			// It fails only for an option that does not exist.
			_ = c.RegisterFlagCompletionFunc("tag", cobra.FixedCompletions(tagNames(), cobra.ShellCompDirectiveNoFileComp))
		}
		if c.Flags().Lookup("format") != nil {
			meant := anyFormat
			if c.Name() == "import" {
				meant = readable
			}
			_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(meant), cobra.ShellCompDirectiveNoFileComp))
		}
	}
}

// completeArticles offers saved articles whose id begins with what was typed,
// and files where none does.
func (p *program) completeArticles(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if typed == "" {
		return nil, cobra.ShellCompDirectiveDefault
	}
	records, err := p.store().Records()
	return completions(records, err, typed), cobra.ShellCompDirectiveDefault
}

// completeTrash offers the articles in the trash.
func (p *program) completeTrash(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	records, err := p.store().Trash()
	return completions(records, err, typed), cobra.ShellCompDirectiveNoFileComp
}

// completions are ids with titles. What cannot be read is not offered.
func completions(records []storage.Record, err error, typed string) []string {
	if leaveOut(err) != nil {
		return nil
	}
	var ids []string
	for _, r := range records {
		if strings.HasPrefix(r.ID, typed) {
			ids = append(ids, r.ID+"\t"+source.CleanLine(titleOf(r)))
		}
	}
	return ids
}

// explainCompletion says in this program's own words how shells complete its
// commands, and makes a shell that is not known wrong usage: cobra would print
// the help and succeed.
func explainCompletion(root *cobra.Command) {
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	c.Short = "Print what makes a shell complete commands and ids"
	c.Long = c.Short + ". Each shell has a command of its own, whose help says how to use it."
	c.Args = takes(0, 0, "")
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	for _, shell := range c.Commands() {
		file, line := startOf(shell.Name())
		shell.Short = "Print what makes " + shell.Name() + " complete commands and ids"
		shell.Long = shell.Short + ". To have it always, add this line to " + file + ":\n\n  " + line
		shell.Args = takes(0, 0, "")
	}
}

// startOf is the file that a shell reads when it starts, and the line in it
// that loads the completion.
func startOf(shell string) (file, line string) {
	switch shell {
	case "fish":
		return "~/.config/fish/config.fish", "galley completion fish | source"
	case "powershell":
		return "your profile", "galley completion powershell | Out-String | Invoke-Expression"
	}
	return "~/." + shell + "rc", "source <(galley completion " + shell + ")"
}
