package cli

import (
	"cmp"
	"context"
	"errors"
	"os"

	"galley/annotate/source"
	"galley/internal/memory"
	"galley/internal/origin"
	"galley/storage"
	"galley/ui"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// read opens the reader: with an article if one is named, with the sample in a
// library that is empty, and else with the list of the library.
func (p *program) read(ctx context.Context, names []string, how reading, look appearance) error {
	if err := cmp.Or(how.check(), look.check()); err != nil {
		return err
	}
	if err := p.interactive(); err != nil {
		return cmp.Or(p.unopenable(names, how), err) // what is wrong with the article matters more
	}
	doc, chapters, err := p.start(names, how)
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
func (p *program) start(names []string, how reading) (*ui.Document, ui.Book, error) {
	if len(names) == 0 {
		doc, err := p.library().StartSample()
		return documentOf(doc), nil, err
	}
	if f, ok := p.in.(term.File); ok && names[0] == "-" && term.IsTerminal(f.Fd()) {
		p.say("reading what you type or paste; end it with ctrl+d on a line of its own")
	}
	doc, book, err := p.library().Start(names[0], how.options())
	if book != nil {
		return nil, bookPort{book}, err
	}
	return documentOf(doc), nil, err
}

// unopenable says why the article that was named cannot be opened, nil if it
// can.
func (p *program) unopenable(names []string, how reading) error {
	if len(names) == 0 || names[0] == "-" || origin.IsURL(names[0]) {
		return nil
	}
	f, err := p.find(names[0], &how)
	if err == nil {
		_, err = p.article(&f, how)
	}
	return err
}

// leaveOut drops an error that only says what a list lacks.
func leaveOut(err error) error {
	if partial := (*storage.PartialError)(nil); errors.As(err, &partial) {
		return nil
	}
	return err
}

// interactive refuses what the reader cannot be shown on.
func (p *program) interactive() error {
	const instead = "nothing was changed; galley show ARTICLE prints an article, galley export its annotations"
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
