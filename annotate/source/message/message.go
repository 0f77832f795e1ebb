// Package message reads MIME messages: pages that a browser saved as one file (.mhtml)
// and email (.eml). It finds the text to read, and what the header says about it.
//
// Parts nest at most 8 deep. A damaged message is read up to the damage.
package message

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// ErrNoText is returned for a message without a part that is text.
var ErrNoText = errors.New("the message has no text")

// A Message is a message and the part of it to read.
type Message struct {
	Subject, From string // one line each; From is a name or, without one, an address
	Date          string // RFC 3339
	IsPage        bool   // a browser saved a page

	Text    []byte // as it is encoded in Charset
	Charset string // as the message declares it, or ""
	IsHTML  bool
	Base    string // address of the page, or ""
}

// Is reports whether raw begins like a message.
func Is(raw []byte) bool {
	head, _, _ := bytes.Cut(raw[:min(len(raw), 32<<10)], []byte("\n\r\n"))
	head, _, _ = bytes.Cut(head, []byte("\n\n"))
	name, _, ok := bytes.Cut(head, []byte(":"))
	lower := bytes.ToLower(head)
	return ok && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0 &&
		(bytes.HasPrefix(lower, []byte("mime-version:")) || bytes.Contains(lower, []byte("\nmime-version:"))) &&
		bytes.Contains(lower, []byte("\ncontent-type:"))
}

// Read reads a message. It returns ErrNoText if there is nothing to read.
func Read(raw []byte) (Message, error) {
	parsed, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Message{}, ErrNoText
	}
	header := textproto.MIMEHeader(parsed.Header)
	words := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	decode := func(name string) string {
		value := header.Get(name)
		if decoded, err := words.DecodeHeader(value); err == nil {
			value = decoded
		}
		return strings.Join(strings.Fields(value), " ")
	}
	m := Message{Subject: decode("Subject"), From: decode("From")}
	m.IsPage = strings.HasPrefix(m.From, "<Saved by") || header.Get("Snapshot-Content-Location") != ""
	m.Base = header.Get("Snapshot-Content-Location")
	if address, err := (&mail.AddressParser{WordDecoder: &words}).Parse(header.Get("From")); err == nil {
		m.From = address.Name
		if m.From == "" {
			m.From = address.Address
		}
	}
	if date, err := parsed.Header.Date(); err == nil {
		m.Date = date.Format(time.RFC3339)
	}
	m.addPart(header, parsed.Body, 0)
	if len(bytes.TrimSpace(m.Text)) == 0 {
		return Message{}, ErrNoText
	}
	return m, nil
}

// addPart looks for text in a part: the first page or, if there is none, the first
// plain text.
func (m *Message) addPart(header textproto.MIMEHeader, body io.Reader, depth int) {
	const maxDepth = 8
	typ, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		typ = "text/plain"
	}
	isHTML := slices.Contains([]string{"text/html", "application/xhtml+xml"}, typ)
	switch {
	case strings.HasPrefix(typ, "multipart/") && depth < maxDepth:
		parts := multipart.NewReader(body, parameters["boundary"])
		for part, err := parts.NextRawPart(); err == nil && !m.IsHTML; part, err = parts.NextRawPart() {
			m.addPart(part.Header, part, depth+1)
		}
	case m.IsHTML || !isHTML && (typ != "text/plain" || m.Text != nil) || strings.HasPrefix(header.Get("Content-Disposition"), "attachment"):
	default:
		text, _ := io.ReadAll(decoded(header.Get("Content-Transfer-Encoding"), body)) // keep the text before any damage
		m.Text, m.Charset, m.IsHTML = text, parameters["charset"], isHTML
		if location := header.Get("Content-Location"); isHTML && strings.HasPrefix(location, "http") {
			m.Base = location
		}
	}
}

// decoded returns a reader of the bytes that body encodes.
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}
