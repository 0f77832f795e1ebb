package anchor_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

// paragraphsOf makes paragraphs from any text.
func paragraphsOf(text string) (paragraphs []string) {
	text = strings.NewReplacer("\r", "", "\uFEFF", "").Replace(strings.ToValidUTF8(text, "?"))
	for p := range strings.SplitSeq(text, annotate.Separator) {
		if p = strings.TrimSpace(p); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	if paragraphs == nil {
		return []string{"…"}
	}
	return paragraphs
}

func FuzzPlaceAndFind(f *testing.F) {
	f.Add("One two three. Four five.\n\nSix seven.", "One two 3. Four five.\n\nSeven six.", 4, 9)
	f.Add("“Nobody asked,” she said. “Nobody.”", "\"Nobody asked\", she said.", 3, 20)
	f.Add("a a a a a\n\na a", "a a a\n\na a a a a a", 2, 3)
	f.Add("港口办公室 👩‍👩‍👧 é", "👩‍👩‍👧 港口 é", 0, 30)
	f.Fuzz(func(t *testing.T, old, new string, start, length int) {
		if len(old)+len(new) > 1<<14 {
			return
		}
		from, to := article(paragraphsOf(old)...), article(paragraphsOf(new)...)
		start = annotate.GraphemeAt(from.Text, min(max(start, 0), len(from.Text)-1))
		end := annotate.GraphemeAt(from.Text, min(start+max(length, 1), len(from.Text)))
		span, ok := (annotate.Span{Start: start, End: end}).Trim(from.Text)
		if !ok || !span.Fits(from.Text) {
			return
		}
		a := annotate.Annotation{ID: "A", Anchor: anchor.Describe(from.Text, from.Digest, span)}
		a.Anchor = place(t, from, to, []annotate.Annotation{a}, anchor.Options{})[0].Anchor
		place(t, to, from, []annotate.Annotation{a}, anchor.Options{})
		checkFound(t, to.Text, a.Anchor, anchor.NewFinder(to.Text).Find(a.Anchor))
	})
}
