package cli

import (
	"strings"

	"galley/annotate/export"
	"galley/internal/library"

	"github.com/spf13/cobra"
)

// completeArguments lets shells complete article ids, tags and formats.
func (p *program) completeArguments(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		switch c.Name() {
		case "show", "adjudicate", "annotate", "annotations", "voices", "export", "forget", "refresh", root.Name():
			c.ValidArgsFunction = completer{p}.articles
		case "restore":
			c.ValidArgsFunction = completer{p}.trash
		case "articles", "doctor", "keys", "labels", "man":
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		if c.Flags().Lookup("tag") != nil {
			// This fails only for a flag that does not exist.
			_ = c.RegisterFlagCompletionFunc("tag", cobra.FixedCompletions(tagNames(), cobra.ShellCompDirectiveNoFileComp))
		}
		if c.Flags().Lookup("format") != nil {
			names := export.FormatNames(export.Formats())
			switch c.Name() {
			case "import":
				names = export.FormatNames(export.ReadableFormats())
			case "labels":
				names = library.CodebookFormats()
			}
			_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
		}
	}
}

// A completer offers ids of articles.
type completer struct{ *program }

// articles offers the saved articles whose id begins with typed, or files if
// there are none.
func (c completer) articles(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if typed == "" {
		return nil, cobra.ShellCompDirectiveDefault
	}
	records, _ := c.library().Records() // unreadable ones are not offered
	return completions(records, typed), cobra.ShellCompDirectiveDefault
}

// trash offers the articles in the trash.
func (c completer) trash(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	records, _ := c.library().Trash()
	return completions(records, typed), cobra.ShellCompDirectiveNoFileComp
}

// completions lists the ids that begin with typed, with titles.
func completions(records []library.Record, typed string) []string {
	var ids []string
	for _, r := range records {
		if strings.HasPrefix(r.ID, typed) {
			ids = append(ids, r.ID+"\t"+library.Title(r))
		}
	}
	return ids
}

// explainCompletion rewords cobra's help on completion, and makes an unknown
// shell a usage error: cobra would print the help and succeed.
func explainCompletion(root *cobra.Command) {
	c, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	c.Short = "Print a completion script for a shell"
	c.Long = "Print a script that lets a shell complete commands and ids. The help for each shell's command says how to load it."
	c.Args = takes(0, 0, "")
	c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	for _, shell := range c.Commands() {
		file, line := startupLine(shell.Name())
		shell.Short = "Print the completion script for " + shell.Name()
		shell.Long = shell.Short + ". To load it in every session, add this line to " + file + ":\n\n  " + line
		shell.Args = takes(0, 0, "")
	}
}

// startupLine returns the file that a shell reads when it starts, and the line
// in it that loads the completion.
func startupLine(shell string) (file, line string) {
	switch shell {
	case "fish":
		return "~/.config/fish/config.fish", "galley completion fish | source"
	case "powershell":
		return "your profile", "galley completion powershell | Out-String | Invoke-Expression"
	}
	return "~/." + shell + "rc", "source <(galley completion " + shell + ")"
}
