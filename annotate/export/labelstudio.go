package export

import (
	"io"
	"iter"
	"time"

	"galley/annotate"
)

// A labelTask is an article in a Label Studio project.
type labelTask struct {
	Data        map[string]string `json:"data"`
	Meta        map[string]string `json:"meta"`
	Annotations []labelAnnotation `json:"annotations"`
}

type labelAnnotation struct {
	CreatedAt time.Time     `json:"created_at,omitzero"`
	Result    []labelResult `json:"result"`
}

// A labelResult is one label, choice or text of a region, or a relation of two. All
// results of a region have its id.
type labelResult struct {
	ID       string     `json:"id,omitempty"`
	FromName string     `json:"from_name,omitempty"`
	ToName   string     `json:"to_name,omitempty"`
	Type     string     `json:"type"`
	Value    labelValue `json:"value,omitzero"`

	FromID    string   `json:"from_id,omitempty"` // of a relation, as what follows
	ToID      string   `json:"to_id,omitempty"`
	Direction string   `json:"direction,omitempty"`
	Labels    []string `json:"labels,omitempty"`
}

type labelValue struct {
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Text    any      `json:"text,omitempty"` // the words, or the lines of a text area
	Labels  []string `json:"labels,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

var lostChoice = LossKind{"field with a value that is not one of the choices", "fields with values that are not among the choices"}

// WriteLabelStudio writes one task per article, with the annotations as one
// completed annotation of the task. Positions are code points, as Label Studio counts the
// text: web/libs/editor/src/tags/object/RichText/domManager.ts. Note and fields
// are further results of their region: a field with suggested values is a
// choice, any other field and the note are text. A link is a relation.
func WriteLabelStudio(w io.Writer, bundles iter.Seq2[Bundle, error], opt WriteOptions) (LossReport, error) {
	var loss LossReport
	out := newJSONWriter(w)
	tasks := out.openArray()
	err := eachBundle(bundles, opt, func(b Bundle, set annotate.Set) error {
		loss.count(set, keepsNotes|keepsFields|keepsTimes|keepsLinks)
		tasks.next()
		task := labelTaskOf(b, set)
		results, err := out.open(task, 1, labelResultLevels, 1)
		if err != nil {
			return err
		}
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			date := task.Annotations[0].CreatedAt
			loss.addIf(!n.Created.Equal(date) || !n.Modified.Equal(date), lostTimes)
			for _, result := range labelResults(n, b.Article.Text, mapper, &loss) {
				if err := out.annotation(results, n.ID, result); err != nil {
					return err
				}
			}
		}
		for _, l := range innerLinks(set, &loss) {
			from, to := set.Placed()[l.from-1].ID, set.Placed()[l.to-1].ID
			relation := labelResult{Type: "relation", FromID: from, ToID: to, Direction: "right", Labels: []string{string(l.kind)}}
			if err := out.annotation(results, from, relation); err != nil {
				return err
			}
		}
		results.close()
		return nil
	})
	if err != nil {
		return nil, err
	}
	return loss, out.end(tasks)
}

// labelResultLevels is the depth of the results in a task: below the task, its
// array of annotations, and its only annotation.
const labelResultLevels = 3

// labelTaskOf returns the task of an article, without results.
func labelTaskOf(b Bundle, set annotate.Set) labelTask {
	done := labelAnnotation{Result: []labelResult{}}
	for _, n := range set.Placed() {
		if n.Created.After(done.CreatedAt) {
			done.CreatedAt = n.Created.UTC()
		}
	}
	return labelTask{
		Data: map[string]string{"text": b.Article.Text}, Annotations: []labelAnnotation{done}, Meta: articleMeta(b.Article),
	}
}

// labelResults returns the results of an annotation, its label first.
func labelResults(n annotate.Annotation, text string, mapper *annotate.Mapper, loss *LossReport) []labelResult {
	start, end := mapper.RunesFromSpan(n.Anchor.Span)
	result := func(name, kind string, value labelValue) labelResult {
		value.Start, value.End = start, end
		return labelResult{ID: n.ID, FromName: name, ToName: "text", Type: kind, Value: value}
	}
	out := []labelResult{result("label", "labels", labelValue{Text: n.Anchor.Span.In(text), Labels: []string{string(n.Tag)}})}
	for name, values := range n.FieldsInOrder() {
		spec := n.Tag.Spec().Field(name)
		switch {
		case spec.Name == "":
			loss.add(lostField, 1) // the labeling configuration has no control for it
		case isChoice(spec, values[0]):
			out = append(out, result(name, "choices", labelValue{Choices: values}))
		case spec.Choices != nil:
			loss.add(lostChoice, 1)
		default:
			out = append(out, result(name, "textarea", labelValue{Text: values}))
		}
	}
	if n.Note != "" {
		out = append(out, result("note", "textarea", labelValue{Text: []string{n.Note}}))
	}
	return out
}
