package ui

import (
	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/card"
	"galley/ui/screen/compare"

	tea "charm.land/bubbletea/v2"
)

// isGlobal reports whether an action means the same on every screen.
func (a *App) isGlobal(action keys.Action) bool {
	switch action {
	case keys.Renew, keys.OpenCompare:
		return a.cfg.Renewer != nil
	case keys.OpenExport:
		return a.cfg.Exporter != nil
	}
	_, page := pages[action]
	return page || action == keys.Quit || action == keys.NextTheme
}

// act carries out an action that means the same on every screen.
func (a *App) act(action keys.Action) tea.Cmd {
	switch action {
	case keys.Quit:
		return a.quit()
	case keys.NextTheme:
		message := a.look.nextTheme()
		return tea.Batch(a.place(), a.tell(kit.NoticeMsg{Text: message}))
	case keys.Renew:
		return a.checkNow()
	case a.front().page: // the key that opened a page closes it
		return a.close(a.front())
	}
	return a.open(action)
}

// posted does what a screen asks for.
func (a *App) posted(from *layer, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case kit.ActionMsg:
		if a.isGlobal(msg.Action) {
			return a.act(msg.Action)
		}
	case kit.NoticeMsg:
		return a.tell(msg)
	case kit.CloseMsg:
		return a.close(from)
	case kit.VisitMsg:
		return tea.Batch(a.clear(), a.send(a.layers[0], msg))
	case kit.EditCardMsg:
		return a.editCard(msg.Annotation)
	case kit.ShowOriginalMsg:
		return a.showOriginal(msg.Annotation)
	case kit.OpenArticleMsg:
		return a.openArticle(from, msg.ID)
	case kit.OpenChapterMsg:
		return a.openChapter(from, msg.Name)
	case kit.ForgottenMsg:
		a.forget(msg.ID)
	case kit.TakeUpdateMsg:
		return a.takeUpdate()
	case kit.SwitchVersionMsg:
		return a.switchVersion(msg.Step)
	case kit.ReloadMsg:
		return a.reload()
	}
	return nil
}

// editCard opens the card of an annotation.
func (a *App) editCard(n annotate.Annotation) tea.Cmd {
	r, _ := a.reader()
	l := &layer{out: &kit.Outbox{}}
	l.Screen = card.New(l.out, card.Spec{Keys: a.cfg.Keys, Annotation: n, Place: r.Located(n), Known: r.KnownValues(), Editor: a.cfg.Editor})
	return a.put(l)
}

// showOriginal shows an annotation on the text that it was made on. One that
// is placed on the text of now was placed on the text before.
func (a *App) showOriginal(n annotate.Annotation) tea.Cmd {
	if a.cfg.Renewer == nil {
		return nil
	}
	r, _ := a.reader()
	now, l := r.Article(), &layer{out: &kit.Outbox{}}
	l.Screen = compare.NewOriginal(l.out, a.cfg.Keys, n, func() (*annotate.Article, error) {
		if n.Anchor.State.Placed() {
			return a.cfg.Renewer.Before(now)
		}
		return a.cfg.Renewer.Version(now.ID, n.Anchor.TextDigest)
	})
	return a.put(l)
}
