package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// A token is a word, a mark, or a whole quotation.
type token struct {
	span annotate.Span
	text string // "" for a quotation
}

func (t token) isQuotation() bool { return t.text == "" }

func (t token) isWord() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (t token) isCapitalized() bool {
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r)
}

func (t token) isComma() bool { return t.text == "," || t.text == "(" || t.text == ")" || t.isDash() }

func (t token) isDash() bool { return t.text == "—" || t.text == "–" || t.text == "--" }

// is reports whether the token is one of the words, which are in lower case.
func (t token) is(words map[string]bool) bool { return words[strings.ToLower(t.text)] }

// pronoun returns the span of a pronoun, without what is joined to it (he’d).
func (t token) pronoun() (annotate.Span, bool) {
	word := t.text
	if i := strings.IndexAny(word, "'’"); i > 0 {
		word = word[:i]
	}
	return annotate.Span{Start: t.span.Start, End: t.span.Start + len(word)}, pronouns[strings.ToLower(word)]
}

// tokens divides a span of text into tokens; passages, in text order, become one each.
func tokens(text string, span annotate.Span, passages []annotate.Span) []token {
	const perToken = 5 // bytes
	all := make([]token, 0, span.Len()/perToken+1)
	for off := span.Start; off < span.End; {
		for len(passages) > 0 && passages[0].End <= off {
			passages = passages[1:]
		}
		if len(passages) > 0 && passages[0].Start <= off {
			end := min(passages[0].End, span.End)
			all = append(all, token{span: annotate.Span{Start: off, End: end}})
			off = end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[off:])
		if unicode.IsSpace(r) {
			off += size
			continue
		}
		end := off + size
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			end = wordEnd(text[:span.End], end)
		} else if r == '-' && strings.HasPrefix(text[end:span.End], "-") {
			end++
		}
		all = append(all, token{annotate.Span{Start: off, End: end}, text[off:end]})
		off = end
	}
	return all
}

// wordEnd returns the end of the word that goes on at off. Hyphens, apostrophes and full
// stops between letters, and the full stop of an initial or a short title, belong to it.
func wordEnd(text string, off int) int {
	start := off
	for off < len(text) {
		r, size := utf8.DecodeRuneInString(text[off:])
		next, _ := utf8.DecodeRuneInString(text[off+size:])
		inside := strings.ContainsRune("-'’.&@", r) && (unicode.IsLetter(next) || unicode.IsDigit(next))
		if !inside && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			break
		}
		off += size
	}
	word := text[start-1 : off]
	if strings.HasPrefix(text[off:], ".") && (len(word) == 1 && unicode.IsUpper(rune(word[0])) || abbreviations[word]) {
		off++
	}
	return off
}
