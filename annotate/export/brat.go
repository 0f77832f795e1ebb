package export

import (
	"bufio"
	"cmp"
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
// A document is two files: the text, and annotations with positions in its code
// points. A span is a text-bound annotation (T), in fragments if it has several
// lines. A field with one of its suggested values is an attribute (A), any other
// field a comment (#) of that type, and so is the note. A comment is one line. A link is
// a relation (R).

const (
	bratBreak = "⏎"              // replaces a line break in a comment
	bratNotes = "AnnotatorNotes" // type of brat's own comments
)

var (
	lostCharacter = LossKind{
		"character " + bratBreak + " that will be read as a line break",
		"characters " + bratBreak + " that will be read as line breaks",
	}
	lostGap = LossKind{"gap in an annotation of several parts", "gaps in annotations of several parts"}
)

// WriteBrat writes the annotations of one article. WriteBratText writes the text
// that goes with them.
func WriteBrat(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	out := &bratWriter{w: bufio.NewWriter(w)}
	articles := 0
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		if articles++; articles > 1 {
			return errors.New("a brat file holds one article")
		}
		out.loss.count(set, keepsNotes|keepsFields|keepsLinks)
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			out.annotation(n, b.Article.Text, mapper)
			if _, err := out.w.Write(nil); err != nil { // the first error of the output
				return err
			}
		}
		for i, l := range innerLinks(set, &out.loss) {
			fmt.Fprintf(out.w, "R%d\t%s Arg1:T%d Arg2:T%d\n", i+1, bratName(string(l.kind)), l.from, l.to)
		}
		return nil
	})
	return out.loss, cmp.Or(err, out.w.Flush())
}

// WriteBratText writes the text that the positions of WriteBrat refer to.
func WriteBratText(w io.Writer, b Bundle) error {
	_, err := io.WriteString(w, visible(b.Article.Text))
	return err
}

// A bratWriter writes numbered lines. Write errors stay in the bufio.Writer.
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
	for name, values := range n.FieldsInOrder() {
		if isChoice(n.Tag.Spec().Field(name), values[0]) {
			out.attributes++
			fmt.Fprintf(out.w, "A%d\t%s T%d %s\n", out.attributes, bratName(name), out.spans, values[0])
			continue
		}
		for _, v := range values {
			out.comment(name, v)
		}
	}
	if n.Note != "" {
		out.comment(bratNotes, n.Note)
	}
}

// isBratType reports whether kind can be the type of a comment.
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
		out.loss.add(lostCharacter, 1)
	}
	out.comments++
	text = strings.NewReplacer("\n", bratBreak, "\t", " ").Replace(visible(text))
	fmt.Fprintf(out.w, "#%d\t%s T%d\t%s\n", out.comments, kind, out.spans, text)
}

// bratName returns a name in the form of brat's types, with a capital.
func bratName(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// fragments splits a span at line breaks and trims the blanks around them.
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
