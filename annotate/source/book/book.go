// Package book reads EPUB books (versions 2 and 3): what a book says of itself,
// its chapters in the order of reading, and the text of each. Bytes in, drafts
// out.
//
// # Rules
//
// A chapter is one file of the book's spine. Its name is its path in the book,
// which stays the same as long as the book does. The book's own table of
// contents is no chapter. Nothing outside the book is ever looked up, and a
// path that leads outside leads nowhere.
package book

import (
	"errors"
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
	"galley/annotate/source/page"
)

// mostBlocks is how many blocks are read as one text.
const mostBlocks = 3 << 19

// mostParts is how many files one title may stretch over.
const mostParts = 100

// wholeLimit is how much of a book is read as one text, in bytes of its
// chapters.
const wholeLimit = 64 << 20

// Errors besides those of packages archive and markup.
var (
	// ErrProtected is returned for a book whose text is encrypted (DRM).
	ErrProtected = errors.New("the book is protected")
	// ErrNoChapter is returned for a name that no chapter has.
	ErrNoChapter = errors.New("the book has no such chapter")
)

// A Book is an open book. It refers to the bytes it was opened on and is for
// one goroutine.
type Book struct {
	Meta annotate.Meta // Title is the title of the book

	parts *archive.Archive
	spine []string          // paths of the chapters
	named map[string]string // titles in the table of contents, by path
}

// A Chapter is what a list of chapters shows.
type Chapter struct {
	Name  string // path of the file in the book
	Title string // "" if neither the table of contents nor the text has one
}

// Open reads what a book says of itself, and none of its text.
func Open(raw []byte) (*Book, error) {
	parts, err := archive.Open(raw)
	if err != nil {
		return nil, err
	}
	if err := refuseProtected(parts); err != nil {
		return nil, err
	}
	p, err := readPackage(parts)
	if err != nil {
		return nil, err
	}
	b := &Book{Meta: p.meta(), parts: parts, spine: p.chapters()}
	b.named = p.contents(parts)
	if len(b.spine) == 0 {
		return nil, fmt.Errorf("%w: the book lists no chapter", archive.ErrMissing)
	}
	return b, nil
}

// Chapters lists the chapters that have any text. It reads them all. One that
// cannot be read is in the list: reading it says why.
func (b *Book) Chapters() []Chapter {
	var chapters []Chapter
	for i, name := range b.spine {
		doc, err := b.walk(name)
		if err == nil && !hasText(doc) {
			continue
		}
		chapters = append(chapters, Chapter{name, b.titleOf(i, doc)})
	}
	return chapters
}

// titleOf is the title of a chapter by the table of contents, or else by its
// first heading. One that has neither goes on with the chapter before it.
func (b *Book) titleOf(i int, doc draft.Document) string {
	if title := b.named[b.spine[i]]; title != "" {
		return title
	}
	if title := firstHeading(doc); title != "" {
		return title
	}
	for before := i - 1; before >= max(i-mostParts, 0); before-- {
		if title := b.named[b.spine[before]]; title != "" {
			return fmt.Sprintf("%s (%d)", title, i-before+1)
		}
	}
	return ""
}

// near is how many blocks make the beginning of a chapter.
const near = 5

// firstHeading is the text of the heading that a chapter begins with, "" if it
// begins otherwise.
func firstHeading(doc draft.Document) string {
	for _, b := range doc.Blocks[:min(len(doc.Blocks), near)] {
		if text := oneLine(b.Text()); text != "" && (b.Kind == annotate.Heading || b.Kind == annotate.Title) {
			return text
		}
	}
	return ""
}

// oneLine is text with single blanks for its white space.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func hasText(doc draft.Document) bool {
	for _, b := range doc.Blocks {
		if strings.TrimSpace(b.Text()) != "" {
			return true
		}
	}
	return false
}

// Read reads the chapter of that name. Its draft has the title of the chapter
// and names the book as its site. It returns ErrNoChapter if there is none.
func (b *Book) Read(name string) (draft.Document, error) {
	for i, chapter := range b.spine {
		if chapter != name {
			continue
		}
		doc, err := b.walk(name)
		if err != nil {
			return draft.Document{}, err
		}
		title := b.titleOf(i, doc)
		doc.Meta = b.Meta
		doc.Meta.Title, doc.Meta.Site = title, b.Meta.Title
		return doc, nil
	}
	return draft.Document{}, ErrNoChapter
}

// Bytes are the bytes of the chapter of that name as the book has them,
// unpacked.
func (b *Book) Bytes(name string) ([]byte, error) {
	for _, chapter := range b.spine {
		if chapter == name {
			return b.parts.Read(name)
		}
	}
	return nil, ErrNoChapter
}

// Whole reads all chapters as one text, under the title of the book. A chapter
// whose title stands in the table of contents alone gets it as a heading.
func (b *Book) Whole() (draft.Document, error) {
	doc := draft.Document{Meta: b.Meta}
	size := 0
	for _, name := range b.spine {
		raw, err := b.parts.Read(name)
		if err != nil {
			return draft.Document{}, err
		}
		if size += len(raw); size > wholeLimit {
			return draft.Document{}, fmt.Errorf("%w, over %d MiB of text: read it chapter by chapter", archive.ErrTooLarge, wholeLimit>>20)
		}
		chapter, err := page.Walk(markup.ToUTF8(raw), "")
		if err != nil {
			return draft.Document{}, err
		}
		if len(doc.Blocks)+len(chapter.Blocks) > mostBlocks {
			return draft.Document{}, fmt.Errorf("%w, over a million and a half paragraphs: read it chapter by chapter", archive.ErrTooLarge)
		}
		if hasText(chapter) {
			doc.Blocks = append(doc.Blocks, headed(chapter, b.named[name], annotate.Heading)...)
		}
	}
	doc.Blocks = headed(doc, b.Meta.Title, annotate.Title)
	return doc, nil
}

// headed are the blocks of doc with its title above them, in a block of that
// kind, unless they begin with a heading or with the words of the title.
func headed(doc draft.Document, title string, kind annotate.Kind) []draft.Block {
	title = oneLine(title)
	for i := range doc.Blocks[:min(len(doc.Blocks), near)] {
		b := &doc.Blocks[i]
		if strings.EqualFold(oneLine(b.Text()), title) {
			if b.Kind == annotate.Paragraph {
				b.Kind, b.Level = kind, levelOf(kind)
			}
			return doc.Blocks
		}
	}
	if title == "" || kind == annotate.Heading && firstHeading(doc) != "" {
		return doc.Blocks
	}
	return append([]draft.Block{{Kind: kind, Level: levelOf(kind), Pieces: []draft.Piece{{Text: title}}}}, doc.Blocks...)
}

// levelOf is the level of a heading over a chapter; a title has none.
func levelOf(kind annotate.Kind) uint8 {
	if kind == annotate.Heading {
		return 1
	}
	return 0
}

// walk reads the text of a chapter.
func (b *Book) walk(name string) (draft.Document, error) {
	raw, err := b.parts.Read(name)
	if err != nil {
		return draft.Document{}, err
	}
	return page.Walk(markup.ToUTF8(raw), "")
}
