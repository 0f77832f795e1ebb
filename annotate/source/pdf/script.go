package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/draft"
)

// The marks in a line around what is raised or lowered. XML has no such characters.
const (
	raised  = '\x0E'
	lowered = '\x0F'
	onLine  = '\x10'
)

// setOff writes what is between the word and the one before it: a space, unless it
// touches that and is in another size, and a mark if it is raised or lowered.
func (l *layout) setOff() {
	const smaller, shift, touch = .85, .2, .12 // ratios to the height of the base
	height, wasMarked := l.base.bottom-l.base.top, l.mark != 0
	isSmall := l.word.bottom-l.word.top < smaller*height
	gap := l.word.left - l.prevRight
	l.mark = 0
	switch isTouching := gap < touch*height && gap > -touch*height; {
	case !isTouching || !isSmall && !wasMarked:
		l.text.WriteByte(' ')
	case isSmall && l.word.bottom < l.base.bottom-shift*height:
		l.mark = raised
	case isSmall && l.word.bottom > l.base.bottom && l.word.top > l.base.top+shift*height:
		l.mark = lowered
	}
	if l.mark == 0 {
		l.base = l.word
	} else {
		l.text.WriteByte(l.mark)
	}
}

// pieces returns text without its marks.
func pieces(text string) []draft.Piece {
	var all []draft.Piece
	script := draft.OnLine
	for {
		end := strings.IndexAny(text, string(raised)+string(lowered)+string(onLine))
		if end < 0 {
			return append(all, draft.Piece{Text: text, Script: script})
		}
		if end > 0 {
			all = append(all, draft.Piece{Text: text[:end], Script: script})
		}
		script = map[byte]draft.Script{raised: draft.Raised, lowered: draft.Lowered}[text[end]]
		text = text[end+1:]
	}
}

// attachCaps puts each drop cap before the line that it begins.
func attachCaps(regions []region) {
	for _, r := range regions {
		for i := range r {
			if first, size := utf8.DecodeRuneInString(r[i].text); size == len(r[i].text) && unicode.IsUpper(first) {
				attachCap(&r[i], regions)
			}
		}
	}
}

// attachCap puts a letter before the first of the lines next to it, if it is as high as
// two of them. An inset of that line is a space.
func attachCap(letter *line, regions []region) {
	const minRatio, space = 1.8, .15 // ratios to the size of the line
	for _, r := range regions {
		for i := range r {
			l := &r[i]
			isNext := l.page == letter.page && l.left >= letter.right-1 && l.left < letter.right+letter.size/2 &&
				l.top > letter.top-l.size && l.top < letter.top+letter.size/2 && letter.size >= minRatio*l.size
			if !isNext || len(r)-i < 2 || l.text == "" {
				continue
			}
			if l.left-r[i+1].left > space*l.size && r[i+1].left > letter.left+letter.size/3 {
				l.text = " " + l.text
			}
			l.text, letter.text = letter.text+l.text, ""
			return
		}
	}
}
