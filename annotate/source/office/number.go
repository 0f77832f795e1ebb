package office

import (
	"strconv"
	"strings"

	"galley/annotate/source/draft"
)

// mostDeepList is how many levels a list may have in both formats.
const mostDeepList = 10

// A numeral is how a level of a list counts.
type numeral uint8

const (
	bullet numeral = iota // not at all
	arabic
	lowerRoman
	upperRoman
	lowerLetter
	upperLetter
	arabicTwo // 01, 02, …
	ordinal   // 1st, 2nd, …
)

// format writes n as the numeral has it.
func (k numeral) format(n int) string {
	switch k {
	case bullet:
		return ""
	case lowerRoman, upperRoman:
		if roman := draft.Roman(n); k == upperRoman && roman != "" {
			return roman
		} else if roman != "" {
			return strings.ToLower(roman)
		}
	case lowerLetter:
		return letters(n, 'a')
	case upperLetter:
		return letters(n, 'A')
	case arabicTwo:
		if n >= 0 && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case ordinal:
		return strconv.Itoa(n) + ordinalEnd(n)
	}
	return strconv.Itoa(n)
}

func ordinalEnd(n int) string {
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

// letters writes n as word processors do: a … z, aa … zz, aaa …
func letters(n int, first rune) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

// A counter counts the items of one list, by level from 0.
type counter struct {
	at    [mostDeepList]int
	begun [mostDeepList]bool
}

// next counts an item at a level whose first item has the number start. The
// levels below begin anew.
func (c *counter) next(level, start int) {
	if !c.begun[level] {
		c.at[level], c.begun[level] = start, true
	} else {
		c.at[level]++
	}
	clear(c.begun[level+1:])
}

// number is where the level stands, start if it has not begun.
func (c *counter) number(level, start int) int {
	if !c.begun[level] {
		return start
	}
	return c.at[level]
}
