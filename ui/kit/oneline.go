package kit

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"galley/annotate"
)

// OneLine returns text on one row: each run of white space becomes one blank,
// and characters that must not reach a terminal (controls, and those that
// reorder or hide text) are removed.
func OneLine(text string) string {
	before := rune(0)
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case annotate.ActsOnTerminal(r), annotate.Invisible(r, before), r == unicode.ReplacementChar:
			return -1
		}
		before = r
		return r
	}, text)), " ")
}

// JoinParts joins the texts that are not empty.
func JoinParts(separator string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), separator)
}

// Capital returns text, which must begin with ASCII, with its first letter
// capitalized.
func Capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Day names the day of a time in the zone of now: "today", "yesterday" or its
// date.
func Day(t, now time.Time) string {
	t = t.In(now.Location())
	switch t.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return "today"
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "yesterday"
	}
	return t.Format("2 Jan 2006")
}
