package office

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/source/charset"
	"galley/annotate/source/draft"
)

// noNumber is the number of a control word without one, which turns something on.
const noNumber = 1

// word obeys a control word with a number.
func (r *rtfReader) word(word string, n int) {
	if r.skip > 0 && word != "u" && word != "bin" {
		r.skip--
		return
	}
	r.decode()
	switch word {
	case "u":
		r.unicode(n)
	case "uc":
		r.substitutes = max(n, 0)
	case "bin":
		r.raw = r.raw[min(max(n, 0), len(r.raw)):]
	case "ansicpg":
		name := codePage(n)
		if name == "" {
			name = charset.Lookup(fmt.Sprintf("windows-%d", n))
		}
		if name == "" {
			name = charset.Lookup(fmt.Sprintf("cp%d", n))
		}
		if name != "" {
			r.charset = name
		}
	case "mac":
		r.charset = "macintosh"
	case "pc":
		r.charset = "cp437"
	case "pca":
		r.charset = "cp850"
	case "fcharset":
		font := r.fonts[r.font]
		font.charset = rtfCharsets()[n]
		r.fonts[r.font] = font
	default:
		if r.isDestination(word) || r.isCharacter(word) || r.isFormat(word, n) {
			return
		}
		r.paragraphWord(word, n)
	}
}

// isDestination changes where text goes. It reports whether word does that.
func (r *rtfReader) isDestination(word string) bool {
	switch word {
	case "fonttbl", "stylesheet", "fldinst", "title", "author", "listtext", "pntext":
		if r.destination != "ignored" {
			r.destination, r.entry = word, -1
			if word == "stylesheet" {
				r.entry = 0
			}
		}
	case "fldrslt":
		if r.destination != "ignored" {
			r.destination = ""
		}
	case "footnote":
		r.openNote()
	case "header", "headerl", "headerr", "headerf":
		r.openPagePart(ruleHeader)
	case "footer", "footerl", "footerr", "footerf":
		r.openPagePart(ruleFooter)
	case "colortbl", "pict", "listtable",
		"listoverridetable", "revtbl", "shprslt", "sp", "objdata", "nonshppict", "xe", "tc", "rxe", "info", "operator", "subject",
		"keywords", "doccomm", "company", "category", "manager", "comment", "pnseclvl", "datafield", "themedata", "annotation", "private":
		r.destination = "ignored"
		if word == "info" {
			r.destination = "info"
		}
	default:
		return false
	}
	return true
}

// isCharacter adds the character that word stands for. It reports whether there is one.
func (r *rtfReader) isCharacter(word string) bool {
	switch word {
	case "tab":
		r.text("\t")
	case "emdash":
		r.text("—")
	case "endash":
		r.text("–")
	case "lquote":
		r.text("‘")
	case "rquote":
		r.text("’")
	case "ldblquote":
		r.text("“")
	case "rdblquote":
		r.text("”")
	case "bullet":
		r.text("•")
	case "emspace", "enspace", "qmspace":
		r.text(" ")
	case "nestcell":
		r.text(" | ")
	default:
		return false
	}
	return true
}

// isFormat changes how text looks. It reports whether word does that.
func (r *rtfReader) isFormat(word string, n int) bool {
	isOn := n != 0
	set := func(style annotate.Style) {
		if r.style &^= style; isOn {
			r.style |= style
		}
	}
	switch word {
	case "b":
		set(annotate.Strong)
	case "i":
		set(annotate.Emphasis)
	case "strike", "striked":
		set(annotate.Strike)
	case "v":
		r.isHidden = isOn
	case "deleted":
		r.isDeleted = isOn
	case "super", "up":
		r.script = map[bool]draft.Script{true: draft.Raised}[isOn]
	case "sub", "dn":
		r.script = map[bool]draft.Script{true: draft.Lowered}[isOn]
	case "nosupersub":
		r.script = draft.OnLine
	case "plain":
		r.style, r.script, r.isHidden, r.isDeleted, r.font = 0, draft.OnLine, false, false, r.defaultFont
	case "f":
		r.font = n
	case "deff":
		r.font, r.defaultFont = n, n
	default:
		return false
	}
	return true
}

// paragraphWord obeys a word about paragraphs, lists and tables.
func (r *rtfReader) paragraphWord(word string, n int) {
	switch word {
	case "par", "sect", "page", "column":
		if r.destination == "" {
			r.endParagraph()
		}
	case "line", "lbr", "softline":
		if r.destination == "" {
			r.flow.lineBreak()
		}
	case "pard":
		r.paragraph = newRTFParagraph()
	case "s":
		if r.entry = n; r.destination != "stylesheet" {
			r.paragraph.style = n
		}
	case "cs", "ds", "ts":
		r.entry = -1
	case "outlinelevel":
		r.paragraph.outline = n
	case "ilvl":
		r.paragraph.level = max(n, 0)
	case "ls":
		r.paragraph.isItem = n > 0
	case "intbl":
		r.paragraph.isCell = true
	case "cell":
		if r.destination == "" {
			r.paragraph.isCell = true
			r.openCell()
			r.closeCell()
		}
	case "row":
		if r.table.inCell {
			r.closeCell()
		}
		r.table.inRow = false
	}
}
