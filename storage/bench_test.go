package storage

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
)

// huge returns an article of 10 MB.
func huge() *annotate.Article {
	paragraphs := make([]string, 24_000)
	for i := range paragraphs {
		paragraphs[i] = fmt.Sprintf("%d. ", i) + strings.Repeat("The levy adds 4.20 to every ticket. ", 11) + "End."
	}
	return articleOf("/huge", paragraphs...)
}

func BenchmarkArticle10MB(b *testing.B) {
	s := newStore(b)
	r := save(b, s, huge())
	b.SetBytes(int64(r.TextBytes))
	for b.Loop() {
		if _, err := s.Article(r.ID); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSaveKnownArticle10MB(b *testing.B) {
	s, a := newStore(b), huge()
	save(b, s, a)
	for b.Loop() {
		if _, err := saveOne(s, a, 1, noon); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSaveNewArticle10MB(b *testing.B) {
	a := huge()
	for b.Loop() {
		if _, err := saveOne(newStore(b), a, 1, noon); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCommit annotates an article, in a library with and without a text of 10 MB.
func BenchmarkCommit(b *testing.B) {
	b.Run("small", func(b *testing.B) { benchmarkCommit(b, harbour(), "nine hours") })
	b.Run("10MB", func(b *testing.B) { benchmarkCommit(b, huge(), "4.20") })
}

func benchmarkCommit(b *testing.B, a *annotate.Article, words string) {
	s := newStore(b)
	r := save(b, s, a)
	n := 0
	for b.Loop() {
		n++
		commit(b, s, r.ID, fmt.Sprintf("S%09d", n), annotate.Create(mark(r.ID, a, fmt.Sprintf("A%09d", n), annotate.Claim, words)))
	}
}

func BenchmarkSeq(b *testing.B) {
	s, r, _ := marked(b)
	for b.Loop() {
		if _, err := s.Seq(r.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnnotations reads 500 annotations of one article.
func BenchmarkAnnotations(b *testing.B) {
	s, r, _ := marked(b)
	var changes []annotate.Change
	for i := range 500 {
		changes = append(changes, annotate.Create(mark(r.ID, harbour(), fmt.Sprintf("B%d", i), annotate.Quote, "the ferry crews")))
	}
	commit(b, s, r.ID, "SB", changes...)
	for b.Loop() {
		if _, _, err := s.Annotations(r.ID); err != nil {
			b.Fatal(err)
		}
	}
}
