package export

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	json "github.com/go-json-experiment/json/v1"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decode returns r as UTF-8. It fails on invalid UTF-8 and beyond
// ReadOptions.MaxBytes. A byte order mark is skipped, and selects UTF-16.
func decode(r io.Reader, opt ReadOptions) io.Reader {
	return transform.NewReader(limited(r, opt), unicode.BOMOverride(encoding.UTF8Validator))
}

// limited returns r, which then fails beyond ReadOptions.MaxBytes.
func limited(r io.Reader, opt ReadOptions) io.Reader {
	return &limitReader{r: r, left: cmp.Or(opt.MaxBytes, DefaultMaxBytes)}
}

// A limitReader returns ErrTooLarge when there is more to read, where
// io.LimitReader returns io.EOF.
type limitReader struct {
	r    io.Reader
	left int64
}

// Read implements io.Reader.
func (l *limitReader) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, ErrTooLarge
	}
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return n, ErrTooLarge
	}
	return n, err
}

// eachLine calls read with each line that is not empty, without its line
// break. Errors name the line, from 1.
func eachLine(r io.Reader, read func(line []byte) error) error {
	lines := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		line, end := lines.ReadBytes('\n')
		var err error
		if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 {
			err = read(line)
		}
		if err == nil && end != io.EOF {
			err = end
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		if end == io.EOF {
			return nil
		}
	}
}

// eachValue calls read with the JSON value of each line that is not blank.
func eachValue(r io.Reader, read func(data []byte) error) error {
	return eachLine(r, func(line []byte) error {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			return nil
		}
		return read(line)
	})
}

// readValue reads a whole document that must be valid JSON.
func readValue(r io.Reader, opt ReadOptions) (json.RawMessage, error) {
	doc := newValueReader(r, opt)
	data, err := doc.next()
	if err != nil {
		return nil, err
	}
	data = bytes.Clone(data)
	return data, doc.end()
}

// A valueReader reads the values of a JSON document one by one, so that a document
// may be larger than memory.
type valueReader struct{ json *jsontext.Decoder }

func newValueReader(r io.Reader, opt ReadOptions) valueReader {
	return valueReader{jsontext.NewDecoder(decode(r, opt), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
}

// next returns the next value, which is valid until the next call.
func (v valueReader) next() (json.RawMessage, error) {
	data, err := v.json.ReadValue()
	return json.RawMessage(data), wrongFormat(err)
}

// decode decodes the next value into target, which need not have all of it. The error for
// a member of the wrong type names it.
func (v valueReader) decode(target any) error {
	err := jsonv2.UnmarshalDecode(v.json, target, json.DefaultOptionsV1(), json.ReportErrorsWithLegacySemantics(false))
	var wrong *jsonv2.SemanticError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%w: %.60q has the wrong type: %s", ErrWrongFormat, wrong.JSONPointer.LastToken(), describeKind(wrong.JSONKind))
	}
	return wrongFormat(err)
}

// each calls read with the index of each value of an array before it is read.
func (v valueReader) each(read func(i int) error) error {
	_, err := v.json.ReadToken()
	for i := 0; err == nil && v.json.PeekKind() != ']'; i++ {
		if err := read(i); err != nil {
			return err
		}
	}
	if err == nil {
		_, err = v.json.ReadToken()
	}
	return wrongFormat(err)
}

// members calls read with the name of each member of an object before its value is
// read.
func (v valueReader) members(read func(name string) error) error {
	_, err := v.json.ReadToken()
	for err == nil && v.json.PeekKind() != '}' {
		var token jsontext.Token
		if token, err = v.json.ReadToken(); err != nil {
			break
		}
		if err := read(token.String()); err != nil {
			return err
		}
	}
	if err == nil {
		_, err = v.json.ReadToken()
	}
	return wrongFormat(err)
}

// end returns an error if there is more after the document.
func (v valueReader) end() error {
	switch _, err := v.json.ReadToken(); err {
	case io.EOF:
		return nil
	case nil:
		return fmt.Errorf("%w: byte %d: unexpected data after the document", ErrWrongFormat, v.json.InputOffset())
	default:
		return wrongFormat(err)
	}
}

// wrongFormat returns an error of the JSON decoder as ErrWrongFormat, and any other
// error as it is.
func wrongFormat(err error) error {
	if err = jsonError(err); errors.Is(err, ErrSyntax) || errors.Is(err, errCut) {
		return fmt.Errorf("%w: %w", ErrWrongFormat, err)
	}
	return err
}

var errCut = errors.New("the file ends unexpectedly")

// jsonError returns an error of the JSON decoder in the words of this package. A syntax
// error is ErrSyntax with its position.
func jsonError(err error) error {
	var syntax *jsontext.SyntacticError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errCut
	case errors.As(err, &syntax):
		return fmt.Errorf("byte %d: %w", syntax.ByteOffset+1, syntaxError{syntax.Err})
	}
	if cause := errors.Unwrap(err); cause != nil {
		return cause // without the prefix of jsontext
	}
	return err
}

// describeMismatch returns an error with the name of the member that has the
// wrong type. It returns any other error unchanged.
func describeMismatch(err error) error {
	if wrong, ok := err.(*json.UnmarshalTypeError); ok {
		if wrong.Field == "" {
			return fmt.Errorf("a value has the wrong type: %.20s", wrong.Value)
		}
		return fmt.Errorf("%.60q has the wrong type: %.20s", wrong.Field, wrong.Value)
	}
	return err
}

// An objectBuffer is a JSON object that is put together from members.
type objectBuffer struct{ bytes.Buffer }

// add adds a member.
func (o *objectBuffer) add(name string, value json.RawMessage) {
	separator := byte(',')
	if o.Len() == 0 {
		separator = '{'
	}
	quoted, _ := json.Marshal(name) // marshaling strings never fails
	o.WriteByte(separator)
	o.Write(quoted)
	o.WriteByte(':')
	o.Write(value)
}

// object returns the object with the members that were added.
func (o *objectBuffer) object() json.RawMessage {
	if o.Len() == 0 {
		return json.RawMessage("{}")
	}
	return append(o.Bytes(), '}')
}

// oneOrMany returns the values of a member that is either one value or an
// array of values. They share the memory of data.
func oneOrMany(data json.RawMessage) []json.RawMessage {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return nil
	}
	if !isArray(data) {
		return []json.RawMessage{data}
	}
	many := []json.RawMessage{}
	array := valueReader{jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	err := array.each(func(int) error {
		value, err := array.next()
		end := array.json.InputOffset()
		many = append(many, data[end-int64(len(value)):end:end])
		return err
	})
	if err != nil {
		return nil
	}
	return many
}

func isArray(data json.RawMessage) bool { return len(data) > 0 && data[0] == '[' }

// asString returns a JSON string, or "" for any other value.
func asString(data json.RawMessage) string {
	if n := len(data); n > 1 && data[0] == '"' && bytes.IndexAny(data[1:], `"\\`) == n-2 && utf8.Valid(data) {
		return string(data[1 : n-1]) // without escapes
	}
	if len(data) == 0 || data[0] != '"' {
		return ""
	}
	var s string
	_ = json.Unmarshal(data, &s)
	return s
}

// parseTime reads an RFC 3339 time.
func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, s)
	if t = t.UTC(); err != nil || !isWritable(t) {
		return t, fmt.Errorf("%.40q is not a time like 2026-11-22T09:00:00Z", s)
	}
	return t, nil
}

// A syntaxError says what is wrong with a file that is no JSON.
type syntaxError struct{ error }

// Unwrap implements the interface of package errors.
func (e syntaxError) Unwrap() []error { return []error{ErrSyntax, e.error} }

// isWritable reports whether the year of t has four digits, which is all that RFC 3339
// can write. A time zone can move the first and the last hours of that range out of it.
func isWritable(t time.Time) bool { return t.Year() >= 0 && t.Year() <= 9999 }
