package layout

import (
	"strings"

	"galley/annotate"
)

// Sizes in bytes. A block longer than pieceSize is cut into pieces near each
// multiple of stride: at the last line break opportunity within reach before it (in
// code and tables, at the last line end within lineReach), else at the last cluster
// boundary. So no piece is longer than pieceSize, except for a giant cluster.
const (
	pieceSize = 16 << 10
	stride    = 15 << 10
	reach     = 256
	lineReach = 1 << 10
)

// A piece is a part of a block, laid out in lines, or a run of folded blocks.
type piece struct {
	span   annotate.Span
	ends   []int32    // where lines end, in bytes from span.Start; never empty
	first  decoration // of the block's first line
	rest   decoration // of all others
	begins bool       // the block begins with this piece
	room   int        // cells of the measure that the wider decoration leaves
	edges  []int      // columns where the cells of an aligned table end; nil: not aligned
	folded int        // number of folded blocks, 0 for none
}

// lineSpan returns the span of a line, in bytes of the article's text.
func (p *piece) lineSpan(line int) annotate.Span {
	start := int32(0)
	if line > 0 {
		start = p.ends[line-1]
	}
	return annotate.Span{Start: p.span.Start + int(start), End: p.span.Start + int(p.ends[line])}
}

// decoration returns the decoration of a line.
func (p *piece) decoration(line int) decoration {
	if p.begins && line == 0 {
		return p.first
	}
	return p.rest
}

// pieceCount returns the number of pieces of a block.
func (l *Layout) pieceCount(block int) int {
	n := l.article.Blocks[block].Span.Len()
	if n <= pieceSize || l.folds.has(block) {
		return 1
	}
	return (n-1)/stride + 1
}

// pieceAt returns the index of the piece of a block that holds the byte at off.
func (l *Layout) pieceAt(block, off int) int {
	count := l.pieceCount(block)
	n := min(max(off-l.article.Blocks[block].Span.Start, 0)/stride, count-1)
	if n+1 < count && l.cut(block, n+1) <= off {
		n++
	}
	return n
}

// cut returns the offset at which piece n of a block begins: at the n-th multiple
// of stride or before it.
func (l *Layout) cut(block, n int) int {
	b := l.article.Blocks[block]
	switch n {
	case 0:
		return b.Span.Start
	case l.pieceCount(block):
		return b.Span.End
	}
	target, text := b.Span.Start+n*stride, l.article.Text
	if b.Kind == annotate.Code || b.Kind == annotate.Table {
		if i := strings.LastIndexByte(text[target-lineReach:target], '\n'); i >= 0 {
			return target - lineReach + i + 1
		}
	}
	if off := l.breakBefore(target, b.Span.End); off > 0 {
		return off
	}
	return annotate.GraphemeAt(text, target)
}

// breakBefore returns the last line break opportunity within reach before target,
// or 0 if there is none. It does not read the text past limit.
func (l *Layout) breakBefore(target, limit int) (last int) {
	text := l.article.Text
	near := text[:min(target+reach, limit)]
	for off := annotate.GraphemeAt(text, target-reach); ; {
		off, _ = nextBreak(near, off)
		if off > target {
			return last
		}
		if annotate.IsGraphemeBoundary(text, off) {
			last = off
		}
	}
}

// piece returns piece n of a block from the cache, or lays it out.
func (l *Layout) piece(block, n int) *piece {
	key := pieceKey{block, n}
	p := l.pieces.get(key)
	if p == nil {
		l.laidOut++
		if l.folds.has(block) {
			p = l.layOutFold(block)
		} else {
			p = l.layOut(block, n)
		}
		l.pieces.put(key, p)
	}
	return p
}

func (l *Layout) layOut(block, n int) *piece {
	b := l.article.Blocks[block]
	p := &piece{span: annotate.Span{Start: l.cut(block, n), End: l.cut(block, n+1)}, begins: n == 0}
	p.first, p.rest = l.decorator.block(b, l.article.Text)
	p.room = l.options.Measure - max(p.first.width, p.rest.width)
	w := wrapper{
		text:  p.span.In(l.article.Text),
		ruler: l.decorator.ruler,
		room:  l.options.Measure - p.decoration(0).width,
		rest:  l.options.Measure - p.rest.width,
		glyph: p.room,
	}
	if b.Kind == annotate.Table && l.pieceCount(block) == 1 {
		p.edges = columns(w.text, w.ruler, p.room)
	}
	switch {
	case p.edges != nil:
		p.ends = w.keepLines()
	case b.Kind == annotate.Code:
		p.ends = w.cutLines()
	default:
		p.ends = w.wrapWords()
	}
	return p
}

// layOutFold lays out the one row of a run of folded blocks.
func (l *Layout) layOutFold(block int) *piece {
	run := l.folds.run(block)
	blocks := l.article.Blocks[run.Start:run.End]
	span := annotate.Span{Start: blocks[0].Span.Start, End: blocks[len(blocks)-1].Span.End}
	first := l.decorator.foldedRow(blocks)
	return &piece{
		span: span, ends: []int32{int32(span.Len())}, begins: true,
		first: first, room: l.options.Measure - first.width, folded: len(blocks),
	}
}
