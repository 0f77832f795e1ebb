package ui

import (
	"fmt"

	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// The smallest and the largest screen that Galley draws on, in cells and rows.
const (
	minWidth, minHeight = 40, 10
	maxSize             = 4096
)

// An appearance holds the canvas that screens are drawn on, and what determines
// it.
type appearance struct {
	load    func(theme.Options) *theme.Theme
	options theme.Options // what is known about the terminal
	next    int           // the chosen everyday theme, from 1; 0: the one from the settings
	canvas  kit.Canvas
}

// learn handles a terminal report, and reports whether it changed the canvas.
func (l *appearance) learn(msg tea.Msg) (changed bool) {
	before := l.options
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return l.resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		return l.measure(msg)
	case tea.BackgroundColorMsg:
		l.options.Dark = msg.IsDark()
	case tea.ColorProfileMsg:
		l.options.Mono = l.options.Mono || msg.Profile < colorprofile.ANSI
		l.options.Sixteen = msg.Profile == colorprofile.ANSI
	}
	if l.options == before {
		return false
	}
	l.paint()
	return true
}

// resize sets the size of the screen, unless it makes no sense.
func (l *appearance) resize(width, height int) bool {
	if l.canvas.Width == 0 && width == 0 && height == 0 {
		width, height = 80, 24 // a terminal that does not know its size
	}
	if width <= 0 || height <= 0 || width > maxSize || height > maxSize {
		return false
	}
	l.canvas.Width, l.canvas.Height = width, height
	return true
}

// measure learns how the terminal draws wide characters: by grapheme cluster
// where it has mode 2027, by wcwidth otherwise. The renderer decides by the
// same report.
func (l *appearance) measure(msg tea.ModeReportMsg) bool {
	if msg.Mode != ansi.ModeUnicodeCore {
		return false
	}
	switch msg.Value {
	case ansi.ModeReset, ansi.ModeSet, ansi.ModePermanentlySet:
		l.canvas.Method = ansi.GraphemeWidth
		return true
	}
	return false
}

// paint loads the theme for what is known about the terminal.
func (l *appearance) paint() {
	l.canvas.Theme = l.load(l.options)
	if l.next > 0 {
		l.canvas.Theme, _ = theme.Load(theme.Everyday()[l.next-1], l.options) // everyday themes always load
	}
}

// nextTheme switches to the next theme until Galley quits. The message says how
// to keep it.
func (l *appearance) nextTheme() (message string) {
	l.next = (l.next + 1) % (len(theme.Everyday()) + 1)
	l.paint()
	switch {
	case l.options.Mono:
		return "This terminal shows no colors, or NO_COLOR is set: all themes look the same."
	case l.next == 0:
		return "Back to the theme that Galley started with."
	}
	name := theme.Everyday()[l.next-1]
	return fmt.Sprintf("Theme %s until you quit. To keep it, set theme = %q in the settings, or use --theme %s.", name, name, name)
}

// tooSmall returns the message for a screen that is too small, or "" if it is not.
func (l *appearance) tooSmall() string {
	c := l.canvas
	if c.Width >= minWidth && c.Height >= minHeight {
		return ""
	}
	return ansi.Truncate(fmt.Sprintf("Galley needs %d×%d; this is %d×%d.", minWidth, minHeight, c.Width, c.Height), c.Width, "")
}
