package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"galley/annotate/source"
	"galley/internal/library"
	"galley/internal/memory"
	"galley/internal/wording"
	"galley/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// rootCommand returns galley [ARTICLE], which opens the reader.
func (p *program) rootCommand() *cobra.Command {
	r := reader{program: p}
	c := &cobra.Command{
		Use:   "galley [ARTICLE]",
		Short: "Read an article and tag its claims, quotes and opinions",
		Long: "Galley opens an article in the terminal, split into numbered paragraphs, and lets you tag exact words as " +
			"claims, quotes and opinions.\n\nARTICLE is a file, a web address, - for standard input, sample, or the id of a saved " +
			"article (or a unique prefix of one). Without ARTICLE, the library opens.",
		Example: `galley levy.txt
galley https://example.org/levy
pandoc -t markdown levy.docx | galley - --type markdown
galley export levy.txt > levy.json`,
		Args: cobra.ArbitraryArgs,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			if c.HasParent() { // the reader's start-up ends with its first screen
				memory.EndStartup()
			}
			return refuseEmpty(c)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if err := r.checkCommand(c, args); err != nil {
				return err
			}
			return r.run(c.Context(), args)
		},
	}
	c.PersistentFlags().StringVar(&p.db, "db", "", "use the library at PATH (default: $GALLEY_DB, else galley.db in the data folder)")
	c.PersistentFlags().StringVar(&p.author, "author", "", "annotate as NAME (default: $GALLEY_AUTHOR, else the settings, else the login name)")
	c.Flags().BoolVar(&p.blind, "blind", false, "hide what others annotated until you are done with the article (key X)")
	readFlags(c, &r.opts)
	r.look.flags(c)
	return c
}

// A reader is a run of galley [ARTICLE].
type reader struct {
	*program
	opts  library.ReadOptions
	look  appearance
	queue ui.QueueOptions
}

// checkCommand returns a usage error for several arguments, and for an ARTICLE
// that does not exist and is close to the name of a command.
func (r reader) checkCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 || args[0] == "" {
		return takes(0, 1, "ARTICLE")(c, args)
	}
	c.SuggestionsMinimumDistance = 2
	if names := c.SuggestionsFor(args[0]); len(names) > 0 && r.library().IsUnknown(args[0]) {
		return library.Usagef("there is no command or article %s; did you mean galley %s?", wording.Quote(args[0]), wording.Or(names))
	}
	return takes(0, 1, "ARTICLE")(c, args)
}

// run opens the named article, else the sample if the library is empty, else the
// list of articles.
func (r reader) run(ctx context.Context, names []string) error {
	if err := cmp.Or(r.opts.Check(), r.look.check()); err != nil {
		return err
	}
	if err := r.checkTerminal(); err != nil {
		if len(names) > 0 {
			err = cmp.Or(r.library().CheckReadable(names[0], r.opts), err) // an error about the article matters more
		}
		return err
	}
	doc, book, err := r.open(names)
	if err != nil {
		return err
	}
	cfg := r.config(doc, book)
	sync, err := r.startSync()
	if err != nil {
		r.warn(doc, err.Error())
	}
	defer sync.Close()
	screen := ui.NewProgram(ctx, cfg)
	r.reading = true
	memory.StartReader()
	return screen.Run()
}

// checkTerminal returns an error if the reader cannot be shown.
func (r reader) checkTerminal() error {
	const instead = "galley show ARTICLE prints an article, galley export its annotations"
	switch {
	case !r.page.terminal || !hasKeyboard(r.in):
		return fmt.Errorf("the reader needs a terminal; %s", instead)
	case isDumb():
		return fmt.Errorf("the reader cannot draw on this terminal (TERM=dumb); %s", instead)
	}
	return nil
}

// hasKeyboard reports whether keys can be read: from standard input, or from the
// terminal if standard input is something else.
func hasKeyboard(in io.Reader) bool {
	if f, ok := in.(term.File); ok && term.IsTerminal(f.Fd()) {
		return true
	}
	keys, out, err := tea.OpenTTY()
	if err != nil {
		return false
	}
	_ = keys.Close()
	if out != keys {
		_ = out.Close()
	}
	return true
}

// open opens what the reader shows first: an article, a book, or the list of
// articles if both are nil.
func (r reader) open(names []string) (*library.Document, *library.Book, error) {
	if len(names) == 0 {
		doc, err := r.library().StartSample()
		return doc, nil, err
	}
	if f, ok := r.in.(term.File); ok && names[0] == "-" && term.IsTerminal(f.Fd()) {
		r.say("type or paste text; end it with ctrl+d on a line of its own")
	}
	return r.library().Start(names[0], r.opts)
}

// config returns the configuration of the reader. Bubble Tea itself opens the
// terminal for keys if standard input is not one.
func (r reader) config(doc *library.Document, book *library.Book) ui.Config {
	chosen := r.preferences()
	cfg := ui.Config{
		Library: r.library(), Document: doc, Book: book, Keys: chosen.Keys, Author: r.library().Signer(), Measure: r.look.columns(chosen),
		Spacing: chosen.Spacing, Suggest: chosen.Suggest, Queue: r.queue, Blind: r.isBlind(), Now: r.now, NewID: r.newID, Editor: editor, Terminal: terminalLook(r.out.Writer, os.Getenv),
	}
	var problem string
	cfg.Theme, problem = r.look.choice(chosen, os.Getenv).load()
	r.warn(doc, chosen.notice(), problem, charsetProblem(os.Getenv))
	if out := r.out.Writer; out != os.Stdout {
		cfg.Output = out
	}
	return cfg
}

// warn reports problems with the settings: on the screen of the article, or on
// standard error, which the user sees after quitting.
func (r reader) warn(doc *library.Document, problems ...string) {
	for _, problem := range problems {
		switch {
		case problem == "":
		case doc == nil:
			r.say("galley: %s", problem)
		default:
			doc.Notice = strings.TrimSpace(doc.Notice + " " + source.CleanLine(problem))
		}
	}
}
