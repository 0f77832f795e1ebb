package ui

import (
	"crypto/rand"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// draftDelay is the time from the first key that is not in the draft to the
// writing of the draft. It leaves the disk a part of a second.
const draftDelay = 800 * time.Millisecond

// typing is the state of the draft of what is typed: in an open card, or as a source
// in the reader.
type typing struct {
	draft      *library.Draft // nil if nothing was typed yet
	annotation string         // its ID
	put        kit.Draft      // what the draft was last given
	isPut      bool           // it was given something
	isDirty    bool           // a key was pressed since then
	isWaiting  bool           // for the delay, or for the disk
	failed     bool           // the last write failed
}

// Results of commands about drafts.
type (
	draftDueMsg     struct{}
	draftWrittenMsg struct {
		draft *library.Draft
		err   error
	}
)

// typed returns the layer in which an annotation's text is typed, and its
// contents. The layer is nil if none is.
func (s *session) typed() (l *layer, contents func() kit.CardMsg) {
	r, ok := s.reader()
	if !ok {
		return nil, nil
	}
	for _, l := range s.layers[1:] {
		if card, ok := l.Screen.(kit.Closer); ok {
			return l, card.Closing
		}
	}
	if noted, ok := r.Noted(); ok {
		return s.layers[0], func() kit.CardMsg { return noted }
	}
	return nil, nil
}

// watchTyping follows an update: after a key it sees to it that what is typed is
// saved as a draft, and it drops the draft of a card that was closed.
func (s *session) watchTyping(msg tea.Msg) tea.Cmd {
	if l, _ := s.typed(); l == nil {
		s.dropDraft()
		return nil
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, kit.ForMsg:
		s.typing.isDirty = true
		return s.awaitDraft()
	}
	return nil
}

// awaitDraft waits until the draft is to be written, unless it waits already.
func (s *session) awaitDraft() tea.Cmd {
	if s.typing.isWaiting {
		return nil
	}
	s.typing.isWaiting = true
	return tea.Tick(draftDelay, func(time.Time) tea.Msg { return draftDueMsg{} })
}

// handle writes the draft.
func (draftDueMsg) handle(s *session) tea.Cmd {
	s.typing.isWaiting = false
	return s.saveDraft()
}

// saveDraft returns the command that writes what is typed, nil if there is nothing to
// write.
func (s *session) saveDraft() tea.Cmd {
	l, contents := s.typed()
	if l == nil {
		return nil
	}
	t, typed := &s.typing, contents()
	if t.draft != nil && t.annotation != typed.Annotation {
		s.dropDraft()
	}
	t.isDirty = false
	if t.draft == nil && typed.Left.Equal(typed.Opened) {
		return nil
	}
	r, _ := s.reader()
	change, ok := r.DraftOf(typed)
	switch {
	case !ok: // the annotation was deleted in another window
		s.dropDraft()
		return nil
	case t.isPut && !t.failed && typed.Left.Equal(t.put):
		return s.send(l, kit.DraftSavedMsg{})
	case t.draft == nil:
		t.draft = s.cfg.Library.NewDraft(s.doc.id, rand.Text())
	}
	draft := t.draft
	draft.Put(annotate.Step{Time: s.cfg.Now(), Creator: s.cfg.Author, Changes: []annotate.Change{change}})
	t.annotation, t.put, t.isPut, t.isWaiting = typed.Annotation, typed.Left, true, true
	return func() tea.Msg { return draftWrittenMsg{draft, draft.Write()} }
}

// handle shows that the draft is saved, or once why not.
func (msg draftWrittenMsg) handle(s *session) tea.Cmd {
	t := &s.typing
	if msg.draft != t.draft {
		return nil
	}
	said := t.failed
	t.isWaiting, t.failed = false, msg.err != nil
	l, _ := s.typed()
	var cmd tea.Cmd
	switch {
	case l == nil:
		return nil
	case msg.err != nil && !said:
		text := "Draft not saved: " + msg.err.Error() + "; what you type is kept when you close the card, but not if Galley is killed."
		cmd = s.send(l, kit.NoticeMsg{Text: kit.OneLine(text), Kind: kit.Error})
	case msg.err == nil && !t.isDirty:
		cmd = s.send(l, kit.DraftSavedMsg{})
	}
	if t.isDirty {
		cmd = tea.Batch(cmd, s.awaitDraft())
	}
	return cmd
}

// dropDraft removes the draft once its card is saved.
func (s *session) dropDraft() {
	if s.typing.draft != nil {
		s.cfg.Library.DropDraft(s.typing.draft)
	}
	s.typing = typing{}
}

// flushDraft writes what is typed, before Galley is stopped or another program has
// the terminal.
func (s *session) flushDraft() {
	if !s.typing.isDirty {
		return
	}
	if write := s.saveDraft(); write != nil {
		if written, ok := write().(draftWrittenMsg); ok {
			written.handle(s)
		}
	}
}
