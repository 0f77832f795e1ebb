package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/ui"
)

// offered is an article with five offers, one of them a quotation in two parts.
const offered = `The council of the town met in the hall and that was the end of it.

“Nobody asked the ferry crews,” said harbor union chair Ada Lund.

Per Aske of the port did not agree. “We will not pay,” he said, “and nobody will stop us.”

Lund left the hall, saying “this is a disgrace for the town.” On the wall was “nobody asked the ferry crews” in red.

“It is the end of the ferry,” Bo Ek told the council.`

func levyWorld(t *testing.T, others ...*annotate.Article) *world {
	t.Helper()
	a, err := source.Read([]byte(offered), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = "levy"
	return newWorld(t, append(others, a)...)
}

// quotes lists the saved annotations: speaker, how many there are with this rule, seen.
func quotes(m *world) string {
	var all []string
	for _, a := range m.set("levy").All() {
		text := string(a.Tag) + " " + a.Fields.Get("speaker") + " " + a.Suggested
		if len(a.Links) > 0 {
			text += " " + string(a.Links[0].Kind)
		}
		if a.Seen {
			text += " seen"
		}
		all = append(all, text)
	}
	return strings.Join(all, "|")
}

func (w *window) saves(m *world, want string) {
	w.t.Helper()
	w.until("on disk: "+want, func() bool { return quotes(m) == want })
}

// Suggestions are shown, taken, refused, taken back and remembered across a restart.
func TestSuggestionsOneByOne(t *testing.T) {
	m := levyWorld(t)
	w := open(t, m, "levy", 120, 24)
	w.sees("READ")
	if strings.Contains(w.Text(), "q?") {
		t.Error("suggestions are shown unasked")
	}
	w.types("W")
	w.sees("Read first")
	w.sees("1 of 5: quote? Ada Lund, harbor union chair · certain: “…” said Ada Lund")
	w.sees("5 suggested quotes")
	w.sees("e card")
	w.types("y")
	w.sees("Quote taken, u undoes it.")
	w.sees("quote? he: Per Aske? · certain: “…” he said · 2 parts")
	w.saves(m, "quote Ada Lund verb-name/1")
	w.types("<enter>")
	w.sees("3 suggested quotes")
	w.saves(m, "quote Ada Lund verb-name/1|quote he name-verb/1|quote  continuation/1 continues")
	w.types("u")
	w.sees("Undid: suggested quote in ¶3")
	w.sees("4 suggested quotes")
	w.saves(m, "quote Ada Lund verb-name/1")
	w.types("n")
	w.sees("Refused, u undoes it.")
	w.sees("3 suggested quotes")
	w.types("u")
	w.sees("No longer refused.")
	w.sees("1 of 4: quote? he")
	w.types("-")
	w.sees("3 suggested quotes")
	w.types("e")
	w.sees("▸ note")
	w.types("<esc>")
	w.sees("tab goes to the next suggestion.")
	w.saves(m, "quote Ada Lund verb-name/1|quote Lund participle/1 seen")
	w.types("<tab>")
	w.sees("1 of 2: quote? likely: quotation marks")
	w.types("<s-tab>")
	w.sees("From the end.  2 of 2: quote? Bo Ek")
	w.types("<esc>")
	w.sees("Suggestions stay shown")
	w.sees("2 suggested quotes")
	w.sees("q?")
	w.types("Q")
	w.quits()

	w = open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("W")
	w.sees("2 suggested quotes")
	if strings.Contains(w.Text(), "Read first") {
		t.Error("the explanation comes again")
	}
	w.types("W")
	w.sees("Suggestions hidden; W shows them again.")
	w.until("no suggestions", func() bool { return !strings.Contains(w.Text(), "q?") })
}

// That reading comes first is explained once to each user of a library.
func TestReadingFirstIsExplainedOnce(t *testing.T) {
	other, err := source.Read([]byte("“We will never pay the levy,” said Bo Ek of the port.\n\nThe council met in the hall, and that was the end of it."), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	other.ID = "other"
	german, err := source.Read([]byte("Der Rat hat am Montag getagt, und das war das Ende der Sitzung.\n\n„Wir werden die Abgabe nicht zahlen“, sagte Bo Ek."), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	german.ID = "german"
	m := levyWorld(t, other, german)
	for _, c := range []struct{ author, id, says, not string }{
		{"ada", "levy", "Read first", "not in English"},
		{"ada", "other", "1 of 1: quote? Bo Ek", "Read first"},
		{"ada", "german", "The text is not in English: no claims are suggested", "Read first"},
		{"bo", "other", "Read first", "not in English"},
	} {
		m.author = c.author
		w := open(t, m, c.id, 130, 24)
		w.sees("READ")
		w.types("W")
		w.sees("quote? ")
		w.sees(c.says)
		if strings.Contains(w.Text(), c.not) {
			t.Errorf("%s in %s sees %q:\n%s", c.author, c.id, c.not, w.Text())
		}
		w.types("<esc>Q")
		w.quits()
	}
}

// Those that are certain are taken at once, as one step, after their number was shown.
func TestAllCertainSuggestionsAreTaken(t *testing.T) {
	m := levyWorld(t)
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("Wa") // too fast for the search
	w.sees("Take all that are certain: 3 quotes? y takes them")
	w.types("n")
	w.sees("Canceled.")
	w.types("a")
	w.sees("Take all that are certain: 3 quotes?")
	w.types("y")
	w.sees("Taken: 3 quotes, u undoes it.")
	w.saved(m, "levy", 4)
	w.sees("2 suggested quotes")
	w.types("a")
	w.sees("No suggestion that is left is certain.")
	for _, a := range m.set("levy").All() {
		if a.Creator != "ada" || a.Suggested == "" || a.Seen {
			t.Errorf("%+v", a)
		}
	}
	w.types("<esc>u")
	w.sees("Undid: 3 suggested quotes")
	w.saved(m, "levy", 0)
	w.sees("5 suggested quotes")
	w.types("<ctrl+r>")
	w.saved(m, "levy", 4)
}

// An annotation that was taken without a look says so, until its card has been opened.
func TestWhatWasNeverOpenedSaysSo(t *testing.T) {
	m := levyWorld(t)
	w := open(t, m, "levy", 130, 30)
	w.sees("READ")
	w.types("Wy")
	w.sees("4 suggested quotes")
	w.saves(m, "quote Ada Lund verb-name/1")
	w.types("<esc>A")
	w.sees("suggested, unseen")
	w.types("P")
	w.sees("ada · 14 May 2026 · suggested, unseen")
	w.types("<esc>")
	w.sees("READ")
	w.types("<s-tab>")
	w.sees("1 of 1")
	w.types("<enter>")
	w.sees("suggested, unseen")
	w.types("<esc>")
	w.saves(m, "quote Ada Lund verb-name/1 seen")
	w.sees("4 suggested quotes")
	w.types("A")
	w.sees("Open: 1 quote unverified")
	if strings.Contains(w.Text(), "suggested, unseen") {
		t.Error("it is seen")
	}
}

// What is scrolled out of sight is not answered blindly.
func TestScrollingDuringSuggestions(t *testing.T) {
	text := offered
	for i := range 60 {
		text += fmt.Sprintf("\n\nParagraph %d of the minutes of the council.", i)
	}
	a, err := source.Read([]byte(text), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = "levy"
	m := newWorld(t, a)
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("W")
	w.sees("1 of 5")
	w.types("G")
	w.sees("Paragraph 59")
	w.types("y")
	w.sees("met in the hall")
	w.sees("1 of 5")
	w.types("y")
	w.sees("Quote taken")
	w.saved(m, "levy", 1)
}

// With the setting, suggestions are shown from the start, and nothing is asked.
func TestSuggestionsFromTheStart(t *testing.T) {
	m := levyWorld(t)
	article := m.articles["levy"]
	words := annotate.Span{Start: strings.Index(offered, "“Nobody"), End: strings.Index(offered, " said harbor")}
	m.elsewhere(t, "levy", annotate.Create(annotate.Annotation{
		ID: "mine", Tag: annotate.Quote, Creator: "ada", Created: now, Modified: now, Anchor: anchor.Describe(article.Text, article.Digest, words),
	}))
	w := open(t, m, "levy", 120, 24, func(c *ui.Config) { c.Suggest = true })
	w.sees("READ")
	w.sees("4 suggested quotes")
	w.sees("q?")
	w.types("y")
	w.sees("opied")
	if n := m.set("levy").Len(); n != 1 {
		t.Errorf("%d annotations", n)
	}
}
