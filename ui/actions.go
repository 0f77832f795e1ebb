package ui

import (
	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/card"
	"galley/ui/screen/compare"

	tea "charm.land/bubbletea/v2"
)

// isGlobal reports whether an action is the same on every screen.
func isGlobal(action keys.Action) bool {
	_, page := pages[action]
	return page || action == keys.Quit || action == keys.Suspend || action == keys.Redraw || action == keys.NextTheme || action == keys.CheckUpdate
}

// act carries out a global action.
func (a *App) act(action keys.Action) tea.Cmd {
	switch action {
	case keys.Quit:
		return a.quit()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return func() tea.Msg { return suspendMsg{} }
	case keys.NextTheme:
		message := a.appearance.nextTheme()
		return tea.Batch(a.redraw(), a.notify(kit.NoticeMsg{Text: message}))
	case keys.CheckUpdate:
		return a.checkNow()
	case a.front().page: // the key that opened a page closes it
		return a.close(a.front())
	}
	return a.open(action)
}

// handlePosted handles the messages that screens posted, in order.
func (a *App) handlePosted() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.posted) > 0 {
		next := a.posted[0]
		a.posted = a.posted[1:]
		cmds = append(cmds, a.handle(next.from, next.msg))
	}
	return tea.Batch(cmds...)
}

// handle handles one message that a screen posted.
func (a *App) handle(from *layer, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.ActionMsg:
		return a.act(msg.Action)
	case kit.RunMsg:
		return tea.Batch(a.close(from), a.dispatch(kit.ActionMsg{Action: msg.Action}))
	case kit.NoticeMsg:
		return a.notify(msg)
	case kit.CloseMsg:
		return a.close(from)
	case kit.VisitMsg:
		return tea.Batch(a.clear(), a.send(a.layers[0], msg))
	case kit.ForReaderMsg:
		return a.passToReader(msg)
	case kit.EditCardMsg:
		return a.editCard(msg)
	case kit.ShowOriginalMsg:
		return a.showOriginal(msg.Annotation)
	case kit.OpenArticleMsg:
		return a.openArticle(from, msg)
	case kit.OpenChapterMsg:
		return a.openChapter(from, msg.Name)
	case kit.ForgottenMsg:
		a.forget(msg.ID)
	case kit.TakeUpdateMsg:
		return a.takeUpdate()
	case kit.RereadMsg:
		return a.reread(msg.Charset)
	case kit.SwitchVersionMsg:
		return a.switchVersion(msg.Step)
	case kit.CheckHeaderMsg:
		return a.checkHeader()
	case kit.ReloadMsg:
		return a.reload()
	}
	return nil
}

// passToReader passes the message of a page to the reader, and the annotations back.
func (s *session) passToReader(msg kit.ForReaderMsg) tea.Cmd {
	cmd := s.send(s.layers[0], msg)
	r, _ := s.reader()
	return tea.Batch(cmd, s.showAnnotations(r.Known()))
}

// editCard opens an annotation's card, perhaps with a draft.
func (s *session) editCard(msg kit.EditCardMsg) tea.Cmd {
	r, _ := s.reader()
	l := s.newLayer()
	spec := card.Spec{
		Keys: s.cfg.Keys, Annotation: msg.Annotation, Place: r.DescribePlace(msg.Annotation), Known: r.KnownValues(), Roles: r.KnownRoles(), Editor: s.cfg.Editor,
		Now: s.cfg.Now(), Author: s.cfg.Author, Reply: msg.Reply,
	}
	if whole := r.Annotations().Whole(msg.Annotation.ID); whole != nil {
		spec.Links = r.DescribeLinks(whole)
		if msg.Draft == "" { // the first part has the fields of all
			spec.Annotation, spec.Place = whole.First(), r.DescribePlace(whole.First())
			spec.Annotation.Anchor.Exact = whole.Words()
		}
	}
	if msg.Draft == "" {
		l.Screen = card.New(l.out, spec)
		return s.put(l)
	}
	spec.Typed = &msg.Typed
	l.Screen = card.New(l.out, spec)
	cmd := s.put(l)
	s.typing = typing{draft: s.cfg.Library.NewDraft(s.doc.id, msg.Draft), annotation: msg.Annotation.ID}
	return tea.Batch(cmd, s.saveDraft())
}

// showOriginal shows an annotation in the version that it was made on.
func (s *session) showOriginal(n annotate.Annotation) tea.Cmd {
	r, _ := s.reader()
	l := s.newLayer()
	l.Screen = compare.NewOriginal(l.out, compare.Spec{Keys: s.cfg.Keys, Library: s.cfg.Library, Article: r.Article()}, n)
	return s.put(l)
}
