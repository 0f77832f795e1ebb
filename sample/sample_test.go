package sample_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"
	"galley/sample"
)

func TestFirstLineSaysThatTheArticleIsInvented(t *testing.T) {
	first, _, _ := strings.Cut(string(sample.Article()), "\n")
	for _, word := range []string{"place", "people", "figures", "invented"} {
		if !strings.Contains(first, word) {
			t.Errorf("no %q in %q", word, first)
		}
	}
}

func TestArticleHasTheLengthOfANewsStory(t *testing.T) {
	text := string(sample.Article())
	if n := len(strings.Fields(text)); n < 600 || n > 900 {
		t.Errorf("%d words, want 600 to 900", n)
	}
	if !utf8.ValidString(text) || strings.ContainsAny(text, "\r\t\"") {
		t.Error("not clean text with typographic quotation marks")
	}
}

func TestEachQuoteOccursOnceInTextOrder(t *testing.T) {
	text, from := string(sample.Article()), 0
	for _, m := range sample.Annotations() {
		if n := strings.Count(text, m.Quote); n != 1 {
			t.Errorf("%q occurs %d times", m.Quote, n)
		}
		at := strings.Index(text, m.Quote)
		if at < from {
			t.Errorf("%q is out of order", m.Quote)
		}
		from = at
		if strings.ContainsAny(m.Quote, "*_`[]<>\n") || m.Quote != strings.TrimSpace(m.Quote) {
			t.Errorf("%q crosses markup", m.Quote)
		}
	}
}

func TestAnnotationsHaveEveryTagANoteFieldsAndAnOverlap(t *testing.T) {
	text, noted, overlaps := string(sample.Article()), false, false
	seen, end := map[string]bool{}, 0
	for _, m := range sample.Annotations() {
		tag, err := annotate.ParseTag(m.Tag)
		if err != nil {
			t.Error(err)
		}
		seen[m.Tag] = true
		noted = noted || m.Note != ""
		at := strings.Index(text, m.Quote)
		overlaps = overlaps || at < end
		end = max(end, at+len(m.Quote))
		checkFields(t, tag, m.Fields)
	}
	if len(sample.Annotations()) != 6 || len(seen) != len(annotate.Tags()) || !noted || !overlaps {
		t.Errorf("%d marks, tags %v, noted %v, overlapping %v", len(sample.Annotations()), seen, noted, overlaps)
	}
}

// checkFields checks that the card has the fields, and offers their values.
func checkFields(t *testing.T, tag annotate.Tag, fields map[string][]string) {
	t.Helper()
	if len(fields) == 0 {
		t.Errorf("a %s without fields", tag)
	}
	for name, values := range fields {
		i := slices.IndexFunc(tag.Spec().Fields, func(s annotate.FieldSpec) bool { return s.Name == name })
		if i < 0 {
			t.Errorf("a %s has no field %q", tag, name)
			continue
		}
		spec := tag.Spec().Fields[i]
		if len(values) != 1 && !spec.List {
			t.Errorf("%s has %d values", name, len(values))
		}
		if spec.Choices != nil && !slices.Contains(spec.Choices, values[0]) {
			t.Errorf("%s is %q, none of %v", name, values[0], spec.Choices)
		}
	}
}
