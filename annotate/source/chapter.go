package source

import (
	"fmt"

	"galley/annotate/source/book"
)

// A Chapter is one part of a book that Read can read by itself.
type Chapter struct {
	Name  string // for Options.Part: the path of its file in the book
	Title string // one clean line; never ""
}

// Chapters lists the chapters of a book in the order of reading, those without
// any text left out. It is nil, without an error, for what is no book. The
// errors are those of Read.
func Chapters(raw []byte) ([]Chapter, error) {
	if Sniff(raw) != "epub" {
		return nil, nil
	}
	b, err := book.Open(raw)
	if err != nil {
		return nil, documentError(err)
	}
	var chapters []Chapter
	for _, c := range b.Chapters() {
		title := CleanLine(c.Title)
		if title == "" {
			title = fmt.Sprintf("Part %d", len(chapters)+1)
		}
		chapters = append(chapters, Chapter{Name: c.Name, Title: title})
	}
	return chapters, nil
}

// BookTitle is what a book calls itself, "" if it says nothing or is none.
func BookTitle(raw []byte) string {
	b, err := book.Open(raw)
	if err != nil {
		return ""
	}
	return CleanLine(b.Meta.Title)
}

// PartBytes are the bytes of a chapter as its book has them, unpacked: what
// Source.SHA256 and Source.Bytes of the chapter speak of.
func PartBytes(raw []byte, part string) ([]byte, error) {
	b, err := book.Open(raw)
	if err != nil {
		return nil, documentError(err)
	}
	text, err := b.Bytes(part)
	return text, documentError(err)
}
