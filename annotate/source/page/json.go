package page

import (
	"html"
	"strings"
	"unicode/utf8"
)

// repairJSON returns text that is nearly JSON, as JSON: with a comma between two
// values and none after the last, with the escapes that JSON knows, with backslashes
// before quotation marks inside strings, and with the brackets that end it.
func repairJSON(text string) string {
	if !strings.Contains(text, `"`) {
		text = html.UnescapeString(text)
	}
	var out strings.Builder
	var open []byte     // the ends of the open objects and arrays
	needsComma := false // a value has ended
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case strings.IndexByte(" \t\r\n,", c) >= 0:
			i++
			continue
		case c == '}', c == ']', c == ':':
		case needsComma:
			out.WriteByte(',')
		}
		switch {
		case c == '{', c == '[':
			open = append(open, c+2) // '}' or ']'
		case (c == '}' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		}
		token := jsonToken(text[i:])
		i += len(token)
		if c == '"' {
			token = repairString(token)
		}
		out.WriteString(token)
		needsComma = c != '{' && c != '[' && c != ':'
	}
	for i := len(open) - 1; i >= 0; i-- {
		out.WriteByte(open[i])
	}
	return out.String()
}

// jsonToken returns the first token of text, which does not begin with a space.
func jsonToken(text string) string {
	if text[0] == '"' {
		for i := 1; i < len(text); i++ {
			switch {
			case text[i] == '\\':
				i++
			case text[i] == '"' && endsString(text[i+1:]):
				return text[:i+1]
			}
		}
		return text
	}
	if n := strings.IndexAny(text, " \t\r\n,:{}[]\""); n > 0 {
		return text[:n]
	} else if n < 0 {
		return text
	}
	return text[:1]
}

// endsString reports whether a quotation mark ends a string if rest follows it: the
// end, a sign of JSON, or, after a space, the next string.
func endsString(rest string) bool {
	next := strings.TrimLeft(rest, " \t\r\n")
	return next == "" || strings.IndexByte(",:}]", next[0]) >= 0 || next[0] == '"' && next != rest
}

// repairString returns a string of nearly JSON, with its quotation marks, as JSON.
func repairString(token string) string {
	var out strings.Builder
	out.WriteByte('"')
	text := strings.TrimSuffix(token[1:], `"`)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			out.WriteString(`\"`)
		case c != '\\':
			out.WriteByte(c)
		case i+1 == len(text):
		case text[i+1] == 'x':
			out.WriteString(`\u00`)
			i++
		case strings.IndexByte(`"\/bfnrtu`, text[i+1]) >= 0:
			out.WriteString(text[i : i+2])
			i++
		default: // the character stands for itself
			_, size := utf8.DecodeRuneInString(text[i+1:])
			out.WriteString(text[i+1 : i+1+size])
			i += size
		}
	}
	out.WriteByte('"')
	return out.String()
}
