package anchor_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/segment"

	"golang.org/x/text/unicode/norm"
)

// The marks of the start and end of a quote while its text is mutated. They are
// removed before the text is used.
const (
	opens  = "\uE000"
	closes = "\uE001"
)

// A trial is a text with one quote in it, in paragraphs, with marks around the
// quote.
type trial struct {
	random     *rand.Rand
	paragraphs []string
	at         int      // the paragraph of the quote
	foreign    []string // words of another text
}

// A mutation edits a trial. run returns false if it does not apply to the trial.
type mutation struct {
	name    string
	deletes bool // the words do not survive
	run     func(*trial) bool
}

func mutations() []mutation {
	return []mutation{
		{"shift: paragraphs put in before", false, (*trial).shift},
		{"one word of it edited", false, func(t *trial) bool { return t.editWords(0) }},
		{"30% of its words edited", false, func(t *trial) bool { return t.editWords(0.3) }},
		{"what is around it rewritten", false, (*trial).rewriteContext},
		{"its paragraph moved to the end", false, (*trial).moveParagraph},
		{"moved to the end by itself", false, (*trial).moveQuote},
		{"its paragraph twice", false, func(t *trial) bool { return t.duplicate(t.at + 1) }},
		{"its paragraph again at the end", false, func(t *trial) bool { return t.duplicate(len(t.paragraphs)) }},
		{"paragraphs swapped", false, (*trial).swapParagraphs},
		{"a tenth of all words edited", false, func(t *trial) bool { return t.noise() }},
		{"other typography", false, (*trial).reset},
		{"lines broken elsewhere", false, (*trial).rewrap},
		{"other Unicode form", false, func(t *trial) bool { return t.rewrite(norm.NFD.String) }},
		{"in capitals", false, func(t *trial) bool { return t.rewrite(strings.ToUpper) }},
		{"set with ligatures", false, func(t *trial) bool {
			return t.rewrite(strings.NewReplacer("ffi", "ﬃ", "fi", "ﬁ", "fl", "ﬂ", "ff", "ﬀ", "...", "…").Replace)
		}},
		{"one word of it edited, a correction quotes it", false, func(t *trial) bool { return t.correct(quoted) }},
		{"one word of it edited, a correction repeats it", false, func(t *trial) bool { return t.correct(repeated) }},
		{"look-alikes swapped", false, (*trial).swapLookAlikes},
		{"deleted", true, (*trial).deleteQuote},
		{"deleted, others edited", true, func(t *trial) bool { return t.deleteQuote() && t.noise() && t.shift() }},
		{"its paragraph deleted", true, (*trial).deleteParagraph},
		{"deleted, a correction quotes it", true, func(t *trial) bool { t.quoteBelow(quoted); return t.deleteQuote() }},
		{"deleted, a correction repeats it", true, func(t *trial) bool { t.quoteBelow(repeated); return t.deleteQuote() }},
		{"deleted, a look-alike stays", true, (*trial).deleteLookAlike},
		{"its paragraph replaced by another", true, (*trial).replaceParagraph},
	}
}

// quote returns the text before, in and after the quote in its paragraph.
func (t *trial) quote() (before, quote, after string) {
	before, rest, _ := strings.Cut(t.paragraphs[t.at], opens)
	quote, after, _ = strings.Cut(rest, closes)
	return before, quote, after
}

func (t *trial) set(before, quote, after string) {
	t.paragraphs[t.at] = before + opens + quote + closes + after
}

// word returns a word of the foreign text.
func (t *trial) word() string { return t.foreign[t.random.IntN(len(t.foreign))] }

func (t *trial) words(n int) string {
	start := t.random.IntN(len(t.foreign) - n)
	return strings.Join(t.foreign[start:start+n], " ")
}

func (t *trial) shift() bool {
	for range 1 + t.random.IntN(3) {
		t.insert(t.random.IntN(t.at+1), "At once: "+t.words(25)+".")
		t.at++
	}
	return true
}

func (t *trial) insert(at int, paragraph string) {
	t.paragraphs = slices.Insert(t.paragraphs, at, paragraph)
}

// editWords replaces words of the quote: a share of them, at least one, but
// never all.
func (t *trial) editWords(share float64) bool {
	before, quote, after := t.quote()
	words := strings.Split(quote, " ")
	if len(words) < 2 || share > 0 && len(words) < 6 {
		return false
	}
	n := max(1, int(share*float64(len(words))))
	for _, i := range t.random.Perm(len(words))[:n] {
		words[i] = t.word()
	}
	t.set(before, strings.Join(words, " "), after)
	return true
}

// rewriteContext replaces the six words on either side.
func (t *trial) rewriteContext() bool {
	before, quote, after := t.quote()
	b, a := strings.Fields(before), strings.Fields(after)
	keep, skip := max(0, len(b)-6), min(6, len(a))
	before = strings.Join(append(b[:keep:keep], t.words(6)), " ") + " "
	after = " " + strings.Join(append([]string{t.words(6)}, a[skip:]...), " ")
	t.set(before, quote, after)
	return true
}

func (t *trial) moveParagraph() bool {
	p := t.paragraphs[t.at]
	t.paragraphs = append(slices.Delete(t.paragraphs, t.at, t.at+1), p)
	t.at = len(t.paragraphs) - 1
	return true
}

func (t *trial) moveQuote() bool {
	before, quote, after := t.quote()
	t.paragraphs[t.at] = join(before, after)
	t.paragraphs = append(t.paragraphs, opens+quote+closes)
	return true
}

func join(before, after string) string {
	s := strings.Join(strings.Fields(before+" "+after), " ")
	if s == "" {
		return "…"
	}
	return s
}

func (t *trial) duplicate(at int) bool {
	before, quote, after := t.quote()
	t.insert(at, before+quote+after)
	return true
}

func (t *trial) swapParagraphs() bool {
	other := (t.at + 2) % len(t.paragraphs)
	t.paragraphs[t.at], t.paragraphs[other] = t.paragraphs[other], t.paragraphs[t.at]
	return true
}

// noise edits a tenth of the words outside the quote.
func (t *trial) noise() bool {
	for i, p := range t.paragraphs {
		inside := false
		words := strings.Split(p, " ")
		for k, w := range words {
			marked := strings.ContainsAny(w, opens+closes)
			inside = inside || strings.Contains(w, opens)
			if !inside && !marked && t.random.IntN(10) == 0 {
				words[k] = t.word()
			}
			inside = inside && !strings.Contains(w, closes)
		}
		t.paragraphs[i] = strings.Join(words, " ")
	}
	return true
}

func (t *trial) reset() bool {
	typewriter := strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'", "—", "--", "–", "-")
	typographer := strings.NewReplacer(` "`, " “", `" `, "” ", "'", "’", " - ", " – ")
	for i, p := range t.paragraphs {
		set := typographer.Replace(p)
		if set == p {
			set = typewriter.Replace(p)
		}
		t.paragraphs[i] = set
	}
	return true
}

// rewrite replaces the form of the characters of all paragraphs.
func (t *trial) rewrite(form func(string) string) bool {
	for i, p := range t.paragraphs {
		t.paragraphs[i] = form(p)
	}
	return true
}

// The notes of corrections.
const (
	quoted   = "Correction: An earlier version said “%s”"
	repeated = "Correction: An earlier version of this article said that %s"
)

// quoteBelow adds a note that quotes the sentences around the quote.
func (t *trial) quoteBelow(note string) {
	before, quote, after := t.quote()
	words := strings.Fields(before)
	t.insert(len(t.paragraphs), fmt.Sprintf(note, strings.Join(append(words[max(0, len(words)-4):], quote), " ")+firstWords(after, 4)))
}

// firstWords returns the first n words of text, with the spaces before them.
func firstWords(text string, n int) string {
	end := 0
	for range n {
		i := strings.IndexByte(text[min(end+1, len(text)):], ' ')
		if i < 0 {
			return text
		}
		end += 1 + i
	}
	return text[:end]
}

func (t *trial) correct(note string) bool {
	t.quoteBelow(note)
	return t.editWords(0)
}

func (t *trial) rewrap() bool {
	for i, p := range t.paragraphs {
		words := strings.Fields(p)
		for k := 7; k < len(words); k += 8 {
			words[k] = "\n" + words[k]
		}
		t.paragraphs[i] = strings.ReplaceAll(strings.Join(words, " "), " \n", "\n")
	}
	return true
}

// lookAlike returns a sentence with another name in it, or "" if there is none.
func lookAlike(sentence string) string {
	words := strings.Split(sentence, " ")
	if len(words) < 6 {
		return ""
	}
	for i := 1; i < len(words); i++ {
		if w := words[i]; len(w) > 3 && w[0] >= 'A' && w[0] <= 'Z' {
			words[i] = "Quandary"
			return strings.Join(words, " ")
		}
	}
	words[len(words)/2] = "quandary"
	return strings.Join(words, " ")
}

// withLookAlike adds a look-alike of the quote to another original paragraph, and
// returns the paragraph.
func (t *trial) withLookAlike() (twin string, at int) {
	_, quote, _ := t.quote()
	twin = lookAlike(quote)
	at = (t.at + 2) % len(t.paragraphs)
	return twin, at
}

func (t *trial) swapLookAlikes() bool {
	before, quote, after := t.quote()
	twin, other := t.withLookAlike()
	if twin == "" || !strings.Contains(t.paragraphs[other], twin) {
		return false
	}
	t.paragraphs[t.at] = before + twin + after
	t.paragraphs[other] = strings.Replace(t.paragraphs[other], twin, opens+quote+closes, 1)
	return true
}

func (t *trial) deleteLookAlike() bool {
	twin, other := t.withLookAlike()
	return twin != "" && strings.Contains(t.paragraphs[other], twin) && t.deleteQuote()
}

func (t *trial) deleteQuote() bool {
	before, _, after := t.quote()
	t.paragraphs[t.at] = join(before, after)
	return true
}

func (t *trial) deleteParagraph() bool {
	t.paragraphs = slices.Delete(t.paragraphs, t.at, t.at+1)
	return len(t.paragraphs) > 0
}

func (t *trial) replaceParagraph() bool {
	_, quote, _ := t.quote()
	t.paragraphs[t.at] = "Instead: " + t.words(min(40, len(t.foreign)-1)) + "."
	return !strings.Contains(t.paragraphs[t.at], quote)
}

// A piece is a kind of quote: a sentence, or some words of one.
type piece struct {
	name  string
	words int // 0: the sentence
}

func pieces() []piece { return []piece{{"sentence", 0}, {"6 words", 6}, {"2 words", 2}, {"1 word", 1}} }

// draw picks a piece of a paragraph; ok is false if there is none.
func (p piece) draw(random *rand.Rand, paragraph string) (span annotate.Span, ok bool) {
	block := annotate.Span{End: len(paragraph)}
	sentences := slices.Collect(segment.Sentences(paragraph, block))
	if len(sentences) == 0 {
		return span, false
	}
	s := sentences[random.IntN(len(sentences))]
	words := slices.Collect(segment.Words(paragraph, s))
	if len(words) < max(p.words, 4) {
		return span, false
	}
	if p.words == 0 {
		return s, true
	}
	from := random.IntN(len(words) - p.words + 1)
	span = annotate.Span{Start: words[from].Start, End: words[from+p.words-1].End}
	return span, span.Len() >= 3 && span.Fits(paragraph)
}
