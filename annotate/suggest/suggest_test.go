package suggest_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

// listed lists suggestions: “words” speaker (role), tier.
func listed(a *annotate.Article, set annotate.Set) (lines []string) {
	for _, s := range suggest.Suggest(a, set).Suggestions {
		line := s.Span.In(a.Text) + " " + s.Fields.Get("speaker")
		if role := s.Fields.Get("role"); role != "" {
			line += " (" + role + ")"
		}
		if s.Continues {
			line += ", continues"
		}
		lines = append(lines, strings.TrimSpace(line)+", "+string(s.Tier))
	}
	return lines
}

// filler makes a text English enough to be recognized.
const filler = "The council of the town met in the hall and that was the end of it."

func TestSpeakers(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"said NAME":           {`“Nobody asked the ferry crews,” said Ada Lund.`, "“Nobody asked the ferry crews,” Ada Lund, certain"},
		"NAME said":           {`“Nobody asked the ferry crews,” Ada Lund said on Monday.`, "“Nobody asked the ferry crews,” Ada Lund, certain"},
		"NAME said first":     {`Ada Lund said: “Nobody asked the ferry crews.”`, "“Nobody asked the ferry crews.” Ada Lund, certain"},
		"a role":              {`“Nobody asked the ferry crews,” said harbor union chair Ada Lund.`, "“Nobody asked the ferry crews,” Ada Lund (harbor union chair), certain"},
		"what is in commas":   {`“Nobody asked the ferry crews,” Lund, who leads the union, told reporters.`, "“Nobody asked the ferry crews,” Lund, certain"},
		"a pronoun":           {`“Nobody asked the ferry crews,” she said.`, "“Nobody asked the ferry crews,” she, certain"},
		"no name but a noun":  {`“Nobody asked the ferry crews,” a spokesman for the union said.`, "“Nobody asked the ferry crews,” a spokesman for the union, certain"},
		"according to":        {`“Nobody asked the ferry crews,” according to Ada Lund.`, "“Nobody asked the ferry crews,” Ada Lund, certain"},
		"goes on":             {`“Nobody asked the ferry crews,” said Lund. “We will strike on Monday.”`, "“Nobody asked the ferry crews,” Lund, certain|“We will strike on Monday.” Lund, certain"},
		"interrupted":         {`“Nobody asked the crews,” said Lund, “and nobody will.”`, "“Nobody asked the crews,” Lund, certain|“and nobody will.” Lund, continues, certain"},
		"a participle":        {`Lund left the hall, saying “nobody asked the ferry crews.”`, "“nobody asked the ferry crews.” Lund, likely"},
		"two words and a cue": {`Lund called it “a disgrace.”`, "“a disgrace.” Lund, likely"},
		"scare quotes":        {`The “free” ferry and the “harbor levy” are the same.`, ""},
		"an unnamed speaker":  {`On the wall was “nobody asked the ferry crews” in red.`, "“nobody asked the ferry crews”, likely"},
		"straight marks":      {`"Nobody asked the ferry crews," said Ada Lund.`, `"Nobody asked the ferry crews," Ada Lund, certain`},
		"a country":           {`Lund said that the United States was “a land of ferries and levies.”`, "“a land of ferries and levies.” Lund, likely"},
	} {
		a := articleOf(filler + "\n\n" + c.text)
		if got := strings.Join(listed(a, annotate.Set{}), "|"); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", name, c.text, got, c.want)
		}
	}
}

func TestSpeakersOfOtherParagraphsAreNotTaken(t *testing.T) {
	a := articleOf(filler + "\n\nAda Lund said nothing. “Nobody asked us,” said Per Aske.\n\n“We will strike on Monday morning.”")
	want := "“Nobody asked us,” Per Aske, certain|“We will strike on Monday morning.”, likely"
	if got := strings.Join(listed(a, annotate.Set{}), "|"); got != want {
		t.Errorf("got %s", got)
	}
	a = articleOf(filler + "\n\nAda Lund continued:\n\n“We will strike on Monday morning.”")
	if got := strings.Join(listed(a, annotate.Set{}), "|"); got != "“We will strike on Monday morning.” Ada Lund, likely" {
		t.Errorf("after a colon: %s", got)
	}
}

func TestOtherLanguagesHaveNoSpeakers(t *testing.T) {
	a := articleOf("Der Rat der Stadt tagte bis in die Nacht, und am Ende stimmte er zu.\n\n„Niemand hat die Besatzungen gefragt“, sagte Ada Lund.")
	r := suggest.Suggest(a, annotate.Set{})
	if r.English || strings.Join(listed(a, annotate.Set{}), "|") != "„Niemand hat die Besatzungen gefragt“, likely" {
		t.Errorf("English: %v, %q", r.English, listed(a, annotate.Set{}))
	}
}

func TestAnnotatedQuotesAreNotSuggested(t *testing.T) {
	a := articleOf(filler + "\n\n“Nobody asked the ferry crews,” said Lund. “We will strike on Monday.”")
	start := strings.Index(a.Text, "Nobody")
	quote := annotate.Annotation{ID: "1", Tag: annotate.Quote, Anchor: annotate.Anchor{Span: annotate.Span{Start: start, End: start + 6}, State: annotate.Anchored}}
	if got := listed(a, annotate.NewSet([]annotate.Annotation{quote})); len(got) != 1 || !strings.HasPrefix(got[0], "“We will") {
		t.Errorf("%q", got)
	}
}

// Suggestions lie inside the text, whatever it is.
func FuzzSuggest(f *testing.F) {
	f.Add("“Nobody asked,” said Lund, “and nobody will.”")
	f.Add("the of and \"said\" Lund: “")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ToValidUTF8(text, "") != text || text == "" {
			return
		}
		a := articleOf("the of and to that " + text)
		last := 0
		for _, s := range suggest.Suggest(a, annotate.Set{}).Suggestions {
			if !s.Span.Fits(a.Text) || s.Span.Start < last || s.Cue.End > len(a.Text) {
				t.Fatalf("%+v", s)
			}
			last = s.Span.End
		}
	})
}

func BenchmarkSuggest(b *testing.B) {
	a := articleOf(strings.Repeat(filler+" “Nobody asked the ferry crews,” said Ada Lund, who leads the union.\n\n", 8000))
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		suggest.Suggest(a, annotate.Set{})
	}
}
