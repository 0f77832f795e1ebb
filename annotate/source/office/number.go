package office

import (
	"strconv"
	"strings"

	"galley/annotate/source/draft"
)

// maxListDepth is the maximum number of list levels in Word and OpenDocument files.
const maxListDepth = 10

// A numeral is a number format for list items.
type numeral uint8

const (
	bullet numeral = iota // no number
	arabic
	lowerRoman
	upperRoman
	lowerLetter
	upperLetter
	zeroPadded // 01, 02, …
	ordinal    // 1st, 2nd, …
)

// format returns n in format k, or in Arabic digits if k cannot represent it.
func (k numeral) format(n int) string {
	text := ""
	switch k {
	case bullet:
		return ""
	case lowerRoman, upperRoman:
		text = draft.Roman(n)
	case lowerLetter, upperLetter:
		text = letters(n)
	case zeroPadded:
		if n >= 0 && n < 10 {
			text = "0" + strconv.Itoa(n)
		}
	case ordinal:
		text = strconv.Itoa(n) + ordinalSuffix(n)
	}
	switch {
	case text == "":
		return strconv.Itoa(n)
	case k == lowerRoman, k == lowerLetter:
		return strings.ToLower(text)
	}
	return text
}

func ordinalSuffix(n int) string {
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

// letters returns n in the letter numbering of word processors, A … Z, AA … ZZ,
// AAA …, or "" if n is not positive or the result would be too long.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return ""
	}
	return strings.Repeat(string('A'+rune((n-1)%26)), (n-1)/26+1)
}

// A counter counts the items of one list, by level from 0.
type counter struct {
	numbers [maxListDepth]int
	begun   [maxListDepth]bool
}

// next counts an item. The first item of a level gets the number start. Deeper
// levels start over.
func (c *counter) next(level, start int) {
	if !c.begun[level] {
		c.numbers[level], c.begun[level] = start, true
	} else {
		c.numbers[level]++
	}
	clear(c.begun[level+1:])
}

// restart makes start the number of the next item of a level.
func (c *counter) restart(level, start int) {
	c.numbers[level], c.begun[level] = start-1, true
	clear(c.begun[level+1:])
}

// number returns the current number of a level, or start if it has not begun.
func (c *counter) number(level, start int) int {
	if !c.begun[level] {
		return start
	}
	return c.numbers[level]
}
