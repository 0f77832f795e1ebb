package reader

import (
	"testing"

	"galley/annotate"

	"pgregory.net/rapid"
)

// Whatever is folded, the percentage grows along the text from 0 to 100, and not at all
// inside a fold.
func TestProgressCountsVisibleText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &annotate.Article{}
		fold := rapid.SliceOfN(rapid.Bool(), 1, 8).Draw(t, "folded")
		last := -1 // block that is shown
		for i, folded := range fold {
			if i > 0 {
				a.Text += annotate.Separator
			}
			start := len(a.Text)
			a.Text += rapid.StringMatching("[a-z]{1,9}").Draw(t, "text")
			a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: start, End: len(a.Text)}})
			if !folded {
				last = i
			}
		}
		p := newProgress(a, func(block int) bool { return fold[block] })
		if last < 0 {
			if got := p.percent(0); got != 100 {
				t.Fatalf("with all folded: %d", got)
			}
			return
		}
		if got := p.percent(0); got != 0 {
			t.Fatalf("at the beginning: %d", got)
		}
		if got := p.percent(a.Blocks[last].Span.End); got != 100 {
			t.Fatalf("at the end of what is shown: %d", got)
		}
		for i, b := range a.Blocks {
			for off := b.Span.Start; off < b.Span.End; off++ {
				now, next := p.percent(off), p.percent(off+1)
				if next < now || next > 100 || fold[i] && next != now {
					t.Fatalf("%d before %d, %d after", now, off, next)
				}
			}
		}
	})
}
