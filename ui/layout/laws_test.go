package layout

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func genLayout() *rapid.Generator[*Layout] {
	return rapid.Custom(func(t *rapid.T) *Layout {
		a := genArticle().Draw(t, "article")
		o := Options{
			Measure: rapid.IntRange(1, 120).Draw(t, "measure"),
			Method:  rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(t, "method"),
			Spacing: rapid.IntRange(0, 3).Draw(t, "spacing"),
		}
		if rapid.Bool().Draw(t, "fold") {
			o.Folded = furnitureOf(a)
		}
		return New(a, o)
	})
}

func TestRowsTileTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLayout().Draw(t, "layout")
		off := 0
		for _, pos := range all(l) {
			row := l.Row(pos)
			if !row.Blank && row.Span.Start > off && l.article.Text[off:row.Span.Start] == annotate.Separator {
				off = row.Span.Start // list items have no row between them
			}
			if parts := row.Blank && l.options.Spacing > 1; row.Span.Start != off || row.Span.Empty() && !parts {
				t.Fatalf("row %v is %v, not from %d", pos, row.Span, off)
			}
			if !annotate.IsGraphemeBoundary(l.article.Text, row.Span.End) {
				t.Fatalf("row %v cuts a cluster at %d", pos, row.Span.End)
			}
			off = row.Span.End
		}
		if off != len(l.article.Text) {
			t.Fatalf("rows end at %d of %d", off, len(l.article.Text))
		}
	})
}

// Line spacing inserts empty rows and changes nothing else.
func TestSpacingLeavesTheRowsOfTextAsTheyAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		wide := genLayout().Draw(t, "layout")
		o := wide.options
		o.Spacing = 1
		narrow := New(wide.article, o)
		var rows [2][]Row
		for i, l := range []*Layout{wide, narrow} {
			gap := 0
			for _, pos := range all(l) {
				row := l.Row(pos)
				switch {
				case !row.Blank && !row.First && gap != l.options.Spacing-1:
					t.Fatalf("%d rows above row %v, spacing %d", gap, pos, l.options.Spacing)
				case !row.Blank:
					rows[i], gap = append(rows[i], row), 0
				default:
					gap++
				}
			}
		}
		if !slices.Equal(rows[0], rows[1]) {
			t.Fatalf("spacing %d: %v\nspacing 1: %v", wide.options.Spacing, rows[0], rows[1])
		}
	})
}

func TestRowsReadTheSameUpAndDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkUpAndDown(t, genLayout().Draw(t, "layout")) })
}

// The same for a block that is laid out piece by piece.
func TestRowsOfLongBlocksReadTheSameUpAndDown(t *testing.T) {
	long := strings.Repeat(sentences["english"], 2*stride/len(sentences["english"])+1)
	a := articleOf(part{text: "Levy"}, part{text: long}, part{kind: annotate.Code, text: strings.Repeat("go()\n", pieceSize)}, part{text: "End."})
	for _, spacing := range []int{1, 2} {
		checkUpAndDown(t, New(a, Options{Measure: 30, Spacing: spacing}))
	}
}

func checkUpAndDown(t interface{ Fatalf(string, ...any) }, l *Layout) {
	down := all(l)
	if down[len(down)-1] != l.Last() {
		t.Fatalf("last row %v, Last %v", down[len(down)-1], l.Last())
	}
	up := []Pos{l.Last()}
	for {
		prev, ok := l.Prev(up[len(up)-1])
		if !ok {
			break
		}
		if prev.Compare(up[len(up)-1]) >= 0 {
			t.Fatalf("%v is above %v but not less", prev, up[len(up)-1])
		}
		up = append(up, prev)
	}
	slices.Reverse(up)
	if !slices.Equal(up, down) {
		t.Fatalf("down %v\nup   %v", down, up)
	}
}

func TestNoRowIsWiderThanTheMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLayout().Draw(t, "layout")
		for _, pos := range all(l) {
			row, width := l.Row(pos), 0
			for _, c := range l.Cells(pos) {
				if c.Width < 1 {
					t.Fatalf("cell %q of row %v is %d wide", c.Text, pos, c.Width)
				}
				width += c.Width
			}
			if width > l.options.Measure || width != row.Width {
				t.Fatalf("row %v: cells are %d wide, Row says %d, measure %d", pos, width, row.Width, l.options.Measure)
			}
		}
	})
}

// The renderer reads a row as one string. It must find the same cells in it, with or
// without blanks around the row.
func TestTheRendererSeesTheSameCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLayout().Draw(t, "layout")
		for _, pos := range all(l) {
			rest := " " + textOf(l.Cells(pos)) + " "
			cells := slices.Concat([]Cell{{Text: " ", Width: 1}}, l.Cells(pos), []Cell{{Text: " ", Width: 1}})
			for _, c := range cells {
				width := 0
				for text := c.Text; text != ""; {
					cluster, w := ansi.FirstGraphemeCluster(rest, l.options.Method)
					if !strings.HasPrefix(text, cluster) {
						t.Fatalf("row %v: cell %q is drawn as %q", pos, c.Text, cluster)
					}
					width += w
					rest, text = rest[len(cluster):], text[len(cluster):]
				}
				if width != c.Width {
					t.Fatalf("row %v: cell %q is %d wide, drawn %d wide", pos, c.Text, c.Width, width)
				}
			}
		}
	})
}

func TestEveryGraphemeHasOneCellAndComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLayout().Draw(t, "layout")
		cells := map[int]int{}
		for _, pos := range all(l) {
			for _, c := range l.Cells(pos) {
				if c.Off >= 0 {
					cells[c.Off]++
				}
			}
		}
		for i, b := range l.article.Blocks {
			for off := b.Span.Start; off < b.Span.End; off = annotate.NextGrapheme(l.article.Text, off) {
				checkGrapheme(t, l, i, off, cells[off])
				delete(cells, off)
			}
		}
		if len(cells) > 0 {
			t.Fatalf("cells for no grapheme: %v", cells)
		}
	})
}

// checkGrapheme checks the laws of the grapheme at off, which is width cells wide.
func checkGrapheme(t *rapid.T, l *Layout, block, off, cells int) {
	cluster := l.article.Text[off:annotate.NextGrapheme(l.article.Text, off)]
	pos := l.PosAt(off)
	row := l.Row(pos)
	if !row.Span.Contains(off) {
		t.Fatalf("row %v at %v does not show %d", pos, row.Span, off)
	}
	if cells > 1 {
		t.Fatalf("grapheme %q at %d has %d cells", cluster, off, cells)
	}
	if l.folds.has(block) {
		return
	}
	hidden := cluster == "\n" || hangs(cluster) && l.article.Blocks[block].Kind != annotate.Code
	if cells == 0 && !hidden {
		t.Fatalf("grapheme %q at %d has no cell", cluster, off)
	}
	col := l.ColOf(pos, off)
	if cells == 0 && col != row.Width {
		t.Fatalf("hidden grapheme at %d is in column %d of %d", off, col, row.Width)
	}
	if back := l.OffsetAt(pos, col); cells == 1 && back != off {
		t.Fatalf("offset %d is column %d of row %v, but that is offset %d", off, col, pos, back)
	}
}

func TestEveryColumnOfEveryRowHasAnOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := genLayout().Draw(t, "layout")
		pos := Pos{
			rapid.IntRange(-2, 9).Draw(t, "block"), rapid.IntRange(-2, 9).Draw(t, "piece"), rapid.IntRange(-2, 99).Draw(t, "row"),
		}
		off := l.OffsetAt(pos, rapid.IntRange(-5, 200).Draw(t, "col"))
		if off < 0 || off >= len(l.article.Text) || !annotate.IsGraphemeBoundary(l.article.Text, off) {
			t.Fatalf("offset %d", off)
		}
		l.Row(pos)
		l.PosAt(rapid.IntRange(-5, len(l.article.Text)+5).Draw(t, "off"))
	})
}

func TestCellsContainNoControlCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := New(plain(rapid.String().Draw(t, "text")+"x"), Options{Measure: 20})
		for _, row := range shown(l) {
			if strings.ContainsFunc(row, unicode.IsControl) {
				t.Fatalf("row %q", row)
			}
		}
	})
}
