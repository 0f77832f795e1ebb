package export

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A prodigyInput is a task as Prodigy writes it, or a document as spaCy does.
type prodigyInput struct {
	Text      *string
	Spans     json.RawMessage // an array, or of spaCy an object with arrays
	Ents      []labeledSpan   // of spaCy
	Relations []json.RawMessage
	Meta      struct{ Article, Source, Title string }
	Answer    string
	Annotator string `json:"_annotator_id"`
	Timestamp int64  `json:"_timestamp"`
}

var lostAnswer = LossKind{"task that was rejected or ignored", "tasks that were rejected or ignored"}

// ReadProdigy reads tasks of Prodigy with spans, one per line, and documents of spaCy.
// Positions are code points in the text of the line. Tasks that were not accepted, and
// relations, are left out and counted.
func ReadProdigy(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in := newImporter(opt)
	return in.result(eachValue(decode(r, opt), func(data []byte) error {
		var doc prodigyInput
		if err := json.Unmarshal(data, &doc); err != nil {
			return fmt.Errorf("%w: %w", ErrWrongFormat, describeMismatch(err))
		}
		return in.readEntry("task", func() error { return in.prodigy(&doc) })
	}))
}

func (in *importer) prodigy(doc *prodigyInput) error {
	switch {
	case doc.Text == nil:
		return fmt.Errorf("%w: it has no text", ErrWrongFormat)
	case doc.Answer != "" && doc.Answer != "accept":
		in.loss.add(lostAnswer, 1)
		return nil
	}
	ref := taskRef(in, doc.Meta.Article, doc.Meta.Source, doc.Meta.Title)
	ref.Text = *doc.Text
	f, err := in.fileText(ref, *doc.Text)
	if err != nil {
		return addPath("text", err)
	}
	in.loss.add(lostRelation, len(doc.Relations))
	draft := annotate.Annotation{Creator: in.line(doc.Annotator)}
	if doc.Timestamp > 0 {
		if draft.Created = time.Unix(doc.Timestamp, 0).UTC(); !isWritable(draft.Created) {
			draft.Created = time.Time{}
		}
		draft.Modified = draft.Created
	}
	spans := doc.Ents
	lists := map[string]json.RawMessage{"": doc.Spans}
	if bytes.HasPrefix(bytes.TrimSpace(doc.Spans), []byte("{")) {
		lists = nil
		_ = json.Unmarshal(doc.Spans, &lists) // the whole document was valid
	}
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		var more []labeledSpan
		if len(lists[name]) > 0 {
			if err := json.Unmarshal(lists[name], &more); err != nil {
				return addPath("spans", describeMismatch(err))
			}
		}
		spans = append(spans, more...)
	}
	entities := make([]doccanoEntity, len(spans))
	for i, s := range spans {
		entities[i] = doccanoEntity{Label: s.Label, Start: s.Start, End: s.End}
	}
	if err := in.addEntities(f, "spans", entities, draft); err != nil {
		return err
	}
	return f.place(in)
}

// taskRef is the inverse of articleMeta.
func taskRef(in *importer, id, source, title string) ArticleRef {
	ref := ArticleRef{}
	if source != "" {
		ref = refFromIRI(in.line(source))
	}
	if id != "" {
		ref.ID = id
	}
	ref.Title = in.line(title)
	return ref
}
