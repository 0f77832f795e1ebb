package anchor

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/diff"
	"galley/annotate/fold"
	"galley/annotate/segment"
)

// maxInserted is the maximum length of text that was inserted between the words of a
// span and the punctuation at its end, and belongs to it, in lengths of the span.
const maxInserted = 2

// minSentence is the minimum length in bytes of what was inserted for another sentence:
// a replaced word may end with a full stop.
const minSentence = 24

// clip moves the ends of the projection of a span toward the words that are left of
// it. An end that was edited maps to the end of the edit, beyond which paragraphs and
// sentences may have been inserted: text that was in the same paragraph or sentence
// as those words is still there. Punctuation does not stretch a span over
// inserted words.
func (a *alignment) clip(span, to annotate.Span, steady []diff.Run) annotate.Span {
	first, last := a.keptWords(steady, span)
	if first.Old.Empty() {
		return to
	}
	if to.Start < first.New.Start {
		to.Start = a.clipStart(span, to.Start, first)
	}
	if last.New.End < to.End {
		to.End = a.clipEnd(span, to.End, last)
	}
	return to
}

// keptWords returns the first and the last part of a span in runs that have a letter,
// without the punctuation at its outer end.
func (a *alignment) keptWords(runs []diff.Run, span annotate.Span) (first, last diff.Run) {
	for _, r := range runs {
		part := r.Old.Intersect(span)
		words := part.In(a.from)
		start := strings.IndexFunc(words, isLetter)
		if start < 0 {
			continue
		}
		end := strings.LastIndexFunc(words, isLetter)
		_, size := utf8.DecodeRuneInString(words[end:])
		kept := annotate.Span{Start: part.Start + start, End: part.Start + end + size}
		last = diff.Run{Old: kept, New: shift(kept, r.New.Start-r.Old.Start)}
		if first.Old.Empty() {
			first = last
		}
	}
	return first, last
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// clipStart returns the start of a projection, between to and the first word that is
// left.
func (a *alignment) clipStart(span annotate.Span, to int, first diff.Run) int {
	before, inserted := a.from[span.Start:first.Old.Start], a.to[to:first.New.Start]
	if i := strings.LastIndex(inserted, annotate.Separator); i >= 0 && !strings.Contains(before, annotate.Separator) {
		to += i + len(annotate.Separator)
	}
	if first.New.Start-to >= len(before)+minSentence && a.sentence(a.old, first.Old.Start).Start <= span.Start {
		to = max(to, a.sentence(a.new, first.New.Start).Start)
	}
	if inserted = a.to[to:first.New.Start]; strings.ContainsFunc(before, isLetter) || !isLongInsertion(inserted, span.Len()) {
		return to
	}
	for to = first.New.Start; before != ""; {
		old, n := utf8.DecodeLastRuneInString(before)
		new, m := utf8.DecodeLastRuneInString(a.to[:to])
		if m == 0 || fold.String(string(old)) != fold.String(string(new)) {
			break
		}
		before, to = before[:len(before)-n], to-m
	}
	return to
}

// clipEnd returns the end of a projection, between the last word that is left and to.
func (a *alignment) clipEnd(span annotate.Span, to int, last diff.Run) int {
	after, inserted := a.from[last.Old.End:span.End], a.to[last.New.End:to]
	if i := strings.Index(inserted, annotate.Separator); i >= 0 && !strings.Contains(after, annotate.Separator) {
		to = last.New.End + i
	}
	if to-last.New.End >= len(after)+minSentence && a.sentence(a.old, last.Old.End-1).End >= span.End {
		to = min(to, max(last.New.End, a.sentence(a.new, last.New.End-1).End))
	}
	if inserted = a.to[last.New.End:to]; strings.ContainsFunc(after, isLetter) || !isLongInsertion(inserted, span.Len()) {
		return to
	}
	for to = last.New.End; after != ""; {
		old, n := utf8.DecodeRuneInString(after)
		new, m := utf8.DecodeRuneInString(a.to[to:])
		if m == 0 || fold.String(string(old)) != fold.String(string(new)) {
			break
		}
		after, to = after[n:], to+m
	}
	return to
}

// isLongInsertion reports whether text is too long to belong to a span of old bytes.
func isLongInsertion(text string, old int) bool {
	return len(text) > maxInserted*old && strings.ContainsFunc(text, isLetter)
}

// sentence returns the sentence of an article that contains off.
func (a *alignment) sentence(article *annotate.Article, off int) annotate.Span {
	return segment.Sentence(article.Text, article.Blocks[article.BlockAt(off)].Span, off)
}

// isEditedAround reports whether a part of the sentences of a span was edited.
func (a *alignment) isEditedAround(span annotate.Span) bool {
	block := a.old.Blocks[a.old.BlockAt(span.Start)].Span
	if a.inOneRun(block) && span.End <= block.End {
		return false
	}
	start, end := a.sentence(a.old, span.Start).Start, a.sentence(a.old, span.End-1).End
	return !a.inOneRun(annotate.Span{Start: start, End: end})
}

// inOneRun reports whether one steady run has all of a span of the old text.
func (a *alignment) inOneRun(span annotate.Span) bool {
	i := sort.Search(len(a.steady), func(i int) bool { return a.steady[i].Old.End > span.Start })
	return i < len(a.steady) && a.steady[i].Old.Start <= span.Start && span.End <= a.steady[i].Old.End
}
