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
	for _, r := range [...]struct {
		names []string
		role  role
	}{
		{[]string{"title"}, role{kind: annotate.Title}},
		{[]string{"subtitle"}, role{kind: annotate.Deck}},
		{[]string{"author", "byline"}, role{kind: annotate.Byline}},
		{[]string{"date", "dateline"}, role{kind: annotate.Date}},
		{[]string{"heading"}, headingRole(1)},
		{[]string{"quote", "intense quote", "block text", "block quotation", "quotations", "blockquote"}, role{kind: annotate.Quotation, level: 1}},
		{[]string{"source code", "html preformatted", "preformatted text", "code", "macro text"}, role{kind: annotate.Code}},
		{[]string{"caption", "image caption", "table caption", "figure caption", "illustration"}, role{kind: annotate.Caption}},
	} {
		if slices.Contains(r.names, name) {
			r.role.known = true
			return r.role
		}
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
