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

	"galley/ui/settings"

	"github.com/adrg/xdg"
)

// settingsFile is the name of the settings file.
const settingsFile = "settings.toml"

func settingsPath() string { return filepath.Join(xdg.ConfigHome, "galley", settingsFile) }

// preferences are the user's settings and the mistakes in them.
type preferences struct {
	settings.Settings
	mistakes []settings.Mistake
}

// preferences reads the settings once. Mistakes in them are not errors.
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

// readSettings reads a settings file, at most settings.MaxSize+1 bytes. A file
// that does not exist is empty.
func readSettings(path string) ([]byte, error) {
	data, err := readRegular(path, settings.MaxSize+1)
	switch file := (*fs.PathError)(nil); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.As(err, &file):
		err = file.Err // the path is known
	}
	return data, err
}

// errNotRegular is returned for anything but a regular file, such as a folder, or a
// named pipe, which would wait for a writer.
var errNotRegular = errors.New("it is not a regular file")

// readRegular reads at most limit bytes of a regular file.
func readRegular(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errNotRegular
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}

// checkTheme drops a theme that does not exist. The settings package does not
// know the themes.
func (c *preferences) checkTheme() {
	if c.Theme == "" {
		return
	}
	if _, err := loadTheme(themeSetting(c.Theme)); err != nil {
		c.mistakes = append(c.mistakes, settings.Mistake{Line: c.ThemeLine, What: err.Error()})
		slices.SortStableFunc(c.mistakes, func(a, b settings.Mistake) int { return cmp.Compare(a.Line, b.Line) })
		c.Theme = ""
	}
}

// notice returns the first mistake, or "" if there is none.
func (c *preferences) notice() string {
	if len(c.mistakes) == 0 {
		return ""
	}
	notice := fmt.Sprintf("%s %v", settingsFile, c.mistakes[0])
	if more := len(c.mistakes) - 1; more > 0 {
		notice += fmt.Sprintf("; %d more, see galley keys", more)
	}
	return notice
}
