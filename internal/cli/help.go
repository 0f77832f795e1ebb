package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"galley/internal/cli/table"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a command is for and how it is used.
func (p *program) help(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "show this help"
	h := helpPage{page: p.page, width: min(p.page.width, widestHelp)}
	h.prose(0, strings.TrimSpace(cmp.Or(c.Long, c.Short+".")))
	h.title("usage")
	for _, line := range usageLines(c) {
		h.code(line)
	}
	if c.Example != "" {
		h.title("examples")
		for line := range strings.Lines(c.Example) {
			h.code(strings.TrimSpace(line))
		}
	}
	h.commands(c)
	h.options("options", c, c.LocalFlags())
	h.options("options of all commands", c, c.InheritedFlags())
	// Nobody could be told that this failed.
	_, _ = p.out.Write([]byte(h.String()))
}

// usageLines show what may be typed.
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

// means reports whether an option of all commands means something to c.
func means(c *cobra.Command, option string) bool {
	name := strings.Fields(c.CommandPath() + " " + c.Root().Name())[1]
	switch option {
	case "author":
		return slices.Contains([]string{c.Root().Name(), "annotate", "delete", "import"}, name)
	case "db":
		return !slices.Contains([]string{"completion", "extract", "help", "keys", "man"}, name)
	}
	return true
}

// A helpPage is help that is being written.
type helpPage struct {
	strings.Builder
	page  page
	width int // in cells
}

const (
	widestHelp = 100 // in cells; longer lines are hard to read
	helpIndent = 2
)

func (h *helpPage) line(indent int, s string) {
	fmt.Fprintf(h, "%s%s\n", strings.Repeat(" ", indent), s)
}

func (h *helpPage) title(s string) {
	fmt.Fprintf(h, "\n%s\n", h.page.strong(s))
}

// prose writes paragraphs, which empty lines part. Lines that are indented are
// code.
func (h *helpPage) prose(indent int, text string) {
	var paragraph []string
	flush := func() {
		if paragraph == nil {
			return
		}
		for _, row := range table.Fill(strings.Join(paragraph, " "), h.width-indent) {
			h.line(indent, row)
		}
		paragraph = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			flush()
			fmt.Fprintln(h)
		case strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t"):
			flush()
			h.code(strings.TrimSpace(line))
		default:
			paragraph = append(paragraph, line)
		}
	}
	flush()
}

// code writes what is typed into a shell. A long line goes on in the next one
// as shells allow it, so that it can be copied.
func (h *helpPage) code(line string) {
	const onward = " \\"
	indent, row := helpIndent, ""
	for _, word := range shellParts(line) {
		switch {
		case row == "":
			row = word
		case indent+ansi.StringWidth(row+" "+word+onward) > h.width:
			h.line(indent, row+onward)
			indent, row = 2*helpIndent, word
		default:
			row += " " + word
		}
	}
	h.line(indent, row)
}

// shellParts splits a line where it may be broken: between words, but not
// inside quotation marks and not between an option and its value.
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

// An entry explains one thing of a list.
type entry struct{ name, about string }

// column is how wide the names of entries are set, with the gap after them.
// Names that would take more than a third of the page do not count.
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

// list writes entries as two columns, or one below the other where there is no
// room for two.
func (h *helpPage) list(entries []entry, column int) {
	const narrow = 60
	for _, e := range entries {
		if h.width < narrow || ansi.StringWidth(e.name) >= column {
			h.line(helpIndent, e.name)
			h.prose(3*helpIndent, e.about)
			continue
		}
		name := e.name
		for _, row := range table.Fill(e.about, h.width-helpIndent-column) {
			h.line(helpIndent, name+strings.Repeat(" ", column-ansi.StringWidth(name))+row)
			name = ""
		}
	}
}

// commands lists the commands below c by their groups.
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
		if len(entries[g.ID]) > 0 {
			h.title(g.Title)
			h.list(entries[g.ID], h.column(all))
		}
	}
}

// shortUse is a command with its arguments and without its options.
func shortUse(c *cobra.Command) string {
	words := strings.Fields(c.Use)
	if i := slices.IndexFunc(words, func(w string) bool { return strings.HasPrefix(w, "-") }); i > 0 {
		words = words[:i]
	}
	return strings.Join(words, " ")
}

// options lists the options that mean something to c.
func (h *helpPage) options(title string, c *cobra.Command, flags *pflag.FlagSet) {
	var entries []entry
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && means(c, f.Name) {
			entries = append(entries, entry{optionName(f), optionAbout(f)})
		}
	})
	if len(entries) > 0 {
		h.title(title)
		h.list(entries, h.column(entries))
	}
}

// optionName is an option as it is typed: "-h, --help", "--db PATH".
func optionName(f *pflag.Flag) string {
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if value := valueName(f); value != "" {
		name += " " + value
	}
	return name
}

// valueName is what the explanation of an option calls its value: its first
// word in capitals. It is "" for an option that takes none.
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

// optionAbout explains an option.
func optionAbout(f *pflag.Flag) string {
	if slices.Contains([]string{"", "0", "[]", "false"}, f.DefValue) {
		return f.Usage
	}
	return f.Usage + " (" + f.DefValue + " if not given)"
}
