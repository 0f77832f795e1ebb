package ui

import (
	"fmt"

	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// The smallest and the largest screen that Galley draws on, in cells and rows.
const (
	minWidth, minHeight = 40, 10
	maxSize             = 4096
)

// View draws the screen in front.
func (a *App) View() tea.View {
	v := tea.NewView("")
	v.AltScreen, v.ReportFocus, v.MouseMode = true, true, tea.MouseModeCellMotion
	if a.canvas.Width == 0 {
		return v
	}
	if a.canvas.Width < minWidth || a.canvas.Height < minHeight {
		v.Content = ansi.Truncate(fmt.Sprintf("Galley needs %d×%d; this is %d×%d.", minWidth, minHeight, a.canvas.Width, a.canvas.Height), a.canvas.Width, "")
		return v
	}
	a.front().draw(&v)
	v.Content = sieve(a.canvas.OnPaper(v.Content))
	if v.Cursor != nil {
		v.Cursor.Color = a.canvas.Theme.Caret()
	}
	return v
}

// resize takes the size of the screen, unless it makes no sense. With the
// first one come the keys that waited for it.
func (a *App) resize(width, height int) tea.Cmd {
	if a.canvas.Width == 0 && width == 0 && height == 0 {
		width, height = 80, 24 // a terminal that does not know its size
	}
	if width <= 0 || height <= 0 || width > maxSize || height > maxSize {
		return nil
	}
	a.canvas.Width, a.canvas.Height = width, height
	a.place()
	return a.pressEarly()
}

// pressEarly presses the keys that waited, as long as nothing makes them wait
// again.
func (a *App) pressEarly() tea.Cmd {
	waited := a.early
	a.early = nil
	var cmds []tea.Cmd
	for _, key := range waited {
		cmds = append(cmds, a.press(key))
	}
	return tea.Batch(cmds...)
}

// repaint takes the theme that fits what was learned of the terminal.
func (a *App) repaint(learn func(*theme.Options)) {
	was := a.look
	if learn(&a.look); a.look != was {
		a.takeTheme()
	}
}

// takeTheme draws everything in the chosen theme.
func (a *App) takeTheme() {
	a.canvas.Theme = a.cfg.Theme(a.look)
	if a.chosen > 0 {
		a.canvas.Theme, _ = theme.Load(theme.Everyday()[a.chosen-1], a.look) // they are all known
	}
	a.place()
}

// nextTheme goes on to the next theme, and says how to keep it: what is chosen
// here lasts until Galley is left.
func (a *App) nextTheme() {
	a.chosen = (a.chosen + 1) % (len(theme.Everyday()) + 1)
	a.takeTheme()
	switch {
	case a.look.Mono:
		a.front().tell("This terminal shows no colours, or NO_COLOR is set: all themes look the same.", false)
	case a.chosen == 0:
		a.front().tell("The theme that Galley was opened with.", false)
	default:
		name := theme.Everyday()[a.chosen-1]
		a.front().tell(fmt.Sprintf("Theme %s, until you leave. To keep it: theme = %q in the settings, or --theme %s.", name, name, name), false)
	}
}

// modeReport learns how the terminal draws wide characters: by grapheme
// cluster where it has mode 2027, by wcwidth otherwise. The renderer decides
// by the same report.
func (a *App) modeReport(msg tea.ModeReportMsg) {
	if msg.Mode != ansi.ModeUnicodeCore {
		return
	}
	switch msg.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		a.canvas.Method = ansi.GraphemeWidth
		a.place()
	}
}
