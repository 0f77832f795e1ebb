// Package ui implements the terminal interface of Galley. Its root model keeps
// a stack of screens, routes messages to the one in front, and handles the
// requests that screens post. Each screen is a model in a package under
// ui/screen that implements the contract in ui/kit; screens do not import each
// other.
package ui

import (
	"slices"

	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"

	tea "charm.land/bubbletea/v2"
)

// App is the root model.
type App struct {
	session
	start      tea.Cmd // from opening the first screen
	appearance appearance
	motion     motion
	heldKeys   []tea.KeyPressMsg // key presses held back until they can be handled
}

// New returns the root model, with its first screen open.
func New(cfg Config) *App {
	a := &App{session: session{cfg: cfg, closed: map[keys.Action]kit.Screen{}}, appearance: appearance{
		load: cfg.Theme, options: cfg.Terminal, canvas: kit.Canvas{Theme: cfg.Theme(cfg.Terminal)},
	}}
	a.canvas = a.appearance.canvas
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

// Init asks the terminal for its background color, and starts listening for the
// results of saves and for changes made elsewhere.
func (a *App) Init() tea.Cmd {
	return tea.Batch(a.start, waitForResult(a.cfg.Library), waitForWrite(a.cfg.Library), tick(), a.meet(), tea.RequestBackgroundColor, a.checkOnce())
}

// Update routes a message, then handles what screens posted in response.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := []tea.Cmd{a.route(msg), a.handlePosted()}
	if held := a.heldKeys; len(held) > 0 && !a.mustWait() {
		a.heldKeys = nil
		for _, key := range held {
			cmds = append(cmds, a.press(key))
		}
	}
	return a, tea.Batch(append(cmds, a.watchTyping(msg))...)
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg, tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.ModeReportMsg:
		if !a.appearance.learn(msg) {
			return nil
		}
		return a.redraw()
	case tea.KeyPressMsg:
		return tea.Batch(a.flushMotion(), a.press(msg))
	case tea.PasteMsg:
		return tea.Batch(a.flushMotion(), a.paste(msg))
	case tea.MouseMsg:
		return a.mouse(msg)
	case tea.BlurMsg:
		return tea.Batch(a.flushMotion(), a.dispatch(msg))
	case frame:
		return a.frame()
	case kit.ForMsg:
		if i := slices.IndexFunc(a.layers, func(l *layer) bool { return l.out == msg.To }); i >= 0 {
			return a.send(a.layers[i], msg.Msg)
		}
	case kit.FinishedMsg:
		return a.finish(msg)
	case quitMsg:
		return a.quit()
	case notSuspendedMsg:
		return a.notify(kit.NoticeMsg{Text: "Not suspended: there is no shell to continue Galley."})
	case tea.ResumeMsg:
		return tea.Batch(a.appearance.restore(), a.checkSeq())
	}
	return a.receive(msg)
}

// redraw gives every screen the current canvas.
func (a *App) redraw() tea.Cmd {
	a.canvas = a.appearance.canvas
	return a.place()
}

// finish closes a screen that has done its work, and shows its message.
func (a *App) finish(msg kit.FinishedMsg) tea.Cmd {
	var cmd tea.Cmd
	if l := a.front(); l.out == msg.Screen {
		cmd = a.close(l)
	}
	return tea.Batch(cmd, a.notify(kit.NoticeMsg{Text: msg.Text}))
}

// View draws the screen in front.
func (a *App) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, MouseMode: tea.MouseModeCellMotion}
	if a.canvas.Width == 0 {
		return v
	}
	if v.Content = a.appearance.tooSmall(); v.Content != "" {
		return v
	}
	drawn := a.view()
	v.Content, v.Cursor = pinned(sieve(a.canvas.WithBackground(drawn.Content)), a.canvas.Method, a.canvas.Width), drawn.Cursor
	if v.Cursor != nil {
		v.Cursor.Color = a.canvas.Theme.CaretColor()
		v.Cursor.Blink = false // Bubble Tea restores the terminal's own cursor after any but a blinking block
	}
	if a.front().Keyboard().FreeMouse {
		v.MouseMode = tea.MouseModeNone
	}
	return v
}

// quit turns unfinished work into steps and ends the program.
func (a *App) quit() tea.Cmd {
	a.settle()
	return tea.Quit
}

// waitForResult returns the command that waits for the result of a save. It
// ends when the library is closed.
func waitForResult(l *library.Library) tea.Cmd {
	return func() tea.Msg {
		if result, ok := l.NextResult(); ok {
			return result
		}
		return nil
	}
}

// waitForWrite returns the command that waits until any process has written to the
// library. It ends when the library is closed.
func waitForWrite(l *library.Library) tea.Cmd {
	return func() tea.Msg {
		if l.NextWrite() {
			return writtenMsg{}
		}
		return nil
	}
}
