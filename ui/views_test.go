package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/internal/vterm"
	"galley/sample"
	"galley/ui"
)

// opened opens the sample, presses keys and waits for words.
func opened(t *testing.T, width, height int, typed, words string) *window {
	t.Helper()
	w := open(t, sampleWorld(t), sample.Name, width, height)
	w.sees("READ")
	w.types(typed)
	w.sees(words)
	return w
}

func TestListShowsWhatIsStillOpen(t *testing.T) {
	w := opened(t, 100, 30, "A", "Open: 1 claim being checked")
	w.types("s")
	w.sees("1 of 6")
	w.sees("Only open ones")
	if _, _, ok := w.Find("the levy should bring in about 10.9 million"); !ok {
		t.Errorf("the open claim is not listed:\n%s", w.Text())
	}
	w.types("s")
	w.sees("4 of 6")
	w.types("s")
	w.until("all of them", func() bool { return strings.HasSuffix(w.Line(0), " 6") })
}

func TestTheListIsFilteredByTagPlaceAndWords(t *testing.T) {
	for name, c := range map[string]struct{ typed, sees, shown string }{
		"claims only":              {"c", "Only claims", "3 of 6"},
		"claims and quotes":        {"cq", "Only claims and quotes", "5 of 6"},
		"a tag taken back":         {"cqc", "Only quotes", "2 of 6"},
		"all three is all":         {"cqo", "All tags are shown", ""},
		"words of the quotation":   {"/2.6 million<enter>", "With “2.6 million”", "2 of 6"},
		"words of a note":          {"/design office earliest<enter>", "With “design office earliest”", "1 of 6"},
		"a field":                  {"/korhal<enter>", "With “korhal”", "2 of 6"},
		"a paragraph":              {"/¶6<enter>", "¶6", ""},
		"in another writing":       {"/KÖRHAL", "Words: KÖRHAL", "0 of 6"},
		"words and tag":            {"c/korhal<enter>", "Only claims · with “korhal”", "1 of 6"},
		"q never quits":            {"q", "Only quotes are shown. esc goes back to the text, Q quits.", "2 of 6"},
		"nothing is uncertain":     {"a", "No annotation matches: Only uncertain places", "0 of 6"},
		"the way out of no match":  {"ss/lamps<enter>", "s changes open and done, esc clears the words.", "0 of 6"},
		"only what is wrong":       {"sss", "Only inaccurate and misleading ones", "1 of 6"},
		"all places are certain":   {"aa", "Only certain places", ""},
		"by person":                {"S", "By person · 4 people, others not named", ""},
		"by tag":                   {"SS", "By tag", ""},
		"by time":                  {"SSS", "By time", ""},
		"a key that means nothing": {"Z", "Z does nothing here: enter goes to the annotation", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := opened(t, 80, 24, "A", "MARKS")
			w.types(c.typed)
			w.sees(c.sees)
			w.sees(c.shown)
		})
	}
}

func TestEscClearsTheFilterThenLeavesTheList(t *testing.T) {
	w := opened(t, 80, 24, "A", "MARKS")
	w.types("/korhal<enter>")
	w.sees("2 of 6")
	w.types("<esc>")
	w.until("all of them", func() bool { return strings.HasSuffix(w.Line(0), " 6") })
	w.types("<esc>")
	w.sees("READ")
}

func TestEnterGoesToTheChosenAnnotation(t *testing.T) {
	w := opened(t, 80, 24, "A", "MARKS")
	w.types("/signal hill<enter><enter>")
	w.sees("READ")
	col, row := w.Cursor()
	if got := cellsFrom(w, col, row); !strings.HasPrefix(got, "A levy on crossings") {
		t.Errorf("the caret is before %q:\n%s", got, w.Text())
	}
	w.types("<enter>")
	w.sees("CARD")
	w.sees("The Kelder Bay Courier")
}

func TestTheListKeepsItsFiltersAndBeginsAtTheCaret(t *testing.T) {
	w := opened(t, 80, 24, "A", "MARKS")
	w.types("c<enter>")
	w.sees("READ")
	w.types("<esc>GA")
	w.sees("Only claims")
	w.types("<esc>")
	w.sees("READ")
}

func TestAnnotationFromAnotherWindowAppearsInTheList(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("A")
	w.sees("No annotations yet")
	a := m.articles["levy"]
	m.elsewhere(t, "levy", annotate.Create(annotate.Annotation{ID: "other", Article: "levy", Tag: annotate.Claim,
		Anchor: anchor.Describe(a.Text, a.Digest, a.Blocks[2].Span)}))
	w.Type("\x1b[I") // the window gets the focus
	w.sees("Open: 1 claim unchecked")
	w.sees("“Nobody asked the ferry crews,”")
}

func TestUnplacedAnnotationSaysSo(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	lost := annotate.Annotation{ID: "lost", Article: "levy", Tag: annotate.Quote, Anchor: annotate.Anchor{
		Exact: "words that were cut", State: annotate.Orphan, Reason: "the words are gone"}}
	m.elsewhere(t, "levy", annotate.Create(lost))
	w := open(t, m, "levy", 80, 24)
	w.sees("needs a place")
	w.types("A")
	w.sees("1 uncertain place")
	w.sees("ORPHAN")
	w.types("<enter>")
	w.sees("these words are gone.")
	w.types("<esc>P")
	w.sees("orphan: the words are gone")
	w.types("<enter>")
	w.sees("v selects where")
	w.types("=")
	w.sees("Kept without a place.")
	w.types("A<enter>")
	w.sees("It has no place in this version")
}

func TestContentsShowSectionsAndTheirAnnotations(t *testing.T) {
	w := opened(t, 80, 24, "6GT", "CONTENTS")
	w.types("j<enter>")
	w.sees("READ")
	w.types("T")
	w.sees("▌▸")
	w.types("q")
	w.sees("esc goes back, Q quits Galley; everything is saved.")
	w.types("ggj<enter>")
	w.sees("READ")
	col, row := w.Cursor()
	if got := cellsFrom(w, col, row); !strings.HasPrefix(got, "Harbour levy passes") {
		t.Errorf("the caret is before %q", got)
	}
}

func TestAnArticleWithoutHeadingsIsListedByItsParagraphs(t *testing.T) {
	w := open(t, newWorld(t, article("levy", levy)), "levy", 80, 24)
	w.sees("READ")
	w.types("2GqT")
	w.sees("“Nobody asked the ferry crews,”")
	w.sees("Q1")
	w.types("G<enter>")
	w.sees("¶ 3/3")
}

func TestReviewShowsEverythingAndLeadsToThePlace(t *testing.T) {
	w := opened(t, 100, 40, "P", "6 annotations: 3 claims, 2 quotes, 1 opinion")
	w.sees("Claims: 1 checking, 1 accurate, 1 inaccurate")
	w.sees("annotations per paragraph")
	w.sees("But the four exempt groups below pay nothing") // the note, through glamour
	w.sees("Port office, traffic table for 2025, line 4")  // a source
	w.types("G")
	w.sees("The Kelder Bay Courier")
	w.sees("6 of 6")
	w.types("gg<tab>n<enter>")
	w.sees("READ")
	col, row := w.Cursor()
	if got := cellsFrom(w, col, row); !strings.HasPrefix(got, "The wall will be finished") {
		t.Errorf("the caret is before %q", got)
	}
}

func TestNextEntryGoesThroughAllOfThem(t *testing.T) {
	w := opened(t, 40, 10, "P", "1 of 6")
	for i := 2; i <= 6; i++ {
		w.types("n")
		w.sees(fmt.Sprintf("%d of 6", i))
	}
	w.types("n")
	w.types("ppppp")
	w.sees("1 of 6")
	w.types("4G")
	w.sees("4 of 6")
}

func TestViewsLeadToEachOtherAndEscToTheText(t *testing.T) {
	w := opened(t, 80, 24, "A", "MARKS")
	for _, c := range []struct{ key, sees string }{{"T", "CONTENTS"}, {"P", "REVIEW"}, {"A", "MARKS"}, {"P", "REVIEW"}, {"?", "HELP"}, {"<esc>", "REVIEW"}, {"<esc>", "READ"}} {
		w.types(c.key)
		w.sees(c.sees)
	}
	w.types("PQ")
	w.quits()
}

func TestMouseInTheViews(t *testing.T) {
	for key, mode := range map[string]string{"A": "MARKS", "P": "REVIEW"} {
		t.Run(mode, func(t *testing.T) {
			w := opened(t, 100, 40, key, mode)
			col, row, _ := w.Find("the levy should bring in")
			w.Click(vterm.Left, col, row)
			w.until("the sign of the chosen one", func() bool { return strings.HasPrefix(strings.TrimSpace(w.Line(row)), "▌") })
			w.Click(vterm.Left, col, row)
			w.sees("READ")
		})
	}
	w := opened(t, 40, 10, "P", "1 of 6")
	w.Scroll(vterm.WheelDown, 5, 5)
	w.Scroll(vterm.WheelDown, 5, 5)
	w.until("the page scrolled", func() bool { return !strings.Contains(w.Text(), "6 annotations") })
}

func TestResizingTheWindowKeepsTheSelection(t *testing.T) {
	w := opened(t, 80, 24, "A", "MARKS")
	w.types("G")
	for _, size := range [][2]int{{40, 10}, {120, 40}, {200, 60}, {80, 24}} {
		w.resizes(size[0], size[1])
		w.until("the last one chosen", func() bool { return strings.Contains(w.Text(), "▌ O") })
	}
}

// The filter of the library also searches annotated words and notes.
func TestLibraryFilterSearchesAnnotations(t *testing.T) {
	m := newWorld(t, article("levy", levy), article("wall", "# The wall\n\nIt will stand in 2028, the mayor said."))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gc")
	w.saved(m, "levy", 1)
	w.types("L")
	w.sees("2 articles")
	w.sees("1 100%")
	w.types("/nine hours")
	w.sees("1 of 2 articles")
	w.sees("vote came after nine hours")
	w.types("<enter><enter>")
	w.sees("READ")
	w.sees("Nobody asked the ferry crews")
}

// A name that was typed once is completed in every field for names: the speaker of one
// quote may be the claimant of another claim.
func TestANameIsCompletedInOtherTags(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("2Gq<enter>Ada Lund<esc>")
	w.sees("Card kept")
	w.types("1Gc<enter>Ad")
	w.sees("→ completes")
	w.types("<right><esc>")
	w.sees("Card kept")
	w.until("the claimant", func() bool {
		all := m.set("levy").All()
		return len(all) == 2 && all[0].Fields.Get("claimant") == "Ada Lund"
	})
}

// The keys at the bottom can be clicked on every screen.
func TestAClickOnAKeyAtTheBottomPressesIt(t *testing.T) {
	desk(t)
	w := open(t, newWorld(t, article("levy", levy)), "levy", 100, 24)
	w.sees("READ")
	w.types("1Gc")
	w.sees("C 1")
	click := func(words string) {
		w.t.Helper()
		w.sees(words)
		col, row, _ := w.Find(words)
		w.Click(vterm.Left, col, row)
	}
	w.types("A")
	click("E export")
	w.sees("in ~/desk")
	click("esc back")
	click("? help")
	w.sees("HELP")
	click("esc back")
	w.sees("MARKS")
	click("enter go")
	w.sees("READ")
}

// Ada reads while Ben marks in his own window.
func TestMarksOfOthersAppearWhileReading(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	as := func(name string) *window {
		return open(t, m, "levy", 100, 24, func(cfg *ui.Config) { cfg.Author = name })
	}
	ada, ben := as("ada"), as("ben")
	ada.sees("READ")
	ben.sees("READ")
	ben.types("2Gc")
	ada.sees("ben marked ¶2.")
	ada.sees("C 1")
	ada.types("1Gq")
	ben.sees("ada marked ¶1.")
	ada.saved(m, "levy", 2)
}

// The status line says who else has the article open, and the header where they are.
func TestOthersWhoReadTheArticleAreShown(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	as := func(name string) *window {
		m.author = name
		return open(t, m, "levy", 100, 24)
	}
	ada := as("ada")
	ada.sees("READ")
	ben := as("ben")
	ben.sees("Also reading this: ada.")
	ben.sees("with ada")
	ben.types("2G")
	ada.sees("Also reading this: ben.")
	ada.sees("with ben ¶2")
	ben.types("Q")
	ben.quits()
	ada.until("ben is gone", func() bool { return !strings.Contains(ada.Text(), "with ben") })
}
