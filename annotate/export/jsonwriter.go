package export

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A jsonWriter writes indented JSON incrementally. Write errors stay in the
// bufio.Writer until Flush.
type jsonWriter struct {
	w   *bufio.Writer
	buf bytes.Buffer
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{w: bufio.NewWriterSize(EscapeJSON(w), 64<<10)}
}

const (
	indent    = "  "
	maxBuffer = 1 << 20 // in bytes; a larger buffer, as for the text of an article, is not reused
)

// encode returns v as JSON, indented by depth levels. The bytes are valid until the
// next call.
func (out *jsonWriter) encode(v any, depth int) ([]byte, error) {
	if out.buf.Reset(); out.buf.Cap() > maxBuffer {
		out.buf = bytes.Buffer{}
	}
	err := jsonv2.MarshalWrite(&out.buf, v, json.DefaultOptionsV1(), jsontext.EscapeForHTML(false),
		jsontext.WithIndentPrefix(strings.Repeat(indent, depth)), jsontext.WithIndent(indent))
	return out.buf.Bytes(), err
}

// A jsonList is an array that is being written.
type jsonList struct {
	w     *bufio.Writer
	depth int    // of its items
	items int    // written so far
	end   string // text after the items
}

// openArray begins a document that is an array.
func (out *jsonWriter) openArray() *jsonList {
	out.w.WriteByte('[')
	return &jsonList{w: out.w, depth: 1, end: "]"}
}

// open writes v, an object that ends with empty arrays, up to where the first item
// of the first of them goes. levels counts the objects and arrays around that array,
// including v.
func (out *jsonWriter) open(v any, depth, levels, arrays int) (*jsonList, error) {
	data, err := out.encode(v, depth)
	if err != nil {
		return nil, err
	}
	cut := len(data)
	for range arrays {
		cut = bytes.LastIndex(data[:cut], []byte("[]")) + 1
	}
	out.w.Write(data[:cut])
	return &jsonList{w: out.w, depth: depth + levels + 1, end: string(data[cut:])}, nil
}

// item writes v as the next item of a list.
func (out *jsonWriter) item(list *jsonList, v any) error {
	list.next()
	data, err := out.encode(v, list.depth)
	if err == nil {
		_, err = out.w.Write(data)
	}
	return err
}

// annotation writes v, which is made of the annotation id, as the next item of a list.
func (out *jsonWriter) annotation(list *jsonList, id string, v any) error {
	if err := out.item(list, v); err != nil {
		return fmt.Errorf("annotation %s: %w", id, err)
	}
	return nil
}

// end closes the list that the document ends with.
func (out *jsonWriter) end(list *jsonList) error {
	list.close()
	out.w.WriteByte('\n')
	return out.w.Flush()
}

// next begins the next item.
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

// then closes the list and opens the array after it.
func (l *jsonList) then() *jsonList {
	cut := strings.LastIndex(l.end, "[]") + 1
	next := &jsonList{w: l.w, depth: l.depth, end: l.end[cut:]}
	l.end = l.end[:cut]
	l.close()
	return next
}

func (l *jsonList) line(depth int) {
	l.w.WriteByte('\n')
	for range depth {
		l.w.WriteString(indent)
	}
}

// An itemFunc returns the JSON value of an annotation, followed by those of its replies,
// and counts in loss what the values cannot represent.
type itemFunc func(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper, loss *LossReport) []any

// writeItems writes an object that ends with an empty array, levels deep, and
// in that array an item for each annotation and reply. keeps is what items represent in
// addition to what all formats with such items do.
func writeItems(w io.Writer, head any, levels int, bundles iter.Seq2[Bundle, error], opt WriteOptions, keeps capability, item itemFunc) (LossReport, error) {
	var loss LossReport
	out := newJSONWriter(w)
	list, err := out.open(head, 0, levels, 1)
	if err != nil {
		return nil, err
	}
	err = eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		mapper := annotate.NewMapper(b.Article.Text)
		loss.count(set, keeps|keepsUnplaced|keepsNotes|keepsFields|keepsCreators|keepsTimes|keepsLabels|keepsReplies)
		for _, n := range set.All() {
			for _, v := range item(n, b.Article, mapper, &loss) {
				if err := out.annotation(list, n.ID, v); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return loss, out.end(list)
}

// writeIndented writes v as indented JSON.
func writeIndented(w io.Writer, v any) error {
	out := newJSONWriter(w)
	data, err := out.encode(v, 0)
	if err != nil {
		return err
	}
	out.w.Write(data)
	out.w.WriteByte('\n')
	return out.w.Flush()
}

// writeLines writes JSON Lines. write encodes the values of a bundle.
func writeLines(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions, write func(b Bundle, set annotate.Set, encode func(any) error) error) error {
	buf := bufio.NewWriterSize(EscapeJSON(w), 64<<10)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error { return write(b, set, enc.Encode) })
	return cmp.Or(err, buf.Flush())
}
