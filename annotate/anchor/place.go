package anchor

import (
	"errors"

	"galley/annotate"
	"galley/annotate/diff"
)

// ErrStopped is returned by Place when Progress asked it to stop.
var ErrStopped = errors.New("placing was stopped")

// Options are what Place may be told. The zero value is sensible.
type Options struct {
	Diff     *diff.Diff                      // of the two texts, if it was made already
	Known    map[string]annotate.Anchor      // by annotation: where it stood on the new text before, see FromHistory
	Progress func(done, total int) (on bool) // called now and then; false stops
}

// A Placement is what became of an annotation.
type Placement struct {
	Anchor annotate.Anchor // speaks of the new text, see Place
	Reason string          // in plain words, also where the anchor needs none
}

// Place finds where annotations made on one version of an article stand on
// another, and returns a placement for each.
//
// Anchored and Moved stand on the very words that were marked, and are
// described anew. Changed stands on what the words became; Exact still holds
// them. Ambiguous and Orphan keep the Span and the TextDigest of the text on
// which they had a place, so that they can be looked at there, and tried
// again; the Candidates are places of the new text.
//
// It returns ErrStopped, and nothing else, if it was stopped.
func Place(from, to *annotate.Article, annotations []annotate.Annotation, o Options) ([]Placement, error) {
	if o.Diff == nil {
		o.Diff = diff.Compare(from, to)
	}
	p := &placer{from: from, to: to, chart: newChart(from, to, o.Diff), known: o.Known}
	p.stretches = p.chart.news()
	findings := make([]finding, len(annotations))
	for i, a := range annotations {
		if i%64 == 0 && o.Progress != nil && !o.Progress(i, len(annotations)) {
			return nil, ErrStopped
		}
		findings[i] = p.find(a)
	}
	p.settle(findings)
	placements := make([]Placement, len(findings))
	for i, f := range findings {
		placements[i] = p.placement(f)
	}
	return placements, nil
}

// FromHistory returns the anchors that annotations had on the text with that
// digest, by annotation, as the steps of their article record them.
func FromHistory(steps []annotate.Step, digest string) map[string]annotate.Anchor {
	known := make(map[string]annotate.Anchor)
	for _, s := range steps {
		for _, c := range s.Changes {
			for _, a := range []*annotate.Annotation{c.Before, c.After} {
				if a != nil && a.Anchor.State.Placed() && a.Anchor.TextDigest == digest {
					known[a.ID] = a.Anchor
				}
			}
		}
	}
	return known
}

// gone is the reason of most orphans.
const gone = "these words are gone"

// A placer places annotations of one version on another.
type placer struct {
	from, to  *annotate.Article
	chart     *chart
	known     map[string]annotate.Anchor
	stretches []annotate.Span // of the new text: what is new
	index     *index          // of those; nil until it is needed
}

// A finding is what is thought of an annotation while others are looked at.
type finding struct {
	asked   annotate.Anchor
	own     annotate.Span // in the old text, empty if it has no place there
	state   annotate.State
	span    annotate.Span // in the new text
	score   float64
	reason  string
	context float64          // agreement of the surroundings
	places  []annotate.Span  // to choose from
	sought  bool             // found by search, not by the alignment
	kept    *annotate.Anchor // the anchor is known already
}

func (p *placer) find(a annotate.Annotation) finding {
	f := finding{asked: a.Anchor}
	if k, ok := p.known[a.ID]; ok && k.Exact == a.Anchor.Exact && k.TextDigest == p.to.Digest {
		f.kept, f.state, f.span, f.reason = &k, k.State, k.Span, "as it stood on this version before"
		return f
	}
	if s := a.Anchor.Span; a.Anchor.TextDigest == p.from.Digest && !s.Empty() && s.Start >= 0 && s.End <= len(p.from.Text) {
		f.own = s
	}
	if f.own.Empty() {
		return p.search(f, image{place: annotate.Span{End: -1}})
	}
	im := p.chart.image(f.own)
	if g, ok := p.same(f, im); ok {
		return g
	}
	return p.search(f, im)
}

// same decides where the alignment leads to the very words.
func (p *placer) same(f finding, im image) (finding, bool) {
	if im.span.Empty() || im.span.In(p.to.Text) != f.asked.Exact || !im.span.Fits(p.to.Text) {
		return p.stillEdited(f, im)
	}
	f.span, f.score = im.span, 1
	if !im.moved {
		f.state, f.reason = annotate.Anchored, "the same words at the same place"
		return f, true
	}
	if im.run < longRun {
		return f, false
	}
	f.state, f.score, f.reason = annotate.Moved, 0.95, "the same words, moved with what stands around them"
	if rivals := p.occurrences(f, im.span); len(rivals) > 0 {
		return f, false
	}
	return f, true
}

// longRun is how long a passage must be, in bytes, to be recognised elsewhere
// without looking at what is around it.
const longRun = 12

// stillEdited keeps an annotation whose words were edited before, and were not
// edited since.
func (p *placer) stillEdited(f finding, im image) (finding, bool) {
	edited := f.asked.State == annotate.Changed && !im.moved && !im.span.Empty() && im.span.Fits(p.to.Text)
	if !edited || im.span.In(p.to.Text) != f.own.In(p.from.Text) {
		return f, false
	}
	f.state, f.span, f.score, f.reason = annotate.Changed, im.span, f.asked.Score, f.asked.Reason
	return f, true
}

// placement checks a finding against the text and makes its anchor.
func (p *placer) placement(f finding) Placement {
	if f.kept != nil {
		return Placement{*f.kept, f.reason}
	}
	if a := f.asked; a.State == annotate.Orphan && a.Reason == annotate.KeptOrphan && !f.state.Certain() {
		return Placement{a, a.Reason} // a person decided so
	}
	words := ""
	if f.state.Placed() {
		words = f.span.In(p.to.Text)
	}
	a := f.asked
	a.State, a.Score, a.Reason, a.Candidates = f.state, round(f.score), f.reason, nil
	switch {
	case f.state == annotate.Anchored && words == a.Exact:
		return Placement{Describe(p.to.Text, p.to.Digest, f.span), f.reason}
	case f.state == annotate.Moved && words == a.Exact, f.state == annotate.Changed && words != a.Exact:
		b := Describe(p.to.Text, p.to.Digest, f.span)
		b.Exact, b.State, b.Score, b.Reason = a.Exact, a.State, a.Score, a.Reason
		return Placement{b, a.Reason}
	case f.state.Placed(): // no finding is, but none is trusted
		a.State, a.Score, a.Reason = annotate.Orphan, 0, gone
	case f.state == annotate.Ambiguous:
		a.Candidates = f.places
	}
	return Placement{a, a.Reason}
}
