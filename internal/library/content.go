package library

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/origin/convert"
	"galley/internal/origin/fetch"
	"galley/internal/wording"
	"galley/storage"
)

// ReadOptions say how the bytes of an article are read. "" means that the type or
// character set is detected.
type ReadOptions struct {
	Type, Charset string

	convert func(run func(ctx context.Context) error) error // conversions.run; set before bytes are loaded
}

// Check returns a UsageError for a type or a character set that does not exist.
func (o ReadOptions) Check() error {
	if o.Type != "" && !slices.Contains(source.Types(), strings.ToLower(o.Type)) {
		return Usagef("unknown type %s: use %s", wording.Quote(o.Type), wording.Or(source.Types()))
	}
	if o.Charset != "" && !isCharset(o.Charset) {
		return Usagef("unknown character set %s: use a name such as utf-8, windows-1252, iso-8859-2 or shift_jis", wording.Quote(o.Charset))
	}
	return nil
}

func isCharset(name string) bool {
	_, err := source.Read([]byte("x"), source.Options{Charset: name})
	return !errors.Is(err, source.ErrCharset)
}

// content holds the bytes of a source and says how to read them.
type content struct {
	bytes   []byte
	source  annotate.Source // what is known before the bytes are read
	name    string          // of the file, for its extension; "" for none
	part    string          // name of the chapter to read, "" for all
	page    *fetch.Page     // nil unless the bytes are from the web
	options ReadOptions

	read func() (readResult, error) // reads the bytes once
}

// A readResult is the result of reading an article, which has no id yet.
type readResult struct {
	article *annotate.Article
	remark  string // what else the user should know, "" if nothing
}

// newContent returns a copy of c that can be read.
func newContent(c content) *content {
	c.read = sync.OnceValues(c.readBytes)
	return &c
}

// withCharset returns a copy of c that is read in charset, unless the user named a
// character set.
func (c *content) withCharset(charset string) *content {
	other := *c
	other.options.Charset = cmp.Or(c.options.Charset, charset)
	return newContent(other)
}

// label returns the name of the content for messages.
func (c *content) label() string {
	switch {
	case c.source.Kind == annotate.FromURL:
		return wording.QuotePath(c.source.Location)
	case c.name != "":
		return wording.Quote(c.name)
	}
	return "standard input"
}

// sha256 returns the digest of the original in lower-case hexadecimal.
func (c *content) sha256() string {
	sum := sha256.Sum256(c.original())
	return hex.EncodeToString(sum[:])
}

// readSHA256 returns the same as sha256, but takes it from the article, so that
// content that must be read anyway is hashed only once.
func (c *content) readSHA256() string {
	if r, err := c.read(); err == nil {
		return r.article.Source.SHA256
	}
	return c.sha256()
}

// original returns the bytes that the article is made of: those of the chapter,
// if c is one.
func (c *content) original() []byte {
	if c.part == "" {
		return c.bytes
	}
	chapter, err := source.PartBytes(c.bytes, c.part)
	if err != nil {
		return c.bytes
	}
	return chapter
}

// readBytes reads the article and notes where it came from.
func (c *content) readBytes() (readResult, error) {
	opt, err := c.sourceOptions()
	if err != nil {
		return readResult{}, err // it names the source
	}
	a, err := source.Read(c.bytes, opt)
	if err != nil {
		return readResult{}, c.unreadable(err)
	}
	s, from := &a.Source, c.source
	s.Kind, s.Location, s.Requested, s.Retrieved = from.Kind, from.Location, from.Requested, from.Retrieved
	s.Status, s.ETag, s.LastModified = from.Status, from.ETag, from.LastModified
	if s.Charset != "" && s.CharsetFrom == "" {
		s.CharsetFrom = c.charsetFrom()
	}
	remark, err := c.checkPaywall(a)
	if s.CharsetGuessed {
		remark = strings.TrimPrefix(remark+"; guessed "+s.Charset+"; --charset NAME or C on the source page changes it", "; ")
	}
	return readResult{a, remark}, err
}

// sourceOptions returns the options to read with: those of the user, else those
// that the server named.
func (c *content) sourceOptions() (source.Options, error) {
	opt := source.Options{Type: c.options.Type, Charset: c.options.Charset, Name: c.name, Part: c.part}
	if c.page != nil {
		opt.Type = cmp.Or(opt.Type, typeOf(*c.page))
		opt.Declared = charsetOf(*c.page)
		opt.Base = c.page.Location
	}
	return c.convert(opt)
}

// convert adds the output of a converter to opt, if Galley does not read the type
// of the bytes itself. Markup that no installed program converts is read as plain
// text. Errors name the source.
func (c *content) convert(opt source.Options) (source.Options, error) {
	typ, optional := source.Convertible(c.bytes, opt)
	if typ == "" {
		return opt, nil
	}
	var conversion convert.Result
	raw := source.ConverterInput(c.bytes, typ, opt)
	err := c.options.convert(func(ctx context.Context) (err error) {
		conversion, err = convert.Convert(ctx, raw, typ, cmp.Or(c.name, "standard input"))
		return err
	})
	switch {
	case optional && errors.Is(err, convert.ErrNone):
		return opt, nil
	case err != nil:
		return source.Options{}, err
	}
	opt.Converted = (*source.Conversion)(&conversion)
	return opt, nil
}

// unreadable returns the error for a source that could not be read because of
// err.
func (c *content) unreadable(err error) error {
	return fmt.Errorf("%s cannot be read: %w", c.label(), err)
}

// charsetFrom returns who named the character set, or "" if it was detected.
func (c *content) charsetFrom() string {
	switch {
	case c.options.Charset != "":
		return fromUser
	case c.page != nil && charsetOf(*c.page) != "":
		return "HTTP header"
	}
	return ""
}

// maxOriginal is the size of the largest source that the library keeps, in bytes.
// A page from the web is never larger.
const maxOriginal = 32 << 20

// archive returns the bytes to keep in addition to the text of an article, or the
// zero Original for none: the bytes of a plain text say no more than the text,
// and the sample is part of the program.
func (c *content) archive(a *annotate.Article) storage.Original {
	if c.source.Kind == annotate.FromSample || len(c.bytes) > maxOriginal ||
		string(bytes.TrimRight(c.bytes, " \t\n")) == a.Text {
		return storage.Original{}
	}
	return storage.Pack(c.original())
}
