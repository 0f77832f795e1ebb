// Package markup reads the XML of documents one token at a time, in bounded
// memory. It builds no tree, so deep nesting in a hostile document costs
// nothing.
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
	"slices"
	"strings"

	"galley/annotate/source/charset"
)

// maxDepth is the maximum number of elements that may be open at once.
const maxDepth = 4096

// Errors of Walk.
var (
	// ErrDamaged is returned for XML that is not well-formed.
	ErrDamaged = errors.New("the XML is broken or incomplete")
	// ErrTooDeep is returned if elements nest more than 4,096 deep.
	ErrTooDeep = errors.New("the XML nests too deeply")
)

// An Element is the start of an element. Its attributes are valid only until
// the next token.
type Element struct {
	Space string // namespace of the name: a URI
	Name  string // without prefix
	attrs []xml.Attr
}

// Attr returns the value of the first attribute with that local name, in any
// namespace, or "".
func (e Element) Attr(name string) string {
	value, _ := e.Lookup(name)
	return value
}

// Lookup is like Attr and reports whether the attribute is present.
func (e Element) Lookup(name string) (value string, ok bool) {
	for _, a := range e.attrs {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value, true
		}
	}
	return "", false
}

// A Visitor receives the tokens of a document in order. Its functions may be nil.
// Every element that is opened is closed, unless Walk returns an error.
type Visitor struct {
	Open  func(e Element)
	Close func(name string) // without prefix
	Text  func(text string)
}

// Walk passes the tokens of raw to v. It returns ErrDamaged or ErrTooDeep after
// passing the tokens before the error.
func Walk(raw []byte, v Visitor) error {
	d := xml.NewDecoder(bytes.NewReader(asXML10(decode(raw))))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is already UTF-8
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
			if depth++; depth > maxDepth {
				return ErrTooDeep
			}
			if v.Open != nil {
				v.Open(Element{token.Name.Space, token.Name.Local, token.Attr})
			}
		case xml.EndElement:
			depth--
			if v.Close != nil {
				v.Close(token.Name.Local)
			}
		case xml.CharData:
			if v.Text != nil {
				v.Text(string(token))
			}
		}
	}
}

// decode returns raw in UTF-8 if it says that it is in another character set.
func decode(raw []byte) []byte {
	_, mark := charset.ByteOrderMark(raw)
	declared := charset.DeclaredByXML(raw)
	if mark == 0 && (declared == "" || declared == charset.UTF8) {
		return raw
	}
	return charset.ToUTF8(raw, declared)
}

// asXML10 returns raw with the declaration of XML 1.0 in the place of another, which the
// decoder would refuse. The versions hardly differ.
func asXML10(raw []byte) []byte {
	head, rest, found := bytes.Cut(raw[:min(len(raw), 200)], []byte("?>"))
	if !found || !bytes.HasPrefix(head, []byte("<?xml")) || bytes.Contains(head, []byte("1.0")) {
		return raw
	}
	return append([]byte(`<?xml version="1.0"?>`), raw[len(raw[:min(len(raw), 200)])-len(rest):]...)
}

// IsOn reports whether the value of an on/off attribute means on. An empty value means
// on.
func IsOn(value string) bool {
	return !slices.Contains([]string{"0", "false", "off", "no", "none"}, strings.ToLower(value))
}
