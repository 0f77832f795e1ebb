// Package ui is the terminal interface of Galley: the root that routes what
// happens to the screen in front, and turns what screens ask for into commands
// of Bubble Tea.
//
// Screens are values of their own packages (reader, library, card, help); they
// do not know each other. The root reaches articles and the database only
// through [Store].
package ui

import (
	"strings"

	"galley/annotate"
	"galley/ui/canvas"
	"galley/ui/card"
	"galley/ui/effect"
	"galley/ui/help"
	"galley/ui/keys"
	"galley/ui/library"
	"galley/ui/reader"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// A Document is an article as it is opened for reading.
type Document struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64 // last step that Annotations include
	Caret       int    // byte offset of the reading place
	Notice      string // what to tell the reader first
}

// A Store is what the interface needs of the database. Its methods may take
// their time; they are called from commands, never while drawing.
type Store interface {
	Open(article string) (Document, error)
	Annotations(article string) ([]annotate.Annotation, uint64, error)
	Seq(article string) (uint64, error)
	History(article string) ([]annotate.Step, error)
	Items() ([]library.Item, error)
	Forget(article string) error
	Restore(article string) error
}

// A Saver takes steps and places and saves them in order. It answers by
// [Saved] messages.
type Saver interface {
	Save(article string, step annotate.Step)
	SavePlace(article string, off int)
}

// Saved tells how saving a step went.
type Saved struct {
	Step    string
	Seq     uint64
	Err     error
	Refused bool // the annotation had changed; the step was dropped
}

// App is the root model.
type App struct {
	cfg     Config
	mail    *mailbox
	look    theme.Options
	canvas  canvas.Canvas
	reader  *reader.Reader
	card    *card.Card
	library *library.Library
	help    *help.Help
	kept    int // reading place that was saved last
}

// Init asks the terminal for its background, and begins to watch for changes
// that others make.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.mail.collect, a.watch(), tea.RequestBackgroundColor}
	if a.library != nil {
		cmds = append(cmds, a.loadLibrary)
	}
	return tea.Batch(cmds...)
}

// Update routes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return a, a.press(msg)
	case tea.PasteMsg:
		a.paste(msg)
	case tea.MouseMsg:
		a.mouse(msg)
	case tea.BackgroundColorMsg:
		a.repaint(func(o *theme.Options) { o.Dark = msg.IsDark() })
	case tea.ColorProfileMsg:
		a.repaint(func(o *theme.Options) { o.Mono = o.Mono || msg.Profile < colorprofile.ANSI })
	case tea.ModeReportMsg:
		a.modeReport(msg)
	case delivered:
		cmds := []tea.Cmd{a.mail.collect}
		for _, s := range msg {
			cmds = append(cmds, a.saved(s))
		}
		return a, tea.Batch(cmds...)
	default:
		return a, a.internal(msg)
	}
	return a, nil
}

// press gives a key to the screen in front. An alt+key that is bound to
// nothing is Esc and that key: terminals send a fast Esc, c so.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if rest, ok := strings.CutPrefix(msg.String(), "alt+"); ok && rest != "" {
		cmd := a.pressOne(tea.KeyPressMsg{Code: tea.KeyEscape})
		msg.Mod &^= tea.ModAlt
		if msg.Text == "" && len([]rune(rest)) == 1 {
			msg.Text = rest
		}
		return tea.Batch(cmd, a.pressOne(msg))
	}
	return a.pressOne(msg)
}

func (a *App) pressOne(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	switch {
	case a.help != nil:
		h, fx := a.help.Press(key)
		a.help = &h
		return a.run(fx)
	case a.card != nil:
		return a.pressCard(msg)
	case a.library != nil:
		return a.pressLibrary(msg)
	case a.reader != nil:
		return a.pressReader(msg)
	}
	return nil
}

func (a *App) pressReader(msg tea.KeyPressMsg) tea.Cmd {
	if a.reader.Typing() && !a.bound(a.reader.Mode(), msg) {
		r := a.reader.Type(msg)
		a.reader = &r
		return nil
	}
	r, fx := a.reader.Press(msg.String())
	a.reader = &r
	return a.run(fx)
}

func (a *App) pressLibrary(msg tea.KeyPressMsg) tea.Cmd {
	if a.library.Mode() == keys.Filter && !a.bound(keys.Filter, msg) {
		l := a.library.Type(msg)
		a.library = &l
		return nil
	}
	l, fx := a.library.Press(msg.String())
	a.library = &l
	return a.run(fx)
}

// bound reports whether a key does something in a mode in which text is typed.
func (a *App) bound(mode keys.Mode, msg tea.KeyPressMsg) bool {
	_, out := a.cfg.Keys.Press(mode, keys.Pending{}, msg.String(), false)
	return out.Action != ""
}

func (a *App) pressCard(msg tea.KeyPressMsg) tea.Cmd {
	_, out := a.cfg.Keys.Press(keys.Card, keys.Pending{}, msg.String(), false)
	if out.Action == keys.Quit {
		return a.run([]effect.Effect{effect.Quit{}})
	}
	c, done := a.card.Update(msg)
	a.card = &c
	if done {
		return a.closeCard()
	}
	return nil
}

// paste gives pasted text to a screen in which text is typed. Elsewhere it is
// dropped: pasted text is never taken for keys.
func (a *App) paste(msg tea.PasteMsg) {
	msg.Content = a.cfg.Clean(msg.Content)
	switch {
	case a.help != nil:
	case a.card != nil:
		c, _ := a.card.Update(msg)
		a.card = &c
	case a.library != nil && a.library.Mode() == keys.Filter:
		l := a.library.Type(msg)
		a.library = &l
	case a.reader != nil && a.library == nil && a.reader.Typing():
		r := a.reader.Type(msg)
		a.reader = &r
	}
}

// closeCard takes what the card was left with and shows the whole text again.
func (a *App) closeCard() tea.Cmd {
	if a.card == nil {
		return nil
	}
	id, note, fields := a.card.Result()
	r, fx := a.reader.Edited(id, a.cfg.Clean(note), a.cleaned(fields))
	a.reader, a.card = &r, nil
	a.place()
	return a.run(fx)
}

// saved tells the reader how saving went.
func (a *App) saved(msg Saved) tea.Cmd {
	if a.reader == nil {
		return nil
	}
	switch {
	case msg.Refused:
		r := a.reader.Refused(msg.Step)
		a.reader = &r
		return a.reload(a.reader.Article().ID)
	case msg.Err != nil:
		r := a.reader.Troubled(msg.Err.Error())
		a.reader = &r
		return nil
	}
	r, stale := a.reader.Saved(msg.Step, msg.Seq)
	a.reader = &r
	if stale {
		return a.reload(a.reader.Article().ID)
	}
	return nil
}

// cleaned is fields without anything that must not reach a terminal.
func (a *App) cleaned(fields annotate.Fields) annotate.Fields {
	var out annotate.Fields
	for name, values := range fields {
		clean := make([]string, len(values))
		for i, v := range values {
			clean[i] = a.cfg.Clean(v)
		}
		out = out.With(name, clean...)
	}
	return out
}
