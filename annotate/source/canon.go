package source

import (
	"bytes"
	"strings"
	"unsafe"
)

// A canon is the canonical text while it is written. Most sources begin as
// their canonical text does, many are it throughout: as long as what is
// written is the beginning of the source, it is not copied. To copy 10 MB takes
// longer than to find its paragraphs.
type canon struct {
	source []byte // never written to
	same   int    // the text is source[:same], until it is copied
	own    strings.Builder
	copied bool
}

// len is the length of the text, in bytes.
func (c *canon) len() int {
	if c.copied {
		return c.own.Len()
	}
	return c.same
}

// write appends p, of which it keeps nothing but a copy.
func (c *canon) write(p []byte) {
	if !c.copied {
		if bytes.HasPrefix(c.source[c.same:], p) {
			c.same += len(p)
			return
		}
		c.copied = true
		c.own.Grow(len(c.source) + len(c.source)/32 + len(p))
		c.own.Write(c.source[:c.same])
	}
	c.own.Write(p)
}

// string returns the text so far. It shares memory with the source unless it
// was copied.
func (c *canon) string() string {
	if c.copied {
		return c.own.String()
	}
	return unsafe.String(unsafe.SliceData(c.source), c.same)
}

// final returns the whole text. It holds no more memory than a quarter above
// its own length.
func (c *canon) final() string {
	text, held := c.string(), cap(c.source)
	if c.copied {
		held = c.own.Cap()
	}
	if held > len(text)+len(text)/4 {
		return strings.Clone(text)
	}
	return text
}
