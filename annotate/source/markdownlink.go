package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A linkifier finds bare addresses. The parser calls it for each word; it passes on
// only words that may be an address.
type linkifier struct {
	parser.InlineParser
	before string // the characters that may precede an address
}

// Parse returns nil where no address begins.
func (p linkifier) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) > 0 && strings.IndexByte(p.before, line[0]) >= 0 {
		line = line[1:]
	}
	if !mayBeAddress(line) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// mayBeAddress reports whether line begins like a web address, or with a word that
// contains an @.
func mayBeAddress(line []byte) bool {
	for _, begin := range [...]string{"http", "ftp:", "www."} {
		if len(line) > 0 && line[0] == begin[0] && bytes.HasPrefix(line, []byte(begin)) {
			return true
		}
	}
	for _, c := range line {
		if c == '@' || c <= ' ' {
			return c == '@'
		}
	}
	return false
}
