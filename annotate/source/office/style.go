package office

import (
	"iter"
	"strconv"

	"galley/annotate"
)

// maxParents bounds how many parents of a style are followed.
const maxParents = 32

type style struct {
	name    string // as the user sees it
	parent  string
	outline int     // heading level from 1, or 0
	list    listRef // of docx
	hidden  bool    // of odt
	formats
}

// formats are the character formats that a style or run turns on or off.
type formats struct{ set, clear annotate.Style }

func (f *formats) turnOn(format annotate.Style)  { f.set, f.clear = f.set|format, f.clear&^format }
func (f *formats) turnOff(format annotate.Style) { f.set, f.clear = f.set&^format, f.clear|format }

// A styleSheet holds styles by family and name; docx has no families.
type styleSheet map[string]*style

// lineage yields the style of that name and its parents, nearest first.
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

// inherit adds the formats of a parent to those of its descendants.
func (f *formats) inherit(parent formats) {
	f.set |= parent.set &^ f.clear
	f.clear |= parent.clear &^ f.set
}

// atoi parses a decimal integer and returns fallback if value is not one.
func atoi(value string, fallback int) int {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return fallback
}
