package ui_test

import (
	"slices"
	"strings"
	"testing"

	"galley/internal/vterm"
	"galley/ui/keys"
)

// line returns the row of the screen that contains words, counted from the top, or -1.
func (w *window) line(words string) int {
	if _, row, ok := w.Find(words); ok {
		return row
	}
	return -1
}

// clicks clicks on words once they are on the screen.
func (w *window) clicks(words string) {
	w.t.Helper()
	w.sees(words)
	col, row, _ := w.Find(words)
	w.Click(vterm.Left, col, row)
}

func TestHelpOpensOnTheKeysOfTheScreen(t *testing.T) {
	for name, c := range map[string]struct{ typed, mode, title, first, key string }{
		"reader":    {"", "READ", "Keys: reading", "Annotate ─", "tag it as a quote"},
		"selection": {"v", "SELECT", "Keys: selecting", "Annotate ─", "tag it as a quote"},
		"library":   {"L", "1 article", "Keys: the library", "Library ─", "undo the last removal"},
		"list":      {"A", "MARKS", "Keys: the list of annotations", "Views ─", "only claims"},
		"review":    {"P", "REVIEW", "Keys: the review page", "Views ─", "group by"},
		"source":    {"I", "SOURCE", "Keys: the source of an article", "Views ─", "character set"},
	} {
		for _, size := range [][2]int{{80, 24}, {120, 40}} {
			t.Run(name, func(t *testing.T) {
				w := open(t, newWorld(t, article("levy", levy)), "levy", size[0], size[1])
				w.sees("READ")
				w.types(c.typed)
				w.sees(c.mode)
				w.types("?")
				w.sees(c.title)
				w.sees(c.key)
				if first := w.line(c.first); first != 3 {
					t.Errorf("%q is in row %d:\n%s", c.first, first, w.Text())
				}
				if names := strings.Fields(strings.Split(w.Text(), "\n")[1]); !slices.Contains(names, "Galley") || names[len(names)-1] != "Others" {
					t.Errorf("the groups are not in sight:\n%s", w.Text())
				}
				w.types("?")
				w.sees(c.mode)
			})
		}
	}
}

// Help has two columns where its descriptions have room in them.
func TestHelpHasTwoColumns(t *testing.T) {
	for width, two := range map[int]bool{80: false, 120: true} {
		w := open(t, newWorld(t, article("levy", levy)), "levy", width, 40)
		w.sees("READ")
		w.types("?")
		w.sees("tag the same words")
		if a, b := w.line("tag the selection, or"), w.line("tag the same words"); a < 0 || (a == b) != two {
			t.Errorf("at %d columns: rows %d and %d:\n%s", width, a, b, w.Text())
		}
	}
}

func TestHelpIsSearched(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("?/undo")
	w.sees("undo your own steps")
	w.until("only keys about undo", func() bool { return w.line("tag it as a quote") < 0 })
	w.sees("undo the last removal") // of another screen
	w.types("<enter>")
	w.sees("HELP")
	w.types("<esc>")
	w.sees("tag it as a quote")
	w.types("/ctrl+o") // a key
	w.sees("back to where you were")
	w.types("<esc>/xyzzy")
	w.sees("No key has these words.")
	w.types("<esc><esc>")
	w.sees("READ")
}

func TestGroupsOfTheHelp(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("?<tab>")
	w.until("Select at the top", func() bool { return w.line("Select ─") == 3 })
	w.types("<s-tab>")
	w.until("Annotate at the top", func() bool { return w.line("Annotate ─") == 3 })
	w.clicks("Find")
	w.until("Find and copy at the top", func() bool { return w.line("Find and copy ─") == 3 })
	w.clicks("Others")
	w.sees("Others: select ─")
}

func TestAnActionIsRunByItsName(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1G\x10opinion")
	w.sees("tag it as an opinion")
	w.types("<enter>")
	w.sees("O 1")
	w.saved(m, "levy", 1)
	w.types("\x10review")
	w.sees("the review page: all annotations")
	w.types("<enter>")
	w.sees("1 of 1")
	w.types("\x10list of ann")
	w.sees("the list of annotations, with")
	w.types("<enter>")
	w.sees("MARKS")
	w.types("<esc>vs\x10swap")
	w.sees("go to the other end")
	w.types("<enter>")
	w.sees("SELECT")
	w.types("<esc>\x10")
	w.sees("Action:")
	w.types("<esc>")
	w.sees("READ")
}

func TestAnActionOfAnotherScreenSaysWhereItIs(t *testing.T) {
	for typed, want := range map[string]string{
		"remove":      "“remove” does not apply to reading: it is a key of the library.",
		"next format": "“next format” does not apply to reading: it is a key of the export.",
		"merge":       "“merge persons” does not apply to reading: it is a key of the list by person.",
	} {
		w := open(t, newWorld(t, article("levy", levy)), "levy", 100, 24)
		w.sees("READ")
		w.types("\x10" + typed)
		w.sees("Action: " + typed)
		w.types("<enter>")
		w.sees(want)
		w.types("<esc>")
		w.sees("READ")
	}
}

func TestThePaletteIsUsedWithTheMouse(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("?")
	w.clicks("ctrl+p actions")
	w.sees("Action:")
	w.types("<esc><esc>\x10contents")
	w.sees("Action: contents")
	w.clicks("the contents, with")
	w.sees("CONTENTS")
}

func TestColonPointsToTheActions(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types(":frobnicate<enter>")
	w.sees("frobnicate is not a command: ctrl+p lists the actions.")
}

// Each action of a screen can be run by its name, and its key is in the help.
func TestEveryActionIsInTheHelp(t *testing.T) {
	table := keys.Default()
	for _, mode := range keys.Modes() {
		listed := map[keys.Action]int{}
		for _, g := range append(table.Groups(mode), table.Elsewhere(mode)...) {
			for _, b := range g.Bindings {
				listed[b.Action]++
			}
		}
		for _, b := range table {
			if listed[b.Action] == 0 {
				t.Errorf("%v: %s is not listed", mode, b.Action)
			}
		}
		if mode.Doing() == mode.Setting() {
			t.Errorf("%v has no description", mode)
		}
	}
}
