package keys

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var modes = []Mode{Read, Select, Resize, Find, Card, Library, Filter, Help, Marks, Contents, Review, Export}

func TestEveryActionHasAKeyAndAHelpLine(t *testing.T) {
	for _, b := range Default() {
		if len(b.Keys) == 0 || b.Help == "" || b.Group == "" || len(b.Modes) == 0 {
			t.Errorf("%s: keys %q, help %q, group %q, modes %v", b.Action, b.Keys, b.Help, b.Group, b.Modes)
		}
	}
}

func TestNoKeyIsAmbiguous(t *testing.T) {
	for _, mode := range modes {
		bound := map[string]Action{}
		for _, b := range Default().For(mode) {
			for _, k := range b.Keys {
				if other, taken := bound[k]; taken {
					t.Errorf("%v: %q is %s and %s", mode, k, other, b.Action)
				}
				bound[k] = b.Action
			}
		}
		for k := range bound {
			for longer := range bound {
				if strings.HasPrefix(longer, k+" ") {
					t.Errorf("%v: %q also begins %q", mode, k, longer)
				}
			}
		}
	}
}

func TestFootersNameWhatCanBePressed(t *testing.T) {
	for _, mode := range modes {
		hints := Default().Hints(mode, 1000)
		if len(hints) != len(footers[mode]) {
			t.Errorf("%v: %d hints for %d actions of the footer", mode, len(hints), len(footers[mode]))
		}
		for _, h := range hints {
			if h.Key == "" || h.What == "" {
				t.Errorf("%v: empty hint %+v", mode, h)
			}
		}
	}
}

func TestNarrowFooterKeepsTheTagKeys(t *testing.T) {
	hints := Default().Hints(Read, 30)
	var got []string
	for _, h := range hints {
		got = append(got, h.String())
	}
	want := []string{"c claim", "q quote", "o opinion"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPressing(t *testing.T) {
	table := Default()
	for name, c := range map[string]struct {
		mode  Mode
		typed []string
		want  Outcome
		left  Pending
	}{
		"one key":                         {Read, []string{"j"}, Outcome{Action: Down}, Pending{}},
		"a sequence":                      {Read, []string{"g", "g"}, Outcome{Action: Top}, Pending{}},
		"half a sequence":                 {Read, []string{"g"}, Outcome{}, Pending{Keys: "g"}},
		"a sequence that goes nowhere":    {Read, []string{"g", "x"}, Outcome{Unbound: "g x"}, Pending{}},
		"a count":                         {Read, []string{"1", "2", "j"}, Outcome{Action: Down, Count: 12}, Pending{}},
		"0 is no count at first":          {Read, []string{"0"}, Outcome{Action: RowStart}, Pending{}},
		"0 goes on with a count":          {Read, []string{"1", "0", "G"}, Outcome{Action: Goto, Count: 10}, Pending{}},
		"a count that is too large":       {Read, []string{"9", "9", "9", "9", "9", "9", "9", "9"}, Outcome{}, Pending{Count: maxCount}},
		"a key of another mode":           {Select, []string{"d"}, Outcome{Unbound: "d"}, Pending{}},
		"the same key means another mode": {Library, []string{"d"}, Outcome{Action: Remove}, Pending{}},
	} {
		t.Run(name, func(t *testing.T) {
			var p Pending
			var got Outcome
			for _, k := range c.typed {
				p, got = table.Press(c.mode, p, k, true)
			}
			if got != c.want || p != c.left {
				t.Errorf("got %+v with %+v left, want %+v with %+v", got, p, c.want, c.left)
			}
		})
	}
}

func TestDigitsAreTextWhereCountsAreOff(t *testing.T) {
	_, got := Default().Press(Find, Pending{}, "7", false)
	if got.Unbound != "7" {
		t.Errorf("got %+v", got)
	}
}

func TestKeysAsPeopleReadThem(t *testing.T) {
	for key, want := range map[string]string{"shift+left": "shift+←", "g g": "g g", "ctrl+d": "ctrl+d", "+": "+", "pgdown": "PgDn"} {
		if got := Name(key); got != want {
			t.Errorf("Name(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestPendingIsShown(t *testing.T) {
	if got := (Pending{Count: 12, Keys: "g"}).String(); got != "12g" {
		t.Errorf("got %q", got)
	}
}

var update = flag.Bool("update", false, "write the table of the README anew")

// The README lists the keys; the list is made from the table.
func TestReadmeListsTheKeys(t *testing.T) {
	const path, begin, end = "../../README.md", "-update rewrites it -->\n", "<!-- /keys -->"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(readme), begin)
	list, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatal("the README has no place for the keys")
	}
	want := "\n" + Default().Markdown(3) + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if list != want {
		t.Errorf("the README does not list the keys as they are; run go test ./ui/keys -update")
	}
}

// The help page has one list for all that one can be doing in the text.
func TestAKeyThatIsListedTwiceSaysWhen(t *testing.T) {
	said := map[string]string{}
	for _, b := range Default() {
		if b.Group != "Select" && b.Group != "Mark" {
			continue
		}
		for _, key := range b.Keys {
			place := key + b.when()
			if other, twice := said[place]; twice {
				t.Errorf("%s: %q and %q, and nothing says when", key, other, b.Help)
			}
			said[place] = b.Help
		}
	}
}
