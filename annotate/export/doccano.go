package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"galley/annotate"
)

// A doccanoLine is an article in a doccano project for sequence labelling.
// What doccano does not know it keeps as metadata.
type doccanoLine struct {
	Text    string  `json:"text"`
	Label   [][]any `json:"label"` // start, end, label
	Article string  `json:"article,omitempty"`
	Title   string  `json:"title,omitempty"`
	Source  string  `json:"source,omitempty"`
}

// WriteDoccano writes one article a line, as doccano imports JSONL. Positions
// are code points. A project must allow overlapping spans to take those that
// overlap, so they are counted.
func WriteDoccano(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	var loss LossReport
	buf := bufio.NewWriterSize(EscapeJSON(w), 64<<10)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		loss.count(set, holds{})
		line := doccanoLine{Text: b.Article.Text, Label: [][]any{}, Article: b.Article.ID, Title: b.Article.Meta.Title, Source: sourceIRI(b.Article)}
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			start, end := mapper.RunesFromSpan(n.Anchor.Span)
			line.Label = append(line.Label, []any{start, end, string(n.Tag)})
		}
		return enc.Encode(line)
	})
	return loss, errors.Join(err, buf.Flush())
}

// A doccanoIn is a line as doccano writes it, in any of its versions.
type doccanoIn struct {
	Text      *string
	Data      *string // of old versions
	Label     []doccanoSpan
	Labels    []doccanoSpan // of old versions
	Entities  []doccanoEntity
	Relations []json.RawMessage
	Article   string
	Title     string
}

type doccanoEntity struct {
	Label string
	Start int `json:"start_offset"`
	End   int `json:"end_offset"`
}

// A doccanoSpan is written as [0, 5, "claim"].
type doccanoSpan doccanoEntity

// UnmarshalJSON reads the three values of a span.
func (s *doccanoSpan) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil || len(parts) != 3 {
		return fmt.Errorf("%.40q is no label as in [0, 5, \"claim\"]", data)
	}
	return errors.Join(json.Unmarshal(parts[0], &s.Start), json.Unmarshal(parts[1], &s.End), json.Unmarshal(parts[2], &s.Label))
}

// ReadDoccano reads lines of doccano for sequence labelling. Positions are code
// points of the text in the line. Relations are left out and counted.
func ReadDoccano(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newIntake(opt)
	err := eachLine(decoded(r, opt), func(data []byte) error {
		var doc doccanoIn
		if err := json.Unmarshal(data, &doc); err != nil {
			return fmt.Errorf("%w: %w", ErrWrongFormat, jsonShape(err))
		}
		return in.doccano(&doc)
	})
	if err != nil {
		return nil, nil, err
	}
	return in.bundles()
}

func (in *intake) doccano(doc *doccanoIn) error {
	text := doc.Text
	if text == nil {
		text = doc.Data
	}
	if text == nil {
		return fmt.Errorf("%w: it has no text", ErrWrongFormat)
	}
	f, err := in.foreignText(ArticleRef{ID: doc.Article, Title: in.line(doc.Title)}, *text)
	if err != nil {
		return placed("text", err)
	}
	in.loss.add(lostRelation, len(doc.Relations))
	for _, s := range append(doc.Label, doc.Labels...) {
		doc.Entities = append(doc.Entities, doccanoEntity(s))
	}
	for i, e := range doc.Entities {
		span, err := f.mapper.SpanFromRunes(e.Start, e.End)
		if err == nil && span.Empty() {
			err = errors.New("the range is empty")
		}
		var n annotate.Annotation
		if err == nil {
			n.Anchor, err = f.anchor(in, span)
		}
		if err != nil {
			return placed(fmt.Sprintf("label[%d]", i), err)
		}
		in.labelled(&n, e.Label)
		f.shelf.put(n)
	}
	return nil
}
