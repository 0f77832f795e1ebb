package claim

import (
	"maps"
	"strings"
	"testing"
	"unicode/utf8"
)

// namesOf lists the features of a sentence.
func namesOf(sentence string) string {
	var names []string
	for _, f := range Features(sentence) {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

func TestFeatures(t *testing.T) {
	for sentence, want := range map[string]string{
		"Wages fell by 12%.":          "wages, ^ wages, fell, wages fell, by, fell by, <num>, by <num>, percent, <num> percent",
		"I’m with Ada Lund.":          "i'm, ^ i'm, with, i'm with, <name>, with <name>",
		"NATO spent $4.5 billion":     "<name>, ^ <name>, spent, <name> spent, $, spent $, <num>, $ <num>, billion, <num> billion",
		"Did they? 1,200 of them ...": "did, ^ did, they, did they, ?, they ?, <num>, ? <num>, of, <num> of, them, of them",
		"":                            "",
	} {
		if got := namesOf(sentence); got != want {
			t.Errorf("%s: %s, want %s", sentence, got, want)
		}
	}
}

func TestFeaturesAreWhereTheySay(t *testing.T) {
	const sentence = "Ünal’s wages fell by 12 percent"
	for _, f := range Features(sentence) {
		if f.Name == "fell by" && f.Span.In(sentence) != "fell by" || f.Name == "<num> percent" && f.Span.In(sentence) != "12 percent" {
			t.Errorf("%s is at %q", f.Name, f.Span.In(sentence))
		}
	}
}

func TestAModelIsReadAsItIsWritten(t *testing.T) {
	m := Model{Bias: -1.25, "fell by": .5, "<num>": .01}
	if got := Parse("# a comment\n" + m.String()); !maps.Equal(got, m) {
		t.Errorf("%v, want %v", got, m)
	}
	const maxBytes, minWeights = 100 << 10, 3000
	if len(file) > maxBytes || len(Shipped()) < minWeights || !strings.Contains(file, "CC BY 4.0") {
		t.Errorf("the shipped model has %d weights in %d bytes", len(Shipped()), len(file))
	}
}

func TestAFeatureCountsOnce(t *testing.T) {
	m := Model{"percent": 1}
	if once, twice := m.Score("percent is"), m.Score("percent percent"); once != twice {
		t.Errorf("%v, twice %v", once, twice)
	}
}

// The features of any text are characters of it.
func FuzzJudge(f *testing.F) {
	f.Add("Wages fell by 12 percent.")
	f.Add("İ\xff’ $%?1,")
	f.Add("$\u07ad") // one cluster of two characters
	f.Fuzz(func(t *testing.T, sentence string) {
		for _, feature := range Features(sentence) {
			span := feature.Span
			if span.Start < 0 || span.Empty() || span.End > len(sentence) || utf8.ValidString(sentence) && !utf8.ValidString(span.In(sentence)) {
				t.Fatalf("%+v", feature)
			}
		}
		if j := Judge(sentence); !(j.Score >= 0 && j.Score <= 1) {
			t.Fatalf("%+v", j)
		}
	})
}
