package ui

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/keys"
	"galley/ui/screen/compare"

	tea "charm.land/bubbletea/v2"
)

// putChanges shows what changed: in a new version that was found, else since
// the version before.
func (a *App) putChanges() tea.Cmd {
	switch {
	case a.cfg.Renewer == nil || a.desk == nil:
		return nil
	case a.desk.fresh != nil:
		a.putFresh()
		return nil
	}
	now := a.desk.reader.Article()
	return func() tea.Msg {
		before, err := a.cfg.Renewer.Before(now)
		msg := compared{article: now.ID, before: before, now: now, err: err}
		if before != nil && err == nil {
			msg.diff = diff.Compare(before, now)
		}
		return msg
	}
}

func (a *App) compared(msg compared) {
	switch {
	case msg.err != nil:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
	case msg.before == nil:
		a.front().tell(fmt.Sprintf("This article has had no other text here; %s looks whether it changed at its source.",
			a.cfg.Keys.Key(keys.Read, keys.Renew)), false)
	default:
		a.put(newSheet(compare.New(compare.Spec{Keys: a.cfg.Keys, Old: msg.before, New: msg.now, Diff: msg.diff}), a.cfg.Keys))
	}
}

// showMade is the command that reads the text that an annotation was made on.
func (a *App) showMade(n annotate.Annotation) tea.Cmd {
	if a.cfg.Renewer == nil || a.desk == nil {
		return nil
	}
	now := a.desk.reader.Article()
	return func() tea.Msg {
		text, err := a.cfg.Renewer.Version(now.ID, n.Anchor.TextDigest)
		if n.Anchor.State.Placed() { // it has a place on the text of now, and had one on the text before
			text, err = a.cfg.Renewer.Before(now)
		}
		return made{n, text, err}
	}
}

func (a *App) made(msg made) {
	switch {
	case msg.err != nil:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
		return
	case msg.text == nil:
		a.front().tell("The text that this was made on is not here.", false)
		return
	}
	a.put(newSheet(compare.Made(a.cfg.Keys, msg.text, msg.annotation), a.cfg.Keys))
}
