package reader

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"

	"pgregory.net/rapid"
)

// newProse makes a prose of paragraphs separated by blank lines.
func newProse(text string) prose {
	a := &annotate.Article{ID: "article", Text: text, Digest: annotate.DigestOf(text)}
	off := 0
	for i, paragraph := range strings.Split(text, annotate.Separator) {
		a.Blocks = append(a.Blocks, annotate.Block{
			Span: annotate.Span{Start: off, End: off + len(paragraph)}, Number: int32(i + 1),
		})
		off += len(paragraph) + len(annotate.Separator)
	}
	return prose{a}
}

// parsePoint reads a text with "|" before the caret and, if a selection is
// extended, "«" before its anchor.
func parsePoint(t *testing.T, marked string) (prose, point) {
	t.Helper()
	text := strings.NewReplacer("|", "", "«", "").Replace(marked)
	from := point{off: strings.Index(strings.ReplaceAll(marked, "«", ""), "|"), anchor: -1}
	if from.off < 0 {
		t.Fatalf("%q has no caret", marked)
	}
	if strings.Contains(marked, "«") {
		from.anchor = strings.Index(strings.ReplaceAll(marked, "|", ""), "«")
	}
	return newProse(text), from
}

func TestMotions(t *testing.T) {
	for name, c := range map[string]struct {
		action     keys.Action
		from, want string
	}{
		"a character on":                       {keys.Right, "T|he", "Th|e"},
		"a character on, over a paragraph end": {keys.Right, "On|e\n\nTwo", "One\n\n|Two"},
		"a cluster back":                       {keys.Left, "cafe\u0301|s", "caf|e\u0301s"},
		"a character back, at the beginning":   {keys.Left, "|The", "|The"},
		"the next word":                        {keys.WordNext, "The |vote came.", "The vote |came."},
		"the next word, in the next paragraph": {keys.WordNext, "Th|e\n\nvote", "The\n\n|vote"},
		"no next word":                         {keys.WordNext, "The vo|te", "The vot|e"},
		"a selection takes words whole":        {keys.WordNext, "«|The vote", "Th|e vote"},
		"a selection takes the next word too":  {keys.WordNext, "«Th|e vote", "The vot|e"},
		"a selection shrinks by a word":        {keys.WordNext, "|The «vote", "The |vote"},
		"the word before":                      {keys.WordPrev, "The vot|e", "The |vote"},
		"a selection gives a word back":        {keys.WordPrev, "«The vot|e", "Th|e vote"},
		"the end of the word":                  {keys.WordEnd, "The |vote came", "The vot|e came"},
		"the end of the next word":             {keys.WordEnd, "The vot|e came", "The vote cam|e"},
		"the next sentence":                    {keys.SentNext, "One |thing. Two things.", "One thing. |Two things."},
		"a selection takes sentences whole":    {keys.SentNext, "«|One thing. Two.", "One thing|. Two."},
		"the beginning of the sentence":        {keys.SentPrev, "One. Two thi|ngs.", "One. |Two things."},
		"the sentence before":                  {keys.SentPrev, "One. |Two things.", "|One. Two things."},
		"the next paragraph":                   {keys.ParaNext, "On|e.\n\nTwo.", "One.\n\n|Two."},
		"the end of the last paragraph":        {keys.ParaNext, "One.\n\n|Two.", "One.\n\nTwo|."},
		"a selection takes paragraphs whole":   {keys.ParaNext, "«|One.\n\nTwo.", "One|.\n\nTwo."},
		"the beginning of the paragraph":       {keys.ParaPrev, "One.\n\nTw|o.", "One.\n\n|Two."},
		"the paragraph before":                 {keys.ParaPrev, "One.\n\n|Two.", "|One.\n\nTwo."},
	} {
		t.Run(name, func(t *testing.T) {
			p, from := parsePoint(t, c.from)
			off := motions[c.action](p, from)
			if got := p.Text[:off] + "|" + p.Text[off:]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

var words = []string{"The ", "vote ", "came. ", "“Go,” ", "she said. ", "\n\n", "中文字", "cafe\u0301 ", "👩‍🚀", "\n", "x", "1998–2001, "}

func drawProse(t *rapid.T) prose {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 20).Draw(t, "words"), "")
	var paragraphs []string
	for paragraph := range strings.SplitSeq(text, annotate.Separator) {
		if paragraph = strings.Trim(paragraph, " \n"); paragraph != "" {
			paragraphs = append(paragraphs, paragraph)
		}
	}
	return newProse(strings.Join(append(paragraphs, "end"), annotate.Separator))
}

func TestMotionsRestOnClustersAndKeepTheirDirection(t *testing.T) {
	signs := map[keys.Action]int{
		keys.Right: 1, keys.WordNext: 1, keys.WordEnd: 1, keys.SentNext: 1, keys.ParaNext: 1,
		keys.Left: -1, keys.WordPrev: -1, keys.SentPrev: -1, keys.ParaPrev: -1,
	}
	rapid.Check(t, func(t *rapid.T) {
		p := drawProse(t)
		off := p.cluster(rapid.IntRange(0, len(p.Text)).Draw(t, "off"))
		from := point{off, -1}
		if rapid.Bool().Draw(t, "extends") {
			from.anchor = p.cluster(rapid.IntRange(0, len(p.Text)).Draw(t, "anchor"))
		}
		for action, sign := range signs {
			to := motions[action](p, from)
			if p.cluster(to) != to {
				t.Fatalf("%s from %+v of %q rests at %d", action, from, p.Text, to)
			}
			if sign*(to-off) < 0 {
				t.Fatalf("%s from %+v of %q goes to %d", action, from, p.Text, to)
			}
		}
	})
}
