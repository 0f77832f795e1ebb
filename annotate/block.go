package annotate

import (
	"fmt"
	"strings"
)

// A Kind says what a block is in its article.
type Kind uint8

// The kinds of block. Furniture is page boilerplate (plugs, navigation,
// footers): it is kept and may be folded, never deleted.
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

// String is the name that exports use.
func (k Kind) String() string { return kindNames[k] }

// ParseKind returns the kind with that name.
func ParseKind(name string) (Kind, error) {
	for k, n := range kindNames {
		if n == name {
			return Kind(k), nil
		}
	}
	return 0, fmt.Errorf("unknown kind of block %q", name)
}

// Numbered reports whether blocks of this kind are counted when people say
// "paragraph 7".
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

// A Run is a part of a block that is styled. Runs of one block are in text
// order and do not overlap; text outside them is plain.
type Run struct {
	Span  Span
	Style Style
	Href  string // target of a Link: http, https or mailto, else ""
}

// A Block is one paragraph, heading, list item … of an article.
type Block struct {
	Span     Span
	Runs     []Run
	Rule     string  // name of the rule that decided Kind or Folded, "" if the source said so
	Sureness float32 // of that rule, 0 to 1; 0 if the source said so
	Number   int32   // what people say aloud, from 1; 0: none
	Kind     Kind
	Level    uint8 // heading: 1 to 6; list item, quotation and what stands inside them: depth from 1
	Folded   bool  // furniture that the reader shows as one line
}

// Reason says in a word or two why the block has its kind or is folded: its
// rule without the number that docs give it, "" if there is none.
func (b Block) Reason() string {
	sign, words, ok := strings.Cut(b.Rule, " ")
	if ok && len(sign) <= 3 && strings.ContainsAny(sign, "0123456789") {
		return words
	}
	return b.Rule
}

// NumberBlocks gives each block its Number.
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
