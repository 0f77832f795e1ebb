package cli

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"galley/internal/cli/table"
	"galley/internal/library"
	"galley/internal/wording"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// helpCommand prints the help of a command. A command that does not exist is a
// usage error.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Explain a command",
		RunE: func(c *cobra.Command, args []string) error {
			sub, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return library.Usagef("there is no command %s; galley --help lists them", wording.Quote(args[0]))
			}
			return sub.Help()
		},
	}
}

// help prints what a command does and how to use it.
func (p *program) help(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "show this help"
	h := &helpPage{page: p.page, width: min(p.page.width, maxHelpWidth)}
	h.blocks = append(h.blocks, h.prose(cmp.Or(c.Long, c.Short+".")))
	h.section("usage", h.code(strings.Join(usageLines(c), "\n")))
	h.section("examples", h.code(c.Example))
	h.commands(c)
	h.options("options", c, c.LocalFlags())
	h.options("global options", c, c.InheritedFlags())
	text := table.TrimLines(lipgloss.JoinVertical(lipgloss.Left, h.blocks...))
	p.print("%s", text)
}

// usageLines returns the forms that a command line of c can take.
func usageLines(c *cobra.Command) []string {
	var lines []string
	if c.Runnable() && (c == c.Root() || !c.HasAvailableSubCommands()) {
		line := c.CommandPath() + strings.TrimPrefix(c.Use, c.Name())
		if c.HasAvailableLocalFlags() {
			line += " [options]"
		}
		lines = append(lines, line)
	}
	if c.HasAvailableSubCommands() {
		lines = append(lines, c.CommandPath()+" COMMAND [options]")
	}
	return lines
}

// appliesTo reports whether a global flag has an effect on c.
func appliesTo(c *cobra.Command, flag string) bool {
	name := strings.Fields(c.CommandPath() + " " + c.Root().Name())[1]
	switch flag {
	case "author":
		return slices.Contains([]string{c.Root().Name(), "adjudicate", "annotate", "delete", "import", "labels", "suggest", "voices"}, name)
	case "db":
		return !slices.Contains([]string{"completion", "extract", "help", "keys", "man"}, name)
	}
	return true
}

// A helpPage composes the help of a command.
type helpPage struct {
	page   page
	width  int      // in cells
	blocks []string // from top to bottom
}

const (
	maxHelpWidth = 100 // in cells; longer lines are hard to read
	helpIndent   = 2
)

// indent moves a block to the right.
func indent(block string) string { return lipgloss.NewStyle().PaddingLeft(helpIndent).Render(block) }

// section adds a titled block, unless it is empty.
func (h *helpPage) section(title, block string) {
	if block != "" {
		h.blocks = append(h.blocks, "", h.page.strong.Render(title), indent(block))
	}
}

// prose lays out paragraphs and lists, which are separated by empty lines. An
// indented paragraph is code.
func (h *helpPage) prose(text string) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, paragraph := range paragraphs {
		if strings.HasPrefix(paragraph, " ") {
			paragraphs[i] = indent(h.code(paragraph))
		} else {
			var lines []string
			for line := range strings.Lines(paragraph) {
				lines = append(lines, table.Wrap(line, h.width)...)
			}
			paragraphs[i] = strings.Join(lines, "\n")
		}
	}
	return strings.Join(paragraphs, "\n\n")
}

// code lays out a block of shell commands, one per line. Long ones are continued on
// the next line in shell syntax, so that they can be copied.
func (h *helpPage) code(text string) string {
	const next = " \\"
	var lines []string
	for line := range strings.Lines(text) {
		indent, row := "", ""
		for _, word := range shellParts(strings.TrimSpace(line)) {
			switch {
			case row == "":
				row = indent + word
			case helpIndent+ansi.StringWidth(row+" "+word+next) > h.width:
				lines = append(lines, row+next)
				indent = strings.Repeat(" ", helpIndent)
				row = indent + word
			default:
				row += " " + word
			}
		}
		lines = append(lines, row)
	}
	return strings.Join(lines, "\n")
}

// shellParts splits a line where it may be wrapped: between words, but neither
// inside quotation marks nor between an option and its value.
func shellParts(line string) []string {
	var quote rune
	words := strings.FieldsFunc(line, func(r rune) bool {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		}
		return r == ' ' && quote == 0
	})
	var parts []string
	for i, word := range words {
		if i > 0 && strings.HasPrefix(words[i-1], "--") && !strings.HasPrefix(word, "-") {
			parts[len(parts)-1] += " " + word
		} else {
			parts = append(parts, word)
		}
	}
	return parts
}

// An entry explains a command or an option.
type entry struct{ name, about string }

// column returns the width of the column of names, with the gap after it. Names
// longer than a third of the page do not count.
func (h *helpPage) column(entries []entry) int {
	const gap = 2
	column := 0
	for _, e := range entries {
		if w := ansi.StringWidth(e.name); w <= h.width/3 {
			column = max(column, w+gap)
		}
	}
	return column
}

// list lays out entries in two columns, or with the explanation below the name if
// two do not fit.
func (h *helpPage) list(entries []entry, column int) string {
	const narrow = 60 // in cells
	var rows []string
	for _, e := range entries {
		if h.width < narrow || ansi.StringWidth(e.name) >= column {
			about := strings.Join(table.Wrap(e.about, h.width-3*helpIndent), "\n")
			rows = append(rows, e.name, indent(indent(about)))
			continue
		}
		about := strings.Join(table.Wrap(e.about, h.width-helpIndent-column), "\n")
		rows = append(rows, lipgloss.JoinHorizontal(lipgloss.Top, lipgloss.NewStyle().Width(column).Render(e.name), about))
	}
	return strings.Join(rows, "\n")
}

// commands adds the subcommands of c by group.
func (h *helpPage) commands(c *cobra.Command) {
	groups := c.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: "commands"}}
	}
	entries := map[string][]entry{} // by group
	var all []entry
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			e := entry{shortUse(sub), sub.Short}
			entries[sub.GroupID], all = append(entries[sub.GroupID], e), append(all, e)
		}
	}
	for _, g := range groups {
		h.section(g.Title, h.list(entries[g.ID], h.column(all)))
	}
}

// shortUse returns a command with its arguments, without its options.
func shortUse(c *cobra.Command) string {
	words := strings.Fields(c.Use)
	if i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "-") }); i > 0 {
		words = words[:i]
	}
	return strings.Join(words, " ")
}

// options adds the options that have an effect on c.
func (h *helpPage) options(title string, c *cobra.Command, flags *pflag.FlagSet) {
	var entries []entry
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && appliesTo(c, f.Name) {
			entries = append(entries, entry{optionName(f), optionAbout(f)})
		}
	})
	h.section(title, h.list(entries, h.column(entries)))
}

// optionName returns an option as typed: "-h, --help", "--db PATH".
func optionName(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	return strings.TrimSpace(name + " " + valueName(f))
}

// valueName returns the name of an option's value: the first word in capitals of
// its explanation. It is "" for an option without a value.
func valueName(f *pflag.Flag) string {
	if f.Value.Type() == "bool" {
		return ""
	}
	for _, word := range strings.Fields(f.Usage) {
		word = strings.Trim(word, "(),:;.")
		if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) && r != ':' && r != '=' }) {
			return word
		}
	}
	return ""
}

// optionAbout returns the explanation of an option.
func optionAbout(f *pflag.Flag) string {
	if slices.Contains([]string{"", "0", "[]", "false"}, f.DefValue) {
		return f.Usage
	}
	return f.Usage + " (" + f.DefValue + " if not given)"
}
