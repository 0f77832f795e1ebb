package settings

import (
	"errors"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// open reads a file. What is not TOML is left out: each setting stands for
// itself, and a heading for all that follows up to the next. Where hardly
// anything is TOML nothing counts.
func open(data []byte) (file, []Mistake) {
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
		m := mistake(err, 0)
		mistakes = append(mistakes, m)
		if !parts.dropAt(m.Line) {
			break
		}
	}
	return file{}, append(mistakes[:min(len(mistakes), maxMistakes-1)], Mistake{What: "nothing of it counts, for too little of it is TOML"})
}

// A part is a heading or one setting, with the lines that follow it up to the
// next part.
type part struct {
	line    int // of the file, from 1
	text    string
	heading bool
}

type parts []part

// Any line begins a part but those that may go on with a list, empty lines
// and remarks. A name may stand in quotation marks.
var (
	goesOn = regexp.MustCompile(`^\s*($|["'\],#])`)
	named  = regexp.MustCompile(`^\s*("[^"]*"|'[^']*')[^,]*=`)
)

// split cuts a file into its parts. What stands before the first is one too.
func split(text string) parts {
	list := parts{{line: 1}}
	for i, line := range strings.SplitAfter(text, "\n") {
		if !goesOn.MatchString(line) || named.MatchString(line) {
			list = append(list, part{line: i + 1, heading: strings.HasPrefix(strings.TrimSpace(line), "[")})
		}
		list[len(list)-1].text += line
	}
	return list
}

// String is the file with what was dropped as empty lines.
func (p parts) String() string {
	var b strings.Builder
	for _, part := range p {
		b.WriteString(part.text)
	}
	return b.String()
}

// drop empties a part, and after a heading what belongs to it.
func (p parts) drop(i int) {
	for at := i; at < len(p) && (at == i || p[i].heading && !p[at].heading); at++ {
		p[at].text = strings.Repeat("\n", strings.Count(p[at].text, "\n"))
	}
}

// dropBroken drops what is not TOML even by itself.
func (p parts) dropBroken() []Mistake {
	var mistakes []Mistake
	for i := range p {
		if _, err := decode(p[i].text); err != nil {
			m := mistake(err, p[i].line-1)
			m.Line = min(m.Line, p[i].line+strings.Count(strings.TrimRight(p[i].text, "\n"), "\n"))
			mistakes = append(mistakes, m)
			p.drop(i)
		}
	}
	return mistakes
}

// dropAt drops the part on a line. It reports false if nothing is left there.
func (p parts) dropAt(line int) bool {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].line <= line {
			left := strings.TrimSpace(p[i].text) != ""
			p.drop(i)
			return left
		}
	}
	return false
}

// mistake tells of an error of the decoder, before lines further down.
func mistake(err error, before int) Mistake {
	var at toml.ParseError
	errors.As(err, &at)
	return Mistake{before + at.Position.Line, "this is not TOML: " + at.Message}
}
