// Package draft defines the result of reading a document format (a web page, a
// word processor's file, a book, a PDF) before it becomes canonical text: blocks
// of pieces, each with what the format says about it.
//
// A draft is not sanitized and its white space is that of the format. Package
// source makes an article from it with the same rules for every format: it drops
// what must not be shown, collapses runs of white space, omits blocks without
// visible text and separates the others with a blank line.
package draft

import (
	"strings"

	"galley/annotate"
)

// A Document is one text as its format describes it.
type Document struct {
	Meta      annotate.Meta
	Canonical string // address that the document declares as canonical, or ""
	Blocks    []Block
}

// A Block is one paragraph, heading, list item and so on, in source order.
type Block struct {
	Kind     annotate.Kind
	Level    uint8 // see annotate.Block.Level
	Rule     Rule  // the rule that set Kind or Folded; zero if the format did
	Folded   bool  // furniture that the reader shows as one line
	Verbatim bool  // spaces and line breaks matter, as in code
	Pieces   []Piece
}

// A Rule explains why a block is of its kind.
type Rule struct {
	Name       string
	Confidence float32 // share of blocks for which the rule is right, 0 to 1
}

// MinFoldConfidence is the minimum confidence of furniture that is folded. Less certain
// furniture is shown, with its rule.
const MinFoldConfidence = .85

// Folds reports whether a block is folded if r sets its kind.
func (r Rule) Folds(kind annotate.Kind) bool {
	return kind == annotate.Furniture && r.Confidence >= MinFoldConfidence
}

// A Piece is a run of text in one style. An LF in it is a line break if the
// block is verbatim, otherwise a space.
type Piece struct {
	Text  string
	Style annotate.Style
	Href  string // target of a Link, as the source wrote it or resolved
	Break bool   // a line break precedes Text
	Script
}

// A Script says where text is relative to the line.
type Script uint8

// The scripts of a Piece. Package source writes what keeps such text from fusing
// with the figures around it.
const (
	OnLine Script = iota
	Raised
	Lowered
)

// Text returns the text of the block with its line breaks.
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

// OneLine returns text with every run of white space replaced by a single space
// and none at either end.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Roman returns n in upper-case Roman numerals, or "" if n is not from 1 to 3999.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	numerals := [...]string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(numerals[i])
		}
	}
	return b.String()
}
