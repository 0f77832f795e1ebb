package diff_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/diff"
)

// anything makes an article from any text.
func anything(text string) *annotate.Article {
	text = strings.NewReplacer("\r", "", "\uFEFF", "").Replace(strings.ToValidUTF8(text, "?"))
	var paragraphs []string
	for p := range strings.SplitSeq(text, annotate.Separator) {
		if p = strings.TrimSpace(p); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	if paragraphs == nil {
		paragraphs = []string{"…"}
	}
	return article(paragraphs...)
}

func FuzzCompare(f *testing.F) {
	f.Add(levy+"\n\n"+vote, vote+"\n\n"+levy+" "+crews)
	f.Add("a\n\nb\n\na\n\nb", "b\n\na\n\nb\n\na")
	f.Add("One. Two. Three. Four.", "Two. One and three. Four.")
	f.Add("港口办公室。一二三。", "港口。一二三。 👩‍👩‍👧")
	f.Fuzz(func(t *testing.T, was, is string) {
		if len(was)+len(is) > 1<<14 {
			return
		}
		old, new := anything(was), anything(is)
		checkLaws(t, old, new, diff.Compare(old, new))
	})
}
