package annotate

import (
	"fmt"
	"slices"
	"strings"
)

// A Kind is the role of a block in its article.
type Kind uint8

// The kinds of block. Furniture is the boilerplate of a page (navigation, plugs,
// footers): it may be folded but is never deleted.
const (
	Paragraph Kind = iota
	Title
	Deck
	Byline
	Date
	Heading
	ListItem
	Quotation
	Code
	Table
	Caption
	Furniture
)

var kindNames = [...]string{
	Paragraph: "paragraph", Title: "title", Deck: "deck", Byline: "byline", Date: "date",
	Heading: "heading", ListItem: "list-item", Quotation: "quotation", Code: "code",
	Table: "table", Caption: "caption", Furniture: "furniture",
}

// String returns the name of the kind in exports.
func (k Kind) String() string { return kindNames[k] }

// ParseKind returns the kind with that name, or an error if there is none.
func ParseKind(name string) (Kind, error) {
	if k := slices.Index(kindNames[:], name); k >= 0 {
		return Kind(k), nil
	}
	return 0, fmt.Errorf("unknown block kind %q", name)
}

// Numbered reports whether blocks of this kind have a number, as in "paragraph 7".
func (k Kind) Numbered() bool {
	switch k {
	case Paragraph, ListItem, Quotation, Code, Table:
		return true
	}
	return false
}

// A Style is a set of inline styles.
type Style uint8

// The inline styles of a Run.
const (
	Emphasis Style = 1 << iota
	Strong
	CodeSpan
	Strike
	Link
)

// A Run is a styled part of a block. The runs of a block are in text order and do
// not overlap; text outside them is plain.
type Run struct {
	Span  Span
	Style Style
	Href  string // target of a Link: http, https or mailto, otherwise ""
}

// A Block is one paragraph, heading, list item … of an article.
type Block struct {
	Span       Span
	Runs       []Run
	Rule       string  // the rule that decided Kind or Folded, or "" if the source did
	Confidence float32 // confidence of that rule from 0 to 1; 0 if the source decided
	Number     int32   // the number that readers see, from 1; 0 if it has none
	Kind       Kind
	Level      uint8 // heading: 1 to 6; list item, quotation and blocks inside them: depth from 1
	Folded     bool  // shown as one line
}

// Reason returns, in a word or two, why the block has its kind or is folded: its
// rule without the number that the documentation gives it, or "" if there is no rule.
func (b Block) Reason() string {
	number, reason, ok := strings.Cut(b.Rule, " ")
	if ok && len(number) <= 3 && strings.ContainsAny(number, "0123456789") {
		return reason
	}
	return b.Rule
}

// NumberBlocks sets the Number of each block.
func NumberBlocks(blocks []Block) {
	n := int32(0)
	for i := range blocks {
		blocks[i].Number = 0
		if blocks[i].Kind.Numbered() {
			n++
			blocks[i].Number = n
		}
	}
}
