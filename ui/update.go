package ui

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// A document describes the open article. The zero value means that none is open.
type document struct {
	id       string
	chapter  string // name of the chapter, "" if the article is not a chapter of the book
	position int    // the offset of the caret that was last saved
	read     int    // how much of it has been on the screen as last saved, in percent
	check    bool   // check for an update at its source
	update   *library.Update
}

// Results of checking for an update of an article, and of applying it.
type (
	checkedMsg struct {
		article string
		update  *library.Update // nil: the article is the same at its source
		err     error
		asked   bool // by the user
	}
	switchedMsg struct {
		doc library.Document
		err error
	}
)

// A versionSwitch is the state of switching to another version. Keys are held back
// until it is done.
type versionSwitch struct {
	active bool
	due    tea.Cmd // the command to run once everything is saved; nil: none
}

// checkNow checks for an update because the user asked for it.
func (s *session) checkNow() tea.Cmd {
	r, _ := s.reader()
	article := r.Article()
	return tea.Batch(s.notify(kit.NoticeMsg{Text: "Checking this article's source for an update…"}), func() tea.Msg {
		update, err := s.cfg.Library.CheckUpdate(article)
		return checkedMsg{article.ID, update, err, true}
	})
}

// checkOnce checks for an update of a newly opened article, if its document
// asks for it.
func (s *session) checkOnce() tea.Cmd {
	r, ok := s.reader()
	if !ok || !s.doc.check {
		return nil
	}
	s.doc.check = false
	article := r.Article()
	return func() tea.Msg {
		update, err := s.cfg.Library.CheckLocalUpdate(article)
		return checkedMsg{article: article.ID, update: update, err: err}
	}
}

// handle shows the update that the user asked for, or announces one.
func (msg checkedMsg) handle(s *session) tea.Cmd {
	if !s.isOpen(msg.article) {
		return nil
	}
	s.doc.update = msg.update
	switch {
	case msg.err != nil && msg.asked:
		return s.warn(msg.err)
	case msg.asked && msg.update == nil:
		return s.notify(kit.NoticeMsg{Text: "No update: the article is the same at its source."})
	case msg.asked:
		return tea.Batch(s.send(s.layers[0], kit.NoticeMsg{}), s.open(keys.OpenCompare))
	case msg.err != nil || msg.update == nil:
		return nil
	}
	text := fmt.Sprintf("This article has changed: %s. %s shows the update; until you apply it, you keep reading the version you annotated.",
		msg.update.Diff, s.cfg.Keys.Key(keys.Read, keys.CheckUpdate))
	return s.send(s.layers[0], kit.NoticeMsg{Text: text, Kind: kit.Unsolicited})
}

// takeUpdate applies the update on the screen, once all steps are saved.
func (s *session) takeUpdate() tea.Cmd {
	update := s.doc.update
	if update == nil {
		return nil
	}
	return s.change(func() tea.Msg {
		doc, err := s.cfg.Library.TakeUpdate(update)
		return switchedMsg{doc, err}
	})
}

// reread reads the article again in another character set, once all steps are saved.
func (s *session) reread(charset string) tea.Cmd {
	article := s.doc.id
	return s.change(func() tea.Msg {
		doc, err := s.cfg.Library.Reread(article, charset)
		return switchedMsg{doc, err}
	})
}

// switchVersion switches to another version, once all steps are saved.
func (s *session) switchVersion(step annotate.Step) tea.Cmd {
	article := s.doc.id
	return s.change(func() tea.Msg {
		doc, err := s.cfg.Library.SwitchVersion(article, step)
		if err == nil {
			doc.Notice = strings.TrimSpace(step.Summary + ". " + doc.Notice)
		}
		return switchedMsg{doc, err}
	})
}

// change runs the command that opens another version, and holds keys back until
// it is done.
func (s *session) change(do tea.Cmd) tea.Cmd {
	s.savePosition()
	s.switching.active = true
	if s.isSaving() {
		s.switching.due = do
		return nil
	}
	return do
}

// runDue runs the command that waits until everything is saved, if it is. If
// saving failed, the command is dropped.
func (s *session) runDue(err error) tea.Cmd {
	switch due := s.switching.due; {
	case due == nil:
		return nil
	case err != nil:
		s.switching = versionSwitch{}
	case !s.isSaving():
		s.switching.due = nil
		return due
	}
	return nil
}

// handle shows the other version.
func (msg switchedMsg) handle(s *session) tea.Cmd {
	s.switching = versionSwitch{}
	switch {
	case errors.Is(msg.err, library.ErrStale):
		return tea.Batch(s.close(s.front()), s.notify(kit.NoticeMsg{Kind: kit.Error,
			Text: fmt.Sprintf("The article changed in the meantime; the update was not applied. %s checks again.",
				s.cfg.Keys.Key(keys.Read, keys.CheckUpdate))}))
	case msg.err != nil:
		return s.warn(msg.err)
	}
	return s.show(msg.doc)
}
