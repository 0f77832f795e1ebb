package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"iter"

	"galley/annotate"
)

// A prodigyTask is an article as Prodigy and spaCy take it.
type prodigyTask struct {
	Text   string            `json:"text"`
	Spans  []prodigySpan     `json:"spans"`
	Meta   map[string]string `json:"meta"`
	Answer string            `json:"answer"`
}

type prodigySpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
}

// lostWord is counted because spaCy makes no span of it unless it is told to
// expand or contract.
var lostWord = LossKind{"annotation that begins or ends inside a word", "annotations that begin or end inside a word"}

// WriteProdigy writes one task a line, for the manual views of Prodigy and for
// spaCy. Positions are code points. Overlaps are counted: the spans view and
// doc.spans hold them, the ner view and doc.ents do not.
func WriteProdigy(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	var loss LossReport
	buf := bufio.NewWriterSize(EscapeJSON(w), 64<<10)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		loss.count(set, holds{})
		text := b.Article.Text
		task := prodigyTask{
			Text: text, Spans: []prodigySpan{}, Answer: "accept",
			Meta: map[string]string{"article": b.Article.ID, "title": b.Article.Meta.Title, "source": sourceIRI(b.Article)},
		}
		mapper := annotate.NewMapper(text)
		for _, n := range set.Placed() {
			if cutsWord(text, n.Anchor.Span.Start) || cutsWord(text, n.Anchor.Span.End) {
				loss.add(lostWord, 1)
			}
			start, end := mapper.RunesFromSpan(n.Anchor.Span)
			task.Spans = append(task.Spans, prodigySpan{start, end, string(n.Tag)})
		}
		return enc.Encode(task)
	})
	return loss, errors.Join(err, buf.Flush())
}
