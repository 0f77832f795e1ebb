package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"galley/annotate"
)

// ReadBrat reads annotations in brat's standoff format. ReadOptions.ReadCompanion
// must give the text beside them. A line whose words are not those of the text
// is refused, as brat refuses it. Relations, events and the like are left out
// and counted.
func ReadBrat(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	if opt.ReadCompanion == nil {
		return nil, nil, ErrNoText
	}
	data, err := opt.ReadCompanion(".txt")
	if err != nil {
		return nil, nil, fmt.Errorf("the text beside it: %w", err)
	}
	text, err := io.ReadAll(decoded(strings.NewReader(string(data)), opt))
	if err != nil {
		return nil, nil, fmt.Errorf("the text beside it: %w", err)
	}
	in := newIntake(opt)
	doc, err := in.foreignText(ArticleRef{}, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)))
	if err != nil {
		return nil, nil, err
	}
	b := &bratReader{in: in, doc: doc, byID: map[string]*annotate.Annotation{}}
	if err := b.read(decoded(r, opt)); err != nil {
		return nil, nil, err
	}
	for _, n := range b.all {
		doc.shelf.put(*n)
	}
	return in.bundles()
}

// A bratReader collects what the lines say of the same annotation.
type bratReader struct {
	in   *intake
	doc  *foreignText
	byID map[string]*annotate.Annotation
	all  []*annotate.Annotation
}

func (b *bratReader) read(r io.Reader) error {
	lines := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		line, end := lines.ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			if err := b.line(line); err != nil {
				return fmt.Errorf("line %d: %w", number, err)
			}
		}
		if end == io.EOF {
			return nil
		}
		if end != nil {
			return fmt.Errorf("line %d: %w", number, end)
		}
	}
}

var lostRelation = LossKind{"relation, event or the like", "relations, events and the like"}

func (b *bratReader) line(line string) error {
	id, rest, ok := strings.Cut(line, "\t")
	if !ok {
		return fmt.Errorf("%w: %.40q has no tab", ErrWrongFormat, line)
	}
	switch id[:min(len(id), 1)] {
	case "T":
		return b.span(id, rest)
	case "A", "M":
		return b.attribute(rest)
	case "#":
		return b.comment(rest)
	case "R", "E", "N", "*":
		b.in.loss.add(lostRelation, 1)
		return nil
	}
	return fmt.Errorf("%w: %.40q begins no annotation", ErrWrongFormat, id)
}

// span reads "Claim 0 5;16 23<TAB>North America".
func (b *bratReader) span(id, rest string) error {
	head, words, ok := strings.Cut(rest, "\t")
	kind, places, spaced := strings.Cut(head, " ")
	if !ok || !spaced {
		return errors.New("want a type, a place and the words")
	}
	if b.byID[id] != nil {
		return fmt.Errorf("identifier %.40q is used twice", id)
	}
	spans, err := b.places(places)
	if err != nil {
		return err
	}
	var there []string
	for _, s := range spans {
		there = append(there, s.In(b.doc.text))
	}
	if joined := strings.Join(there, " "); joined != words {
		return fmt.Errorf("the words there are %.40q, not %.40q", joined, words)
	}
	n := &annotate.Annotation{}
	b.in.labelled(n, kind)
	whole := annotate.Span{Start: spans[0].Start, End: spans[len(spans)-1].End}
	if gaps(b.doc.text, spans) {
		b.in.loss.add(lostGap, 1)
	}
	if n.Anchor, err = b.doc.anchor(b.in, whole); err != nil {
		return err
	}
	b.byID[id], b.all = n, append(b.all, n)
	return nil
}

var lostGap = LossKind{"gap in an annotation of several parts", "gaps in annotations of several parts"}

// gaps reports whether something else than white space lies between spans.
func gaps(text string, spans []annotate.Span) bool {
	for i := 1; i < len(spans); i++ {
		if strings.TrimSpace(text[spans[i-1].End:spans[i].Start]) != "" {
			return true
		}
	}
	return false
}

// places reads the fragments of a span, which must be in order and apart.
func (b *bratReader) places(s string) ([]annotate.Span, error) {
	var spans []annotate.Span
	for part := range strings.SplitSeq(s, ";") {
		from, to, _ := strings.Cut(part, " ")
		start, fromErr := strconv.Atoi(from)
		end, toErr := strconv.Atoi(to)
		if fromErr != nil || toErr != nil || start >= end {
			return nil, fmt.Errorf("%.40q is no place as in 12 20", part)
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
func (b *bratReader) attribute(rest string) error {
	name, rest, _ := strings.Cut(rest, " ")
	id, value, valued := strings.Cut(rest, " ")
	n := b.byID[id]
	if n == nil || name == "" {
		b.in.loss.add(lostRelation, 1) // of an event or a relation
		return nil
	}
	if !valued {
		value = "yes"
	}
	n.Fields = withValue(n.Fields, b.in.line(strings.ToLower(name)), b.in.line(value))
	return nil
}

// comment reads "AnnotatorNotes T1<TAB>text".
func (b *bratReader) comment(rest string) error {
	head, text, _ := strings.Cut(rest, "\t")
	kind, id, _ := strings.Cut(head, " ")
	n := b.byID[id]
	if n == nil {
		b.in.loss.add(lostRelation, 1) // on an event or a relation
		return nil
	}
	text = b.in.opt.Clean(strings.ReplaceAll(text, bratBreak, "\n"))
	switch {
	case kind == bratNotes && n.Note == "":
		n.Note = text
	case kind == bratNotes:
		n.Note += "\n\n" + text
	case kind != "" && text != "":
		n.Fields = withValue(n.Fields, b.in.line(kind), text)
	}
	return nil
}
