// Package markup reads the XML of documents: one token after the other, in
// bounded space. It builds no tree, so that how deep a hostile document nests
// costs nothing but a count.
//
// Entities that a document declares itself are not expanded, and nothing
// outside the document is ever looked up.
package markup

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// mostDeep is how deep elements may nest.
const mostDeep = 4096

// Errors of Walk.
var (
	// ErrDamaged is returned for XML that breaks its own grammar.
	ErrDamaged = errors.New("the XML is broken or not complete")
	// ErrTooDeep is returned where elements nest deeper than 4,096.
	ErrTooDeep = errors.New("the XML nests too deeply")
)

// An Element is the start of an element. Its attributes are valid only until
// the next token.
type Element struct {
	Space string // of the name, as declared: an address
	Name  string // without prefix
	attrs []xml.Attr
}

// Attr is the value of the first attribute of that name, whatever its space;
// "" if there is none.
func (e Element) Attr(name string) string {
	value, _ := e.Lookup(name)
	return value
}

// Lookup is Attr that tells an empty value from none.
func (e Element) Lookup(name string) (value string, ok bool) {
	for _, a := range e.attrs {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value, true
		}
	}
	return "", false
}

// A Visitor is told of the tokens of a document in order. Every element that
// was opened is closed, unless the document is damaged.
type Visitor interface {
	Open(e Element)
	Close(name string) // without prefix
	Text(text string)
}

// Walk tells v of the tokens of raw. What v heard before an error stands.
func Walk(raw []byte, v Visitor) error {
	d := xml.NewDecoder(bytes.NewReader(UTF8(raw)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 by now
	depth := 0
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && depth == 0:
			return nil
		case err != nil:
			line, _ := d.InputPos()
			return fmt.Errorf("%w (line %d)", ErrDamaged, line)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > mostDeep {
				return ErrTooDeep
			}
			v.Open(Element{token.Name.Space, token.Name.Local, token.Attr})
		case xml.EndElement:
			depth--
			v.Close(token.Name.Local)
		case xml.CharData:
			v.Text(string(token))
		}
	}
}

// UTF8 returns raw in UTF-8 without a byte order mark, decoded as that or its
// XML declaration says. Raw in UTF-8 is returned itself.
func UTF8(raw []byte) []byte {
	enc := encoding.Encoding(nil)
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return raw[3:]
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")), bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		enc = unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)
	default:
		enc, _ = htmlindex.Get(declared(raw))
	}
	if enc == nil || enc == unicode.UTF8 {
		return raw
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return raw
	}
	return text
}

// declared is the name of the character set in the XML declaration of raw, ""
// if there is none.
func declared(raw []byte) string {
	head, _, found := bytes.Cut(raw[:min(len(raw), 200)], []byte("?>"))
	if !found || !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	_, rest, _ := bytes.Cut(head, []byte("encoding"))
	rest = bytes.TrimLeft(rest, " \t\r\n=")
	if len(rest) == 0 {
		return ""
	}
	name, _, _ := bytes.Cut(rest[1:], rest[:1])
	return string(name)
}

// Flag reads the value of an attribute that is true or false, present saying
// true.
func Flag(value string) bool {
	switch strings.ToLower(value) {
	case "0", "false", "off", "no", "none":
		return false
	}
	return true
}
