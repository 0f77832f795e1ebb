package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate/source/words"
)

// join joins paragraphs that the end of a column or page interrupts. Text between the
// parts follows the whole.
func (t typesetting) join(all []paragraph) []paragraph {
	var out []paragraph
	open := -1 // the last paragraph of the body
	for _, p := range all {
		switch {
		case p.isFolded, p.size*sizeRatio <= t.body: // furniture, or a note in small print
		case open >= 0 && t.isBody(p) && p.continues(out[open]):
			out[open].lines = append(out[open].lines, p.lines...)
			out[open].right = p.right
			continue
		case t.isBody(p):
			open = len(out)
		default:
			open = -1
		}
		out = append(out, p)
	}
	return out
}

// isBody reports whether a paragraph has the size of most of the text.
func (t typesetting) isBody(p paragraph) bool { return !p.isFolded && sameSize(p.size, t.body) }

// minOpenWords is the minimum number of words in a paragraph that breaks off.
const minOpenWords = 8

// continues reports whether p continues the paragraph before it, which breaks
// off at the end of its column or page.
func (p paragraph) continues(prev paragraph) bool {
	end, next := prev.last(), p.first()
	if next.page == end.page && next.top > end.top && next.left < end.right || p.bullet > 0 || p.indented && !beginsLower(next.text) {
		return false
	}
	if endsSentence(end.text) {
		return false
	}
	if endsInHyphen(end.text) {
		return true
	}
	full := end.right > prev.right-4*end.size
	return prev.words() >= minOpenWords && (beginsLower(next.text) || full && len(prev.lines) > 1)
}

// endsSentence reports whether text ends a sentence or introduces what follows.
func endsSentence(text string) bool {
	return strings.ContainsRune(".!?:…。！？", words.LastMark(text))
}

func beginsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, "“‘\"'(["))
	return unicode.IsLower(r)
}

// A vocabulary is the set of words within the lines of a document.
type vocabulary struct{ words.Vocabulary }

func newVocabulary(regions []region) vocabulary {
	v := vocabulary{words.Vocabulary{}}
	for _, r := range regions {
		for _, l := range r {
			v.Add(l.text)
		}
	}
	return v
}

// normalize returns a word in lower case, without punctuation around it.
func normalize(word string) string { return words.Bare(word) }

const softHyphen = '\u00AD'

func endsInHyphen(text string) bool { return words.EndsInHyphen(text) }

// join returns the text of lines.
func (v vocabulary) join(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		text := l.text
		if i+1 < len(lines) {
			text = v.lineEnd(text, lines[i+1].text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// lineEnd returns text, a line, as it is joined to the next one: without its hyphen if
// that only divides a word, and with a space unless the lines join without one.
func (v vocabulary) lineEnd(text, next string) string {
	last, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	field := text[strings.LastIndexByte(text, ' ')+1:]
	switch {
	case last == softHyphen:
		return text[:len(text)-size]
	case endsInHyphen(text) && unicode.IsLower(first):
		nextField, _, _ := strings.Cut(next, " ")
		if v.KeepsHyphen(field, nextField) {
			return text
		}
		return text[:len(text)-size]
	case endsInHyphen(text) && (unicode.IsLetter(first) || unicode.IsDigit(first)):
		return text
	case isCJK(last) && isCJK(first):
		return text
	case strings.ContainsRune("—–", last) && len(field) > size: // a dash right after a word
		return text
	case last == '/' && len(field) > size && (strings.Contains(field, "://") || strings.HasPrefix(field, "www.")):
		return text
	}
	return text + " "
}

// isCJK reports whether r belongs to a script without spaces between words.
func isCJK(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
