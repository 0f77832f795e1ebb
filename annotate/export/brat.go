package export

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
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
// field a comment (#) of that type, and so is the note. A comment is one line.

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
func WriteBrat(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	out := &bratWriter{w: bufio.NewWriter(w)}
	articles := 0
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		if articles++; articles > 1 {
			return errors.New("a brat file holds one article")
		}
		out.loss.count(set, keepsNotes|keepsFields|keepsOverlaps)
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			out.annotation(n, b.Article.Text, mapper)
		}
		return nil
	})
	return out.loss, errors.Join(err, out.w.Flush())
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

// ReadBrat reads annotations in brat's standoff format. ReadOptions.ReadCompanion
// must return their text. A line whose words differ from the text is an error, as
// in brat. Relations, events and the like are left out and counted.
func ReadBrat(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	if opt.ReadCompanion == nil {
		return nil, nil, ErrNoText
	}
	text, err := opt.ReadCompanion(".txt")
	if err == nil {
		text, err = io.ReadAll(decode(bytes.NewReader(text), opt))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the text file: %w", err)
	}
	in := newImporter(opt)
	doc, err := in.fileText(ArticleRef{}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)))
	if err != nil {
		return nil, nil, err
	}
	b := &bratReader{in: in, doc: doc, byID: map[string]*bratDraft{}}
	err = eachLine(decode(r, opt), b.line)
	for _, n := range b.all {
		n.Note = strings.Join(n.notes, "\n\n")
		doc.builder.add(n.Annotation)
	}
	return in.result(err)
}

// A bratReader collects the lines about each annotation.
type bratReader struct {
	in   *importer
	doc  *fileText
	byID map[string]*bratDraft
	all  []*bratDraft
}

// A bratDraft is an annotation without its note.
type bratDraft struct {
	annotate.Annotation
	notes []string
}

func (b *bratReader) line(line []byte) error {
	id, rest, ok := strings.Cut(string(line), "\t")
	if !ok {
		return fmt.Errorf("%w: %.40q has no tab", ErrWrongFormat, line)
	}
	switch id[:min(len(id), 1)] {
	case "T":
		return b.span(id, rest)
	case "A", "M":
		b.attribute(rest)
	case "#":
		b.comment(rest)
	case "R", "E", "N", "*":
		b.in.loss.add(lostRelation, 1)
	default:
		return fmt.Errorf("%w: %.40q is not the id of an annotation", ErrWrongFormat, id)
	}
	return nil
}

// span reads "Claim 0 5;16 23<TAB>North America".
func (b *bratReader) span(id, rest string) error {
	head, words, ok := strings.Cut(rest, "\t")
	kind, places, hasPlaces := strings.Cut(head, " ")
	if !ok || !hasPlaces {
		return errors.New("want a type, a range and the words")
	}
	if b.byID[id] != nil {
		return fmt.Errorf("identifier %.40q is used twice", id)
	}
	spans, err := b.spans(places)
	if err != nil {
		return err
	}
	var found []string
	for _, s := range spans {
		found = append(found, s.In(b.doc.text))
	}
	if joined := strings.Join(found, " "); joined != words {
		return fmt.Errorf("the words there are %.40q, not %.40q", joined, words)
	}
	n := &bratDraft{}
	b.in.setTag(&n.Annotation, kind)
	whole := annotate.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
	if hasGap(b.doc.text, spans) {
		b.in.loss.add(lostGap, 1)
	}
	if n.Anchor, err = b.doc.anchor(b.in, whole); err != nil {
		return err
	}
	b.byID[id], b.all = n, append(b.all, n)
	return nil
}

// hasGap reports whether there is more than white space between spans.
func hasGap(text string, spans []annotate.Span) bool {
	for i := 1; i < len(spans); i++ {
		if strings.TrimSpace(text[spans[i-1].End:spans[i].Start]) != "" {
			return true
		}
	}
	return false
}

// spans reads the fragments "0 5;16 23", which must not overlap or touch.
func (b *bratReader) spans(s string) ([]annotate.Span, error) {
	var spans []annotate.Span
	for part := range strings.SplitSeq(s, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, fromErr := strconv.Atoi(from)
		end, toErr := strconv.Atoi(to)
		if fromErr != nil || toErr != nil || start >= end {
			return nil, fmt.Errorf("%.40q is not a range like 12 20", part)
		}
		span, err := b.doc.mapper.SpanFromRunes(start, end)
		if err != nil {
			return nil, fmt.Errorf("%.40q: %w", part, err)
		}
		spans = append(spans, span)
	}
	slices.SortFunc(spans, func(s, t annotate.Span) int { return s.Start - t.Start })
	for i := 1; i < len(spans); i++ {
		if spans[i-1].End >= spans[i].Start {
			return nil, fmt.Errorf("parts of %.40q overlap or touch", s)
		}
	}
	return spans, nil
}

// attribute reads "Status T1 accurate" and "Checked T1".
func (b *bratReader) attribute(rest string) {
	name, rest, _ := strings.Cut(rest, " ")
	id, value, hasValue := strings.Cut(rest, " ")
	n := b.byID[id]
	if n == nil || name == "" {
		b.in.loss.add(lostRelation, 1) // of an event or a relation
		return
	}
	if !hasValue {
		value = "yes"
	}
	addValue(&n.Annotation, b.in.line(strings.ToLower(name)), b.in.line(value))
}

// comment reads "AnnotatorNotes T1<TAB>text".
func (b *bratReader) comment(rest string) {
	head, text, _ := strings.Cut(rest, "\t")
	kind, id, _ := strings.Cut(head, " ")
	n := b.byID[id]
	if n == nil {
		b.in.loss.add(lostRelation, 1) // on an event or a relation
		return
	}
	text = b.in.opt.Clean(strings.ReplaceAll(text, bratBreak, "\n"))
	switch {
	case text == "":
	case kind == bratNotes:
		n.notes = append(n.notes, text)
	case kind != "":
		addValue(&n.Annotation, b.in.line(kind), text)
	}
}
