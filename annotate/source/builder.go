package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// mostBlocks bounds the memory that a source of nothing but tiny lines takes.
const mostBlocks = 3 << 19

// A builder writes the canonical text. Every reader hands it blocks in order:
//
//	b.begin(annotate.Block{Kind: annotate.Paragraph})
//	b.prose(line) … b.blank() … b.newline() … b.style(annotate.Emphasis, "")
//	b.end()
//
// Text given to it is scrubbed already. A blank or a line break is written
// only before something visible, so that no block begins or ends with one and
// none is empty: a block without text leaves no trace.
type builder struct {
	text    canon
	blocks  []annotate.Block
	removed annotate.Removals
	full    bool // there were more than mostBlocks

	block annotate.Block // the one being written
	owed  gap            // before what comes next in it
	now   styling        // of what comes next in it
}

// A gap is white space that is written only if something follows.
type gap struct {
	newlines int
	blank    bool // counts only without newlines
	style    styling
}

// A styling is what a run has besides its place.
type styling struct {
	style annotate.Style
	href  string
}

// newBuilder expects to be given parts of source, if not all of it.
func newBuilder(source []byte) *builder { return &builder{text: canon{source: source}} }

// begin starts a block; its Span and Runs are set by what is written.
func (b *builder) begin(block annotate.Block) {
	block.Span, block.Runs = annotate.Span{}, nil
	b.block, b.owed, b.now = block, gap{}, styling{}
}

// end adds the block, if anything was written.
func (b *builder) end() {
	switch {
	case b.block.Span.Empty():
	case len(b.blocks) == mostBlocks:
		b.full = true
	default:
		b.blocks = append(b.blocks, b.block)
	}
}

// style sets the style of what is written next in this block.
func (b *builder) style(style annotate.Style, href string) { b.now = styling{style, href} }

// blank owes one blank, unless white space is owed already.
func (b *builder) blank() {
	if b.owed == (gap{}) {
		b.owed = gap{blank: true, style: b.now}
	}
}

// newline owes one line break, however often it is asked for.
func (b *builder) newline() { b.owed = gap{newlines: 1, style: b.now} }

// prose writes text in which a run of blanks and tabs is one blank and LF is a
// line break.
func (b *builder) prose(text []byte) {
	if isSpaced(text) {
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
			b.blank()
		}
		start = i + 1
	}
	b.put(text[start:])
}

// isSpaced reports whether the white space of text is single blanks within it.
// Most text is so, and finding that out costs little.
func isSpaced(text []byte) bool {
	if len(text) == 0 || text[0] <= ' ' || text[len(text)-1] <= ' ' {
		return false
	}
	const each = 0x0101010101010101
	off := 0
	for ; len(text)-off > 8; off += 8 { // of scrubbed text only tabs and line breaks are below U+0020
		eight, next := binary.LittleEndian.Uint64(text[off:]), binary.LittleEndian.Uint64(text[off+1:])
		blanks := (eight ^ ' '*each) | (next ^ ' '*each) // zero where two blanks meet
		if anyBelow(eight, 0x20) || anyBelow(blanks, 1) {
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

// anyBelow reports whether one of the eight bytes is below limit, which is 128
// at most.
func anyBelow(eight uint64, limit uint64) bool {
	const each, top = 0x0101010101010101, 0x8080808080808080
	return (eight-limit*each)&^eight&top != 0
}

// verbatim writes the lines of text with their blanks, tabs expanded to every
// fourth column. Blank lines at either end of the block go, and blanks at line
// ends.
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
			b.owed.newlines++
		}
	}
}

// put writes text that is not blank, after what is owed.
func (b *builder) put(text []byte) {
	if len(text) == 0 {
		return
	}
	b.pay()
	b.append(text, b.now)
}

// pay writes the white space owed, or what parts the block from the one before.
func (b *builder) pay() {
	owed := b.owed
	b.owed = gap{}
	switch {
	case b.block.Span.Empty():
		if len(b.blocks) > 0 && !b.full {
			b.text.write([]byte(annotate.Separator))
		}
		b.block.Span.Start = b.text.len()
	case owed.newlines > 0:
		for range owed.newlines {
			b.append([]byte{'\n'}, owed.style)
		}
	case owed.blank:
		b.append([]byte{' '}, owed.style)
	}
}

// append writes text and gives it a run if it is styled, or makes the run just
// before it longer.
func (b *builder) append(text []byte, s styling) {
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

// written returns the text of a finished block.
func (b *builder) written(i int) string { return b.blocks[i].Span.In(b.text.string()) }

// article ends the building.
func (b *builder) article(meta annotate.Meta) (*annotate.Article, error) {
	switch {
	case b.full:
		return nil, fmt.Errorf("%w, over a million and a half paragraphs: split it into smaller parts", ErrTooLarge)
	case len(b.blocks) == 0:
		return nil, fmt.Errorf("%w: the source has no visible character", ErrEmpty)
	}
	annotate.NumberBlocks(b.blocks)
	return &annotate.Article{
		Meta:    meta,
		Text:    b.text.final(),
		Blocks:  slices.Clip(b.blocks),
		Removed: b.removed,
	}, nil
}
