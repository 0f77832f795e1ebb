package page

import (
	"strings"
	"unicode"

	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/words"
)

// maxName is the maximum length, in bytes, of the name of an author.
const maxName = 80

// trimAuthor returns the name of an author without what pages write after it: a
// handle, a date, the number of comments, links.
func trimAuthor(text string) string {
	text = furniture.CutSection(text)
	fields := strings.Fields(text)
	for i, field := range fields {
		digit := strings.IndexAny(field, "0123456789")
		switch {
		case i == 0:
		case digit == 0 && i == 1 && words.Month(strings.ToLower(strings.Trim(fields[0], ".,"))) > 0:
			return "" // the date alone
		case digit == 0:
			return trimTime(fields[:i], 1) // the digits are a day or a year
		case strings.Contains(field, "@"), i+1 < len(fields) && wordLists().Has("after name", strings.ToLower(strings.Trim(field, ".,:;"))):
			return trimTime(fields[:i], 0)
		case isJob(field) && i == 1 && !strings.HasSuffix(fields[0], ","):
			return text // "Contributing Writer"
		case isJob(field) && (i+1 < len(fields) || !isOrganization(field)):
			return trimTime(fields[:jobStart(fields, i)], 0)
		case digit > 0: // the number follows without a space
			return trimTime(append(fields[:i:i], field[:digit]), 0)
		}
	}
	return trimTime(fields, 0)
}

// isJob reports whether a word after a name says what its bearer does.
func isJob(word string) bool {
	return wordLists().Has("job", strings.ToLower(strings.Trim(word, ".,;:()/")))
}

// jobStart returns the number of words of a name before the line of a job that has
// its word at index i: the line begins after a comma or a dash, or with that word.
func jobStart(fields []string, i int) int {
	for n := i - 1; n > 0; n-- {
		if strings.Trim(fields[n], "-–—,(") == "" || strings.HasSuffix(fields[n-1], ",") || fields[n][0] == '(' {
			return n
		}
	}
	return i
}

// trimTime joins the words of a name without the words at its end that introduce a
// date. At most months of those may be the name of a month.
func trimTime(fields []string, months int) string {
	for len(fields) > 1 && isTimeWord(fields[len(fields)-1], months) {
		if words.Month(strings.ToLower(fields[len(fields)-1])) > 0 {
			months--
		}
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
}

// isTimeWord reports whether a word after a name introduces a date. Months are
// names too (May, August), and count only if months is positive.
func isTimeWord(word string, months int) bool {
	word = strings.ToLower(strings.Trim(word, ".,:;-–—"))
	if word == "" || wordLists().Has("time", word) {
		return true
	}
	return months > 0 && words.Month(word) > 0
}

// joinNames returns a byline of the distinct names of authors. It leaves out
// everything that is not a name, such as an address.
func joinNames(names []string) string {
	const (
		maxNames = 12
		maxBytes = 300
	)
	var joined []string
	seen := map[string]bool{}
	for _, name := range names {
		name = authorName(name)
		key := strings.ToLower(name)
		if name == "" || seen[key] || len(joined) == maxNames {
			continue
		}
		seen[key] = true
		joined = append(joined, name)
	}
	separator := ", "
	if strings.Contains(strings.Join(joined, ""), ",") {
		separator = "; "
	}
	byline := strings.Join(joined, separator)
	if len(byline) > maxBytes {
		return joined[0]
	}
	return byline
}

// authorName returns the name of an author in text, or "".
func authorName(text string) string {
	const cutset = " ,;:|·•-–—'\"“”" // around a name
	text = firstNameLine(text)
	if name := creditedName(text); name != "" && (strings.ContainsAny(text, "0123456789") || beginsCredit(text)) {
		text = name
	}
	text = strings.Trim(furniture.TrimLead(trimAuthor(text)), cutset)
	for _, by := range [...]string{"by ", "von ", "vom ", "par ", "por "} {
		if len(text) > len(by) && hasPrefixFold(text, by) {
			text = strings.TrimSpace(text[len(by):])
		}
	}
	if isNotName(text) {
		return ""
	}
	return text
}

// firstNameLine returns the first line of text that has more than the words which
// introduce a name, with those before it.
func firstNameLine(text string) string {
	line := ""
	for next := range strings.Lines(text) {
		line = draft.OneLine(line + " " + next)
		if name := strings.Trim(furniture.TrimLead(line), " :"); name != "" && !wordLists().Has("before name", strings.ToLower(name)) {
			break
		}
	}
	return line
}

// beginsCredit reports whether text begins like a line that names an author later:
// "Post author By Ada Lund".
func beginsCredit(text string) bool {
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	return wordLists().Has("credit", first)
}

// isNotName reports whether text is not the name of an author: an address, the
// label of a form, an account, a "read more" link.
func isNotName(text string) bool {
	lower := strings.ToLower(text)
	switch {
	case text == "", len(text) > maxName, strings.Contains(text, "://"), strings.HasPrefix(lower, "www."),
		strings.Contains(text, "@") && !strings.Contains(text, " "), strings.IndexAny(text, "@0123456789") == 0, strings.ContainsAny(text, "{}<>*"),
		!strings.ContainsFunc(text, unicode.IsLetter):
		return true
	case wordLists().Has("no name", lower), furniture.IsPlaceholder(text), isJob(text), wordLists().Has("after name", lower):
		return true
	}
	return hasAny(lower, strings.Contains, []string{
		"profile", "view ", "more from", "follow ", "all posts", "read more", "contributing ", "correspondent", "alle beiträge", "alle artikel", "(required)", "(erforderlich)",
		"(pflichtfeld)", "(obligatoire)", "(requerido)",
	})
}

// creditedName returns the name in a longer line, such as "Posted on 4 March 2026
// by Ada Lund", or "".
func creditedName(text string) string {
	fields := strings.Fields(text)
	for i, field := range fields {
		if !wordLists().Has("by", strings.ToLower(strings.TrimRight(field, ":"))) {
			continue
		}
		if name := leadingName(fields[i+1:]); name != "" {
			return name
		}
	}
	return ""
}

// leadingName returns the name that fields begin with, or "".
func leadingName(fields []string) string {
	const maxWords = 8
	n := 0
	for n < len(fields) && n < maxWords {
		word := fields[n]
		if !words.BeginsUpper(word) && (n == 0 || !isParticle(word)) || strings.ContainsAny(word, "0123456789@|·•") {
			break
		}
		n++
		if strings.HasSuffix(word, ",") || strings.HasSuffix(word, ";") {
			break
		}
	}
	for n > 0 && (isParticle(fields[n-1]) || isTimeWord(fields[n-1], 1)) {
		n--
	}
	return strings.TrimRight(strings.Join(fields[:n], " "), ",;")
}

// isParticle reports whether a lower-case word may be part of a name or between
// two names.
func isParticle(word string) bool { return wordLists().Has("particle", word) }

// trimSiteName returns a byline without the name of the site at either end: "Ada
// Lund, The Quay", "The Quay - Ada Lund".
func trimSiteName(byline, site string) string {
	for _, separator := range [...]string{", ", " - ", " – ", " — ", " / "} {
		first, last, ok := strings.Cut(byline, separator)
		switch {
		case !ok:
		case isSiteName(last, site) && first != "":
			return first
		case isSiteName(first, site) && last != "" && separator != ", ":
			return last
		}
	}
	return byline
}

// isOrganization reports whether a name has a word that companies, societies and
// newsrooms use.
func isOrganization(name string) bool {
	for word := range strings.FieldsSeq(name) {
		if wordLists().Has("organization", strings.TrimRight(word, ".,")) {
			return true
		}
	}
	return false
}
