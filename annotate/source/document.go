package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/book"
	"galley/annotate/source/draft"
	"galley/annotate/source/furniture"
	"galley/annotate/source/markup"
	"galley/annotate/source/office"
	webpage "galley/annotate/source/page"
	"galley/annotate/source/pdf"
)

// readDocument reads a source in format f, which is not decoded as text.
func (f format) readDocument(raw []byte, opt Options) (*annotate.Article, error) {
	var doc draft.Document
	var err error
	if isLocked(raw) {
		err = archive.ErrLocked
	} else if f.document != nil {
		doc, err = f.document(raw, opt.Part)
	} else {
		doc, err = opt.Converted.document(f.name)
	}
	if err != nil {
		return nil, documentError(err)
	}
	b := newBuilder(nil)
	properties := b.addDraft(doc)
	if !slices.ContainsFunc(b.blocks, func(b annotate.Block) bool { return b.Kind == annotate.Title }) {
		b.promoteTitle(properties.Title)
	}
	article, err := b.article(b.documentMeta(properties, opt))
	if errors.Is(err, ErrEmpty) {
		err = fmt.Errorf("%w: %s", ErrEmpty, emptyAdvice(f.name))
	}
	if err != nil {
		return nil, err
	}
	article.Source.MediaType = f.mediaType
	if opt.Part != "" {
		if raw, err = PartBytes(raw, opt.Part); err != nil {
			return nil, err
		}
		article.Source.MediaType = "application/xhtml+xml"
	}
	if f.converter == prefersConverter {
		if dec, err := decodeSource(raw, opt); err == nil {
			dec.describe(&article.Source)
		}
	}
	sum := sha256.Sum256(raw)
	article.Source.SHA256, article.Source.Bytes = hex.EncodeToString(sum[:]), len(raw)
	article.Source.Canonical = safeHref(CleanLine(doc.Canonical))
	article.Source.Extractor = strings.TrimSpace("galley " + f.name + " 1 " + opt.Converted.program())
	article.Digest = annotate.DigestOf(article.Text)
	article.Meta.Title = article.Name()
	return article, nil
}

// emptyAdvice says why a document of type name may have no text, and what to do.
func emptyAdvice(name string) string {
	if name == "pdf" {
		return "the PDF may be a scan: run OCR on it first"
	}
	return "the document has no visible characters"
}

// documentMeta returns the metadata of a document. Its text takes precedence over
// its properties, which many programs fill in automatically. The title of a chapter
// comes from the table of contents.
func (b *builder) documentMeta(properties annotate.Meta, opt Options) annotate.Meta {
	head := classifyHead(b)
	if names := b.bylines(); len(names) > 1 {
		head.Byline = strings.Join(names, ", ")
	}
	meta := mergeMeta(withoutPlaceholder(head), withoutPlaceholder(properties))
	meta.Site = properties.Site
	if opt.Part != "" && properties.Title != "" {
		meta.Title = properties.Title
	}
	return meta
}

// bylines returns the names of the authors at the top. Each may be on a separate line.
func (b *builder) bylines() []string {
	var names []string
	for i, block := range b.blocks[:min(len(b.blocks), headerDepth)] {
		if block.Kind == annotate.Byline {
			names = append(names, furniture.BylineName(CleanLine(b.blockText(i))))
		}
	}
	return names
}

// promoteTitle makes a block the title of a document that has none: a heading of
// the first level at its top, or the first paragraph if it is the title in the
// properties, or looks like a title.
func (b *builder) promoteTitle(title string) {
	head := b.blocks[:min(len(b.blocks), titleDepth+1)]
	for i := range head {
		if head[i].Kind == annotate.Heading {
			if head[i].Level == 1 || sameWords(title, b.blockText(i)) {
				head[i].Kind, head[i].Level = annotate.Title, 0
			}
			return
		}
	}
	if len(head) == 0 || head[0].Kind != annotate.Paragraph || head[0].Level != 0 {
		return
	}
	if sameWords(title, b.blockText(0)) {
		head[0].Kind = annotate.Title
	} else if c := (classifier{b: b, isFirstAlone: true}); c.isShort(0) && c.isTitle(0) {
		setKind(&head[0], annotate.Title, ruleFirstLine)
	}
}

// documentError wraps an error from a document's reader in one of this package, and
// adds advice.
func documentError(err error) error {
	switch {
	case errors.Is(err, archive.ErrDamaged), errors.Is(err, archive.ErrMissing), errors.Is(err, markup.ErrDamaged), errors.Is(err, markup.ErrTooDeep):
		return fmt.Errorf("%w: %w; get the file again, or save it again with the program that made it", ErrDamaged, err)
	case errors.Is(err, archive.ErrTooLarge), errors.Is(err, pdf.ErrTooLarge), errors.Is(err, webpage.ErrTooLarge):
		return fmt.Errorf("%w: %w; save its text as a smaller file", ErrTooLarge, err)
	case errors.Is(err, archive.ErrLocked):
		return fmt.Errorf("%w: open it with its password and save it without one", ErrLocked)
	case errors.Is(err, book.ErrProtected):
		return fmt.Errorf("%w: the book is encrypted (DRM) and opens only in its seller's program", ErrLocked)
	case errors.Is(err, book.ErrNoChapter):
		return fmt.Errorf("%w: the book has no chapter with that name", ErrPart)
	}
	return err
}

// A Conversion is the output of a program for a source that Read cannot read. The
// caller of Read runs the program.
type Conversion struct {
	Form      string // FormLayout, FormPages, FormHTML or FormDOCX
	Bytes     []byte
	Converter string // name and version of the program
}

// The forms of a Conversion.
const (
	FormLayout = "layout" // XML of pdftotext -bbox-layout
	FormPages  = "pages"  // plain text with a form feed after each page
	FormHTML   = "html"
	FormDOCX   = "docx"
)

// program returns the name of the program in parentheses, or "".
func (c *Conversion) program() string {
	if c == nil || c.Converter == "" {
		return ""
	}
	return "(" + CleanLine(c.Converter) + ")"
}

// document makes a draft from a converted source of type name. It returns
// ErrUnsupported if c is nil.
func (c *Conversion) document(name string) (draft.Document, error) {
	if c == nil {
		return draft.Document{}, fmt.Errorf("%w: a file of type %s needs a program that converts it", ErrUnsupported, name)
	}
	switch c.Form {
	case FormLayout:
		return pdf.Layout(c.Bytes)
	case FormPages:
		return pdf.Pages(c.Bytes)
	case FormDOCX:
		return office.DOCX(c.Bytes)
	}
	doc, err := webpage.Walk(c.Bytes, "")
	if doc.Meta.Title == unnamed { // what pandoc calls a document without a title
		doc.Meta.Title = ""
	}
	return doc, err
}

// unnamed is the name of the file, without its extension, that converters get.
const unnamed = "document"

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
