package anchor

import (
	"errors"
	"slices"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"

	"golang.org/x/text/unicode/norm"
)

// ErrStopped is returned if Options.Progress returns false.
var ErrStopped = errors.New("placing was stopped")

// Options are optional arguments of Place.
type Options struct {
	Diff     *diff.Diff                 // of the two texts, or nil to compute it
	Known    map[string]annotate.Anchor // by annotation: its earlier anchor on the new text, see FromHistory
	Progress func(done, total int) bool // called from time to time; returning false stops
}

// A Placement is the result of placing an annotation.
type Placement struct {
	Anchor annotate.Anchor // refers to the new text, see Place
	Reason string          // set even if the reason of the anchor is ""
}

// Place places annotations made on one version of an article on another, and
// returns a placement for each.
//
// Anchored and Moved cover the exact words that were marked, with a new
// description. Changed covers what the words became; Exact keeps the original
// ones. Ambiguous and Orphan keep the Span and TextDigest of the text on which
// they were last placed, so that they can be looked up there and placed again;
// Candidates are spans of the new text.
//
// The only error is ErrStopped.
func Place(from, to *annotate.Article, annotations []annotate.Annotation, o Options) ([]Placement, error) {
	isOther := func(a annotate.Annotation) bool { return !isNormal(a.Anchor) }
	if !norm.NFC.IsNormalString(from.Text) || !norm.NFC.IsNormalString(to.Text) || slices.ContainsFunc(annotations, isOther) {
		return placeNormal(from, to, annotations, o)
	}
	return place(from, to, annotations, o)
}

// place is Place in normal form.
func place(from, to *annotate.Article, annotations []annotate.Annotation, o Options) ([]Placement, error) {
	if o.Diff == nil {
		o.Diff = diff.Compare(from, to)
	}
	p := &placer{from: from, to: to, alignment: newAlignment(from, to, o.Diff), known: o.Known}
	p.newText, p.gaps = p.alignment.newText(), p.alignment.gaps()
	drafts := make([]draft, len(annotations))
	for i, a := range annotations {
		if i%64 == 0 && o.Progress != nil && !o.Progress(i, len(annotations)) {
			return nil, ErrStopped
		}
		drafts[i] = p.draft(a)
	}
	p.resolve(drafts)
	placements := make([]Placement, len(drafts))
	for i, d := range drafts {
		placements[i] = p.placement(d)
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

// knownAnchor returns the anchor that an annotation had on a text before.
func knownAnchor(known map[string]annotate.Anchor, a annotate.Annotation, to *annotate.Article) (annotate.Anchor, bool) {
	k, ok := known[a.ID]
	return k, ok && norm.NFC.String(k.Exact) == norm.NFC.String(a.Anchor.Exact) && k.TextDigest == to.Digest
}

// knownReason is the reason for a known anchor.
const knownReason = "as it was on this version before"

// ReasonEditedAround is the reason for words that are the same at the same place, in
// a sentence of which other words were edited: it may say something else now.
const ReasonEditedAround = "the same words at the same place; other words of their sentence were edited"

// goneReason is the reason for most orphans.
const goneReason = "these words are gone"

// A placer places annotations of one version on another.
type placer struct {
	from, to  *annotate.Article
	alignment *alignment
	known     map[string]annotate.Anchor
	newText   []annotate.Span // the parts of the new text that the old one does not have
	gaps      []diff.Run      // what is between the steady runs
	index     *index          // of newText; nil until it is needed
	grams     *grams          // of the whole new text; nil until they are needed
	folded    *fold.Text      // of the whole new text; nil until it is needed

	foldedGrams *grams // of folded
}

// A draft is a placement before it is compared with those of other annotations.
type draft struct {
	anchor     annotate.Anchor // the anchor to place
	own        annotate.Span   // in the old text; empty if it was not placed there
	state      annotate.State
	span       annotate.Span // in the new text
	score      float64
	reason     string
	context    float64 // agreement of the context, 0 to 1
	candidates []annotate.Span
	searched   bool             // found by search rather than by the alignment
	known      *annotate.Anchor // an earlier anchor on the new text
}

func (p *placer) draft(a annotate.Annotation) draft {
	d := draft{anchor: a.Anchor}
	if k, ok := knownAnchor(p.known, a, p.to); ok {
		d.known, d.state, d.span, d.reason = &k, k.State, k.Span, knownReason
		return d
	}
	if s := a.Anchor.Span; a.Anchor.TextDigest == p.from.Digest && !s.Empty() && s.Start >= 0 && s.End <= len(p.from.Text) {
		d.own = s
	}
	if d.own.Empty() {
		return p.search(d, projection{slot: annotate.Span{End: -1}})
	}
	placed := p.compare(d)
	if placed.state.Certain() && p.isFigureOfAnother(d, placed.span) {
		placed = p.offer(d, []candidate{{span: placed.span, context: p.contextOf(d, placed.span)}})
		placed.reason = "all other words of their line were replaced"
	}
	return placed
}

// compare places words of the old text where the comparison or, if that does not lead to
// them, a search finds them.
func (p *placer) compare(d draft) draft {
	to := p.alignment.project(d.own)
	placed, ok := p.acceptProjection(d, to)
	switch {
	case !ok:
		return p.search(d, to)
	case placed.state.Certain() && p.isNote(d, placed.span, to.moved):
		return p.offer(d, []candidate{{span: placed.span, context: p.contextOf(d, placed.span)}})
	case placed.state == annotate.Anchored && p.mayBeGone(d.own):
		d = p.offer(d, []candidate{{span: placed.span, context: p.contextOf(d, placed.span)}})
		d.reason = "equal words next to these were deleted; they may have been the ones that were marked"
		return d
	}
	return placed
}

// longRun is the minimum length in bytes of a passage that is recognized elsewhere
// without regard to its context.
const longRun = 12

// acceptProjection accepts the projection if it has the exact words.
func (p *placer) acceptProjection(d draft, to projection) (draft, bool) {
	if to.span.Empty() || to.span.In(p.to.Text) != d.anchor.Exact || !to.span.Fits(p.to.Text) {
		return p.keepEdited(d, to)
	}
	d.span, d.score = to.span, 1
	if !to.moved {
		d.state, d.reason = annotate.Anchored, "the same words at the same place"
		switch {
		case len(p.occurrences(d, to.span, 1, 1)) > 0:
			d.reason = "the same words between the same neighbors; they were added elsewhere, too"
		case p.alignment.isEditedAround(d.own):
			d.reason = ReasonEditedAround
		}
		return d, true
	}
	if to.run < longRun || len(p.occurrences(d, to.span, 1, maxExplained)) > 0 {
		return d, false
	}
	d.state, d.score, d.reason = annotate.Moved, 0.95, "the same words, moved with the text around them"
	return d, true
}

// keepEdited accepts the projection of words that were edited in an earlier version
// and not since.
func (p *placer) keepEdited(d draft, to projection) (draft, bool) {
	edited := d.anchor.State == annotate.Changed && !to.moved && !to.span.Empty() && to.span.Fits(p.to.Text)
	if !edited || to.span.In(p.to.Text) != d.own.In(p.from.Text) {
		return d, false
	}
	d.state, d.span, d.score, d.reason = annotate.Changed, to.span, d.anchor.Score, d.anchor.Reason
	return d, true
}

// placement checks a draft against the text and returns its anchor.
func (p *placer) placement(d draft) Placement {
	if d.known != nil {
		return Placement{*d.known, d.reason}
	}
	a := d.anchor
	if a.State == annotate.Orphan && a.Reason == annotate.KeptOrphan && !d.state.Certain() {
		return Placement{a, a.Reason}
	}
	words := ""
	if d.state.Placed() {
		words = d.span.In(p.to.Text)
	}
	a.State, a.Score, a.Reason, a.Candidates = d.state, round(d.score), d.reason, nil
	switch {
	case d.state == annotate.Anchored && words == a.Exact:
		return Placement{Describe(p.to.Text, p.to.Digest, d.span), d.reason}
	case d.state == annotate.Moved && words == a.Exact, d.state == annotate.Changed && words != a.Exact:
		b := Describe(p.to.Text, p.to.Digest, d.span)
		b.Exact, b.State, b.Score, b.Reason = a.Exact, a.State, a.Score, a.Reason
		return Placement{b, a.Reason}
	case d.state.Placed(): // unreachable, but a span is never taken on trust
		a.State, a.Score, a.Reason = annotate.Orphan, 0, goneReason
	case d.state == annotate.Ambiguous:
		a.Candidates = d.candidates
	}
	return Placement{a, a.Reason}
}
