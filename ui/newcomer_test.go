package ui_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/ui"
)

// A newcomer presses only keys that the screen shows at that moment.
type newcomer struct{ *window }

// presses waits until the screen shows a hint, and presses its key, which must be a
// separate word in the hint.
func (n newcomer) presses(key, hint string) {
	n.t.Helper()
	separates := func(r rune) bool { return unicode.IsSpace(r) || r == ':' || r == ',' }
	named := false
	for _, word := range strings.FieldsFunc(hint, separates) {
		named = named || word == key
	}
	if !named {
		n.t.Fatalf("%q does not name the key %q", hint, key)
	}
	n.sees(hint)
	if _, special := keyNames[key]; special {
		n.types("<" + key + ">")
		return
	}
	n.types(key)
}

// keyNames holds the keys that have a name instead of a character.
var keyNames = map[string]bool{"enter": true, "tab": true, "esc": true, "space": true}

// A new user tags a claim, a quote with its speaker and an opinion, and exports them to
// a file. On a small screen, the hints for new users show the keys for which the footer
// has no room.
func TestNewcomerTagsAndExportsFromTheScreenAlone(t *testing.T) {
	for name, c := range map[string]struct {
		width, height int
		first         bool
		export        string
	}{
		"first run at 80x24":  {80, 24, true, "E: export them all to a file"},
		"later at 120x40":     {120, 40, false, "E export"},
		"first run at 200x60": {200, 60, true, "E export"},
	} {
		t.Run(name, func(t *testing.T) {
			m, folder := newWorld(t, article("levy", levy)), desk(t)
			n := newcomer{open(t, m, "levy", c.width, c.height, func(cfg *ui.Config) { cfg.Document.First = c.first })}
			n.presses(")", ") next")
			n.presses("c", "c claim")
			n.presses(")", ") goes on")
			n.presses(")", ") next")
			n.presses("q", "q quote")
			n.presses("enter", "enter adds who said it")
			n.sees("▸ speaker")
			n.types("Ada Lund")
			n.presses("esc", "esc save and close")
			n.presses(")", ") goes on")
			n.presses("o", "o opinion")
			n.presses(")", ") goes on")
			n.presses("E", c.export)
			n.presses("enter", "enter write it")
			n.sees("Wrote 3 annotations to ~/desk/harbour-levy-passes.json")
			wantMarks(t, m,
				"claim: The vote came after nine hours, the longest sitting since 1998.",
				"quote: “Nobody asked the ferry crews,” said Ada Lund.",
				"opinion: The levy adds 4.20 to every ticket.")
			if quote := m.set("levy").All()[1]; quote.Who() != "Ada Lund" || quote.Tag != annotate.Quote {
				t.Errorf("got a %s by %q, want a quote by Ada Lund", quote.Tag, quote.Who())
			}
			if got := contents(filepath.Join(folder, "harbour-levy-passes.json")); strings.Count(got, `"quote": `) != 3 {
				t.Errorf("the file holds:\n%s", got)
			}
		})
	}
}

// The help page shows the keys that scroll it and leave it.
func TestNewcomerFindsAKeyOnTheHelpPage(t *testing.T) {
	n := newcomer{open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)}
	n.presses("?", "? help")
	for pages := 0; !strings.Contains(n.Text(), "export the annotations"); pages++ {
		if pages == 10 {
			t.Fatal("the help page does not list the export key")
		}
		before := n.Text()
		n.presses("space", "space more")
		n.until("the next page", func() bool { return n.Text() != before })
		n.rest(n.Text)
	}
	n.presses("esc", "esc back")
	n.sees("READ")
}

func TestTextObjectsSelectFromReading(t *testing.T) {
	for keys, want := range map[string]string{
		"/nine<enter>+":       "nine",
		"/nine<enter>iw":      "nine",
		"/nine<enter><esc>iw": "nine",
		"/Nobody<enter>iq":    "Nobody asked the ferry crews,",
	} {
		m := newWorld(t, article("levy", levy))
		w := open(t, m, "levy", 80, 24)
		w.sees("READ")
		w.types(keys)
		w.sees("SELECT")
		w.types("c")
		w.sees("Claim marked")
		if got := m.set("levy").All()[0].Anchor.Exact; got != want {
			t.Errorf("%s selected %q, want %q", keys, got, want)
		}
	}
}

func TestKeyThatSelectsNothingTagsNothing(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("iq")
	w.sees("No quotation here")
	w.sees("C 0  Q 0  O 0")
}

func TestCardSaysWhatToSetForAnEditor(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24, func(c *ui.Config) {
		c.Editor = func(string) (*exec.Cmd, func() (string, error), error) {
			return nil, nil, errors.New("set VISUAL or EDITOR")
		}
	})
	w.sees("READ")
	w.types("1Gc<enter>")
	w.sees("CARD")
	w.types("\x05")
	w.sees("No editor: set VISUAL or EDITOR")
}

func TestNextOpenAnnotationIsDescribedInOneRow(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1GcSugg!")
	w.sees("1 still open · S status  a source")
}
