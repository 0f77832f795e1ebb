package exporting

import (
	"strings"
	"unicode"
)

// longestStem is how long the name of a file that is made from a title gets, in
// bytes: file systems take 255, and a number and an extension may follow.
const longestStem = 80

// unnamed is the name of the file where a title has nothing to make one from.
const unnamed = "annotations"

// Stem makes the name of a file, without its extension, from a title: its
// letters and digits, in lower case, parted by hyphens. It holds nothing that
// means something to a shell or a file system.
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

// named replaces what is no good as a name: nothing, and what Windows keeps for
// devices.
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
