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

// A document is a format whose bytes are no text that decoding finds: a reader
// of its own finds a draft in them.
type document struct {
	name      string // what Options.Type calls it
	mediaType string
	read      func(raw []byte, opt Options) (draft.Document, error)
}

// documents lists the formats that Read understands by itself.
func documents() []document {
	const officeXML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	return []document{
		{"epub", "application/epub+zip", readBook},
		{"docx", officeXML, whole(office.DOCX)},
		{"odt", "application/vnd.oasis.opendocument.text", whole(office.ODT)},
	}
}

// whole is a reader for documents without parts.
func whole(read func([]byte) (draft.Document, error)) func([]byte, Options) (draft.Document, error) {
	return func(raw []byte, opt Options) (draft.Document, error) {
		if opt.Part != "" {
			return draft.Document{}, fmt.Errorf("%w: only books have parts", ErrPart)
		}
		return read(raw)
	}
}

// readBook reads a chapter of a book, or the whole.
func readBook(raw []byte, opt Options) (draft.Document, error) {
	b, err := book.Open(raw)
	switch {
	case err != nil:
		return draft.Document{}, err
	case opt.Part != "":
		return b.Read(opt.Part)
	}
	return b.Whole()
}

// chooseDocument finds the format of raw among those that are no text: the one
// that the person named, or what its content shows.
func chooseDocument(raw []byte, opt Options) (document, bool) {
	name := strings.ToLower(opt.Type)
	if name == "" {
		name = Sniff(raw)
	}
	all := append(documents(), convertedFormats()...)
	if name == "" {
		name = typeByExtension(opt.Name)
		if opt.Converted == nil {
			return document{}, false // a text like any other where no program converts it
		}
	}
	i := slices.IndexFunc(all, func(d document) bool { return d.name == name })
	if i < 0 {
		return document{}, false
	}
	return all[i], true
}

// article reads raw in the format d.
func (d document) article(raw []byte, opt Options) (*annotate.Article, error) {
	doc, err := d.read(raw, opt)
	if err != nil {
		return nil, documentError(err)
	}
	b := newBuilder(nil)
	meta := b.document(doc)
	if !slices.ContainsFunc(b.blocks, func(b annotate.Block) bool { return b.Kind == annotate.Title }) {
		b.promoteTitle(meta.Title)
	}
	article, err := b.article(b.told(meta, opt))
	if errors.Is(err, ErrEmpty) {
		err = fmt.Errorf("%w: %s", ErrEmpty, emptyAdvice(d.name))
	}
	if err != nil {
		return nil, err
	}
	article.Source.MediaType = d.mediaType
	article.Source.Canonical = safeHref(CleanLine(doc.Canonical))
	article.Source.Extractor = strings.TrimSpace("galley " + d.name + " 1 " + opt.Converted.by())
	article.Digest = annotate.DigestOf(article.Text)
	article.Meta.Title = article.Name()
	return article, measured(article, raw, opt)
}

// measured sets the digest, the length and the type of the bytes that an article
// was made of.
func measured(article *annotate.Article, raw []byte, opt Options) error {
	if opt.Part != "" {
		chapter, err := PartBytes(raw, opt.Part)
		if err != nil {
			return err
		}
		raw, article.Source.MediaType = chapter, "application/xhtml+xml"
	}
	sum := sha256.Sum256(raw)
	article.Source.SHA256, article.Source.Bytes = hex.EncodeToString(sum[:]), len(raw)
	return nil
}

// emptyAdvice says why a document of that format may have no text.
func emptyAdvice(name string) string {
	if name == "pdf" {
		return "the PDF may be a scan, pictures of pages: have its text recognised first (OCR)"
	}
	return "the document has no visible character"
}

// told is what a document says of itself: what its text says counts more than
// its properties, which many programs fill in by themselves. The title of a
// chapter is that which the list of chapters has.
func (b *builder) told(properties annotate.Meta, opt Options) annotate.Meta {
	head := classifyHead(b)
	if names := b.bylines(); len(names) > 1 {
		head.Byline = strings.Join(names, ", ")
	}
	meta := frontMeta(head).or(properties)
	meta.Site = properties.Site
	if opt.Part != "" && properties.Title != "" {
		meta.Title = properties.Title
	}
	return meta
}

// bylines are the names of the authors at the top, each of whom may have a line
// of their own.
func (b *builder) bylines() []string {
	var names []string
	for i, block := range b.blocks[:min(len(b.blocks), headerDepth)] {
		if block.Kind == annotate.Byline {
			names = append(names, furniture.BylineName(CleanLine(b.written(i))))
		}
	}
	return names
}

// promoteTitle finds the title of a document that has no block of that kind:
// the heading of the first level at its top, or the first paragraph if it says
// what the document calls itself, or reads as a title does.
func (b *builder) promoteTitle(title string) {
	head := b.blocks[:min(len(b.blocks), titleDepth+1)]
	for i := range head {
		if head[i].Kind == annotate.Heading {
			if head[i].Level == 1 || sameWords(title, b.written(i)) {
				head[i].Kind, head[i].Level = annotate.Title, 0
			}
			return
		}
	}
	if len(head) == 0 || head[0].Kind != annotate.Paragraph || head[0].Level != 0 {
		return
	}
	if sameWords(title, b.written(0)) {
		head[0].Kind = annotate.Title
	} else if p := (page{b: b, firstAlone: true}); p.isShort(0) && p.isTitle(0) {
		first := draft.Rule{Name: "H1 first line", Sureness: .98}
		head[0].Kind, head[0].Rule, head[0].Sureness = annotate.Title, first.Name, first.Sureness
	}
}

// documentError gives an error of a reader the name and the advice that Read
// promises.
func documentError(err error) error {
	switch {
	case errors.Is(err, archive.ErrDamaged), errors.Is(err, archive.ErrMissing), errors.Is(err, markup.ErrDamaged), errors.Is(err, markup.ErrTooDeep):
		return fmt.Errorf("%w: %w; get the file again, or save it anew with the program that made it", ErrDamaged, err)
	case errors.Is(err, archive.ErrTooLarge), errors.Is(err, pdf.ErrTooLarge), errors.Is(err, webpage.ErrTooLarge):
		return fmt.Errorf("%w: %w; save its text as a smaller file", ErrTooLarge, err)
	case errors.Is(err, archive.ErrLocked):
		return fmt.Errorf("%w: open it with its password and save it without one", ErrLocked)
	case errors.Is(err, book.ErrProtected):
		return fmt.Errorf("%w: the book is encrypted by its seller (DRM) and opens in the seller's program alone", ErrLocked)
	case errors.Is(err, book.ErrNoChapter):
		return fmt.Errorf("%w: the book has no chapter of that name", ErrPart)
	}
	return err
}
