package source

import (
	"sync"

	"github.com/yuin/goldmark/text"

	"galley/annotate"
)

// Note reads a note, which is Markdown, as blocks and the text that they divide. It has
// no front matter, byline or date, and what looks like HTML is text. A note without
// visible text has no blocks.
func Note(markdown string) (string, []annotate.Block) {
	source := []byte(annotate.SafeMarkdown(markdown))
	b := newBuilder(nil)
	if isTooCostly(source) {
		readText(b, source)
		return b.text.final(), b.blocks
	}
	m := markdownReader{b: b, source: source}
	walkTree(noteParser().Parse(text.NewReader(source)), m.enter, m.leave)
	m.addNotes()
	return b.text.final(), b.blocks
}

// noteParser returns the parser of notes.
var noteParser = sync.OnceValue(newMarkdownParser)
