package segment_test

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/delimiters.txt
var delimiters string

// TestQuotationsOfAllLocales checks that the outer and the inner marks of every locale are
// recognized: alone, several times, with the other ones inside, and before punctuation.
func TestQuotationsOfAllLocales(t *testing.T) {
	locales := 0
	for line := range strings.Lines(strings.ReplaceAll(delimiters, "\n  ", " ")) {
		marks, names, ok := strings.Cut(strings.TrimSpace(line), ": ")
		m := strings.Fields(marks)
		if !ok || len(m) != 4 || names == "st" { // the comment at the top; a mistake: “ closed by ’, with “ ” inside
			continue
		}
		locales += len(strings.Fields(names))
		outer, inner := m[0]+"go home now"+m[1], m[2]+"go home now"+m[3]
		nested := m[0] + "they said " + m[2] + "go" + m[3] + " to us" + m[1]
		for text, want := range map[string]string{
			"She said " + outer + " and ran.":                       outer,
			outer + ", she said. Then " + outer + ".":               outer + "|" + outer,
			"She said: " + strings.Replace(outer, "now", "now.", 1): strings.Replace(outer, "now", "now.", 1),
			"She said " + inner + " and ran.":                       inner,
			"She said " + nested + " and ran.":                      nested,
			"She said " + nested + " and " + outer + ".":            nested + "|" + outer,
			nested + "\n\n" + outer + " was the answer.":            nested + "|" + outer,
		} {
			if got := quotations(text); got != want {
				t.Errorf("%s (%.40s): in %q got %q, want %q", marks, names, text, got, want)
			}
		}
	}
	if locales < 200 {
		t.Errorf("only %d locales were read", locales)
	}
}
