package export

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A labeledSpan is a span in code points with its label.
type labeledSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
}

// labeledSpans returns the placed annotations, labeled with their tags.
func labeledSpans(b Bundle, set annotate.Set) []labeledSpan {
	mapper := annotate.NewMapper(b.Article.Text)
	spans := make([]labeledSpan, 0, len(set.Placed()))
	for _, n := range set.Placed() {
		start, end := mapper.RunesFromSpan(n.Anchor.Span)
		spans = append(spans, labeledSpan{start, end, string(n.Tag)})
	}
	return spans
}

// A doccanoLine is an article in a doccano project for sequence labeling.
// doccano keeps unknown members as metadata.
type doccanoLine struct {
	Text      string            `json:"text"`
	Label     [][]any           `json:"label"` // start, end, label
	Entities  []doccanoEntity   `json:"entities,omitempty"`
	Relations []doccanoRelation `json:"relations,omitempty"`
	Article   string            `json:"article,omitempty"`
	Title     string            `json:"title,omitempty"`
	Source    string            `json:"source,omitempty"`
}

// WriteDoccano writes one article per line, in the JSONL that doccano imports. Positions
// are code points. Annotations may overlap, which only projects that allow overlapping
// spans accept. An article with links has its spans also in the form that projects with
// relations import.
func WriteDoccano(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var loss LossReport
	err := writeLines(w, bundles, opt, func(b Bundle, set annotate.Set, encode func(any) error) error {
		loss.count(set, keepsLinks)
		a := b.Article
		line := doccanoLine{Text: a.Text, Label: [][]any{}, Article: a.ID, Title: a.Meta.Title, Source: sourceIRI(a)}
		for _, s := range labeledSpans(b, set) {
			line.Label = append(line.Label, []any{s.Start, s.End, s.Label})
		}
		line.setRelations(innerLinks(set, &loss))
		return encode(line)
	})
	return loss, err
}

// setRelations sets the entities and relations of an article that has links.
func (line *doccanoLine) setRelations(links []rankedLink) {
	if links == nil {
		return
	}
	for i, l := range line.Label {
		line.Entities = append(line.Entities, doccanoEntity{doccanoID(i + 1), l[2].(string), l[0].(int), l[1].(int)})
	}
	for i, l := range links {
		line.Relations = append(line.Relations, doccanoRelation{doccanoID(i + 1), doccanoID(l.from), doccanoID(l.to), string(l.kind)})
	}
}

func doccanoID(n int) json.RawMessage { return json.RawMessage(strconv.Itoa(n)) }

// A doccanoInput is a line as written by any version of doccano.
type doccanoInput struct {
	Text      *string
	Data      *string // in old versions
	Label     doccanoLabels
	Labels    doccanoLabels // in old versions
	Entities  []doccanoEntity
	Relations []doccanoRelation
	Comments  []json.RawMessage // on the whole text
	Article   string
	Title     string
}

type doccanoEntity struct {
	ID    json.RawMessage `json:"id"` // a number or a string
	Label string          `json:"label"`
	Start int             `json:"start_offset"`
	End   int             `json:"end_offset"`
}

// A doccanoRelation is a link between two entities, which it names by their ids.
type doccanoRelation struct {
	ID   json.RawMessage `json:"id"`
	From json.RawMessage `json:"from_id"`
	To   json.RawMessage `json:"to_id"`
	Type string          `json:"type"`
}

// doccanoLabels are entities in the form [0, 5, "claim"].
type doccanoLabels []doccanoEntity

// UnmarshalJSON reads an array of labels.
func (l *doccanoLabels) UnmarshalJSON(data []byte) error {
	var labels []json.RawMessage
	if err := json.Unmarshal(data, &labels); err != nil {
		return errors.New("the labels are not an array")
	}
	for _, label := range labels {
		var e doccanoEntity
		var parts []json.RawMessage
		if err := json.Unmarshal(label, &parts); err != nil || len(parts) != 3 {
			return fmt.Errorf("%.40q is not a label like [0, 5, \"claim\"]", label)
		}
		for i, target := range []any{&e.Start, &e.End, &e.Label} {
			if err := json.Unmarshal(parts[i], target); err != nil {
				return err
			}
		}
		*l = append(*l, e)
	}
	return nil
}

var lostComment = LossKind{"comment on a whole text", "comments on whole texts"}

// ReadDoccano reads the JSONL of doccano's sequence labeling. Positions are code
// points in the text of the line. Relations of other kinds than Galley's links,
// and comments, are left out and counted.
func ReadDoccano(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newImporter(opt)
	return in.result(eachValue(decode(r, opt), func(data []byte) error {
		var doc doccanoInput
		if err := json.Unmarshal(data, &doc); err != nil {
			return fmt.Errorf("%w: %w", ErrWrongFormat, describeMismatch(err))
		}
		return in.doccano(&doc)
	}))
}

func (in *importer) doccano(doc *doccanoInput) error {
	text := cmp.Or(doc.Text, doc.Data)
	if text == nil {
		return fmt.Errorf("%w: it has no text", ErrWrongFormat)
	}
	f, err := in.fileText(ArticleRef{ID: doc.Article, Title: in.line(doc.Title), Text: *text}, *text)
	if err != nil {
		return addPath("text", err)
	}
	for _, r := range doc.Relations {
		f.links = append(f.links, fileLink{r.Type, string(r.From), string(r.To)})
	}
	if doc.Entities != nil {
		doc.Label = nil // the same in another form
	}
	in.loss.add(lostComment, len(doc.Comments))
	return cmp.Or(
		in.addEntities(f, "entities", doc.Entities, annotate.Annotation{}),
		in.addEntities(f, "label", doc.Label, annotate.Annotation{}),
		in.addEntities(f, "labels", doc.Labels, annotate.Annotation{}),
		f.place(in),
	)
}

// addEntities adds an annotation like draft for each entity. Errors name the JSON member
// that the entities were read from.
func (in *importer) addEntities(f *fileText, member string, entities []doccanoEntity, draft annotate.Annotation) error {
	for i, e := range entities {
		span, err := f.mapper.SpanFromRunes(e.Start, e.End)
		if err == nil && span.Empty() {
			err = errors.New("the range is empty")
		}
		n := draft.Clone()
		if err == nil {
			span, err = f.words(in, span)
		}
		if err != nil {
			return addPath(fmt.Sprintf("%s[%d]", member, i), err)
		}
		in.setTag(&n, e.Label)
		f.add(n, span)
		f.name(string(e.ID))
	}
	return nil
}
