package suggest_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

// ofTag lists the suggestions with a tag: words, who, reason.
func ofTag(a *annotate.Article, tag annotate.Tag) (lines []string) {
	for _, s := range suggest.With(a, annotate.Set{}, suggest.Options{AllClaims: true, Opinions: true}).Suggestions {
		if s.Tag == tag {
			lines = append(lines, s.Span.In(a.Text)+" | "+s.Fields.Get(tag.Spec().Who[0])+" | "+s.Reason)
		}
	}
	return lines
}

func TestClaims(t *testing.T) {
	for text, want := range map[string]string{
		"Unemployment in the region fell by 12 percent in 2024.":                         "Unemployment in the region fell by 12 percent in 2024. |  | ",
		"Ada Lund said that unemployment fell by 12 percent in 2024.":                    "unemployment fell by 12 percent in 2024. | Ada Lund | ",
		"Ada Lund said on Monday that unemployment fell by 12 percent in 2024.":          "unemployment fell by 12 percent in 2024. | Ada Lund | ",
		"Unemployment fell by 12 percent in 2024, said Ada Lund, who leads the union.":   "Unemployment fell by 12 percent in 2024 | Ada Lund | ",
		"Unemployment fell by 12 percent in 2024, according to the ministry.":            "Unemployment fell by 12 percent in 2024 | the ministry | ",
		"According to the ministry, unemployment fell by 12 percent in 2024.":            "unemployment fell by 12 percent in 2024. | the ministry | ",
		"“Unemployment fell by 12 percent in 2024,” said Ada Lund.":                      "Unemployment fell by 12 percent in 2024 | Ada Lund | ",
		"“I am glad. Unemployment fell by 12 percent in 2024,” said Ada Lund.":           "Unemployment fell by 12 percent in 2024 | Ada Lund | ",
		"Unemployment fell by 12 percent in 2024 and will fall further.":                 "Unemployment fell by 12 percent in 2024 and will fall further. |  | ",
		"The levy, which will start in May, has increased by 20 percent since 2019.":     "The levy, which will start in May, has increased by 20 percent since 2019. |  | ",
		"Unemployment will fall by 12 percent in 2028.":                                  "",
		"Ada Lund promised to cut unemployment by 12 percent.":                           "",
		"By 2050 unemployment would increase by 12 percent.":                             "",
		"“We'll cut the deficit by 12 percent,” said Ada Lund.":                          "",
		"Did unemployment fall by 12 percent in 2024?":                                   "",
		"She walked into the hall and sat down near the window.":                         "",
		"Percent percent percent.":                                                       "",
		"Ada Lund said nothing about it, and the crews went home.":                       "",
		"Nobody knows. The crews of the ferries earned 20 percent less than in 2019.":    "The crews of the ferries earned 20 percent less than in 2019. |  | ",
		"“The free ferry” lost 12 percent of its passengers in 2024.":                    "“The free ferry” lost 12 percent of its passengers in 2024. |  | ",
		"The crews, Lund said, earned 20 percent less than they earned in 2019.":         "The crews, Lund said, earned 20 percent less than they earned in 2019. |  | ",
		"In May, Ada Lund said the crews had earned 20 percent less than in 2019.":       "the crews had earned 20 percent less than in 2019. | Ada Lund | ",
		"She said the city had the highest unemployment of all cities in 2024.":          "the city had the highest unemployment of all cities in 2024. | She | ",
		"The boats are blue. It costs 4 million dollars a year to run the three of them": "It costs 4 million dollars a year to run the three of them |  | ",
	} {
		got := strings.Join(ofTag(articleOf(filler+"\n\n"+text), annotate.Claim), " || ")
		if words := got[:strings.LastIndex(got, "|")+1]; strings.TrimSpace(words) != strings.TrimSpace(want) || want != "" && strings.HasSuffix(got, "| ") {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestTheBestClaimsAreOffered(t *testing.T) {
	var text strings.Builder
	for range 4 { // 4 × 80 words
		text.WriteString("\n\nUnemployment fell by 12 percent in 2024." + strings.Repeat(" She walked into the hall and sat down near the window.", 7))
	}
	a := articleOf(filler + text.String())
	claims := func(r suggest.Result) (all []annotate.Span) {
		for _, s := range r.Suggestions {
			if s.Tag == annotate.Claim {
				all = append(all, s.Span)
			}
		}
		return all
	}
	some, all := claims(suggest.Suggest(a, annotate.Set{})), claims(suggest.With(a, annotate.Set{}, suggest.Options{AllClaims: true}))
	if len(some) != 3 || len(all) != 4 || !slices.IsSortedFunc(all, func(a, b annotate.Span) int { return a.Start - b.Start }) {
		t.Errorf("%d of %d claims are offered", len(some), len(all))
	}
	made := annotate.Annotation{ID: "1", Tag: annotate.Claim, Anchor: annotate.Anchor{Span: some[0], State: annotate.Anchored}}
	if rest := claims(suggest.Suggest(a, annotate.NewSet([]annotate.Annotation{made}))); len(rest) != 2 || rest[0] != some[1] {
		t.Errorf("after one is annotated %d are offered", len(rest))
	}
}

func TestOpinions(t *testing.T) {
	for text, want := range map[string]string{
		"The levy is disgraceful.":                                  "The levy is disgraceful. | Per Aske | loaded word: disgraceful",
		"It’s time to end the levy.":                                "It’s time to end the levy. | Per Aske | exhortation: it’s time",
		"Ada Lund said that the levy was a disgraceful idea.":       "the levy was a disgraceful idea. | Ada Lund | loaded word: disgraceful",
		"“The levy is a disgraceful idea,” said Ada Lund.":          "",
		"Lund called the levy “a disgraceful idea” on Monday night": "",
		"The levy adds 4.20 to every ticket.":                       "",
	} {
		a := articleOf(filler + "\n\n" + text)
		a.Meta.Byline = "Per Aske"
		if got := strings.Join(ofTag(a, annotate.Opinion), " || "); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
		for _, s := range suggest.Suggest(a, annotate.Set{}).Suggestions {
			if s.Tag == annotate.Opinion {
				t.Errorf("%s: suggested unasked", text)
			}
		}
	}
}
