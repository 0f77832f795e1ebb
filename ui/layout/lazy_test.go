package layout

import (
	"strings"
	"testing"

	"galley/annotate"
)

// screenful walks over a screen of rows from pos, and reads their cells.
func screenful(l *Layout, pos Pos) {
	for range 60 {
		l.Row(pos)
		l.Cells(pos)
		pos, _ = l.Next(pos)
	}
}

func expectLaid(t *testing.T, l *Layout, most int) {
	t.Helper()
	if l.laidOut > most {
		t.Errorf("laid out %d pieces, want at most %d", l.laidOut, most)
	}
}

func TestOpeningLaysOutOneScreenOnly(t *testing.T) {
	l := New(book(10<<20, sentences["english"]), Options{Measure: 72})
	expectLaid(t, l, 0)
	screenful(l, l.First())
	expectLaid(t, l, 60)
	l.laidOut = 0
	screenful(l, l.PosAt(len(l.article.Text)/2))
	expectLaid(t, l, 60)
	l.laidOut = 0
	l.Last()
	expectLaid(t, l, 1)
}

func TestALineOfTenMegabytesOpensPieceByPiece(t *testing.T) {
	for name, sentence := range sentences {
		l := New(plain(strings.Repeat(sentence, 10<<20/len(sentence))), Options{Measure: 72})
		screenful(l, l.First())
		expectLaid(t, l, 2)
		l.laidOut = 0
		screenful(l, l.PosAt(7_654_321))
		expectLaid(t, l, 2)
		l.laidOut = 0
		l.Last()
		expectLaid(t, l, 1)
		if t.Failed() {
			t.Fatal(name)
		}
	}
}

func TestOneRowUpAndDownLaysOutNothingAgain(t *testing.T) {
	l := New(book(1<<20, sentences["typeset"]), Options{Measure: 72})
	top := l.PosAt(500_000)
	screenful(l, top)
	laid := l.laidOut
	for range 5 {
		screenful(l, top)
	}
	expectLaid(t, l, laid)
}

func TestTheCacheStaysBounded(t *testing.T) {
	l := New(book(2<<20, sentences["english"]), Options{Measure: 72})
	for i := range l.article.Blocks {
		l.PosAt(l.article.Blocks[i].Span.Start)
	}
	if n := len(l.pieces.young) + len(l.pieces.old); n > 2*cacheSize {
		t.Errorf("%d pieces are kept", n)
	}
}

func TestVisiblePiecesStayInTheCache(t *testing.T) {
	l := New(book(2<<20, sentences["english"]), Options{Measure: 72})
	for i := range l.article.Blocks {
		l.PosAt(0)
		l.PosAt(l.article.Blocks[i].Span.Start)
	}
	expectLaid(t, l, len(l.article.Blocks))
}

func TestHostileTextsOpenLazily(t *testing.T) {
	for _, name := range []string{"scripts.txt", "oneline.txt", "longword.txt"} {
		t.Run(name, func(t *testing.T) {
			l := New(corpus(t, "hostile", name), Options{Measure: 72})
			screenful(l, l.First())
			expectLaid(t, l, max(2, min(len(l.article.Blocks), 60)))
			checkPieces(t, l)
		})
	}
}

// checkPieces checks the laws of pieces: they tile their block in order, none is too
// long, and an offset is found in the piece that covers it.
func checkPieces(t *testing.T, l *Layout) {
	t.Helper()
	for i, b := range l.article.Blocks {
		off := b.Span.Start
		for n := range l.pieceCount(i) {
			p := l.piece(i, n)
			switch {
			case p.span.Start != off || p.span.Len() > pieceSize || p.span.Empty():
				t.Fatalf("piece %d of block %d is %v, not from %d", n, i, p.span, off)
			case !annotate.IsGraphemeBoundary(l.article.Text, off):
				t.Fatalf("piece %d of block %d cuts a cluster", n, i)
			case l.pieceAt(i, off) != n || l.pieceAt(i, p.span.End-1) != n:
				t.Fatalf("piece %d of block %d is not found at %v", n, i, p.span)
			}
			off = p.span.End
		}
		if off != b.Span.End {
			t.Fatalf("pieces of block %d end at %d, want %d", i, off, b.Span.End)
		}
	}
}

func TestLongBlocksAreCutWhereLinesMayBreak(t *testing.T) {
	for _, size := range []int{pieceSize - 1, pieceSize, pieceSize + 1, 2*stride - 1, 2 * stride, 2*stride + 1, 3*stride + 7, 200_000} {
		for name, sentence := range sentences {
			text := strings.Repeat(sentence, size/len(sentence)+1)
			l := New(plain(text[:annotate.GraphemeAt(text, size)]), Options{Measure: 72})
			checkPieces(t, l)
			if name == "chinese" || l.pieceCount(0) == 1 {
				continue
			}
			if at := l.cut(0, 1); text[at-1] != ' ' {
				t.Errorf("%s is cut as %q|%q", name, text[at-9:at], text[at:at+9])
			}
		}
	}
}

func TestLongBlocksWithoutAPlaceToBreak(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("x", 100_000),
		strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 4_000),
		strings.Repeat("e\u0301", 30_000),
		strings.Repeat("กำ", 10_000),
		strings.Repeat("ab \u0301", 9_000),
	} {
		checkPieces(t, New(plain(text), Options{Measure: 72}))
	}
}

// A letter can have any number of combining marks. Such a cluster may be divided, but no
// byte of it is lost and nothing takes long.
func TestOneLetterWithMoreMarksThanAPieceHolds(t *testing.T) {
	l := New(plain("a"+strings.Repeat("\u0301", 40_000)+"b"), Options{Measure: 72})
	rows, end := all(l), 0
	for _, pos := range rows {
		span := l.Row(pos).Span
		if span.Start != end {
			t.Fatalf("row %v begins at %d, want %d", pos, span.Start, end)
		}
		end = span.End
	}
	if end != len(l.article.Text) {
		t.Errorf("rows end at %d of %d", end, len(l.article.Text))
	}
}

func TestLongCodeIsCutBetweenLines(t *testing.T) {
	text := strings.Repeat("    return ticket + 4.20 // every ticket\n", 2_000)
	l := New(articleOf(part{kind: annotate.Code, text: strings.TrimSpace(text)}), Options{Measure: 72})
	checkPieces(t, l)
	for n := 1; n < l.pieceCount(0); n++ {
		if at := l.cut(0, n); l.article.Text[at-1] != '\n' {
			t.Errorf("piece %d begins inside a line", n)
		}
	}
}

func TestTheSameTextIsCutTheSameAtAnyMeasure(t *testing.T) {
	a := plain(strings.Repeat(sentences["typeset"], 2_000))
	narrow, wide := New(a, Options{Measure: 20}), New(a, Options{Measure: 120})
	for n := range narrow.pieceCount(0) {
		if narrow.cut(0, n) != wide.cut(0, n) {
			t.Errorf("piece %d begins at %d or %d", n, narrow.cut(0, n), wide.cut(0, n))
		}
	}
}
