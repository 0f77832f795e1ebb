package reader_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// on draws the session on a screen with colors.
func (s *session) on(width, height int) *session {
	s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: height, Method: ansi.WcWidth, Theme: theme.New(theme.Options{Dark: true})}})
	return s
}

// column returns the column of words on the screen, or -1, without styles.
func (s *session) column(words string) int {
	text, _ := s.view()
	for _, row := range strings.Split(ansi.Strip(text), "\n") {
		if before, _, ok := strings.Cut(row, words); ok {
			return ansi.StringWidth(before)
		}
	}
	return -1
}

// The text is in the center as long as no annotation has a note, and its rows stay the
// same when it moves.
func TestTextWithoutNotesIsCentered(t *testing.T) {
	const gutter = 10
	for width, centered := range map[int]int{120: (120-82)/2 + gutter, 160: (160-82)/2 + gutter, 80: gutter} {
		s := openLevy(t).on(width, 40)
		if got := s.column("The vote came"); got != centered {
			t.Errorf("%d columns: the text begins in column %d, want %d", width, got, centered)
		}
		if got := s.types("2Gc").column("The vote came"); got != centered {
			t.Errorf("%d columns: with an annotation without a note in %d, want %d", width, got, centered)
		}
		before, _ := s.view()
		a := s.saved.All()[0]
		s.send(kit.CardMsg{Annotation: a.ID, Left: kit.Draft{Note: "four hundred"}})
		beside := s.column("The vote came")
		if wide := width >= 100; (beside < centered) != wide || s.column("four hundred") < 0 {
			t.Errorf("%d columns: with a note in column %d:\n%s", width, beside, s.reader.View().Content)
		}
		if s.types("u"); s.column("The vote came") != centered {
			t.Errorf("%d columns: without the note again in column %d", width, s.column("The vote came"))
		}
		if after, _ := s.view(); ansi.Strip(after) != ansi.Strip(before) {
			t.Errorf("%d columns: the rows are others:\n%s\nbefore:\n%s", width, ansi.Strip(after), ansi.Strip(before))
		}
	}
}

func TestABlankRowIsUnderTheHeader(t *testing.T) {
	for dense, want := range map[bool]int{false: 2, true: 1} {
		s := openLevy(t)
		s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme), Dense: dense}})
		text, _ := s.view()
		rows := strings.Split(text, "\n")
		if strings.TrimSpace(rows[want]) == "" || want == 2 && rows[1] != "" || len(rows) != 23 {
			t.Errorf("dense %v, %d rows:\n%s", dense, len(rows), text)
		}
	}
}

// folded returns an article whose blocks are folded where the text begins with "-".
func foldedArticle(t *testing.T, text string) *annotate.Article {
	a := readArticle(t, text, "text")
	for i, b := range a.Blocks {
		a.Blocks[i].Folded = strings.HasPrefix(b.Span.In(a.Text), "~")
	}
	return a
}

func TestParagraphMotionsPassFoldedBlocks(t *testing.T) {
	const text = "~Menu of the day.\n\n~More.\n\nOne is here. It is.\n\n~Plug one.\n\n~Plug two.\n\nTwo is here.\n\n~Plug three.\n\nThree is here.\n\n~The end of it."
	for keys, want := range map[string]string{
		"gg}":  "One",
		"}":    "Two",
		"}}":   "Three",
		"2}":   "Three",
		"}}}":  ".",
		"3}{":  "Three",
		"3}{{": "Two",
		"3}3{": "One",
		"3}9{": "One",
		"v}":   "i",
		"}j{":  "Two",
	} {
		a := foldedArticle(t, text)
		s := newSession(a, strings.Index(a.Text, "One")).on(80, 24)
		s.types(keys)
		if got := a.Text[s.reader.Caret():]; keys != "v}" && !strings.HasPrefix(got, want) {
			t.Errorf("%s leads to %q, want %q", keys, got[:min(len(got), 20)], want)
		}
		if strings.HasPrefix(a.Blocks[a.BlockAt(s.reader.Caret())].Span.In(a.Text), "~") {
			t.Errorf("%s leads into a fold", keys)
		}
	}
}

// A highlight over cells of a table covers the blanks that align them, too.
func TestHighlightsInTablesHaveNoHoles(t *testing.T) {
	a := readArticle(t, "Fares:\n\n| from | crowns |\n|---|---|\n| Kelder Bay | 4.20 |\n| Os | 12 |\n", "markdown")
	for _, keys := range []string{"GV", "GVc", "GVq1G"} {
		s := newSession(a, 0).on(80, 24)
		s.types(keys)
		text, _ := s.view()
		for _, row := range strings.Split(text, "\n") {
			plain := ansi.Strip(row)
			at, end := strings.Index(plain, "Os"), strings.Index(plain, "12")
			if at < 0 || end < 0 {
				continue
			}
			_, after, _ := strings.Cut(row, "Os")
			if before, _, _ := strings.Cut(after, "12"); strings.Contains(before, "\x1b") {
				t.Errorf("%s: the style changes between the cells: %q", keys, before)
			}
		}
	}
}

// An annotation of several paragraphs names them wherever its place is shown.
func TestPlacesOverSeveralParagraphs(t *testing.T) {
	s := openLevy(t).on(120, 40).types("1GvGc")
	summary := s.steps[0].Summary
	if !strings.HasPrefix(summary, "claim in ¶1–") {
		t.Errorf("the step is %q", summary)
	}
	if place := s.reader.DescribePlace(s.saved.All()[0]); !strings.HasPrefix(place, "Claim in ¶1–") {
		t.Errorf("the card says %q", place)
	}
	s.send(kit.CardMsg{Annotation: s.saved.All()[0].ID, Left: kit.Draft{Note: "all of it"}})
	if text, _ := s.types("gg").view(); !strings.Contains(ansi.Strip(text), "¶1–") {
		t.Errorf("the margin says no place:\n%s", ansi.Strip(text))
	}
	if _, footer := s.types("u").view(); !strings.Contains(ansi.Strip(footer), "¶1–") {
		t.Errorf("undo says %q", ansi.Strip(footer))
	}
}

// The Markdown of a note is drawn, in the margin and in the drawer.
func TestNotesInTheMarginAreMarkdown(t *testing.T) {
	for _, width := range []int{80, 120} {
		s := openLevy(t).on(width, 40).types("1Gc")
		s.send(kit.CardMsg{Annotation: s.saved.All()[0].ID, Left: kit.Draft{Note: "See **the fares** and `table`.\n\n- one\n- two"}})
		text, _ := s.view()
		plain := ansi.Strip(text)
		if strings.ContainsAny(plain, "*`") || !strings.Contains(plain, "the fares and table.") || width == 120 && !strings.Contains(plain, "• one") {
			t.Errorf("%d columns:\n%s", width, plain)
		}
	}
}

// What was read is the furthest row that was on the screen, and moving back loses nothing.
func TestReadIsTheFurthestThatWasOnTheScreen(t *testing.T) {
	s := paragraphs(t, 40)
	s.types("gg").on(80, 24)
	first := newSession(s.reader.Article(), 0).on(80, 24)
	if read := first.reader.Read(); read <= 0 || read > 20 {
		t.Errorf("%d%% of the first screen", read)
	}
	down := newSession(s.reader.Article(), 0).on(80, 24).types("<ctrl+d><ctrl+d>")
	read := down.reader.Read()
	if caret := down.reader.Percent(down.reader.Caret()); read <= first.reader.Read() || read < caret {
		t.Errorf("%d%% after two pages, the caret is at %d%%", read, caret)
	}
	if down.types("gg"); down.reader.Read() != read {
		t.Errorf("back at the top %d%%, was %d%%", down.reader.Read(), read)
	}
	if down.types("Ggg"); down.reader.Read() != 100 {
		t.Errorf("%d%% after the end", down.reader.Read())
	}
}
