package exporting

import (
	"strings"
	"unicode"
)

// longestStem is the maximum length of a stem, in bytes: file systems allow
// 255, and a number and an extension may follow.
const longestStem = 80

// unnamed is the stem for a title without letters or digits.
const unnamed = "annotations"

// Stem returns a file name, without extension, for a title: its letters and
// digits in lower case, separated by hyphens. It contains nothing special to a
// shell or a file system.
func Stem(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(title) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0 && !gap:
			part := string(r)
			if gap && b.Len() > 0 {
				part = "-" + part
			}
			if b.Len()+len(part) > longestStem {
				return named(b.String())
			}
			b.WriteString(part)
			gap = false
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return named(b.String())
}

// named replaces stems that cannot be file names: the empty one, and device
// names on Windows.
func named(stem string) string {
	switch stem {
	case "":
		return unnamed
	case "con", "prn", "aux", "nul":
		return stem + "-" + unnamed
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && unicode.IsDigit(rune(stem[3])) {
		return stem + "-" + unnamed
	}
	return stem
}
