package source

import (
	"fmt"

	"galley/annotate/source/book"
)

// A Chapter is a part of a book that Read can read by itself.
type Chapter struct {
	Name  string // for Options.Part: the path of its file in the book
	Title string // one clean line, never ""
}

// Chapters returns the chapters of a book that have text, in reading order, or
// nil if raw is not a book. The errors are those of Read.
func Chapters(raw []byte) ([]Chapter, error) {
	if Sniff(raw) != typeEPUB {
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

// BookTitle returns the title of a book, or "" if it has none or raw is not a
// book.
func BookTitle(raw []byte) string {
	b, err := book.Open(raw)
	if err != nil {
		return ""
	}
	return CleanLine(b.Meta.Title)
}

// PartBytes returns the unpacked file of a chapter, which Source.SHA256 and
// Source.Bytes of its article describe. The errors are those of Read.
func PartBytes(raw []byte, part string) ([]byte, error) {
	b, err := book.Open(raw)
	if err != nil {
		return nil, documentError(err)
	}
	text, err := b.Bytes(part)
	return text, documentError(err)
}
