package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/ui/keys"
	"galley/ui/settings"
)

// written writes a settings file and returns its path.
func written(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), settingsFile)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheFirstMistakeIsTheNotice(t *testing.T) {
	for name, c := range map[string]struct{ path, want string }{
		"no file":      {filepath.Join(t.TempDir(), "nosuch", settingsFile), ""},
		"no mistake":   {written(t, "measure = 60"), ""},
		"one":          {written(t, "\nmeasure = 3"), "settings.toml line 2: “measure” must be a number from 20 to 200"},
		"three":        {written(t, "measure = 3\na = 1\nb = 1\n"), "settings.toml line 1: “measure” must be a number from 20 to 200; 2 more, see galley keys"},
		"no theme":     {written(t, "a = 1\ntheme = \"nosuch\"\nb = 1\n"), "settings.toml line 1: there is no setting “a”; 2 more, see galley keys"},
		"not readable": {t.TempDir(), "settings.toml cannot be read: it is not a regular file"},
		"too large":    {written(t, strings.Repeat("#", 2*settings.MaxSize)), "settings.toml ignored, because it is larger than 64 KiB"},
	} {
		got := readPreferences(c.path)
		if got.notice() != c.want {
			t.Errorf("%s: %q, want %q", name, got.notice(), c.want)
		}
		if len(got.Keys) < len(keys.Default()) {
			t.Errorf("%s: %d keys", name, len(got.Keys))
		}
	}
}

func TestPrecedenceOfThemeAndMeasure(t *testing.T) {
	const fromEnvironment = "light"
	set := preferences{Settings: settings.Settings{Theme: "pink", ThemeLine: 4, Measure: 50}}
	for name, c := range map[string]struct {
		asked   appearance
		chosen  preferences
		style   themeChoice
		measure int
	}{
		"the option":      {appearance{"dracula", 40}, set, themeChoice{"dracula", "--theme"}, 40},
		"the setting":     {appearance{}, set, themeChoice{"pink", "settings.toml"}, 50},
		"the environment": {appearance{}, preferences{}, themeChoice{fromEnvironment, "GLAMOUR_STYLE"}, 72},
	} {
		if got := c.asked.choice(c.chosen, func(string) string { return fromEnvironment }); got != c.style {
			t.Errorf("%s: %v", name, got)
		}
		if got := c.asked.columns(c.chosen); got != c.measure {
			t.Errorf("%s: %d cells", name, got)
		}
	}
}

func TestStyleFilesAreRelativeToTheSettings(t *testing.T) {
	away := filepath.Join(t.TempDir(), "own.json")
	for name, want := range map[string]string{
		"dracula": "dracula", away: away, "own.json": filepath.Join(filepath.Dir(settingsPath()), "own.json"),
	} {
		if got := themeSetting(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := themeSetting("~/own.json"); strings.Contains(got, "~") || filepath.Base(got) != "own.json" {
		t.Errorf("~/own.json is %s", got)
	}
}
