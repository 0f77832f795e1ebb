package ui

import (
	"fmt"
	"strings"

	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// The smallest and the largest screen that Galley draws on, in columns and rows.
const (
	minWidth, minHeight = 40, 10
	maxSize             = 4096
	denseHeight         = 16 // below it there is no room for blank rows
)

// An appearance holds the canvas that screens are drawn on, and the settings and
// terminal properties that determine it.
type appearance struct {
	load    func(theme.Options) *theme.Theme
	options theme.Options // the known properties of the terminal
	theme   int           // number of the everyday theme chosen, from 1; 0: the theme from the settings
	canvas  kit.Canvas
}

// learn handles a terminal report, and reports whether it changed the canvas.
func (a *appearance) learn(msg tea.Msg) (changed bool) {
	before := a.options
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return a.resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		return a.measure(msg)
	case tea.BackgroundColorMsg:
		a.options.Dark, a.options.UnknownBackground = msg.IsDark(), false
	case tea.ColorProfileMsg:
		a.options.Mono = a.options.Mono || msg.Profile < colorprofile.ANSI
		a.options.Sixteen = msg.Profile == colorprofile.ANSI
	}
	if a.options == before {
		return false
	}
	a.loadTheme()
	return true
}

// resize sets the size of the screen. It ignores a size that makes no sense, and
// returns false.
func (a *appearance) resize(width, height int) bool {
	if a.canvas.Width == 0 && width == 0 && height == 0 {
		width, height = 80, 24 // a terminal that does not know its size
	}
	if width <= 0 || height <= 0 || width > maxSize || height > maxSize {
		return false
	}
	a.canvas.Width, a.canvas.Height, a.canvas.Dense = width, height, height < denseHeight
	return true
}

// measure sets how text is measured: by grapheme cluster if the terminal has mode
// 2027, else by wcwidth. The renderer decides by the same report. measure reports
// whether it changed the canvas.
func (a *appearance) measure(msg tea.ModeReportMsg) bool {
	if msg.Mode != ansi.ModeUnicodeCore {
		return false
	}
	switch msg.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		a.canvas.Method = ansi.GraphemeWidth
		return true
	}
	return false
}

// restore returns the command that sets what Bubble Tea resets, but does not set
// again, when another program has the terminal in between.
func (a *appearance) restore() tea.Cmd {
	if a.canvas.Method == ansi.GraphemeWidth {
		return tea.Raw(ansi.SetModeUnicodeCore)
	}
	return nil
}

// loadTheme loads the theme for the known properties of the terminal.
func (a *appearance) loadTheme() {
	a.canvas.Theme = a.load(a.options)
	if a.theme > 0 {
		a.canvas.Theme, _ = theme.Load(theme.Everyday()[a.theme-1], a.options) // everyday themes always load
	}
}

// nextTheme switches to the next theme that looks different from the one that Galley
// started with, or back to that one, until Galley quits. The message says how to keep it.
func (a *appearance) nextTheme() (message string) {
	start := a.load(a.options)
	for {
		a.theme = (a.theme + 1) % (len(theme.Everyday()) + 1)
		if a.loadTheme(); a.theme == 0 || !a.canvas.Theme.LooksLike(start) {
			break
		}
	}
	switch {
	case a.options.Mono:
		return "This terminal shows no colors, or NO_COLOR is set: all themes look the same."
	case a.theme == 0:
		return "Back to the theme that Galley started with."
	}
	name := theme.Everyday()[a.theme-1]
	return fmt.Sprintf("Theme %s until you quit. To keep it, set theme = %q in the settings, or use --theme %s.", name, name, name)
}

// tooSmall returns the message for a screen that is too small, or "" for any other.
func (a *appearance) tooSmall() string {
	c := a.canvas
	if c.Width >= minWidth && c.Height >= minHeight {
		return ""
	}
	text := fmt.Sprintf("Galley needs %d×%d; this is %d×%d.", minWidth, minHeight, c.Width, c.Height)
	lines := strings.Split(ansi.Wrap(text, c.Width, ""), "\n")
	return strings.Join(lines[:min(len(lines), c.Height)], "\n")
}
