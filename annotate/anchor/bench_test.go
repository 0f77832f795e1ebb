package anchor_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/segment"
)

// prose makes paragraphs of invented words, about that many bytes in all.
func prose(random *rand.Rand, bytes int) (paragraphs []string) {
	for n := 0; n < bytes; {
		var b strings.Builder
		for range 4 + random.IntN(4) {
			b.WriteByte(byte('A' + random.IntN(26)))
			for range 8 + random.IntN(16) {
				fmt.Fprintf(&b, "%c%s ", 'a'+rune(random.IntN(26)), strings.Repeat("no", random.IntN(4)))
				if random.IntN(3) == 0 {
					fmt.Fprintf(&b, "w%d ", random.IntN(3000))
				}
			}
			b.WriteString("end. ")
		}
		paragraphs = append(paragraphs, strings.TrimSpace(b.String()))
		n += b.Len()
	}
	return paragraphs
}

// marks annotates n evenly distributed sentences.
func marks(a *annotate.Article, n int) (all []annotate.Annotation) {
	var sentences []annotate.Span
	for _, b := range a.Blocks {
		for s := range segment.Sentences(a.Text, b.Span) {
			sentences = append(sentences, s)
		}
	}
	for i := range n {
		s := sentences[i*len(sentences)/n]
		all = append(all, annotate.Annotation{ID: fmt.Sprint(i), Anchor: anchor.Describe(a.Text, a.Digest, s)})
	}
	return all
}

// edit replaces a share of the words of some paragraphs.
func edit(random *rand.Rand, paragraphs []string, every, share int) []string {
	after := append([]string{}, paragraphs...)
	for i := 0; i < len(after); i += every {
		words := strings.Fields(after[i])
		for k := range words {
			if random.IntN(share) == 0 {
				words[k] = fmt.Sprint("new", random.IntN(1000))
			}
		}
		after[i] = strings.Join(words, " ")
	}
	return after
}

func BenchmarkPlace(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	old := prose(random, 1<<20)
	from := article(old...)
	shuffled := append([]string{}, old...)
	random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	for _, c := range []struct {
		name  string
		marks int
		to    *annotate.Article
	}{
		{"5000-of-which-5-percent-changed", 5000, article(edit(random, old, 20, 2)...)},
		{"500-all-changed", 500, article(edit(random, old, 1, 4)...)},
		{"500-all-changed-and-moved", 500, article(edit(random, shuffled, 1, 4)...)},
		{"500-all-gone", 500, article(prose(random, 1<<20)...)},
		{"5000-all-gone", 5000, article(prose(random, 1<<20)...)},
		{"5000-all-moved", 5000, article(shuffled...)},
	} {
		all := marks(from, c.marks)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := anchor.Place(from, c.to, all, anchor.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFindInOneMegabyte(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	from := article(prose(random, 1<<20)...)
	finder := anchor.NewFinder(article(edit(random, strings.Split(from.Text, annotate.Separator), 1, 4)...).Text)
	all := marks(from, 100)
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		finder.Find(all[i%len(all)].Anchor)
	}
}

// Hostile texts repeat themselves, so that every word occurs everywhere.
func BenchmarkPlaceHostile(b *testing.B) {
	letters := func(n int) *annotate.Article { return article(strings.Fields(strings.Repeat("a b ", n))...) }
	sentences := func(word string, n int) *annotate.Article {
		return article(strings.TrimSpace(strings.Repeat("It was "+word+" again. ", n)))
	}
	for _, c := range []struct {
		name     string
		from, to *annotate.Article
	}{
		{"one-line-of-twins", sentences("late", 60_000), sentences("late", 50_000)},
		{"twins-edited", sentences("late", 60_000), sentences("soon", 60_000)},
		{"letters", letters(100_000), letters(90_000)},
		{"no-words", article(strings.Repeat("x", 1<<20)), article(strings.Repeat("x", 1<<20) + "y")},
	} {
		var all []annotate.Annotation
		for i := range 5000 {
			start := i * (len(c.from.Text) / 5000)
			for c.from.Text[start] == ' ' || c.from.Text[start] == '\n' {
				start++
			}
			end := min(len(c.from.Text), start+1+i%40)
			if s, ok := (annotate.Span{Start: start, End: end}).Trim(c.from.Text); ok {
				all = append(all, annotate.Annotation{ID: fmt.Sprint(i), Anchor: anchor.Describe(c.from.Text, c.from.Digest, s)})
			}
		}
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := anchor.Place(c.from, c.to, all, anchor.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
