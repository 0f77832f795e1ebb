package exporting

import (
	"strings"
	"unicode"

	"galley/ui/kit"
)

// maxStem is the maximum length of a stem, in bytes: file systems allow
// 255, and a number and an extension may follow.
const maxStem = 80

// fallbackStem is the stem for a title without letters or digits.
const fallbackStem = "annotations"

// Stem returns a file name, without extension, for a title: its letters and
// digits in lower case, separated by hyphens. It contains nothing special to a
// shell or a file system.
func Stem(title string) string {
	title = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(title))
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) })
	for i, word := range words {
		words[i] = strings.TrimLeftFunc(word, unicode.IsMark)
	}
	stem := kit.JoinParts("-", words...)
	if len(stem) > maxStem {
		stem = strings.TrimRight(strings.ToValidUTF8(stem[:maxStem], ""), "-")
	}
	return validStem(stem)
}

// validStem replaces stems that cannot be file names: the empty one, and device
// names on Windows.
func validStem(stem string) string {
	switch stem {
	case "":
		return fallbackStem
	case "con", "prn", "aux", "nul":
		return stem + "-" + fallbackStem
	}
	if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && unicode.IsDigit(rune(stem[3])) {
		return stem + "-" + fallbackStem
	}
	return stem
}
