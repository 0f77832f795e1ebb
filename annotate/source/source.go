package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"galley/annotate"
)

// Limit is the largest source that is read, in bytes.
const Limit = 64 << 20

// Options say what is known of a source.
type Options struct {
	Type    string // one of Types, or "" to tell by Name and content
	Charset string // WHATWG label, "" to detect
	Name    string // file name, for its extension; may be ""
	Base    string // address of a page, against which its links are read; may be ""

	// Part is the name of one chapter of a book; "" reads the whole. What the
	// article's Source tells of bytes is of the chapter's, unpacked.
	Part string
	// Converted is what a program made of raw, nil for nothing. See
	// [Convertible]. The digest and the length are those of raw.
	Converted *Conversion
}

// Read makes an article of raw. Source.Kind, Location and Retrieved are left
// to the caller. The article may share memory with raw, which is not written to
// and must never change again.
//
// The errors are those of this package; each is one line for the person.
func Read(raw []byte, opt Options) (*annotate.Article, error) {
	if len(raw) > Limit {
		return nil, fmt.Errorf("%w, over 64 MiB: split it into smaller parts", ErrTooLarge)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, fmt.Errorf("%w: the source is empty or blank", ErrEmpty)
	}
	if d, ok := chooseDocument(raw, opt); ok {
		return d.article(raw, opt)
	}
	if opt.Part != "" {
		return nil, fmt.Errorf("%w: only books have parts", ErrPart)
	}
	sums := sumsInBackground(raw)
	dec, err := decodeText(raw, opt)
	if err != nil {
		return nil, err
	}
	f, err := choose(dec.text, opt)
	if err != nil {
		return nil, err
	}
	article, err := f.article(dec, opt)
	if err != nil {
		return nil, err
	}
	sum := <-sums
	article.Digest = sum.digestOf(article.Text)
	article.Source.SHA256, article.Source.Bytes = sum.raw, len(raw)
	article.Meta.Title = article.Name() // the beginning of the text where nothing is called the title
	return article, nil
}

// decodeText decodes raw unless it is no text. Pages are text even with a
// stray NUL.
func decodeText(raw []byte, opt Options) (decoded, error) {
	dec, err := decode(raw, opt.Charset, claimsHTML(raw, opt))
	if err != nil {
		return decoded{}, err
	}
	isUTF16 := dec.charset == charsetUTF16LE || dec.charset == charsetUTF16BE
	if looksHTML(raw) {
		return dec, nil
	}
	if err := refuseBinary(raw, isUTF16); err != nil {
		return decoded{}, err
	}
	return dec, nil
}

// article reads dec in the format f.
func (f format) article(dec decoded, opt Options) (*annotate.Article, error) {
	read := f.fromText
	if f.draft != nil {
		read = f.fromDraft
	}
	article, err := read(dec, opt)
	if err != nil {
		return nil, err
	}
	article.Source.MediaType = f.mediaType
	article.Source.Charset, article.Source.CharsetFrom = dec.charset, dec.from
	article.Source.Extractor = f.extractor
	return article, nil
}

// fromText reads a format whose reader writes the canonical text itself.
func (f format) fromText(dec decoded, _ Options) (*annotate.Article, error) {
	removed, text := annotate.Removals{BadBytes: dec.badBytes}, dec.text
	if !dec.clean {
		text = scrub(text, &removed, nil)
	}
	b := newBuilder(text)
	b.removed = removed
	return b.article(f.read(b, text))
}

// fromDraft reads a format whose reader makes a draft. What is dropped is
// counted in the text that shows alone: markup and scripts hide much.
func (f format) fromDraft(dec decoded, opt Options) (*annotate.Article, error) {
	doc, err := f.draft(dec.text, opt)
	if err != nil {
		return nil, err
	}
	b := newBuilder(nil)
	article, err := b.article(b.document(doc))
	if err != nil {
		return nil, err
	}
	article.Source.Canonical = safeHref(doc.Canonical)
	return article, nil
}

// Sums are the SHA-256 of a source and of its text as it may well be: most
// texts are canonical but for white space at their end.
type sums struct {
	raw   string // in lower-case hexadecimal
	guess []byte
	text  string // of guess
}

// sumsInBackground costs as much as all the rest of reading and needs nothing
// of it.
func sumsInBackground(raw []byte) <-chan sums {
	done := make(chan sums, 1)
	go func() {
		h, guess := sha256.New(), bytes.TrimRight(raw, " \t\n")
		h.Write(guess)
		text := hex.EncodeToString(h.Sum(nil))
		h.Write(raw[len(guess):])
		done <- sums{raw: hex.EncodeToString(h.Sum(nil)), guess: guess, text: text}
	}()
	return done
}

// digestOf is annotate.DigestOf, known already if the guess was right.
func (s sums) digestOf(text string) string {
	if text == string(s.guess) {
		return s.text
	}
	return annotate.DigestOf(text)
}
