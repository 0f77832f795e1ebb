// Package docx writes documents for word processors (Office Open XML, ECMA-376,
// WordprocessingML): paragraphs, styled text, links, highlights, and comments
// that may overlap. The files open in Word, Pages and LibreOffice. It also reads the
// comments and highlights of documents, but not the documents themselves.
//
// Any text is accepted: characters that XML does not allow become U+FFFD. Equal
// documents are written as equal bytes.
package docx

import (
	"archive/zip"
	"bufio"
	"cmp"
	_ "embed" // for the parts that are the same in every document
	"errors"
	"io"
	"iter"
	"time"
)

// A Document is the content of a file. Title, Language and Comments may be set while
// the paragraphs of Body are written one by one, so that they need not be in memory.
type Document struct {
	Title    string
	Author   string
	Language string    // BCP 47, or "" for English
	Created  time.Time // also the time of the files inside
	Body     iter.Seq[Paragraph]
	Comments []Comment // a Part refers to them by index
}

// A Style is the style of a paragraph.
type Style string

// The styles.
const (
	Normal   Style = "Normal"
	Title    Style = "Title"
	Subtitle Style = "Subtitle"
	Heading  Style = "Heading" // Level is 1 to 6
	Quote    Style = "Quote"
	Item     Style = "ListParagraph" // Level is 1 to 9
	Code     Style = "Code"
	Caption  Style = "Caption"
)

// A Paragraph is a sequence of parts in one style, or a table. A line feed in a part is
// a line break.
type Paragraph struct {
	Style       Style
	Level       int
	Number      int    // of an item of a numbered list; 0 for a bullet, or Unmarked
	NumberEnd   string // what follows the number: "." or ")"
	NewPage     bool   // starts on a new page
	RightToLeft bool
	Parts       []Part
	Rows        [][]Paragraph // of a table: its cells; Style, Level and Parts are then unused
}

// Unmarked is the Number of an item without a number or a bullet.
const Unmarked = -1

// A Part is text in one character style.
type Part struct {
	Text                       string
	Bold, Italic, Strike, Mono bool
	RightToLeft                bool
	Shade                      string // color behind the text, as RRGGBB; "" for none
	Link                       string // address, or "" for none
	Opens, Closes              []int  // indexes of the comments that begin before, and end after, the part
}

// A Comment is a comment of one or more lines.
type Comment struct {
	Author string
	Time   time.Time
	Lines  []string // the first is bold, unless it is a reply
	Parent int      // for a reply, the index of the comment that it answers, plus 1
}

var (
	//go:embed types.xml
	contentTypes string
	//go:embed package.xml
	packageParts string
	//go:embed styles.xml
	styles string // with %s for the language; users can change the styles in their word processor
)

// Write writes the document to w.
func (d *Document) Write(w io.Writer) error {
	z := zip.NewWriter(w)
	links, lists := &links{ids: map[string]string{}}, &numbering{open: map[int]listID{}}
	for _, f := range []struct {
		name  string
		write func(*xmlWriter)
	}{
		{"[Content_Types].xml", func(m *xmlWriter) { m.raw(contentTypes) }},
		{"_rels/.rels", func(m *xmlWriter) { m.raw(packageParts) }},
		{"word/document.xml", func(m *xmlWriter) { d.writeBody(m, links, lists) }},
		{"docProps/core.xml", d.writeProperties},
		{"word/_rels/document.xml.rels", links.write},
		{"word/styles.xml", func(m *xmlWriter) { m.printf(styles, cmp.Or(d.Language, "en")) }},
		{"word/comments.xml", d.writeComments},
		{"word/commentsExtended.xml", d.writeThreads},
		{"word/numbering.xml", lists.write},
	} {
		if err := d.writeFile(z, f.name, f.write); err != nil {
			return errors.Join(err, z.Close())
		}
	}
	return z.Close()
}

func (d *Document) writeFile(z *zip.Writer, name string, write func(*xmlWriter)) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: d.Created.UTC()})
	if err != nil {
		return err
	}
	m := &xmlWriter{bufio.NewWriter(w)}
	m.raw(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	write(m)
	return m.w.Flush()
}
