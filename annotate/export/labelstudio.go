package export

import (
	"fmt"
	"io"
	"iter"
	"time"

	"galley/annotate"
)

// A labelTask is an article in a Label Studio project.
type labelTask struct {
	Data        labelData         `json:"data"`
	Meta        map[string]string `json:"meta"`
	Annotations []labelAnnotation `json:"annotations"`
}

type labelData struct {
	Text string `json:"text"`
}

type labelAnnotation struct {
	CreatedAt time.Time     `json:"created_at,omitzero"`
	Result    []labelResult `json:"result"`
}

// A labelResult is one thing said of a region. All that are said of the same
// region have its id.
type labelResult struct {
	ID       string     `json:"id"`
	FromName string     `json:"from_name"`
	ToName   string     `json:"to_name"`
	Type     string     `json:"type"`
	Value    labelValue `json:"value"`
}

type labelValue struct {
	Start   int      `json:"start"`
	End     int      `json:"end"`
	Text    any      `json:"text,omitempty"` // the words, or the lines of a text area
	Labels  []string `json:"labels,omitempty"`
	Choices []string `json:"choices,omitempty"`
}

// WriteLabelStudio writes one task per article, with the annotations as one
// finished labelling. Positions are code points. The note and the fields stand
// as further results of their region: a field with one of its known values as
// a choice, any other and the note as text. docs/formats.md has the labelling
// configuration that goes with it.
func WriteLabelStudio(w io.Writer, bundles iter.Seq2[Bundle, error], _ WriteOptions) (LossReport, error) {
	var loss LossReport
	out := newJSONWriter(w)
	tasks := out.openArray()
	err := eachBundle(bundles, func(b Bundle, set annotate.Set) error {
		loss.count(set, holds{note: true, fields: true, overlap: true})
		tasks.next()
		results, err := out.openBelow(labelTaskOf(b, set), 1, levelsToResults)
		if err != nil {
			return err
		}
		mapper := annotate.NewMapper(b.Article.Text)
		for _, n := range set.Placed() {
			for _, result := range labelResults(n, b.Article.Text, mapper, &loss) {
				if err := out.item(results, result); err != nil {
					return fmt.Errorf("annotation %s: %w", n.ID, err)
				}
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

// levelsToResults is how deep the results of a task stand in it: below the
// task, the list of its annotations, and the one that is in it.
const levelsToResults = 3

// labelTaskOf is the task of an article, without results.
func labelTaskOf(b Bundle, set annotate.Set) labelTask {
	done := labelAnnotation{Result: []labelResult{}}
	for _, n := range set.Placed() {
		if n.Created.After(done.CreatedAt) {
			done.CreatedAt = n.Created.UTC()
		}
	}
	return labelTask{
		Data: labelData{b.Article.Text}, Annotations: []labelAnnotation{done},
		Meta: map[string]string{"article": b.Article.ID, "title": b.Article.Meta.Title, "source": sourceIRI(b.Article)},
	}
}

// labelResults are the region of an annotation and what is said of it.
func labelResults(n annotate.Annotation, text string, mapper *annotate.Mapper, loss *LossReport) []labelResult {
	start, end := mapper.RunesFromSpan(n.Anchor.Span)
	result := func(name, kind string, value labelValue) labelResult {
		value.Start, value.End = start, end
		return labelResult{ID: n.ID, FromName: name, ToName: "text", Type: kind, Value: value}
	}
	out := []labelResult{result("label", "labels", labelValue{Text: n.Anchor.Span.In(text), Labels: []string{string(n.Tag)}})}
	for _, d := range details(n) {
		spec := n.Tag.Spec().Field(d.name)
		switch {
		case spec.Name == "":
			loss.add(lostField, 1) // the configuration has no control for it
		case isChoice(spec, d.values[0]):
			out = append(out, result(d.name, "choices", labelValue{Choices: d.values}))
		case spec.Choices != nil:
			loss.add(lostChoice, 1)
		default:
			out = append(out, result(d.name, "textarea", labelValue{Text: d.values}))
		}
	}
	if n.Note != "" {
		out = append(out, result("note", "textarea", labelValue{Text: []string{n.Note}}))
	}
	return out
}

var lostChoice = LossKind{"field with a value of its own where there is a choice", "fields with values of their own where there is a choice"}

// LabelStudioConfig is the labelling configuration that WriteLabelStudio goes
// with.
func LabelStudioConfig() string {
	out := "<View>\n  <Labels name=\"label\" toName=\"text\">\n"
	for _, tag := range annotate.Tags() {
		out += "    <Label value=\"" + string(tag) + "\"/>\n"
	}
	out += "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n  <TextArea name=\"note\" toName=\"text\" perRegion=\"true\"/>\n"
	for _, tag := range annotate.Tags() {
		for _, spec := range tag.Spec().Fields {
			out += labelControl(tag, spec)
		}
	}
	return out + "</View>\n"
}

// labelControl is the control for a field of regions with that tag.
func labelControl(tag annotate.Tag, spec annotate.FieldSpec) string {
	where := " name=\"" + spec.Name + "\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=\"" + string(tag) + "\""
	if spec.Choices == nil {
		return "  <TextArea" + where + "/>\n"
	}
	out := "  <Choices" + where + ">\n"
	for _, choice := range spec.Choices {
		out += "    <Choice value=\"" + choice + "\"/>\n"
	}
	return out + "  </Choices>\n"
}
