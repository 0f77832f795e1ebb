package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
)

// # brat standoff
//
// A document is two files: the text, and annotations that speak of its code
// points. A span is a text-bound annotation (T), in fragments where it crosses
// a line. A field with one of its known values is an attribute (A), any other
// a comment (#) of that type, and so is the note. Comments have one line; a
// line break in them is written as bratBreak.

// bratBreak stands for a line break in a comment.
const bratBreak = "⏎"

// bratNotes is the type of comment that brat gives to what people write.
const bratNotes = "AnnotatorNotes"

// WriteBrat writes the annotations of one article. WriteBratText writes the
// text beside them.
func WriteBrat(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	out := &bratWriter{w: bufio.NewWriter(w)}
	articles := 0
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		if articles++; articles > 1 {
			return errors.New("a file of brat holds one article")
		}
		out.loss.count(set, holds{note: true, fields: true, overlap: true})
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			out.annotation(n, b.Article.Text, mapper)
		}
		return nil
	})
	return out.loss, errors.Join(err, out.w.Flush())
}

// WriteBratText writes the text of an article as positions count it.
func WriteBratText(w io.Writer, b Bundle) error {
	_, err := io.WriteString(w, visible(b.Article.Text))
	return err
}

// A bratWriter numbers what it writes. Errors stay in the bufio.Writer.
type bratWriter struct {
	w                           *bufio.Writer
	loss                        LossReport
	spans, attributes, comments int
}

func (out *bratWriter) annotation(n annotate.Annotation, text string, mapper *annotate.Mapper) {
	out.spans++
	var places, words []string
	for _, f := range fragments(text, n.Anchor.Span) {
		start, end := mapper.RunesFromSpan(f)
		places = append(places, fmt.Sprintf("%d %d", start, end))
		words = append(words, visible(f.In(text)))
	}
	fmt.Fprintf(out.w, "T%d\t%s %s\t%s\n", out.spans, bratName(string(n.Tag)), strings.Join(places, ";"), strings.Join(words, " "))
	for _, d := range details(n) {
		if isChoice(n.Tag.Spec().Field(d.name), d.values[0]) {
			out.attributes++
			fmt.Fprintf(out.w, "A%d\t%s T%d %s\n", out.attributes, bratName(d.name), out.spans, d.values[0])
			continue
		}
		for _, v := range d.values {
			out.comment(d.name, v)
		}
	}
	if n.Note != "" {
		out.comment(bratNotes, n.Note)
	}
}

// isBratType reports whether a comment may have that type.
func isBratType(kind string) bool {
	return kind != "" && utf8.ValidString(kind) && strings.IndexFunc(kind, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && r != '-'
	}) < 0
}

func (out *bratWriter) comment(kind, text string) {
	if !isBratType(kind) {
		out.loss.add(lostField, 1)
		return
	}
	if strings.Contains(text, bratBreak) {
		out.loss.add(lostSign, 1)
	}
	out.comments++
	fmt.Fprintf(out.w, "#%d\t%s T%d\t%s\n", out.comments, kind, out.spans, bratLine(text))
}

var lostSign = LossKind{"sign " + bratBreak + " that will be read as a line break", "signs " + bratBreak + " that will be read as line breaks"}

func bratLine(text string) string {
	return strings.NewReplacer("\n", bratBreak, "\t", " ").Replace(visible(text))
}

// bratName is a name as brat's types are written: with a capital.
func bratName(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// fragments cuts a span at line breaks, and the blanks beside them away.
func fragments(text string, span annotate.Span) []annotate.Span {
	var out []annotate.Span
	for start := span.Start; start <= span.End; {
		line := annotate.Span{Start: start, End: span.End}
		if i := strings.IndexByte(line.In(text), '\n'); i >= 0 {
			line.End = start + i
		}
		if trimmed, ok := line.Trim(text); ok {
			out = append(out, trimmed)
		}
		start = line.End + 1
	}
	return out
}
