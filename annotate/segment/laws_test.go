package segment_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/segment"
)

// pieces are the parts of generated texts: everything that a rule looks at, and
// characters that make clusters and words hard.
var pieces = []string{
	"a", "B", "word", "Name", "U.S", "Mr", "No", "a.m", "Jan", "J", "5", "3.5", "1", "the", "The", "said", "Inc",
	" ", " ", " ", "  ", "\n", "\u00a0", "\t", "\u3000", "\u2003", "\r\n", "\u2028",
	".", ".", ". ", "? ", "! ", "…", "...", "。", "！", "．", "।", "؟",
	",", ";", ":", "-", "–", "—", "&", "(", ")", "[", "]", "[5]",
	"“", "”", "‘", "’", "\"", "'", "«", "»", "„", "‚", "‹", "›", "「", "」",
	"中", "文", "の", "カ", "กำ", "क्ष", "عربي", "\u0308", "\u0301", "\u200d", "\ufe0f", "\u0600", "👨‍👩‍👧", "🇳🇴", "🇳", "각", "ᄀ", "ᅡ",
}

func anyText(max int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, max).Draw(t, "pieces"), "")
	})
}

// longText draws a text longer than a window: a few repeated pieces, with others at
// some offset, half of the time in sentences. The letter keeps clusters below the
// length at which they are split.
func longText(t *rapid.T) string {
	unit := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "unit"), "")
	switch {
	case rapid.Bool().Draw(t, "sentences"):
		unit += ". The "
	case !strings.ContainsAny(unit, "aB5.;中。\n"):
		unit += "a"
	}
	odd := anyText(20).Draw(t, "odd")
	n := rapid.IntRange(67<<10, 72<<10).Draw(t, "bytes before odd")
	return strings.Repeat(unit, n/len(unit)+1) + odd + strings.Repeat(unit, 100)
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

// checkStorable checks that span is in block and may be stored.
func checkStorable(t fataler, text string, block, span annotate.Span, what string) {
	t.Helper()
	if !block.Covers(span) || !span.Fits(text) {
		t.Fatalf("%s %v of %q cannot be stored", what, span, abridged(text))
	}
}

func abridged(s string) string {
	if len(s) > 200 {
		return s[:200]
	}
	return s
}

// checkTiling checks that the spans are in order, and that only clusters with white
// space are between them and the ends of block.
func checkTiling(t fataler, text string, block annotate.Span, spans []annotate.Span) {
	t.Helper()
	at := block.Start
	for _, s := range append(slices.Clone(spans), annotate.Span{Start: block.End, End: block.End}) {
		if s.Start < at {
			t.Fatalf("%v overlaps the one before, which ends at %d, in %q", s, at, abridged(text))
		}
		for at < s.Start {
			next := annotate.NextGrapheme(text, at)
			if !strings.ContainsFunc(text[at:next], unicode.IsSpace) {
				t.Fatalf("%q at %d belongs to no sentence of %q", text[at:next], at, abridged(text))
			}
			at = next
		}
		at = s.End
	}
}

// checkSentenceAt checks that Sentence, NextSentence and PrevSentence agree with the
// list of all sentences.
func checkSentenceAt(t fataler, text string, block annotate.Span, all []annotate.Span, off int) {
	t.Helper()
	i, _ := slices.BinarySearchFunc(all, off, func(s annotate.Span, off int) int { return s.Start - off })
	if i == len(all) || all[i].Start > off {
		i--
	}
	got := segment.Sentence(text, block, off)
	if i >= 0 && got != all[i] && !got.Empty() || i < 0 && !got.Empty() && got != all[0] {
		t.Fatalf("sentence at %d is %v, want %v, in %q", off, got, all[max(i, 0)], abridged(text))
	}
	next, ok := segment.NextSentence(text, block, off)
	if ok != (i+1 < len(all)) || ok && next != all[i+1] {
		t.Fatalf("next sentence of %d is %v %v in %q", off, next, ok, abridged(text))
	}
	before := i
	if i >= 0 && all[i].Start == off {
		before--
	}
	prev, ok := segment.PrevSentence(text, block, off)
	if ok != (before >= 0) || ok && prev != all[before] {
		t.Fatalf("previous sentence of %d is %v %v in %q", off, prev, ok, abridged(text))
	}
}

// checkWordAt is like checkSentenceAt, for words.
func checkWordAt(t fataler, text string, block annotate.Span, all []annotate.Span, off int) {
	t.Helper()
	i, _ := slices.BinarySearchFunc(all, off+1, func(s annotate.Span, off int) int { return s.Start - off })
	got, ok := segment.Word(text, block, off)
	covered := i > 0 && all[i-1].Contains(off)
	if ok != covered || ok && got != all[i-1] {
		t.Fatalf("word at %d is %v %v in %q", off, got, ok, abridged(text))
	}
	next, ok := segment.NextWord(text, block, off)
	if ok != (i < len(all)) || ok && next != all[i] {
		t.Fatalf("next word of %d is %v %v, want %v, in %q", off, next, ok, all[i:min(i+1, len(all))], abridged(text))
	}
	if i > 0 && all[i-1].Start == off {
		i--
	}
	prev, ok := segment.PrevWord(text, block, off)
	if ok != (i > 0) || ok && prev != all[i-1] {
		t.Fatalf("previous word of %d is %v %v in %q", off, prev, ok, abridged(text))
	}
}

// largeUnit is the size in bytes over which checkUnitsAt does not shrink a unit: each
// call would read a whole window.
const largeUnit = 4096

// checkUnitsAt checks the laws of clauses, quotations, Expand and Shrink.
func checkUnitsAt(t fataler, text string, block annotate.Span, off int) {
	t.Helper()
	if sentence := segment.Sentence(text, block, off); !sentence.Empty() {
		clause := segment.Clause(text, block, off)
		checkStorable(t, text, sentence, clause, "clause")
	}
	if outer, inner, ok := segment.Quotation(text, block, off); ok {
		checkStorable(t, text, block, outer, "quotation")
		checkStorable(t, text, outer, inner, "inner quotation")
		if !outer.Contains(off) {
			t.Fatalf("quotation %v does not cover %d", outer, off)
		}
	}
	span := annotate.Span{Start: off, End: annotate.NextGrapheme(text, off)}
	for range 12 {
		grown := segment.Expand(text, block, span)
		if grown == span {
			break
		}
		checkStorable(t, text, block, grown, "grown span")
		if !grown.Covers(span) {
			t.Fatalf("%v grew to %v", span, grown)
		}
		if grown.Len() > largeUnit {
			break
		}
		shrunk := segment.Shrink(text, block, grown, off)
		if !grown.Covers(shrunk) || shrunk != grown && !shrunk.Contains(off) {
			t.Fatalf("%v shrank to %v towards %d", grown, shrunk, off)
		}
		span = grown
	}
}

// checkLaws checks every law of the package at offsets.
func checkLaws(t fataler, text string, block annotate.Span, offsets []int) {
	t.Helper()
	checkLawsIn(t, text, block, block, offsets)
}

// checkLawsIn is like checkLaws, except that only words in part must be storable.
func checkLawsIn(t fataler, text string, block, part annotate.Span, offsets []int) {
	t.Helper()
	all := slices.Collect(segment.Sentences(text, block))
	for _, s := range all {
		checkStorable(t, text, block, s, "sentence")
	}
	checkTiling(t, text, block, all)
	spoken := slices.Collect(segment.Words(text, block))
	for _, w := range spoken {
		if part.Contains(w.Start) {
			checkStorable(t, text, block, w, "word")
		}
	}
	for _, off := range offsets {
		off = annotate.GraphemeAt(text, off)
		checkSentenceAt(t, text, block, all, off)
		checkWordAt(t, text, block, spoken, off)
		checkUnitsAt(t, text, block, off)
	}
}

func TestLawsOnAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(40).Draw(t, "text")
		if text == "" {
			return
		}
		offsets := make([]int, len(text))
		for i := range offsets {
			offsets[i] = i
		}
		checkLaws(t, text, whole(text), offsets)
		if got, want := segment.CountWords(text), len(slices.Collect(segment.Words(text, whole(text)))); got != want {
			t.Fatalf("counted %d words of %d in %q", got, want, text)
		}
	})
}

func TestLawsOnABlankText(t *testing.T) {
	const text = "\n \u0308" // a space with a mark
	checkLaws(t, text, whole(text), []int{0, 1, 2, 3})
}

func TestLawsOnABlockOverAWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := longText(t)
		atCut, anywhere := rapid.IntRange(64<<10-40, 64<<10+40), rapid.IntRange(0, len(text)-1)
		offs := append(rapid.SliceOfN(atCut, 1, 3).Draw(t, "at the cut"), rapid.SliceOfN(anywhere, 1, 3).Draw(t, "anywhere")...)
		nearCut := annotate.Span{Start: 63 << 10, End: len(text)} // before it the text repeats itself
		checkLawsIn(t, text, whole(text), nearCut, offs)
	})
}

// TestNothingOutsideTheBlockIsRead has no words outside the block: how they are used decides
// what an abbreviation is.
func TestNothingOutsideTheBlockIsRead(t *testing.T) {
	noWords := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return -1
			}
			return r
		}, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		inside := anyText(20).Draw(t, "block")
		before := noWords(anyText(6).Draw(t, "before")) + annotate.Separator
		after := annotate.Separator + noWords(anyText(6).Draw(t, "after"))
		text := before + inside + after
		block := annotate.Span{Start: len(before), End: len(before) + len(inside)}
		if inside == "" || !annotate.IsGraphemeBoundary(text, block.Start) || !annotate.IsGraphemeBoundary(text, block.End) {
			return
		}
		shift := func(s annotate.Span) annotate.Span {
			return annotate.Span{Start: s.Start + block.Start, End: s.End + block.Start}
		}
		var alone []annotate.Span
		for s := range segment.Sentences(inside, whole(inside)) {
			alone = append(alone, shift(s))
		}
		if got := slices.Collect(segment.Sentences(text, block)); !slices.Equal(got, alone) {
			t.Fatalf("sentences %v, alone %v", got, alone)
		}
	})
}

func TestNoSentenceEndsBeforeLowerCase(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, anyText(40).Draw(t, "text"))
		for s := range segment.Sentences(text, whole(text)) {
			if r := []rune(s.In(text))[0]; s.Start > 0 && unicode.IsLower(r) && strings.HasSuffix(text[:s.Start], ". ") {
				t.Fatalf("%q begins a sentence of %q", s.In(text), text)
			}
		}
	})
}

func TestNoArgumentsPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(10).Draw(t, "text") + rapid.SampledFrom([]string{"", "\xff", "\xe2\x80", ". \xf0"}).Draw(t, "end")
		near := rapid.IntRange(-3, len(text)+3)
		block := annotate.Span{Start: near.Draw(t, "start"), End: near.Draw(t, "end")}
		span := annotate.Span{Start: near.Draw(t, "from"), End: near.Draw(t, "to")}
		off := near.Draw(t, "off")
		segment.Sentence(text, block, off)
		segment.NextSentence(text, block, off)
		segment.PrevSentence(text, block, off)
		segment.Word(text, block, off)
		segment.NextWord(text, block, off)
		segment.PrevWord(text, block, off)
		segment.Clause(text, block, off)
		segment.Quotation(text, block, off)
		segment.Expand(text, block, span)
		segment.Shrink(text, block, span, off)
		for range segment.Sentences(text, block) {
		}
		for range segment.Words(text, block) {
		}
	})
}

// TestWordsEndAtBoundariesOfTheStandard checks that words begin and end at boundaries
// of UAX #29. A boundary that splits a cluster counts as one before the cluster: a
// character that joins a space is not part of a word.
func TestWordsEndAtBoundariesOfTheStandard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(40).Draw(t, "text")
		edges := map[int]bool{0: true}
		tokens := words.FromString(text)
		for tokens.Next() {
			edges[tokens.End()] = true
			edges[annotate.GraphemeAt(text, tokens.End())] = true
		}
		for w := range segment.Words(text, whole(text)) {
			if !edges[w.Start] || !edges[w.End] {
				t.Fatalf("%q is cut out of a word of %q", w.In(text), text)
			}
		}
	})
}

func FuzzLaws(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add(strings.NewReplacer("«", "", "»", "").Replace(c.marked))
	}
	f.Add("a\u0308 \u0308b.\u0600 C")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		if text == "" || len(text) > 4096 {
			return
		}
		var offsets []int
		for off := 0; off < len(text); off += 1 + len(text)/50 {
			offsets = append(offsets, off)
		}
		checkLaws(t, text, whole(text), offsets)
	})
}
