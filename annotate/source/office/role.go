package office

import (
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// A role is what a style makes of a paragraph.
type role struct {
	kind  annotate.Kind
	level uint8
	toc   bool // a line of the table of contents
	known bool
}

// roleOf returns the role of a style by its name. The built-in styles of Word
// have English names in every language.
func roleOf(name string) role {
	name = styleKey(name)
	if n, ok := strings.CutPrefix(name, "heading "); ok {
		if level, err := strconv.Atoi(n); err == nil && level >= 1 {
			return headingRole(level)
		}
	}
	if strings.HasPrefix(name, "toc ") || strings.HasPrefix(name, "contents ") {
		return role{kind: annotate.Furniture, toc: true, known: true}
	}
	switch name {
	case "title":
		return role{kind: annotate.Title, known: true}
	case "subtitle":
		return role{kind: annotate.Deck, known: true}
	case "author", "byline":
		return role{kind: annotate.Byline, known: true}
	case "date", "dateline":
		return role{kind: annotate.Date, known: true}
	case "heading":
		return headingRole(1)
	case "quote", "intense quote", "block text", "block quotation", "quotations", "blockquote":
		return role{kind: annotate.Quotation, level: 1, known: true}
	case "source code", "html preformatted", "preformatted text", "code", "macro text":
		return role{kind: annotate.Code, known: true}
	case "caption", "image caption", "table caption", "figure caption", "illustration":
		return role{kind: annotate.Caption, known: true}
	}
	return role{}
}

// styleKey returns the name of a style in lower case, with the spaces that
// OpenDocument escapes.
func styleKey(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_20_", " ")) }

// headingRole returns the role of a heading of that level, from 1.
func headingRole(level int) role {
	return role{kind: annotate.Heading, level: uint8(min(max(level, 1), 6)), known: true}
}

// isCodeStyle reports whether a character style of that name is for code.
func isCodeStyle(name string) bool {
	return slices.Contains([]string{"verbatim char", "html code", "html typewriter", "source text", "code", "code char", "inline code", "teletype"}, styleKey(name))
}
