package office

import (
	"strings"

	"galley/annotate"
	"galley/annotate/source/markup"
)

// An odtStyle is a style of paragraphs or of words.
type odtStyle struct {
	name    string // that people see
	parent  string
	outline int // level of heading from 1, 0 for none
	set     annotate.Style
	clear   annotate.Style
	hidden  bool
}

// An odtLevel is one level of a list.
type odtLevel struct {
	numeral        numeral
	prefix, suffix string
	start          int
	shown          int // how many levels its label shows, itself the last
}

// An odtList is a style of lists.
type odtList [mostDeepList]odtLevel

// odtStyles reads the styles in styles.xml and content.xml.
type odtStyles struct {
	markup.NopVisitor
	byName   map[string]*odtStyle // of paragraphs and words, by family and name
	lists    map[string]*odtList
	outline  odtList // of headings
	language string

	now  *odtStyle // being read
	list *odtList  // being read
}

func newODTStyles() *odtStyles {
	return &odtStyles{byName: map[string]*odtStyle{}, lists: map[string]*odtList{}}
}

func (s *odtStyles) Open(e markup.Element) {
	switch e.Name {
	case "style":
		s.openStyle(e)
	case "list-style":
		s.list = &odtList{}
		s.lists[e.Attr("name")] = s.list
	case "outline-style":
		s.list = &s.outline
	case "list-level-style-number", "outline-level-style", "list-level-style-bullet", "list-level-style-image":
		if s.list != nil {
			level := min(max(number(e.Attr("level"), 1), 1), mostDeepList)
			s.list[level-1] = odtLevelOf(e)
		}
	case "text-properties":
		s.textProperties(e)
	}
}

func (s *odtStyles) openStyle(e markup.Element) {
	s.now = &odtStyle{
		name: e.Attr("display-name"), parent: e.Attr("parent-style-name"),
		outline: number(e.Attr("default-outline-level"), 0),
	}
	if s.now.name == "" {
		s.now.name = e.Attr("name")
	}
	s.byName[e.Attr("family")+" "+e.Attr("name")] = s.now
}

func odtLevelOf(e markup.Element) odtLevel {
	l := odtLevel{start: number(e.Attr("start-value"), 1), shown: number(e.Attr("display-levels"), 1)}
	if l.prefix, l.suffix = e.Attr("num-prefix"), e.Attr("num-suffix"); len(l.prefix)+len(l.suffix) > longestPattern {
		l.prefix, l.suffix = "", ""
	}
	switch e.Attr("num-format") {
	case "1":
		l.numeral = arabic
	case "a":
		l.numeral = lowerLetter
	case "A":
		l.numeral = upperLetter
	case "i":
		l.numeral = lowerRoman
	case "I":
		l.numeral = upperRoman
	}
	return l
}

// textProperties reads the formats of words of the style that is being read,
// or the language of the document from its defaults.
func (s *odtStyles) textProperties(e markup.Element) {
	if s.now == nil {
		if language := e.Attr("language"); s.language == "" && language != "none" {
			s.language = language
			if country := e.Attr("country"); country != "" && country != "none" {
				s.language += "-" + country
			}
		}
		return
	}
	s.now.format(e, "font-weight", annotate.Strong, "normal", "400")
	s.now.format(e, "font-style", annotate.Emphasis, "normal")
	s.now.format(e, "text-line-through-style", annotate.Strike, "none")
	s.now.hidden = e.Attr("display") == "none"
}

// format notes a format that a property turns on, or off by one of the values.
func (s *odtStyle) format(e markup.Element, property string, style annotate.Style, off ...string) {
	value, ok := e.Lookup(property)
	if !ok {
		return
	}
	s.set |= style
	for _, o := range off {
		if value == o {
			s.set, s.clear = s.set&^style, s.clear|style
		}
	}
}

func (s *odtStyles) Close(name string) {
	switch name {
	case "style":
		s.now = nil
	case "list-style", "outline-style":
		s.list = nil
	}
}

// lineage yields the style of that name and those it is based on, the nearest
// first.
func (s *odtStyles) lineage(family, name string) func(func(*odtStyle) bool) {
	return func(yield func(*odtStyle) bool) {
		for range mostParents {
			style := s.byName[family+" "+name]
			if style == nil || !yield(style) {
				return
			}
			name = style.parent
		}
	}
}

// role is what the style makes of a paragraph.
func (s *odtStyles) role(name string) role {
	if r := roleOf(name); r.known {
		return r
	}
	for style := range s.lineage("paragraph", name) {
		if r := roleOf(style.name); r.known {
			return r
		}
		if r := roleOf(style.parent); r.known {
			return r
		}
		if style.outline > 0 {
			return headed(style.outline)
		}
	}
	return role{}
}

// characters is the style that words have by a style of that name, and whether
// it hides them.
func (s *odtStyles) characters(name string) (set annotate.Style, hidden bool) {
	var clear annotate.Style
	if isCodeStyle(name) {
		set |= annotate.CodeSpan
	}
	for style := range s.lineage("text", name) {
		set |= style.set &^ clear
		clear |= style.clear &^ set
		hidden = hidden || style.hidden
		if isCodeStyle(style.name) || isCodeStyle(style.parent) {
			set |= annotate.CodeSpan
		}
	}
	return set, hidden
}

// hides reports whether a style hides paragraphs.
func (s *odtStyles) hides(name string) bool {
	for style := range s.lineage("paragraph", name) {
		if style.hidden {
			return true
		}
	}
	return false
}

// label is what stands before an item at a level from 0, "" for a bullet.
func (l *odtList) label(c *counter, level int) string {
	at := l[level]
	if at.numeral == bullet {
		return ""
	}
	var numbers []string
	for i := max(level+1-max(at.shown, 1), 0); i <= level; i++ {
		if n := l[i].numeral.format(c.number(i, l[i].start)); n != "" {
			numbers = append(numbers, n)
		}
	}
	return strings.TrimSpace(at.prefix + strings.Join(numbers, ".") + at.suffix)
}
