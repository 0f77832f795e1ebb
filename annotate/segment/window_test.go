package segment_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

func TestALongBlockIsNotCutInsideItsSentences(t *testing.T) {
	text := strings.Repeat("This is a sentence of some length, and it ends. ", 8000)
	want := annotate.Span{Start: 0, End: strings.Index(text, ".") + 1}
	for s := range segment.Sentences(text, whole(text)) {
		if s != want {
			t.Fatalf("%v, want %v", s, want)
		}
		want.Start, want.End = want.Start+want.Len()+1, want.End+want.Len()+1
	}
	if want.Start < len(text) {
		t.Errorf("the last sentence ends at %d", want.Start-1)
	}
}

func TestALongBlockWithoutSentencesIsCutAtABlank(t *testing.T) {
	text := strings.Repeat("letters and ", 30_000)
	all := slices.Collect(segment.Sentences(text, whole(text)))
	if len(all) != len(text)/(64<<10)+1 {
		t.Fatalf("%d windows", len(all))
	}
	for _, s := range all {
		if end := text[:s.End]; !strings.HasSuffix(end, "letters") && !strings.HasSuffix(end, "and") {
			t.Errorf("cut after %q", end[len(end)-12:])
		}
	}
}

func TestALongWordIsCutBetweenItsLetters(t *testing.T) {
	text := strings.Repeat("é", 100_000)
	length := 0
	for w := range segment.Words(text, whole(text)) {
		if !w.Fits(text) || w.Len() > 68<<10 {
			t.Errorf("piece %v", w)
		}
		length += w.Len()
	}
	if length != len(text) {
		t.Errorf("the pieces are %d bytes of %d", length, len(text))
	}
}

// TestDistantTextIsNotRead replaces all text that is more than two windows away: no
// result may change.
func TestDistantTextIsNotRead(t *testing.T) {
	for name, unit := range map[string]string{
		"sentences": "He said “go.” They (all) left, then. ", "words": "they left and ", "letters": "ab", "Chinese": "他走了。“我们留下！”",
	} {
		text := strings.Repeat(unit, 640<<10/len(unit))
		off := annotate.GraphemeAt(text, 320<<10)
		far := 2 * 68 << 10
		spoiled := strings.Repeat("\"", off-far) + text[off-far:off+far] + strings.Repeat("\"", len(text)-off-far)
		answers := func(text string) []annotate.Span {
			next, _ := segment.NextSentence(text, whole(text), off)
			prev, _ := segment.PrevSentence(text, whole(text), off)
			word, _ := segment.Word(text, whole(text), off)
			nextWord, _ := segment.NextWord(text, whole(text), off)
			prevWord, _ := segment.PrevWord(text, whole(text), off)
			outer, inner, _ := segment.Quotation(text, whole(text), off)
			clause := segment.Clause(text, whole(text), off)
			return []annotate.Span{segment.Sentence(text, whole(text), off), next, prev, word, nextWord, prevWord, outer, inner, clause}
		}
		if got, want := answers(spoiled), answers(text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, before %v", name, got, want)
		}
	}
}
