package exporting

import (
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func page(width, height int) Handover {
	a := &annotate.Article{Text: "One.", Meta: annotate.Meta{Title: "Harbour levy: what’s next?"}}
	return New(Spec{Article: a, Count: 3, Keys: keys.Default(), Formats: []Format{
		{"json", "everything, to import again", ".json"}, {"csv", "a table", ".csv"}, {"odd", "no extension", ""},
	}}).On(kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)})
}

// name is what stands in the field of the file's name.
func name(h Handover) string { return h.name.Value() }

func TestTheNameComesFromTheTitleAndFollowsTheFormat(t *testing.T) {
	h := page(80, 24)
	if name(h) != "harbour-levy-whats-next.json" {
		t.Errorf("name %q", name(h))
	}
	h, fx := h.Press("down")
	if name(h) != "harbour-levy-whats-next.csv" || len(fx) != 1 || fx[0] != (effect.Preview{Format: "csv"}) {
		t.Errorf("name %q, effects %v", name(h), fx)
	}
	h = h.Preview("csv", Look{Lines: []string{"a,b"}})
	h, _ = h.Press("up")
	if h, fx = h.Press("tab"); len(fx) != 0 {
		t.Errorf("what is known is asked for again: %v", fx)
	}
	if name(h) != "harbour-levy-whats-next.csv" {
		t.Errorf("name %q", name(h))
	}
}

func TestANameThatThePersonChoseStays(t *testing.T) {
	h := page(80, 24).Type(tea.PasteMsg{Content: ".bak"}).Suggest("harbour-2", "~/work")
	if name(h) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("name %q", name(h))
	}
	if h, _ = h.Press("down"); name(h) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("with another format %q", name(h))
	}
}

func TestASuggestedNameReplacesTheFirst(t *testing.T) {
	if h := page(80, 24).Suggest("harbour-2", "~/work"); name(h) != "harbour-2.json" || !strings.Contains(h.View(), "in ~/work") {
		t.Errorf("name %q in\n%s", name(h), h.View())
	}
}

func TestAFileThatExistsIsReplacedBySecondEnterOnly(t *testing.T) {
	h, fx := page(80, 24).Press("enter")
	first := effect.Export{Format: "json", Name: "harbour-levy-whats-next.json"}
	if len(fx) != 1 || fx[0] != first {
		t.Fatalf("effects %v", fx)
	}
	if _, fx = h.Press("enter"); len(fx) != 0 {
		t.Fatalf("while it is written: %v", fx)
	}
	h = h.Exists(first.Name)
	if !strings.Contains(ansi.Strip(h.View()), "is there already") {
		t.Errorf("nothing is said:\n%s", h.View())
	}
	first.Replace = true
	if _, fx = h.Press("enter"); fx[0] != first {
		t.Errorf("effects %v", fx)
	}
	if _, fx = h.renamedTo("other.json").Press("enter"); fx[0].(effect.Export).Replace {
		t.Error("another name replaces a file unasked")
	}
}

func TestANameOfAnotherFormatChoosesIt(t *testing.T) {
	h, fx := page(80, 24).renamedTo("claims.csv").Press("enter")
	if h.Format().Name != "csv" || name(h) != "claims.csv" || len(fx) != 1 || fx[0] != (effect.Preview{Format: "csv"}) {
		t.Fatalf("format %q, name %q, effects %v", h.Format().Name, name(h), fx)
	}
	if !strings.Contains(ansi.Strip(h.View()), "By its name it is csv now: enter again writes that.") {
		t.Errorf("nothing is said:\n%s", h.View())
	}
	if _, fx = h.Press("enter"); len(fx) != 1 || fx[0] != (effect.Export{Format: "csv", Name: "claims.csv"}) {
		t.Errorf("effects %v", fx)
	}
}

func TestANameThatPromisesAnotherProgramIsAskedAbout(t *testing.T) {
	h, fx := page(80, 24).renamedTo("claims.xlsx").Press("enter")
	if len(fx) != 0 || !strings.Contains(ansi.Strip(h.View()), "claims.xlsx would hold json") {
		t.Fatalf("effects %v\n%s", fx, h.View())
	}
	if _, fx = h.Press("enter"); len(fx) != 1 || fx[0] != (effect.Export{Format: "json", Name: "claims.xlsx"}) {
		t.Errorf("effects %v", fx)
	}
	if _, fx = page(80, 24).renamedTo("claims").Press("enter"); len(fx) != 1 {
		t.Error("a name without an ending is asked about")
	}
}

// renamedTo is the screen after a person typed a name over the one there.
func (h Handover) renamedTo(typed string) Handover {
	for range name(h) {
		h = h.Type(tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
	return h.Type(tea.PasteMsg{Content: typed})
}

func TestAFileNeedsAName(t *testing.T) {
	h := page(80, 24)
	for range name(h) {
		h = h.Type(tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
	if h, fx := h.Press("enter"); len(fx) != 0 || !strings.Contains(h.View(), "needs a name") {
		t.Errorf("effects %v\n%s", fx, h.View())
	}
}

func TestTheCursorStandsInTheNameAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {80, 24}, {120, 40}, {200, 60}} {
		h := page(size[0], size[1]).Suggest("harbour", "~/work").Preview("json", Look{strings.Split(strings.Repeat("{\n", 80), "\n"), "2 notes"})
		rows := strings.Split(ansi.Strip(h.View()), "\n")
		_, row, shown := h.Cursor()
		if len(rows) != size[1] || !shown || !strings.Contains(rows[row], "File  harbour.json") || !strings.Contains(rows[row+1], "in ~/work   without 2 notes") {
			t.Errorf("%v: %d rows, cursor at %d:\n%s", size, len(rows), row, strings.Join(rows, "\n"))
		}
		for _, r := range rows {
			if ansi.StringWidth(r) > size[0] {
				t.Errorf("%v: too wide: %q", size, r)
			}
		}
	}
}

func TestAClickChoosesAFormat(t *testing.T) {
	h := page(80, 24)
	if h, _ := h.Click(h.headRows() + 1); h.Format().Name != "csv" {
		t.Errorf("format %q", h.Format().Name)
	}
	if h, _ := h.Click(h.headRows() + 3); h.Format().Name != "json" {
		t.Errorf("below the formats: %q", h.Format().Name)
	}
}

// What the wheel pushes off the screen is chosen no longer; the name and what is
// shown of the file go along.
func TestTheWheelChoosesWhatItLeaves(t *testing.T) {
	a := &annotate.Article{Text: "One.", Meta: annotate.Meta{Title: "One"}}
	formats := []Format{{"f0", "", ".f0"}, {"f1", "", ".f1"}, {"f2", "", ".f2"}, {"f3", "", ".f3"}, {"f4", "", ".f4"}, {"f5", "", ".f5"}}
	h := New(Spec{Article: a, Count: 1, Keys: keys.Default(), Formats: formats}).On(kit.Canvas{Width: 80, Height: 10, Theme: new(theme.Theme)})
	seen := map[string]bool{}
	for range len(formats) {
		var fx []effect.Effect
		was := h.Format()
		h, fx = h.Scroll(1)
		now := h.Format()
		seen[now.Name] = true
		if !strings.HasSuffix(name(h), now.Extension) {
			t.Errorf("%s goes into %s", now.Name, name(h))
		}
		if asked := len(fx) == 1 && fx[0] == (effect.Preview{Format: now.Name}); asked == (was == now) {
			t.Errorf("from %s to %s: effects %v", was.Name, now.Name, fx)
		}
	}
	if len(seen) < 2 {
		t.Error("all formats fit: nothing was tried")
	}
}

func TestTheFormatOfTheLastExportComesFirst(t *testing.T) {
	formats := []Format{{"json", "", ".json"}, {"csv", "", ".csv"}}
	for last, want := range map[string]string{"": "one.json", "csv": "one.csv", "unknown": "one.json"} {
		h := New(Spec{Article: &annotate.Article{Text: "One.", Meta: annotate.Meta{Title: "One"}}, Count: 1, Keys: keys.Default(), Formats: formats, Last: last})
		if name(h) != want {
			t.Errorf("after %q: %q, want %q", last, name(h), want)
		}
	}
}

func TestNamesOfFiles(t *testing.T) {
	for title, want := range map[string]string{
		"Harbour levy passes":   "harbour-levy-passes",
		"../../etc/passwd":      "etc-passwd",
		"..":                    "annotations",
		"":                      "annotations",
		"  -rf $(x) `y` ; *":    "rf-x-y",
		"Où va l’été ?":         "où-va-lété",
		"港口税通过":                 "港口税通过",
		"CON":                   "con-annotations",
		"com1":                  "com1-annotations",
		"a\x1b]0;t\x07b\u202ec": "a-0-t-b-c",
		"🎈":                     "annotations",
		"👩‍🚀 flew":              "flew",
		"नमस्ते":                "नमस्ते",
	} {
		if got := Stem(title); got != want {
			t.Errorf("Stem(%q) = %q, want %q", title, got, want)
		}
	}
}

// Whatever the title is, the name is short, of one part, and a plain word to a
// shell.
func TestEveryTitleMakesAHarmlessName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stem := Stem(rapid.String().Draw(t, "title"))
		if stem == "" || len(stem) > longestStem+len("-annotations") || strings.HasPrefix(stem, "-") || strings.HasSuffix(stem, "-") {
			t.Fatalf("%q", stem)
		}
		for _, r := range stem {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				t.Fatalf("%q holds %q", stem, r)
			}
		}
	})
}
