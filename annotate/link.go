package annotate

import (
	"regexp"
	"strings"
)

// IsLink reports whether target may be the target of a link: an http or https address
// with a host, or a mailto address. It has no blanks, and nothing that acts on a terminal.
func IsLink(target string) bool {
	scheme, rest, _ := strings.Cut(target, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		host, ok := strings.CutPrefix(rest, "//")
		if !ok || host == "" || strings.IndexByte("/?#", host[0]) >= 0 {
			return false
		}
	case "mailto":
		if rest == "" {
			return false
		}
	default:
		return false
	}
	return strings.IndexFunc(target, func(r rune) bool { return r <= ' ' || ActsOnTerminal(r) }) < 0
}

// SafeMarkdown returns Markdown that loads nothing and links only to http, https and
// mailto addresses, however it is read: other links and HTML become plain text, and
// pictures become links. It escapes instead of parsing, because programs that read
// Markdown disagree about its finer points. Only what is certainly code stays as it is.
func SafeMarkdown(text string) string {
	var b strings.Builder
	code := markdownCode(text)
	inAddress := false // an address began in this word
	for i := 0; i < len(text); i++ {
		if len(code) > 0 && code[0].Start == i {
			b.WriteString(code[0].In(text))
			i = code[0].End - 1
			code, inAddress = code[1:], false
			continue
		}
		c, rest := text[i], text[i+1:]
		switch c {
		case ' ', '\t', '\n':
			inAddress = false
		case '<':
			if n := len(autolink.FindString(text[i:])); n > 0 {
				b.WriteString(text[i : i+n])
				i += n - 1
				continue
			}
			if rest != "" && opensTag(rest[0]) {
				b.WriteString("&lt;") // unlike a backslash, whatever is before it
				continue
			}
		case '!':
			if strings.HasPrefix(rest, "[") {
				b.WriteString("! ")
				continue
			}
		case '(', ':':
			isTarget := i > 0 && text[i-1] == ']' && !targetOfLink.MatchString(rest)
			isOther := c == ':' && !inAddress && OpensOtherAddress(text, i)
			if isTarget || isOther {
				b.WriteByte('\\')
			}
			inAddress = inAddress || strings.HasPrefix(rest, "//")
		}
		b.WriteByte(c)
	}
	return b.String()
}

var (
	autolink     = regexp.MustCompile("^<(?i:https?://|mailto:)[^\\s<>\"'`]+>")
	targetOfLink = regexp.MustCompile(`^\s*<?(?i:https?://[^\s/?#<>()]|mailto:[^\s<>()])`)
)

// opensTag reports whether < before c begins a tag, a comment or a declaration.
func opensTag(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '/' || c == '!' || c == '?'
}

// OpensOtherAddress reports whether the colon at i belongs to an address that is
// neither http nor https, such as ftp://a.example, which some programs make a link.
func OpensOtherAddress(text string, i int) bool {
	letter := func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
	start := i
	for start > 0 && letter(text[start-1]) {
		start--
	}
	scheme := text[start:i]
	return scheme != "" && strings.HasPrefix(text[i+1:], "//") && !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https")
}
