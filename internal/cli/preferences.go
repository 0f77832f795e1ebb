package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"galley/annotate/source"
	"galley/ui"
	"galley/ui/settings"
	"galley/ui/theme"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// settingsFile is what the settings are called in a line about them.
const settingsFile = "settings.toml"

// settingsPath is where a person's settings are.
func settingsPath() string { return filepath.Join(xdg.ConfigHome, "galley", settingsFile) }

// Preferences are the settings, and what is wrong with them.
type preferences struct {
	settings.Settings
	mistakes []settings.Mistake
}

// preferences reads the settings once. What is wrong with them stops nothing.
func (p *program) preferences() preferences {
	if p.chosen == nil {
		chosen := readPreferences(settingsPath())
		p.chosen = &chosen
	}
	return *p.chosen
}

func readPreferences(path string) preferences {
	data, err := readSettings(path)
	if err != nil {
		return preferences{settings.Default(), []settings.Mistake{{What: "cannot be read: " + err.Error()}}}
	}
	var chosen preferences
	chosen.Settings, chosen.mistakes = settings.Parse(data)
	chosen.checkTheme()
	return chosen
}

// checkTheme leaves out a theme that is none: only here is it known which are.
func (c *preferences) checkTheme() {
	if c.Theme == "" {
		return
	}
	if _, err := chosenTheme(fromSettings(c.Theme)); err != nil {
		c.mistakes = append(c.mistakes, settings.Mistake{Line: c.ThemeLine, What: err.Error()})
		slices.SortStableFunc(c.mistakes, func(a, b settings.Mistake) int { return cmp.Compare(a.Line, b.Line) })
		c.Theme = ""
	}
}

// readSettings reads a settings file, but not much more than counts. One that
// does not exist is empty.
func readSettings(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errors.Unwrap(err) // without the path, which is known
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, settings.MaxSize+1))
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		err = path.Err
	}
	return data, err
}

// notice tells the reader of the first mistake, "" if there is none.
func (c preferences) notice() string {
	if len(c.mistakes) == 0 {
		return ""
	}
	notice := fmt.Sprintf("%s %v", settingsFile, c.mistakes[0])
	if more := len(c.mistakes) - 1; more > 0 {
		notice += fmt.Sprintf("; %d more, see galley keys", more)
	}
	return notice
}

// warn tells what is wrong before the reader opens: on the article, or where
// there is none on standard error, which is seen when the reader is left.
func (p *program) warn(doc *ui.Document, troubles ...string) {
	for _, trouble := range troubles {
		switch {
		case trouble == "":
		case doc == nil:
			p.say("galley: %s", trouble)
		default:
			doc.Notice = strings.TrimSpace(doc.Notice + " " + source.CleanLine(trouble))
		}
	}
}

// An appearance is how the reader is asked to look, by options.
type appearance struct {
	theme   string
	measure int
}

// measure is the widest text column of the reader, in cells, where nobody says
// otherwise.
const measure = 72

// flags gives a command the options of an appearance.
func (a *appearance) flags(c *cobra.Command) {
	c.Flags().StringVar(&a.theme, "theme", "", "show it in the theme NAME, or a glamour style file (default: the settings, else $GLAMOUR_STYLE)")
	c.Flags().IntVar(&a.measure, "measure", 0, fmt.Sprintf("make text at most N cells wide (default: the settings, else %d)", measure))
}

// check refuses what cannot be done.
func (a appearance) check() error {
	if a.measure != 0 && (a.measure < settings.MinMeasure || a.measure > settings.MaxMeasure) {
		return misuse("--measure takes a number from %d to %d, so not %d", settings.MinMeasure, settings.MaxMeasure, a.measure)
	}
	if _, err := chosenTheme(a.theme); err != nil {
		return misuse("--theme: %w", err)
	}
	return nil
}

// columns is the measure that counts: the option, else the setting.
func (a appearance) columns(chosen preferences) int {
	return cmp.Or(a.measure, chosen.Measure, measure)
}

// style is the theme that counts: the option, else the setting, else
// GLAMOUR_STYLE, which is meant for all programs that draw with glamour.
func (a appearance) style(chosen preferences, getenv func(string) string) style {
	switch {
	case a.theme != "":
		return style{a.theme, "--theme"}
	case chosen.Theme != "":
		return style{fromSettings(chosen.Theme), settingsFile}
	}
	return style{getenv("GLAMOUR_STYLE"), "GLAMOUR_STYLE"}
}

// fromSettings is the name of a theme, or the path of one in the settings: it
// begins at their folder, or at ~.
func fromSettings(name string) string {
	below, atHome := strings.CutPrefix(name, "~/")
	switch {
	case slices.Contains(theme.Names(), name), filepath.IsAbs(name):
		return name
	case atHome:
		return filepath.Join(xdg.Home, below)
	}
	return filepath.Join(filepath.Dir(settingsPath()), name)
}
