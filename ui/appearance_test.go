package ui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/vterm"
	"galley/ui"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// bare returns the number of cells with the terminal's own background.
func (w *window) bare() (n int) {
	width, height := w.Size()
	for row := range height {
		for col := range width {
			if w.Cell(col, row).Style.Bg == nil {
				n++
			}
		}
	}
	return n
}

func TestNextThemeCyclesThroughAll(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.sees("C 1")
	text := func() string { return strings.Join(strings.Split(w.Text(), "\n")[1:20], "\n") }
	before := text()
	for _, name := range []string{theme.Sepia, theme.HighContrast, "light", ""} { // dark looks like the theme at the start
		w.types("gt")
		w.sees(map[bool]string{true: "Theme " + name, false: "Galley started with"}[name != ""])
		owns := name == theme.Sepia || name == theme.HighContrast
		w.until(fmt.Sprintf("the ground of %q", name), func() bool { return owns == (w.bare() == 0) })
		if got := text(); got != before {
			t.Errorf("%s changes the text:\n%s", name, got)
		}
	}
	w.types("L")
	w.sees("LIBRARY")
	w.types("gt")
	w.until("paper in the library", func() bool { return w.bare() == 0 })
	w.types("?")
	w.sees("HELP")
	w.until("paper under the help", func() bool { return w.bare() == 0 })
}

// Double line spacing changes no position in the text: of clicks, of notes in the
// margin, of the row in the middle of the screen.
func TestDoubleLineSpacing(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 120, 24)
	w.sees("READ")
	w.types("2Gc<enter><s-tab>note here<esc>")
	w.saved(m, "levy", 1)
	w.types("2Ggs")
	w.sees("Line spacing 2")
	_, first, _ := w.Find("“Nobody asked")
	if _, second, ok := w.Find("every ticket."); ok && second != first && second != first+2 {
		t.Errorf("rows %d and %d:\n%s", first, second, w.Text())
	}
	if _, note, ok := w.Find("note here"); !ok || note != first {
		t.Errorf("the note is in row %d, its words in %d:\n%s", note, first, w.Text())
	}
	col, row, _ := w.Find("nine hours")
	w.Click(vterm.Left, col+1, row)
	w.Click(vterm.Left, col+1, row)
	w.sees("SELECT")
	w.types("q")
	w.saved(m, "levy", 2)
	wantMarks(t, m, "quote: nine", "claim: “Nobody asked the ferry crews,” said Ada Lund.")
	w.resizes(60, 15)
	w.sees("nine")
	w.types("gs")
	w.sees("Line spacing 1")
}

func TestSpacingOfTheSettingsCounts(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 50, 24, func(c *ui.Config) { c.Spacing = 2 })
	w.sees("READ")
	_, first, _ := w.Find("The vote came")
	if _, second, ok := w.Find("longest sitting"); !ok || second != first+2 {
		t.Errorf("rows %d and %d:\n%s", first, second, w.Text())
	}
}

// looks are terminals with all colors, with 16, and with none.
var looks = map[string]func(*ui.Config){
	"truecolor": func(c *ui.Config) { c.Terminal = theme.Options{Dark: true, StyledUnderlines: true} },
	"16 colors": func(c *ui.Config) {
		c.Terminal = theme.Options{Dark: true, Sixteen: true}
		c.Options = append(c.Options, tea.WithColorProfile(colorprofile.ANSI))
	},
	"monochrome": func(c *ui.Config) {
		c.Terminal = theme.Options{Dark: true, Mono: true}
		c.Options = append(c.Options, tea.WithColorProfile(colorprofile.ANSI))
	},
}

// If annotated words were edited, it is uncertain whether the annotation still fits.
// They never look like words for which that is certain.
func TestAGuessLooksLikeOneOnEveryTerminal(t *testing.T) {
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			a := article("levy", levy)
			m := newWorld(t, a)
			var changes []annotate.Change
			for i, words := range []string{"nine hours", "three years", "4.20"} {
				at := strings.Index(a.Text, words)
				mark := annotate.Annotation{ID: fmt.Sprint("m", i), Article: "levy", Tag: annotate.Claim, Created: now, Modified: now,
					Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: at, End: at + len(words)})}
				mark.Anchor.State = []annotate.State{annotate.Anchored, annotate.Changed, annotate.Ambiguous}[i]
				changes = append(changes, annotate.Create(mark))
			}
			m.elsewhere(t, "levy", changes...)
			w := open(t, m, "levy", 120, 24, look)
			w.sees("? 2") // the header counts uncertain annotations
			certain, guess, lost := w.cellAt("nine hours"), w.cellAt("three years"), w.cellAt("4.20")
			if guess.Bg != nil || guess.Attrs&uv.AttrReverse != 0 || guess.Underline == ansi.UnderlineNone {
				t.Errorf("a guess is drawn as %s", describe(guess))
			}
			if guess.Equal(&certain) || lost.Bg != nil || lost.Underline != ansi.UnderlineNone {
				t.Errorf("certain %s, guess %s, without a place %s", describe(certain), describe(guess), describe(lost))
			}
			_, row, _ := w.Find("three years")
			if col, _, _ := w.Find("The vote"); !strings.Contains(w.Line(row)[:col], "C?") {
				t.Errorf("the gutter shows %q", w.Line(row)[:col])
			}
			if !strings.Contains(w.Text(), "C?words changed") {
				t.Errorf("the margin shows no sign:\n%s", w.Text())
			}
		})
	}
}

// cellAt returns the style of the first cell of words on the screen.
func (w *window) cellAt(words string) uv.Style {
	w.t.Helper()
	col, row, ok := w.Find(words)
	if !ok {
		w.t.Fatalf("%q is not on the screen:\n%s", words, w.Text())
	}
	return w.Cell(col, row).Style
}

// A terminal with 16 colors would show the light blue of the themes as dark blue on
// black.
func TestKeysCanBeReadInSixteenColors(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24, looks["16 colors"])
	w.sees("c claim")
	if s := w.cellAt("c claim"); s.Fg != ansi.BrightCyan {
		t.Errorf("a key is drawn as %s", describe(s))
	}
	if !slices.Contains([]string{"reverse", "bold, reverse"}, describe(w.cellAt("READ"))) {
		t.Errorf("the mode is drawn as %s", describe(w.cellAt("READ")))
	}
}

// The first press of the next-theme key changes colors on every terminal that has some.
func TestNextThemeChangesColorsAtOnce(t *testing.T) {
	for _, o := range []theme.Options{{}, {Dark: true}, {Sixteen: true}, {Dark: true, Sixteen: true}} {
		t.Run(fmt.Sprintf("%+v", o), func(t *testing.T) {
			w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24, func(cfg *ui.Config) {
				cfg.Terminal = o
				if o.Sixteen {
					cfg.Options = append(cfg.Options, tea.WithColorProfile(colorprofile.ANSI))
				}
			})
			w.sees("READ")
			w.types("1Gc")
			w.sees("C 1")
			before := w.golden()
			w.types("gt")
			w.sees("until you quit.")
			_, then, _ := strings.Cut(w.golden(), "-- styles --")
			if _, now, _ := strings.Cut(before, "-- styles --"); strings.Join(strings.Split(now, "\n")[:20], "\n") == strings.Join(strings.Split(then, "\n")[:20], "\n") && legend(now) == legend(then) {
				t.Errorf("nothing changed:\n%s", then)
			}
		})
	}
}

// legend returns the legend of a golden screen.
func legend(golden string) string {
	_, list, _ := strings.Cut(golden, "-- legend --")
	return list
}
