package diff_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/diff"
)

// prose makes paragraphs of invented words, about that many bytes in all.
func prose(random *rand.Rand, bytes int) (paragraphs []string) {
	for n := 0; n < bytes; {
		var b strings.Builder
		for range 4 + random.IntN(4) {
			for w := range 8 + random.IntN(16) {
				if w > 0 {
					b.WriteByte(' ')
				}
				fmt.Fprintf(&b, "%c%s", 'a'+rune(random.IntN(26)), strings.Repeat("no", random.IntN(4)))
				if random.IntN(3) == 0 {
					fmt.Fprint(&b, random.IntN(3000))
				}
			}
			b.WriteString(". ")
		}
		paragraphs = append(paragraphs, strings.TrimSpace(b.String()))
		n += b.Len()
	}
	return paragraphs
}

// revised edits one paragraph in so many: a word in it, or all of it.
func revised(random *rand.Rand, paragraphs []string, every int) []string {
	after := append([]string{}, paragraphs...)
	for i := range after {
		switch {
		case i%every != 0:
		case i%(2*every) == 0:
			after[i] = prose(random, 10)[0]
		default:
			words := strings.Fields(after[i])
			words[random.IntN(len(words))] = "other"
			after[i] = strings.Join(words, " ")
		}
	}
	return after
}

func BenchmarkCompare(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []struct {
		name  string
		bytes int
	}{{"1MB", 1 << 20}, {"10MB", 10 << 20}} {
		old := prose(random, size.bytes)
		a := article(old...)
		for _, c := range []struct {
			name string
			new  *annotate.Article
		}{
			{"5percent", article(revised(random, old, 10)...)},
			{"half", article(revised(random, old, 1)...)},
			{"all", article(prose(random, size.bytes)...)},
		} {
			b.Run(size.name+"/"+c.name, func(b *testing.B) {
				for b.Loop() {
					diff.Compare(a, c.new)
				}
			})
		}
	}
}

func BenchmarkCompareHostile(b *testing.B) {
	texts := hostile(500_000)
	for name, pair := range hostilePairs {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				diff.Compare(texts[pair[0]], texts[pair[1]])
			}
		})
	}
}
