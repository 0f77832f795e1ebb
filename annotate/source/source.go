package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"galley/annotate"
	"galley/annotate/source/charset"
)

// Limit is the maximum size of a source, in bytes.
const Limit = 64 << 20

// Options describe a source.
type Options struct {
	Type    string // one of Types, or "" to detect it by Name and content
	Charset string // WHATWG label, or "" to detect it
	Name    string // file name, for its extension; may be ""
	// Declared is the WHATWG label that a server or a message sends with the source, or "".
	// It counts before what the source itself says, unless the bytes prove it wrong.
	Declared string
	Base     string // address of a page, to resolve its links; may be ""

	// Part is the Name of a chapter of a book, or "" for the whole book. The size and
	// digest in the article's Source are then those of the unpacked chapter.
	Part string
	// Converted is the output of a program for the source, or nil. See [Convertible].
	// The size and digest are those of the source.
	Converted *Conversion
}

// Read makes an article from raw. The caller sets Source.Kind, Location and
// Retrieved. The article may share memory with raw, which must not change
// afterwards.
//
// The error wraps one of the errors of this package. It is one line for the user
// and contains no part of the source.
func Read(raw []byte, opt Options) (*annotate.Article, error) {
	if len(raw) > Limit {
		return nil, fmt.Errorf("%w, over 64 MiB: split it into smaller parts", ErrTooLarge)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, fmt.Errorf("%w: the source is empty or blank", ErrEmpty)
	}
	if opt.Part == "" && isMessage(raw, opt) {
		return readMessage(raw, opt)
	}
	f, isDocument := chooseDocument(raw, opt)
	if opt.Part != "" && f.name != typeEPUB {
		return nil, fmt.Errorf("%w: only books have parts", ErrPart)
	}
	if isDocument {
		return f.readDocument(raw, opt)
	}
	sums := hashInBackground(raw)
	dec, err := decodeSource(raw, opt)
	if err != nil {
		return nil, err
	}
	if f, err = chooseText(dec.text, opt); err != nil {
		return nil, err
	}
	article, err := f.readText(dec, opt)
	if err != nil {
		return nil, err
	}
	sum := <-sums
	article.Digest = sum.digestOf(article.Text)
	article.Source.SHA256, article.Source.Bytes = sum.raw, len(raw)
	article.Meta.Title = article.Name()
	return article, nil
}

// decodeSource decodes raw. It returns ErrBinary if raw is neither text nor a
// page, which is text even with a stray NUL.
func decodeSource(raw []byte, opt Options) (decodedText, error) {
	typ := ""
	if f, err := chooseText(raw, opt); err == nil {
		typ = f.name
	}
	dec, err := decodeText(raw, opt.Charset, languageIn(raw),
		declaration{charset.Lookup(opt.Declared), ""}, declaration{declaredIn(raw, typ), fromPage})
	if err == nil && !looksLikeHTML(raw) {
		err = refuseBinary(raw, dec.charset)
	}
	return dec, err
}

// readText reads a decoded source in format f.
func (f format) readText(dec decodedText, opt Options) (article *annotate.Article, err error) {
	if f.page != nil {
		article, err = f.readPage(dec.text, opt)
	} else {
		removed, text := annotate.Removals{BadBytes: dec.badBytes}, dec.text
		if !dec.isClean {
			if f.name == typeText {
				text = keepDivisions(text)
			}
			text = scrub(text, &removed, nil)
		}
		b := newBuilder(text)
		b.removed = removed
		article, err = b.article(f.text(b, text))
	}
	if err != nil {
		return nil, err
	}
	article.Source.MediaType, article.Source.Extractor = f.mediaType, f.extractor
	dec.describe(&article.Source)
	return article, nil
}

// readPage reads a page, making a draft first. It counts only removals from visible
// text, since markup and scripts hide a lot.
func (f format) readPage(text []byte, opt Options) (*annotate.Article, error) {
	doc, err := f.page(text, opt)
	if err != nil {
		return nil, documentError(err)
	}
	b := newBuilder(nil)
	article, err := b.article(b.addDraft(doc))
	if err != nil {
		return nil, err
	}
	article.Source.Canonical = safeHref(doc.Canonical)
	return article, nil
}

// sums holds the SHA-256 digests of a source and of its text without white space at
// the end, which is the canonical text of most plain texts, in lower-case
// hexadecimal.
type sums struct {
	raw     string
	trimmed []byte
	text    string // digest of trimmed
}

// hashInBackground computes the digests while the source is read, since they take as
// long as everything else.
func hashInBackground(raw []byte) <-chan sums {
	done := make(chan sums, 1)
	go func() {
		h, trimmed := sha256.New(), bytes.TrimRight(raw, " \t\n")
		h.Write(trimmed)
		text := hex.EncodeToString(h.Sum(nil))
		h.Write(raw[len(trimmed):])
		done <- sums{raw: hex.EncodeToString(h.Sum(nil)), trimmed: trimmed, text: text}
	}()
	return done
}

// digestOf returns annotate.DigestOf(text).
func (s sums) digestOf(text string) string {
	if text == string(s.trimmed) {
		return s.text
	}
	return annotate.DigestOf(text)
}
