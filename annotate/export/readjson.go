package export

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"galley/annotate"
)

// ReadJSON reads what WriteJSON wrote, and refuses whatever is not sound, with
// the place and the reason in one line. Nothing is returned with an error.
//
// It returns ErrWrongFormat for what is no export, and ErrTooLarge and ErrNoText as
// ReadOptions say. A byte order mark
// is skipped, and UTF-16 read by it: some shells write files so.
func ReadJSON(r io.Reader, opt ReadOptions) ([]Bundle, error) {
	var doc document
	if err := newStrictDecoder(decoded(r, opt)).decode(&doc); err != nil {
		if doc.Format == "" {
			return nil, fmt.Errorf("%w: %w", ErrWrongFormat, err)
		}
		return nil, err
	}
	in := &jsonReader{opt: opt, seen: registry{}}
	bundles := make([]Bundle, len(doc.Articles))
	for i := range doc.Articles {
		bundle, err := in.bundle(&doc.Articles[i])
		if err != nil {
			return nil, placed(fmt.Sprintf("articles[%d]", i), err)
		}
		bundles[i] = bundle
		doc.Articles[i] = article{} // its memory is of no more use
	}
	return bundles, nil
}

// A jsonReader makes bundles of a document. Errors say where in the article.
type jsonReader struct {
	opt  ReadOptions
	seen registry
}

func (in *jsonReader) bundle(doc *article) (Bundle, error) {
	if err := in.seen.add(doc.ID); err != nil {
		return Bundle{}, placed("id", err)
	}
	a, err := in.article(doc)
	if err != nil {
		return Bundle{}, err
	}
	out := Bundle{Article: a, Words: doc.Words}
	mapper := annotate.NewMapper(a.Text)
	items := make([]annotate.Annotation, len(doc.Annotations))
	for i := range doc.Annotations {
		if items[i], err = in.annotation(&doc.Annotations[i], a, mapper); err != nil {
			return Bundle{}, placed(fmt.Sprintf("annotations[%d]", i), err)
		}
	}
	out.Annotations = annotate.NewSet(items).All()
	return out, nil
}

// article is the article of the document, or the saved one when the document
// comes without its text.
func (in *jsonReader) article(doc *article) (*annotate.Article, error) {
	if doc.Text == nil {
		return in.saved(doc)
	}
	if err := in.checkCanonical(*doc.Text); err != nil {
		return nil, placed("text", err)
	}
	src, err := in.source(doc.Source)
	if err != nil {
		return nil, placed("source", err)
	}
	a := &annotate.Article{
		ID: doc.ID,
		Meta: annotate.Meta{
			Title: in.line(doc.Title), Deck: in.line(doc.Deck), Byline: in.line(doc.Byline),
			Published: in.line(doc.Published), Language: in.line(doc.Language), Site: in.line(doc.Site),
		},
		Source: src, Digest: annotate.DigestOf(*doc.Text), Text: *doc.Text, Removed: annotate.Removals(doc.Removed),
	}
	if a.Blocks, err = in.blocks(doc.Blocks, a.Text); err != nil {
		return nil, err
	}
	if err := a.Check(); err != nil {
		return nil, placed("blocks", err)
	}
	return a, nil
}

func (in *jsonReader) saved(doc *article) (*annotate.Article, error) {
	if doc.Blocks != nil {
		return nil, placed("blocks", errors.New("there is no text that they could divide"))
	}
	if in.opt.FindArticle == nil {
		return nil, ErrNoText
	}
	a, err := in.opt.FindArticle(ArticleRef{
		ID: doc.ID, Kind: annotate.SourceKind(doc.Source.Kind), Location: in.line(doc.Source.Location),
		Title: in.line(doc.Title), SHA256: doc.Source.SHA256,
	})
	if err != nil {
		return nil, fmt.Errorf("exported without its text: %w", err)
	}
	return a, nil
}

func (in *jsonReader) source(doc source) (annotate.Source, error) {
	kind := annotate.SourceKind(doc.Kind)
	if err := checkKind(kind); err != nil {
		return annotate.Source{}, placed("kind", err)
	}
	if err := checkSHA256(doc.SHA256); err != nil {
		return annotate.Source{}, placed("sha256", err)
	}
	if doc.Status != 0 && (doc.Status < 100 || doc.Status > 999) {
		return annotate.Source{}, placed("status", fmt.Errorf("%d is no status of HTTP", doc.Status))
	}
	return annotate.Source{
		Kind: kind, Location: in.line(doc.Location), MediaType: in.line(doc.MediaType), Charset: in.line(doc.Charset),
		Retrieved: doc.Retrieved, SHA256: doc.SHA256, Bytes: doc.Bytes,
		CharsetFrom: in.line(doc.CharsetFrom), Extractor: in.line(doc.Extractor), Canonical: in.line(doc.Canonical),
		Requested: in.line(doc.Requested), Status: doc.Status, ETag: in.line(doc.ETag), LastModified: in.line(doc.LastModified),
	}, nil
}

func checkSHA256(sum string) error {
	if sum != "" && (len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "") {
		return fmt.Errorf("%.70q is no SHA-256 in lower-case hexadecimal", sum)
	}
	return nil
}

// checkCanonical refuses a text that Galley itself would have read otherwise:
// to clean it would move every annotation behind the place.
func (in *jsonReader) checkCanonical(text string) error {
	clean := in.opt.Clean(text)
	if clean == text {
		return nil
	}
	rune, cut := 0, 0
	for off, r := range text {
		if cut = off; !strings.HasPrefix(clean[min(off, len(clean)):], string(r)) {
			break
		}
		rune++
	}
	return fmt.Errorf("not a canonical text: code point %d, before %.20q, is not as Galley reads it", rune, text[cut:])
}

// line cleans a text that must stay on one line.
func (in *jsonReader) line(text string) string {
	return strings.ReplaceAll(in.opt.Clean(text), "\n", " ")
}
