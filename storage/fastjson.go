package storage

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"galley/annotate"
)

// parseAnnotation decodes the output of encodeAnnotation ten times as fast as
// encoding/json, with one copy of the payload for all strings. It expects the
// members in the order in which they are written. For anything else ok is
// false, and decodeJSON must be used. If ok is true, both return the same annotation.
func parseAnnotation(article string, payload []byte) (a annotate.Annotation, ok bool) {
	p := jsonParser{input{in: string(payload)}}
	a.Article = article
	a.ID = p.member(`{"id":`)
	a.Tag = annotate.Tag(p.member(`,"tag":`))
	p.anchor(&a.Anchor)
	a.Note = p.optional(`,"note":`)
	if p.skip(`,"fields":`) {
		a.Fields = p.fields()
	}
	if p.skip(`,"labels":[`) {
		a.Labels = list(&p, p.string)
	}
	if p.skip(`,"links":[`) {
		a.Links = list(&p, p.link)
	}
	if p.skip(`,"replies":[`) {
		a.Replies = list(&p, p.reply)
	}
	a.Suggested = p.optional(`,"suggested":`)
	a.Seen = p.skip(`,"seen":true`)
	a.Decided = p.optional(`,"decided":`)
	if p.skip(`,"from":[`) {
		a.From = list(&p, p.string)
	}
	a.Creator = p.optional(`,"by":`)
	p.expect(`,"made":`)
	a.Created = p.time()
	p.expect(`,"edited":`)
	a.Modified = p.time()
	p.expect("}")
	return a, !p.failed && p.off == len(p.in)
}

// A jsonParser reads JSON. After the first unexpected byte it returns zero values.
type jsonParser struct{ input }

// skip skips literal if it comes next, and reports whether it did.
func (p *jsonParser) skip(literal string) bool {
	if !strings.HasPrefix(p.in[p.off:], literal) {
		return false
	}
	p.off += len(literal)
	return true
}

func (p *jsonParser) expect(literal string) {
	if !p.skip(literal) {
		p.fail()
	}
}

// member returns the string after a name that must come next.
func (p *jsonParser) member(name string) string {
	p.expect(name)
	return p.string()
}

// optional returns the string after a name, or "" if the name does not come next.
func (p *jsonParser) optional(name string) string {
	if !p.skip(name) {
		return ""
	}
	return p.string()
}

func (p *jsonParser) string() string {
	p.expect(`"`)
	start, plain, ascii := p.off, true, true
	for ; p.off < len(p.in); p.off++ {
		switch b := p.in[p.off]; {
		case b == '"':
			token := p.in[start:p.off]
			p.off++
			if !ascii && !utf8.ValidString(token) {
				p.fail()
				return ""
			}
			if plain {
				return token
			}
			return p.unescape(p.in[start-1 : p.off])
		case b == '\\':
			plain = false
			p.off++
		case b < ' ':
			p.fail()
			return ""
		case b >= utf8.RuneSelf:
			ascii = false
		}
	}
	p.fail()
	return ""
}

// unescape decodes token, a JSON string in its quotation marks.
func (p *jsonParser) unescape(token string) (s string) {
	if json.Unmarshal([]byte(token), &s) != nil {
		p.fail()
	}
	return s
}

// digits returns the decimal digits that come next.
func (p *jsonParser) digits() string {
	start := p.off
	for p.off < len(p.in) && p.in[p.off] >= '0' && p.in[p.off] <= '9' {
		p.off++
	}
	return p.in[start:p.off]
}

// int reads a non-negative number.
func (p *jsonParser) int() int {
	digits := p.digits()
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 1 && digits[0] == '0' {
		p.fail()
		return 0
	}
	return n
}

// score reads a number from 0 to 1 without an exponent.
func (p *jsonParser) score() float64 {
	start := p.off
	whole := p.digits()
	if whole != "0" && whole != "1" || whole == "0" && p.skip(".") && p.digits() == "" {
		p.fail()
		return 0
	}
	score, err := strconv.ParseFloat(p.in[start:p.off], 64)
	if err != nil {
		p.fail()
	}
	return score
}

func (p *jsonParser) time() (t time.Time) {
	start := p.off
	text := p.string()
	if len(text)+len(`""`) != p.off-start { // no time is written with an escape
		p.fail()
	}
	if err := t.UnmarshalText([]byte(text)); err != nil {
		p.fail()
	}
	return inUTC(t)
}

func (p *jsonParser) anchor(k *annotate.Anchor) {
	p.expect(`,"at":{"s":`)
	k.Span.Start = p.int()
	p.expect(`,"e":`)
	k.Span.End = p.int()
	k.Exact = p.member(`,"x":`)
	k.Prefix = p.optional(`,"p":`)
	k.Suffix = p.optional(`,"f":`)
	k.TextDigest = p.member(`,"text":`)
	k.State = annotate.State(p.member(`,"state":`))
	p.expect(`,"score":`)
	k.Score = p.score()
	k.Reason = p.optional(`,"why":`)
	if p.skip(`,"or":[`) {
		k.Candidates = list(p, p.candidate)
	}
	p.expect("}")
}

func (p *jsonParser) candidate() (s annotate.Span) {
	p.expect("[")
	s.Start = p.int()
	p.expect(",")
	s.End = p.int()
	p.expect("]")
	return s
}

// list reads the elements of an array that is not empty, after its bracket.
func list[T any](p *jsonParser, element func() T) (elements []T) {
	for {
		elements = append(elements, element())
		if !p.skip(",") {
			p.expect("]")
			return elements
		}
	}
}

func (p *jsonParser) link() annotate.Relation {
	l := annotate.Relation{Kind: annotate.RelationKind(p.member(`{"kind":`)), To: p.member(`,"to":`)}
	p.expect("}")
	return l
}

func (p *jsonParser) reply() (r annotate.Reply) {
	p.expect("{")
	if p.skip(`"creator":`) {
		r.Creator = p.string()
		p.expect(",")
	}
	p.expect(`"created":`)
	r.Created = p.time()
	r.Note = p.member(`,"note":`)
	p.expect("}")
	return r
}

func (p *jsonParser) fields() annotate.Fields {
	fields := annotate.Fields{}
	p.expect("{")
	for {
		name := p.string()
		p.expect(":[")
		values := []string{p.string()}
		for p.skip(",") {
			values = append(values, p.string())
		}
		p.expect("]")
		fields[name] = values
		if !p.skip(",") {
			p.expect("}")
			return fields
		}
	}
}
