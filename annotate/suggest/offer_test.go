package suggest_test

import (
	"strconv"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

func offersIn(a *annotate.Article) []suggest.Offer {
	return suggest.Offers(suggest.Suggest(a, annotate.Set{}).Suggestions, a.Text)
}

func TestPartsOfAQuotationAreOneOffer(t *testing.T) {
	a := articleOf(filler + "\n\n“Nobody asked the crews,” said Lund, “and nobody will.” “We will strike on Monday,” said Aske.")
	offers := offersIn(a)
	if len(offers) != 2 || len(offers[0].Parts) != 2 || offers[0].Key == offers[1].Key {
		t.Fatalf("%+v", offers)
	}
	ids := 0
	made := offers[0].Annotate(func(span annotate.Span, tag annotate.Tag) annotate.Annotation {
		ids++
		return annotate.Annotation{ID: strconv.Itoa(ids), Tag: tag, Anchor: annotate.Anchor{Span: span, State: annotate.Anchored}}
	})
	if len(made) != 2 || made[0].Fields.Get("speaker") != "Lund" || made[1].Fields != nil || !made[1].HasLink("1") || made[1].Suggested == "" {
		t.Errorf("%+v", made)
	}
	rest, ok := offers[0].Without(annotate.NewSet(made[:1]))
	if !ok || len(rest.Parts) != 1 || len(offers[0].Parts) != 2 {
		t.Errorf("%+v", rest)
	}
	if _, ok := offers[0].Without(annotate.NewSet(made)); ok {
		t.Error("an annotated quotation is offered")
	}
}

func TestPronounsAreGuessed(t *testing.T) {
	for text, want := range map[string]string{
		"“Nobody asked the crews,” said Ada Lund. Then the levy came. “We will strike on Monday,” she said.":                          "Ada Lund",
		"Ada Lund leads the union in Harbor Town. “We will strike on Monday,” she said.":                                              "Ada Lund",
		"“Nobody asked the crews,” said Ada Lund. Per Aske of the port did not agree. “We will not pay on Monday,” he said.":          "Per Aske",
		"Ada Lund leads the union. NBC News and the National Guard came. “We will strike on Monday,” she said.":                       "Ada Lund",
		"The boats lie in Harbor Town. “We will strike on Monday,” she said.":                                                         "",
		"“Nobody asked the crews,” said Ada Lund. “We will strike on Monday,” said a spokesman. “And on Tuesday too, then,” he said.": "Ada Lund",
		"“We will strike on Monday,” said Ada Lund.":                                                                                  "",
	} {
		offers := offersIn(articleOf(filler + "\n\n" + text))
		last := offers[len(offers)-1]
		if last.Guess != want {
			t.Errorf("%s: %q, want %q", text, last.Guess, want)
		}
		if who := last.First().Fields.Get("speaker"); want != "" && strings.Contains(who, want) {
			t.Errorf("%s: the guess is filled in", text)
		}
	}
}
