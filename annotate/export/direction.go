package export

import (
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"

	"galley/annotate"
)

// isRightToLeft reports whether most of the letters of a text, or of its beginning,
// are written from right to left.
func isRightToLeft(text string) bool {
	const maxLetters = 2000
	balance, letters := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		p, _ := bidi.LookupRune(r)
		if c := p.Class(); c == bidi.R || c == bidi.AL {
			balance++
		} else {
			balance--
		}
		if letters++; letters == maxLetters {
			break
		}
	}
	return balance > 0
}

// dirOf returns the dir attribute of a text on a page, or "" if it runs as the page
// does. A text without letters does.
func dirOf(text string, pageRTL bool) string {
	for _, r := range text {
		switch p, _ := bidi.LookupRune(r); {
		case p.Class() == bidi.L && pageRTL && !isRightToLeft(text):
			return ` dir="ltr"`
		case p.Class() != bidi.L && !pageRTL && unicode.IsLetter(r) && isRightToLeft(text):
			return ` dir="rtl"`
		}
	}
	return ""
}

// languageOf returns the language of an article as a BCP 47 tag, or "" if it is
// unknown or not one.
func languageOf(a *annotate.Article) string {
	tag, err := language.Parse(a.Meta.Language)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
