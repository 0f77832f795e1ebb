package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// maxBlocks is the maximum number of blocks of an article. It bounds the memory for a
// source with tiny lines.
const maxBlocks = 3 << 19

// A builder writes the canonical text. Every reader passes it blocks in order:
//
//	b.begin(annotate.Block{Kind: annotate.Paragraph})
//	b.prose(line) … b.space() … b.newline() … b.setStyle(annotate.Emphasis, "")
//	b.end()
//
// The text passed to it must already be scrubbed. A space or line break is written only
// before something visible, so that no block begins or ends with one. A block
// without text is dropped.
type builder struct {
	text    canonicalText
	blocks  []annotate.Block
	removed annotate.Removals
	isFull  bool // a block was dropped because there were maxBlocks

	block   annotate.Block // the open block
	pending gap            // the white space before the next text in it
	style   runStyle       // the style of the next text in it
}

// A gap is white space that is written only if something follows.
type gap struct {
	newlines int
	space    bool // ignored if there are newlines
	style    runStyle
}

type runStyle struct {
	style annotate.Style
	href  string
}

// newBuilder returns a builder. The canonical text shares the memory of source as long
// as it is a prefix of source.
func newBuilder(source []byte) *builder { return &builder{text: canonicalText{source: source}} }

// begin opens a block. The text that is written to it sets its Span and Runs.
func (b *builder) begin(block annotate.Block) {
	block.Span, block.Runs = annotate.Span{}, nil
	b.block, b.pending, b.style = block, gap{}, runStyle{}
}

// end adds the open block if it has text.
func (b *builder) end() {
	switch {
	case b.block.Span.Empty():
	case len(b.blocks) == maxBlocks:
		b.isFull = true
	default:
		b.blocks = append(b.blocks, b.block)
	}
}

// space adds a space, unless white space is pending.
func (b *builder) space() {
	if b.pending == (gap{}) {
		b.pending = gap{space: true, style: b.style}
	}
}

// newline adds a line break. Several in a row count as one.
func (b *builder) newline() { b.pending = gap{newlines: 1, style: b.style} }

// prose writes text, with each run of spaces and tabs as one space, and each LF as a
// line break.
func (b *builder) prose(text []byte) {
	if isSingleSpaced(text) {
		b.put(text)
		return
	}
	start := 0
	for i := 0; i < len(text); i++ {
		if !isBlank(text[i]) && text[i] != '\n' {
			continue
		}
		if i > start {
			if text[i] == ' ' && i+1 < len(text) && !isBlank(text[i+1]) && text[i+1] != '\n' {
				continue
			}
			b.put(text[start:i])
		}
		if text[i] == '\n' {
			b.newline()
		} else {
			b.space()
		}
		start = i + 1
	}
	b.put(text[start:])
}

// isSingleSpaced reports whether the only white space in text is single spaces between
// words, as in most texts. It is fast.
func isSingleSpaced(text []byte) bool {
	if len(text) == 0 || text[0] <= ' ' || text[len(text)-1] <= ' ' {
		return false
	}
	const each = 0x0101010101010101
	off := 0
	for ; len(text)-off > 8; off += 8 { // in scrubbed text only tabs and line breaks are below U+0020
		eight, next := binary.LittleEndian.Uint64(text[off:]), binary.LittleEndian.Uint64(text[off+1:])
		spaces := (eight ^ ' '*each) | (next ^ ' '*each) // zero where two spaces meet
		if anyBelow(eight, 0x20) || anyBelow(spaces, 1) {
			return false
		}
	}
	for ; off < len(text)-1; off++ {
		if c := text[off]; c == '\n' || c == '\t' || c == ' ' && text[off+1] == ' ' {
			return false
		}
	}
	return true
}

// anyBelow reports whether any of the eight bytes is below limit, which must be at
// most 128.
func anyBelow(eight uint64, limit uint64) bool {
	const each, top = 0x0101010101010101, 0x8080808080808080
	return (eight-limit*each)&^eight&top != 0
}

// verbatim writes the lines of text, keeping spaces and expanding tabs. It drops blank
// lines at either end of the block, and spaces at the ends of lines.
func (b *builder) verbatim(text []byte) {
	for line := range bytes.Lines(text) {
		line, ended := bytes.CutSuffix(line, []byte("\n"))
		line = bytes.TrimRight(line, " \t")
		if bytes.IndexByte(line, '\t') >= 0 {
			var expanded strings.Builder
			writeExpanded(&expanded, string(line))
			line = []byte(expanded.String())
		}
		b.put(line)
		if ended && !b.block.Span.Empty() {
			b.pending.newlines++
		}
	}
}

// put writes text that is not blank, after the pending white space or, at the
// beginning of a block, after the separator.
func (b *builder) put(text []byte) {
	if len(text) == 0 {
		return
	}
	pending := b.pending
	b.pending = gap{}
	switch {
	case b.block.Span.Empty():
		if len(b.blocks) > 0 && !b.isFull {
			b.text.write([]byte(annotate.Separator))
		}
		b.block.Span.Start = b.text.len()
	case pending.newlines > 0:
		for range pending.newlines {
			b.append([]byte{'\n'}, pending.style)
		}
	case pending.space:
		b.append([]byte{' '}, pending.style)
	}
	b.append(text, b.style)
}

// append writes text and, if it is styled, adds a run or extends the last one.
func (b *builder) append(text []byte, s runStyle) {
	start := b.text.len()
	b.text.write(text)
	b.block.Span.End = b.text.len()
	if s.style == 0 {
		return
	}
	if n := len(b.block.Runs); n > 0 {
		last := &b.block.Runs[n-1]
		if last.Span.End == start && last.Style == s.style && last.Href == s.href {
			last.Span.End = b.text.len()
			return
		}
	}
	span := annotate.Span{Start: start, End: b.text.len()}
	b.block.Runs = append(b.block.Runs, annotate.Run{Span: span, Style: s.style, Href: s.href})
}

func (b *builder) blockText(i int) string { return b.blocks[i].Span.In(b.text.string()) }

// article returns the article, ErrTooLarge if there are too many blocks, or ErrEmpty
// if there are none.
func (b *builder) article(meta annotate.Meta) (*annotate.Article, error) {
	switch {
	case b.isFull:
		return nil, fmt.Errorf("%w, over a million and a half paragraphs: split it into smaller parts", ErrTooLarge)
	case len(b.blocks) == 0:
		return nil, fmt.Errorf("%w: the source has no visible characters", ErrEmpty)
	}
	annotate.NumberBlocks(b.blocks)
	return &annotate.Article{
		Meta:    meta,
		Text:    b.text.final(),
		Blocks:  slices.Clip(b.blocks),
		Removed: b.removed,
	}, nil
}
