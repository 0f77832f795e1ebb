package ui_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/internal/vterm"
	"galley/sample"
	"galley/ui"
	"galley/ui/theme"
)

// The most that the film at the top of README.md may be, in bytes.
const maxDemo = 300 << 10

// A take is a step of the script of a film: keys, what the screen shows then, and for
// how long.
type take struct {
	keys, sees string
	caption    string // "" for that of the take before
	seconds    float64
}

// demo is the script of docs/demo.svg, on the sample article without its annotations.
var demo = []take{
	{"", "This is a practice article", "An article, its paragraphs numbered", 2.5},
	{"3G", "¶ 3/23", "3G  paragraph 3", 1},
	{"c", "C 1 ", "c  this sentence is a claim", 2.5},
	{"}", "¶ 4/23", "}  next paragraph", 1},
	{"iq", "SELECT", "i q  the quotation here", 1.2},
	{"q", "Q 1 ", "q  a quote", 2},
	{"<enter>", "▸ speaker", "enter  its card: who said it", 1.2},
	{"Ada Lund", "draft saved", "", 1.8},
	{"<esc>", "Card kept", "esc  saved", 1.5},
	{"/", "Find", "/  find", 0.6},
	{"laziest", "laziest", "", 1},
	{"<enter>", "kind of fairness", "", 1.2},
	{"o", "O 1 ", "o  an opinion", 2.5},
	{"gg", "This is a practice article", "!  the next claim to check", 0.8},
	{"!", "¶ 3/23", "", 1.5},
	{"S", "accurate", "S  its status", 1.5},
	{"a", "1 of 2 checked", "S a  accurate", 1.5},
	{"a", "Source:", "a  its source", 0.8},
	{"minutes of the council", "draft saved", "", 1.2},
	{"<enter>", "minutes of the council", "", 2},
	{"E", "in ~/desk", "E  export", 2.5},
	{"<enter>", "Wrote 3 annotations", "enter  written; everything else is saved, too", 4},
}

// The film at the top of README.md is what the program draws.
func TestDemo(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", "docs", "demo.svg"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	got := shootDemo(t, string(want))
	if *update {
		err = os.WriteFile(path, []byte(got), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !*update && got != string(want) {
		t.Errorf("%s is not up to date: run the test with -update", path)
	}
	if len(got) > maxDemo {
		t.Errorf("%s has %d bytes, more than %d", path, len(got), maxDemo)
	}
}

// shootDemo runs the script and returns the film. It waits for each frame of the film
// that is wanted, or with -update until the screen no longer changes.
func shootDemo(t *testing.T, want string) string {
	f := &film{fg: ink, bg: ground}
	shell := vterm.New(88, 26)
	defer shell.Close()
	for _, typed := range []string{"$ ", "galley", " sample"} {
		fmt.Fprint(shell, typed)
		f.frames = append(f.frames, frame{f.shoot(shell, "galley sample"), 0.7})
	}
	desk(t)
	w := open(t, newWorld(t, readSample(t)), sample.Name, 88, 26, func(c *ui.Config) {
		c.Terminal = theme.Options{Dark: true, StyledUnderlines: true}
	})
	caption := ""
	for _, step := range demo {
		caption = cmp.Or(step.caption, caption)
		w.types(step.keys)
		w.sees(step.sees)
		shoot := func() []string { return f.shoot(w.Terminal, caption) }
		if i := len(f.frames); *update {
			w.rest(func() string { return strings.Join(shoot(), "\n") })
		} else {
			w.until(fmt.Sprintf("frame %d of the film (if the screen is right, run the test with -update)", i), func() bool {
				drawn := slices.DeleteFunc(shoot(), func(row string) bool { return row == "" })
				return slices.Equal(drawn, frameOf(want, i))
			})
		}
		f.frames = append(f.frames, frame{shoot(), step.seconds})
	}
	return f.svg(w.Terminal)
}
