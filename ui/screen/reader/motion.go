package reader

import (
	"galley/annotate"
	"galley/annotate/segment"
	"galley/ui/keys"
)

// A motion returns where the caret goes from off. Extending, the caret is the
// head of a selection: it rests on the last cluster of what it went over when
// it moves forward, and on the first when it moves back.
type motion func(r *Reader, off int, extending bool) int

// motions has every action that only moves the caret.
var motions = map[keys.Action]motion{
	keys.Left:     func(r *Reader, off int, _ bool) int { return r.prev(off) },
	keys.Right:    func(r *Reader, off int, _ bool) int { return r.next(off) },
	keys.WordNext: (*Reader).wordNext,
	keys.WordPrev: (*Reader).wordPrev,
	keys.WordEnd:  func(r *Reader, off int, _ bool) int { return r.wordEnd(off) },
	keys.SentNext: (*Reader).sentenceNext,
	keys.SentPrev: (*Reader).sentencePrev,
	keys.ParaNext: (*Reader).paragraphNext,
	keys.ParaPrev: (*Reader).paragraphPrev,
}

// move applies a motion n times to the caret, and to the selection if there is
// one.
func (r *Reader) move(m motion, n int) {
	extending := r.extending()
	for ; n > 0; n-- {
		off := r.rest(m(r, r.caret, extending))
		if off == r.caret {
			break
		}
		r.caret = off
	}
	r.moved()
}

// extending reports whether motions move the head of a selection.
func (r *Reader) extending() bool { return r.mode == keys.Select || r.mode == keys.Resize }

// moved brings everything that follows the caret along.
func (r *Reader) moved() {
	r.goal, r.current, r.grown = -1, "", nil
	r.follow()
	if run, ok := r.fold(r.caret); ok && r.mode == keys.Read {
		r.sayFolded(run)
	}
}

// follow moves the selection's head to the caret and shows the caret.
func (r *Reader) follow() {
	if r.extending() {
		r.sel.Head = r.caret
	}
	r.reveal()
}

// jump sends the caret to off.
func (r *Reader) jump(off int) {
	r.caret = r.rest(r.settle(off))
	r.moved()
}

// jumpInto sends the caret to off, also where that is folded away.
func (r *Reader) jumpInto(off int) {
	r.showAt(off)
	r.jump(off)
}

// settle returns the cluster at off on which the caret may rest: never a line
// end and never the gap between two blocks.
func (r *Reader) settle(off int) int {
	text := r.article.Text
	block := r.article.Blocks[r.article.BlockAt(off)].Span
	off = annotate.GraphemeAt(text, min(max(off, block.Start), block.End-1))
	for text[off] == '\n' && off > block.Start {
		off = annotate.PrevGrapheme(text, off)
	}
	return off
}

// next is the cluster after off, over line ends and blocks; off at the end.
func (r *Reader) next(off int) int {
	text := r.article.Text
	for to := annotate.NextGrapheme(text, off); to < len(text); to = annotate.NextGrapheme(text, to) {
		if text[to] != '\n' {
			return to
		}
	}
	return off
}

// prev is the cluster before off; off at the beginning.
func (r *Reader) prev(off int) int {
	text := r.article.Text
	for to := off; to > 0; {
		to = annotate.PrevGrapheme(text, to)
		if text[to] != '\n' {
			return to
		}
	}
	return off
}

// last is the last cluster of a span.
func (r *Reader) last(span annotate.Span) int { return annotate.PrevGrapheme(r.article.Text, span.End) }

func (r *Reader) blockSpan(block int) annotate.Span { return r.article.Blocks[block].Span }

// wordAfter is the first word that begins after off, in this block or a later.
func (r *Reader) wordAfter(off int) (annotate.Span, bool) {
	for b := r.article.BlockAt(off); b < len(r.article.Blocks); b++ {
		span := r.blockSpan(b)
		if b > 0 && off < span.Start {
			if w, ok := segment.Word(r.article.Text, span, span.Start); ok {
				return w, true
			}
			off = span.Start
		}
		if w, ok := segment.NextWord(r.article.Text, span, off); ok {
			return w, true
		}
		off = span.End
	}
	return annotate.Span{}, false
}

// wordBefore is the last word that begins before off, in this block or an
// earlier.
func (r *Reader) wordBefore(off int) (annotate.Span, bool) {
	for b := r.article.BlockAt(off); b >= 0; b-- {
		span := r.blockSpan(b)
		if w, ok := segment.PrevWord(r.article.Text, span, min(off, span.End)); ok {
			return w, true
		}
	}
	return annotate.Span{}, false
}

// word is the word at off.
func (r *Reader) word(off int) (annotate.Span, bool) {
	return segment.Word(r.article.Text, r.blockSpan(r.article.BlockAt(off)), off)
}

func (r *Reader) wordNext(off int, extending bool) int {
	if extending && off >= r.sel.Anchor {
		return r.wordEnd(off)
	}
	if w, ok := r.word(off); ok && extending && w.Contains(r.sel.Anchor) && off < r.last(w) {
		return r.last(w)
	}
	if w, ok := r.wordAfter(off); ok {
		if extending && w.Start > r.sel.Anchor {
			return r.last(w)
		}
		return w.Start
	}
	return r.lastOfText()
}

func (r *Reader) wordPrev(off int, extending bool) int {
	if !extending || off <= r.sel.Anchor {
		if w, ok := r.wordBefore(off); ok {
			return w.Start
		}
		return r.settle(0)
	}
	w, ok := r.wordBefore(off)
	if here, in := r.word(off); ok && in && here == w {
		w, ok = r.wordBefore(w.Start)
	}
	switch {
	case !ok:
		return r.settle(0)
	case r.last(w) < r.sel.Anchor:
		return w.Start
	}
	return r.last(w)
}

// wordEnd is the last cluster of the word at off, or of the next word if off
// is there already.
func (r *Reader) wordEnd(off int) int {
	if w, ok := r.word(off); ok && r.last(w) > off {
		return r.last(w)
	}
	if w, ok := r.wordAfter(off); ok {
		return r.last(w)
	}
	return r.lastOfText()
}

func (r *Reader) lastOfText() int { return r.settle(len(r.article.Text) - 1) }

// sentence is the sentence at off.
func (r *Reader) sentence(off int) annotate.Span {
	return segment.Sentence(r.article.Text, r.blockSpan(r.article.BlockAt(off)), off)
}

// sentenceAfter is the sentence that follows s, in its block or a later one.
func (r *Reader) sentenceAfter(s annotate.Span) (annotate.Span, bool) {
	b := r.article.BlockAt(s.Start)
	if next, ok := segment.NextSentence(r.article.Text, r.blockSpan(b), s.Start); ok {
		return next, true
	}
	if b+1 == len(r.article.Blocks) {
		return annotate.Span{}, false
	}
	return r.sentence(r.blockSpan(b + 1).Start), true
}

func (r *Reader) sentenceNext(off int, extending bool) int {
	here := r.sentence(off)
	if extending && r.last(here) >= r.sel.Anchor && off < r.last(here) {
		return r.last(here)
	}
	next, ok := r.sentenceAfter(here)
	switch {
	case !ok:
		return r.lastOfText()
	case extending && next.Start > r.sel.Anchor:
		return r.last(next)
	}
	return next.Start
}

func (r *Reader) sentencePrev(off int, _ bool) int {
	here := r.sentence(off)
	if here.Start < off {
		return here.Start
	}
	b := r.article.BlockAt(off)
	if prev, ok := segment.PrevSentence(r.article.Text, r.blockSpan(b), off); ok {
		return prev.Start
	}
	if b == 0 {
		return off
	}
	return r.sentence(r.last(r.blockSpan(b - 1))).Start
}

func (r *Reader) paragraphNext(off int, extending bool) int {
	b := r.article.BlockAt(off)
	end := r.last(r.blockSpan(b))
	if extending && end >= r.sel.Anchor && off < end {
		return end
	}
	if b+1 == len(r.article.Blocks) {
		return end
	}
	next := r.blockSpan(b + 1)
	if extending && next.Start > r.sel.Anchor {
		return r.last(next)
	}
	return next.Start
}

func (r *Reader) paragraphPrev(off int, _ bool) int {
	b := r.article.BlockAt(off)
	if start := r.blockSpan(b).Start; start < off || b == 0 {
		return start
	}
	return r.blockSpan(b - 1).Start
}

// Visit sends the caret to off, or to an annotation if its ID is given, as a
// list or a page asks that is made of the article. One without a place is to be
// placed.
func (r Reader) Visit(off int, annotation string) Reader {
	r.mode, r.placing, r.grown = keys.Read, placing{}, nil
	if a, ok := r.set.Get(annotation); ok && a.Anchor.State.Placed() {
		off = a.Anchor.Span.Start
		r.jumpInto(off)
		r.current = a.ID
		return r
	} else if ok && a.NeedsPlacing() {
		r.startPlacing(a, len(r.doubts()))
		return r
	}
	r.jumpInto(off)
	return r
}
