package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"galley/ui/theme"

	"github.com/charmbracelet/colorprofile"
)

// look is what the reader assumes of the terminal until it answers.
func look(out io.Writer, getenv func(string) string) theme.Options {
	profile := colorprofile.Detect(out, os.Environ())
	return theme.Options{
		Dark:             true,
		Mono:             getenv("NO_COLOR") != "" || profile <= colorprofile.Ascii,
		Sixteen:          profile == colorprofile.ANSI,
		StyledUnderlines: drawsStyledUnderlines(getenv),
	}
}

// A style is a theme that was asked for.
type style struct {
	name string // of a theme, or the path of a glamour style file
	by   string // who asked: "GLAMOUR_STYLE"
}

// themes makes the reader's themes in a style. If that is no good notice says
// so, and the standard style is taken.
func themes(s style) (build func(theme.Options) *theme.Theme, notice string) {
	build, err := chosenTheme(s.name)
	if err == nil {
		return build, ""
	}
	return theme.New, fmt.Sprintf("%s: %v; using the standard colors.", s.by, err)
}

// chosenTheme is the theme with that name, or of the style file there.
func chosenTheme(name string) (func(theme.Options) *theme.Theme, error) {
	load := func(o theme.Options) (*theme.Theme, error) { return theme.Load(name, o) }
	if name != "" && !slices.Contains(theme.Names(), name) {
		data, err := os.ReadFile(name)
		if err == nil {
			load = func(o theme.Options) (*theme.Theme, error) { return theme.FromJSON(data, o) }
		}
	}
	if _, err := load(theme.Options{}); err != nil {
		return nil, err
	}
	return func(o theme.Options) *theme.Theme {
		t, _ := load(o) // options never fail
		return t
	}, nil
}

// vteStyledUnderlines is the version of VTE, the terminal of GNOME and others,
// that first drew them.
const vteStyledUnderlines = 5102

// drawsStyledUnderlines reports whether the terminal is known to draw curly,
// double and colored underlines. What runs in tmux or screen is not.
func drawsStyledUnderlines(getenv func(string) string) bool {
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
