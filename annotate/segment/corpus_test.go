package segment_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/sentences"

	"galley/annotate"
	"galley/annotate/segment"
)

// corpus calls f with each paragraph of the corpus's plain articles.
func corpus(t *testing.T, f func(t *testing.T, text string, block annotate.Span)) {
	dir := os.Getenv("GALLEY_CORPUS")
	if dir == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	for _, pattern := range []string{"wikinews/*.txt", "articles/*.txt", "hostile/oneline.txt", "hostile/longword.txt", "hostile/scripts.txt"} {
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no such file in the corpus (%v)", pattern, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(name), func(t *testing.T) {
				text, start := string(data), 0
				for paragraph := range strings.SplitSeq(text, "\n") {
					if paragraph != "" {
						f(t, text, annotate.Span{Start: start, End: start + len(paragraph)})
					}
					start += len(paragraph) + 1
				}
			})
		}
	}
}

func TestLawsOnTheCorpus(t *testing.T) {
	corpus(t, func(t *testing.T, text string, block annotate.Span) {
		var offsets []int
		for off := block.Start; off < block.End; off += 1 + block.Len()/40 {
			offsets = append(offsets, off)
		}
		checkLaws(t, text, block, offsets)
	})
}

// TestSentencesOfTheCorpusFollowTheStandard checks that sentences of plain news end
// only where UAX #29 ends one, except after an ellipsis and before no-break spaces at
// the beginning of a line.
func TestSentencesOfTheCorpusFollowTheStandard(t *testing.T) {
	corpus(t, func(t *testing.T, text string, block annotate.Span) {
		edges := map[int]bool{block.Start: true}
		tokens := sentences.FromString(block.In(text))
		for tokens.Next() {
			edges[block.Start+tokens.End()] = true
		}
		for s := range segment.Sentences(text, block) {
			ours := block.Len() > 64<<10 || strings.TrimSpace(text[block.Start:s.Start]) == ""
			if !edges[s.Start] && !ours && !strings.Contains(text[block.Start:s.Start], "…") {
				t.Errorf("no sentence begins at %q", s.In(text))
			}
		}
	})
}
