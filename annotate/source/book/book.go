// Package book reads EPUB books (versions 2 and 3): their metadata, their
// chapters in reading order, and the text of each as a draft.
//
// # Rules
//
// A chapter is one file of the book's spine. Its name is its path in the book,
// which is stable as long as the book does not change. The book's own table of
// contents is not a chapter. Nothing outside the book is ever read: a path that
// leads out of it is not found.
package book

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/charset"
	"galley/annotate/source/draft"
	"galley/annotate/source/page"
)

// Limits on a book that is read as one text.
const (
	maxBlocks = 3 << 19
	maxBytes  = 64 << 20 // of its chapters
)

// maxFiles is the maximum number of files that one chapter title covers.
const maxFiles = 100

// Errors in addition to those of packages archive and markup.
var (
	// ErrProtected is returned for a book whose text is encrypted (DRM).
	ErrProtected = errors.New("the book is protected")
	// ErrNoChapter is returned if no chapter has the name asked for.
	ErrNoChapter = errors.New("the book has no such chapter")
)

// A Book is an open book. It retains the bytes passed to Open and must not be used
// by several goroutines at once.
type Book struct {
	Meta annotate.Meta // Title is the title of the book

	parts  *archive.Archive
	spine  []string          // the paths of the chapters
	titles map[string]string // the titles in the table of contents, by path
}

// A Chapter is an entry in the list of chapters.
type Chapter struct {
	Name  string // path of the file in the book
	Title string // "" if neither the table of contents nor the text has one
}

// Open opens a book and reads its metadata, but not its text. It returns
// ErrProtected or an error of package archive or markup.
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
	b := &Book{Meta: p.meta(), parts: parts, spine: p.chapters(parts), titles: p.titles(parts)}
	if len(b.spine) == 0 {
		return nil, fmt.Errorf("%w: the book lists no chapters", archive.ErrMissing)
	}
	return b, nil
}

// Chapters lists the chapters that have any text. It reads them all. A chapter
// that cannot be read is listed, so that reading it reports why.
func (b *Book) Chapters() []Chapter {
	var chapters []Chapter
	for i, name := range b.spine {
		doc, _, err := b.parse(name)
		title := b.titleOf(i, doc)
		switch {
		case err != nil:
			title = cmp.Or(title, path.Base(name)) + " (cannot be read)"
		case !hasText(doc):
			continue
		}
		chapters = append(chapters, Chapter{name, title})
	}
	return chapters
}

// titleOf returns the title of chapter i from the table of contents, or else its
// first heading. A chapter with neither continues the last one in the table of
// contents and gets that one's title with a number.
func (b *Book) titleOf(i int, doc draft.Document) string {
	if title := b.titles[b.spine[i]]; title != "" {
		return title
	}
	if title := firstHeading(doc); title != "" {
		return title
	}
	for prev := i - 1; prev >= max(i-maxFiles, 0); prev-- {
		if title := b.titles[b.spine[prev]]; title != "" {
			return fmt.Sprintf("%s (%d)", title, i-prev+1)
		}
	}
	return ""
}

// headDepth is the maximum number of blocks searched for the heading of a chapter.
const headDepth = 5

// firstHeading returns the heading that a chapter begins with, or "".
func firstHeading(doc draft.Document) string {
	for _, b := range doc.Blocks[:min(len(doc.Blocks), headDepth)] {
		if text := draft.OneLine(b.Text()); text != "" && (b.Kind == annotate.Heading || b.Kind == annotate.Title) {
			return text
		}
	}
	return ""
}

func hasText(doc draft.Document) bool {
	return slices.ContainsFunc(doc.Blocks, func(b draft.Block) bool { return strings.TrimSpace(b.Text()) != "" })
}

// Read reads the chapter with that name. The title of the draft is that of
// the chapter, and its site is the title of the book. It returns ErrNoChapter or an
// error of package archive or page.
func (b *Book) Read(name string) (draft.Document, error) {
	i := slices.Index(b.spine, name)
	if i < 0 {
		return draft.Document{}, ErrNoChapter
	}
	doc, _, err := b.parse(name)
	if err != nil {
		return draft.Document{}, err
	}
	title := b.titleOf(i, doc)
	doc.Meta = b.Meta
	doc.Meta.Title, doc.Meta.Site = title, b.Meta.Title
	return doc, nil
}

// Bytes returns the unpacked file of the chapter with that name. It returns
// ErrNoChapter or an error of package archive.
func (b *Book) Bytes(name string) ([]byte, error) {
	if !slices.Contains(b.spine, name) {
		return nil, ErrNoChapter
	}
	return b.parts.Read(name)
}

// ruleMissing marks the line in the place of a chapter that cannot be read.
var ruleMissing = draft.Rule{Name: "B1 missing chapter", Confidence: draft.MinFoldConfidence / 2}

// Whole reads all chapters as one text under the title of the book. A chapter
// whose title is only in the table of contents gets it as a heading. One that is
// missing or damaged is named in its place, unless all are. The errors are those of
// packages archive and page.
func (b *Book) Whole() (draft.Document, error) {
	doc := draft.Document{Meta: b.Meta}
	total, missing := 0, 0
	for _, name := range b.spine {
		chapter, size, err := b.parse(name)
		if total += size; total > maxBytes {
			return draft.Document{}, fmt.Errorf("%w, over %d MiB of text: read it chapter by chapter", archive.ErrTooLarge, maxBytes>>20)
		}
		if errors.Is(err, archive.ErrMissing) || errors.Is(err, archive.ErrDamaged) {
			if missing++; missing == len(b.spine) {
				return draft.Document{}, err
			}
			line := draft.Piece{Text: "[" + cmp.Or(b.titles[name], path.Base(name)) + " is missing from the file.]"}
			doc.Blocks = append(doc.Blocks, draft.Block{Kind: annotate.Furniture, Rule: ruleMissing, Pieces: []draft.Piece{line}})
			continue
		}
		if err != nil {
			return draft.Document{}, err
		}
		if len(doc.Blocks)+len(chapter.Blocks) > maxBlocks {
			return draft.Document{}, fmt.Errorf("%w, over a million and a half paragraphs: read it chapter by chapter", archive.ErrTooLarge)
		}
		if hasText(chapter) {
			doc.Blocks = append(doc.Blocks, addTitle(chapter, b.titles[name], annotate.Heading)...)
		}
	}
	doc.Blocks = addTitle(doc, b.Meta.Title, annotate.Title)
	return doc, nil
}

// addTitle returns the blocks of doc with the title before them as a block of that
// kind. If one of the first blocks is already the title, addTitle only makes sure that
// it is not a paragraph. A chapter that begins with a heading is unchanged.
func addTitle(doc draft.Document, title string, kind annotate.Kind) []draft.Block {
	title = draft.OneLine(title)
	level := uint8(0)
	if kind == annotate.Heading {
		level = 1
	}
	for i := range doc.Blocks[:min(len(doc.Blocks), headDepth)] {
		b := &doc.Blocks[i]
		if strings.EqualFold(draft.OneLine(b.Text()), title) {
			if b.Kind == annotate.Paragraph {
				b.Kind, b.Level = kind, level
			}
			return doc.Blocks
		}
	}
	if title == "" || kind == annotate.Heading && firstHeading(doc) != "" {
		return doc.Blocks
	}
	return append([]draft.Block{{Kind: kind, Level: level, Pieces: []draft.Piece{{Text: title}}}}, doc.Blocks...)
}

// parse returns the text of a chapter and the size of its file in bytes.
func (b *Book) parse(name string) (doc draft.Document, size int, err error) {
	raw, err := b.parts.Read(name)
	if err != nil {
		return draft.Document{}, 0, err
	}
	doc, err = page.Walk(charset.ToUTF8(raw, charset.DeclaredByPage(raw)), "")
	return doc, len(raw), err
}
