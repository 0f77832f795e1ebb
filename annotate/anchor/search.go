package anchor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
)

// The evidence that Place asks for, beside that of Find.
const (
	keptWords   = 0.5 // of the letters must be left for edited words to be the same
	keptPart    = 0.3 // is enough if it is a passage in one piece: the rest was cut
	shortWords  = 3   // words that may be replaced altogether, between others that were not
	replaced    = 0.5 // the score of that
	mostGrowth  = 3   // edited words may be so many times as long
	explained   = 0.5 // of the letters of a place stood elsewhere before: it is no candidate
	fewCompared = 64  // places of the same words that are compared
	offered     = 0.3 // agreement of the surroundings from which a short word is offered
	nearEnough  = 0.2 // of what is between, a place may be off where it would be
	nearLead    = 0.2 // by which the next must be further off
	tellingWord = 8   // bytes from which one word is offered in any surroundings
	likeLong    = 32  // bytes from which edited words are recognised by themselves
	likeEnough  = 0.8 // if they are so like
)

// A candidate is a place where the words may be now.
type candidate struct {
	span    annotate.Span
	context float64
	home    bool    // between what stood before and after
	near    float64 // how far from where it would be there, 0 to 1
	solo    bool    // nothing else was put in at that place
	whole   bool    // it is a block by itself
}

// search looks for words where the alignment does not lead to them: the very
// words among what is new, then what the alignment says they became, then
// similar words among what is new.
func (p *placer) search(f finding, im image) finding {
	found := p.candidates(f, im)
	if g, ok := p.home(f, found); ok {
		return g
	}
	if g, ok := p.away(f, found, im); ok {
		return g
	}
	if g, ok := p.edited(f, im); ok {
		return g
	}
	return p.similar(f, found)
}

// candidates weighs the places of the very words that are not explained by
// other words of the old text.
func (p *placer) candidates(f finding, im image) (found []candidate) {
	memory := remember(p.remembered(f))
	for _, span := range p.occurrences(f, annotate.Span{}) {
		c := candidate{span: span, context: memory.agreement(p.to.Text, span)}
		shared := span.Intersect(im.place)
		c.home = !shared.Empty() && 2*shared.Len() >= span.Len()
		c.near = p.chart.offCentre(f.own, span, im.place)
		c.solo = p.solo(span)
		c.whole = p.fills(span, p.to.Blocks[p.to.BlockAt(span.Start)].Span)
		found = append(found, c)
	}
	if im.moved && im.span.In(p.to.Text) == f.asked.Exact && !slices.ContainsFunc(found, func(c candidate) bool { return c.span == im.span }) {
		found = append(found, candidate{span: im.span, context: memory.agreement(p.to.Text, im.span)})
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.context, a.context) })
	return found
}

// remembered is the anchor with the surroundings that it has in the old text,
// if it has a place there.
func (p *placer) remembered(f finding) annotate.Anchor {
	if f.own.Empty() {
		return f.asked
	}
	a := Describe(p.from.Text, p.from.Digest, f.own)
	a.Exact = f.asked.Exact
	return a
}

// passage reports whether words are so many that they are no chance.
func passage(s string) bool { return len(s) >= longWords && words(s) >= 3 }

// occurrences returns where the very words stand among what is new, but at one
// place. A few words must be new for the most part.
func (p *placer) occurrences(f finding, but annotate.Span) (spans []annotate.Span) {
	asked, last := p.remembered(f), -1
	several := passage(asked.Exact) // which something new completes
	for _, s := range p.stretches {
		from := max(s.Start-len(asked.Exact)+1, last+1, 0)
		until := min(s.End+len(asked.Exact)-1, len(p.to.Text))
		for from < until && len(spans) < fewCompared {
			i := strings.Index(p.to.Text[from:until], asked.Exact)
			if i < 0 {
				break
			}
			span := annotate.Span{Start: from + i, End: from + i + len(asked.Exact)}
			last, from = span.Start, span.Start+1
			if span != but && (several || p.chart.foreign(span, f.own) < explained) && stands(p.to.Text, span, asked) {
				spans = append(spans, span)
			}
		}
	}
	return spans
}

// solo reports whether words were put in by themselves.
func (p *placer) solo(span annotate.Span) bool {
	i, _ := slices.BinarySearchFunc(p.stretches, span.Start+1, func(s annotate.Span, off int) int { return cmp.Compare(s.End, off) })
	return i < len(p.stretches) && p.fills(span, p.stretches[i])
}

// fills reports whether there is next to nothing but span in around: a full
// stop, quotation marks.
func (p *placer) fills(span, around annotate.Span) bool {
	beside := around.Len() - max(0, span.Intersect(around).Len())
	return beside <= 2*utf8.UTFMax && letters(around.In(p.to.Text)) <= letters(span.In(p.to.Text))+2
}

// home decides about the very words between what stood before and after them.
func (p *placer) home(f finding, found []candidate) (finding, bool) {
	var here []candidate
	for _, c := range found {
		if c.home {
			here = append(here, c)
		}
	}
	nearest := false
	if len(here) > 1 && here[0].context-here[1].context < clearLead {
		slices.SortStableFunc(here, func(a, b candidate) int { return cmp.Compare(a.near, b.near) })
		nearest = here[0].near <= nearEnough && here[1].near >= here[0].near+nearLead
	}
	switch {
	case len(here) == 0:
		return f, false
	case len(here) == 1 && (p.telling(f) || here[0].solo || here[0].context >= fairContext || here[0].near <= nearEnough),
		len(here) > 1 && here[0].context >= fairContext && here[0].context-here[1].context >= clearLead,
		len(here) > 1 && nearest:
		f.state, f.span, f.score, f.sought, f.context = annotate.Anchored, here[0].span, 1, true, here[0].context
		f.reason = "the same words among edited ones"
		return f, true
	case len(here) > 1:
		return p.unsure(f, here), true
	}
	return f, false
}

// telling reports whether words say something by themselves: several, or one
// that is not short.
func (p *placer) telling(f finding) bool {
	return words(f.asked.Exact) > 1 || utf8.RuneCountInString(f.asked.Exact) > 3
}

// words counts words.
func words(s string) (n int) {
	for range segment.Words(s, annotate.Span{End: len(s)}) {
		n++
	}
	return n
}

// away decides about the very words elsewhere.
func (p *placer) away(f finding, found []candidate, im image) (finding, bool) {
	if len(found) == 0 {
		return f, false
	}
	best := found[0]
	inPlace := im.kept >= keptWords && !im.moved && !p.lookAlike(im.span, f.own)
	if inPlace && remember(p.remembered(f)).agreement(p.to.Text, im.span) >= best.context {
		return f, false // they were edited there, and are quoted here
	}
	sure := best.context >= fairContext && (len(found) == 1 || best.context-found[1].context >= clearLead)
	alone := len(found) == 1 && (len(f.asked.Exact) >= longWords || best.whole)
	if sure || alone {
		f.state, f.span, f.sought, f.context = annotate.Moved, best.span, true, best.context
		f.score, f.reason = 0.6+0.35*best.context, "the same words at another place"
		return f, true
	}
	if inPlace {
		return f, false
	}
	if best.context < offered && len(f.asked.Exact) < tellingWord {
		return f, false
	}
	return p.unsure(f, found), true
}

// lookAlike reports whether what stands at a place of the new text stood
// elsewhere in the old one: it is no edit of what stood in own.
func (p *placer) lookAlike(span, own annotate.Span) bool {
	now := span.In(p.to.Text)
	if !passage(now) {
		return false
	}
	i := strings.Index(p.from.Text, now)
	return i >= 0 && !own.Overlaps(annotate.Span{Start: i, End: i + len(now)})
}

// unsure offers places to choose from.
func (p *placer) unsure(f finding, found []candidate) finding {
	f.state, f.score, f.sought = annotate.Ambiguous, 0.4*(1+found[0].context), true
	f.reason = "these words stand here, but nothing around them is as it was"
	if len(found) > 1 {
		f.reason = fmt.Sprintf("these words stand in %d new places that fit alike", len(found))
		f.score /= 2
	}
	for _, c := range found[:min(len(found), mostPlaces)] {
		f.places = append(f.places, c.span)
	}
	slices.SortFunc(f.places, func(a, b annotate.Span) int { return cmp.Compare(a.Start, b.Start) })
	return f
}

// edited decides about what the alignment says the words became.
func (p *placer) edited(f finding, im image) (finding, bool) {
	span := im.span
	if im.kept == 0 {
		span = p.instead(f, im)
	}
	span, ok := whole(p.to.Text, hit{start: span.Start, end: span.End})
	if !ok || span.In(p.to.Text) == f.asked.Exact {
		return f, false
	}
	now, was := span.In(p.to.Text), f.asked.Exact
	like := likeness(fold(was), fold(now))
	switch {
	case fold(was) == fold(now):
		f.score, f.reason = typographyScore, typographyReason
	case len(now) > mostGrowth*len(was)+slack:
		return f, false
	case im.kept >= keptWords, im.kept >= keptPart && im.part >= longWords:
		f.score, f.reason = max(like, im.kept*0.9), "some of the words were edited"
	case im.alone && words(was) <= shortWords && words(now) <= words(was)+1:
		f.score, f.reason = replaced*(1+like)/2, "other words were put in their place"
	default:
		return f, false
	}
	if im.moved {
		f.score, f.reason = f.score*0.9, "the words were edited and moved"
	}
	f.state, f.span = annotate.Changed, span
	return f, true
}

// instead is what stands where the words stood, if nothing beside them changed.
func (p *placer) instead(f finding, im image) annotate.Span {
	if !im.alone {
		return annotate.Span{}
	}
	s, ok := im.place.Trim(p.to.Text)
	if !ok {
		return annotate.Span{}
	}
	return s
}

// similar looks among what is new for words that are like those marked.
func (p *placer) similar(f finding, found []candidate) finding {
	if p.index == nil {
		p.index = indexOf(p.to.Text, p.stretches...)
	}
	was := f.asked.Exact
	memory := remember(p.remembered(f))
	type near struct {
		candidate
		like float64
	}
	var nearby []near
	for _, h := range p.index.similar(was, int((1-likeWords)*float64(len(was)))) {
		span, ok := whole(p.to.Text, h)
		if !ok || span.In(p.to.Text) == was || p.chart.foreign(span, f.own) >= explained {
			continue
		}
		n := near{candidate{span: span, context: memory.agreement(p.to.Text, span)}, likeness(was, span.In(p.to.Text))}
		if n.like >= likeWords {
			nearby = append(nearby, n)
		}
	}
	slices.SortStableFunc(nearby, func(a, b near) int { return cmp.Compare(b.like+b.context, a.like+a.context) })
	f.state, f.score, f.reason = annotate.Orphan, 0, gone
	if len(nearby) == 0 {
		return f
	}
	best := nearby[0]
	clear := len(nearby) == 1 || best.like+best.context-nearby[1].like-nearby[1].context >= clearLead
	if clear && (best.context >= fairContext || len(was) >= likeLong && best.like >= likeEnough) {
		f.state, f.span, f.sought, f.context = annotate.Changed, best.span, true, best.context
		f.score, f.reason = best.like*(0.7+0.3*best.context), "similar words at another place"
		return f
	}
	if len(was) < longWords {
		return f
	}
	var places []candidate
	for _, n := range nearby {
		places = append(places, n.candidate)
	}
	f = p.unsure(f, places)
	f.reason = "only similar words are there"
	return f
}
