package words

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed months.txt
var monthNames string

// monthsByName returns the numbers of the months by name. It parses the list when it
// is first called.
var monthsByName = sync.OnceValue(func() map[string]int {
	months := map[string]int{}
	for line := range strings.Lines(monthNames) {
		fields := strings.Fields(line)
		month, err := strconv.Atoi(fields[0])
		if err != nil {
			continue // a comment
		}
		for _, name := range fields[1:] {
			months[name] = month
		}
	}
	return months
})

// Month returns the number of the month that a lower-case word names, from 1 to
// 12, or 0 if it names none. It knows full names, abbreviations and inflected
// forms in European languages, Turkish, Indonesian, Arabic, Hebrew, Hindi,
// Bengali and Thai. Where languages disagree ("listopada" is November in Polish
// and Czech, October in Croatian) it picks one.
func Month(word string) int {
	// The dotted capital I of Turkish becomes two code points in lower case.
	return monthsByName()[strings.ReplaceAll(word, "i̇", "i")]
}
