// Package settings reads the settings file: the user's theme, measure, name and
// keys, as TOML. It reads bytes and does not know where the file is.
//
//	theme = "dracula"
//	measure = 66
//	line-spacing = 2
//	author = "Ada Lund"
//
//	[keys.read]
//	claim = ["c", "1"]
//	delete = []
//
// # Rules
//
//   - A mistake never stops the reader. It is reported with its line, the setting
//     is ignored, and the rest of the file applies, even if the file is not TOML.
//   - A remapped action loses its default keys, in that mode only. An empty list
//     unbinds it.
//   - [Parse] reads back what [Format] writes.
package settings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/ui/keys"

	"github.com/BurntSushi/toml"
)

// The bounds of a measure, in cells.
const (
	MinMeasure = 20
	MaxMeasure = 200
)

// MaxSpacing is the largest line spacing, in rows.
const MaxSpacing = 2

// MaxSize is the maximum size of a settings file, in bytes.
const MaxSize = 64 << 10

// The maximum length of the text of a mistake, in code points, and the maximum
// number of mistakes that are reported.
const (
	maxMistake  = 200
	maxMistakes = 100
)

// Settings are the contents of a settings file.
type Settings struct {
	Theme     string     // name of a theme or path of a glamour style file; "": not set
	ThemeLine int        // line of the file that sets Theme, from 1
	Measure   int        // maximum width of the text, in cells; 0: not set
	Spacing   int        // line spacing, in rows; 0: not set
	Author    string     // "": not set
	Blind     bool       // whether what others annotated is hidden until the user is done
	Backups   bool       // whether the library is backed up every day
	Suggest   bool       // whether suggestions are shown when an article is opened
	Team      Team       // the desk that the library is exchanged with
	Keys      keys.Table // all keys, with the changes
}

// A Mistake describes a part of the file that is ignored.
type Mistake struct {
	Line int // from 1; 0 if it is about the whole file
	What string
}

// String returns the mistake with its line: "line 7: …".
func (m Mistake) String() string {
	if m.Line == 0 {
		return m.What
	}
	return fmt.Sprintf("line %d: %s", m.Line, m.What)
}

// Default returns the settings without a file.
func Default() Settings { return Settings{Keys: keys.Default(), Backups: true} }

// Parse reads a settings file. It returns the first hundred mistakes, in the
// order of their lines.
func Parse(data []byte) (Settings, []Mistake) {
	if len(data) > MaxSize {
		return Default(), []Mistake{{What: fmt.Sprintf("ignored, because it is larger than %d KiB", MaxSize>>10)}}
	}
	f, mistakes := decodeLenient(data)
	p := parser{file: f, mistakes: mistakes, settings: Default()}
	p.top()
	slices.SortStableFunc(p.mistakes, func(a, b Mistake) int { return cmp.Compare(a.Line, b.Line) })
	return p.settings, p.mistakes
}

// A parser reads a decoded file.
type parser struct {
	file     file
	settings Settings
	mistakes []Mistake
}

// reject reports that a value is ignored.
func (p *parser) reject(v toml.Primitive, format string, args ...any) {
	if len(p.mistakes) >= maxMistakes {
		return
	}
	what := []rune(fmt.Sprintf(format, args...))
	if len(what) > maxMistake {
		what = append(what[:maxMistake], '…')
	}
	p.mistakes = append(p.mistakes, Mistake{p.file.line(v), string(what)})
}

// top reads the settings at the top of the file.
func (p *parser) top() {
	for _, e := range p.file.entries(p.file.top) {
		switch e.name {
		case "theme":
			p.settings.Theme = p.text(e)
			p.settings.ThemeLine = p.file.line(e.value)
		case "measure":
			p.settings.Measure = p.number(e, MinMeasure, MaxMeasure)
		case "line-spacing":
			p.settings.Spacing = p.number(e, 1, MaxSpacing)
		case "author":
			p.settings.Author = p.text(e)
		case "blind":
			p.yes(e, &p.settings.Blind)
		case "daily-backups":
			p.yes(e, &p.settings.Backups)
		case "suggestions":
			p.yes(e, &p.settings.Suggest)
		case "keys":
			p.keys(e)
		case "team":
			p.team(e)
		default:
			known := []string{"theme", "measure", "line-spacing", "author", "blind", "daily-backups", "suggestions", "keys", "team"}
			p.reject(e.value, "there is no setting “%s”%s", e.name, didYouMean(e.name, known))
		}
	}
}

// text reads a string, without the blanks around it.
func (p *parser) text(e entry) string {
	var s string
	if err := p.file.md.PrimitiveDecode(e.value, &s); err != nil {
		p.reject(e.value, "“%s” must be a string in quotation marks", e.name)
	}
	return strings.TrimSpace(s)
}

// yes reads true or false into to. Any other value is rejected and leaves it as it is.
func (p *parser) yes(e entry, to *bool) {
	var yes bool
	if err := p.file.md.PrimitiveDecode(e.value, &yes); err != nil {
		p.reject(e.value, "“%s” must be true or false", e.name)
		return
	}
	*to = yes
}

// number reads a number from low to high. Any other value is rejected and read
// as 0.
func (p *parser) number(e entry, low, high int) int {
	var n int
	err := p.file.md.PrimitiveDecode(e.value, &n)
	if err != nil || n < low || n > high {
		p.reject(e.value, "“%s” must be a number from %d to %d", e.name, low, high)
		return 0
	}
	return n
}

// keys reads the tables of keys, one for each mode.
func (p *parser) keys(e entry) {
	modes, ok := p.file.table(e.value)
	if !ok {
		p.reject(e.value, "“keys” must contain tables such as [keys.read]")
		return
	}
	var changes []keys.Change
	var from []toml.Primitive
	for _, table := range p.file.entries(modes, "keys") {
		for _, c := range p.mode(table) {
			changes, from = append(changes, c.Change), append(from, c.value)
		}
	}
	var refused []keys.Refusal
	p.settings.Keys, refused = p.settings.Keys.Remap(changes)
	for _, r := range refused {
		p.reject(from[r.Change], "%s", r.Why)
	}
}

// A change is a change to keys with the value that requested it.
type change struct {
	keys.Change
	value toml.Primitive
}

// mode reads the table of one mode.
func (p *parser) mode(table entry) []change {
	modes := keys.Modes()
	i := slices.IndexFunc(modes, func(m keys.Mode) bool { return m.Setting() == table.name })
	if i < 0 {
		var names []string
		for _, m := range modes {
			names = append(names, m.Setting())
		}
		p.reject(table.value, "there is no mode “%s”%s; the modes are %s",
			table.name, didYouMean(table.name, names), strings.Join(names, ", "))
		return nil
	}
	actions, ok := p.file.table(table.value)
	if !ok {
		p.reject(table.value, "“%s” must be a table: [keys.%s]", table.name, table.name)
		return nil
	}
	var changes []change
	for _, e := range p.file.entries(actions, "keys", table.name) {
		if names, ok := p.action(modes[i], e); ok {
			changes = append(changes, change{keys.Change{Mode: modes[i], Action: keys.Action(e.name), Keys: names}, e.value})
		}
	}
	return changes
}

// action reads the keys of one action.
func (p *parser) action(mode keys.Mode, e entry) (names []string, ok bool) {
	var known []string
	for _, b := range p.settings.Keys.For(mode) {
		known = append(known, string(b.Action))
	}
	if !slices.Contains(known, e.name) {
		p.reject(e.value, "there is no action “%s” in %s%s", e.name, mode.Setting(), didYouMean(e.name, known))
		return nil, false
	}
	var one string
	if p.file.md.PrimitiveDecode(e.value, &one) == nil {
		return []string{one}, true
	}
	if p.file.md.PrimitiveDecode(e.value, &names) != nil {
		p.reject(e.value, "“%s” must be a key in quotation marks, or a list of keys", e.name)
		return nil, false
	}
	return names, true
}
