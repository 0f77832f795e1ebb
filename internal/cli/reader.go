package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/origin"
	"galley/sample"
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
	name, err := p.first(names)
	if err != nil {
		return err
	}
	s := newSaver(p.store(), p.now, p.newID)
	c := &catalogue{p.store(), s, p.now}
	var doc *ui.Document
	var chapters ui.Book
	if name != "" {
		if doc, chapters, err = p.openOrList(name, how, c, s); err != nil {
			return err
		}
	}
	if doc != nil {
		doc.First = len(names) == 0
	}
	cfg := p.config(doc, c, s, look)
	cfg.Book = chapters
	program := ui.NewProgram(ctx, cfg)
	s.Report(program.Saved)
	settleLater()
	err = program.Run()
	return errors.Join(err, p.rescue(s))
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

// first is the article to begin with, "" for the list of the library.
func (p *program) first(names []string) (string, error) {
	if len(names) > 0 {
		if f, ok := p.in.(term.File); ok && names[0] == "-" && term.IsTerminal(f.Fd()) {
			p.say("reading what you type or paste; end it with ctrl+d on a line of its own")
		}
		return names[0], nil
	}
	empty, err := p.store().Empty()
	if err != nil || !empty {
		return "", err
	}
	return sample.Name, nil
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
func (p *program) config(doc *ui.Document, c *catalogue, s *saver, a appearance) ui.Config {
	chosen := p.preferences()
	cfg := ui.Config{
		Store: c, Saver: s, Document: doc, Keys: chosen.Keys, Author: p.creator(), Measure: a.columns(chosen),
		Now: p.now, NewID: p.newID, Clean: source.Clean, Editor: editor,
		Exporter: exporter{p.now}, Renewer: newRenewer(p, c), Spacing: chosen.Spacing,
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

// openOrList finds an article for the reader, or a book, of which the person is
// to choose a chapter.
func (p *program) openOrList(name string, how reading, c *catalogue, s *saver) (*ui.Document, ui.Book, error) {
	f, err := p.find(name, &how)
	if err != nil {
		return nil, nil, err
	}
	chapters, err := f.chapters()
	switch {
	case err != nil:
		return nil, nil, err
	case !f.saved() && len(chapters) > 1:
		return nil, newBookshelf(p, f, chapters, how, c, s), nil
	}
	doc, err := p.open(f, how, c, s)
	return doc, nil, err
}

// open makes a document of what was found. What is new is shown at once and
// saved by the first job of the saver.
func (p *program) open(f found, how reading, c *catalogue, s *saver) (*ui.Document, error) {
	a, err := p.article(&f, how)
	if err != nil {
		return nil, err
	}
	doc := ui.Document{Article: a}
	if f.saved() {
		doc, err = c.document(a)
	} else {
		doc, err = p.openNew(&f, a)
	}
	if err != nil {
		return nil, err
	}
	s.show(doc.Article)
	p.saveOpened(f, doc, s)
	doc.Notice = strings.TrimSpace(notice(f, a, how) + " " + doc.Notice)
	doc.Look = f.changed
	return &doc, nil
}

// openNew gives a new article its id, and the sample its annotations.
func (p *program) openNew(f *found, a *annotate.Article) (ui.Document, error) {
	id, err := p.freeID(f.source.SHA256)
	if err != nil {
		return ui.Document{}, err
	}
	a.ID = id // nobody else has the article yet
	doc := ui.Document{Article: a}
	if f.source.Kind == annotate.FromSample {
		step, err := p.sampleStep(a)
		if err != nil {
			return ui.Document{}, err
		}
		f.first, doc.Seq = &step, 1
		for _, c := range step.Changes {
			doc.Annotations = append(doc.Annotations, *c.After)
		}
	}
	return doc, nil
}

// freeID is the id that an article of these bytes will have: their first
// digits, as few as no other article has.
func (p *program) freeID(sha256 string) (string, error) {
	for n := 12; n < len(sha256); n++ {
		switch _, err := p.store().Record(sha256[:n]); {
		case errors.Is(err, storage.ErrNotFound):
			return sha256[:n], nil
		case err != nil:
			return "", err
		}
	}
	return sha256, nil
}

// saveOpened saves what opening changes in the library.
func (p *program) saveOpened(f found, doc ui.Document, s *saver) {
	if f.trashed() && f.bytes == nil {
		s.add(func() error { return p.store().Restore(f.record.ID) })
	} else if f.news() {
		s.keep(met(f, doc.Article), f.record.Words, original(f, doc.Article))
	}
	if f.first != nil {
		s.Save(doc.Article.ID, *f.first)
	}
	s.touch(doc.Article.ID)
}

// notice is what the reader says first, "" if there is nothing to say.
func notice(f found, a *annotate.Article, how reading) string {
	var notes []string
	if f.trashed() {
		notes = append(notes, "This article was in the trash; now it is back.")
	}
	if f.remark != "" {
		notes = append(notes, strings.ToUpper(f.remark[:1])+f.remark[1:]+".")
	}
	thing := "file"
	if f.source.Kind == annotate.FromURL {
		thing = "page"
	}
	switch {
	case f.changed && len(f.record.Counts) > 0:
		notes = append(notes, "This "+thing+" has changed since you marked it; you are reading the saved text.")
	case f.changed:
		notes = append(notes, "This "+thing+" has changed since it was saved; you are reading the saved text.")
	case f.gone:
		notes = append(notes, "This file is gone; you are reading the saved text.")
	}
	if f.saved() && how != (reading{}) {
		notes = append(notes, "You are reading the saved text, so --type and --charset change nothing.")
	}
	if removed := a.Removed.String(); removed != "" && !f.saved() {
		notes = append(notes, removed+".")
	}
	return strings.Join(notes, " ")
}

// rescue waits until everything is saved, and writes what cannot be saved into
// files of its own.
func (p *program) rescue(s *saver) error {
	left, err := s.drain()
	if err == nil {
		return nil
	}
	if len(left) == 0 {
		return failure("the reading place could not be saved: %w", err)
	}
	var paths []string
	for _, l := range left {
		path, rescueErr := storage.WriteRescue(filepath.Dir(p.library()), l.article, l.steps, p.now())
		if rescueErr != nil {
			return fmt.Errorf("the last changes could not be saved: %w; nor could they be rescued: %w", err, rescueErr)
		}
		paths = append(paths, path)
	}
	return failure("the last changes could not be saved: %w; they are safe in %s; galley import brings them back from there",
		err, andList(paths))
}
