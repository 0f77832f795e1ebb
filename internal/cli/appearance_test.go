package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/ui/theme"
)

func TestTerminalsKnownToDrawStyledUnderlines(t *testing.T) {
	cases := []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"nothing known", nil, false},
		{"xterm", map[string]string{"TERM": "xterm-256color"}, false},
		{"kitty", map[string]string{"TERM": "xterm-kitty"}, true},
		{"kitty over tmux", map[string]string{"TERM": "tmux-256color", "TMUX": "/tmp/x", "TERM_PROGRAM": "ghostty"}, false},
		{"iTerm", map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, true},
		{"an old GNOME terminal", map[string]string{"VTE_VERSION": "4205"}, false},
		{"a new GNOME terminal", map[string]string{"VTE_VERSION": "7600"}, true},
		{"an invalid version", map[string]string{"VTE_VERSION": "new"}, false},
	}
	for _, c := range cases {
		if got := hasStyledUnderlines(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestTheBackgroundOfTheTerminalIsReadFromCOLORFGBG(t *testing.T) {
	for value, want := range map[string]theme.Options{
		"15;0": {Dark: true}, "0;15": {}, "0;default;15": {}, "7;default;0": {Dark: true}, "12;8": {Dark: true}, "0;7": {}, "15": {},
		"": {Dark: true, UnknownBackground: true}, "15;default": {Dark: true, UnknownBackground: true},
		"0;231": {Dark: true, UnknownBackground: true}, "0;-1": {Dark: true, UnknownBackground: true}, ";": {Dark: true, UnknownBackground: true},
	} {
		got := terminalLook(os.Stdout, func(name string) string { return map[string]string{"COLORFGBG": value}[name] })
		if got.Dark != want.Dark || got.UnknownBackground != want.UnknownBackground {
			t.Errorf("COLORFGBG=%s: dark %v, unknown %v", value, got.Dark, got.UnknownBackground)
		}
	}
}

func TestATerminalThatIsNotUTF8IsWarnedOf(t *testing.T) {
	for _, c := range []struct{ all, ctype, lang, about string }{
		{"", "", "", ""}, {"", "", "en_US.UTF-8", ""}, {"", "", "de_DE.utf8", ""}, {"", "UTF-8", "C", ""}, {"C.UTF-8", "C", "C", ""},
		{"C", "en_US.UTF-8", "en_US.UTF-8", "LC_ALL=C"}, {"", "", "de_DE.ISO-8859-1", "LANG=de_DE.ISO-8859-1"},
		{"", "POSIX", "en_US.UTF-8", "LC_CTYPE=POSIX"}, {"", "", "ja_JP.eucJP", "LANG=ja_JP.eucJP"}, {"", "", "de_DE@euro", "LANG=de_DE@euro"},
	} {
		env := map[string]string{"LC_ALL": c.all, "LC_CTYPE": c.ctype, "LANG": c.lang}
		got := charsetProblem(func(name string) string { return env[name] })
		if !strings.HasPrefix(got, c.about) || (got == "") != (c.about == "") {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestAnyValueOfNoColorCounts(t *testing.T) {
	for value, want := range map[string]bool{"1": true, "yes": true, "0": true} {
		if got := terminalLook(os.Stdout, func(string) string { return value }).Mono; got != want {
			t.Errorf("NO_COLOR=%s: %v", value, got)
		}
	}
}

func TestGlamourStyleIsANameOrAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(file, []byte(`{"strong": {"bold": true}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "broken.json")
	if err := os.WriteFile(broken, []byte(`{`), 0o600); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "shadow")
	if err := os.WriteFile(other, []byte("root:x:1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := loadTheme(other); err == nil || !strings.HasSuffix(err.Error(), "shadow” is not a glamour style file") {
		t.Errorf("error %v", err)
	}
	for name, fine := range map[string]bool{"": true, "auto": true, "dracula": true, file: true, broken: false, "nosuch": false} {
		build, notice := themeChoice{name, "GLAMOUR_STYLE"}.load()
		if (notice == "") != fine {
			t.Errorf("%s: notice %q", name, notice)
		}
		if build(theme.Options{Dark: true}) == nil {
			t.Errorf("%s: no theme", name)
		}
		if notice != "" && !strings.HasPrefix(notice, "GLAMOUR_STYLE: ") {
			t.Errorf("%s: notice %q", name, notice)
		}
	}
}
