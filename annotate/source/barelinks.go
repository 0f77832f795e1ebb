package source

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdownParser parses CommonMark with the extensions of GitHub. It is
// extension.GFM but for [bareLinks].
func markdownParser() parser.Parser {
	known := extension.NewLinkifyParser()
	links := util.Prioritized(bareLinks{known, string(known.Trigger())}, 999)
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList),
		goldmark.WithParserOptions(parser.WithInlineParsers(links)),
	).Parser()
}

// bareLinks finds addresses that stand in the text as they are. It is asked at
// each word of a document, and lets the parser that knows addresses look only at
// words that can be one.
type bareLinks struct {
	parser.InlineParser
	before string // the characters that an address may stand behind
}

// Parse returns nil where no address begins.
func (p bareLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) > 0 && strings.IndexByte(p.before, line[0]) >= 0 {
		line = line[1:]
	}
	if !mayBeAddress(line) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// mayBeAddress reports whether line begins as an address of the web does, or
// with a word that has an @.
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
