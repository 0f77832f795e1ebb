package ui_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/sample"
	"galley/ui/layout"
)

// An expert works on the sample article with as few keys as possible, and counts the key
// presses.
type expert struct {
	*window
	m       *world
	article *annotate.Article
	layout  *layout.Layout
	column  int // of the screen at which the text begins
	pressed int
}

// newExpert opens the sample without its annotations, on a screen of 80×24.
func newExpert(t *testing.T) *expert {
	t.Helper()
	article := readSample(t)
	m := newWorld(t, article)
	e := &expert{window: open(t, m, sample.Name, 80, 24), m: m, article: article}
	e.sees("This is a practice article")
	col, _, _ := e.Find("This is a practice")
	e.column = col
	e.layout = layout.New(article, layout.Options{Measure: 80 - col - 1})
	return e
}

// press types keys and counts them.
func (e *expert) press(keys string) {
	for rest := keys; rest != ""; e.pressed++ {
		if end := strings.IndexByte(rest, '>'); rest[0] == '<' && end > 0 {
			rest = rest[end+1:]
		} else {
			_, size := utf8.DecodeRuneInString(rest)
			rest = rest[size:]
		}
	}
	e.types(keys)
}

// counting returns the number of keys that do presses.
func (e *expert) counting(do func()) int {
	before := e.pressed
	do()
	return e.pressed - before
}

// cellOf returns the cell in which the text at off is drawn.
func (e *expert) cellOf(off int) (col, row int, shown bool) {
	pos := e.layout.PosAt(off)
	text := strings.TrimSpace(e.layout.Row(pos).Span.In(e.article.Text))
	_, height := e.Size()
	for row := 1; row < height-2; row++ {
		if strings.HasSuffix(strings.TrimRight(e.Line(row), " "), text) {
			return e.column + e.layout.ColOf(pos, off), row, true
		}
	}
	return 0, 0, false
}

// tags presses keys that select words, tags them as a claim, and waits until it is saved
// and the screen shows it.
func (e *expert) tags() {
	n := e.m.set(sample.Name).Len() + 1
	e.press("c")
	e.saved(e.m, sample.Name, n)
	e.sees(fmt.Sprintf("C %d ", n))
}

// selectsByLabels selects from one word on the screen to another, which may be
// the same.
func (e *expert) selectsByLabels(first, last annotate.Span) {
	col, row, _ := e.cellOf(first.Start)
	to, below, _ := e.cellOf(last.Start)
	e.press("gv")
	e.sees("Type the letters on the first word.")
	label := e.Cell(col, row).Content + e.Cell(col+1, row).Content
	end := e.Cell(to, below).Content + e.Cell(to+1, below).Content
	if first == last {
		end = "<enter>"
	}
	e.press(label + end)
	e.sees("SELECT")
}

// finiteVerbs reads the list of testdata.
func finiteVerbs(t *testing.T, a *annotate.Article) []annotate.Span {
	t.Helper()
	list, err := os.ReadFile("testdata/finite-verbs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var verbs []annotate.Span
	block := -1
	for line := range strings.Lines(string(list)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		block++
		for block < len(a.Blocks) && fmt.Sprint(a.Blocks[block].Number) != fields[0] && a.Blocks[block].Kind.String() != fields[0] {
			block++
		}
		if block == len(a.Blocks) {
			t.Fatalf("no block for %q", line)
		}
		verbs = append(verbs, wordsOf(t, a, block, fields[1:])...)
	}
	return verbs
}

// wordsOf returns words of a block, in the order of the text.
func wordsOf(t *testing.T, a *annotate.Article, block int, words []string) (spans []annotate.Span) {
	t.Helper()
	for w := range segment.Words(a.Text, a.Blocks[block].Span) {
		if len(words) > 0 && w.In(a.Text) == words[0] {
			spans, words = append(spans, w), words[1:]
		}
	}
	if len(words) > 0 {
		t.Fatalf("block %d does not hold %q", block, words)
	}
	return spans
}

// byLabels tags words by the letters that appear on them, and scrolls if they are not on
// the screen.
func (e *expert) byLabels(words []annotate.Span) {
	for _, w := range words {
		for _, _, shown := e.cellOf(w.Start); !shown; _, _, shown = e.cellOf(w.Start) {
			before := e.Line(1) + e.Line(2) + e.Line(3) // the lines below also tell that a mark is saved
			e.press(" ")
			e.until("the next page", func() bool { return e.Line(1)+e.Line(2)+e.Line(3) != before })
		}
		e.selectsByLabels(w, w)
		e.tags()
	}
}

// byMotions tags words after moving to them by paragraphs, sentences and words, with the
// fewest keys.
func (e *expert) byMotions(words []annotate.Span) {
	caret := 0
	for _, w := range words {
		e.press(e.shortest(caret, w.Start))
		e.press("ve")
		e.tags()
		caret = annotate.PrevGrapheme(e.article.Text, w.End)
	}
}

// shortest returns the shortest sequence of keys from one offset to a later one.
func (e *expert) shortest(from, to int) string {
	a := e.article
	best := e.wordsOn(from, to)
	at, sentences := from, 0
	for at < to {
		next, ok := e.sentenceAfter(at)
		if !ok || next > to {
			break
		}
		at, sentences = next, sentences+1
		best = shorter(best, times(sentences, ")")+e.wordsOn(at, to))
	}
	start := a.Blocks[a.BlockAt(to)].Span.Start
	if start <= from {
		return best
	}
	inside := e.shortest(start, to)
	best = shorter(best, times(a.BlockAt(to)-a.BlockAt(from), "}")+inside)
	if n := a.NumberAt(to); n > 0 {
		best = shorter(best, fmt.Sprint(n)+"G"+inside)
	}
	return best
}

// wordsOn returns the keys that go forward by words.
func (e *expert) wordsOn(from, to int) string {
	n := 0
	for i := e.article.BlockAt(from); i <= e.article.BlockAt(to); i++ {
		for w := range segment.Words(e.article.Text, e.article.Blocks[i].Span) {
			if w.Start > from && w.Start <= to {
				n++
			}
		}
	}
	return times(n, "w")
}

// sentenceAfter returns the start of the sentence after the one at off.
func (e *expert) sentenceAfter(off int) (int, bool) {
	i := e.article.BlockAt(off)
	if next, ok := segment.NextSentence(e.article.Text, e.article.Blocks[i].Span, off); ok {
		return next.Start, true
	}
	if i+1 == len(e.article.Blocks) {
		return 0, false
	}
	return e.article.Blocks[i+1].Span.Start, true
}

// times returns a key pressed n times, with a count if that is shorter.
func times(n int, key string) string {
	return shorter(strings.Repeat(key, n), fmt.Sprint(n)+key)
}

func shorter(a, b string) string {
	if len(b) < len(a) {
		return b
	}
	return a
}

// report is docs/keys-per-task.md.
type report struct{ bytes.Buffer }

// row adds a task with the number of keys that it took, which must be at most most.
func (r *report) row(t *testing.T, task, how string, took, most int) {
	t.Helper()
	if took > most {
		t.Errorf("%s: %d keys, but at most %d are allowed", task, took, most)
	}
	fmt.Fprintf(r, "| %s | %s | %d | %d |\n", task, how, took, most)
}

// Tasks are done in the running program, and the keys that they take are counted. The
// document must show these counts, and none may exceed its limit.
func TestKeysPerTask(t *testing.T) {
	var r report
	r.WriteString("# Keys per task\n\nCounted in the running program, on its sample article at 80×24, by `go test ./ui -run KeysPerTask`, " +
		"which\nrewrites this page with `-update`.\n\n| task | keys | pressed | promised |\n|---|---|---|---|\n")
	smallTasks(t, &r)
	verbTasks(t, &r)
	const path = "../docs/keys-per-task.md"
	if *update {
		if err := os.WriteFile(path, r.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if page, err := os.ReadFile(path); err != nil || string(page) != r.String() {
		t.Errorf("%s does not have these counts (error %v); run the test with -update. It is:\n%s", path, err, r.String())
	}
}

// smallTasks adds tasks of a few keys.
func smallTasks(t *testing.T, r *report) {
	e := newExpert(t)
	e.types("2G")
	e.sees("¶ 2/23")
	r.row(t, "this sentence is a claim", "`c`", e.counting(e.tags), 2)
	r.row(t, "any words on the screen, from one to another", "`g v` and the letters on both", e.widest(), 6)
	e.types("<esc>2G")
	r.row(t, "an annotation ends a word later", "`r w enter`", e.counting(func() { e.resizes("rw<enter>") }), 3)
	r.row(t, "an annotation ends a word earlier", "`r b enter`", e.counting(func() { e.resizes("rb<enter>") }), 3)
	e.types("gg")
	e.sees("¶ 1/23")
	r.row(t, "the next claim that is not checked", "`!`", e.counting(func() { e.press("!"); e.sees("1 still open") }), 1)
	r.row(t, "its status", "`S` and a letter", e.counting(func() { e.press("Sa"); e.becomes("status", "accurate") }), 3)
	e.press("a")
	e.sees("Source:")
	e.types("port office")
	r.row(t, "a source, next to its text", "`a` … `enter`", 1+e.counting(func() { e.press("<enter>"); e.becomes("sources", "port office") }), 2)
	voiceTasks(t, r)
	linkTasks(t, r)
	labelTasks(t, r)
	settle := e.counting(func() { e.press("Sm"); e.becomes("status", "misleading"); e.press("a"); e.sees("Source:") })
	e.types("repair log")
	r.row(t, "a claim is misleading, with a source", "`S m a` … `enter`", settle+e.counting(func() { e.press("<enter>"); e.becomes("sources", "repair log") }), 5)
	all := e.m.set(sample.Name).Len()
	r.row(t, "which marks are open in this article", "`A s`", e.counting(func() {
		e.press("As")
		e.sees(fmt.Sprintf("0 of %d", all))
	}), 2)
}

// voiceTasks adds tasks about who said what.
func voiceTasks(t *testing.T, r *report) {
	e := newExpert(t)
	e.types("4Gq")
	e.saved(e.m, sample.Name, 1)
	r.row(t, "who said it", "`enter` … `esc` (before: `enter tab` … `esc`)", e.counting(func() {
		e.press("<enter>")
		e.sees("▸ speaker")
		e.types("Ada Lund")
		e.press("<esc>")
		e.becomes("speaker", "Ada Lund")
	}), 2)
	e.sees("Card kept")
	r.row(t, "all that one speaker said", "`A S` (before: `A /`, the name, `enter`, without figures)", e.counting(func() {
		e.press("AS")
		e.sees("▾ Ada Lund ")
	}), 2)
}

// labelTasks adds the task of labeling three annotations.
func labelTasks(t *testing.T, r *report) {
	e := newExpert(t)
	e.types("2Gc3Gc4Gc")
	e.saved(e.m, sample.Name, 3)
	labeled := func(n int) {
		e.until("labels", func() bool {
			all := e.m.set(sample.Name).All()
			return len(slices.DeleteFunc(all, func(a annotate.Annotation) bool { return !a.HasLabel("ferry") })) == n
		})
	}
	e.types("2G")
	first := e.counting(func() { e.press("#"); e.sees("Labels:") })
	e.types("ferry")
	others := e.counting(func() {
		e.press("<enter>")
		labeled(1)
		for n := 2; n <= 3; n++ {
			e.press("<tab>#")
			e.sees("Labels:")
			e.press("f<tab><enter>")
			labeled(n)
		}
	})
	r.row(t, "the same label on three annotations", "`#` … `enter`, `tab # f tab enter` twice (with a letter in the codebook: `tab # f`)", first+others, 12)
}

// linkTasks adds tasks that link annotations to each other.
func linkTasks(t *testing.T, r *report) {
	e := newExpert(t)
	e.types("/They have counted<enter>")
	e.sees("They have counted")
	e.until("the place of the hit", func() bool { _, _, shown := e.Find("not one of"); return shown })
	typed := len("Per Aske")
	r.row(t, "an interrupted quotation and its speaker", "`i q q`, `g w` and letters, `i q q`, `K` letter `c`, `enter` … `esc`", e.counting(func() {
		e.press("iqq")
		e.saved(e.m, sample.Name, 1)
		e.sees("Q 1 ")
		first, row, _ := e.Find("They have counted")
		e.pressLabel("gw", "Type the letters on the word", "not one of")
		e.press("iqq")
		e.saved(e.m, sample.Name, 2)
		e.sees("Q 2 ")
		e.press("K")
		e.sees("Link this quote")
		e.press(e.Cell(first, row).Content)
		e.sees("This quote …")
		e.press("c<enter>")
		e.sees("CARD")
		e.press("Per Aske<esc>")
		e.becomes("speaker", "Per Aske")
	})-typed, 15)
	e.sees("Q 1 ")
	e.types(")c")
	e.saved(e.m, sample.Name, 3)
	e.sees("C 1 ")
	r.row(t, "evidence for a claim", "`K`, letter, `s`", e.counting(func() {
		first, row, _ := e.Find("They have counted")
		e.press("K")
		e.sees("Link this claim")
		e.press(e.Cell(first, row).Content)
		e.sees("This claim …")
		e.press("s")
		e.sees("This claim supports")
	}), 3)
}

// pressLabel presses keys that put labels on words, and the label on some words.
func (e *expert) pressLabel(keys, asks, words string) {
	col, row, _ := e.Find(words)
	e.press(keys)
	e.sees(asks)
	e.press(e.Cell(col, row).Content + e.Cell(col+1, row).Content)
}

// widest selects from words all over the screen to words before and after them, and
// returns the largest number of keys that a selection took.
func (e *expert) widest() int {
	most := 0
	for i := 0; i < 200; i += 4 {
		words := e.shown()
		first, last := words[i%len(words)], words[(i*7+3)%len(words)]
		if i%5 == 0 {
			last = first
		}
		most = max(most, e.counting(func() { e.selectsByLabels(first, last) }))
		e.types("y")
		copied := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(e.between(first, last)))
		e.until("the copied words", func() bool { return strings.Contains(e.Raw(), copied) })
		e.sees("Copied through the terminal")
	}
	return most
}

// between returns the text from one word to another, in either order.
func (e *expert) between(w, v annotate.Span) string {
	return e.article.Text[min(w.Start, v.Start):max(w.End, v.End)]
}

// shown returns the words on the screen.
func (e *expert) shown() []annotate.Span {
	var words []annotate.Span
	for _, b := range e.article.Blocks {
		for w := range segment.Words(e.article.Text, b.Span) {
			if _, _, shown := e.cellOf(w.Start); shown {
				words = append(words, w)
			}
		}
	}
	return words
}

// resizes changes the end of the only annotation, and waits until it is saved.
func (e *expert) resizes(keys string) {
	was := e.m.set(sample.Name).All()[0].Anchor.Span
	e.press(keys)
	e.until("another size", func() bool { return e.m.set(sample.Name).All()[0].Anchor.Span != was })
}

// becomes waits until a field of an annotation is saved with a value.
func (e *expert) becomes(name, value string) {
	e.until(name+" "+value, func() bool {
		return slices.ContainsFunc(e.m.set(sample.Name).All(), func(a annotate.Annotation) bool {
			return slices.Contains(a.Fields[name], value)
		})
	})
}

// verbTasks marks every finite verb of the sample, in the two ways.
func verbTasks(t *testing.T, r *report) {
	r.WriteString("\nEvery finite verb of the sample as a claim, including turning pages:\n\n| way | verbs | keys | keys per verb |\n|---|---|---|---|\n")
	for _, way := range []struct {
		name string
		do   func(*expert, []annotate.Span)
	}{
		{"by labels: `g v`, two letters, `enter`, `c`", (*expert).byLabels},
		{"by motions alone: `}` `)` `w` with counts, `v e c`", (*expert).byMotions},
	} {
		e := newExpert(t)
		verbs := finiteVerbs(t, e.article)
		way.do(e, verbs)
		var marked []annotate.Span
		for _, a := range e.m.set(sample.Name).All() {
			marked = append(marked, a.Anchor.Span)
		}
		if !slices.Equal(marked, verbs) {
			t.Errorf("%s: %d marks are not the %d verbs of the list", way.name, len(marked), len(verbs))
		}
		average := float64(e.pressed) / float64(len(verbs))
		t.Logf("%s: %d verbs, %.1f keys per verb", way.name, len(verbs), average)
		fmt.Fprintf(r, "| %s | %d | %d | %.1f |\n", way.name, len(verbs), e.pressed, average)
	}
}
