package settings

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"galley/ui/keys"

	"pgregory.net/rapid"
)

const whole = `# of Ada Lund
theme = "dracula"
measure = 66
author = " Ada Lund "

[keys.read]
claim = ["c", "1"]
delete = []
find = "ctrl+f"
`

// does returns the action of a key in a mode.
func does(s Settings, mode keys.Mode, key string) keys.Action {
	return s.Keys.Action(mode, key)
}

func TestAWholeFile(t *testing.T) {
	s, mistakes := Parse([]byte(whole))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	if s.Theme != "dracula" || s.ThemeLine != 2 || s.Measure != 66 || s.Author != "Ada Lund" {
		t.Errorf("got %q (line %d), %d, %q", s.Theme, s.ThemeLine, s.Measure, s.Author)
	}
	for key, want := range map[string]keys.Action{"c": keys.TagClaim, "1": keys.TagClaim, "d": "", "ctrl+f": keys.StartFind, "/": "", "q": keys.TagQuote} {
		if got := does(s, keys.Read, key); got != want {
			t.Errorf("%s does %q, want %q", key, got, want)
		}
	}
}

func TestTheTeam(t *testing.T) {
	s, mistakes := Parse([]byte("[team]\nto = \"etcd://a/b\"\nuser = \"ann\"\npassword-file = \"p\"\nca = \"ca\"\ncert = \"c\"\nkey = \"k\"\n"))
	if want := (Team{"etcd://a/b", "ann", "p", "ca", "c", "k"}); s.Team != want || len(mistakes) > 0 {
		t.Errorf("got %+v, %v", s.Team, mistakes)
	}
}

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string // parts of the mistakes, with their lines
	}{
		"nothing":                      {"", nil},
		"remarks":                      {"# theme = 3\n\n", nil},
		"an unknown setting":           {"\ntehme = \"dark\"", []string{"line 2: there is no setting “tehme”; did you mean “theme”?"}},
		"one that is like no other":    {"zoom = 3", []string{"line 1: there is no setting “zoom”"}},
		"a number for a text":          {"author = 3", []string{"line 1: “author” must be a string"}},
		"a text for a number":          {"measure = \"72\"", []string{"line 1: “measure” must be a number from 20 to 200"}},
		"a measure too small":          {"measure = 19", []string{"line 1: “measure” must be"}},
		"a measure too large":          {"measure = 201", []string{"line 1: “measure” must be"}},
		"half a cell":                  {"measure = 70.5", []string{"line 1: “measure” must be"}},
		"keys that are not a table":    {"keys = 3", []string{"line 1: “keys” must contain tables"}},
		"an unknown mode":              {"[keys.raed]\nclaim = \"c\"", []string{"line 1: there is no mode “raed”; did you mean “read”?"}},
		"an unknown mode by dots":      {"\nkeys.raed.claim = \"c\"", []string{"line 2: there is no mode “raed”"}},
		"a mode that is not a table":   {"[keys]\nread = \"c\"", []string{"line 2: “read” must be a table: [keys.read]"}},
		"an unknown action":            {"[keys.read]\nclam = \"c\"", []string{"line 2: there is no action “clam” in read; did you mean “claim”?"}},
		"a number for a key":           {"[keys.read]\nclaim = 1", []string{"line 2: “claim” must be a key in quotation marks"}},
		"a list of numbers":            {"[keys.read]\nclaim = [\"c\", 1]", []string{"line 2: “claim” must be a key"}},
		"an unknown key":               {"[keys.read]\nclaim = \"enteer\"", []string{"line 2: “enteer” is not the name of a key"}},
		"a key that is taken":          {"[keys.read]\nclaim = \"q\"", []string{"line 2: “q” is the key of “quote” in read"}},
		"one key for two":              {"[keys.read]\nredo = \"f3\"\nclaim = \"f3\"", []string{"line 3: “f3” is the key of “redo” in read"}},
		"nothing to leave with":        {"[keys.select]\nback = []", []string{"line 2: “back” needs a key"}},
		"each by its line":             {"zoom = 1\n[keys.read]\nclaim = 1\nquote = 2\n[keys.find]\nback = \"x\"\n", []string{"line 1: ", "line 3: ", "line 4: ", "line 6: "}},
		"a team that is not a table":   {"team = \"etcd://a/b\"", []string{"line 1: “team” must be a table"}},
		"an unknown setting of a team": {"[team]\nuzer = \"a\"", []string{"line 2: there is no setting “uzer” in team; did you mean “user”?"}},
		"a password":                   {"[team]\npassword = \"a\"", []string{"line 2: “team” has no password"}},
		"a login in the address":       {"[team]\nto = \"etcd://ann:secret@a/b\"", []string{"line 2: “to” holds no login"}},
		"a desk that is a number":      {"[team]\nto = 3", []string{"line 2: “to” must be a string"}},
		"no TOML":                      {"\nHello", []string{"line 2: this is not TOML: "}},
		"an open quotation mark":       {"theme = \"dark\nmeasure = 66\n", []string{"line 1: this is not TOML: "}},
		"an open list":                 {"[keys.read]\nclaim = [\"c\",\nquote = \"q\"\n", []string{"line 2: this is not TOML: "}},
		"a heading that is not closed": {"[keys.find\naccept = \"ctrl+j\"\nback = 3\n[keys.read]\nclaim = 1", []string{"line 1: this is not TOML: ", "line 5: “claim” must"}},
		"the same setting twice":       {"measure = 50\nmeasure = 60\n", []string{"line 2: this is not TOML: "}},
		"the same heading twice":       {"[keys.read]\nredo = \"f3\"\n[keys.read]\nundo = \"f3\"\n", []string{"line 3: this is not TOML: "}},
		"a control character":          {"theme = \"\x1b]0;x\"\nmeasure = 50", []string{"line 1: this is not TOML: "}},
		"bytes that are not UTF-8":     {"author = \"\xff\"\n", []string{"line 1: this is not TOML: "}},
		"lists over several lines":     {"[keys.read]\nclaim = [\n  \"c\", # and\n  \"f3\",\n]\n", nil},
		"lines as Windows ends them":   {"theme = \"dark\"\r\n[keys.read]\r\nclaim = 1\r\n", []string{"line 3: “claim” must"}},
		"tables of tables":             {"[[keys.read]]\nclaim = \"c\"\n", []string{"line 1: “read” must be a table"}},
		"a file that is too large":     {strings.Repeat("#", MaxSize+1), []string{"ignored, because it is larger than 64 KiB"}},
		"a name that is far too long":  {strings.Repeat("a", 5000) + " = 1", []string{"line 1: there is no setting “aaa"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := Parse([]byte(c.file))
			if len(got) != len(c.want) {
				t.Fatalf("got %v, want %q", got, c.want)
			}
			for i, m := range got {
				if !strings.HasPrefix(m.String(), c.want[i]) || len(m.What) > 3*maxMistake {
					t.Errorf("got %v, want %s…", m, c.want[i])
				}
			}
		})
	}
}

func TestFileFullOfMistakesIsIgnored(t *testing.T) {
	for name, line := range map[string]string{"no TOML": "hello\n", "the same again": "measure = 30\n", "the same heading": "[keys.read]\n"} {
		s, mistakes := Parse([]byte("theme = \"pink\"\n" + strings.Repeat(line, 2000)))
		if len(mistakes) != maxMistakes || mistakes[0].What != "ignored, because too little of it is TOML" || s.Theme != "" {
			t.Errorf("%s: %q, %d mistakes, first %v", name, s.Theme, len(mistakes), mistakes[0])
		}
	}
}

func TestRestOfTheFileApplies(t *testing.T) {
	for name, broken := range map[string]string{
		"an unknown setting": "zoom = 1", "no TOML": "hello", "an open quotation mark": "author = \"A", "a setting twice": "measure = 30",
		"an open list": "x = [\"c\",",
	} {
		s, mistakes := Parse([]byte("measure = 44\n" + broken + "\ntheme = \"pink\"\n[keys.read]\nclaim = \"f2\"\n" + broken + "\nquote = \"f3\"\n"))
		if s.Measure != 44 || s.Theme != "pink" || does(s, keys.Read, "f2") != keys.TagClaim || does(s, keys.Read, "f3") != keys.TagQuote {
			t.Errorf("%s: got %d, %q, f2 %s, f3 %s; %v", name, s.Measure, s.Theme, does(s, keys.Read, "f2"), does(s, keys.Read, "f3"), mistakes)
		}
		if len(mistakes) != 2 || mistakes[0].Line != 2 || mistakes[1].Line != 6 {
			t.Errorf("%s: mistakes %v", name, mistakes)
		}
	}
}

func TestKeysUnderABrokenHeadingAreIgnored(t *testing.T) {
	s, _ := Parse([]byte("[keys.read]\nundo = \"f2\"\n[keys.select\nclaim = \"f3\"\n"))
	if got := does(s, keys.Read, "f3"); got != "" {
		t.Errorf("f3 does %q", got)
	}
}

func TestTheDefaultKeysReadBack(t *testing.T) {
	s, mistakes := Parse([]byte(Format(keys.Default())))
	if len(mistakes) > 0 || !reflect.DeepEqual(s, Default()) {
		t.Errorf("mistakes %v; got %+v", mistakes, s)
	}
}

// Every commented-out line of the default file is a setting once its # is removed.
func TestTheHeadOfTheDefaultFileCanBeSet(t *testing.T) {
	set := regexp.MustCompile(`(?m)^# ([\w-]+ =|\[\w+\]$)`).ReplaceAllString(head, "$1")
	s, mistakes := Parse([]byte(set))
	if len(mistakes) > 0 || s.Theme == "" || s.Measure == 0 || s.Spacing == 0 || s.Author == "" || s.Team.To == "" {
		t.Errorf("%v in\n%s", mistakes, set)
	}
}

func TestWrittenTextReadsBack(t *testing.T) {
	key := rapid.OneOf(rapid.SampledFrom([]string{"\"", "\\", "#", "f2", "f3", "ctrl+k", "[", "é", "g x"}), rapid.StringMatching(`[!-~]`))
	rapid.Check(t, func(t *rapid.T) {
		var changes []keys.Change
		for range rapid.IntRange(0, 8).Draw(t, "changes") {
			b := rapid.SampledFrom([]keys.Binding(keys.Default())).Draw(t, "binding")
			changes = append(changes, keys.Change{Mode: rapid.SampledFrom(b.Modes).Draw(t, "mode"), Action: b.Action, Keys: rapid.SliceOfN(key, 0, 2).Draw(t, "keys")})
		}
		table, _ := keys.Default().Remap(changes)
		s, mistakes := Parse([]byte(Format(table)))
		if len(mistakes) > 0 {
			t.Fatal(mistakes)
		}
		for _, mode := range keys.Modes() {
			got, want := s.Keys.For(mode), table.For(mode)
			if !slices.EqualFunc(got, want, func(a, b keys.Binding) bool { return a.Action == b.Action && slices.Equal(a.Keys, b.Keys) }) {
				t.Errorf("%v:\n%v\n%v", mode, got, want)
			}
		}
	})
}

// The examples in the documentation are valid.
func TestTheExamplesOfTheDocumentationWork(t *testing.T) {
	page, err := os.ReadFile("../../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(examples) < 2 {
		t.Fatalf("%d examples", len(examples))
	}
	for i, e := range examples {
		s, mistakes := Parse([]byte(e[1]))
		if len(mistakes) > 0 {
			t.Errorf("example %d: %v", i+1, mistakes)
		}
		if reflect.DeepEqual(s, Default()) {
			t.Errorf("example %d sets nothing", i+1)
		}
	}
	for _, mode := range keys.Modes() {
		if !strings.Contains(string(page), "`"+mode.Setting()+"`") {
			t.Errorf("it does not name the mode %s", mode.Setting())
		}
	}
	for _, name := range []string{"theme", "measure", "line-spacing", "author", "daily-backups", "team", "keys"} {
		if !strings.Contains(string(page), "\n## `"+name) {
			t.Errorf("it has no heading for %s", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte("[keys.find\naccept = \"ctrl+j\"\nx = [\"c\",\nmeasure = 30\nmeasure = 40\n"))
	f.Add([]byte("keys = {read = {claim = \"c\"}}\n[[keys]]\n\"\" = \"\"\"x\ny = 1\"\"\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, mistakes := Parse(data)
		lines := strings.Count(string(data), "\n") + 1
		for _, m := range mistakes {
			if m.What == "" || m.Line < 0 || m.Line > lines {
				t.Errorf("mistake %+v in a file of %d lines", m, lines)
			}
		}
		if s.Measure != 0 && (s.Measure < MinMeasure || s.Measure > MaxMeasure) || len(s.Keys) < len(keys.Default()) {
			t.Errorf("measure %d, %d keys", s.Measure, len(s.Keys))
		}
		for _, mode := range keys.Modes() {
			if does(s, mode, "ctrl+c") != keys.Quit && len(mistakes) == 0 && !strings.Contains(string(data), "quit") {
				t.Errorf("ctrl+c does not quit in %v", mode)
			}
		}
	})
}
