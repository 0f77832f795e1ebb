package ui

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// A session is the stack of screens and the open article. It opens articles and
// their versions, reloads annotations saved elsewhere, and saves the reading
// position.
type session struct {
	cfg Config
	stack
	closed    map[keys.Action]kit.Screen // pages as they were last closed
	doc       document
	switching versionSwitch
	typing    typing
	missed    bool // the library was written while steps were being saved
}

// A result is the message that a command of the session returns. It handles
// itself.
type result interface{ handle(s *session) tea.Cmd }

// Results of commands about articles.
type (
	openedMsg struct {
		doc     library.Document
		chapter string
		err     error
		from    *layer // the screen that asked for it
		visit   *kit.VisitMsg
	}
	reloadedMsg struct {
		article     string
		annotations []annotate.Annotation
		seq         uint64
		digest      string // of the article's text, read after the annotations; "": unknown
		err         error
	}
	reopenedMsg struct {
		article string
		doc     library.Document
		err     error
	}
	seqMsg struct {
		article string
		seq     uint64
	}
	writtenMsg struct{} // the library was written
	tickMsg    struct{}
)

// receive handles a message for the session.
func (s *session) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case writtenMsg:
		return tea.Batch(s.checkSeq(), waitForWrite(s.cfg.Library))
	case tickMsg:
		if !s.isSaving() {
			s.savePosition()
		}
		return tea.Batch(s.meet(), tick())
	case tea.FocusMsg:
		return s.checkSeq()
	case library.Result:
		return tea.Batch(s.handleSave(msg), waitForResult(s.cfg.Library), s.backUp(), s.checkMissed())
	case result:
		return msg.handle(s)
	}
	return nil
}

// isOpen reports whether an article is the open one.
func (s *session) isOpen(article string) bool { return s.doc.id != "" && s.doc.id == article }

// isSaving reports whether the open article has steps that are not on disk.
func (s *session) isSaving() bool { return len(s.cfg.Library.Pending(s.doc.id)) > 0 }

// show opens a document in the reader, and removes all other screens.
func (s *session) show(doc library.Document) tea.Cmd {
	s.savePosition()
	s.doc = document{id: doc.Article.ID, position: doc.Caret, read: doc.Read, check: doc.CheckSource}
	for _, l := range s.layers {
		s.remember(l)
	}
	s.layers = nil
	if doc.Changed {
		doc.Notice += fmt.Sprintf(" %s compares them.", s.cfg.Keys.Key(keys.Read, keys.CheckUpdate))
	}
	l := s.newLayer()
	l.Screen = reader.New(reader.Env{
		Outbox: l.out, Library: s.cfg.Library, Now: s.cfg.Now, NewID: s.cfg.NewID, Author: s.cfg.Author,
		Keys: s.cfg.Keys, Measure: s.cfg.Measure, Spacing: s.cfg.Spacing, Suggest: s.cfg.Suggest,
		Queue: s.cfg.Queue, Blind: s.cfg.Blind,
	}, doc)
	s.cfg.Queue.Open = false // for other articles
	return s.put(l)
}

// openArticle opens a saved article at the request of a screen.
func (s *session) openArticle(from *layer, msg kit.OpenArticleMsg) tea.Cmd {
	s.savePosition()
	if s.isOpen(msg.ID) {
		return tea.Batch(s.clear(), s.visit(msg.Visit), s.reload())
	}
	return func() tea.Msg {
		doc, err := s.cfg.Library.Open(msg.ID)
		return openedMsg{doc: doc, err: err, from: from, visit: msg.Visit}
	}
}

// visit goes to a place in the open article, nil for none.
func (s *session) visit(msg *kit.VisitMsg) tea.Cmd {
	if msg == nil {
		return nil
	}
	return s.send(s.layers[0], *msg)
}

// openChapter opens a chapter of the book at the request of a screen.
func (s *session) openChapter(from *layer, name string) tea.Cmd {
	s.savePosition()
	return func() tea.Msg {
		doc, err := s.cfg.Book.Open(name)
		return openedMsg{doc: doc, chapter: name, err: err, from: from}
	}
}

// handle shows an article if the screen that asked for it is still in front, or
// if no other article is open.
func (msg openedMsg) handle(s *session) tea.Cmd {
	switch {
	case msg.err != nil:
		return s.warn(msg.err)
	case s.front() != msg.from && s.doc.id != "":
		return nil
	}
	cmd := s.show(msg.doc)
	s.doc.chapter = msg.chapter
	return tea.Batch(cmd, s.visit(msg.visit), s.checkOnce(), s.meet())
}

// forget closes an article that was moved to the trash.
func (s *session) forget(article string) {
	if s.isOpen(article) {
		s.savePosition()
		s.doc, s.layers = document{}, s.layers[1:]
	}
}

// handleSave passes the result of a save to the reader. For other articles only
// failures are shown.
func (s *session) handleSave(r library.Result) tea.Cmd {
	switch {
	case r.Article != "" && !s.isOpen(r.Article):
		if r.Err != nil {
			return s.warn(r.Err)
		}
		return nil
	case s.doc.id == "":
		return nil
	}
	return tea.Batch(s.send(s.layers[0], r), s.runDue(r.Err))
}

// reload reads the annotations of the open article again.
func (s *session) reload() tea.Cmd {
	id, lib := s.doc.id, s.cfg.Library
	return func() tea.Msg {
		annotations, seq, err := lib.Annotations(id)
		if annotations != nil {
			err = nil
		}
		digest, _ := lib.Digest(id) // if it is unknown, the annotations may reveal it
		return reloadedMsg{id, annotations, seq, digest, err}
	}
}

// handle shows the reloaded annotations. If another window switched to another
// version, the article is opened again.
func (msg reloadedMsg) handle(s *session) tea.Cmd {
	r, _ := s.reader()
	switch {
	case msg.err != nil:
		return s.warn(msg.err)
	case !s.isOpen(msg.article):
		return nil
	case !msg.isOn(r.Article().Digest):
		return s.reopen()
	}
	cmd := s.send(s.layers[0], kit.AnnotationsMsg{Set: annotate.NewSet(msg.annotations), Seq: msg.seq})
	return tea.Batch(cmd, s.showAnnotations(msg.seq))
}

// showAnnotations gives the reader's annotations, which include step seq, to the
// screens above it.
func (s *session) showAnnotations(seq uint64) tea.Cmd {
	r, _ := s.reader()
	var cmds []tea.Cmd
	for _, l := range s.layers[1:] {
		cmds = append(cmds, s.send(l, kit.AnnotationsMsg{Set: r.Annotations(), Seq: seq}))
	}
	return tea.Batch(cmds...)
}

// isOn reports whether the annotations are on the text with this digest.
func (msg reloadedMsg) isOn(digest string) bool {
	if msg.digest != "" && msg.digest != digest {
		return false
	}
	return !slices.ContainsFunc(msg.annotations, func(n annotate.Annotation) bool {
		return n.Anchor.State.Placed() && n.Anchor.TextDigest != digest
	})
}

// reopen opens the article again on its current version, unless steps are pending.
// They belong to the old one and will be refused, which calls reopen again.
func (s *session) reopen() tea.Cmd {
	if s.isSaving() {
		return nil
	}
	id := s.doc.id
	return func() tea.Msg {
		doc, err := s.cfg.Library.Open(id)
		return reopenedMsg{id, doc, err}
	}
}

// handle shows the other version, and carries over text that the user typed on the
// one before.
func (msg reopenedMsg) handle(s *session) tea.Cmd {
	switch {
	case !s.isOpen(msg.article) || s.isSaving():
		return nil
	case msg.err != nil:
		return s.warn(msg.err)
	}
	msg.doc.Notice = strings.TrimSpace("This article was switched to another version elsewhere; you are now reading that version. " + msg.doc.Notice)
	before, _ := s.reader()
	noted, isNoting := before.Noted()
	over := s.layers[1:]
	cmds := []tea.Cmd{s.show(msg.doc)}
	now, _ := s.reader()
	s.layers[0].Screen = now.ContinueFrom(before)
	s.collect(s.layers[0])
	if isNoting {
		noted.Silent = true
		cmds = append(cmds, s.send(s.layers[0], noted))
	}
	for _, l := range over {
		if closer, ok := l.Screen.(kit.Closer); ok {
			draft := closer.Closing()
			draft.Silent = true
			cmds = append(cmds, s.send(s.layers[0], draft))
		}
	}
	return tea.Batch(cmds...)
}

// savePosition saves the reading position and how much was read, if they changed.
func (s *session) savePosition() {
	if r, ok := s.reader(); ok && (r.Caret() != s.doc.position || r.Read() > s.doc.read) {
		s.doc.position, s.doc.read = r.Caret(), r.Read()
		s.cfg.Library.SavePosition(s.doc.id, r.Article().Digest, r.Caret(), r.Read())
	}
}

// settle turns unfinished work into steps, an open card first, and saves the
// reading position.
func (s *session) settle() {
	if s.doc.id != "" {
		s.clear()
		s.send(s.layers[0], kit.SettleMsg{})
		s.savePosition()
	}
}
