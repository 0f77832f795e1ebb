package office

import (
	"strconv"

	"galley/annotate"
	"galley/annotate/source/markup"
)

// mostParents bounds how far a style is followed to the styles it is based on.
const mostParents = 32

// A docxStyle is a style as styles.xml has it.
type docxStyle struct {
	name    string
	parent  string
	outline int // level of heading from 0, -1 for none
	list    listRef
	set     annotate.Style // character formats it turns on
	clear   annotate.Style // and off
}

// A listRef names a level of a list.
type listRef struct {
	num   string // "" for none, "0" for none on purpose
	level int    // from 0; -1 for what the list says
}

// docxStyles reads styles.xml.
type docxStyles struct {
	markup.NopVisitor
	byID     map[string]*docxStyle
	language string
	now      *docxStyle // being read
}

func newDocxStyles() *docxStyles { return &docxStyles{byID: map[string]*docxStyle{}} }

func (s *docxStyles) Open(e markup.Element) {
	value := e.Attr("val")
	switch {
	case e.Name == "style":
		s.now = &docxStyle{outline: -1, list: listRef{level: -1}}
		s.byID[e.Attr("styleId")] = s.now
	case e.Name == "lang" && s.now == nil:
		s.language = value
	case s.now == nil:
	case e.Name == "name":
		s.now.name = value
	case e.Name == "basedOn":
		s.now.parent = value
	case e.Name == "outlineLvl":
		s.now.outline = number(value, -1)
	case e.Name == "numId":
		s.now.list.num = value
	case e.Name == "ilvl":
		s.now.list.level = number(value, -1)
	default:
		toggle(e, &s.now.set, &s.now.clear)
	}
}

func (s *docxStyles) Close(name string) {
	if name == "style" {
		s.now = nil
	}
}

// toggle notes a character format that is turned on or off.
func toggle(e markup.Element, set, clear *annotate.Style) {
	var style annotate.Style
	switch e.Name {
	case "b":
		style = annotate.Strong
	case "i":
		style = annotate.Emphasis
	case "strike", "dstrike":
		style = annotate.Strike
	default:
		return
	}
	if markup.IsOn(e.Attr("val")) {
		*set, *clear = *set|style, *clear&^style
	} else {
		*set, *clear = *set&^style, *clear|style
	}
}

// lineage yields the style of that id and those it is based on, the nearest
// first.
func (s *docxStyles) lineage(id string) func(func(*docxStyle) bool) {
	return func(yield func(*docxStyle) bool) {
		for range mostParents {
			style := s.byID[id]
			if style == nil || !yield(style) {
				return
			}
			id = style.parent
		}
	}
}

// role is what the style makes of a paragraph.
func (s *docxStyles) role(id string) role {
	for style := range s.lineage(id) {
		if r := roleOf(style.name); r.known {
			return r
		}
		if style.outline >= 0 && style.outline < 9 {
			return headed(style.outline + 1)
		}
	}
	return role{}
}

// list is the list that the style puts a paragraph into, without a num if it
// puts it into none.
func (s *docxStyles) list(id string) listRef {
	for style := range s.lineage(id) {
		if style.list.num != "" {
			return style.list
		}
	}
	return listRef{level: -1}
}

// characters is the style that words have by a style of that id.
func (s *docxStyles) characters(id string) annotate.Style {
	var set, clear annotate.Style
	for style := range s.lineage(id) {
		set |= style.set &^ clear
		clear |= style.clear &^ set
		if isCodeStyle(style.name) {
			set |= annotate.CodeSpan
		}
	}
	return set
}

// number reads a whole number, or gives another.
func number(value string, otherwise int) int {
	if n, err := strconv.Atoi(value); err == nil {
		return n
	}
	return otherwise
}
