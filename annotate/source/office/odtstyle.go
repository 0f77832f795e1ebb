package office

import (
	"cmp"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

type odtLevel struct {
	numeral        numeral
	prefix, suffix string
	start          int
	displayLevels  int // the number of levels in its label, of which it is the last
}

type odtList [maxListDepth]odtLevel

// odtStyles reads the styles in styles.xml and content.xml.
type odtStyles struct {
	sheet    styleSheet // families are "paragraph " and "text "
	lists    map[string]*odtList
	outline  odtList // of headings
	language string

	open *style   // being read
	list *odtList // being read
}

func newODTStyles() *odtStyles {
	return &odtStyles{sheet: styleSheet{}, lists: map[string]*odtList{}}
}

func (s *odtStyles) onOpen(e markup.Element) {
	switch e.Name {
	case "style":
		s.open = &style{
			name: cmp.Or(e.Attr("display-name"), e.Attr("name")), parent: e.Attr("parent-style-name"),
			outline: atoi(e.Attr("default-outline-level"), 0),
		}
		s.sheet[e.Attr("family")+" "+e.Attr("name")] = s.open
	case "list-style":
		s.list = &odtList{}
		s.lists[e.Attr("name")] = s.list
	case "outline-style":
		s.list = &s.outline
	case "list-level-style-number", "outline-level-style", "list-level-style-bullet", "list-level-style-image":
		if s.list != nil {
			level := min(max(atoi(e.Attr("level"), 1), 1), maxListDepth)
			s.list[level-1] = readODTLevel(e)
		}
	case "text-properties":
		s.readTextProperties(e)
	}
}

func readODTLevel(e markup.Element) odtLevel {
	l := odtLevel{start: atoi(e.Attr("start-value"), 1), displayLevels: atoi(e.Attr("display-levels"), 1)}
	if l.prefix, l.suffix = e.Attr("num-prefix"), e.Attr("num-suffix"); len(l.prefix)+len(l.suffix) > maxPattern {
		l.prefix, l.suffix = "", ""
	}
	numerals := map[string]numeral{"1": arabic, "a": lowerLetter, "A": upperLetter, "i": lowerRoman, "I": upperRoman}
	l.numeral = numerals[e.Attr("num-format")]
	return l
}

// readTextProperties reads the character formats of the open style, or the language
// of the document from its defaults.
func (s *odtStyles) readTextProperties(e markup.Element) {
	if s.open == nil {
		if language := e.Attr("language"); s.language == "" && language != "none" {
			s.language = language
			if country := e.Attr("country"); country != "" && country != "none" {
				s.language += "-" + country
			}
		}
		return
	}
	s.open.readODT(e, "font-weight", annotate.Strong, "normal", "400")
	s.open.readODT(e, "font-style", annotate.Emphasis, "normal")
	s.open.readODT(e, "text-line-through-style", annotate.Strike, "none")
	s.open.hidden = e.Attr("display") == "none"
	s.open.font = cmp.Or(s.open.font, e.Attr("font-name"), e.Attr("font-family"))
	switch position, _, _ := strings.Cut(e.Attr("text-position"), " "); {
	case position == "super", strings.HasSuffix(position, "%") && position[0] != '-' && position != "0%":
		s.open.script = draft.Raised
	case position == "sub", strings.HasPrefix(position, "-"):
		s.open.script = draft.Lowered
	}
}

// readODT turns a character format on or off if e has the property for it. The values
// in off turn it off.
func (f *formats) readODT(e markup.Element, property string, format annotate.Style, off ...string) {
	switch value, ok := e.Lookup(property); {
	case !ok:
	case slices.Contains(off, value):
		f.turnOff(format)
	default:
		f.turnOn(format)
	}
}

func (s *odtStyles) onClose(name string) {
	switch name {
	case "style":
		s.open = nil
	case "list-style", "outline-style":
		s.list = nil
	}
}

// role returns the role of a paragraph whose style is name.
func (s *odtStyles) role(name string) role {
	if r := roleOf(name); r.known {
		return r
	}
	for style := range s.sheet.lineage("paragraph ", name) {
		if r := roleOf(style.name); r.known {
			return r
		}
		if r := roleOf(style.parent); r.known {
			return r
		}
		if style.outline > 0 {
			return headingRole(style.outline)
		}
	}
	return role{}
}

// span returns the span of text whose character style is name.
func (s *odtStyles) span(name string) odtSpan {
	var f formats
	var span odtSpan
	if isCodeStyle(name) {
		f.set = annotate.CodeSpan
	}
	for style := range s.sheet.lineage("text ", name) {
		f.inherit(style.formats)
		span.hidden = span.hidden || style.hidden
		if isCodeStyle(style.name) || isCodeStyle(style.parent) {
			f.set |= annotate.CodeSpan
		}
	}
	span.Style, span.Script, span.font = f.set, f.script, f.font
	return span
}

// hides reports whether the paragraph style name hides its text.
func (s *odtStyles) hides(name string) bool {
	for style := range s.sheet.lineage("paragraph ", name) {
		if style.hidden {
			return true
		}
	}
	return false
}

// label returns the text before an item at a level from 0, or "" for a bullet.
func (l *odtList) label(c *counter, level int) string {
	own := l[level]
	if own.numeral == bullet {
		return ""
	}
	var numbers []string
	for i := max(level+1-max(own.displayLevels, 1), 0); i <= level; i++ {
		if n := l[i].numeral.format(c.number(i, l[i].start)); n != "" {
			numbers = append(numbers, n)
		}
	}
	return strings.TrimSpace(own.prefix + strings.Join(numbers, ".") + own.suffix)
}
