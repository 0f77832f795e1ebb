package ui

import (
	"time"

	"galley/ui/screen/reader"

	tea "charm.land/bubbletea/v2"
)

// tick waits until the reading position is saved, and shown to others, again.
func tick() tea.Cmd {
	return tea.Tick(2*time.Second, func(time.Time) tea.Msg { return tickMsg{} })
}

// meet shows others where the user reads, and shows who else has the article open.
func (s *session) meet() tea.Cmd {
	r, ok := s.reader()
	if !ok {
		return nil
	}
	id, paragraph, lib, out := s.doc.id, r.Article().NumberAt(r.Caret()), s.cfg.Library, s.layers[0].out
	return func() tea.Msg {
		return out.Address(reader.PresenceMsg{Others: lib.Meet(id, paragraph), Sync: lib.SyncState()})
	}
}

// checkMissed checks what could not be checked while steps were being saved.
func (s *session) checkMissed() tea.Cmd {
	if !s.missed {
		return nil
	}
	return s.checkSeq()
}

// checkSeq checks whether steps of the open article were saved elsewhere.
func (s *session) checkSeq() tea.Cmd {
	if s.missed = s.isSaving(); s.missed || s.doc.id == "" {
		return nil
	}
	id := s.doc.id
	return func() tea.Msg {
		seq, err := s.cfg.Library.Seq(id)
		if err != nil {
			return nil // the next save reports the error
		}
		return seqMsg{id, seq}
	}
}

// handle reloads the annotations if steps were saved elsewhere.
func (msg seqMsg) handle(s *session) tea.Cmd {
	if r, _ := s.reader(); s.isOpen(msg.article) && msg.seq > r.Known() && !s.isSaving() {
		return s.reload()
	}
	return nil
}
