package page

import (
	"strings"
	"unicode"

	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
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
	text = draft.OneLine(text)
	if name := creditedIn(text); name != "" && (strings.ContainsAny(text, "0123456789") || isCredit(text)) {
		text = name
	}
	text = strings.Trim(furniture.TrimLead(ofAuthor(text)), nameSigns)
	for _, by := range [...]string{"by ", "von ", "vom ", "par ", "por "} {
		if len(text) > len(by) && strings.EqualFold(text[:len(by)], by) {
			text = strings.TrimSpace(text[len(by):])
		}
	}
	if isNoName(text) {
		return ""
	}
	return text
}

// isCredit reports whether text begins as lines do that name an author further
// on: "Post author By Ada Lund".
func isCredit(text string) bool {
	first, _, _ := strings.Cut(strings.ToLower(text), " ")
	switch first {
	case "post", "posted", "published", "written", "beitrag", "veröffentlicht", "erstellt", "geschrieben", "publié", "publicado", "geplaatst":
		return true
	}
	return false
}

// nameSigns may stand around a name without belonging to it.
const nameSigns = " ,;:|·•-–—'\"“”"

// isNoName reports whether text is not what a person is called: an address, a
// label of a form, an account, a link to more.
func isNoName(text string) bool {
	lower := strings.ToLower(text)
	switch {
	case text == "", len(text) > longestName, strings.Contains(text, "://"), strings.HasPrefix(lower, "www."),
		strings.Contains(text, "@") && !strings.Contains(text, " "), strings.IndexAny(text, "@0123456789") == 0, strings.ContainsAny(text, "{}<>*"),
		!strings.ContainsFunc(text, unicode.IsLetter):
		return true
	}
	switch lower {
	case "admin", "administrator", "editor", "author", "unknown", "none", "null", "undefined", "staff", "webmaster", "default", "root",
		"name", "posted", "published", "written", "stand", "autor", "autorin", "auteur", "by", "von", "par", "por", "guest", "gast", "anonymous":
		return true
	}
	for _, link := range [...]string{
		"profile", "view ", "more from", "follow ", "all posts", "read more", "contributing ", "correspondent", "alle beiträge", "alle artikel", "(required)", "(erforderlich)",
		"(pflichtfeld)", "(obligatoire)", "(requerido)",
	} {
		if strings.Contains(lower, link) {
			return true
		}
	}
	return false
}

// creditedIn is the name in a line that tells more besides, such as "Posted on
// 4 March 2026 by Ada Lund", "" if it names no one.
func creditedIn(text string) string {
	fields := strings.Fields(text)
	for i, field := range fields {
		switch strings.ToLower(strings.TrimRight(field, ":")) {
		case "by", "von", "par", "por", "door", "av", "автор":
			if name := leadingName(fields[i+1:]); name != "" {
				return name
			}
		}
	}
	return ""
}

// leadingName joins the words of a name that fields begin with.
func leadingName(fields []string) string {
	n, end := 0, false
	for n < len(fields) && !end && n < 8 {
		word := fields[n]
		if !words.BeginsUpper(word) && (n == 0 || !isParticle(word)) || strings.ContainsAny(word, "0123456789@|·•") {
			break
		}
		bare := strings.TrimRight(word, ",;")
		end = bare != word
		n++
	}
	for n > 0 && (isParticle(fields[n-1]) || isTimeName(fields[n-1], true)) {
		n--
	}
	return strings.TrimRight(strings.Join(fields[:n], " "), ",;")
}

// isParticle reports whether a word in small letters may stand within names, or
// between two of them.
func isParticle(word string) bool {
	switch word {
	case "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "zu", "bin", "al", "el", "und", "and", "y", "et", "e", "&":
		return true
	}
	return false
}

// withoutOwner is a byline without the name of the site before or after it: "Ada
// Lund, The Quay", "The Quay - Ada Lund".
func withoutOwner(name, site string) string {
	for _, sign := range [...]string{", ", " - ", " – ", " — ", " / "} {
		first, last, ok := strings.Cut(name, sign)
		switch {
		case !ok:
		case isSiteName(last, site) && first != "":
			return first
		case isSiteName(first, site) && last != "" && sign != ", ":
			return last
		}
	}
	return name
}

// isOrganisation reports whether a name is of a company, a society or an office,
// by its words.
func isOrganisation(name string) bool {
	for word := range strings.FieldsSeq(name) {
		switch strings.TrimRight(word, ".,") {
		case "e.V", "eV", "GmbH", "AG", "Inc", "Ltd", "LLC", "S.A", "SpA", "Stiftung", "Redaktion", "Verlag", "Verband", "Ministerium",
			"Newsroom", "Online", "Staff", "Team", "Desk", "Redacción", "Rédaction", "Redazione", "Redactie", "Редакция":
			return true
		}
	}
	return false
}
