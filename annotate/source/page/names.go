package page

import (
	"strings"
	"unicode"

	"galley/annotate/source/words"
)

// Bounds of the name of an author.
const (
	longestName = 80  // bytes
	mostNames   = 12  // in a byline
	longestBy   = 300 // bytes of a byline
)

// ofAuthor cuts what pages write behind the name of an author: a handle, a
// date, the number of comments, links.
func ofAuthor(text string) string {
	text, _, _ = strings.Cut(text, " | ")
	fields := strings.Fields(text)
	for i, field := range fields {
		digit := strings.IndexAny(field, "0123456789")
		switch {
		case i == 0:
		case field[0] == '@' || digit == 0:
			return withoutTime(fields[:i], digit == 0)
		case digit > 0: // glued to the name
			return withoutTime(append(fields[:i:i], field[:digit]), false)
		}
	}
	return withoutTime(fields, false)
}

// withoutTime joins the words of a name without what led over to a date, which
// began with a month if its day or year was dated.
func withoutTime(fields []string, dated bool) string {
	for len(fields) > 1 && isTimeName(fields[len(fields)-1], dated) {
		dated = dated && words.Month(strings.ToLower(fields[len(fields)-1])) == 0
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
}

// isTimeName reports whether a word behind a name leads over to a date. Months
// are names too: May, August.
func isTimeName(word string, dated bool) bool {
	word = strings.ToLower(strings.Trim(word, ".,:;-–—"))
	switch word {
	case "", "on", "at", "am", "um", "le", "el", "il", "updated", "published", "posted",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return dated && words.Month(word) > 0
}

// joinNames makes a byline of names, each once. What is no name, such as an
// address, is left out.
func joinNames(names []string) string {
	var joined []string
	seen := map[string]bool{}
	for _, name := range names {
		name = nameOf(name)
		key := strings.ToLower(name)
		if name == "" || seen[key] || len(joined) == mostNames {
			continue
		}
		seen[key] = true
		joined = append(joined, name)
	}
	joint := ", "
	if strings.Contains(strings.Join(joined, ""), ",") {
		joint = "; "
	}
	byline := strings.Join(joined, joint)
	if len(byline) > longestBy {
		return joined[0]
	}
	return byline
}

// nameOf is the name of an author, "" if text is none.
func nameOf(text string) string {
	text = strings.Trim(ofAuthor(oneLine(text)), " ,;|·•-–—")
	lower := strings.ToLower(text)
	switch {
	case text == "", len(text) > longestName, strings.Contains(text, "://"), strings.HasPrefix(lower, "www."),
		strings.Contains(text, "@") && !strings.Contains(text, " "), strings.IndexAny(text, "@0123456789") == 0, strings.ContainsAny(text, "{}<>"),
		!strings.ContainsFunc(text, unicode.IsLetter):
		return ""
	}
	switch lower {
	case "admin", "administrator", "editor", "author", "unknown", "none", "null", "undefined", "staff", "webmaster", "default", "root":
		return ""
	}
	for _, link := range [...]string{"profile", "view ", "more from", "follow ", "all posts", "read more", "contributing ", "correspondent"} {
		if strings.Contains(lower, link) {
			return ""
		}
	}
	for _, by := range [...]string{"by ", "von ", "par ", "por ", "written by ", "posted by "} {
		if len(text) > len(by) && strings.EqualFold(text[:len(by)], by) {
			return strings.TrimSpace(text[len(by):])
		}
	}
	return text
}
