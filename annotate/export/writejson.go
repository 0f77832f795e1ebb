package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"galley/annotate"
)

// WriteJSON writes one JSON object that is valid against
// docs/export.schema.json: UTF-8, two-space indent, a newline at the end. It
// holds one article at a time, and of its annotations one.
//
// An error of the bundles, or a bundle that is not sound, ends the writing;
// whole articles before it have been written by then.
func WriteJSON(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) error {
	out := newJSONWriter(w)
	seen := registry{}
	head := document{Format: formatJSON, Generator: opt.Generator, Exported: opt.Exported.UTC(), Articles: []article{}}
	list, err := out.open(head, 0)
	if err != nil {
		return err
	}
	for b, err := range bundles {
		if err != nil {
			return err
		}
		if err := seen.checkBundle(b); err != nil {
			return fmt.Errorf("article %.40q: %w", b.Article.ID, err)
		}
		list.next()
		if err := out.bundle(b, opt); err != nil {
			return fmt.Errorf("article %s: %w", b.Article.ID, err)
		}
	}
	return out.end(list)
}

// A jsonWriter writes indented JSON piece by piece. Errors of the writer below
// stay in the bufio.Writer until Flush.
type jsonWriter struct {
	w   *bufio.Writer
	buf bytes.Buffer
	enc *json.Encoder
}

func newJSONWriter(w io.Writer) *jsonWriter {
	out := &jsonWriter{w: bufio.NewWriterSize(EscapeJSON(w), 64<<10)}
	out.renew()
	return out
}

// renew begins with buffers that are empty.
func (out *jsonWriter) renew() {
	out.buf = bytes.Buffer{}
	out.enc = json.NewEncoder(&out.buf)
	out.enc.SetEscapeHTML(false)
}

const (
	indent     = "  "
	mostBuffer = 1 << 20 // bytes that are kept for the next value; the text of an article may need more
)

// encode returns v as JSON that stands depth levels deep. The bytes are valid
// until the next call.
func (out *jsonWriter) encode(v any, depth int) ([]byte, error) {
	if out.buf.Reset(); out.buf.Cap() > mostBuffer {
		out.renew()
	}
	out.enc.SetIndent(strings.Repeat(indent, depth), indent)
	if err := out.enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(out.buf.Bytes(), "\n"), nil
}

// A jsonList is an array that is being written.
type jsonList struct {
	w     *bufio.Writer
	depth int    // of its items
	items int    // written so far
	end   string // what follows the items
}

// openArray writes the beginning of a document that is an array.
func (out *jsonWriter) openArray() *jsonList {
	out.w.WriteByte('[')
	return &jsonList{w: out.w, depth: 1, end: "]"}
}

// open writes v, an object that ends with an empty array, up to the place of
// the array's first item.
func (out *jsonWriter) open(v any, depth int) (*jsonList, error) {
	return out.openBelow(v, depth, 1)
}

// openBelow is open for an array that stands below so many objects and arrays,
// v among them.
func (out *jsonWriter) openBelow(v any, depth, levels int) (*jsonList, error) {
	data, err := out.encode(v, depth)
	if err != nil {
		return nil, err
	}
	cut := bytes.LastIndex(data, []byte("[]")) + 1
	out.w.Write(data[:cut])
	return &jsonList{w: out.w, depth: depth + levels + 1, end: string(data[cut:])}, nil
}

// item writes v as the next item of a list.
func (out *jsonWriter) item(list *jsonList, v any) error {
	list.next()
	data, err := out.encode(v, list.depth)
	if err != nil {
		return err
	}
	out.w.Write(data)
	return nil
}

// end closes the list that the document ends with.
func (out *jsonWriter) end(list *jsonList) error {
	list.close()
	out.w.WriteByte('\n')
	return out.w.Flush()
}

// next begins another item.
func (l *jsonList) next() {
	if l.items++; l.items > 1 {
		l.w.WriteByte(',')
	}
	l.line(l.depth)
}

func (l *jsonList) close() {
	if l.items > 0 {
		l.line(l.depth - 1)
	}
	l.w.WriteString(l.end)
}

func (l *jsonList) line(depth int) {
	l.w.WriteByte('\n')
	for range depth {
		l.w.WriteString(indent)
	}
}

func (out *jsonWriter) bundle(b Bundle, opt WriteOptions) error {
	mapper := annotate.NewMapper(b.Article.Text)
	list, err := out.open(articleOut(b, mapper, opt), 2)
	if err != nil {
		return err
	}
	for _, a := range annotate.InTextOrder(b.Annotations) {
		if err := out.item(list, annotationOut(a, b.Article, mapper)); err != nil {
			return fmt.Errorf("annotation %s: %w", a.ID, err)
		}
	}
	list.close()
	return nil
}
