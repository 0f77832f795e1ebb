package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
)

// A point is where a motion begins.
type point struct {
	off    int // of the caret
	anchor int // of the selection that the motion extends; -1: none
}

// extends reports whether the motion extends a selection, whose head is the
// caret: moving forward it stops on the last cluster passed, moving back on the
// first.
func (p point) extends() bool { return p.anchor >= 0 }

// A motion returns where the caret goes.
type motion func(p prose, from point) int

// motions holds every action that moves the caret through the text
// independently of the screen.
var motions = map[keys.Action]motion{
	keys.Left:     func(p prose, from point) int { return p.prev(from.off) },
	keys.Right:    func(p prose, from point) int { return p.next(from.off) },
	keys.WordNext: prose.wordNext,
	keys.WordPrev: prose.wordPrev,
	keys.WordEnd:  func(p prose, from point) int { return p.wordEnd(from.off) },
	keys.SentNext: prose.sentenceNext,
	keys.SentPrev: prose.sentencePrev,
	keys.ParaNext: prose.paragraphNext,
	keys.ParaPrev: prose.paragraphPrev,
}

// nextUnit returns where the caret goes to move on by a unit of the text. here is
// the unit at the caret and next the one after it, empty if there is none. A
// selection is extended by whole units.
func (p prose) nextUnit(from point, here, next annotate.Span) int {
	if from.extends() && !here.Empty() {
		if last := p.last(here); last >= from.anchor && from.off < last {
			return last
		}
	}
	switch {
	case next.Empty():
		return p.end()
	case from.extends() && next.Start > from.anchor:
		return p.last(next)
	}
	return next.Start
}

func (p prose) wordNext(from point) int {
	here, _ := p.word(from.off)
	next, _ := p.wordAfter(from.off)
	return p.nextUnit(from, here, next)
}

func (p prose) wordPrev(from point) int {
	w, ok := p.wordBefore(from.off)
	if !from.extends() || from.off <= from.anchor {
		if !ok {
			return p.cluster(0)
		}
		return w.Start
	}
	if here, in := p.word(from.off); ok && in && here == w {
		w, ok = p.wordBefore(w.Start)
	}
	switch {
	case !ok:
		return p.cluster(0)
	case p.last(w) < from.anchor:
		return w.Start
	}
	return p.last(w)
}

// wordEnd returns the last cluster of the word at off, or of the next word if
// off is there already.
func (p prose) wordEnd(off int) int {
	if w, ok := p.word(off); ok && p.last(w) > off {
		return p.last(w)
	}
	if w, ok := p.wordAfter(off); ok {
		return p.last(w)
	}
	return p.end()
}

func (p prose) sentenceNext(from point) int {
	here := p.sentence(from.off)
	next, _ := p.sentenceAfter(here)
	return p.nextUnit(from, here, next)
}

func (p prose) sentencePrev(from point) int {
	if here := p.sentence(from.off); here.Start < from.off {
		return here.Start
	}
	b := p.BlockAt(from.off)
	if prev, ok := segment.PrevSentence(p.Text, p.Blocks[b].Span, from.off); ok {
		return prev.Start
	}
	if b == 0 {
		return from.off
	}
	return p.sentence(p.last(p.Blocks[b-1].Span)).Start
}

func (p prose) paragraphNext(from point) int {
	var next annotate.Span
	b := p.BlockAt(from.off)
	if b+1 < len(p.Blocks) {
		next = p.Blocks[b+1].Span
	}
	return p.nextUnit(from, p.Blocks[b].Span, next)
}

func (p prose) paragraphPrev(from point) int {
	b := p.BlockAt(from.off)
	if start := p.Blocks[b].Span.Start; start < from.off || b == 0 {
		return start
	}
	return p.Blocks[b-1].Span.Start
}
