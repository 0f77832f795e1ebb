package margin

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// bricks are the parts of random notes, difficult ones last.
var bricks = []string{
	"a ", "the ", "levy ", "incomprehensibilities ", "4.20, ", "“so” ", "- ", "\n", "\n\n", "  ", "**bold** ", "…", "https://example.org/a/b ",
	"中文字没有空格。", "नमस्ते ", "👩\u200d🚀", "🇩🇪", "🇩", "❤️", "e\u0301", "\u0301", "\u0600", "\u3000", "ﷺ", "ｶ\uff9e", "\u1100\u1161", "\t", "\x1b[31m", "\u200d", "\u2028",
}

const harmless = 13 // how many bricks every terminal draws as they are

func genText(from []string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(from), 0, 30).Draw(t, "bricks"), "")
	})
}

func genAnnotation(from []string) *rapid.Generator[annotate.Annotation] {
	return rapid.Custom(func(t *rapid.T) annotate.Annotation {
		a := annotate.Annotation{Tag: rapid.SampledFrom(annotate.Tags()).Draw(t, "tag"), Note: genText(from).Draw(t, "note")}
		for _, name := range rapid.SliceOfN(rapid.SampledFrom([]string{
			"claimant", "status", "sources", "speaker", "role", "verified", "reference", "holder", "basis",
		}), 0, 3).Draw(t, "fields") {
			a.Fields = a.Fields.With(name, genText(from).Draw(t, name))
		}
		return a
	})
}

// A scene holds the arguments of Place.
type scene struct {
	notes       []Note
	rows, width int
	canvas      kit.Canvas
}

func genScene() *rapid.Generator[scene] {
	return rapid.Custom(func(t *rapid.T) scene {
		s := scene{rows: rapid.IntRange(1, 40).Draw(t, "rows"), width: rapid.IntRange(MinWidth, 50).Draw(t, "width")}
		s.canvas = kit.Canvas{Width: 120, Height: 42,
			Method: rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(t, "method"),
			Theme:  rapid.SampledFrom([]*theme.Theme{{}, theme.New(theme.Options{Dark: true}), theme.New(theme.Options{})}).Draw(t, "theme"),
		}
		rows := rapid.SliceOfN(rapid.IntRange(-5, s.rows-1), 0, 2*s.rows).Draw(t, "places")
		slices.Sort(rows)
		for i, row := range rows {
			n := Note{Annotation: genAnnotation(bricks).Draw(t, "annotation"), Row: row}
			n.Annotation.ID = strconv.Itoa(i)
			s.notes = append(s.notes, n)
		}
		if at := rapid.IntRange(-1, len(rows)-1).Draw(t, "current"); at >= 0 {
			s.notes[at].Current = true
		}
		return s
	})
}

func (s scene) place() []Line { return Place(s.notes, s.rows, s.width, s.canvas) }

// A placedNote is a note with its rows.
type placedNote struct {
	note        Note
	top, height int
}

// placed finds the notes in lines. It fails the test if one is in two places, or if they
// are not in the order of the annotations.
func (s scene) placed(t *rapid.T, lines []Line) (list []placedNote) {
	last := -1
	for row, line := range lines {
		switch at, err := strconv.Atoi(line.ID); {
		case err != nil:
		case at == last:
			list[len(list)-1].height++
			if lines[row-1].ID != line.ID {
				t.Fatalf("note %d is parted at row %d", at, row)
			}
		case at < last:
			t.Fatalf("note %d is below note %d", at, last)
		default:
			last = at
			list = append(list, placedNote{s.notes[at], row, 1})
		}
	}
	return list
}

func TestEveryRowHasALineAndNoneIsTooWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genScene().Draw(t, "scene")
		lines := s.place()
		if len(lines) != s.rows {
			t.Fatalf("%d lines for %d rows", len(lines), s.rows)
		}
		for row, line := range lines {
			if got := s.canvas.Method.StringWidth(line.Text); got > s.width {
				t.Fatalf("row %d is %d wide of %d: %q", row, got, s.width, line.Text)
			}
			if strings.ContainsFunc(ansi.Strip(line.Text), unicode.IsControl) || strings.Contains(line.Text, "\x1b[31m") {
				t.Fatalf("row %d holds a control character: %q", row, line.Text)
			}
		}
	})
}

func TestNoteHasItsLetterOnlyAtItsBeginning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genScene().Draw(t, "scene")
		lines := s.place()
		for _, n := range s.placed(t, lines) {
			for row := range n.height {
				letter := []rune(ansi.Strip(lines[n.top+row].Text))[2]
				if want := []rune(n.note.Annotation.Tag.Letter() + " ")[min(row, 1)]; letter != want {
					t.Fatalf("row %d of note %s has the letter %q", row, n.note.Annotation.ID, letter)
				}
			}
		}
	})
}

func TestEveryNoteIsShownOrCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genScene().Draw(t, "scene")
		lines := s.place()
		n, want := len(s.placed(t, lines)), len(withoutBare(s.notes))
		_, counted, some := strings.Cut(ansi.Strip(lines[s.rows-1].Text), "+")
		if lines[s.rows-1].ID != "" || !some {
			if n != want && s.rows > 1 {
				t.Fatalf("%d of %d notes are shown, the others are not counted", n, want)
			}
			return
		}
		if left, _ := strconv.Atoi(strings.TrimSuffix(counted, " more")); n+left != want || left == 0 {
			t.Fatalf("%d notes are shown and %q are counted of %d", n, counted, want)
		}
	})
}

func TestTheCurrentNoteIsWholeAndAtItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genScene().Draw(t, "scene")
		list := s.placed(t, s.place())
		at := slices.IndexFunc(list, func(n placedNote) bool { return n.note.Current })
		if at < 0 {
			if slices.ContainsFunc(s.notes, func(n Note) bool { return n.Current }) {
				t.Fatal("the current note is not shown")
			}
			return
		}
		c := list[at]
		p := newPainter([]Note{c.note}, 0, extent{currentRows, lineGap}, s.width, s.canvas)
		full := p.rows(0, currentRows)
		if c.height < min(full, s.rows-1) {
			t.Fatalf("%d of its %d rows are shown", c.height, full)
		}
		place := max(c.note.Row, 0)
		if c.top > max(place, at) {
			t.Fatalf("the note is at row %d, want %d, with %d notes above", c.top, place, at)
		}
		below := s.rows - c.top - c.height
		if c.top < place && below > len(list)-at { // the last row may be taken for the count
			t.Fatalf("the note is at row %d, want %d, with %d rows free below", c.top, place, below)
		}
	})
}

func TestNoteIsAsCloseAsPossibleToItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genScene().Draw(t, "scene")
		for i := range s.notes {
			s.notes[i].Current = false
		}
		lines := s.place()
		list := s.placed(t, lines)
		for i, n := range list {
			place := max(n.note.Row, 0)
			if n.top < place && slices.ContainsFunc(lines[n.top:], func(l Line) bool { return l.Text == "" }) {
				t.Fatalf("note %s moved up from %d to %d with room below", n.note.Annotation.ID, place, n.top)
			}
			if n.top <= place {
				continue
			}
			if i == 0 || list[i-1].top+list[i-1].height != n.top {
				t.Fatalf("note %s moved down from %d to %d for nothing", n.note.Annotation.ID, place, n.top)
			}
			if n.top > place+drift && list[i-1].height > 1 {
				t.Fatalf("note %s moved down from %d to %d below one that could be cut", n.note.Annotation.ID, place, n.top)
			}
		}
	})
}

// An annotation is bare if nothing but its tag is drawn.
func TestOnlyAnAnnotationWithoutWordsIsBare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := genAnnotation(bricks[:harmless]).Draw(t, "annotation")
		w := newWriter(1)
		w.add(Note{Annotation: a}, fieldGap, 10_000)
		if bare := w.article().Text == string(a.Tag); bare != (Note{Annotation: a}).IsBare() {
			t.Fatalf("IsBare is %v, but %q is written", (Note{Annotation: a}).IsBare(), w.article().Text)
		}
		if err := w.article().Check(); err != nil {
			t.Fatal(err)
		}
	})
}

// The visible part of a note is exactly its beginning.
func TestVisibleWordsAreTheNotes(t *testing.T) {
	solid := func(text string) string { return strings.Join(strings.Fields(text), "") }
	rapid.Check(t, func(t *rapid.T) {
		a := genAnnotation(bricks[:harmless]).Draw(t, "annotation")
		if (Note{Annotation: a}).IsBare() {
			return
		}
		width, rows := rapid.IntRange(MinWidth, 90).Draw(t, "width"), rapid.IntRange(1, 12).Draw(t, "rows")
		w := newWriter(1)
		w.add(Note{Annotation: a}, fieldGap, 10_000)
		whole := w.article().Text
		var shown strings.Builder
		lines := Drawer(Note{Annotation: a}, width, rows, screen(ansi.GraphemeWidth))
		for _, line := range lines {
			shown.WriteString(string([]rune(ansi.Strip(line))[leadWidth:]))
		}
		got, want := solid(shown.String()), solid(whole)
		if got == want {
			return
		}
		if got, cut := strings.CutSuffix(got, ellipsis); len(lines) < rows || !cut || !strings.HasPrefix(want, got) {
			t.Fatalf("%q shows of %q", got, want)
		}
	})
}

func TestPanelFitsItsRowsAndWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := genAnnotation(bricks).Draw(t, "annotation")
		width, rows := rapid.IntRange(0, 90).Draw(t, "width"), rapid.IntRange(0, 4).Draw(t, "rows")
		c := screen(rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(t, "method"))
		lines := Drawer(Note{Annotation: a}, width, rows, c)
		if len(lines) > rows || (len(lines) > 0) != (rows > 0 && width >= MinWidth && !(Note{Annotation: a}).IsBare()) {
			t.Fatalf("%d lines of %d", len(lines), rows)
		}
		for _, line := range lines {
			if got := c.Method.StringWidth(line); got > width {
				t.Fatalf("%q is %d wide of %d", line, got, width)
			}
		}
	})
}
