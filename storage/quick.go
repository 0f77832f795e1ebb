package storage

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"galley/annotate"
)

// quickAnnotation decodes what encodeAnnotation wrote, in a tenth of the time
// that the general decoder takes, and with one copy of the payload for all its
// strings. It knows members in the order in which they are written and nothing
// else: for anything that it does not expect ok is false, and the general
// decoder is to judge. Where ok is true, both decode the same.
func quickAnnotation(article string, payload []byte) (a annotate.Annotation, ok bool) {
	c := cursor{in: string(payload)}
	a.Article = article
	a.ID = c.member(`{"id":`)
	a.Tag = annotate.Tag(c.member(`,"tag":`))
	c.anchor(&a.Anchor)
	a.Note = c.optional(`,"note":`)
	if c.skip(`,"fields":`) {
		a.Fields = c.fields()
	}
	a.Creator = c.optional(`,"by":`)
	c.expect(`,"made":`)
	a.Created = c.time()
	c.expect(`,"edited":`)
	a.Modified = c.time()
	c.expect("}")
	return a, !c.failed && c.off == len(c.in)
}

// A cursor reads JSON from the front. At the first thing that it does not
// expect it fails, and gives zeros from then on.
type cursor struct {
	in     string
	off    int // of what comes next
	failed bool
}

func (c *cursor) fail() {
	c.failed = true
	c.off = len(c.in)
}

// skip passes over literal if it comes next, and reports whether it did.
func (c *cursor) skip(literal string) bool {
	if !strings.HasPrefix(c.in[c.off:], literal) {
		return false
	}
	c.off += len(literal)
	return true
}

func (c *cursor) expect(literal string) {
	if !c.skip(literal) {
		c.fail()
	}
}

// member is the string behind a name that must come next, optional behind one
// that may.
func (c *cursor) member(name string) string {
	c.expect(name)
	return c.string()
}

func (c *cursor) optional(name string) string {
	if !c.skip(name) {
		return ""
	}
	return c.string()
}

func (c *cursor) string() string {
	c.expect(`"`)
	start, plain, ascii := c.off, true, true
	for ; c.off < len(c.in); c.off++ {
		switch b := c.in[c.off]; {
		case b == '"':
			token := c.in[start:c.off]
			c.off++
			if !ascii && !utf8.ValidString(token) {
				c.fail()
				return ""
			}
			if plain {
				return token
			}
			return c.unescape(c.in[start-1 : c.off])
		case b == '\\':
			plain = false
			c.off++
		case b < ' ':
			c.fail()
			return ""
		case b >= utf8.RuneSelf:
			ascii = false
		}
	}
	c.fail()
	return ""
}

// unescape decodes a string in its quotation marks.
func (c *cursor) unescape(token string) (s string) {
	if json.Unmarshal([]byte(token), &s) != nil {
		c.fail()
	}
	return s
}

// digits is the longest beginning of what comes next that is decimal digits.
func (c *cursor) digits() string {
	start := c.off
	for c.off < len(c.in) && c.in[c.off] >= '0' && c.in[c.off] <= '9' {
		c.off++
	}
	return c.in[start:c.off]
}

// int reads a number that is not negative.
func (c *cursor) int() int {
	digits := c.digits()
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 1 && digits[0] == '0' {
		c.fail()
		return 0
	}
	return n
}

// score reads a number from 0 to 1 without an exponent.
func (c *cursor) score() float64 {
	if start := c.off; c.skip("0.") {
		if c.digits() == "" {
			c.fail()
		}
		f, err := strconv.ParseFloat(c.in[start:c.off], 64)
		if err != nil {
			c.fail()
		}
		return f
	}
	switch c.digits() {
	case "1":
		return 1
	case "0":
		return 0
	}
	c.fail()
	return 0
}

func (c *cursor) time() (t time.Time) {
	start := c.off
	text := c.string()
	if len(text)+len(`""`) != c.off-start { // no time is written with an escape
		c.fail()
	}
	if err := t.UnmarshalText([]byte(text)); err != nil {
		c.fail()
	}
	return t.UTC()
}

func (c *cursor) anchor(k *annotate.Anchor) {
	c.expect(`,"at":{"s":`)
	k.Span.Start = c.int()
	c.expect(`,"e":`)
	k.Span.End = c.int()
	k.Exact = c.member(`,"x":`)
	k.Prefix = c.optional(`,"p":`)
	k.Suffix = c.optional(`,"f":`)
	k.TextDigest = c.member(`,"text":`)
	k.State = annotate.State(c.member(`,"state":`))
	c.expect(`,"score":`)
	k.Score = c.score()
	k.Reason = c.optional(`,"why":`)
	if c.skip(`,"or":[`) {
		k.Candidates = c.candidates()
	}
	c.expect("}")
}

func (c *cursor) candidates() (spans []annotate.Span) {
	for {
		var s annotate.Span
		c.expect("[")
		s.Start = c.int()
		c.expect(",")
		s.End = c.int()
		c.expect("]")
		spans = append(spans, s)
		if !c.skip(",") {
			c.expect("]")
			return spans
		}
	}
}

func (c *cursor) fields() annotate.Fields {
	fields := annotate.Fields{}
	c.expect("{")
	for {
		name := c.string()
		c.expect(":[")
		values := []string{c.string()}
		for c.skip(",") {
			values = append(values, c.string())
		}
		c.expect("]")
		fields[name] = values
		if !c.skip(",") {
			c.expect("}")
			return fields
		}
	}
}
