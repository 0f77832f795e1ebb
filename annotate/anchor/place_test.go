package anchor_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/anchor"
)

// marked reads a text in which annotations are «set off»; a blank line ends a
// paragraph.
func marked(text string) (*annotate.Article, []annotate.Annotation) {
	var spans []annotate.Span
	clean := ""
	for part := range strings.SplitSeq(strings.TrimSpace(text), "«") {
		words, rest, ok := strings.Cut(part, "»")
		if ok {
			spans = append(spans, annotate.Span{Start: len(clean), End: len(clean) + len(words)})
		}
		clean += words + rest
	}
	a := article(strings.Split(clean, annotate.Separator)...)
	var all []annotate.Annotation
	for i, s := range spans {
		all = append(all, annotate.Annotation{ID: fmt.Sprint(i), Anchor: anchor.Describe(a.Text, a.Digest, s)})
	}
	return a, all
}

// place places annotations, and checks what Place guarantees.
func place(t failer, from, to *annotate.Article, all []annotate.Annotation, o anchor.Options) []anchor.Placement {
	t.Helper()
	placed, err := anchor.Place(from, to, all, o)
	if err != nil || len(placed) != len(all) {
		t.Fatalf("%d of %d placed, error %v", len(placed), len(all), err)
	}
	for i, p := range placed {
		checkPlaced(t, to, all[i].Anchor, p)
	}
	return placed
}

func checkPlaced(t failer, to *annotate.Article, asked annotate.Anchor, p anchor.Placement) {
	t.Helper()
	got := p.Anchor
	if norm.NFC.String(got.Exact) != norm.NFC.String(asked.Exact) || p.Reason == "" || got.Score < 0 || got.Score > 1 {
		t.Fatalf("%+v became %+v", asked, p)
	}
	switch {
	case !got.State.Placed():
		if got.Span != asked.Span || got.TextDigest != asked.TextDigest || got.Prefix != asked.Prefix {
			t.Fatalf("where it had a place was lost: %+v became %+v", asked, got)
		}
	case got.TextDigest != to.Digest || !got.Span.Fits(to.Text):
		t.Fatalf("no place: %+v", got)
	case got.State == annotate.Anchored && !got.Equal(anchor.Describe(to.Text, to.Digest, got.Span)),
		(got.State == annotate.Changed) == (got.Span.In(to.Text) == got.Exact):
		t.Fatalf("%s on %q: %+v", got.State, got.Span.In(to.Text), got)
	}
	if (len(got.Candidates) > 0) != (got.State == annotate.Ambiguous) {
		t.Fatalf("candidates of %+v", got)
	}
	for _, c := range got.Candidates {
		if !c.Fits(to.Text) {
			t.Fatalf("candidate %v", c)
		}
	}
}

// paint returns the state of a placement and the words that it covers.
func paint(to *annotate.Article, p annotate.Anchor) string {
	if !p.State.Placed() {
		return string(p.State)
	}
	return string(p.State) + ": " + p.Span.In(to.Text)
}

func TestRevisions(t *testing.T) {
	names, err := filepath.Glob("testdata/revisions/*.txtar")
	if err != nil || len(names) != 3 {
		t.Fatalf("%d revisions, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			parts, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			from, all := marked(string(parts.Files[0].Data))
			to, _ := marked(string(parts.Files[1].Data))
			want := strings.Split(strings.TrimSpace(string(parts.Files[2].Data)), "\n")
			for i, p := range place(t, from, to, all, anchor.Options{}) {
				if got := paint(to, p.Anchor); got != want[i] {
					t.Errorf("%q\n got %s (%v, %s)\nwant %s", all[i].Anchor.Exact, got, p.Anchor.Score, p.Reason, want[i])
				}
			}
		})
	}
}

func TestPlace(t *testing.T) {
	const (
		alpha = "Team Alpha won medals in three of the regions."
		beta  = "Team Beta won medals in three of the regions."
		rest  = "The port office closed its books on Friday. Nobody had asked for that."
	)
	for _, c := range []struct{ name, old, new, want string }{
		{"a look-alike is left", "«" + alpha + "» " + rest + "\n\n" + beta, rest + "\n\n" + beta, "orphan"},
		{"a look-alike is left, edited", "«" + alpha + "» " + rest + "\n\n" + beta,
			rest + "\n\n" + strings.Replace(beta, "three", "four", 1), "orphan"},
		{"look-alikes swapped", "«" + alpha + "» " + rest + "\n\n" + beta, beta + " " + rest + "\n\n" + alpha, "moved: " + alpha},
		{"a figure replaced", "It costs «4.20» crowns to cross the harbour.", "It costs 5.10 crowns to cross the harbour.", "changed: 5.10"},
		{"a word taken out", "It costs «only» four crowns to cross the harbour.", "It costs four crowns to cross the harbour.", "orphan"},
		{"words put in before and after", "He said «it was late» in the year.", "He said that it was late already in the year.", "anchored: it was late"},
		{"words put in between", "He said «it was late» in the year.", "He said it was very late in the year.", "changed: it was very late"},
		{"a part of a word", "The re«port» is late, he said at the desk.", "The report is too late, he said at the desk.", "anchored: port"},
		{"twins put in elsewhere", "«" + alpha + "»\n\n" + rest, rest + "\n\nOne. " + alpha + "\n\nTwo. " + alpha, "ambiguous"},
		{"a whole paragraph becomes another", "«" + rest + "»\n\n" + alpha, "Whales do not read newspapers at all.\n\n" + alpha, "orphan"},
		{"a paragraph put in between", "One «two three.\n\nFour» five six.", "One two three.\n\nNew.\n\nFour five six.", "changed: two three.\n\nNew.\n\nFour"},
		{"two paragraphs joined", rest + "\n\n«" + alpha + "»", rest + " " + alpha, "anchored: " + alpha},
		{"quotation marks", "“«Nobody’s asked», ever,” she said to the council.", "\"Nobody's asked, ever,\" she said to the council.", "changed: Nobody's asked"},
		{"no letters", "Yes «👩‍👩‍👧» and no.", "No.\n\nYes 👩‍👩‍👧 and no.", "anchored: 👩‍👩‍👧"},
		{"everything is gone", "«" + alpha + "»", "Whales.", "orphan"},
	} {
		t.Run(c.name, func(t *testing.T) {
			from, all := marked(c.old)
			to, _ := marked(c.new)
			p := place(t, from, to, all, anchor.Options{})[0]
			if got := paint(to, p.Anchor); got != c.want {
				t.Errorf("%s (%s), want %s", got, p.Reason, c.want)
			}
		})
	}
}

// The text that moved with a passage shows which of two places is meant.
func TestNeighborsAreEvidence(t *testing.T) {
	const passage = "The «vote» came late. «Nobody in the harbour council had expected as much», it was said."
	from, all := marked(passage + "\n\nThe fares went up again.\n\nAnd so on.")
	to, _ := marked("The fares went up again. A vote is a vote, as they say, and another vote is due.\n\nAnd so on.\n\n" +
		"So it went: the vote came. Nobody in the harbour council had expected as much, it was then said.")
	placed := place(t, from, to, all, anchor.Options{})
	if got := paint(to, placed[1].Anchor); !strings.HasPrefix(got, "moved: Nobody") {
		t.Fatalf("%s: %s", got, placed[1].Reason)
	}
	if a := placed[0].Anchor; a.State == annotate.Moved && !strings.HasPrefix(to.Text[a.Span.End:], " came.") {
		t.Errorf("it is before %q", to.Text[a.Span.End:])
	}
}

// Two annotations of different words cannot both have become the same ones.
func TestOnlyOneOfTwoCanHaveMoved(t *testing.T) {
	from, all := marked("The first «levy of four crowns» was small.\n\nThe fares went up.\n\nThe next «levy of four crowns» was a surprise.")
	to, _ := marked("The fares went up.\n\nIn the end a levy of four crowns it was.")
	sure := 0
	for _, p := range place(t, from, to, all, anchor.Options{}) {
		if p.Anchor.State == annotate.Moved || p.Anchor.State == annotate.Anchored {
			sure++
		}
	}
	if sure > 1 {
		t.Errorf("%d annotations on the same words", sure)
	}
}

// Words that were in two paragraphs, both of which are gone, occur once in a new
// one: neither annotation may be placed there with certainty, unless the text around
// one of them moved with it. Two annotations of the same words are placed there
// together.
func TestWordsThatTwoAnnotationsFitAreAmbiguous(t *testing.T) {
	const first, second = "Early on, «the harbour board of Ostkai» met the crews.", "Much later «the harbour board of Ostkai» refused to comment."
	const fares, ferries = "The fares went up again in the spring of that year.", "The ferries leave at six, as they always did."
	from, all := marked(first + "\n\n" + fares + "\n\n" + second + "\n\n" + ferries)
	kept := fares + "\n\n" + ferries + "\n\n"
	for name, c := range map[string]struct {
		new  string
		want [2]string
	}{
		"by nothing":      {"A letter of the harbour board of Ostkai has now been found.", [2]string{"ambiguous: |the harbour board of Ostkai", "ambiguous: |the harbour board of Ostkai"}},
		"by what follows": {"So much later the harbour board of Ostkai refused to comment on it.", [2]string{"orphan: ", "moved: the harbour board of Ostkai"}},
		"occurring twice": {"The harbour board of Ostkai is not the harbour board of Ostkai that was.", [2]string{"", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			to, _ := marked(kept + c.new)
			for i, p := range place(t, from, to, all, anchor.Options{}) {
				got := string(p.Anchor.State) + ": " + p.Anchor.Span.In(to.Text)
				if !p.Anchor.State.Placed() {
					got = string(p.Anchor.State) + ": "
					for _, c := range p.Anchor.Candidates {
						got += "|" + c.In(to.Text)
					}
				}
				if got != c.want[i] && (c.want[i] != "" || p.Anchor.State.Certain()) {
					t.Errorf("%d is %s (%s)", i, got, p.Reason)
				}
			}
		})
	}
	twice := append(all[:1:1], all[0].Clone())
	twice[1].ID = "again"
	to, _ := marked(kept + "A letter of the harbour board of Ostkai has now been found.")
	placed := place(t, from, to, twice, anchor.Options{})
	if a, b := placed[0].Anchor, placed[1].Anchor; a.State != annotate.Moved || !a.Equal(b) {
		t.Errorf("two of the same words: %+v and %+v", a, b)
	}
}

func TestPlaceStopsWhenAsked(t *testing.T) {
	from, all := marked("«One» «two» three.")
	_, err := anchor.Place(from, article("Other words."), all, anchor.Options{Progress: func(done, total int) bool {
		if done != 0 || total != 2 {
			t.Errorf("%d of %d", done, total)
		}
		return false
	}})
	if !errors.Is(err, anchor.ErrStopped) {
		t.Errorf("error %v", err)
	}
}

func TestAnOrphanComesBackWithItsWords(t *testing.T) {
	const words = "Nobody in the harbour council had expected as much."
	first, all := marked("It was late. «" + words + "» So it goes.")
	second, _ := marked("It was late. So it goes.")
	third, _ := marked("It was late. " + words + " So it goes on.")
	gone := place(t, first, second, all, anchor.Options{})[0].Anchor
	if gone.State != annotate.Orphan || gone.TextDigest != first.Digest {
		t.Fatalf("%+v", gone)
	}
	all[0].Anchor = gone
	if back := place(t, first, third, all, anchor.Options{})[0].Anchor; paint(third, back) != "anchored: "+words {
		t.Errorf("from its own text: %+v", back)
	}
	if back := place(t, second, third, all, anchor.Options{})[0].Anchor; back.State != annotate.Moved || back.Span.In(third.Text) != words {
		t.Errorf("from the text it was missing in: %+v", back)
	}
}

func TestAKeptOrphanStaysUntilItsWordsReturn(t *testing.T) {
	const words = "Nobody in the harbour council had expected as much."
	first, all := marked("It was late. «" + words + "» So it goes.")
	all[0].Anchor.State, all[0].Anchor.Score, all[0].Anchor.Reason = annotate.Orphan, 0, annotate.KeptOrphan
	like, _ := marked("It was late. " + strings.Replace(words, "much", "little", 1) + " So it goes.")
	if got := place(t, first, like, all, anchor.Options{})[0].Anchor; !got.Equal(all[0].Anchor) {
		t.Errorf("%+v", got)
	}
	back, _ := marked("It was very late. " + words + " So it goes.")
	if got := place(t, first, back, all, anchor.Options{})[0].Anchor; got.State != annotate.Anchored {
		t.Errorf("%+v", got)
	}
}

// drawRevision draws an article of distinct sentences, with annotations on some, and
// another version of it.
func drawRevision(t *rapid.T) (from, to *annotate.Article, all []annotate.Annotation) {
	old := drawParagraphs(t, "old")
	after := append([]string{}, old...)
	for range rapid.IntRange(0, 6).Draw(t, "edits") {
		i := rapid.IntRange(0, len(after)-1).Draw(t, "at")
		words := strings.Fields(after[i])
		k := rapid.IntRange(0, len(words)-1).Draw(t, "word")
		switch rapid.IntRange(0, 5).Draw(t, "edit") {
		case 0:
			words[k] = rapid.StringMatching(`[xyz“é]{1,4}`).Draw(t, "new word")
		case 1:
			words = append(words[:k:k], append([]string{"then", "again"}, words[k:]...)...)
		case 2:
			words = append(words[:k:k], words[min(len(words), k+4):]...)
		case 3:
			j := rapid.IntRange(0, len(after)-1).Draw(t, "with")
			after[i], after[j] = after[j], after[i]
			continue
		case 4:
			after = append(after, after[i])
			continue
		case 5:
			words = append(words, drawSentence(t))
		}
		if after[i] = strings.Join(words, " "); after[i] == "" {
			after[i] = "…"
		}
	}
	from, to = article(old...), article(after...)
	return from, to, drawMarks(t, from)
}

func drawSentence(t *rapid.T) string {
	return rapid.StringMatching(`[A-Z][abc]{0,2}( [a-d]{1,3}){2,7}( 👩‍👩‍👧| 中文)?\.`).Draw(t, "sentence")
}

func drawParagraphs(t *rapid.T, label string) (paragraphs []string) {
	for range rapid.IntRange(1, 6).Draw(t, label) {
		var sentences []string
		for range rapid.IntRange(1, 4).Draw(t, "sentences") {
			sentences = append(sentences, drawSentence(t))
		}
		paragraphs = append(paragraphs, strings.Join(sentences, " "))
	}
	return paragraphs
}

func drawMarks(t *rapid.T, a *annotate.Article) (all []annotate.Annotation) {
	for i := range rapid.IntRange(1, 6).Draw(t, "marks") {
		start := annotate.GraphemeAt(a.Text, rapid.IntRange(0, len(a.Text)-1).Draw(t, "start"))
		end := annotate.GraphemeAt(a.Text, rapid.IntRange(start+1, min(len(a.Text), start+60)).Draw(t, "end"))
		if s, ok := (annotate.Span{Start: start, End: end}).Trim(a.Text); ok && s.Fits(a.Text) {
			all = append(all, annotate.Annotation{ID: fmt.Sprint(i), Anchor: anchor.Describe(a.Text, a.Digest, s)})
		}
	}
	return all
}

func TestPlaceLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to, all := drawRevision(t)
		placed := place(t, from, to, all, anchor.Options{})
		for i := range all {
			all[i].Anchor = placed[i].Anchor
		}
		third, _ := marked(strings.Join(drawParagraphs(t, "third"), annotate.Separator) + annotate.Separator + from.Text)
		place(t, to, third, all, anchor.Options{})
	})
}

func TestAnUnchangedTextChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to, all := drawRevision(t)
		for i, p := range place(t, from, from, all, anchor.Options{}) {
			if !p.Anchor.Equal(all[i].Anchor) {
				t.Fatalf("%+v became %+v", all[i].Anchor, p.Anchor)
			}
		}
		placed := place(t, from, to, all, anchor.Options{})
		for i := range all {
			all[i].Anchor = placed[i].Anchor
		}
		for i, p := range place(t, to, to, all, anchor.Options{}) {
			if was := all[i].Anchor; was.State == annotate.Changed && !p.Anchor.Equal(was) {
				t.Fatalf("%+v became %+v", was, p.Anchor)
			}
		}
	})
}

// Paragraphs inserted or deleted elsewhere move an annotation by exactly their length.
func TestAnAnnotationMovesWithItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := article(drawParagraphs(t, "old")...)
		all := drawMarks(t, a)
		before := strings.Join(drawParagraphs(t, "before"), annotate.Separator)
		after := strings.Join(drawParagraphs(t, "after"), annotate.Separator)
		long, _ := marked("Stop press: " + before + annotate.Separator + a.Text + annotate.Separator + "Stop press: " + after)
		by := len("Stop press: "+before) + len(annotate.Separator)
		placed := place(t, a, long, all, anchor.Options{})
		for i, p := range placed {
			s := all[i].Anchor.Span
			if want := anchor.Describe(long.Text, long.Digest, annotate.Span{Start: s.Start + by, End: s.End + by}); !p.Anchor.Equal(want) {
				t.Fatalf("%+v, want %+v", p, want)
			}
			all[i].Anchor = p.Anchor
		}
		for i, p := range place(t, long, a, all, anchor.Options{}) {
			if back := p.Anchor.Span.Start + by; back != all[i].Anchor.Span.Start {
				t.Fatalf("%+v back from %d", p, all[i].Anchor.Span.Start)
			}
		}
	})
}

func TestADeletedSentenceHasNoPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := drawParagraphs(t, "old")
		i := rapid.IntRange(0, len(paragraphs)-1).Draw(t, "at")
		sentence := fmt.Sprintf("Number %d is a sentence of its own kind.", rapid.IntRange(0, 9).Draw(t, "n"))
		with := append([]string{}, paragraphs...)
		with[i] = sentence + " " + with[i]
		from, to := article(with...), article(paragraphs...)
		start := strings.Index(from.Text, sentence)
		a := annotate.Annotation{ID: "A", Anchor: anchor.Describe(from.Text, from.Digest, annotate.Span{Start: start, End: start + len(sentence)})}
		if p := place(t, from, to, []annotate.Annotation{a}, anchor.Options{})[0]; p.Anchor.State != annotate.Orphan {
			t.Fatalf("%+v", p)
		}
	})
}

func TestThereAndBackIsIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to, all := drawRevision(t)
		there := place(t, from, to, all, anchor.Options{})
		var changes []annotate.Change
		moved := make([]annotate.Annotation, len(all))
		for i, a := range all {
			moved[i] = a.Clone()
			moved[i].Anchor = there[i].Anchor
			changes = append(changes, annotate.Edit(a, moved[i]))
		}
		known := anchor.FromHistory([]annotate.Step{{Changes: changes}}, from.Digest)
		for i, p := range place(t, to, from, moved, anchor.Options{Known: known}) {
			if !p.Anchor.Equal(all[i].Anchor) {
				t.Fatalf("%+v came back as %+v", all[i].Anchor, p)
			}
		}
	})
}
