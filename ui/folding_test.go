package ui_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/vterm"
)

// plugged returns an article with furniture: a menu, a plug in the middle, a footer.
func plugged() *annotate.Article {
	a := &annotate.Article{ID: "plugged00001", Meta: annotate.Meta{Title: "Levy passes"}}
	var text strings.Builder
	for i, part := range []struct {
		kind annotate.Kind
		rule string
		text string
	}{
		{annotate.Title, "", "Levy passes"},
		{annotate.Furniture, "P1 control word", "Share"},
		{annotate.Furniture, "P2 navigation", "News | Sport | Weather"},
		{annotate.Paragraph, "", "The levy adds 4.20 to every ticket. Nobody asked the crews."},
		{annotate.Furniture, "P4 plug", "Sign up for the letter about harbours."},
		{annotate.Paragraph, "", "It is a tax on people who cannot stay away."},
		{annotate.Furniture, "P5 copyright", "All rights reserved."},
	} {
		if i > 0 {
			text.WriteString(annotate.Separator)
		}
		span := annotate.Span{Start: text.Len(), End: text.Len() + len(part.text)}
		text.WriteString(part.text)
		a.Blocks = append(a.Blocks, annotate.Block{
			Kind: part.kind, Span: span, Rule: part.rule, Confidence: .96, Folded: part.kind == annotate.Furniture,
		})
	}
	a.Text = text.String()
	a.Digest = annotate.DigestOf(a.Text)
	annotate.NumberBlocks(a.Blocks)
	return a
}

func (w *window) hides(words string) {
	w.t.Helper()
	if strings.Contains(w.Text(), words) {
		w.t.Errorf("%q is on the screen:\n%s", words, w.Text())
	}
}

func TestFurnitureIsFoldedAndShownAgain(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("▸ 2 folded: control word, navigation  Share…")
	w.hides("Weather")
	w.types("z")
	w.sees("News | Sport | Weather")
	w.sees("Everything unfolded; z folds 4 blocks again.")
	w.types("z")
	w.sees("4 blocks folded; z shows all.")
	w.hides("Weather")
}

// Folded text does not count: the end of an article is before a fold at its end.
func TestPercentageCountsVisibleText(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("READ")
	w.types("G$")
	w.sees("100%")
	w.types("T")
	w.sees("CONTENTS")
	w.sees("100%")
	w.types("<esc>z")
	w.sees("90%")
}

// Occurrences in folded text are not tagged together with visible ones.
func TestTaggingTheSameWordsSkipsFolds(t *testing.T) {
	m := newWorld(t, plugged())
	w := open(t, m, "plugged00001", 80, 24)
	w.sees("READ")
	w.types("/asked<enter><esc>wiw*c")
	w.sees("1 of 1: tag “the”")
	w.types("y")
	w.saved(m, "plugged00001", 1)
	w.types("*")
	w.sees("except in folded blocks (1×)")
	w.types("z*")
	w.sees("1 of 1: tag “the”")
	w.types("y")
	w.saved(m, "plugged00001", 2)
}

func TestTheCaretPassesOverAFold(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("READ")
	w.types("jj") // title, fold, paragraph
	w.types("c")
	w.sees("Claim marked")
	w.types("kc") // on the fold
	w.sees("2 blocks folded here: control word, navigation (96% sure). enter")
	w.types("w")
	w.types("o")
	w.sees("Opinion marked")
	w.sees("C 1  Q 0  O 1")
}

func TestUnfoldingIsSaved(t *testing.T) {
	m := newWorld(t, plugged())
	w := open(t, m, "plugged00001", 80, 24)
	w.sees("READ")
	w.types("j<enter>")
	w.sees("2 blocks unfolded; Z folds them again.")
	w.sees("Weather")
	w.types("Q")
	w.quits()
	w = open(t, m, "plugged00001", 80, 24)
	w.sees("News | Sport | Weather")
	w.sees("▸ 1 folded: plug")
}

func TestBlocksUnfoldedTogetherFoldTogether(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("READ")
	w.types("j<enter>")
	w.sees("Weather")
	w.types("jZ")
	w.sees("2 blocks folded again; enter unfolds them, z shows everything.")
	w.sees("▸ 2 folded")
	w.hides("Weather")
}

func TestFoldAtTheEndIsVisibleWithItsMessage(t *testing.T) {
	a := plugged()
	w := open(t, newWorld(t, a), "plugged00001", 50, 10)
	w.sees("READ")
	w.types("G")
	w.sees("1 block folded here: copyright")
	w.sees("▸ 1 folded")
	if col, row := w.Cursor(); !strings.Contains(w.Line(row), "▸ 1 folded") {
		t.Errorf("the cursor is at %d, %d:\n%s", col, row, w.Text())
	}
}

func TestAParagraphIsFoldedByHand(t *testing.T) {
	m := newWorld(t, plugged())
	w := open(t, m, "plugged00001", 80, 24)
	w.sees("READ")
	w.types("2GZ")
	w.sees("▸ 3 folded: plug, copyright")
	w.hides("cannot stay away")
	w.types("Q")
	w.quits()
	w = open(t, m, "plugged00001", 80, 24)
	w.sees("▸ 3 folded: plug, copyright")
	w.types("z")
	w.sees("cannot stay away")
}

func TestFindingWordsUnfoldsThem(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("READ")
	w.types("/weather<enter>")
	w.sees("News | Sport | Weather")
	w.sees("1/1")
}

func TestAClickOnAFoldUnfoldsIt(t *testing.T) {
	w := open(t, newWorld(t, plugged()), "plugged00001", 80, 24)
	w.sees("▸ 1 folded: plug")
	col, row, _ := w.Find("▸ 1 folded: plug")
	w.Click(vterm.Left, col+3, row)
	w.sees("Sign up for the letter about harbours.")
}
