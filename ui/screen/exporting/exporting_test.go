package exporting

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// page returns the screen, in a new current folder.
func page(t testing.TB, width, height int) Model {
	t.Helper()
	t.Chdir(t.TempDir())
	a := &annotate.Article{ID: "levy", Text: "One.", Meta: annotate.Meta{Title: "Harbour levy: what’s next?"}}
	a.Blocks = []annotate.Block{{Span: annotate.Span{End: len(a.Text)}}}
	a.Source.Kind, a.Digest = annotate.FromStdin, annotate.DigestOf(a.Text)
	annotate.NumberBlocks(a.Blocks)
	claim := annotate.Annotation{ID: "claim", Article: a.ID, Tag: annotate.Claim, Anchor: anchor.Describe(a.Text, a.Digest, a.Blocks[0].Span)}
	lib := library.New(library.Options{Path: "galley.db", Version: "test", Now: time.Now})
	m := New(&kit.Outbox{}, kit.TextSpec{Article: a, Annotations: annotate.NewSet([]annotate.Annotation{claim}), Keys: keys.Default()}, lib).(Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)}})
}

// files lists the files in the folder.
func files(t testing.TB) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// finish presses a key and runs the resulting commands. done is the message that is
// posted to the root, or "".
func finish(m Model, key string) (_ Model, done string) {
	_, press := kit.NewKeyReader(keys.Default()).Read(m.Keyboard(), kittest.Key(key))
	updated, cmd := m.Update(press)
	if m = updated.(Model); cmd == nil {
		return m, ""
	}
	switch msg := cmd().(type) {
	case kit.ForMsg:
		return kittest.Update(m, msg.Msg), ""
	case kit.FinishedMsg:
		return m, msg.Text
	}
	return m, ""
}

// name returns the file name in the field.
func name(m Model) string { return m.name.Value() }

// view returns the screen as text.
func view(m Model) string { return ansi.Strip(m.View().Content) }

// renamedTo returns the screen after replacing the file name.
func (m Model) renamedTo(typed string) Model {
	for range name(m) {
		m = kittest.Press(m, "backspace")
	}
	return kittest.Update(m, tea.PasteMsg{Content: typed})
}

func TestTheNameComesFromTheTitleAndFollowsTheFormat(t *testing.T) {
	m := page(t, 80, 24)
	if name(m) != "harbour-levy-whats-next.json" {
		t.Errorf("name %q", name(m))
	}
	m, _ = finish(m, "down")
	if _, known := m.previews["jsonl"]; name(m) != "harbour-levy-whats-next.jsonl" || !known {
		t.Errorf("name %q, previews %v", name(m), m.previews)
	}
	m = kittest.Press(m, "up")
	if updated, cmd := m.Update(kit.ActionMsg{Action: keys.NextFormat}); cmd != nil || name(updated.(Model)) != "harbour-levy-whats-next.jsonl" {
		t.Errorf("name %q; a preview that is known is asked for again: %v", name(m), cmd != nil)
	}
}

func TestNameThatTheUserChangedIsKept(t *testing.T) {
	m := kittest.Update(page(t, 80, 24), tea.PasteMsg{Content: ".bak"}, suggestedMsg{"harbour-2", "~/work"})
	if name(m) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("name %q", name(m))
	}
	if m = kittest.Press(m, "down"); name(m) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("with another format %q", name(m))
	}
}

func TestNewSuggestionReplacesTheFirst(t *testing.T) {
	m := kittest.Update(page(t, 80, 24), suggestedMsg{"harbour-2", "~/work"})
	if name(m) != "harbour-2.json" || !strings.Contains(view(m), "in ~/work") {
		t.Errorf("name %q in\n%s", name(m), view(m))
	}
}

func TestExistingFileIsReplacedOnlyBySecondEnter(t *testing.T) {
	m := page(t, 80, 24)
	const path = "harbour-levy-whats-next.json"
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	writing := kittest.Press(m, "enter")
	if again, done := finish(writing, "enter"); done != "" || !strings.Contains(view(again), "writing…") {
		t.Fatalf("while it is written enter does %q\n%s", done, view(again))
	}
	m, done := finish(m, "enter")
	if done != "" || !strings.Contains(view(m), "already exists") {
		t.Errorf("%q, on the screen:\n%s", done, view(m))
	}
	finish(m.renamedTo("other.json"), "enter")
	if data, err := os.ReadFile(path); err != nil || string(data) != "mine" {
		t.Errorf("replaced unasked by %q (error %v)", data, err)
	}
	if _, done = finish(m, "enter"); !strings.HasPrefix(done, "Wrote 1 annotation to ") || !strings.HasSuffix(done, path) {
		t.Errorf("it says %q", done)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) == "mine" || !slices.Equal(files(t), []string{path, "other.json"}) {
		t.Errorf("not replaced (error %v); files %q", err, files(t))
	}
}

func TestANameOfAnotherFormatSelectsIt(t *testing.T) {
	m, _ := finish(page(t, 80, 24).renamedTo("claims.csv"), "enter")
	if _, known := m.previews["csv"]; m.format().Name != "csv" || name(m) != "claims.csv" || !known || files(t) != nil {
		t.Fatalf("format %q, name %q, files %q", m.format().Name, name(m), files(t))
	}
	if !strings.Contains(view(m), "Format changed to csv to match the name: enter again writes it.") {
		t.Errorf("nothing is said:\n%s", view(m))
	}
	finish(m, "enter")
	if data, err := os.ReadFile("claims.csv"); err != nil || !strings.Contains(string(data), "tag,quote,") {
		t.Errorf("written: %q (error %v)", data, err)
	}
}

func TestForeignExtensionIsConfirmed(t *testing.T) {
	m := page(t, 80, 24)
	asked, _ := finish(m.renamedTo("claims.xlsx"), "enter")
	if files(t) != nil || !strings.Contains(view(asked), "claims.xlsx has an unusual extension for json") {
		t.Fatalf("files %q\n%s", files(t), view(asked))
	}
	finish(asked, "enter")
	finish(m.renamedTo("claims"), "enter")
	if !slices.Equal(files(t), []string{"claims", "claims.xlsx"}) {
		t.Errorf("files %q", files(t))
	}
}

func TestAFileNeedsAName(t *testing.T) {
	if m, _ := finish(page(t, 80, 24).renamedTo(""), "enter"); files(t) != nil || !strings.Contains(view(m), "needs a name") {
		t.Errorf("files %q\n%s", files(t), view(m))
	}
}

func TestTheCursorIsInTheNameAtEverySize(t *testing.T) {
	m := page(t, 80, 24)
	for _, size := range [][2]int{{40, 10}, {80, 24}, {120, 40}, {200, 60}} {
		m := kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: size[0], Height: size[1], Theme: new(theme.Theme)}}, suggestedMsg{"harbour", "~/work"},
			previewedMsg{"json", library.Preview{Lines: strings.Split(strings.Repeat("{\n", 80), "\n"), Loss: "2 notes"}})
		rows, row := strings.Split(view(m), "\n"), m.View().Cursor.Y
		if len(rows) != size[1] || !strings.Contains(rows[row], "File  harbour.json") || !strings.Contains(rows[row+1], "in ~/work   without 2 notes") {
			t.Errorf("%v: %d rows, cursor at %d:\n%s", size, len(rows), row, strings.Join(rows, "\n"))
		}
		for _, r := range rows {
			if ansi.StringWidth(r) > size[0] {
				t.Errorf("%v: too wide: %q", size, r)
			}
		}
	}
}

func TestAClickSelectsAFormat(t *testing.T) {
	m := page(t, 80, 24)
	if m := kittest.Update(m, tea.MouseClickMsg{Y: m.headRows() + 2}); m.format().Name != "csv" {
		t.Errorf("format %q", m.format().Name)
	}
	if m := kittest.Update(m, tea.MouseClickMsg{Y: m.headRows() + m.formatRows()}); m.format().Name != "json" {
		t.Errorf("below the formats: %q", m.format().Name)
	}
}

// If the wheel scrolls the selected format off the screen, another one is selected; the
// name and the preview follow.
func TestWheelKeepsTheSelectionOnTheScreen(t *testing.T) {
	m := page(t, 80, 10)
	seen := map[string]bool{}
	for range len(m.formats) {
		was := m.format().Name
		updated, cmd := m.Update(kit.ScrollMsg{Rows: 1})
		m = updated.(Model)
		now := m.format()
		seen[now.Name] = true
		if !strings.HasSuffix(name(m), now.Extension) {
			t.Errorf("%s goes into %s", now.Name, name(m))
		}
		if asked := cmd != nil; asked == (was == now.Name) {
			t.Errorf("from %s to %s a preview is asked for: %v", was, now.Name, asked)
		}
	}
	if len(seen) < 2 {
		t.Error("all formats fit: nothing was tried")
	}
}

func TestTheFormatOfTheLastExportComesFirst(t *testing.T) {
	m := page(t, 80, 24)
	again := func(last Model) string {
		return name(New(&kit.Outbox{}, kit.TextSpec{Article: m.spec.Article, Keys: keys.Default(), Last: last}, nil).(Model))
	}
	written, _ := finish(kittest.Press(m, "down", "down"), "enter")
	if got := again(written); got != "harbour-levy-whats-next.csv" {
		t.Errorf("after csv: %q", got)
	}
	if got := again(kittest.Press(m, "down")); got != "harbour-levy-whats-next.json" {
		t.Errorf("after a format that was not written: %q", got)
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

// Whatever the title, the file name is short, has one path element, and needs no quotes
// in a shell.
func TestEveryTitleMakesAHarmlessName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stem := Stem(rapid.String().Draw(t, "title"))
		if stem == "" || len(stem) > maxStem+len("-annotations") || strings.HasPrefix(stem, "-") || strings.HasSuffix(stem, "-") {
			t.Fatalf("%q", stem)
		}
		for _, r := range stem {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				t.Fatalf("%q holds %q", stem, r)
			}
		}
	})
}
