package cli

import (
	"fmt"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/library/quote"
	"galley/sample"
)

// markSample makes the annotations that come with the sample, as one step.
func (p *program) markSample(a *annotate.Article) error {
	step, err := p.sampleStep(a)
	if err != nil {
		return err
	}
	_, err = p.store().Commit(a.ID, step)
	return err
}

// sampleStep is the step that marks the sample.
func (p *program) sampleStep(a *annotate.Article) (annotate.Step, error) {
	now := p.now().UTC()
	step := annotate.Step{ID: p.newID(), Time: now, Creator: sample.Creator, What: "sample annotations"}
	for _, m := range sample.Annotations() {
		places := quote.Find(a.Text, m.Quote)
		if len(places) != 1 {
			return annotate.Step{}, fmt.Errorf("the sample has the words %s in %d places", quoted(m.Quote), len(places))
		}
		step.Changes = append(step.Changes, annotate.Create(annotate.Annotation{
			ID: p.newID(), Article: a.ID, Tag: annotate.Tag(m.Tag), Note: m.Note, Fields: annotate.Fields(m.Fields),
			Creator: sample.Creator, Created: now, Modified: now,
			Anchor: anchor.Describe(a.Text, a.Digest, places[0]),
		}))
	}
	return step, nil
}
