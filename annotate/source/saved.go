package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source/message"
)

const (
	typeMHTML = "mhtml"
	typeEmail = "eml"
)

// isMessage reports whether raw is a page that a browser saved as one file, or email.
func isMessage(raw []byte, opt Options) bool {
	types := []string{typeMHTML, typeEmail}
	if opt.Type != "" {
		return slices.Contains(types, strings.ToLower(opt.Type))
	}
	f, ok := findFormat(func(f format) bool { return slices.Contains(f.extensions, strings.ToLower(path.Ext(opt.Name))) })
	return ok && slices.Contains(types, f.name) || message.Is(raw)
}

// readMessage reads the text of a message. The header of email says who wrote what and
// when; a saved page says so itself.
func readMessage(raw []byte, opt Options) (*annotate.Article, error) {
	m, err := message.Read(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEmpty, err)
	}
	inner := Options{Type: typeText, Charset: opt.Charset, Declared: m.Charset, Base: cmp.Or(opt.Base, m.Base)}
	if m.IsHTML {
		inner.Type = typeHTML
	}
	article, err := Read(m.Text, inner)
	if err != nil {
		return nil, err
	}
	article.Source.MediaType = "multipart/related"
	if !m.IsPage {
		article.Source.MediaType = "message/rfc822"
		article.Meta.Title = cmp.Or(CleanLine(m.Subject), article.Meta.Title)
		article.Meta.Byline = cmp.Or(CleanLine(m.From), article.Meta.Byline)
		article.Meta.Published = cmp.Or(m.Date, article.Meta.Published)
	}
	if opt.Charset == "" && article.Source.Charset != "" {
		article.Source.CharsetFrom = cmp.Or(article.Source.CharsetFrom, fromMessage)
	}
	sum := sha256.Sum256(raw)
	article.Source.SHA256, article.Source.Bytes = hex.EncodeToString(sum[:]), len(raw)
	return article, nil
}

// fromMessage says that the header of a message declares the character set.
const fromMessage = "declared by the message"
