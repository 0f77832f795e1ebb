// Package draft is what a reader of a format (a web page, a word processor's
// file, a book, a PDF) finds in its bytes, before the canonical text is made of
// it: blocks of pieces, each with what the format says of them.
//
// A draft is not sanitised and its white space is as the format has it. Package
// source makes an article of it, by the same rules for every format: it drops
// what must not be shown, joins runs of blanks, leaves out blocks that have no
// visible text, and joins the others by a blank line.
package draft

import "galley/annotate"

// A Document is one text as its format tells it.
type Document struct {
	Meta      annotate.Meta
	Canonical string // address that the document gives as its own, "" if none
	Blocks    []Block
}

// A Block is one paragraph, heading, list item … in the order of the source.
type Block struct {
	Kind     annotate.Kind
	Level    uint8   // as annotate.Block.Level
	Rule     string  // that decided on Kind or Folded, "" if the format said so
	Sureness float32 // of that rule, 0 to 1
	Folded   bool    // furniture that the reader shows as one line
	Verbatim bool    // blanks and line breaks count, as in code
	Pieces   []Piece
}

// A Piece is a run of text in one style. An LF in it is a line break if the
// block is verbatim, else a blank.
type Piece struct {
	Text  string
	Style annotate.Style
	Href  string // target of a Link, as the source wrote it or resolved
	Break bool   // a line break stands before the text
}

// Text is the text of the block as far as its format has it.
func (b Block) Text() string {
	var text []byte
	for _, p := range b.Pieces {
		if p.Break {
			text = append(text, '\n')
		}
		text = append(text, p.Text...)
	}
	return string(text)
}
