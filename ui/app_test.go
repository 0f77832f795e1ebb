package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/vterm"
	"galley/ui"

	uv "github.com/charmbracelet/ultraviolet"
)

// The text of most tests. Sentences of paragraph 1: “The vote came …”, “It
// ends …”; paragraph 2 is a quotation.
const levy = `# Harbour levy passes

The vote came after nine hours, the longest sitting since 1998. It ends three years of argument.

“Nobody asked the ferry crews,” said Ada Lund. The levy adds 4.20 to every ticket.

It is a tax on people who cannot stay away. Nobody asked them.
`

func article(id, text string) *annotate.Article {
	a := &annotate.Article{ID: id}
	for i, part := range strings.Split(strings.TrimSpace(text), annotate.Separator) {
		kind := annotate.Paragraph
		if title, ok := strings.CutPrefix(part, "# "); ok && i == 0 {
			part, kind, a.Meta.Title = title, annotate.Title, title
		}
		if i > 0 {
			a.Text += annotate.Separator
		}
		a.Blocks = append(a.Blocks, annotate.Block{Kind: kind, Span: annotate.Span{Start: len(a.Text), End: len(a.Text) + len(part)}})
		a.Text += part
	}
	annotate.NumberBlocks(a.Blocks)
	a.Digest = annotate.DigestOf(a.Text)
	return a
}

// marks lists the saved annotations as "tag: words".
func marks(m *world, id string) string {
	var out []string
	for _, a := range m.set(id).All() {
		out = append(out, fmt.Sprintf("%s: %s", a.Tag, a.Anchor.Exact))
	}
	return strings.Join(out, "\n")
}

// wantMarks waits until the saved annotations are as wanted.
func wantMarks(t *testing.T, m *world, want ...string) {
	t.Helper()
	got, all := marks(m, "levy"), strings.Join(want, "\n")
	for deadline := time.Now().Add(patience); got != all; got = marks(m, "levy") {
		if time.Now().After(deadline) {
			t.Fatalf("saved:\n%s\nwant:\n%s", got, all)
		}
		time.Sleep(time.Millisecond)
	}
}

func TestFirstScreen(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	for _, words := range []string{"Harbour levy passes", "The vote came", "C 0  Q 0  O 0", "c claim", "? help", "saved"} {
		if !strings.Contains(w.Text(), words) {
			t.Errorf("%q is not on the screen:\n%s", words, w.Text())
		}
	}
	if line := w.Line(23); !strings.Contains(line, "READ") {
		t.Errorf("the footer is %q", line)
	}
}

func TestTagKeysTakeTheSentenceUnderTheCaret(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc)q}o")
	w.saved(m, "levy", 3)
	wantMarks(t, m,
		"claim: The vote came after nine hours, the longest sitting since 1998.",
		"quote: It ends three years of argument.",
		"opinion: “Nobody asked the ferry crews,” said Ada Lund.")
}

func TestCountTagsSentencesOneByOne(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1G3c")
	w.saved(m, "levy", 3)
	w.sees("3 claims marked")
	w.types("u")
	w.saved(m, "levy", 0)
}

func TestSelectionIsTaggedExactly(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"by words":               {"1Gvwwwq", "quote: The vote came"},
		"by characters":          {"1Gvllc", "claim: The"},
		"backwards":              {"3G$vbo", "opinion: them."},
		"with the ends swapped":  {"1Gwvwwxbc", "claim: The vote came"},
		"a sentence and more":    {"1Gssc", "claim: The vote came after nine hours, the longest sitting since 1998. It ends three years of argument."},
		"the paragraph":          {"3GVo", "opinion: It is a tax on people who cannot stay away. Nobody asked them."},
		"grown from a word":      {"1Gwv+c", "claim: vote"},
		"with shift and arrows":  {"1G<s-right><s-right>c", "claim: The"},
		"a find hit":             {"/ferry crews<enter>vq", "quote: ferry crews"},
		"across two paragraphs":  {"2G)v))c", "claim: The levy adds 4.20 to every ticket.\n\nIt is a tax on people who cannot stay away."},
		"a fast Esc before it":   {"1Gvww<alt+c>", "claim: The vote came after nine hours, the longest sitting since 1998."},
		"blanks at its end":      {"1Gvlllc", "claim: The"},
		"after the last word":    {"3G$c", "claim: Nobody asked them."},
		"a claim within a claim": {"1Gc1Gvwwc", "claim: The vote came after nine hours, the longest sitting since 1998.\nclaim: The vote"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types(c.typed)
			w.saved(m, "levy", strings.Count(c.want, ": The vote")+boolInt(!strings.Contains(c.want, ": The vote")))
			wantMarks(t, m, strings.Split(c.want, "\n-")...)
		})
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// paintedAs returns the words on the screen that have the same background as the cell
// at (col, row).
func paintedAs(w *window, col, row int) string {
	width, height := w.Size()
	bg := w.Cell(col, row).Style.Bg
	var b strings.Builder
	for y := 1; y < height-1; y++ {
		for x := 0; x < width; x++ {
			if c := w.Cell(x, y); bg != nil && same(c, bg) {
				b.WriteString(c.Content)
			}
		}
	}
	return b.String()
}

func same(c uv.Cell, bg interface{ RGBA() (r, g, b, a uint32) }) bool {
	if c.Style.Bg == nil {
		return false
	}
	r, g, b, _ := c.Style.Bg.RGBA()
	r2, g2, b2, _ := bg.RGBA()
	return r == r2 && g == g2 && b == b2
}

func TestHighlightedCellsAreExactlyTheSpans(t *testing.T) {
	const text = "# Écriture\n\nOne 中文字 and 👩‍🚀 flew, cafe\u0301 or नमस्ते, twice over the wide sea and back again to where it began."
	m := newWorld(t, article("levy", text))
	w := open(t, m, "levy", 50, 12)
	w.sees("READ")
	w.types("1Gwv$c{")
	w.saved(m, "levy", 1)
	w.types("gg")
	w.sees("C 1")
	col, row, ok := w.Find("中文字")
	if !ok {
		t.Fatalf("not on the screen:\n%s", w.Text())
	}
	got := strings.ReplaceAll(paintedAs(w, col, row), "\u0301", "")
	want := strings.ReplaceAll(m.set("levy").All()[0].Anchor.Exact, "\u0301", "")
	if strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields(want), "") {
		t.Errorf("painted %q, marked %q", got, want)
	}
}

func TestMouse(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(w *window, col, row int)
		want string
	}{
		"drag":           {func(w *window, col, row int) { w.Drag(col, row, col+8, row) }, "claim: nine hour"},
		"drag backwards": {func(w *window, col, row int) { w.Drag(col+9, row, col, row) }, "claim: nine hours"},
		"double click takes the word": {func(w *window, col, row int) {
			w.Click(vterm.Left, col+1, row)
			w.Click(vterm.Left, col+1, row)
		}, "claim: nine"},
		"triple click takes the sentence": {func(w *window, col, row int) {
			for range 3 {
				w.Click(vterm.Left, col+1, row)
			}
		}, "claim: The vote came after nine hours, the longest sitting since 1998."},
		"a click moves the caret": {func(w *window, col, row int) { w.Click(vterm.Left, col, row) },
			"claim: The vote came after nine hours, the longest sitting since 1998."},
	} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 100, 24)
			w.sees("READ")
			col, row, ok := w.Find("nine hours")
			if !ok {
				t.Fatal("the words are not on the screen")
			}
			c.do(w, col, row)
			w.types("c")
			w.saved(m, "levy", 1)
			wantMarks(t, m, c.want)
		})
	}
}

func TestCardKeepsNoteAndFieldsHoweverItIsLeft(t *testing.T) {
	for name, leave := range map[string]string{"by esc": "<esc>", "by ctrl+s": "<ctrl+s>", "by quitting": "<ctrl+c>"} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types("2Gq<enter>")
			w.sees("CARD")
			w.types("<up>See the *fares* table.<tab>Ada Lund<tab>union" + leave)
			w.until("the note", func() bool {
				all := m.set("levy").All()
				return len(all) == 1 && all[0].Note == "See the *fares* table." &&
					all[0].Fields.Get("speaker") == "Ada Lund" && all[0].Fields.Get("role") == "union"
			})
		})
	}
}

func TestCardChoosesAStatus(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc<enter><tab>i<tab>fares table<tab>port office<esc>")
	w.until("status and sources", func() bool {
		all := m.set("levy").All()
		return len(all) == 1 && all[0].Fields.Get("status") == "inaccurate" &&
			strings.Join(all[0].Fields["sources"], "|") == "fares table|port office"
	})
}

func TestUndoAndRedoAlsoAfterARestart(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc2Gq")
	w.saved(m, "levy", 2)
	w.types("Q")
	w.quits()

	w = open(t, m, "levy", 80, 24)
	w.sees("C 1  Q 1")
	w.types("u")
	w.sees("Undid: quote in ¶2, 14:02")
	w.types("u")
	w.saved(m, "levy", 0)
	w.types("u")
	w.sees("Nothing to undo")
	w.types("<ctrl+r>")
	w.sees("Redid: claim in ¶1, 14:02")
	w.types("<ctrl+r>")
	w.saved(m, "levy", 2)
	w.types("u")
	w.saved(m, "levy", 1)
	wantMarks(t, m, "claim: The vote came after nine hours, the longest sitting since 1998.")
}

func TestUndoSkipsStepsOfAnotherWindow(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	a := m.articles["levy"]
	m.elsewhere(t, "levy", annotate.Create(annotate.Annotation{ID: "other", Article: "levy", Tag: annotate.Opinion,
		Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: a.Blocks[2].Span.Start, End: a.Blocks[2].Span.End})}))
	w.types("2Gq")
	w.saved(m, "levy", 3)
	w.sees("C 1  Q 1  O 1")
	w.types("uuu")
	w.sees("Nothing to undo")
	w.until("the other's annotation alone", func() bool { return m.set("levy").Len() == 1 && m.set("levy").CountByTag()[annotate.Opinion] == 1 })
}

// Two users share a library: each undoes and redoes only their own steps.
func TestUndoAffectsOwnStepsOnly(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	as := func(name, typed, says string) {
		t.Helper()
		w := open(t, m, "levy", 120, 24, func(cfg *ui.Config) { cfg.Author = name })
		w.sees("READ")
		w.types(typed)
		w.sees(says)
		w.types("Q")
		w.quits()
	}
	left := func(want int) {
		t.Helper()
		if got := m.set("levy").Len(); got != want {
			t.Errorf("%d annotations, want %d", got, want)
		}
	}
	as("ada", "1Gc", "Claim marked")
	as("bob", "u", "Nothing of yours to undo here: the newest step is by ada, claim in ¶1; d deletes it.")
	left(1)
	as("bob", "2Gq3u", "Undid: quote in ¶2") // and no more
	left(1)
	as("ada", "<ctrl+r>", "Nothing of yours to redo here: the newest step is by bob, quote in ¶2.")
	as("bob", "<ctrl+r>", "Redid: quote in ¶2")
	left(2)
	as("ada", "u", "the newest step is by bob, quote in ¶2")
	as("ada", "ud", "Quote deleted") // which u went to
	left(1)
	as("bob", "u", "the newest step is by ada")
	as("ada", "uu", "the newest step is by bob")
	left(2)
	as("bob", "uu", "the newest step is by ada, claim in ¶1")
	as("ada", "u", "Undid: claim in ¶1")
	left(0)
}

func TestWorkOnAnAnnotation(t *testing.T) {
	for name, c := range map[string]struct{ typed, want, says string }{
		"retag":               {"1Gctq", "quote: The vote came after nine hours, the longest sitting since 1998.", "Now a quote"},
		"retag canceled":      {"1Gct<esc>", "claim: The vote came after nine hours, the longest sitting since 1998.", "Canceled"},
		"resize by a word":    {"1Gcrw<enter>", "claim: The vote came after nine hours, the longest sitting since 1998. It", "Resized"},
		"resize at the start": {"1Gcrxw<enter>", "claim: vote came after nine hours, the longest sitting since 1998.", "Resized"},
		"resize left":         {"1Gcrw<esc>", "claim: The vote came after nine hours, the longest sitting since 1998.", "Annotation unchanged"},
		"the same again":      {"1Gcc", "claim: The vote came after nine hours, the longest sitting since 1998.", "already a claim"},
		"delete and undo":     {"1Gcdu", "claim: The vote came after nine hours, the longest sitting since 1998.", "Undid"},
		"q says how to quit":  {"1Gq", "quote: The vote came after nine hours, the longest sitting since 1998.", "Quote marked. u undoes it, Q quits."},
	} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types(c.typed)
			w.sees(c.says)
			w.until(c.want, func() bool { return marks(m, "levy") == c.want })
		})
	}
}

func TestTabVisitsNestedAnnotationsInTurn(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc1Gvwq2Go")
	w.saved(m, "levy", 3)
	w.types("gg<tab>")
	w.sees("Claim")
	w.types("<tab>")
	w.sees(" Quote")
	w.types("<tab>")
	w.sees(" Opinion")
	w.types("<tab>")
	w.sees("From the top: Claim")
	w.types("<s-tab>")
	w.sees("From the end: Opinion")
}

func TestFindCrossesRowsAndWrapsAround(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 45, 16)
	w.sees("READ")
	w.types("/LONGEST nowhere")
	w.sees("not in this article")
	w.types("<esc>/LONGEST sitting since<enter>")
	w.sees("go to other hits")
	w.types("<esc>gg/nobody asked<enter>n")
	w.types("n")
	w.sees("Found from the top again")
}

func TestFailedSaveStaysOnTheScreenAndIsRetried(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	unlock := m.lock(t)
	w.types("1Gc")
	w.sees("in use by another program")
	w.sees("1 NOT SAVED")
	if strings.HasSuffix(w.Line(23), " saved") {
		t.Errorf("the screen says saved:\n%s", w.Text())
	}
	unlock()
	w.saved(m, "levy", 1)
	w.types("j")
	w.until("saved", func() bool { return strings.HasSuffix(w.Line(23), " saved") })
}

func TestAnnotationChangedElsewhereIsNotOverwritten(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	m.deaf = true
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	before := m.set("levy").All()[0]
	after := before
	after.Note = "from the other window"
	m.elsewhere(t, "levy", annotate.Edit(before, after))
	w.types("tq")
	w.sees("another window")
	w.types("<tab>")
	w.sees("from the other window")
	if got := m.set("levy").All()[0]; got.Note != "from the other window" || got.Tag != annotate.Claim {
		t.Errorf("saved %+v", got)
	}
}

// If a message said that the note was not saved, the user would type it again.
func TestTypedTextIsKeptWhenAnotherWindowChangesTheFields(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	m.deaf = true
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	before := m.set("levy").All()[0]
	after := before.Clone()
	after.Fields = after.Fields.With("claimant", "the port office")
	m.elsewhere(t, "levy", annotate.Edit(before, after))
	w.types("<enter>")
	w.sees("CARD")
	w.types("<s-tab>typed here<esc>")
	w.sees("your text was added")
	w.until("both are saved", func() bool {
		a := m.set("levy").All()[0]
		return a.Note == "typed here" && a.Fields.Get("claimant") == "the port office"
	})
	w.hides("not saved")
}

func TestManyTagKeysAtOnceThenQuit(t *testing.T) {
	var text strings.Builder
	text.WriteString("# Many\n\n")
	for i := range 40 {
		fmt.Fprintf(&text, "Sentence number %d stands here.\n\n", i+1)
	}
	m := newWorld(t, article("levy", text.String()))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.Type("1G" + strings.Repeat("c}", 40) + "Q")
	w.quits()
	if got := m.set("levy").Len(); got != 40 {
		t.Fatalf("%d annotations are saved", got)
	}
	history, err := m.store.History(m.id("levy"))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range history {
		if want := fmt.Sprintf("claim in ¶%d", i+1); s.Summary != want {
			t.Fatalf("step %d is %q, want %q", i, s.Summary, want)
		}
	}
}

func TestPastedTextIsNeverReadAsKeys(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.Type("\x1b[200~cqoQ\x1b[201~")
	w.types("1Gc")
	w.saved(m, "levy", 1)
}

func TestResizingTheWindowKeepsTheCaret(t *testing.T) {
	var text strings.Builder
	text.WriteString("# Long\n\n")
	for i := range 200 {
		fmt.Fprintf(&text, "Paragraph number %d is here and it is long enough to be broken into several rows on a narrow screen, is it not?\n\n", i+1)
	}
	w := open(t, newWorld(t, article("levy", text.String())), "levy", 80, 24)
	w.sees("READ")
	w.types("100G")
	w.sees("¶ 100/200")
	for _, size := range [][2]int{{50, 12}, {120, 40}, {200, 60}, {80, 24}} {
		w.resizes(size[0], size[1])
		w.until("the caret on paragraph 100", func() bool {
			col, row := w.Cursor()
			return strings.HasPrefix(cellsFrom(w, col, row), "Paragraph number 100")
		})
	}
}

func cellsFrom(w *window, col, row int) string {
	var b strings.Builder
	width, _ := w.Size()
	for ; col < width; col++ {
		b.WriteString(w.Cell(col, row).Content)
	}
	return b.String()
}

func TestLibrary(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("other", "# Another story\n\nIts only sentence."))
	w := open(t, m, "", 80, 24)
	w.sees("2 articles")
	w.types("/anoth")
	w.sees("1 of 2 articles")
	w.types("<enter><enter>")
	w.sees("Its only sentence.")
	w.types("L")
	w.sees("2 articles")
	w.types("/harb<enter>d")
	w.sees("Moved to the trash")
	w.until("the trash", func() bool { trash, err := m.store.Trash(); return err == nil && len(trash) == 1 })
	w.types("u")
	w.sees("Restored")
	w.types("<esc>q")
	w.sees("Q quits")
	w.types("<esc>")
	w.sees("Its only sentence.")
	w.types("Q")
	w.quits()
}

func TestHelpIsMadeFromTheKeyTable(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 40)
	w.sees("READ")
	w.types("?")
	w.sees("select the paragraph")
	w.types("q")
	w.sees("Q quits Galley")
	w.types("<esc>")
	w.sees("READ")
}

func TestScreenThatIsTooSmallSaysSo(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 39, 9)
	w.sees("needs 40×10; this is 39×9.")
	w.resizes(20, 9)
	w.sees("needs 40×10;\nthis is 20×9.")
	w.resizes(20, 1)
	w.sees("Galley needs 40×10;")
}

func TestReadingPlaceIsKept(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("3G")
	w.sees("¶ 3/3")
	w.types("Q")
	w.quits()
	w = open(t, m, "levy", 80, 24)
	w.sees("¶ 3/3")
}

// Two windows share a library: whatever is done in one while something is open in the
// other, nothing is lost.
func TestClosingAnUntouchedCardKeepsWhatAnotherWindowWrote(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc<enter>")
	w.sees("CARD")
	before := m.set("levy").All()[0]
	after := before
	after.Note = "from the other window"
	m.elsewhere(t, "levy", annotate.Edit(before, after))
	w.Type("\x1b[I") // the window has the focus again: it looks whether others wrote
	w.types("Ada<esc>")
	w.until("both changes", func() bool {
		a := m.set("levy").All()[0]
		return a.Note == "from the other window" && a.Fields.Get("claimant") == "Ada"
	})
}

func TestRemovedArticleIsClosed(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("other", "# Another story\n\nIts only sentence."))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("L")
	w.sees("2 articles")
	w.types("/harb<enter>d")
	w.sees("Moved to the trash")
	w.types("<esc><esc>")
	w.sees("Q quits")
	w.types("o")
	w.types("u")
	w.sees("2 articles")
	if n := m.set("levy").Len(); n != 0 {
		t.Errorf("%d annotations on an article in the trash", n)
	}
}

func TestUnsavedStepsAreShownWhenTheArticleIsReopened(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("other", "# Another story\n\nIts only sentence."))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	unlock := m.lock(t)
	w.types("1Gc")
	w.sees("1 NOT SAVED")
	w.types("L")
	w.sees("2 articles")
	w.types("/anoth<enter><enter>")
	w.sees("Its only sentence.")
	w.types("L")
	w.sees("2 articles")
	w.types("/harb<enter><enter>")
	w.sees("C 1 ")
	unlock()
	w.saved(m, "levy", 1)
	w.types("u")
	w.saved(m, "levy", 0)
}

func TestWordKeysStayInTextFields(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc<enter>")
	w.sees("CARD")
	w.types("<s-tab>")
	w.Type("one two\x1bb\x1bd")
	w.types("<esc>")
	w.until("the note", func() bool { all := m.set("levy").All(); return len(all) == 1 && all[0].Note == "one" })
}

func TestFastEscThenACapital(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gv")
	w.sees("SELECT")
	w.Type("\x1bV")
	w.types("c")
	w.saved(m, "levy", 1)
	wantMarks(t, m, "claim: The vote came after nine hours, the longest sitting since 1998. It ends three years of argument.")
}

func TestMouseOpensCardsAndPressesKeys(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 120, 24)
	w.sees("READ")
	w.types("1Gc3G")
	w.saved(m, "levy", 1)
	col, row, _ := w.Find("nine hours")
	w.Click(vterm.Left, col, row)
	w.sees("click again")
	w.Click(vterm.Left, col+12, row)
	w.sees("CARD")
	w.types("checked<esc>")
	w.sees("┃ C checked")
	col, row, _ = w.Find("┃ C checked")
	w.Click(vterm.Left, col+4, row)
	w.sees("CARD")
	w.types("<esc>3G")
	w.sees("o opinion")
	col, row, _ = w.Find("o opinion")
	w.Click(vterm.Left, col+2, row)
	w.saved(m, "levy", 2)
	w.Click(vterm.Left, 3, 0)
	w.sees("MARKS")
}

// The hints for the rest of a key sequence take two rows of a narrow window. A card that
// a click opens at that moment still reaches the last row.
func TestACardOpenedDuringASequenceHasItsRows(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 40, 14)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	col, row, _ := w.Find("The vote")
	w.types("g")
	w.sees("spacing")
	w.Click(vterm.Left, col, row)
	w.sees("CARD")
	if !strings.Contains(w.Line(13), "CARD") {
		t.Errorf("a row is missing:\n%s", w.Text())
	}
}

func TestDraggingBeyondTheEdgeGoesOn(t *testing.T) {
	var text strings.Builder
	text.WriteString("# Long\n\n")
	for i := range 60 {
		fmt.Fprintf(&text, "Paragraph number %d.\n\n", i+1)
	}
	w := open(t, newWorld(t, article("levy", text.String())), "levy", 80, 24)
	w.sees("READ")
	w.Type("\x1b[<0;12;4M\x1b[<32;12;24M")
	w.sees("Paragraph number 20.")
	w.Type("\x1b[<32;13;24M") // the mouse is still held
	w.sees("Paragraph number 30.")
	w.Type("\x1b[<0;12;24m")
	w.sees("SELECT")
}

func TestFirstMinutes(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24, func(c *ui.Config) { c.Document.First = true })
	w.sees("c tags the sentence here as a claim")
	w.sees("READ")
	w.types("1Gcj")
	w.sees("enter opens the card of an annotation")
	w.types("k<enter>")
	w.sees("CARD")
	w.types("<esc>")
	w.sees("tab: next annotation")
	w.types("<tab>j")
	w.until("no hint", func() bool { return strings.Contains(w.Line(23), "READ") && !strings.Contains(w.Line(22), "tab") })
}

// Text typed in two windows at the same time is kept from both, whichever is saved
// first.
func TestNotesTypedInTwoWindowsAtOnceAreBothKept(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	m.deaf = true
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc<enter>")
	w.sees("CARD")
	w.saved(m, "levy", 1)
	w.types("<s-tab>here")
	w.sees("here")
	before := m.set("levy").All()[0]
	after := before
	after.Note = "there"
	m.elsewhere(t, "levy", annotate.Edit(before, after)) // this window has not heard of it
	w.types("<esc>")
	w.until("both notes", func() bool { return m.set("levy").All()[0].Note == "there\n\nhere" })
}

func TestNoteOnAnAnnotationDeletedElsewhereGoesToTheClipboard(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	m.deaf = true
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc<enter>")
	w.sees("CARD")
	w.saved(m, "levy", 1)
	w.types("Ada<s-tab>here")
	w.sees("here")
	m.elsewhere(t, "levy", annotate.Delete(m.set("levy").All()[0]))
	w.types("<esc>")
	w.sees("your text is on the")
	w.until("the note on the clipboard", func() bool { return strings.Contains(w.Raw(), "\x1b]52;c;aGVyZQpBZGE=") })
}
