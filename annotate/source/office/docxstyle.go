package office

import (
	"cmp"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// A listRef names a level of a list.
type listRef struct {
	num   string // "" if unspecified, "0" for no list
	level int    // from 0; -1 if unspecified
}

type docxStyles struct {
	sheet    styleSheet // by id
	language string
	open     *style // being read
}

func (s *docxStyles) onOpen(e markup.Element) {
	value := e.Attr("val")
	switch {
	case e.Name == "style":
		s.open = &style{list: listRef{level: -1}}
		s.sheet[e.Attr("styleId")] = s.open
	case e.Name == "lang" && s.open == nil:
		s.language = value
	case s.open == nil:
	case e.Name == "name":
		s.open.name = value
	case e.Name == "basedOn":
		s.open.parent = value
	case e.Name == "outlineLvl":
		s.open.outline = outlineLevel(value)
	case e.Name == "numId":
		s.open.list.num = value
	case e.Name == "ilvl":
		s.open.list.level = atoi(value, -1)
	default:
		s.open.readDocx(e)
	}
}

func (s *docxStyles) onClose(name string) {
	if name == "style" {
		s.open = nil
	}
}

// outlineLevel converts an outline level, which counts from 0, to a heading level,
// which counts from 1. It returns 0 for the level of body text.
func outlineLevel(value string) int {
	if n := atoi(value, -1); n >= 0 && n < 9 {
		return n + 1
	}
	return 0
}

// readDocx turns the character format that e stands for on or off, if there is one.
func (f *formats) readDocx(e markup.Element) {
	turn := f.turnOn
	if !markup.IsOn(e.Attr("val")) {
		turn = f.turnOff
	}
	switch e.Name {
	case "b":
		turn(annotate.Strong)
	case "i":
		turn(annotate.Emphasis)
	case "strike", "dstrike":
		turn(annotate.Strike)
	case "rFonts":
		f.font = cmp.Or(e.Attr("ascii"), e.Attr("hAnsi"))
	case "vertAlign":
		f.script = map[string]draft.Script{"superscript": draft.Raised, "subscript": draft.Lowered}[e.Attr("val")]
	}
}

// role returns the role of a paragraph whose style is id.
func (s *docxStyles) role(id string) role {
	for style := range s.sheet.lineage("", id) {
		if r := roleOf(style.name); r.known {
			return r
		}
		if style.outline > 0 {
			return headingRole(style.outline)
		}
	}
	return role{}
}

// list returns the list of a paragraph whose style is id. Its num is "" if the style
// has none.
func (s *docxStyles) list(id string) listRef {
	for style := range s.sheet.lineage("", id) {
		if style.list.num != "" {
			return style.list
		}
	}
	return listRef{level: -1}
}

// characterFormats returns the formats of text whose style is id.
func (s *docxStyles) characterFormats(id string) formats {
	var f formats
	for style := range s.sheet.lineage("", id) {
		f.inherit(style.formats)
		if isCodeStyle(style.name) {
			f.set |= annotate.CodeSpan
		}
	}
	return f
}
