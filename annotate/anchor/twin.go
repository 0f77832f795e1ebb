package anchor

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"
	"galley/annotate/segment"
)

// A comparison cannot tell which of several equal neighbors was deleted: of two equal
// lines, or of the words in "no no no". It takes one of them for the one that is left.

// gaps returns the stretches of the old text between steady runs where either text has
// letters of its own.
func (a *alignment) gaps() (gaps []diff.Run) {
	for i := range len(a.steady) + 1 {
		if old, new := a.gap(i); hasLetters(old.In(a.from)) || hasLetters(new.In(a.to)) {
			gaps = append(gaps, diff.Run{Old: old, New: new})
		}
	}
	return gaps
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, isLetter) }

// mayBeGone reports whether words at own may be those that were deleted although equal
// words next to them were taken for these: the deleted text before or after them would
// be the same if it included them. Whole paragraphs and sentences are equal only if all
// of their words are.
func (p *placer) mayBeGone(own annotate.Span) bool {
	i := sort.Search(len(p.gaps), func(i int) bool { return p.gaps[i].Old.Start >= own.End })
	for _, n := range [...]int{i - 1, i} {
		gone, ok := p.deleted(n)
		if !ok {
			continue
		}
		if _, ok := p.slide(gone, own); !ok {
			continue
		}
		unit, isWhole := p.unitOf(own, gone)
		if edge, ok := p.slide(gone, unit); ok && (!isWhole || p.isUnitEdge(edge)) {
			return true
		}
	}
	return false
}

// maxSlide is the maximum distance, in bytes, between words and deleted text that may
// have been equal to them.
const maxSlide = 4096

// slide reports whether the text up to and including unit, which is before or after
// deleted text, is the same as the text in the place of which it could be. edge is where
// that ends.
func (p *placer) slide(gone, unit annotate.Span) (edge int, ok bool) {
	text, rest := p.from.Text, ""
	switch {
	case gone.End <= unit.Start && unit.End-gone.End <= maxSlide:
		rest, ok = trimStart(text[gone.Start:], text[gone.End:unit.End])
		return len(text) - len(rest), ok
	case unit.End <= gone.Start && gone.Start-unit.Start <= maxSlide:
		rest, ok = trimEnd(text[:gone.End], text[unit.Start:gone.Start])
	}
	return len(rest), ok
}

// isUnitEdge reports whether off is at the start or end of a block or a sentence.
func (p *placer) isUnitEdge(off int) bool {
	block := p.from.Blocks[p.from.BlockAt(off)].Span
	if off <= block.Start || off >= block.End {
		return true
	}
	s := p.alignment.sentence(p.from, off)
	return off == s.Start || off == s.End || p.alignment.sentence(p.from, off-1).End == off
}

// deleted returns the i-th gap in the old text if there is nothing new in its place.
func (p *placer) deleted(i int) (span annotate.Span, ok bool) {
	if i < 0 || i >= len(p.gaps) || hasLetters(p.gaps[i].New.In(p.to.Text)) {
		return span, false
	}
	return p.gaps[i].Old.Trim(p.from.Text)
}

// unitOf returns the blocks of own if whole blocks are gone, its sentences if whole
// sentences are. isWhole is false if only words are gone; then it returns own.
func (p *placer) unitOf(own, gone annotate.Span) (unit annotate.Span, isWhole bool) {
	blocks := func(s annotate.Span) annotate.Span {
		return annotate.Span{Start: p.from.Blocks[p.from.BlockAt(s.Start)].Span.Start, End: p.from.Blocks[p.from.BlockAt(s.End-1)].Span.End}
	}
	sentences := func(s annotate.Span) annotate.Span { return p.alignment.sentences(p.from, s) }
	for _, units := range []func(annotate.Span) annotate.Span{blocks, sentences} {
		if units(gone) == gone {
			return units(own), true
		}
	}
	return own, false
}

// trimStart returns s without prefix. ok is false if s does not start with it, apart from
// white space.
func trimStart(s, prefix string) (rest string, ok bool) {
	for {
		prefix = strings.TrimLeftFunc(prefix, unicode.IsSpace)
		if prefix == "" {
			return s, true
		}
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
		r, n := utf8.DecodeRuneInString(prefix)
		q, m := utf8.DecodeRuneInString(s)
		if r != q || m == 0 {
			return s, false
		}
		prefix, s = prefix[n:], s[m:]
	}
}

// trimEnd returns s without suffix. ok is false if s does not end with it, apart from
// white space.
func trimEnd(s, suffix string) (rest string, ok bool) {
	for {
		suffix = strings.TrimRightFunc(suffix, unicode.IsSpace)
		if suffix == "" {
			return s, true
		}
		s = strings.TrimRightFunc(s, unicode.IsSpace)
		r, n := utf8.DecodeLastRuneInString(suffix)
		q, m := utf8.DecodeLastRuneInString(s)
		if r != q || m == 0 {
			return s, false
		}
		suffix, s = suffix[:len(suffix)-n], s[:len(s)-m]
	}
}

// maxLineLikeness is the similarity of what else two lines say from which one is an edit
// of the other.
const maxLineLikeness = 0.65

// isFigureOfAnother reports whether the words are a figure and all other words of its line
// were replaced by others, so that it may be another figure now: "Reds 2–1" became
// "Greens 2–1".
func (p *placer) isFigureOfAnother(d draft, span annotate.Span) bool {
	if strings.ContainsFunc(d.anchor.Exact, unicode.IsLetter) {
		return false
	}
	old, new := wordsOf(fold.String(restOfBlock(p.from, d.own))), wordsOf(fold.String(restOfBlock(p.to, span)))
	isOld := func(word string) bool { return slices.Contains(old, word) }
	return len(old) > 0 && len(new) > 0 && !slices.ContainsFunc(new, isOld) &&
		similarity(strings.Join(old, " "), strings.Join(new, " ")) < maxLineLikeness
}

func wordsOf(s string) (words []string) {
	for word := range segment.Words(s, annotate.Span{End: len(s)}) {
		words = append(words, word.In(s))
	}
	return words
}

// restOfBlock returns what a block says besides the words at a span.
func restOfBlock(a *annotate.Article, span annotate.Span) string {
	block := a.Blocks[a.BlockAt(span.Start)].Span
	return a.Text[block.Start:span.Start] + " " + a.Text[min(span.End, block.End):block.End]
}
