package segment_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
)

// A treebank is a text with its paragraphs, each with the spans of its sentences.
type treebank struct {
	text       strings.Builder
	paragraphs [][]annotate.Span
	isOpen     bool // the last paragraph continues
}

// add appends a sentence to the last paragraph, or to a new one.
func (b *treebank) add(sentence string) {
	if b.isOpen {
		b.text.WriteByte(' ')
	} else {
		b.text.WriteString(annotate.Separator)
		b.paragraphs, b.isOpen = append(b.paragraphs, nil), true
	}
	start := b.text.Len()
	b.text.WriteString(sentence)
	last := &b.paragraphs[len(b.paragraphs)-1]
	*last = append(*last, annotate.Span{Start: start, End: b.text.Len()})
}

// score returns the F1 of the sentences that segment finds: those with both ends right.
func (b *treebank) score() float64 {
	text := b.text.String()
	right, found, all := 0, 0, 0
	for _, want := range b.paragraphs {
		isSentence := map[annotate.Span]bool{}
		for _, s := range want {
			isSentence[s] = true
		}
		for s := range segment.Sentences(text, annotate.Span{Start: want[0].Start, End: want[len(want)-1].End}) {
			found++
			if isSentence[s] {
				right++
			}
		}
		all += len(want)
	}
	return 2 * float64(right) / float64(found+all)
}

// gum reads the files of GUM that match pattern with read and checks their score.
func gum(t *testing.T, pattern string, read func(b *treebank, line string), floor float64) {
	dir := os.Getenv("GALLEY_DATA")
	if dir == "" {
		t.Skip("GALLEY_DATA names no folder")
	}
	names, err := filepath.Glob(filepath.Join(dir, "gum", pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: no such file (%v)", pattern, err)
	}
	var b treebank
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.isOpen = false
		for line := range strings.Lines(string(data)) {
			read(&b, strings.TrimRight(line, "\n"))
		}
	}
	f1 := b.score()
	t.Logf("F1 %.4f in %d files", f1, len(names))
	if f1 < floor {
		t.Errorf("F1 %.4f is below %.4f", f1, floor)
	}
}

func TestSentencesOfNews(t *testing.T) {
	gum(t, "dep/*_news_*.conllu", func(b *treebank, line string) {
		if strings.HasPrefix(line, "# newpar") {
			b.isOpen = false
		} else if text, ok := strings.CutPrefix(line, "# text = "); ok {
			b.add(text)
		}
	}, 0.951)
}

func TestSentencesOfInterviews(t *testing.T) {
	var x xmlReader
	gum(t, "xml/*_interview_*.xml", x.read, 0.955)
}

// An xmlReader reads the tokens of GUM's XML, which does not say where spaces are.
type xmlReader struct {
	sentence strings.Builder
	isGlued  bool // no space precedes the next token
	isWord   bool // in a word of several tokens
}

func (x *xmlReader) read(b *treebank, line string) {
	token, rest, isToken := strings.Cut(line, "\t")
	if isToken {
		x.token(token, rest)
		return
	}
	switch name, _, _ := strings.Cut(strings.Trim(line, "<>"), " "); name {
	case "/s":
		b.add(x.sentence.String())
		x.sentence.Reset()
	case "w":
		x.space()
		x.isWord, x.isGlued = true, true
	case "/w":
		x.isWord, x.isGlued = false, false
	case "p", "/p", "head", "/head", "item", "/item", "caption", "/caption", "figure", "/figure", "sp", "/sp", "l", "/l", "text":
		b.isOpen = false
	}
}

// token appends a token and the space before it. Its part of speech tells opening
// quotation marks from closing ones.
func (x *xmlReader) token(token, rest string) {
	token = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&apos;", "'", "&quot;", `"`).Replace(token)
	opens := strings.HasPrefix(rest, "``") || strings.Contains("([$£€#", token)
	if !x.isGlued && (opens || strings.Trim(token, ",.;:?!)]%'’\"”") != "" && !strings.HasPrefix(token, "'") && !strings.HasPrefix(token, "’") && token != "n't") {
		x.space()
	}
	x.sentence.WriteString(token)
	x.isGlued = x.isWord || opens
}

// space appends a space between two tokens.
func (x *xmlReader) space() {
	if x.sentence.Len() > 0 {
		x.sentence.WriteByte(' ')
	}
}
