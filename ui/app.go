// Package ui is the terminal interface of Galley: the Bubble Tea root. It keeps
// the screens as a stack, routes what happens to the screen in front, and does
// what screens ask for. Screens are models of their own packages under
// ui/screen, made for the contract in ui/kit; they do not know each other.
package ui

import (
	"slices"

	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// App is the root model.
type App struct {
	cfg       Config
	start     tea.Cmd // of the first screen
	look      look
	keys      kit.KeyReader
	early     []tea.KeyPressMsg // keys that wait until they can be handled
	motion    motion
	layers    []*layer                   // the stack, never empty; the reader first, if an article is open
	closed    map[keys.Action]kit.Screen // pages as they were left
	doc       document                   // the article that is open
	switching switching
	mail      *mailbox
	unsaved   []unsaved
}

// New makes the root model.
func New(cfg Config) *App {
	a := &App{cfg: cfg, look: newLook(cfg), keys: kit.NewKeyReader(cfg.Keys), closed: map[keys.Action]kit.Screen{}, mail: newMailbox()}
	switch {
	case cfg.Document != nil:
		a.start = a.show(*cfg.Document)
	case cfg.Book != nil:
		a.start = a.open(keys.OpenBook)
	default:
		a.start = a.open(keys.OpenLibrary)
	}
	return a
}

// Init asks the terminal for its background, and begins to watch for changes
// that others make.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.start, a.mail.collect, watch(), tea.RequestBackgroundColor, a.checkOnce())
}

// Update routes a message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.ModeReportMsg:
		if a.look.learn(msg) {
			return a, tea.Batch(a.place(), a.pressEarly())
		}
		return a, nil
	case tea.KeyPressMsg:
		return a, tea.Batch(a.flushMotion(), a.press(msg))
	case tea.PasteMsg:
		return a, tea.Batch(a.flushMotion(), a.paste(msg))
	case tea.MouseMsg:
		return a, a.mouse(msg)
	case frame:
		return a, a.frame()
	case kit.ForMsg:
		return a, a.answer(msg)
	case kit.FinishedMsg:
		return a, a.finished(msg)
	case quitMsg:
		return a, a.quit()
	case watchMsg:
		return a, tea.Batch(a.checkSeq(), watch())
	case tea.FocusMsg:
		return a, a.checkSeq()
	}
	return a, a.article(msg)
}

// answer hands the result of a command to the screen that it belongs to.
func (a *App) answer(msg kit.ForMsg) tea.Cmd {
	i := slices.IndexFunc(a.layers, func(l *layer) bool { return l.out == msg.To })
	if i < 0 {
		return nil // it is closed
	}
	return a.send(a.layers[i], msg.Msg)
}

// finished closes a screen that has done its work, and says so.
func (a *App) finished(msg kit.FinishedMsg) tea.Cmd {
	var cmd tea.Cmd
	if a.front().out == msg.Screen {
		cmd = a.close(a.front())
	}
	return tea.Batch(cmd, a.tell(kit.NoticeMsg{Text: msg.Text}))
}

// article handles the results of the root's own commands.
func (a *App) article(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case openedMsg:
		return a.opened(msg)
	case seqMsg:
		return a.checkedSeq(msg)
	case reloadedMsg:
		return a.reloaded(msg)
	case reopenedMsg:
		return a.reopened(msg)
	case checkedMsg:
		return a.checked(msg)
	case foundMsg:
		return a.found(msg)
	case switchedMsg:
		return a.switched(msg)
	case delivered:
		cmds := []tea.Cmd{a.mail.collect}
		for _, s := range msg {
			cmds = append(cmds, a.saved(s))
		}
		return tea.Batch(cmds...)
	}
	return nil
}
