package export_test

import (
	"slices"
	"unicode/utf16"
)

// encode and decode convert text to and from UTF-16, as browsers do.
func encode(s string) []uint16 { return utf16.Encode([]rune(s)) }

func decode(units []uint16) string { return string(utf16.Decode(units)) }

// sorted returns a sorted copy of lines.
func sorted(lines []string) []string {
	out := slices.Clone(lines)
	slices.Sort(out)
	return out
}
