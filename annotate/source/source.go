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
}

// Read makes an article of raw. Source.Kind, Location and Retrieved are left
// to the caller. The article shares no memory with raw, which is not written
// to and must not change meanwhile.
//
// The errors are those of this package; each is one line for the person.
func Read(raw []byte, opt Options) (*annotate.Article, error) {
	if len(raw) > Limit {
		return nil, fmt.Errorf("%w, over 64 MiB: split it into smaller parts", ErrTooLarge)
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil, fmt.Errorf("%w: the source is empty or blank", ErrEmpty)
	}
	dec, err := decodeText(raw, opt.Charset)
	if err != nil {
		return nil, err
	}
	f, err := choose(dec.text, opt)
	if err != nil {
		return nil, err
	}
	digest := digestInBackground(raw)
	article, err := f.article(dec)
	if err != nil {
		return nil, err
	}
	article.Source.SHA256 = <-digest
	article.Source.Bytes = len(raw)
	article.Meta.Title = article.Name() // the beginning of the text where nothing is called the title
	return article, nil
}

// decodeText decodes raw unless it is no text.
func decodeText(raw []byte, label string) (decoded, error) {
	dec, err := decode(raw, label)
	if err != nil {
		return decoded{}, err
	}
	isUTF16 := dec.charset == charsetUTF16LE || dec.charset == charsetUTF16BE
	if err := refuseBinary(raw, isUTF16); err != nil {
		return decoded{}, err
	}
	return dec, nil
}

// article reads dec in the format f.
func (f format) article(dec decoded) (*annotate.Article, error) {
	b := newBuilder(len(dec.text))
	b.removed.BadBytes = dec.badBytes
	meta := f.read(b, scrub(dec.text, &b.removed, nil))
	article, err := b.article(meta)
	if err != nil {
		return nil, err
	}
	article.Source.MediaType = f.mediaType
	article.Source.Charset = dec.charset
	return article, nil
}

// digestInBackground gives the SHA-256 of raw in lower-case hexadecimal. It
// costs as much as all the rest of reading and needs nothing of it.
func digestInBackground(raw []byte) <-chan string {
	digest := make(chan string, 1)
	go func() {
		sum := sha256.Sum256(raw)
		digest <- hex.EncodeToString(sum[:])
	}()
	return digest
}
