package annotate

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// Addresses lists the addresses of a source on the web, the best first: the one that
// the document declares as canonical, and the one that it was read from. A canonical
// address that is only the home page of a site does not identify an article.
func (s Source) Addresses() []string {
	var list []string
	if u, err := url.Parse(s.Canonical); err == nil && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
		list = append(list, s.Canonical)
	}
	if s.Kind == FromURL && s.Location != "" {
		list = append(list, s.Location)
	}
	return list
}

// WithoutFolder returns s without the folder of its file, which concerns only the
// computer that it was read on. The name of a chapter is kept.
func (s Source) WithoutFolder() Source {
	if s.Kind != FromURL || strings.HasPrefix(s.Location, "file:") {
		book, chapter := s.Location, ""
		if i := strings.LastIndexByte(s.Location, '#'); i >= 0 && strings.EqualFold(path.Ext(s.Location[:i]), ".epub") {
			book, chapter = s.Location[:i], s.Location[i:]
		}
		s.Location = book[strings.LastIndexAny(book, `/\`)+1:] + chapter
	}
	return s
}

// NamesFile reports whether the source is a file that is named with its folder. The
// name alone could be that of any file.
func (s Source) NamesFile() bool {
	drive := len(s.Location) > 2 && s.Location[1] == ':'
	return s.Kind == FromFile && (drive || strings.HasPrefix(s.Location, "/") || strings.HasPrefix(s.Location, `\`))
}

// secretNames match the names of parameters with which addresses give access, such as
// access_token, and names that may also mean something else, such as session.
var secretNames = sync.OnceValue(func() [2]*regexp.Regexp {
	return [2]*regexp.Regexp{
		regexp.MustCompile(`(?i)(token|signature|secret|credential|passw(or)?d|passwort|pwd|sess(ion)?[-_]?id|api[-_]?key|jwt|^sig|^sid|^otp|^hmac|^x-amz-.*|^x-goog-.*)$`),
		regexp.MustCompile(`(?i)^(access.*|auth.*|code|hash|.*key|pass|session|share|ticket|unlocked.*|gift.*)$`),
	}
})

// isSecret reports whether a parameter of an address gives access, or may do so: its name
// says so and, if it may also mean something else, the value has letters and digits.
func isSecret(parameter string) bool {
	name, value, _ := strings.Cut(parameter, "=")
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	names := secretNames()
	return names[0].MatchString(name) ||
		names[1].MatchString(name) && strings.ContainsFunc(value, unicode.IsLetter) && strings.ContainsFunc(value, unicode.IsDigit)
}

// WithoutSecrets returns an address without parameters that may give access to what only
// the user may read, such as a token.
func WithoutSecrets(address string) string {
	before, query, ok := strings.Cut(address, "?")
	if !ok {
		return address
	}
	query, fragment, _ := strings.Cut(query, "#")
	var kept []string
	for _, parameter := range strings.Split(query, "&") {
		if !isSecret(parameter) {
			kept = append(kept, parameter)
		}
	}
	if rest := strings.Join(kept, "&"); rest != query {
		address = before
		if rest != "" {
			address += "?" + rest
		}
		if fragment != "" {
			address += "#" + fragment
		}
	}
	return address
}

// Public returns s without what concerns only the user and the computer that it was read
// on: the folder of a file, and the secrets in addresses.
func (s Source) Public() Source {
	s = s.WithoutFolder()
	s.Canonical, s.Requested = WithoutSecrets(s.Canonical), WithoutSecrets(s.Requested)
	if s.Kind == FromURL {
		s.Location = WithoutSecrets(s.Location)
	}
	return s
}
