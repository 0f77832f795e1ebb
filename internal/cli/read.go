package cli

import (
	"cmp"
	"context"
	"errors"
	"os"

	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/memory"
	"galley/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

func (p *program) rootCommand() *cobra.Command {
	var opts library.ReadOptions
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
			return p.read(c.Context(), args, opts, look)
		},
	}
	c.PersistentFlags().StringVar(&p.db, "db", "", "use the library PATH (default $GALLEY_DB, else galley.db in the data folder)")
	c.PersistentFlags().StringVar(&p.author, "author", "", "mark as NAME (default: $GALLEY_AUTHOR, the settings, the login name)")
	readFlags(c, &opts)
	look.flags(c)
	return c
}

// misspelt returns an error for an ARTICLE that does not exist and is close to
// the name of a command.
func (p *program) misspelt(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	c.SuggestionsMinimumDistance = 2
	names := c.SuggestionsFor(args[0])
	if len(names) == 0 || !p.library().IsUnknown(args[0]) {
		return nil
	}
	return misuse("there is no command and no article %s; did you mean galley %s?", quoted(args[0]), orList(names))
}

// read opens the reader: with the article that is named, with the sample if the
// library is empty, and otherwise with the list of articles.
func (p *program) read(ctx context.Context, names []string, opts library.ReadOptions, look appearance) error {
	if err := cmp.Or(opts.Check(), look.check()); err != nil {
		return err
	}
	if err := p.interactive(); err != nil {
		if len(names) > 0 {
			err = cmp.Or(p.library().CheckReadable(names[0], opts), err) // an error about the article matters more
		}
		return err
	}
	doc, chapters, err := p.start(names, opts)
	if err != nil {
		return err
	}
	program := ui.NewProgram(ctx, p.config(doc, chapters, look))
	go forward(p.library().Results(), program.Saved)
	p.reading = true
	memory.StartReader()
	err = program.Run()
	return errors.Join(err, p.library().Close())
}

// start opens what the reader begins with: the article that is named, or the
// sample on the first run. Without any of them the list of articles comes first.
func (p *program) start(names []string, opts library.ReadOptions) (*ui.Document, ui.Book, error) {
	if len(names) == 0 {
		doc, err := p.library().StartSample()
		return documentOf(doc), nil, err
	}
	if f, ok := p.in.(term.File); ok && names[0] == "-" && term.IsTerminal(f.Fd()) {
		p.say("reading what you type or paste; end it with ctrl+d on a line of its own")
	}
	doc, book, err := p.library().Start(names[0], opts)
	if book != nil {
		return nil, bookPort{book}, err
	}
	return documentOf(doc), nil, err
}

// interactive returns an error where the reader cannot be shown.
func (p *program) interactive() error {
	const instead = "galley show ARTICLE prints an article, galley export its annotations"
	switch {
	case !p.page.terminal || !p.hasKeyboard():
		return failure("the reader needs a terminal and there is none here; %s", instead)
	case dumb():
		return failure("the reader cannot draw on this terminal (TERM=dumb); %s", instead)
	}
	return nil
}

// hasKeyboard reports whether keys can be read: from standard input, or from
// the terminal itself where standard input is something else.
func (p *program) hasKeyboard() bool {
	if f, ok := p.in.(term.File); ok && term.IsTerminal(f.Fd()) {
		return true
	}
	in, out, err := tea.OpenTTY()
	if err != nil {
		return false
	}
	_ = in.Close()
	if out != in {
		_ = out.Close()
	}
	return true
}

// config is what the reader is started with. Bubble Tea opens the terminal for
// keys itself when standard input is not one.
func (p *program) config(doc *ui.Document, book ui.Book, a appearance) ui.Config {
	chosen := p.preferences()
	port := ports{p.library()}
	cfg := ui.Config{
		Store: port, Saver: port, Document: doc, Book: book, Keys: chosen.Keys, Author: p.creator(), Measure: a.columns(chosen),
		Now: p.now, NewID: p.newID, Clean: source.Clean, Editor: editor,
		Exporter: exporter{p.library()}, Renewer: port, Spacing: chosen.Spacing,
	}
	var trouble string
	cfg.Theme, trouble = themes(a.style(chosen, os.Getenv))
	cfg.Look = look(p.out, os.Getenv)
	p.warn(doc, chosen.notice(), trouble)
	if p.out != os.Stdout {
		cfg.Output = p.out
	}
	return cfg
}
