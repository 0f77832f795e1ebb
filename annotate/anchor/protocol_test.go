package anchor_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

// A tally counts the results of placing annotations.
type tally struct {
	n, right, sure, wrong, guess, ambiguous, orphan int
}

// count judges a result. truth is where the words are now, or empty if they are gone.
func (c *tally) count(got annotate.Anchor, truth annotate.Span) {
	c.n++
	certain := got.State == annotate.Anchored || got.State == annotate.Moved
	switch {
	case got.State == annotate.Ambiguous:
		c.ambiguous++
	case got.State == annotate.Orphan:
		c.orphan++
	case overlap(got.Span, truth) >= 0.5:
		c.right++
		if certain {
			c.sure++
		}
	case certain:
		c.wrong++
	default:
		c.guess++
	}
}

// overlap returns the intersection of two spans divided by their union.
func overlap(a, b annotate.Span) float64 {
	both := max(0, a.Intersect(b).Len())
	return float64(both) / float64(a.Len()+b.Len()-both)
}

func (c tally) String() string {
	percent := func(n int) string { return fmt.Sprintf("%5.1f", 100*float64(n)/float64(max(1, c.n))) }
	return fmt.Sprintf("%5d | %s | %s | %s | %s | %s | %s", c.n, percent(c.right), percent(c.sure), percent(c.wrong),
		percent(c.guess), percent(c.ambiguous), percent(c.orphan))
}

// perText is the number of quotes of each kind that are drawn from a text.
const perText = 6

// TestProtocol mutates every text of the corpus and counts where the
// annotations go. It prints the table of docs/anchoring.md, for one half of the
// texts, the other, and all. GALLEY_SEED draws other quotes.
func TestProtocol(t *testing.T) {
	texts := corpusTexts(t)
	table := map[string]*tally{}
	at := func(half int, m, p string) *tally {
		key := fmt.Sprint(half, m, p)
		if table[key] == nil {
			table[key] = &tally{}
		}
		return table[key]
	}
	for n, text := range texts {
		foreign := otherWords(texts, n)
		for _, m := range mutations() {
			for _, p := range pieces() {
				seed := fnv.New64()
				fmt.Fprint(seed, text.name, m.name, p.name, os.Getenv("GALLEY_SEED"))
				random := rand.New(rand.NewPCG(seed.Sum64(), 1))
				for range perText {
					got, truth, ok := try(random, text, foreign, m, p)
					if ok {
						at(n%2, m.name, p.name).count(got, truth)
						at(2, m.name, p.name).count(got, truth)
					}
				}
			}
		}
	}
	for half, name := range []string{"one half", "the other half", "all"} {
		t.Logf("%s:\n%s", name, tabulate(half, at))
	}
	checkFloors(t, at)
}

// otherWords returns the words of the next long text.
func otherWords(texts []corpusText, n int) []string {
	for {
		n = (n + 1) % len(texts)
		if words := strings.Fields(strings.Join(texts[n].paragraphs, " ")); len(words) > 300 {
			return words
		}
	}
}

// try marks a quote, mutates the text, and places the quote on the result.
func try(random *rand.Rand, text corpusText, foreign []string, m mutation, p piece) (got annotate.Anchor, truth annotate.Span, ok bool) {
	tr := &trial{random: random, foreign: foreign, paragraphs: append([]string{}, text.paragraphs...)}
	tr.at = random.IntN(len(tr.paragraphs))
	span, ok := p.draw(random, tr.paragraphs[tr.at])
	if !ok {
		return got, truth, false
	}
	paragraph := tr.paragraphs[tr.at]
	tr.set(paragraph[:span.Start], span.In(paragraph), paragraph[span.End:])
	if strings.Contains(m.name, "look-alike") {
		if twin, other := tr.withLookAlike(); twin != "" && other != tr.at {
			tr.paragraphs[other] += " " + twin
		}
	}
	from, was := unmark(tr.paragraphs)
	if !m.run(tr) {
		return got, truth, false
	}
	to, truth := unmark(tr.paragraphs)
	a := annotate.Annotation{ID: "A", Anchor: anchor.Describe(from.Text, from.Digest, was)}
	placed, err := anchor.Place(from, to, []annotate.Annotation{a}, anchor.Options{})
	return placed[0].Anchor, truth, err == nil
}

// unmark removes the marks and returns where they were.
func unmark(paragraphs []string) (*annotate.Article, annotate.Span) {
	marked := strings.Join(paragraphs, annotate.Separator)
	span := annotate.Span{Start: strings.Index(marked, opens), End: strings.Index(marked, closes) - len(opens)}
	if span.Start < 0 {
		span = annotate.Span{}
	}
	clean := strings.NewReplacer(opens, "", closes, "")
	var plain []string
	for _, p := range paragraphs {
		plain = append(plain, clean.Replace(p))
	}
	return article(plain...), span
}

func tabulate(half int, at func(int, string, string) *tally) string {
	var b strings.Builder
	b.WriteString("| edit | quote | n | right | of these sure | wrong | other words offered | ambiguous | orphan |\n|---|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, m := range mutations() {
		for _, p := range pieces() {
			if c := at(half, m.name, p.name); c.n > 0 {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", m.name, p.name, c)
			}
		}
	}
	return b.String()
}

// A floor holds the bounds for a kind of quote, in percent.
type floor struct {
	piece   string
	right   float64 // minimum placed correctly, if the words survive, perhaps edited
	sure    float64 // minimum of these placed without review, if the words are unchanged
	wrong   float64 // maximum placed wrongly, if the words survive
	deleted float64 // maximum placed wrongly, if the words were deleted
}

func floors() []floor {
	return []floor{{"sentence", 98, 97, 2, 0.5}, {"6 words", 98, 97, 1, 0.5}, {"2 words", 95, 95, 2, 1}, {"1 word", 85, 85, 2, 2}}
}

// edits returns the mutations that change the words, if only in their typography, so that
// the user has to review the annotation.
func edits(m string) bool {
	return strings.Contains(m, "of it edited") || strings.Contains(m, "of its words") || m == "other typography" || m == "lines broken elsewhere" ||
		m == "in capitals" || m == "set with ligatures"
}

// checkFloors checks the figures in docs/anchoring.md, with a margin for other seeds and
// for changes of the corpus.
func checkFloors(t *testing.T, at func(half int, m, p string) *tally) {
	t.Helper()
	percent := func(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
	for _, f := range floors() {
		deleted := tally{}
		for _, m := range mutations() {
			c := at(2, m.name, f.piece)
			switch {
			case c.n == 0:
			case strings.Contains(m.name, "correction"): // few are right, see docs/anchoring.md
				if percent(c.wrong, c.n) > 1 {
					t.Errorf("%s, %s: %s", m.name, f.piece, c)
				}
			case m.deletes:
				deleted.n, deleted.wrong = deleted.n+c.n, deleted.wrong+c.wrong
			case percent(c.right, c.n) < f.right, percent(c.wrong, c.n) > f.wrong, !edits(m.name) && percent(c.sure, c.n) < f.sure:
				t.Errorf("%s, %s: %s; the floors are %+v", m.name, f.piece, c, f)
			}
		}
		if percent(deleted.wrong, deleted.n) > f.deleted {
			t.Errorf("%s: %d of %d that were deleted have a place", f.piece, deleted.wrong, deleted.n)
		}
	}
}
