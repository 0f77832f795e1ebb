package theme

import "strings"

// A Painted is a piece of text with how it is drawn. Text must be printable.
type Painted struct {
	Text  string
	Style Style
	Href  string // target of a link, "" for none
}

// Paint writes cells to b with as few sequences as there are changes of style
// between them, and leaves the terminal as it was. With links, a safe Href
// becomes a hyperlink of the terminal (OSC 8). Without its sequences, what is
// written is the texts of the cells.
func Paint(b *strings.Builder, cells []Painted, links bool) {
	var style Style
	href, open := "", false
	for _, c := range cells {
		if links && c.Href != href {
			if open {
				b.WriteString(linkEnd)
			}
			href, open = c.Href, openLink(b, c.Href)
		}
		if c.Style != style {
			c.Style.start(b)
			style = c.Style
		}
		b.WriteString(c.Text)
	}
	if style != (Style{}) {
		b.WriteString(reset)
	}
	if open {
		b.WriteString(linkEnd)
	}
}

const (
	linkStart = "\x1b]8;;"
	terminate = "\x1b\\"
	linkEnd   = linkStart + terminate
)

// openLink begins a hyperlink, unless href is not safe.
func openLink(b *strings.Builder, href string) bool {
	url, ok := SafeLink(href)
	if ok {
		b.WriteString(linkStart + url + terminate)
	}
	return ok
}

// SafeLink returns href as it may be sent to a terminal: printable ASCII, all
// else and ";" in percent form. ok is false for any scheme but http, https and
// mailto, and for a target with a control character or a blank at its start.
func SafeLink(href string) (url string, ok bool) {
	scheme, rest, found := strings.Cut(href, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		found = found && strings.HasPrefix(rest, "//") && len(rest) > len("//")
	case "mailto":
		found = found && rest != ""
	default:
		return "", false
	}
	if !found {
		return "", false
	}
	var b strings.Builder
	for i := range len(href) {
		switch c := href[i]; {
		case c < ' ' || c == 0x7F:
			return "", false
		case c > '~' || c == ' ' || c == ';':
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), true
}
