package anchor_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
)

// The two texts for which other matchers publish their results.
const (
	solitude = "Many years later, as he faced the firing squad, Colonel Aureliano Buendía was to remember that distant " +
		"afternoon when his father took him to discover ice"
	twoCities = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, " +
		"it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness, " +
		"it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing before us, " +
		"we were all going direct to Heaven, we were all going direct the other way"
)

// quarter is a text with look-alikes.
const quarter = "Team Alpha won medals in three regions. The port office closed.\n\n" +
	"“Nobody asked the ferry crews,” said Ada Lund. Nobody asked the port.\n\n" +
	"Team Beta won medals in three regions. The report is late — again."

// spanOf returns the first occurrence of words in text.
func spanOf(text, words string) annotate.Span {
	start := strings.Index(text, words)
	return annotate.Span{Start: start, End: start + len(words)}
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name   string
		text   string
		anchor annotate.Anchor
		state  annotate.State
		words  string // at its place
		after  string // the text before it
	}{
		{"words that occur once", quarter, annotate.Anchor{Exact: "ferry crews"}, annotate.Anchored, "ferry crews", "Nobody asked the "},
		{"words in another typography", quarter, annotate.Anchor{Exact: "\"Nobody asked the\nferry crews,\" said"},
			annotate.Changed, "“Nobody asked the ferry crews,” said", "closed.\n\n"},
		{"a dash for another", quarter, annotate.Anchor{Exact: "late - again"}, annotate.Changed, "late — again", "report is "},
		{"equal words distinguished by what follows", quarter, annotate.Anchor{Exact: "Nobody asked", Suffix: " the port."},
			annotate.Anchored, "Nobody asked", "Ada Lund. "},
		{"twins without context", quarter, annotate.Anchor{Exact: "Nobody asked"}, annotate.Ambiguous, "", ""},
		{"twins, one at the place given", quarter, annotate.Anchor{Exact: "Nobody asked", Span: spanOf(quarter, "Nobody asked the port")},
			annotate.Anchored, "Nobody asked", "Ada Lund. "},
		{"twins, one near the place given", quarter, annotate.Anchor{Exact: "Nobody asked", Span: annotate.Span{Start: 118, End: 130}},
			annotate.Ambiguous, "", ""},
		{"no part of a longer word", quarter, annotate.Anchor{Exact: "port"}, annotate.Ambiguous, "", ""},
		{"a part of a word that was marked", quarter, annotate.Anchor{Exact: "port", Prefix: "The re", Suffix: " is late"},
			annotate.Anchored, "port", "The re"},
		{"a look-alike in a different context", strings.Replace(quarter, "Team Alpha won medals in three regions. ", "", 1),
			annotate.Anchor{Exact: "Team Alpha won medals in three regions.", Suffix: " The port office closed."}, annotate.Ambiguous, "", ""},
		{"words edited in place", strings.Replace(quarter, "ferry", "river", 1),
			annotate.Anchor{Exact: "Nobody asked the ferry crews", Prefix: "The port office closed.\n\n“", Suffix: ",” said Ada Lund."},
			annotate.Changed, "Nobody asked the river crews", "“"},
		{"words that are gone", quarter, annotate.Anchor{Exact: "an iceberg of considerable size"}, annotate.Orphan, "", ""},
		{"one word that is gone", quarter, annotate.Anchor{Exact: "iceberg", Prefix: "Team ", Suffix: " won medals"}, annotate.Orphan, "", ""},
		{"no words", quarter, annotate.Anchor{Exact: " \n"}, annotate.Orphan, "", ""},
		{"no text", "", annotate.Anchor{Exact: "words"}, annotate.Orphan, "", ""},
		{"a short word in a different context", quarter, annotate.Anchor{Exact: "late", Prefix: "the bus was very ", Suffix: " on Monday"},
			annotate.Ambiguous, "", ""},
		{"long words in a different context", quarter,
			annotate.Anchor{Exact: "The port office closed.", Prefix: "as it rained ", Suffix: " So it goes.", Span: annotate.Span{Start: 3, End: 26}},
			annotate.Moved, "The port office closed.", "regions. "},
		{"the end of a text", solitude, annotate.Anchor{Exact: "discover ice"}, annotate.Anchored, "discover ice", "him to "},
		{"after ‘we had everything’", twoCities, annotate.Anchor{Exact: "before us", Prefix: "we had everything "}, annotate.Anchored,
			"before us", "we had everything "},
		{"after ‘we had nothing’", twoCities, annotate.Anchor{Exact: "before us", Prefix: "we had nothing "}, annotate.Anchored,
			"before us", "we had nothing "},
		{"after ‘we had every-thing’", twoCities, annotate.Anchor{Exact: "before us", Prefix: "we had every-thing "}, annotate.Anchored,
			"before us", "we had everything "},
		{"before ‘everything’", twoCities, annotate.Anchor{Exact: "we had", Suffix: " everything"}, annotate.Anchored, "we had", "of despair, "},
		{"before ‘nothing’", twoCities, annotate.Anchor{Exact: "we had", Suffix: " nothing"}, annotate.Anchored, "we had", "before us, "},
		{"before ‘ever ting’", twoCities, annotate.Anchor{Exact: "we had", Suffix: " ever ting"}, annotate.Anchored, "we had", "of despair, "},
		{"misspelt, in a known context", solitude,
			annotate.Anchor{Exact: "Many yers later", Suffix: ", as he faced the firing squad"}, annotate.Changed, "Many years later", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := anchor.NewFinder(c.text).Find(c.anchor)
			if got.State != c.state || got.State.Placed() && got.Span.In(c.text) != c.words {
				t.Fatalf("%s %q (%v: %s), want %s %q", got.State, got.Span.In(c.text), got.Score, got.Reason, c.state, c.words)
			}
			if got.State.Placed() && !strings.HasSuffix(c.text[:got.Span.Start], c.after) {
				t.Errorf("it is after %q", c.text[:got.Span.Start])
			}
			checkFound(t, c.text, c.anchor, got)
		})
	}
}

// A failer is a test or a rapid test.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// checkFound checks what Find guarantees.
func checkFound(t failer, text string, asked, got annotate.Anchor) {
	t.Helper()
	if got.Exact != strings.TrimSpace(asked.Exact) || got.TextDigest != annotate.DigestOf(text) {
		t.Fatalf("other words or another text: %+v", got)
	}
	if got.State.Placed() && !got.Span.Fits(text) || !got.State.Placed() && got.Span != (annotate.Span{}) {
		t.Fatalf("no place: %+v", got)
	}
	switch got.State {
	case annotate.Anchored:
		if !got.Equal(anchor.Describe(text, got.TextDigest, got.Span)) {
			t.Fatalf("not what Describe returns: %+v", got)
		}
	case annotate.Moved, annotate.Changed:
		if (got.Span.In(text) == got.Exact) != (got.State == annotate.Moved) {
			t.Fatalf("%s on %q", got.State, got.Span.In(text))
		}
	}
	if (len(got.Candidates) > 0) != (got.State == annotate.Ambiguous) {
		t.Fatalf("candidates of %+v", got)
	}
	if (got.Reason == "") != (got.State == annotate.Anchored) || got.Score < 0 || got.Score > 1 {
		t.Fatalf("score or reason of %+v", got)
	}
}

func TestFindReturnsADescribedSpan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, span := drawSpan(t)
		asked := anchor.Describe(text, annotate.DigestOf(text), span)
		got := anchor.NewFinder(text).Find(asked)
		if !got.Equal(asked) {
			t.Fatalf("got %+v, want %+v", got, asked)
		}
	})
}

func TestFindLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, _ := drawSpan(t)
		prose := rapid.StringMatching(`[ab “”"é中🎉\n-]{0,40}`)
		asked := annotate.Anchor{
			Exact: prose.Draw(t, "exact"), Prefix: prose.Draw(t, "prefix"), Suffix: prose.Draw(t, "suffix"),
			Span: annotate.Span{Start: rapid.IntRange(-5, 500).Draw(t, "start"), End: rapid.IntRange(-5, 500).Draw(t, "end")},
		}
		checkFound(t, text, asked, anchor.NewFinder(text).Find(asked))
	})
}

// drawSpan draws a text and a span of it that may be stored.
func drawSpan(t *rapid.T) (string, annotate.Span) {
	words := rapid.SliceOfN(rapid.StringMatching(`[abc]{1,3}|é中|🎉|“c|”`), 1, 60).Draw(t, "words")
	text := strings.Join(words, " ")
	from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
	to := rapid.IntRange(from, min(len(words)-1, from+8)).Draw(t, "to")
	start := len(strings.Join(words[:from], " "))
	if from > 0 {
		start++
	}
	return text, annotate.Span{Start: start, End: start + len(strings.Join(words[from:to+1], " "))}
}
