package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// fragmentWhole is the length, in code points, up to which a link names all
// the words; of longer ones it names the first and the last.
const fragmentWhole = 80

// fragmentWords is how many words a link names at either end.
const fragmentWords = 4

// textLink is a link to the words of an annotation in the page on the web that
// an article came from, by the text fragments of the WICG (#:~:text=). It is
// the plain address where browsers would not find the words, and "" for an
// article that has no address.
func textLink(n annotate.Annotation, on *annotate.Article) string {
	address := webAddress(on)
	if address == "" || !n.Anchor.State.Placed() {
		return address
	}
	span := n.Anchor.Span
	if cutsWord(on.Text, span.Start) || cutsWord(on.Text, span.End) {
		return address
	}
	directive := fragmentOf(span.In(on.Text))
	if strings.Count(on.Text, span.In(on.Text)) > 1 {
		if before := lastWords(lineEnd(on.Text[:span.Start])); before != "" {
			directive = encodeFragment(before) + "-," + directive
		}
		if after := firstWords(lineStart(on.Text[span.End:])); after != "" {
			directive += ",-" + encodeFragment(after)
		}
	}
	separator := "#:~:text="
	if strings.Contains(address, "#") {
		separator = ":~:text="
	}
	return address + separator + directive
}

// fragmentOf names words: all of them, or where they begin and end. Words of
// several paragraphs are only found by their ends.
func fragmentOf(words string) string {
	if !strings.Contains(words, "\n") && utf8.RuneCountInString(words) <= fragmentWhole {
		return encodeFragment(words)
	}
	return encodeFragment(firstWords(lineStart(words))) + "," + encodeFragment(lastWords(lineEnd(words)))
}

func lineStart(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

func lineEnd(s string) string { return s[strings.LastIndexByte(s, '\n')+1:] }

func firstWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[:min(len(fields), fragmentWords)], " ")
}

func lastWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[max(len(fields)-fragmentWords, 0):], " ")
}

// encodeFragment writes words as they may stand in a text directive, whose own
// signs are comma, hyphen and ampersand.
func encodeFragment(words string) string {
	var b strings.Builder
	for i := range len(words) {
		if c := words[i]; c != '-' && unreserved(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// cutsWord reports whether a letter or digit stands on both sides of off.
func cutsWord(text string, off int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:off])
	after, _ := utf8.DecodeRuneInString(text[off:])
	return wordRune(before) && wordRune(after) && !ideographic(before) && !ideographic(after)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// ideographic reports whether r is of a script that is written without blanks.
func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
