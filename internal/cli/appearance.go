package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"galley/internal/library"
	"galley/internal/wording"
	"galley/ui/settings"
	"galley/ui/theme"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"
)

// An appearance holds the flags that control how the reader looks.
type appearance struct {
	theme   string
	measure int // in cells, 0 if not given
}

// defaultMeasure is the width of the reader's text column, in cells.
const defaultMeasure = 72

// flags adds the flags of an appearance to a command.
func (a *appearance) flags(c *cobra.Command) {
	c.Flags().StringVar(&a.theme, "theme", "", "use the theme NAME, or a glamour style file (default: the settings, else $GLAMOUR_STYLE)")
	c.Flags().IntVar(&a.measure, "measure", 0, fmt.Sprintf("make text at most N cells wide (default: the settings, else %d)", defaultMeasure))
}

// check returns a usage error for a measure that is out of range or a theme that
// cannot be loaded.
func (a appearance) check() error {
	if a.measure != 0 && (a.measure < settings.MinMeasure || a.measure > settings.MaxMeasure) {
		return library.Usagef("--measure: %d is not a number from %d to %d", a.measure, settings.MinMeasure, settings.MaxMeasure)
	}
	if _, err := loadTheme(a.theme); err != nil {
		return library.Usagef("--theme: %w", err)
	}
	return nil
}

// columns returns the measure: from the flag, else from the settings, else the
// default.
func (a appearance) columns(chosen preferences) int {
	return cmp.Or(a.measure, chosen.Measure, defaultMeasure)
}

// A themeChoice is a theme and where it was chosen.
type themeChoice struct {
	name   string // of a theme, or the path of a glamour style file
	origin string // "--theme", settingsFile or "GLAMOUR_STYLE"
}

// choice returns the theme from the flag, else from the settings, else from
// GLAMOUR_STYLE, which all programs that use glamour read.
func (a appearance) choice(chosen preferences, getenv func(string) string) themeChoice {
	switch {
	case a.theme != "":
		return themeChoice{a.theme, "--theme"}
	case chosen.Theme != "":
		return themeChoice{themeSetting(chosen.Theme), settingsFile}
	}
	return themeChoice{getenv("GLAMOUR_STYLE"), "GLAMOUR_STYLE"}
}

// load returns a function that builds the theme for a terminal. If the choice
// cannot be loaded, build returns the default theme, and problem says why.
func (t themeChoice) load() (build func(theme.Options) *theme.Theme, problem string) {
	build, err := loadTheme(t.name)
	if err == nil {
		return build, ""
	}
	build, _ = loadTheme(theme.Auto) // never fails
	return build, fmt.Sprintf("%s: %v; using the default colors.", t.origin, err)
}

// maxStyle is the number of bytes that are read of a style file.
const maxStyle = 1 << 20

// loadTheme loads a theme by its name or from a style file.
func loadTheme(name string) (func(theme.Options) *theme.Theme, error) {
	load := func(o theme.Options) (*theme.Theme, error) { return theme.Load(name, o) }
	if name != "" && !slices.Contains(theme.Names(), name) {
		data, err := readRegular(name, maxStyle)
		if errors.Is(err, errNotRegular) {
			return nil, fmt.Errorf("%s is not a glamour style file: %w", wording.QuotePath(name), err)
		}
		if err == nil {
			if _, err := theme.FromJSON(data, theme.Options{}); err != nil {
				return nil, fmt.Errorf("%s is not a glamour style file", wording.QuotePath(name))
			}
			load = func(o theme.Options) (*theme.Theme, error) { return theme.FromJSON(data, o) }
		}
	}
	if _, err := load(theme.Options{}); err != nil {
		return nil, err
	}
	return func(o theme.Options) *theme.Theme {
		t, _ := load(o) // the options cannot make it fail
		return t
	}, nil
}

// themeSetting returns the theme of the settings file. The path of a style file
// is relative to the folder of the settings, or begins with ~.
func themeSetting(name string) string {
	path, isInHome := strings.CutPrefix(name, "~/")
	switch {
	case slices.Contains(theme.Names(), name), filepath.IsAbs(name):
		return name
	case isInHome:
		return filepath.Join(xdg.Home, path)
	}
	return filepath.Join(filepath.Dir(settingsPath()), name)
}

// terminalLook returns what the reader assumes about the terminal until it
// answers.
func terminalLook(out io.Writer, getenv func(string) string) theme.Options {
	profile := colorprofile.Detect(out, os.Environ())
	dark, known := darkBackground(getenv("COLORFGBG"))
	return theme.Options{
		Dark:              dark || !known,
		UnknownBackground: !known,
		Mono:              getenv("NO_COLOR") != "" || profile <= colorprofile.Ascii,
		Sixteen:           profile == colorprofile.ANSI,
		StyledUnderlines:  hasStyledUnderlines(getenv),
	}
}

// darkBackground reports whether COLORFGBG names a dark background. rxvt, Konsole and
// others set it to the numbers of their colors: "0;15", or "0;default;15".
func darkBackground(fgbg string) (dark, known bool) {
	n, err := strconv.Atoi(fgbg[strings.LastIndexByte(fgbg, ';')+1:])
	if err != nil || n < 0 || n > 15 {
		return false, false
	}
	return n < 7 || n == 8, true
}

// charsetProblem returns a warning if the environment says that the terminal is not
// UTF-8, else "". An environment that says nothing is none.
func charsetProblem(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		value := getenv(name)
		if value == "" {
			continue
		}
		if set := strings.ToLower(value); strings.Contains(set, "utf-8") || strings.Contains(set, "utf8") {
			return ""
		}
		return fmt.Sprintf("%s=%s says that this terminal is not UTF-8: characters outside ASCII may be drawn wrong. If it is, set %s=C.UTF-8.",
			name, value, name)
	}
	return ""
}

// vteStyledUnderlines is the first version of VTE, the terminal library of GNOME
// and others, with styled underlines.
const vteStyledUnderlines = 5102

// hasStyledUnderlines reports whether the terminal is known to draw curly,
// double and colored underlines. Inside tmux and screen that is unknown.
func hasStyledUnderlines(getenv func(string) string) bool {
	if getenv("TMUX") != "" || getenv("STY") != "" {
		return false
	}
	for _, name := range []string{"kitty", "ghostty", "wezterm", "alacritty", "foot", "contour"} {
		if strings.Contains(strings.ToLower(getenv("TERM")), name) {
			return true
		}
	}
	switch getenv("TERM_PROGRAM") {
	case "WezTerm", "ghostty", "iTerm.app":
		return true
	}
	version, err := strconv.Atoi(getenv("VTE_VERSION"))
	return err == nil && version >= vteStyledUnderlines
}
