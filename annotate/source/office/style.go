package office

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
)

// maxParents is the maximum number of styles from a style to its furthest parent.
const maxParents = 32

type style struct {
	name    string // as the user sees it
	parent  string
	outline int     // heading level from 1, or 0
	list    listRef // only in .docx
	hidden  bool    // only in .odt
	formats
}

// formats are the character formats that a style or run turns on or off.
type formats struct {
	set, clear annotate.Style
	script     draft.Script
	font       string
}

func (f *formats) turnOn(format annotate.Style)  { f.set, f.clear = f.set|format, f.clear&^format }
func (f *formats) turnOff(format annotate.Style) { f.set, f.clear = f.set&^format, f.clear|format }

// A styleSheet holds styles by family and name. The styles of docx have no family.
type styleSheet map[string]*style

// lineage yields the style name and its parents, nearest first.
func (s styleSheet) lineage(family, name string) iter.Seq[*style] {
	return func(yield func(*style) bool) {
		for range maxParents {
			style := s[family+name]
			if style == nil || !yield(style) {
				return
			}
			name = style.parent
		}
	}
}

// inherit adds the formats of a parent, which do not override f.
func (f *formats) inherit(parent formats) {
	f.set |= parent.set &^ f.clear
	f.clear |= parent.clear &^ f.set
	f.script, f.font = cmp.Or(f.script, parent.script), cmp.Or(f.font, parent.font)
}

// atoi parses a decimal integer and returns fallback if value is not one.
func atoi(value string, fallback int) int {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return fallback
}

// A role is the kind of paragraph that a style is for.
type role struct {
	kind  annotate.Kind
	level uint8
	toc   bool // a line of a table of contents
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

// headingRole returns the role of a heading, whose level counts from 1.
func headingRole(level int) role {
	return role{kind: annotate.Heading, level: uint8(min(max(level, 1), 6)), known: true}
}

// isCodeStyle reports whether name is that of a character style for code.
func isCodeStyle(name string) bool {
	return slices.Contains([]string{"verbatim char", "html code", "html typewriter", "source text", "code", "code char", "inline code", "teletype"}, styleKey(name))
}
