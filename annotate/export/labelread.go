package export

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	json "github.com/go-json-experiment/json/v1"

	"galley/annotate"
)

// A labelInput is a task as Label Studio writes it.
type labelInput struct {
	Data        map[string]json.RawMessage
	Meta        json.RawMessage // of any form
	Annotations []struct {
		Result       []labelResultInput
		CompletedBy  json.RawMessage `json:"completed_by"` // a number, or an object
		WasCancelled bool            `json:"was_cancelled"`
		CreatedAt    string          `json:"created_at"`
		UpdatedAt    string          `json:"updated_at"`
	}
}

type labelResultInput struct {
	ID       string
	FromName string `json:"from_name"`
	Type     string
	FromID   string `json:"from_id"` // of a relation, as what follows
	ToID     string `json:"to_id"`
	Labels   []string
	Value    struct {
		Start, End      labelOffset
		Text            json.RawMessage // the words, or the lines of a text area
		Labels, Choices []string
	}
}

// A labelOffset is a position plus one, or 0 for what is not text: that has other places.
type labelOffset int

// UnmarshalJSON implements json.Unmarshaler.
func (o *labelOffset) UnmarshalJSON(data []byte) error {
	*o = 0
	if n, err := strconv.Atoi(string(data)); err == nil && n >= 0 {
		*o = labelOffset(n) + 1
	}
	return nil
}

var lostResult = LossKind{"result that is not about words in a text", "results that are not about words in a text"}

// ReadLabelStudio reads the JSON of Label Studio. Positions are code points or, in
// older versions, UTF-16 units; the words at them decide. Annotations that were cancelled,
// relations of other kinds than Galley's links, and results about anything but words are left
// out and counted.
func ReadLabelStudio(r io.Reader, opt ReadOptions) ([]Bundle, LossReport, error) {
	in, doc := newImporter(opt), newValueReader(r, opt)
	read := func(i int) error {
		var task labelInput
		if err := doc.decode(&task); err != nil {
			return err
		}
		return addPath(fmt.Sprintf("[%d]", i), in.readEntry("task", func() error { return in.labelTask(&task) }))
	}
	var err error
	if doc.json.PeekKind() == '[' {
		err = doc.each(read)
	} else {
		err = read(0)
	}
	if err == nil {
		err = doc.end()
	}
	return in.result(err)
}

func (in *importer) labelTask(task *labelInput) error {
	text := asString(task.Data["text"])
	if len(task.Data) == 1 { // of any name, which the labeling configuration gives
		for _, value := range task.Data {
			text = asString(value)
		}
	}
	if text == "" {
		return fmt.Errorf("%w: it has no text", ErrWrongFormat)
	}
	var meta map[string]json.RawMessage
	_ = json.Unmarshal(task.Meta, &meta) // any other meta says nothing
	ref := taskRef(in, asString(meta["article"]), asString(meta["source"]), cmp.Or(asString(meta["title"]), asString(task.Data["title"])))
	ref.Text = text
	f, err := in.fileText(ref, text)
	if err != nil {
		return addPath("data", err)
	}
	for i, done := range task.Annotations {
		task.Annotations[i].Result = nil // frees its memory
		if done.WasCancelled {
			in.loss.add(lostAnswer, 1)
			continue
		}
		draft := annotate.Annotation{Creator: in.line(labelUser(done.CompletedBy)), Created: in.date(done.CreatedAt)}
		if draft.Modified = in.date(done.UpdatedAt); draft.Modified.IsZero() {
			draft.Modified = draft.Created
		}
		if err := in.labelRegions(f, done.Result, draft); err != nil {
			return addPath(fmt.Sprintf("annotations[%d]", i), err)
		}
	}
	return f.place(in)
}

// labelUser returns the name of the user who completed an annotation, or the address of
// the account. It returns "" for a number.
func labelUser(data json.RawMessage) string {
	var user struct {
		First string `json:"first_name"`
		Last  string `json:"last_name"`
		Email string
	}
	_ = json.Unmarshal(data, &user)
	return cmp.Or(strings.TrimSpace(user.First+" "+user.Last), user.Email)
}

// A labelRegion is what all results with the same id are about.
type labelRegion struct {
	annotate.Annotation // without its place
	id                  string
	span                annotate.Span
	labels              []string
}

// labelRegions adds an annotation like draft for each region.
func (in *importer) labelRegions(f *fileText, results []labelResultInput, draft annotate.Annotation) error {
	regions := map[string]*labelRegion{}
	var order []*labelRegion
	for i, r := range results {
		span, ok := r.span(f)
		switch {
		case r.Type == "relation":
			for _, kind := range r.Labels {
				f.links = append(f.links, fileLink{kind, r.FromID, r.ToID})
			}
			in.loss.addIf(len(r.Labels) == 0, lostRelation)
			continue
		case !ok:
			in.loss.add(lostResult, 1)
			continue
		}
		id := cmp.Or(r.ID, strconv.Itoa(i))
		region := regions[id]
		if region == nil {
			region = &labelRegion{Annotation: draft.Clone(), id: id, span: span}
			if isULID(id) && in.seen.add(id) == nil { // several annotators may have started from the same regions
				region.ID = id
			}
			regions[id], order = region, append(order, region)
		}
		if len(r.Value.Labels) > 0 {
			region.span = span // the one with the words
		}
		region.add(in, &r)
	}
	for i, region := range order {
		span, err := f.words(in, region.span)
		if err != nil {
			return addPath(fmt.Sprintf("region %d", i+1), err)
		}
		if len(region.labels) == 1 {
			in.setTag(&region.Annotation, region.labels[0])
		} else {
			in.setTags(&region.Annotation, region.labels)
		}
		f.add(region.Annotation, span)
		f.name(region.id)
	}
	return nil
}

// add adds the values of a result.
func (region *labelRegion) add(in *importer, r *labelResultInput) {
	region.labels = append(region.labels, r.Value.Labels...)
	values := r.Value.Choices
	if r.Type == "textarea" {
		for _, line := range oneOrMany(r.Value.Text) {
			values = append(values, asString(line))
		}
	}
	name := in.line(r.FromName)
	for _, value := range values {
		switch {
		case name == "note":
			region.Note = strings.TrimPrefix(region.Note+"\n\n"+in.opt.Clean(value), "\n\n")
		case name != "":
			addValue(&region.Annotation, name, in.opt.Clean(value))
		}
	}
}

// span returns the place of a result in the text, if it is one: in code points, unless only
// UTF-16 units have the words of the result.
func (r *labelResultInput) span(f *fileText) (span annotate.Span, ok bool) {
	start, end := int(r.Value.Start)-1, int(r.Value.End)-1
	if start < 0 || end < 0 {
		return span, false
	}
	words := labelWords(asString(r.Value.Text))
	for _, unit := range []func(start, end int) (annotate.Span, error){f.mapper.SpanFromRunes, f.mapper.SpanFromUTF16} {
		if s, err := unit(start, end); err == nil && !s.Empty() {
			if labelWords(s.In(f.text)) == words {
				return s, true
			}
			if !ok {
				span, ok = s, true
			}
		}
	}
	return span, ok
}

// labelWords returns words as Label Studio compares them: it writes line breaks as \n.
func labelWords(words string) string { return withoutSpace(strings.ReplaceAll(words, `\n`, "\n")) }
