package reader

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/kit"
	"galley/ui/screen/reader/margin"

	"pgregory.net/rapid"
)

// drawBody returns a body on a canvas, with some blocks folded.
func drawBody(t *rapid.T) *body {
	p := drawProse(t)
	for i := range p.Blocks {
		p.Blocks[i].Folded = rapid.Bool().Draw(t, "folded")
	}
	b := &body{prose: p, numbered: len(p.Blocks), prefs: preferences{measure: 72, spacing: rapid.IntRange(0, 2).Draw(t, "spacing")}}
	b.setCanvas(kit.Canvas{Width: rapid.IntRange(20, 60).Draw(t, "width"), Height: rapid.IntRange(4, 14).Draw(t, "height")})
	return b
}

// checkFull checks that the screen is full or shows the whole text.
func (b *body) checkFull(t *rapid.T) {
	if rows := b.view.rows(); len(rows) < b.view.height && rows[0] != b.view.First() {
		t.Fatalf("%d rows on a screen of %d, from %v", len(rows), b.view.height, rows[0])
	}
}

func TestRevealShowsAnOffsetAndTheRowsAroundIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBody(t)
		b.view.put(b.cluster(rapid.IntRange(0, len(b.Text)).Draw(t, "before")), rapid.IntRange(0, b.view.height-1).Draw(t, "row"))
		b.checkFull(t)
		off := b.cluster(rapid.IntRange(0, len(b.Text)).Draw(t, "off"))
		b.view.reveal(off)
		b.checkFull(t)
		row, ok := b.view.rowOf(off)
		_, above := b.view.step(b.view.top, -1)
		rows := b.view.rows()
		_, below := b.view.step(rows[len(rows)-1], 1)
		if !ok || row < b.view.edge() && above != 0 || row > b.view.height-1-b.view.edge() && below != 0 {
			t.Fatalf("row %d (%v) of %d", row, ok, b.view.height)
		}
		at := b.view.top
		if b.view.reveal(off); b.view.top != at {
			t.Fatalf("what is shown is scrolled from %v to %v", at, b.view.top)
		}
	})
}

func TestAMessageNeverCoversTheCaret(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBody(t)
		b.jump(rapid.IntRange(0, len(b.Text)).Draw(t, "off"))
		covered := rapid.IntRange(0, b.view.height/2).Draw(t, "covered")
		b.view.uncover(b.caret.off, func() int { return covered })
		if row, ok := b.view.rowOf(b.caret.off); !ok || row >= b.view.height-covered {
			t.Fatalf("the caret is on row %d (%v), %d of %d are covered", row, ok, covered, b.view.height)
		}
	})
}

// hangs reports whether the caret is on a blank past the end of its row, which has no
// cell.
func (b *body) hangs() bool {
	pos := b.view.PosAt(b.caret.off)
	return b.Text[b.caret.off] == ' ' && b.view.ColOf(pos, b.caret.off) == b.view.Row(pos).Width
}

func TestCellKnowsItsOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBody(t)
		b.jump(rapid.IntRange(0, len(b.Text)).Draw(t, "off"))
		col, row, ok := b.caretCell()
		if !ok {
			t.Fatal("the caret is not on the screen")
		}
		if _, folded := b.fold(b.caret.off); folded || b.hangs() {
			return
		}
		if off, ok := b.offsetAt(col, row); !ok || off != b.caret.off {
			t.Fatalf("the cell of %d shows %d (%v) of %q", b.caret.off, off, ok, b.Text)
		}
	})
}

func TestShrinkTakesGrowBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBody(t)
		b.sel.active = true
		b.selectSpan(b.sentence(b.cluster(rapid.IntRange(0, len(b.Text)).Draw(t, "off"))))
		var was []annotate.Span
		for range rapid.IntRange(1, 4).Draw(t, "times") {
			before := b.sel.span(b.prose)
			if b.grow() {
				was = append(was, before)
			}
		}
		for _, want := range slices.Backward(was) {
			if b.shrink(); b.sel.span(b.prose) != want {
				t.Fatalf("got %v, want %v", b.sel.span(b.prose), want)
			}
		}
	})
}

func TestFoldsStoreOnlyTheUsersDecisions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBody(t)
		var f folds
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			i := rapid.IntRange(0, len(b.Blocks)-1).Draw(t, "block")
			blocks := b.Blocks[i : i+1]
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				if f.fold(blocks); !f.hides(blocks[0]) {
					t.Fatal("a block that was folded is shown")
				}
			case 1:
				if f.unfold(blocks); f.hides(blocks[0]) {
					t.Fatal("a block that was unfolded is hidden")
				}
			case 2:
				before := f.decided
				if f.open(blocks); f.hides(blocks[0]) || len(f.decided) != len(before) {
					t.Fatal("opening a block hides it, or is saved")
				}
			default:
				f.toggle(b.Article)
			}
		}
		for _, block := range b.Blocks {
			if folded, ok := f.decided[block.Span.Start]; ok && folded == block.Folded {
				t.Fatalf("remembers of %v what reading decided", block.Span)
			}
		}
	})
}

func TestColumnsFitTheScreen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(20, 200).Draw(t, "width")
		c := newColumns(width, rapid.IntRange(0, 100_000).Draw(t, "numbered"), rapid.SampledFrom([]int{0, peopleWidth}).Draw(t, "people"), preferences{
			measure: rapid.IntRange(minMeasure, maxMeasure).Draw(t, "measure"), notesHidden: rapid.Bool().Draw(t, "hidden"),
		}, notes(rapid.Bool().Draw(t, "notes")))
		right := c.textAt() + c.text + spareWidth
		if c.notes > 0 {
			right = c.notesAt() + c.notes
		}
		if c.left < 0 || c.text < 1 || right > width || c.notes > 0 && c.notes < margin.MinWidth {
			t.Fatalf("%+v on a screen of %d", c, width)
		}
	})
}

func TestLabelsDiffer(t *testing.T) {
	b := &body{prose: newProse(strings.Repeat("word ", 2000) + "end"), prefs: preferences{measure: 100}}
	b.setCanvas(kit.Canvas{Width: 120, Height: 100})
	l, seen := labels{words: b.visibleWords()}, map[string]bool{}
	for _, w := range l.words {
		label := l.at(w.Start)
		if len(label) != 2 || seen[label] {
			t.Fatalf("the word at %d has the label %q", w.Start, label)
		}
		seen[label] = true
	}
	if len(seen) != len(labelLetters)*len(labelLetters) {
		t.Errorf("%d labels", len(seen))
	}
}
