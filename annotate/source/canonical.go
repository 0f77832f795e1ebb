package source

import (
	"bytes"
	"strings"
	"unsafe"
)

// A canonicalText is a canonical text under construction. As long as it equals the
// beginning of the source, it shares the memory of the source: many sources are
// canonical throughout, and copying 10 MB takes longer than finding its paragraphs.
type canonicalText struct {
	source   []byte // never written to
	shared   int    // the text is source[:shared] until it is copied
	copy     strings.Builder
	isCopied bool
}

// len returns the length of the text in bytes.
func (c *canonicalText) len() int {
	if c.isCopied {
		return c.copy.Len()
	}
	return c.shared
}

// write appends p, which it does not retain.
func (c *canonicalText) write(p []byte) {
	if !c.isCopied {
		if bytes.HasPrefix(c.source[c.shared:], p) {
			c.shared += len(p)
			return
		}
		c.isCopied = true
		c.copy.Grow(len(c.source) + len(c.source)/32 + len(p))
		c.copy.Write(c.source[:c.shared])
	}
	c.copy.Write(p)
}

// string returns the text written so far. It may share memory with the source.
func (c *canonicalText) string() string {
	if c.isCopied {
		return c.copy.String()
	}
	return unsafe.String(unsafe.SliceData(c.source), c.shared)
}

// final returns the whole text, which retains at most a quarter more memory than it
// needs.
func (c *canonicalText) final() string {
	text, capacity := c.string(), cap(c.source)
	if c.isCopied {
		capacity = c.copy.Cap()
	}
	if capacity > len(text)+len(text)/4 {
		return strings.Clone(text)
	}
	return text
}
