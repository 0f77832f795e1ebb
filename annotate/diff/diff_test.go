package diff_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/diff"
)

// article makes an article of paragraphs.
func article(paragraphs ...string) *annotate.Article {
	a := &annotate.Article{Text: strings.Join(paragraphs, annotate.Separator)}
	off := 0
	for _, p := range paragraphs {
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: off, End: off + len(p)}})
		off += len(p) + len(annotate.Separator)
	}
	a.Digest = annotate.DigestOf(a.Text)
	annotate.NumberBlocks(a.Blocks)
	return a
}

// paint returns a comparison with one line per pair. Edits are [-old-]{+new+}.
func paint(old, new *annotate.Article, d *diff.Diff) string {
	var b strings.Builder
	for _, p := range d.Pairs {
		switch p.Kind {
		case diff.Removed:
			fmt.Fprintf(&b, "- %s\n", old.Blocks[p.Old].Span.In(old.Text))
		case diff.Added:
			fmt.Fprintf(&b, "+ %s\n", new.Blocks[p.New].Span.In(new.Text))
		case diff.Moved:
			fmt.Fprintf(&b, "> %s\n", new.Blocks[p.New].Span.In(new.Text))
		case diff.Equal:
			fmt.Fprintf(&b, "  %s\n", new.Blocks[p.New].Span.In(new.Text))
		case diff.Edited:
			fmt.Fprintf(&b, "~ %s\n", paintEdits(old, new, p))
		}
	}
	return b.String()
}

func paintEdits(old, new *annotate.Article, p diff.Pair) string {
	var b strings.Builder
	block := new.Blocks[p.New].Span
	at := block.Start
	for _, e := range p.Edits {
		b.WriteString(new.Text[at:e.New.Start])
		if !e.Old.Empty() {
			fmt.Fprintf(&b, "[-%s-]", e.Old.In(old.Text))
		}
		if !e.New.Empty() {
			fmt.Fprintf(&b, "{+%s+}", e.New.In(new.Text))
		}
		at = e.New.End
	}
	return b.String() + new.Text[at:block.End]
}

const (
	levy  = "The levy adds 4.20 to every ticket, the port office said. It begins in July."
	vote  = "The vote came after nine hours, the longest sitting since 1998."
	crews = "“Nobody asked the ferry crews,” said Ada Lund, who leads the union."
)

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new []string
		want     string
		summary  string
	}{
		{"nothing", []string{levy, vote}, []string{levy, vote}, "  " + levy + "\n  " + vote + "\n", "no words changed"},
		{"a figure", []string{levy, vote}, []string{strings.Replace(levy, "4.20", "5.10", 1), vote},
			"~ The levy adds [-4.20-]{+5.10+} to every ticket, the port office said. It begins in July.\n  " + vote + "\n", "1 paragraph edited"},
		{"words put in and taken out", []string{levy}, []string{"The new levy adds 4.20 to every ticket. It begins in July."},
			"~ The {+new+} levy adds 4.20 to every ticket[-, the port office said-]. It begins in July.\n", "1 paragraph edited"},
		{"a sentence put in", []string{levy}, []string{strings.Replace(levy, " It", " Nobody knows why. It", 1)},
			"~ The levy adds 4.20 to every ticket, the port office said. {+Nobody knows why.+} It begins in July.\n", "1 paragraph edited"},
		{"a paragraph added, one removed", []string{levy, vote}, []string{vote, crews},
			"- " + levy + "\n  " + vote + "\n+ " + crews + "\n", "1 paragraph added, 1 removed"},
		{"a paragraph moved", []string{levy, vote, crews}, []string{vote, crews, levy},
			"  " + vote + "\n  " + crews + "\n> " + levy + "\n", "1 paragraph moved"},
		{"line breaks", []string{"One two\nthree."}, []string{"One\ntwo three."}, "  One\ntwo three.\n", "no words changed"},
		{"quotation marks", []string{crews}, []string{"\"Nobody asked the ferry crews,\" said Ada Lund, who leads the union."},
			"~ [-“-]{+\"+}Nobody asked the ferry crews,[-”-]{+\"+} said Ada Lund, who leads the union.\n", "1 paragraph edited"},
		{"a paragraph split", []string{levy + " " + vote}, []string{levy, vote},
			"~ " + levy + "[-" + vote + "-]\n+ " + vote + "\n", "1 paragraph edited, 1 added"},
		{"everything", []string{levy}, []string{"Quite another story about whales."},
			"+ Quite another story about whales.\n- " + levy + "\n", "1 paragraph added, 1 removed"},
		{"no blanks", []string{"港口办公室周四表示，每张票加价四元。"}, []string{"港口办公室周五表示，每张票加价四元。"},
			"~ 港口办公室周[-四-]{+五+}表示，每张票加价四元。\n", "1 paragraph edited"},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new := article(c.old...), article(c.new...)
			d := diff.Compare(old, new)
			if got := paint(old, new, d); strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(c.want), " ") {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			if d.String() != c.summary {
				t.Errorf("%q, want %q", d, c.summary)
			}
			checkLaws(t, old, new, d)
		})
	}
}

// A failer is a test or a rapid test.
type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// checkLaws checks what holds for every comparison.
func checkLaws(t failer, old, new *annotate.Article, d *diff.Diff) {
	t.Helper()
	checkRuns(t, old, new, d)
	wasThere, isThere := make([]int, len(old.Blocks)), make([]int, len(new.Blocks))
	lastOld, lastNew := -1, -1
	for _, p := range d.Pairs {
		if p.Old >= 0 {
			wasThere[p.Old]++
		}
		if p.New >= 0 {
			isThere[p.New]++
			if p.New <= lastNew {
				t.Fatalf("new block %d after %d", p.New, lastNew)
			}
			lastNew = p.New
		}
		if p.Old >= 0 && p.Kind != diff.Moved {
			if p.Old <= lastOld {
				t.Fatalf("old block %d after %d", p.Old, lastOld)
			}
			lastOld = p.Old
		}
		checkPair(t, old, new, p)
	}
	for i, n := range append(wasThere, isThere...) {
		if n != 1 {
			t.Fatalf("block %d is in %d pairs", i, n)
		}
	}
}

func checkRuns(t failer, old, new *annotate.Article, d *diff.Diff) {
	t.Helper()
	taken := make([]bool, len(new.Text))
	end, newEnd := 0, 0
	for _, r := range d.Runs {
		if r.Old.Start < end || r.Old.Empty() || r.Old.In(old.Text) != r.New.In(new.Text) {
			t.Fatalf("run %+v after %d: %q and %q", r, end, r.Old.In(old.Text), r.New.In(new.Text))
		}
		for i := r.New.Start; i < r.New.End; i++ {
			if taken[i] {
				t.Fatalf("run %+v overlaps another", r)
			}
			taken[i] = true
		}
		if !r.Moved && r.New.Start < newEnd {
			t.Fatalf("run %+v is not in order", r)
		}
		if !r.Moved {
			newEnd = r.New.End
		}
		if !annotate.IsGraphemeBoundary(old.Text, r.Old.Start) || !annotate.IsGraphemeBoundary(new.Text, r.New.End) {
			t.Fatalf("run %+v cuts a character", r)
		}
		end = r.Old.End
	}
}

// checkPair checks that the edits turn the old block into the new one, except for
// white space.
func checkPair(t failer, old, new *annotate.Article, p diff.Pair) {
	t.Helper()
	if (len(p.Edits) > 0) != (p.Kind == diff.Edited) {
		t.Fatalf("edits of %+v", p)
	}
	if p.Old < 0 || p.New < 0 {
		return
	}
	block := old.Blocks[p.Old].Span
	text, at := "", block.Start
	for _, e := range p.Edits {
		if e.Old.Start < at || e.Old.Empty() && e.New.Empty() {
			t.Fatalf("edit %+v after %d", e, at)
		}
		text += old.Text[at:e.Old.Start] + e.New.In(new.Text)
		at = e.Old.End
	}
	text += old.Text[at:block.End]
	if is := new.Blocks[p.New].Span.In(new.Text); squeeze(text) != squeeze(is) {
		t.Fatalf("edits make %q of the old block, not %q", text, is)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// drawArticles draws two versions of an article from a few sentences, so that
// much is equal, repeated, moved and edited.
func drawArticles(t *rapid.T) (old, new *annotate.Article) {
	sentence := rapid.OneOf(
		rapid.SampledFrom([]string{levy, vote, crews, "Yes.", "No, he said.", "The end 👩‍👩‍👧 é."}),
		rapid.StringMatching(`([abc]{1,2} ){0,12}[ab中]\.`))
	paragraph := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(sentence, 1, 4).Draw(t, "sentences"), rapid.SampledFrom([]string{" ", "\n"}).Draw(t, "blank"))
	})
	before := rapid.SliceOfN(paragraph, 1, 8).Draw(t, "old")
	after := append([]string{}, before...)
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		i := rapid.IntRange(0, len(after)-1).Draw(t, "at")
		switch rapid.IntRange(0, 4).Draw(t, "edit") {
		case 0:
			after = append(after[:i:i], append([]string{paragraph.Draw(t, "added")}, after[i:]...)...)
		case 1:
			if len(after) > 1 {
				after = append(after[:i:i], after[i+1:]...)
			}
		case 2:
			after[i] = strings.Replace(after[i], " ", " new ", 1)
		case 3:
			j := rapid.IntRange(0, len(after)-1).Draw(t, "with")
			after[i], after[j] = after[j], after[i]
		case 4:
			after[i] += " " + after[i]
		}
	}
	return article(before...), article(after...)
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := drawArticles(t)
		checkLaws(t, old, new, diff.Compare(old, new))
	})
}

func TestAnArticleIsEqualToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, _ := drawArticles(t)
		d := diff.Compare(a, a)
		if d.HasChanges() || len(d.Runs) != len(a.Blocks) {
			t.Fatalf("%s, %d runs", d, len(d.Runs))
		}
		off := rapid.IntRange(0, len(a.Text)).Draw(t, "off")
		if b := a.Blocks[a.BlockAt(off)].Span; b.Contains(off) && d.NewFromOld(off) != off {
			t.Fatalf("%d becomes %d", off, d.NewFromOld(off))
		}
	})
}

func TestNewFromOld(t *testing.T) {
	old, new := article(levy, vote, crews), article("A new first paragraph.", levy, crews)
	d := diff.Compare(old, new)
	for _, c := range []struct{ at, follows string }{
		{"the port office", "the port office"},
		{"after nine hours", "“Nobody"},
		{"Ada Lund", "Ada Lund"},
	} {
		got := d.NewFromOld(strings.Index(old.Text, c.at))
		if !strings.HasPrefix(new.Text[got:], c.follows) {
			t.Errorf("%q becomes %q", c.at, new.Text[got:])
		}
	}
	if got := d.NewFromOld(len(old.Text)); got != len(new.Text) {
		t.Errorf("the end becomes %d of %d", got, len(new.Text))
	}
	if got := diff.Compare(article("Gone."), article("Other")).NewFromOld(3); got != 0 {
		t.Errorf("in another text: %d", got)
	}
}

func TestShared(t *testing.T) {
	for _, c := range []struct {
		old, new   []string
		from, upTo float64
	}{
		{[]string{levy, vote}, []string{levy, vote}, 1, 1},
		{[]string{levy, vote}, []string{vote, levy}, 1, 1},
		{[]string{levy}, []string{crews, levy, vote}, 1, 1},
		{[]string{levy, vote}, []string{levy, crews}, 0.4, 0.6},
		{[]string{levy, vote}, []string{"Quite another story about whales."}, 0, 0.1},
		{[]string{"The harbour board met on Tuesday evening. Nobody paid the levy."}, []string{"THE HARBOUR BOARD MET ON TUESDAY EVENING. NOBODY PAID THE LEVY."}, 0.7, 1},
		{[]string{"L’école d’été a coûté 40 € l’an dernier.", "Personne ne l’a payée."}, []string{"L'ECOLE D'ETE A COUTE 40 € L'AN DERNIER.", "PERSONNE NE L'A PAYEE."}, 0.7, 1},
		{[]string{"The harbour board met on Tuesday evening."}, []string{"ＴＨＥ ＨＡＲＢＯＵＲ ＢＯＡＲＤ ＭＥＴ ＯＮ ＴＵＥＳＤＡＹ ＥＶＥＮＩＮＧ."}, 0.7, 1},
		{[]string{"The harbour board met on Tuesday evening."}, []string{"PERSONNE NE L'A PAYEE, THE HARBOUR."}, 0, 0.33},
	} {
		if got := diff.Compare(article(c.old...), article(c.new...)).Shared; got < c.from || got > c.upTo {
			t.Errorf("%q and %q share %.2f", c.old, c.new, got)
		}
	}
}

// hostile returns texts with nothing in common, or far too much.
func hostile(lines int) map[string]*annotate.Article {
	alternating, counting, cyclic := make([]string, lines), make([]string, lines), make([]string, lines)
	for i := range lines {
		alternating[i], counting[i], cyclic[i] = string("ab"[i%2]), fmt.Sprint(i*7919%lines), string("abcdefghij"[i*i%10])
	}
	return map[string]*annotate.Article{
		"one letter":  article(strings.Fields(strings.Repeat("a ", lines))...),
		"fewer":       article(strings.Fields(strings.Repeat("a ", lines/2))...),
		"alternating": article(alternating...),
		"turned":      article(alternating[1:]...),
		"shuffled":    article(counting...),
		"cyclic":      article(cyclic...),
		"one line":    article(strings.Repeat("a b ", lines) + "c"),
		"sentences":   article(strings.Repeat("A b c d. ", lines/2) + "End."),
		"no end":      article(strings.Repeat("abcdefghij", lines)),
	}
}

// hostilePairs are the slowest pairs of hostile texts.
var hostilePairs = map[string][2]string{
	"one-letter": {"one letter", "fewer"}, "alternating": {"alternating", "turned"}, "cyclic": {"cyclic", "shuffled"},
	"letters": {"alternating", "cyclic"}, "sentences": {"sentences", "one line"}, "no-end": {"no end", "one line"},
}

// These take minutes if any step takes quadratic time.
func TestHostileTexts(t *testing.T) {
	texts := hostile(5_000)
	for a, old := range texts {
		for b, new := range texts {
			d := diff.Compare(old, new)
			checkRuns(t, old, new, d)
			if a == b && d.HasChanges() {
				t.Errorf("%s has changed: %s", a, d)
			}
		}
	}
	texts = hostile(20_000)
	for _, pair := range hostilePairs {
		old, new := texts[pair[0]], texts[pair[1]]
		checkRuns(t, old, new, diff.Compare(old, new))
	}
}

func TestCompareIsDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := drawArticles(t)
		if diff := cmp.Diff(diff.Compare(old, new), diff.Compare(old, new)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A long article of which much was rewritten is compared by what occurs once in
// both versions: that must be the longest part in order, with the rest moved.
func TestLongArticlesKeepTheLongestPartInOrder(t *testing.T) {
	const n = 600
	paragraphs := func(word string, from, to int) (all []string) {
		for i := from; i < to; i++ {
			all = append(all, fmt.Sprintf("Paragraph %s %d is about ferry %d.", word, i, i*i))
		}
		return all
	}
	same := paragraphs("kept", 0, n)
	old := article(slices.Concat(paragraphs("old", 0, 20), same, paragraphs("old", 20, 40))...)
	// A passage from the middle is at the front, another one at the end.
	new := article(slices.Concat(paragraphs("new", 0, 10), same[300:310], same[:50], same[60:300], []string{"More."}, same[310:], same[50:60], paragraphs("new", 10, 20))...)
	d := diff.Compare(old, new)
	checkLaws(t, old, new, d)
	kinds := map[diff.Kind]int{}
	for _, p := range d.Pairs {
		kinds[p.Kind]++
		if p.Kind == diff.Moved && !strings.Contains(old.Blocks[p.Old].Span.In(old.Text), " kept ") {
			t.Errorf("moved: %q", old.Blocks[p.Old].Span.In(old.Text))
		}
	}
	if kinds[diff.Equal] != n-20 || kinds[diff.Moved] != 20 {
		t.Errorf("%d equal, %d moved: %s", kinds[diff.Equal], kinds[diff.Moved], d)
	}
}
