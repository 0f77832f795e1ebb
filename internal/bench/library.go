package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/storage"
)

// A librarySize is the number of articles and annotations in a library.
type librarySize struct{ articles, annotations int }

// runLibrary makes a library of the size that the arguments ask for.
func runLibrary(args []string) error {
	var size librarySize
	flags := flag.NewFlagSet("bench library", flag.ContinueOnError)
	flags.IntVar(&size.articles, "articles", largeLibrary().articles, "number of articles")
	flags.IntVar(&size.annotations, "annotations", largeLibrary().annotations, "number of annotations, the same in each article")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 || size.articles < 1 {
		return errors.New("usage: bench library [--articles N] [--annotations N] FILE")
	}
	return makeLibrary(flags.Arg(0), size)
}

// batchSize is the minimum number of annotations in one transaction.
const batchSize = 20_000

// The size of the articles in a library: at least articleBytes, with markBytes
// for each annotation.
const (
	articleBytes = 3000
	markBytes    = 120
)

// makeLibraryInChild makes a library in a separate process. The peak memory of a child
// includes that of the process that started it, so this process must stay
// small.
func makeLibraryInChild(path string, size librarySize) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	out, err := exec.Command(self, "library", "--articles", strconv.Itoa(size.articles),
		"--annotations", strconv.Itoa(size.annotations), path).CombinedOutput()
	if err != nil {
		return fmt.Errorf("make a library: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

// makeLibrary makes the library at path. The ids of articles ascend, so that each
// is stored after the one before.
func makeLibrary(path string, size librarySize) error {
	store := storage.New(path)
	g := newGenerator(2)
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	var batch []storage.NewArticle
	waiting := 0
	for i := range size.articles {
		marks := size.annotations*(i+1)/size.articles - size.annotations*i/size.articles
		a, err := g.article(i, marks, noon.Add(time.Duration(i)*time.Minute))
		if err != nil {
			return err
		}
		batch, waiting = append(batch, a), waiting+marks+articleBytes/100
		if waiting < batchSize && i < size.articles-1 {
			continue
		}
		if _, err := store.SaveArticles(batch, a.Step.Time); err != nil {
			return err
		}
		batch, waiting = nil, 0
	}
	return nil
}

// article returns article i with a number of annotations that do not overlap and
// were created in one step.
func (g generator) article(i, marks int, now time.Time) (storage.NewArticle, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "The %s of %d\n\n", g.word(), i+1)
	for text.Len() < max(articleBytes, (marks+1)*markBytes) {
		text.WriteString(g.paragraph() + "\n\n")
	}
	a, err := source.Read([]byte(text.String()), source.Options{Name: "article.txt"})
	if err != nil {
		return storage.NewArticle{}, err
	}
	a.ID = articleID(i)
	a.Source.Kind, a.Source.Location, a.Source.Retrieved = annotate.FromFile, fmt.Sprintf("/articles/%05d.txt", i), now
	step := annotate.Step{ID: fmt.Sprintf("S%010d", i), Time: now, Creator: "bench", Summary: "import"}
	for n := range marks {
		mark, ok := markOf(a, n, now)
		if ok {
			mark.ID = fmt.Sprintf("A%010d%06d", i, n)
			step.Changes = append(step.Changes, annotate.Create(mark))
		}
	}
	return storage.NewArticle{Article: a, Words: len(strings.Fields(a.Text)), Step: step}, nil
}

// markOf returns annotation n of an article, from 0, on some words of the part of
// the text that belongs to n.
func markOf(a *annotate.Article, n int, now time.Time) (annotate.Annotation, bool) {
	text := a.Text
	from := n * markBytes
	span := annotate.Span{Start: from + strings.IndexByte(text[from:], ' ') + 1}
	span.End = min(span.Start+24+n%40, a.Blocks[a.BlockAt(span.Start)].Span.End)
	if cut := strings.LastIndexByte(text[span.Start:span.End], ' '); cut > 0 {
		span.End = span.Start + cut
	}
	span, ok := span.Trim(text)
	if !ok || !span.Fits(text) {
		return annotate.Annotation{}, false
	}
	tags := annotate.Tags()
	mark := annotate.Annotation{
		Article: a.ID, Tag: tags[n%len(tags)], Creator: "bench", Created: now, Modified: now,
		Anchor: anchor.Describe(text, a.Digest, span),
	}
	if n%4 == 0 {
		mark.Note = "Asked for the table of fares; see the minutes of the council."
	}
	if mark.Tag == annotate.Claim {
		mark.Fields = annotate.Fields{"claimant": {"the council"}, "sources": {"https://example.org/minutes"}}
	}
	return mark, true
}

// articleID returns the id of article i.
func articleID(i int) string { return fmt.Sprintf("%012x", i) }
