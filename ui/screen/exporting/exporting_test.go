package exporting

import (
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// A folder is an exporter of a test: it has files, and records what is written.
type folder struct {
	formats []Format
	files   map[string]bool
	written []string // format and name, with ! for a file that was replaced
}

func (f *folder) Formats() []Format { return f.formats }

func (f *folder) Suggest(stem string) (free, path string) { return stem + "-2", "~/work" }

func (f *folder) Write(w io.Writer, o Outgoing) (lost string, err error) {
	_, err = io.WriteString(w, strings.Repeat("{\n", 80))
	return "2 notes", err
}

func (f *folder) WriteFile(name string, replace bool, o Outgoing) (path string, err error) {
	entry := o.Format + " " + name
	switch {
	case f.files[name] && !replace:
		return "", fs.ErrExist
	case f.files[name]:
		entry += "!"
	}
	f.written = append(f.written, entry)
	return "~/work/" + name, nil
}

func page(width, height int, formats ...Format) (Model, *folder) {
	f := &folder{formats: formats, files: map[string]bool{}}
	if formats == nil {
		f.formats = []Format{{"json", "everything, to import again", ".json"}, {"csv", "a table", ".csv"}, {"odd", "no extension", ""}}
	}
	a := &annotate.Article{Text: "One.", Meta: annotate.Meta{Title: "Harbour levy: what’s next?"}}
	m := New(&kit.Outbox{}, Spec{Article: a, Annotations: make([]annotate.Annotation, 3), Exporter: f, Keys: keys.Default()}).(Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)}}), f
}

// finish presses a key and finishes what it begins. done is the message that
// goes to the root, "" for none.
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

// name is what is in the field of the file's name.
func name(m Model) string { return m.name.Value() }

// view is the screen as text.
func view(m Model) string { return ansi.Strip(m.View().Content) }

// renamedTo is the screen after another name is typed over the one there.
func (m Model) renamedTo(typed string) Model {
	for range name(m) {
		m = kittest.Press(m, "backspace")
	}
	return kittest.Update(m, tea.PasteMsg{Content: typed})
}

func TestTheNameComesFromTheTitleAndFollowsTheFormat(t *testing.T) {
	m, _ := page(80, 24)
	if name(m) != "harbour-levy-whats-next.json" {
		t.Errorf("name %q", name(m))
	}
	m, _ = finish(m, "down")
	if _, known := m.previews["csv"]; name(m) != "harbour-levy-whats-next.csv" || !known {
		t.Errorf("name %q, previews %v", name(m), m.previews)
	}
	m = kittest.Press(m, "up")
	if updated, cmd := m.Update(kit.ActionMsg{Action: keys.NextFormat}); cmd != nil || name(updated.(Model)) != "harbour-levy-whats-next.csv" {
		t.Errorf("name %q; a preview that is known is asked for again: %v", name(m), cmd != nil)
	}
}

func TestANameThatTheUserChangedStays(t *testing.T) {
	m, _ := page(80, 24)
	m = kittest.Update(m, tea.PasteMsg{Content: ".bak"}, suggestedMsg{"harbour-2", "~/work"})
	if name(m) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("name %q", name(m))
	}
	if m = kittest.Press(m, "down"); name(m) != "harbour-levy-whats-next.json.bak" {
		t.Errorf("with another format %q", name(m))
	}
}

func TestASuggestedNameReplacesTheFirst(t *testing.T) {
	m, _ := page(80, 24)
	if m = kittest.Update(m, suggestedMsg{"harbour-2", "~/work"}); name(m) != "harbour-2.json" || !strings.Contains(view(m), "in ~/work") {
		t.Errorf("name %q in\n%s", name(m), view(m))
	}
}

func TestAFileThatExistsIsReplacedBySecondEnterOnly(t *testing.T) {
	m, f := page(80, 24)
	f.files["harbour-levy-whats-next.json"] = true
	writing := kittest.Press(m, "enter")
	if again, done := finish(writing, "enter"); done != "" || !strings.Contains(view(again), "writing…") {
		t.Fatalf("while it is written enter does %q\n%s", done, view(again))
	}
	m, done := finish(m, "enter")
	if done != "" || !strings.Contains(view(m), "is there already") {
		t.Errorf("%q, on the screen:\n%s", done, view(m))
	}
	finish(m.renamedTo("other.json"), "enter")
	if _, done = finish(m, "enter"); done != "Wrote 3 annotations to ~/work/harbour-levy-whats-next.json" {
		t.Errorf("it says %q", done)
	}
	if want := []string{"json other.json", "json harbour-levy-whats-next.json!"}; !slices.Equal(f.written, want) {
		t.Errorf("written: %q", f.written)
	}
}

func TestANameOfAnotherFormatSelectsIt(t *testing.T) {
	m, f := page(80, 24)
	m, _ = finish(m.renamedTo("claims.csv"), "enter")
	if _, known := m.previews["csv"]; m.format().Name != "csv" || name(m) != "claims.csv" || !known || f.written != nil {
		t.Fatalf("format %q, name %q, written %q", m.format().Name, name(m), f.written)
	}
	if !strings.Contains(view(m), "By its name it is csv now: enter again writes that.") {
		t.Errorf("nothing is said:\n%s", view(m))
	}
	finish(m, "enter")
	if !slices.Equal(f.written, []string{"csv claims.csv"}) {
		t.Errorf("written: %q", f.written)
	}
}

func TestANameWithTheExtensionOfAnotherProgramIsAskedAbout(t *testing.T) {
	m, f := page(80, 24)
	asked, _ := finish(m.renamedTo("claims.xlsx"), "enter")
	if f.written != nil || !strings.Contains(view(asked), "claims.xlsx would hold json") {
		t.Fatalf("written: %q\n%s", f.written, view(asked))
	}
	finish(asked, "enter")
	finish(m.renamedTo("claims"), "enter")
	if !slices.Equal(f.written, []string{"json claims.xlsx", "json claims"}) {
		t.Errorf("written: %q", f.written)
	}
}

func TestAFileNeedsAName(t *testing.T) {
	m, f := page(80, 24)
	if m, _ = finish(m.renamedTo(""), "enter"); f.written != nil || !strings.Contains(view(m), "needs a name") {
		t.Errorf("written: %q\n%s", f.written, view(m))
	}
}

func TestTheCursorIsInTheNameAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {80, 24}, {120, 40}, {200, 60}} {
		m, _ := page(size[0], size[1])
		m = kittest.Update(m, suggestedMsg{"harbour", "~/work"}, previewedMsg{"json", preview{strings.Split(strings.Repeat("{\n", 80), "\n"), "2 notes"}})
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
	m, _ := page(80, 24)
	if m := kittest.Update(m, tea.MouseClickMsg{Y: m.headRows() + 1}); m.format().Name != "csv" {
		t.Errorf("format %q", m.format().Name)
	}
	if m := kittest.Update(m, tea.MouseClickMsg{Y: m.headRows() + 3}); m.format().Name != "json" {
		t.Errorf("below the formats: %q", m.format().Name)
	}
}

// A format that the wheel moves off the screen is selected no longer; the name
// and the preview follow.
func TestTheWheelSelectsWhatItLeaves(t *testing.T) {
	formats := []Format{{"f0", "", ".f0"}, {"f1", "", ".f1"}, {"f2", "", ".f2"}, {"f3", "", ".f3"}, {"f4", "", ".f4"}, {"f5", "", ".f5"}}
	m, _ := page(80, 10, formats...)
	seen := map[string]bool{}
	for range len(formats) {
		was := m.format()
		updated, cmd := m.Update(kit.ScrollMsg{Rows: 1})
		m = updated.(Model)
		now := m.format()
		seen[now.Name] = true
		if !strings.HasSuffix(name(m), now.Extension) {
			t.Errorf("%s goes into %s", now.Name, name(m))
		}
		if asked := cmd != nil; asked == (was == now) {
			t.Errorf("from %s to %s a preview is asked for: %v", was.Name, now.Name, asked)
		}
	}
	if len(seen) < 2 {
		t.Error("all formats fit: nothing was tried")
	}
}

func TestTheFormatOfTheLastExportComesFirst(t *testing.T) {
	m, f := page(80, 24)
	again := func(last Model) string {
		return name(New(&kit.Outbox{}, Spec{Article: m.spec.Article, Exporter: f, Keys: keys.Default(), Last: last}).(Model))
	}
	written, _ := finish(kittest.Press(m, "down"), "enter")
	if got := again(written); got != "harbour-levy-whats-next.csv" {
		t.Errorf("after csv: %q", got)
	}
	if got := again(kittest.Press(m, "down")); got != "harbour-levy-whats-next.json" {
		t.Errorf("after csv that was not written: %q", got)
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
