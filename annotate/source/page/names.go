package page

import (
	"strings"
	"unicode"
)

// Bounds of the name of an author.
const (
	longestName = 80  // bytes
	mostNames   = 12  // in a byline
	longestBy   = 300 // bytes of a byline
)

// ofAuthor cuts what pages write behind the name of an author: a date, the
// number of comments.
func ofAuthor(text string) string {
	for i, r := range text {
		if r >= '0' && r <= '9' && i > 0 && strings.ContainsRune(text[:i], ' ') {
			text = strings.TrimRight(text[:i], " ,.|·•-–—")
			break
		}
	}
	fields := strings.Fields(text)
	for i := len(fields) - 1; i > 0; i-- {
		if monthNamed(strings.ToLower(strings.Trim(fields[i], ".,"))) > 0 && i >= len(fields)-1 {
			fields = fields[:i]
		}
	}
	return strings.Join(fields, " ")
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
		strings.Contains(text, "@") && !strings.Contains(text, " "), strings.HasPrefix(text, "@"), strings.ContainsAny(text, "{}<>"),
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
