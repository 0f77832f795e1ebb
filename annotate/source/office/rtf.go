package office

import (
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
	"galley/annotate/source/charset"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// An rtfReader reads Rich Text Format (RTF Specification 1.9.1): control words, which
// change a state, within groups, which restore it.
type rtfReader struct {
	rtfState
	groups []rtfState // the states around the open groups

	raw     []byte // what follows
	pending []byte // characters that are not decoded yet
	skip    int    // number of characters to skip, which stand for the one before
	charset string // of fonts that name none
	fonts   map[int]rtfFont
	styles  map[int]string // names of paragraph styles
	meta    annotate.Meta
	name    strings.Builder // the text of a destination that is not text

	flow   *flow
	table  rtfTable
	notes  []draft.Block
	cited  int           // number of notes
	label  string        // the number or bullet of the paragraph
	hidden []draft.Piece // the text of the paragraph that is not shown
	pages  []draft.Block // page headers and footers
	lead   rune          // the first half of a character in UTF-16

	defaultFont int
}

// symbols is the character set of fonts whose characters are numbers.
const symbols = "symbols"

type rtfFont struct{ name, charset string }

// An rtfState is what the end of a group restores.
type rtfState struct {
	destination string // "" for the text
	isHidden    bool
	isDeleted   bool
	style       annotate.Style
	script      draft.Script
	font        int
	substitutes int // number of characters that stand for one in Unicode
	link        string
	paragraph   rtfParagraph

	outer *rtfNote // nil unless the group is a note, or the header or footer of a page
	entry int      // of the style that is being defined, or -1
}

// An rtfNote is what the end of a note, or of the header or footer of a page, restores.
type rtfNote struct {
	number int    // of the note
	rule   string // by which the header or footer is folded
	flow   *flow
	table  rtfTable
	label  string
	hidden []draft.Piece
}

type rtfParagraph struct {
	style, outline int // -1 for none
	level          int // of a list, from 0
	isItem, isCell bool
}

// An rtfTable says which parts of a table are open.
type rtfTable struct{ isOpen, inRow, inCell bool }

// maxGroups is the maximum number of groups that may be open at once.
const maxGroups = 4096

// RTF reads Rich Text Format. Its only error is [markup.ErrTooDeep].
func RTF(raw []byte) (draft.Document, error) {
	r := rtfReader{raw: raw, charset: charset.Windows1252, fonts: map[int]rtfFont{}, styles: map[int]string{}, flow: newFlow()}
	r.paragraph, r.substitutes = newRTFParagraph(), 1
	for len(r.raw) > 0 {
		c := r.raw[0]
		r.raw = r.raw[1:]
		switch c {
		case '{':
			if r.openGroup(); len(r.groups) > maxGroups {
				return draft.Document{}, markup.ErrTooDeep
			}
		case '}':
			r.closeGroup()
		case '\\':
			r.control()
		case '\r', '\n', 0:
		default:
			r.char(c)
		}
	}
	for len(r.groups) > 0 {
		r.closeGroup()
	}
	r.endParagraph()
	r.closeTable()
	return draft.Document{Meta: r.meta, Blocks: slices.Concat(r.flow.finish(), r.notes, r.pages)}, nil
}

func newRTFParagraph() rtfParagraph { return rtfParagraph{style: -1, outline: -1} }

func (r *rtfReader) openGroup() {
	r.decode()
	r.skip = 0
	r.groups = append(r.groups, r.rtfState)
	r.outer = nil
}

// closeGroup restores the state before the group, after using what the group defined.
func (r *rtfReader) closeGroup() {
	r.decode()
	r.skip = 0
	n := len(r.groups) - 1
	if n < 0 {
		return
	}
	inner := r.rtfState
	if inner.outer != nil {
		r.endParagraph()
		r.closeTable()
		r.keepAside(r.flow.finish(), *inner.outer)
		r.flow, r.table, r.label, r.hidden = inner.outer.flow, inner.outer.table, inner.outer.label, inner.outer.hidden
	}
	r.rtfState, r.groups = r.groups[n], r.groups[:n]
	if inner.destination != r.destination {
		r.define(inner.destination, strings.TrimSpace(r.name.String()))
		r.name.Reset()
	}
}

// define keeps the text of a destination.
func (r *rtfReader) define(destination, text string) {
	switch destination {
	case "fldinst":
		r.link = linkOf(text)
	case "title":
		r.meta.Title = text
	case "author":
		r.meta.Byline = text
	case "listtext", "pntext":
		r.label = text
	}
}

// linkOf returns the address in the instruction of a field, or "".
func linkOf(instruction string) string {
	_, after, ok := strings.Cut(instruction, "HYPERLINK")
	if after = strings.TrimSpace(after); !ok || strings.HasPrefix(after, `\l`) {
		return ""
	}
	address, _, _ := strings.Cut(strings.TrimPrefix(after, `"`), `"`)
	return address
}

// control reads what follows a backslash.
func (r *rtfReader) control() {
	if len(r.raw) == 0 {
		return
	}
	c := r.raw[0]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		r.raw = r.raw[1:]
		r.symbol(c)
		return
	}
	end := 0
	for end < len(r.raw) && end < 32 && r.raw[end]|0x20 >= 'a' && r.raw[end]|0x20 <= 'z' {
		end++
	}
	word, number := string(r.raw[:end]), end
	if end < len(r.raw) && r.raw[end] == '-' {
		end++
	}
	for end < len(r.raw) && end < number+11 && r.raw[end] >= '0' && r.raw[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(string(r.raw[number:end]))
	if r.raw = r.raw[end:]; len(r.raw) > 0 && r.raw[0] == ' ' {
		r.raw = r.raw[1:]
	}
	if err != nil {
		n = noNumber
	}
	r.word(word, n)
}

// symbol reads a control symbol.
func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if len(r.raw) >= 2 {
			if code, err := strconv.ParseUint(string(r.raw[:2]), 16, 8); err == nil {
				r.raw = r.raw[2:]
				r.char(byte(code))
			}
		}
	case '*':
		r.ignoreUnknown()
	case '~':
		r.text("\u00A0")
	case '_':
		r.text("\u2011")
	case '\r', '\n':
		r.endParagraph()
	case '\\', '{', '}':
		r.char(c)
	}
}

// ignoreUnknown skips the group after \*, unless its destination is known.
func (r *rtfReader) ignoreUnknown() {
	for _, known := range []string{`\fldinst`, `\shpinst`, `\pntext`, `\footnote`} {
		if strings.HasPrefix(string(r.raw[:min(len(r.raw), 12)]), known) {
			return
		}
	}
	r.destination = "ignored"
}

// char adds a byte of text in the character set of the font.
func (r *rtfReader) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.pending = append(r.pending, c)
}

// decode adds the pending bytes as text.
func (r *rtfReader) decode() {
	if len(r.pending) == 0 {
		return
	}
	raw := r.pending
	r.pending = nil
	font := r.fonts[r.font]
	name := font.charset
	if name == "" || r.destination != "" {
		name = r.charset
	}
	if name == symbols {
		var text strings.Builder
		for _, c := range raw {
			text.WriteRune(rune(c))
		}
		r.add(text.String())
		return
	}
	text, err := charset.Encoding(name).NewDecoder().Bytes(raw)
	if err != nil {
		text = raw
	}
	r.add(string(text))
}

// text adds text that is in Unicode.
func (r *rtfReader) text(text string) {
	r.decode()
	if r.skip > 0 {
		r.skip--
		return
	}
	r.add(text)
}
