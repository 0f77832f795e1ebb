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
		if s.Tag != annotate.Quote {
			continue
		}
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

func TestSpeakersInOtherLanguages(t *testing.T) {
	fillers := map[string]string{
		"de": "Der Rat der Stadt tagte bis in die Nacht, und am Ende stimmte er der Abgabe mit einer Stimme zu.",
		"fr": "Le conseil de la ville a siégé dans la nuit et la taxe est passée à une voix près.",
		"es": "El pleno de la ciudad se reunió en la noche y al final la tasa salió por un voto.",
	}
	for _, c := range []struct{ language, text, want string }{
		{"de", "„Niemand hat die Besatzungen gefragt“, sagte Ada Lund.", "Ada Lund"},
		{"de", "„Niemand hat die Besatzungen gefragt“, so Gewerkschaftschefin Ada Lund am Montag.", "Gewerkschaftschefin Ada Lund"},
		{"de", "Ada Lund sagte: „Niemand hat die Besatzungen gefragt.“", "Ada Lund"},
		{"de", "Am Montag sagte Ada Lund: „Niemand hat die Besatzungen gefragt.“", "Ada Lund"},
		{"de", "„Niemand hat die Besatzungen gefragt“, erklärte die Sprecherin der Gewerkschaft.", "die Sprecherin der Gewerkschaft"},
		{"de", "„Niemand hat die Besatzungen gefragt“, sagte sie.", "sie"},
		{"de", "Laut Ada Lund wurde „niemand von den Besatzungen gefragt“.", "Ada Lund"},
		{"de", "An der Wand stand „niemand hat die Besatzungen gefragt“ in Rot.", ""},
		{"fr", "« Personne n’a consulté les équipages », a déclaré Ada Lund.", "Ada Lund"},
		{"fr", "« Personne n’a consulté les équipages », a également expliqué la présidente du syndicat, Ada Lund.", "la présidente du syndicat"},
		{"fr", "« Personne n’a consulté les équipages », a-t-elle ajouté.", "elle"},
		{"fr", "« Personne n’a consulté les équipages », explique-t-il.", "il"},
		{"fr", "Ada Lund a déclaré lundi : « Personne n’a consulté les équipages. »", "Ada Lund"},
		{"fr", "Selon Ada Lund, « personne n’a consulté les équipages ».", "Ada Lund"},
		{"fr", "« Personne, a déclaré Ada Lund, n’a consulté les équipages. »", "Ada Lund"},
		{"fr", "« Personne n’a consulté les équipages », dit le président Per Aske.", "Per Aske (président)"},
		{"es", "«Nadie preguntó a las tripulaciones», dijo Ada Lund.", "Ada Lund"},
		{"es", "“Nadie preguntó a las tripulaciones”, ha señalado este lunes la portavoz del sindicato.", "la portavoz del sindicato"},
		{"es", "Ada Lund afirmó que «nadie preguntó a las tripulaciones».", "Ada Lund"},
		{"es", "Según Ada Lund, «nadie preguntó a las tripulaciones».", "Ada Lund"},
		{"es", "«Nadie preguntó a las tripulaciones», según el alcalde de Buenos Aires.", "el alcalde de Buenos Aires"},
	} {
		a := articleOf(fillers[c.language] + "\n\n" + c.text)
		r := suggest.Suggest(a, annotate.Set{})
		if r.Language != c.language || r.English || r.Notice() == "" || len(r.Suggestions) != 1 {
			t.Errorf("%s: %q, %q", c.text, r.Language, listed(a, annotate.Set{}))
			continue
		}
		s := r.Suggestions[0]
		got := s.Fields.Get("speaker")
		if role := s.Fields.Get("role"); role != "" {
			got += " (" + role + ")"
		}
		if got != c.want || s.Tier != suggest.Likely || s.Score > .9 {
			t.Errorf("%s: %q, want %q, %s", c.text, got, c.want, s.Tier)
		}
	}
}

func TestMenusDoNotHideTheLanguage(t *testing.T) {
	a := articleOf(strings.Repeat("Sports Weather Obituaries Newsletters Login\n\n", 200) + filler + "\n\n“Nobody asked the ferry crews,” said Ada Lund.")
	for i := range a.Blocks[:200] {
		a.Blocks[i].Folded = true
	}
	if r := suggest.Suggest(a, annotate.Set{}); !r.English || strings.Join(listed(a, annotate.Set{}), "|") != "“Nobody asked the ferry crews,” Ada Lund, certain" {
		t.Errorf("%q, %q", r.Language, listed(a, annotate.Set{}))
	}
}

func TestLanguagesWithoutCuesHaveNoSpeakers(t *testing.T) {
	a := articleOf("Il consiglio della città si è riunito nella notte e alla fine la tassa è passata per un voto.\n\n«Nessuno ha chiesto agli equipaggi», ha detto Ada Lund.")
	if r := suggest.Suggest(a, annotate.Set{}); r.Language != "it" || !strings.Contains(r.Notice(), "without speakers") || strings.Join(listed(a, annotate.Set{}), "|") != "«Nessuno ha chiesto agli equipaggi», likely" {
		t.Errorf("%s, %q", r.Language, listed(a, annotate.Set{}))
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
			if !s.Span.Fits(a.Text) || s.Tag == annotate.Quote && s.Span.Start < last || s.Cue.End > len(a.Text) {
				t.Fatalf("%+v", s)
			}
			if s.Tag == annotate.Quote {
				last = s.Span.End
			}
		}
	})
}

func BenchmarkSuggest(b *testing.B) {
	paragraph := filler + " “Nobody asked the ferry crews,” said Ada Lund, who leads the union. Wages fell by 12 percent in 2024, she said.\n\n"
	for name, size := range map[string]int{"10 kB": 10e3, "1 MB": 1e6} {
		a := articleOf(strings.Repeat(paragraph, size/len(paragraph)))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(a.Text)))
			for b.Loop() {
				suggest.Suggest(a, annotate.Set{})
			}
		})
	}
}
