// Package ui is the terminal interface of Galley: the root that routes what
// happens to the screen in front, and turns what screens ask for into commands
// of Bubble Tea.
//
// Screens are values of their own packages (reader, library, marks …); they do
// not know each other. The root keeps them as a stack: the article that is read
// at the bottom, what was opened over it above. It reaches articles and the
// database only through [Store].
package ui

import (
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/articles"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// A Document is an article as it is opened for reading.
type Document struct {
	Article     *annotate.Article
	Annotations []annotate.Annotation
	Seq         uint64          // last step that Annotations include
	Caret       int             // byte offset of the reading place
	Notice      string          // what to tell the reader first
	Folds       map[int]bool    // by where a block begins: the person folded it, or unfolded it
	Waiting     []annotate.Step // handed to the Saver and not saved yet
	First       bool            // a person sees Galley for the first time
	Look        bool            // look whether it changed at its source
}

// A Store is what the interface needs of the database. Its methods may take
// their time; they are called from commands, never while drawing.
type Store interface {
	Open(article string) (Document, error)
	Annotations(article string) ([]annotate.Annotation, uint64, error)
	Seq(article string) (uint64, error)
	// Digest is that of the text that the article has now.
	Digest(article string) (string, error)
	History(article string) ([]annotate.Step, error)
	Items() ([]articles.Item, error)
	// Words returns what is marked and noted in articles, those that it can
	// read.
	Words(articles []string) []articles.Words
	Forget(article string) error
	Restore(article string) error
}

// A Saver takes steps and places and saves them in order. It answers by
// [Saved] messages.
type Saver interface {
	Save(article string, step annotate.Step)
	// Places and folds are those of the text that has that digest. Where the
	// article has another by now they mean nothing.
	SavePlace(article, text string, off, percent int)
	SaveFolds(article, text string, folds map[int]bool)
}

// Saved tells how saving a step of an article went.
type Saved struct {
	Article string
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
	chosen  int // of the themes to go through; 0 is the one that was asked for
	canvas  kit.Canvas
	early   []tea.KeyPressMsg // keys that came before there was a screen to press them on
	due     tea.Cmd           // what waits for the last change to be saved, nil for nothing
	chapter string            // name of the chapter on the desk, "" if it is none
	turning bool              // another text of the article is on its way to the desk
	desk    *desk             // the article that is read; nil if none is open
	above   []screen          // what stands over it, the front last
	unsaved []effect.Save     // handed to the Saver and not known to be saved, in order
	chores  chores
	format  string // of the last export, "" before the first
	motion  motion
}

// Init asks the terminal for its background, and begins to watch for changes
// that others make.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.mail.collect, a.watch(), tea.RequestBackgroundColor}
	switch {
	case a.desk != nil:
	case a.cfg.Book != nil:
		cmds = append(cmds, a.listChapters())
	default:
		cmds = append(cmds, a.loadLibrary)
	}
	cmds = append(cmds, a.lookOnce())
	return tea.Batch(cmds...)
}

// Update routes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a, a.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return a, tea.Batch(a.catchUp(), a.press(msg))
	case tea.PasteMsg:
		cmd := a.catchUp()
		a.paste(msg)
		return a, cmd
	case tea.MouseMsg:
		return a, a.mouse(msg)
	case frame:
		return a, a.frame()
	case tea.BackgroundColorMsg:
		a.repaint(func(o *theme.Options) { o.Dark = msg.IsDark() })
	case tea.ColorProfileMsg:
		a.repaint(func(o *theme.Options) {
			o.Mono = o.Mono || msg.Profile < colorprofile.ANSI
			o.Sixteen = msg.Profile == colorprofile.ANSI
		})
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
// nothing is Esc and that key: terminals send a fast Esc, c so. Before the
// size of the screen is known, and while another text is on its way, keys wait,
// but for the one that always quits.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case (a.canvas.Width == 0 || a.turning) && msg.String() == "ctrl+c":
		return a.quitNow()
	case a.canvas.Width == 0, a.turning:
		a.early = append(a.early, msg)
		return nil
	}
	if plain, ok := a.withoutAlt(msg); ok {
		cmd := a.run(a.front().press(tea.KeyPressMsg{Code: tea.KeyEscape}))
		return tea.Batch(cmd, a.run(a.front().press(plain)))
	}
	return a.run(a.front().press(msg))
}

// withoutAlt is the key of an alt+key that nothing is bound to. Where text is
// typed alt+keys move by words, and are left as they are.
func (a *App) withoutAlt(msg tea.KeyPressMsg) (plain tea.KeyPressMsg, ok bool) {
	rest, ok := strings.CutPrefix(msg.String(), "alt+")
	if !ok || rest == "" || a.front().typed() || a.cfg.Keys.Names(msg.String()) {
		return msg, false
	}
	plain = msg
	plain.Mod &^= tea.ModAlt
	if one, err := keys.Spell(rest); err == nil && utf8.RuneCountInString(one) == 1 {
		plain.Text, plain.Mod = one, 0
	}
	return plain, true
}

// paste gives pasted text to the screen in front, which takes it where text is
// typed: pasted text is never taken for keys.
func (a *App) paste(msg tea.PasteMsg) {
	msg.Content = a.cfg.Clean(msg.Content)
	a.front().paste(msg)
}

// mouse gives clicks, drags and the wheel to the screen in front.
func (a *App) mouse(msg tea.MouseMsg) tea.Cmd {
	if a.canvas.Width == 0 {
		return nil
	}
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		return a.moving(a.run(a.front().wheel(notch(msg.Button))))
	case tea.MouseMotionMsg:
		return a.moving(a.run(a.front().mouse(msg)))
	}
	return tea.Batch(a.catchUp(), a.run(a.front().mouse(msg)))
}

// saved tells the reader how saving went. What became of a step of another
// article is told only if it is bad.
func (a *App) saved(msg Saved) tea.Cmd {
	if msg.Err == nil || msg.Refused {
		a.unsaved = slices.DeleteFunc(a.unsaved, func(s effect.Save) bool { return s.Step.ID == msg.Step })
	}
	if !a.reads(msg.Article) && msg.Article != "" {
		if msg.Err != nil {
			a.front().tell(a.cfg.Clean(msg.Err.Error()), true)
		}
		return nil
	}
	if a.desk == nil {
		return nil
	}
	r, stale := a.desk.reader, false
	switch {
	case msg.Refused:
		r, stale = r.Refused(msg.Step), true
	case msg.Err != nil:
		r = r.SaveFailed(a.cfg.Clean(msg.Err.Error()))
	default:
		r, stale = r.Saved(msg.Step, msg.Seq)
	}
	a.desk.reader = r
	if stale {
		return tea.Batch(a.reload(a.desk.article()), a.whenSaved(msg.Err))
	}
	return a.whenSaved(msg.Err)
}
