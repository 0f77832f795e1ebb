package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// joined joins paragraphs that were parted by the end of a column or a page.
// What stands between the parts comes after the whole.
func (t typesetting) joined(all []paragraph) []paragraph {
	var out []paragraph
	open := -1 // the last paragraph of the body
	for _, p := range all {
		switch {
		case p.isFolded, t.isSmall(p):
		case open >= 0 && t.isBody(p) && goesOn(out[open], p):
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

// isBody reports whether a paragraph is as large as most of the text.
func (t typesetting) isBody(p paragraph) bool { return !p.isFolded && sameSize(p.size, t.body) }

// isSmall reports whether a paragraph is set smaller, as notes at the foot of a
// page are.
func (t typesetting) isSmall(p paragraph) bool { return p.size*sizeStep <= t.body }

// fewest is how many words a paragraph has that may break off.
const fewest = 8

// goesOn reports whether p is in another column or on another page than the
// end of before, which breaks off.
func goesOn(before, p paragraph) bool {
	end, next := before.last(), p.first()
	if next.page == end.page && next.top > end.top && next.left < end.right || p.mark > 0 || p.dented && !beginsLower(next.text) {
		return false
	}
	if endsSentence(end.text) {
		return false
	}
	if isParted(end.text) {
		return true
	}
	full := end.right > before.right-4*end.size
	return before.words() >= fewest && (beginsLower(next.text) || full && len(before.lines) > 1)
}

// A vocabulary is the words of a document that stand within a line: whether a
// word has a hyphen is seen there.
type vocabulary map[string]bool

func vocabularyOf(regions []region) vocabulary {
	words := vocabulary{}
	for _, r := range regions {
		for _, l := range r.lines {
			words.add(l.text)
		}
	}
	return words
}

// add adds the words of a line, but for one that is parted at its end.
func (v vocabulary) add(text string) {
	fields := strings.Fields(text)
	for i, w := range fields {
		if i < len(fields)-1 || !isParted(w) {
			v[bare(w)] = true
		}
	}
}

// bare is a word without case and without punctuation around it.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// Hyphens that end a line.
const (
	hyphens    = "-\u2010\u00AD"
	softHyphen = '\u00AD'
)

// isParted reports whether text ends with a hyphen after a letter.
func isParted(text string) bool {
	last, size := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return strings.ContainsRune(hyphens, last) && unicode.IsLetter(before)
}

// join makes one text of lines.
func (v vocabulary) join(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		text := l.text
		if i+1 < len(lines) {
			end, glue := v.seam(text, lines[i+1].text)
			text = end
			if !glue {
				text += " "
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

// seam returns a line as it stands before the next, without its hyphen if that
// only parts a word, and whether the next follows without a blank.
func (v vocabulary) seam(text, next string) (end string, glue bool) {
	last, size := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case last == softHyphen:
		return text[:len(text)-size], true
	case isParted(text) && unicode.IsLower(first):
		if v.keepsHyphen(lastField(text), firstField(next)) {
			return text, true
		}
		return text[:len(text)-size], true
	case isParted(text) && (unicode.IsLetter(first) || unicode.IsDigit(first)):
		return text, true
	case isWide(last) && isWide(first):
		return text, true
	case strings.ContainsRune("—–/", last) && len(lastField(text)) > size && isAddressOrDash(lastField(text), last):
		return text, true
	}
	return text, false
}

// keepsHyphen reports whether the word that is parted between a and b has a
// hyphen of its own: the document says so elsewhere, or it begins with a word
// that goes before others with a hyphen.
func (v vocabulary) keepsHyphen(a, b string) bool {
	whole := strings.TrimRight(a, hyphens)
	if joined := bare(whole + b); v[joined] {
		return false
	}
	if v[bare(whole+"-"+b)] || strings.ContainsAny(whole, "-\u2010") {
		return true
	}
	switch bare(whole) {
	case "self", "well", "half", "ex", "mid", "vice", "so":
		return true
	}
	return false
}

// isAddressOrDash reports whether what ends with a slash is an address; a dash
// goes with the word before it.
func isAddressOrDash(field string, last rune) bool {
	return last != '/' || strings.Contains(field, "://") || strings.HasPrefix(field, "www.")
}

func lastField(text string) string  { return text[strings.LastIndexByte(text, ' ')+1:] }
func firstField(text string) string { f, _, _ := strings.Cut(text, " "); return f }

// isWide reports whether r is of a script that has no blanks between words.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
