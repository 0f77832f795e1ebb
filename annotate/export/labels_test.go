package export_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/export"
)

// The labels and fields of another program come back.
func TestLabelsAndOwnFieldsComeBack(t *testing.T) {
	for _, fields := range []annotate.Fields{
		{"tags": {"climate, money"}},
		{"tags": {"a: b, claim"}, "desk": {"news"}},
		{"label": {"Person"}, "page": {"7: top"}, "tags": {"x"}},
	} {
		for _, name := range []string{"w3c", "hypothesis", "jsonl", "csv"} {
			b := levy(t)
			b.Annotations = b.Annotations[:1]
			b.Annotations[0].Fields = fields
			document, loss := write(t, name, b)
			again, _, err := format(t, name).Read(strings.NewReader(document), readOptions(format(t, name), []export.Bundle{b}))
			if err != nil || loss != nil {
				t.Fatalf("%s: lost %v, error %v", name, loss, err)
			}
			if got := again[0].Annotations[0].Fields; !got.Equal(fields) {
				t.Errorf("%s: %v became %v", name, fields, got)
			}
		}
	}
}

// Only Galley's own exports have fields of any name.
func TestTagsOfHypothesisUsersStayLabels(t *testing.T) {
	b := levy(t)
	b.Annotations = b.Annotations[1:]
	b.Annotations[0].Fields = annotate.Fields{"desk": {"news"}, "status": {"accurate"}}
	document, _ := write(t, "hypothesis", b)
	document = strings.ReplaceAll(document, "@galley.invalid", "@hypothes.is")
	again, _, err := export.ReadHypothesis(strings.NewReader(document), readOptions(format(t, "hypothesis"), []export.Bundle{b}))
	if err != nil {
		t.Fatal(err)
	}
	if got := again[0].Annotations[0].Fields; got.Get("tags") != "desk: news" || got.Get("status") != "accurate" {
		t.Errorf("%v", got)
	}
}

func TestLongFieldsAreCutForHypothesis(t *testing.T) {
	b := levy(t)
	b.Annotations = b.Annotations[:1]
	b.Annotations[0].Fields = annotate.Fields{"speaker": {strings.Repeat("é", 990)}, "reference": {strings.Repeat("船e\u0301", 700)}, "tags": {strings.Repeat("x", 2000)}}
	document, loss := write(t, "hypothesis", b)
	if loss.String() != "2 ends of fields of more than 1,000 characters" {
		t.Errorf("lost %q", loss)
	}
	var file struct{ Annotations []struct{ Tags []string } }
	unmarshal(t, document, &file)
	for _, tag := range file.Annotations[0].Tags {
		if utf8.RuneCountInString(tag) > 1000 {
			t.Errorf("a tag has %d characters", utf8.RuneCountInString(tag))
		}
	}
}

func TestCommentsOfDoccanoAreCounted(t *testing.T) {
	for document, want := range map[string]string{
		`{"id":7,"text":"Zeta eta theta.","label":[[0,4,"claim"]],"Comments":["please check"],"meta":{"src":"x"}}`: "1 comment on a whole text",
		`{"text":"Zeta eta theta.","label":[[0,4,"claim"]],"comments":["a","b"]}`:                                  "2 comments on whole texts",
		`{"text":"Zeta eta theta.","label":[[0,4,"claim"]],"Comments":[]}`:                                         "",
		`{"text":"Zeta eta theta.","label":[[0,4,"claim"]],"Comments":null}`:                                       "",
	} {
		_, loss, err := export.ReadDoccano(strings.NewReader(document), export.ReadOptions{Clean: clean, FindArticle: func(ref export.ArticleRef) (*annotate.Article, error) {
			return newArticle("A", []annotate.Kind{annotate.Paragraph}, []string{ref.Text}), nil
		}})
		if err != nil || loss.String() != want {
			t.Errorf("%s: lost %q, error %v", document, loss, err)
		}
	}
}

// Labels come back as labels, also those that look like tags or fields, and the field
// tags stays a field.
func TestOwnLabelsComeBack(t *testing.T) {
	for _, labels := range [][]string{{"ferry", "harbor dues"}, {"quote"}, {"status: accurate"}, {"a; b", "[x"}} {
		for _, name := range []string{"w3c", "hypothesis", "docx"} {
			b := levy(t)
			b.Annotations = b.Annotations[:1]
			b.Annotations[0].Labels = labels
			if name != "docx" {
				b.Annotations[0].Fields = annotate.Fields{"tags": {"climate, money"}}
			}
			document, _ := write(t, name, b)
			again, _, err := format(t, name).Read(strings.NewReader(document), readOptions(format(t, name), []export.Bundle{b}))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got, want := again[0].Annotations[0], b.Annotations[0]
			if !slices.Equal(got.Labels, labels) || got.Tag != want.Tag || name != "docx" && !got.Fields.Equal(want.Fields) {
				t.Errorf("%s: %q became %s %q, fields %v", name, labels, got.Tag, got.Labels, got.Fields)
			}
		}
	}
}

// The tags of other programs are a field, as Galley's labels are not theirs.
func TestTagsOfOtherProgramsAreAField(t *testing.T) {
	b := levy(t)
	b.Annotations = b.Annotations[:1]
	b.Annotations[0].Labels = []string{"ferry"}
	for name, foreign := range map[string]*strings.Replacer{
		"w3c":        strings.NewReplacer("urn:galley:annotation:", "https://example.org/"),
		"hypothesis": strings.NewReplacer("@galley.invalid", "@hypothes.is"),
	} {
		document, _ := write(t, name, b)
		again, _, err := format(t, name).Read(strings.NewReader(foreign.Replace(document)), readOptions(format(t, name), []export.Bundle{b}))
		if err != nil {
			t.Fatal(err)
		}
		if got := again[0].Annotations[0]; got.Labels != nil || got.Fields.Get("tags") != "ferry" {
			t.Errorf("%s: labels %q, fields %v", name, got.Labels, got.Fields)
		}
	}
}

func TestLabelsAreShownInDocuments(t *testing.T) {
	b := levy(t)
	b.Annotations = b.Annotations[:1]
	b.Annotations[0].Labels = []string{"ferry", "harbor dues", "2026"}
	for name, want := range map[string]string{
		"markdown": "#ferry #harbor-dues #2026_", "html": "#ferry #harbor dues #2026", "claimreview": `"harbor dues"`,
	} {
		if document, loss := write(t, name, b); !strings.Contains(document, want) && name != "claimreview" || strings.Contains(loss.String(), "label") {
			t.Errorf("%s: %q is missing, or lost %v:\n%s", name, want, loss, document)
		}
	}
	for _, name := range []string{"brat", "doccano", "label-studio", "prodigy"} {
		if _, loss := write(t, name, b); !strings.Contains(loss.String(), "3 labels") {
			t.Errorf("%s: lost %q", name, loss)
		}
	}
}
