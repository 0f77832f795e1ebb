package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/screen/compare"

	tea "charm.land/bubbletea/v2"
)

// A Renewer knows the versions of articles. Its methods may take their time;
// they are called from commands, never while drawing.
type Renewer interface {
	// Look reads an article again from where it came. It returns nil if the
	// text there is the one that is saved. Unless the person asked for it, only
	// what lies on this machine is looked at.
	Look(a *annotate.Article, asked bool) (*Fresh, error)
	// Take makes a fresh text the article's and places its annotations there.
	// [ErrStale] says that something changed since Look.
	Take(f *Fresh) (Document, error)
	// Turn commits a step that gives the article another of its texts.
	Turn(article string, step annotate.Step) (Document, error)
	// Version returns an article with the text that has that digest.
	Version(article, digest string) (*annotate.Article, error)
	// Before returns the version before the one that is shown, nil if there is
	// none.
	Before(a *annotate.Article) (*annotate.Article, error)
}

// ErrStale is returned by [Renewer] for what must be looked at again.
var ErrStale = errors.New("it was changed meanwhile")

// A Fresh is a text that an article has at its source and not here.
type Fresh struct {
	Old    *annotate.Article
	New    *annotate.Article
	Diff   *diff.Diff
	Placed []annotate.Annotation // as they would stand on New, in text order; never nil
	Memo   any                   // what the Renewer wants to know again when it is taken
}

// Messages about versions.
type (
	lookedForNew struct {
		article string
		fresh   *Fresh
		asked   bool
		err     error
	}
	took struct {
		doc Document
		err error
	}
	made struct {
		annotation annotate.Annotation
		text       *annotate.Article
		err        error
	}
	reopened struct {
		article string
		doc     Document
		err     error
	}
	compared struct {
		article     string
		before, now *annotate.Article
		diff        *diff.Diff
		err         error
	}
)

// lookForNew is the command that looks whether the article on the desk changed
// at its source.
func (a *App) lookForNew(asked bool) tea.Cmd {
	if a.cfg.Renewer == nil || a.desk == nil {
		return nil
	}
	article := a.desk.reader.Article()
	return func() tea.Msg {
		fresh, err := a.cfg.Renewer.Look(article, asked)
		return lookedForNew{article.ID, fresh, asked, err}
	}
}

// lookOnce looks for a new version of an article that was just opened, if its
// document asks for that.
func (a *App) lookOnce() tea.Cmd {
	if a.desk == nil || !a.desk.look {
		return nil
	}
	a.desk.look = false
	return a.lookForNew(false)
}

// putVersion shows the new version that was found, or looks for one.
func (a *App) putVersion() tea.Cmd {
	if a.cfg.Renewer == nil || a.desk == nil {
		return nil
	}
	a.front().tell("Looking at the source of this article…", false)
	return a.lookForNew(true)
}

// renewing handles messages about versions.
func (a *App) renewing(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case lookedForNew:
		if a.reads(msg.article) {
			a.lookedForNew(msg)
		}
	case took:
		return a.took(msg)
	case made:
		a.made(msg)
	case compared:
		if a.reads(msg.article) {
			a.compared(msg)
		}
	}
	return nil
}

func (a *App) lookedForNew(msg lookedForNew) {
	a.desk.fresh = msg.fresh
	switch {
	case msg.err != nil && msg.asked:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
	case msg.err != nil:
	case msg.fresh == nil && msg.asked:
		a.front().tell("The article is the same at its source.", false)
	case msg.fresh != nil && msg.asked:
		a.putFresh()
	case msg.fresh != nil:
		a.desk.reader = a.desk.reader.TellToo(fmt.Sprintf("This article has changed: %s. %s shows what taking the new text would do; until then you read the text you marked.",
			msg.fresh.Diff, a.cfg.Keys.Key(keys.Read, keys.Renew)))
	}
}

// putFresh shows what taking the new version would do.
func (a *App) putFresh() {
	f := a.desk.fresh
	a.desk.tell("", false)
	a.put(newSheet(compare.New(compare.Spec{
		Keys: a.cfg.Keys, Old: f.Old, New: f.New, Diff: f.Diff, Placed: f.Placed, Take: []effect.Effect{effect.TakeVersion{}},
	}), a.cfg.Keys))
}

// takeVersion takes the new version, once all that was marked is saved.
func (a *App) takeVersion() tea.Cmd {
	if a.desk == nil || a.desk.fresh == nil {
		return nil
	}
	fresh := a.desk.fresh
	return a.turn(func() tea.Msg {
		doc, err := a.cfg.Renewer.Take(fresh)
		return took{doc, err}
	})
}

// turnText gives the article another of its texts, once all that was marked is
// saved.
func (a *App) turnText(step annotate.Step) tea.Cmd {
	if a.cfg.Renewer == nil || a.desk == nil {
		return nil
	}
	article := a.desk.article()
	return a.turn(func() tea.Msg {
		doc, err := a.cfg.Renewer.Turn(article, step)
		if err == nil {
			doc.Notice = strings.TrimSpace(step.What + ". " + doc.Notice)
		}
		return took{doc, err}
	})
}

// turn runs what puts another text on the desk. Until it is there, keys wait.
func (a *App) turn(do tea.Cmd) tea.Cmd {
	a.keepPlace()
	a.turning = true
	if a.desk.reader.Waiting() {
		a.due = do
		return nil
	}
	return do
}

// whenSaved runs what waited for the last change to be saved. If that went
// wrong, nothing is done.
func (a *App) whenSaved(trouble error) tea.Cmd {
	switch due := a.due; {
	case due == nil:
		return nil
	case trouble != nil:
		a.due, a.turning = nil, false
		return a.pressEarly()
	case !a.desk.reader.Waiting():
		a.due = nil
		return due
	}
	return nil
}

func (a *App) took(msg took) tea.Cmd {
	a.turning = false
	switch {
	case errors.Is(msg.err, ErrStale):
		cmd := a.close()
		a.front().tell(fmt.Sprintf("Something changed meanwhile; nothing was taken. %s looks again.", a.cfg.Keys.Key(keys.Read, keys.Renew)), true)
		return tea.Batch(cmd, a.pressEarly())
	case msg.err != nil:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
		return a.pressEarly()
	}
	a.show(msg.doc)
	return a.pressEarly()
}

// onOtherText reports whether the article, or an annotation that was read just
// before, has another text than the one on the desk: another window took a new
// version.
func (a *App) onOtherText(msg reloaded) bool {
	digest := a.desk.reader.Article().Digest
	if msg.text != "" && msg.text != digest {
		return true
	}
	return slices.ContainsFunc(msg.annotations, func(n annotate.Annotation) bool {
		return n.Anchor.State.Placed() && n.Anchor.TextDigest != digest
	})
}

// reopen is the command that reads the article on the desk anew. Steps that wait
// to be saved are of its old text: once they are refused it is asked for again.
func (a *App) reopen() tea.Cmd {
	if a.desk.reader.Waiting() {
		return nil
	}
	article := a.desk.article()
	return func() tea.Msg {
		doc, err := a.cfg.Store.Open(article)
		return reopened{article, doc, err}
	}
}

func (a *App) reopened(msg reopened) tea.Cmd {
	switch {
	case !a.reads(msg.article), a.desk.reader.Waiting():
	case msg.err != nil:
		a.front().tell(a.cfg.Clean(msg.err.Error()), true)
	default:
		msg.doc.Notice = strings.TrimSpace("Another version of this text was taken elsewhere; you are reading it now. " + msg.doc.Notice)
		return a.succeed(msg.doc)
	}
	return nil
}

// succeed puts the other text of the article on the desk, and keeps what a
// person was typing or had typed over the one before.
func (a *App) succeed(doc Document) tea.Cmd {
	before, above := a.desk.reader, a.above
	a.show(doc)
	r, fx := a.desk.reader.Succeeded(before)
	for _, s := range above {
		if p, isCard := s.(*panel); isCard {
			id, left := p.draft(a.cfg.Clean)
			var more []effect.Effect
			r, more = r.Retyped(id, p.opened, left)
			fx = append(fx, more...)
		}
	}
	a.desk.reader = r
	return a.run(fx)
}
