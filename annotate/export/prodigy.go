package export

import (
	"io"
	"iter"

	"galley/annotate"
)

// A prodigyTask is an article for Prodigy and spaCy.
type prodigyTask struct {
	Text   string            `json:"text"`
	Spans  []labeledSpan     `json:"spans"`
	Meta   map[string]string `json:"meta"`
	Answer string            `json:"answer"`
}

// lostWord is counted because spaCy drops such spans unless it is configured to
// expand or contract them.
var lostWord = LossKind{"annotation that begins or ends inside a word", "annotations that begin or end inside a word"}

// WriteProdigy writes one task per line, for the manual views of Prodigy and for
// spaCy. Positions are code points. Annotations may overlap: the spans view and
// doc.spans can represent that, the ner view and doc.ents cannot.
func WriteProdigy(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var loss LossReport
	err := writeLines(w, bundles, opt, func(b Bundle, set annotate.Set, encode func(any) error) error {
		loss.count(set, 0)
		for _, n := range set.Placed() {
			if cutsWord(b.Article.Text, n.Anchor.Span.Start) || cutsWord(b.Article.Text, n.Anchor.Span.End) {
				loss.add(lostWord, 1)
			}
		}
		return encode(prodigyTask{Text: b.Article.Text, Spans: labeledSpans(b, set), Meta: articleMeta(b.Article), Answer: "accept"})
	})
	return loss, err
}
