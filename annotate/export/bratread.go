package export

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// ReadBrat reads annotations in brat's standoff format. ReadOptions.ReadCompanion
// must return their text. A line whose words differ from the text is an error, as
// in brat. Relations of other kinds than Galley's links, events and the like are left out
// and counted.
func ReadBrat(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	if opt.ReadCompanion == nil {
		return nil, nil, ErrNoText
	}
	text, err := opt.ReadCompanion(".txt")
	if err == nil {
		text, err = readBratText(text, opt)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("the text file: %w", err)
	}
	lines, err := io.ReadAll(decode(r, opt))
	if err != nil {
		return nil, nil, err
	}
	var first error
	for counted := range bratCountings(string(text)) {
		bundles, loss, err := readBrat(lines, string(text), counted, opt)
		if err == nil {
			return bundles, loss, nil
		}
		first = cmp.Or(first, err)
	}
	return nil, nil, first
}

// readBratText decodes a text and keeps its byte order mark.
func readBratText(text []byte, opt ReadOptions) ([]byte, error) {
	decoded, err := io.ReadAll(decode(bytes.NewReader(text), opt))
	if bytes.HasPrefix(text, []byte(byteOrderMark)) {
		decoded = append([]byte(byteOrderMark), decoded...)
	}
	return decoded, err
}

const byteOrderMark = "\uFEFF"

// bratCountings yields the text as programs count in it: they skip the byte order
// mark or not, and take a line break of two characters as one or not. The words of
// each annotation show which is right.
func bratCountings(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		lineFeeds := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
		var tried []string
		for _, t := range []string{strings.TrimPrefix(lineFeeds, byteOrderMark), text, lineFeeds, strings.TrimPrefix(text, byteOrderMark)} {
			if slices.Contains(tried, t) {
				continue
			}
			if tried = append(tried, t); !yield(t) {
				return
			}
		}
	}
}

// readBrat reads annotations whose positions are those in counted.
func readBrat(lines []byte, text, counted string, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newImporter(opt)
	doc, err := in.fileText(ArticleRef{Text: text}, counted)
	if err != nil {
		return nil, nil, err
	}
	b := &bratReader{in: in, doc: doc, byID: map[string]*bratDraft{}}
	err = eachLine(bytes.NewReader(lines), b.line)
	for _, n := range b.all {
		n.Note = strings.Join(n.notes, "\n\n")
		doc.add(n.Annotation, n.span)
		doc.name(n.id)
	}
	return in.result(cmp.Or(err, doc.place(in)))
}

// A bratReader collects the lines about each annotation.
type bratReader struct {
	in   *importer
	doc  *fileText
	byID map[string]*bratDraft
	all  []*bratDraft
}

// A bratDraft is an annotation without its note and its anchor.
type bratDraft struct {
	annotate.Annotation
	id    string
	span  annotate.Span
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
	case "R":
		b.relation(rest)
	case "E", "N", "*":
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
	n := &bratDraft{id: id}
	b.in.setTag(&n.Annotation, kind)
	whole := annotate.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
	if hasGap(b.doc.text, spans) {
		b.in.loss.add(lostGap, 1)
	}
	if n.span, err = b.doc.words(b.in, whole); err != nil {
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
		start, fromErr := strconv.ParseUint(from, 10, 31) // no signs
		end, toErr := strconv.ParseUint(to, 10, 31)
		if fromErr != nil || toErr != nil || start >= end {
			return nil, fmt.Errorf("%.40q is not a range like 12 20", part)
		}
		span, err := b.doc.mapper.SpanFromRunes(int(start), int(end))
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

// relation reads "Supports Arg1:T3 Arg2:T1".
func (b *bratReader) relation(rest string) {
	args := append(strings.Fields(rest), "", "", "")
	_, from, _ := strings.Cut(args[1], ":")
	_, to, _ := strings.Cut(args[2], ":")
	b.doc.links = append(b.doc.links, fileLink{args[0], from, to})
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
