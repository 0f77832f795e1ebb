package segment_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/segment"
)

// TestSentencesOfSeveralBlocks checks that blocks have the same sentences together, in any
// order, as each has alone: what is remembered of the text nearby changes none.
func TestSentencesOfSeveralBlocks(t *testing.T) {
	filler := strings.Repeat("Nobody saw it. ", 500)
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.SampledFrom([]string{
			"They broke the mast. Holtberg again.", "It is the mast. of the ship.", "The mast, the Kapi, and all.",
			"They sailed with the good Kapi. Holtberg.", "The Kapi. Berg left.", "She sells at Vim! Records.", "Vim! is loud.", filler,
		}), 1, 8).Draw(t, "paragraphs")
		var blocks, want []annotate.Span
		at := 0
		for _, p := range paragraphs {
			blocks = append(blocks, annotate.Span{Start: at, End: at + len(p)})
			at += len(p) + len(annotate.Separator)
		}
		blocks = rapid.Permutation(blocks).Draw(t, "blocks")
		text := strings.Join(paragraphs, annotate.Separator)
		for _, b := range blocks {
			for off := b.Start; off < b.End; {
				s := segment.Sentence(text, b, off)
				want, off = append(want, s), s.End+1
			}
		}
		if got := slices.Collect(segment.Sentences(text, blocks...)); !slices.Equal(got, want) {
			t.Fatalf("got%s\nwant%s", quoted(text, got), quoted(text, want))
		}
	})
}
