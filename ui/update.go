package ui

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/compare"

	tea "charm.land/bubbletea/v2"
)

// Results of checking for an update of an article.
type (
	// checkedMsg answers the user, foundMsg a check that the user did not ask
	// for.
	checkedMsg checked
	foundMsg   checked
	checked    struct {
		article string
		update  *Fresh // nil: the article is the same at its source
		err     error
	}
	switchedMsg struct {
		doc Document
		err error
	}
)

// switching is giving the article that is open another of its versions. Until
// that is shown, keys wait.
type switching struct {
	on  bool
	due tea.Cmd // waits until all is saved, nil for nothing
}

// checkNow checks for an update because the user asked for it.
func (a *App) checkNow() tea.Cmd {
	r, _ := a.reader()
	article := r.Article()
	return tea.Batch(a.tell(kit.NoticeMsg{Text: "Looking at the source of this article…"}), func() tea.Msg {
		update, err := a.cfg.Renewer.Look(article, true)
		return checkedMsg{article.ID, update, err}
	})
}

// checkOnce checks for an update of an article that was just opened, if its
// document asks for that.
func (a *App) checkOnce() tea.Cmd {
	r, ok := a.reader()
	if !ok || !a.doc.check || a.cfg.Renewer == nil {
		return nil
	}
	a.doc.check = false
	article := r.Article()
	return func() tea.Msg {
		update, err := a.cfg.Renewer.Look(article, false)
		return foundMsg{article.ID, update, err}
	}
}

// checked shows the update that the user asked for.
func (a *App) checked(msg checkedMsg) tea.Cmd {
	if !a.reads(msg.article) {
		return nil
	}
	a.doc.update = msg.update
	switch {
	case msg.err != nil:
		return a.tell(trouble(msg.err))
	case msg.update == nil:
		return a.tell(kit.NoticeMsg{Text: "The article is the same at its source."})
	}
	return tea.Batch(a.send(a.layers[0], kit.NoticeMsg{}), a.open(keys.OpenCompare))
}

// found mentions an update that the user did not ask for.
func (a *App) found(msg foundMsg) tea.Cmd {
	if !a.reads(msg.article) {
		return nil
	}
	if a.doc.update = msg.update; msg.update == nil || msg.err != nil {
		return nil
	}
	text := fmt.Sprintf("This article has changed: %s. %s shows what taking the new text would do; until then you read the text you marked.",
		msg.update.Diff, a.cfg.Keys.Key(keys.Read, keys.Renew))
	return a.send(a.layers[0], kit.NoticeMsg{Text: text, Kind: kit.Unsolicited})
}

// comparison is an update as the page of changes shows it.
func (f *Fresh) comparison() *compare.Update {
	if f == nil {
		return nil
	}
	return &compare.Update{From: f.Old, To: f.New, Diff: f.Diff, Annotations: f.Placed}
}

// takeUpdate takes the update that is shown, once all that was marked is saved.
func (a *App) takeUpdate() tea.Cmd {
	update := a.doc.update
	if update == nil {
		return nil
	}
	return a.change(func() tea.Msg {
		doc, err := a.cfg.Renewer.Take(update)
		return switchedMsg{doc, err}
	})
}

// switchVersion gives the article another of its versions, once all that was
// marked is saved.
func (a *App) switchVersion(step annotate.Step) tea.Cmd {
	if a.cfg.Renewer == nil {
		return nil
	}
	article := a.doc.id
	return a.change(func() tea.Msg {
		doc, err := a.cfg.Renewer.Turn(article, step)
		if err == nil {
			doc.Notice = strings.TrimSpace(step.What + ". " + doc.Notice)
		}
		return switchedMsg{doc, err}
	})
}

// change runs what opens another version. Until that is shown, keys wait.
func (a *App) change(do tea.Cmd) tea.Cmd {
	a.savePosition()
	a.switching.on = true
	if a.isSaving() {
		a.switching.due = do
		return nil
	}
	return do
}

// changeSaved runs what waited for the last step to be saved. If saving failed,
// nothing is done.
func (a *App) changeSaved(err error) tea.Cmd {
	switch due := a.switching.due; {
	case due == nil:
		return nil
	case err != nil:
		a.switching = switching{}
		return a.pressEarly()
	case !a.isSaving():
		a.switching.due = nil
		return due
	}
	return nil
}

// switched shows the other version.
func (a *App) switched(msg switchedMsg) tea.Cmd {
	a.switching = switching{}
	var cmd tea.Cmd
	switch {
	case errors.Is(msg.err, ErrStale):
		cmd = tea.Batch(a.close(a.front()), a.tell(kit.NoticeMsg{Kind: kit.Trouble,
			Text: fmt.Sprintf("Something changed meanwhile; nothing was taken. %s looks again.", a.cfg.Keys.Key(keys.Read, keys.Renew))}))
	case msg.err != nil:
		cmd = a.tell(trouble(msg.err))
	default:
		cmd = a.show(msg.doc)
	}
	return tea.Batch(cmd, a.pressEarly())
}
