package settings

import (
	"errors"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// decodeLenient decodes a file, skipping whatever is not TOML: a broken setting
// by itself, a broken heading with everything up to the next one. With too many
// mistakes, the whole file is skipped.
func decodeLenient(data []byte) (file, []Mistake) {
	f, err := decode(string(data))
	if err == nil {
		return f, nil
	}
	parts := split(string(data))
	mistakes := parts.dropBroken()
	for len(mistakes) < maxMistakes {
		f, err = decode(parts.String())
		if err == nil {
			return f, mistakes
		}
		m := syntaxMistake(err, 0)
		mistakes = append(mistakes, m)
		if !parts.dropAt(m.Line) {
			break
		}
	}
	return file{}, append(mistakes[:min(len(mistakes), maxMistakes-1)], Mistake{What: "ignored, because too little of it is TOML"})
}

// A part is a heading or one setting, with the lines up to the next part.
type part struct {
	line    int // of the file, from 1
	text    string
	heading bool
}

type parts []part

// Every line begins a part except empty lines, comments and those that may
// continue a list, unless they begin with a quoted name.
var (
	continues  = regexp.MustCompile(`^\s*($|["'\],#])`)
	quotedName = regexp.MustCompile(`^\s*("[^"]*"|'[^']*')[^,]*=`)
)

// split cuts a file into parts. The text before the first heading or setting is
// a part too.
func split(text string) parts {
	list := parts{{line: 1}}
	for i, line := range strings.SplitAfter(text, "\n") {
		if !continues.MatchString(line) || quotedName.MatchString(line) {
			list = append(list, part{line: i + 1, heading: strings.HasPrefix(strings.TrimSpace(line), "[")})
		}
		list[len(list)-1].text += line
	}
	return list
}

// String returns the file, with empty lines in place of dropped parts.
func (p parts) String() string {
	var b strings.Builder
	for _, part := range p {
		b.WriteString(part.text)
	}
	return b.String()
}

// drop empties a part, and the settings below it if it is a heading.
func (p parts) drop(i int) {
	for at := i; at < len(p) && (at == i || p[i].heading && !p[at].heading); at++ {
		p[at].text = strings.Repeat("\n", strings.Count(p[at].text, "\n"))
	}
}

// dropBroken drops and returns the parts that are not TOML by themselves.
func (p parts) dropBroken() []Mistake {
	var mistakes []Mistake
	for i := range p {
		if _, err := decode(p[i].text); err != nil {
			m := syntaxMistake(err, p[i].line-1)
			m.Line = min(m.Line, p[i].line+strings.Count(strings.TrimRight(p[i].text, "\n"), "\n"))
			mistakes = append(mistakes, m)
			p.drop(i)
		}
	}
	return mistakes
}

// dropAt drops the part that includes a line. It reports whether there was one.
func (p parts) dropAt(line int) bool {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].line <= line {
			found := strings.TrimSpace(p[i].text) != ""
			p.drop(i)
			return found
		}
	}
	return false
}

// syntaxMistake converts a decoding error to a mistake. before is the number of
// lines of the file above the decoded text.
func syntaxMistake(err error, before int) Mistake {
	var at toml.ParseError
	errors.As(err, &at)
	return Mistake{before + at.Position.Line, "this is not TOML: " + at.Message}
}
