package export_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/export"
)

func TestLossesAreCounted(t *testing.T) {
	const (
		spans   = "1 note, 4 fields, 3 creators, 3 annotations' dates, 1 change to the words since they were marked, 2 annotations without a definite place"
		guess   = "1 change to the words since they were marked, 1 list of possible places"
		noPlace = "3 creators, 3 annotations' dates, 1 change to the words since they were marked, 2 annotations without a definite place"
	)
	want := map[string]string{
		"w3c": guess, "hypothesis": guess, "brat": noPlace, "refi-qda": "1 change to the words since they were marked, 2 annotations without a definite place", "label-studio": noPlace, "doccano": spans, "prodigy": spans,
		"claimreview": "2 quotes and opinions, 3 claims without a verdict",
	}
	for _, f := range export.Formats() {
		_, loss := write(t, f.Name, ferry(t))
		if got, want := sorted(strings.Split(loss.String(), ", ")), sorted(strings.Split(want[f.Name], ", ")); !cmp.Equal(got, want) {
			t.Errorf("%s lost %q, want %q", f.Name, got, want)
		}
		left := map[string]int{"brat": 2, "refi-qda": 2, "label-studio": 2, "doccano": 2, "prodigy": 2, "claimreview": 5}[f.Name]
		if loss.LeftOut() != left {
			t.Errorf("%s left out %d annotations, want %d", f.Name, loss.LeftOut(), left)
		}
	}
}

// What a decision settles is kept, or each is reported.
func TestDecisionsAreKeptOrReported(t *testing.T) {
	for _, f := range export.Formats() {
		b := ferry(t)
		_, before := write(t, f.Name, b)
		decision := &b.Annotations[1]
		decision.Decided, decision.From, decision.Fields = "border", []string{"differed-1", "differed-2"}, decision.Fields.With("status", "accurate")
		document, after := write(t, f.Name, b)
		kept := strings.Contains(document, "border") && strings.Contains(document, "differed-2")
		reported := strings.Contains(after.String(), "1 decision on what people annotated differently")
		if kept == reported || strings.Contains(before.String(), "decision") {
			t.Errorf("%s: kept %v, lost %q; without the decision %q", f.Name, kept, after, before)
		}
	}
}

func TestLostFields(t *testing.T) {
	b := ferry(t)
	b.Annotations = b.Annotations[:1]
	b.Annotations[0].Note = "a ⏎ b"
	b.Annotations[0].Creator, b.Annotations[0].Created, b.Annotations[0].Modified = "", time.Time{}, time.Time{}
	b.Annotations[0].Fields = annotate.Fields{"name: x": {"y"}, "two words": {"z"}, "medium": {"carrier pigeon"}, "speaker": {"Ada\nLund"}}
	want := map[string]string{
		"w3c": "1 field", "hypothesis": "1 field, 1 line break in a field",
		"brat":         "2 fields, 1 character ⏎ that will be read as a line break",
		"label-studio": "1 field with a value that is not one of the choices, 2 fields",
	}
	for name, lost := range want {
		if _, loss := write(t, name, b); !cmp.Equal(sorted(strings.Split(loss.String(), ", ")), sorted(strings.Split(lost, ", "))) {
			t.Errorf("%s lost %q, want %q", name, loss, lost)
		}
	}
}

func TestSpanThatCutsAWordIsCounted(t *testing.T) {
	a := newArticle("W", []annotate.Kind{annotate.Paragraph}, []string{"The harbour levy 船票船票 passes."})
	b := export.Bundle{Article: a, Annotations: []annotate.Annotation{
		mark(t, a, "1", annotate.Claim, "harb"), mark(t, a, "2", annotate.Claim, "levy"), mark(t, a, "3", annotate.Claim, "票船"),
	}}
	if _, loss := write(t, "prodigy", b); !strings.HasSuffix(loss.String(), ", 1 annotation that begins or ends inside a word") {
		t.Errorf("lost %q", loss)
	}
}

func TestReviewsAreDraftsOfVerdictsOnly(t *testing.T) {
	b := ferry(t)
	b.Annotations = b.Annotations[:2]
	b.Annotations[1].Fields = annotate.Fields{
		"status": {"inaccurate"}, "claimant": {"The port"}, "checker": {"Mo Vane"}, "sources": {"https://ferry.example/fares"}, "desk": {"news"},
	}
	document, loss := write(t, "claimreview", b)
	if want := "1 quote or opinion, 1 field, 1 creator, 1 annotation's dates, 1 review address (add url), 1 numeric rating (add reviewRating.ratingValue)"; loss.String() != want {
		t.Errorf("lost %q", loss)
	}
	var graph struct {
		Context string           `json:"@context"`
		Graph   []map[string]any `json:"@graph"`
	}
	unmarshal(t, document, &graph)
	want := map[string]any{
		"@type": "ClaimReview", "@id": "urn:galley:annotation:01JDFERRY0000000000000000C", "claimReviewed": "adds 4.20",
		"reviewRating": map[string]any{"@type": "Rating", "alternateName": "inaccurate"},
		"author":       map[string]any{"@type": "Person", "name": "Mo Vane"}, "citation": []any{"https://ferry.example/fares"},
		"dateModified": "2026-11-22T09:02:00Z",
		"itemReviewed": map[string]any{
			"@type": "Claim", "author": map[string]any{"@type": "Person", "name": "The port"},
			"appearance": map[string]any{"@type": "Article", "url": "https://ferry.example/fares-rise", "headline": "Fares rise"},
		},
	}
	if diff := cmp.Diff([]map[string]any{want}, graph.Graph); diff != "" || graph.Context != "https://schema.org" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEveryFormatIsRecognized(t *testing.T) {
	for _, f := range export.Formats() {
		if f.Name == "markdown" || f.Name == "html" || f.Name == "docx" {
			continue // they are read by people
		}
		document, _ := write(t, f.Name, ferry(t))
		if got, err := export.Detect("marks", []byte(document)); err != nil || got.Name != f.Name {
			t.Errorf("%s: found %q, %v", f.Name, got.Name, err)
		}
	}
	for name, data := range map[string]string{
		"plain.txt": "Some words,\nand more.", "page.html": "<html>", "empty": "", "half.json": "{", "list.json": "[1, 2]", "other.json": `{"a": {}}`,
		"table.csv": "a,b\n1,2\n", "null.json": "null",
	} {
		if got, err := export.Detect(name, []byte(data)); err == nil {
			t.Errorf("%s: found %q", name, got.Name)
		}
	}
}

func TestBratFileIsRecognizedByItsName(t *testing.T) {
	if got, err := export.Detect("levy.ANN", nil); err != nil || got.Name != "brat" {
		t.Errorf("found %q, %v", got.Name, err)
	}
}

func TestLinksToWords(t *testing.T) {
	a := newArticle("L", []annotate.Kind{annotate.Paragraph, annotate.Paragraph}, []string{
		"The levy passed, 16-14 & late. The levy began in July, and again the levy rose.",
		"“Nobody asked the ferry crews whether the levy was a good thing at all for those who have to cross the bay every day,” she said.",
	})
	tests := []struct{ address, words, want string }{
		{"https://a.example/levy", "16-14 & late", "https://a.example/levy#:~:text=16%2D14%20%26%20late"},
		{"https://a.example/levy#top", "passed", "https://a.example/levy#top:~:text=passed"},
		{"https://a.example/levy", "The levy", "https://a.example/levy#:~:text=The%20levy,-passed%2C%2016%2D14%20%26%20late."},
		{"https://a.example/levy", "evy", "https://a.example/levy"},
		{"https://a.example/levy", "rose.\n\n“Nobody asked", "https://a.example/levy#:~:text=rose.,%E2%80%9CNobody%20asked"},
		{"https://a.example/levy", a.Blocks[1].Span.In(a.Text), "https://a.example/levy#:~:text=%E2%80%9CNobody%20asked%20the%20ferry,every%20day%2C%E2%80%9D%20she%20said."},
		{"/home/ada/levy.txt", "passed", ""},
		{"javascript:alert(1)", "passed", ""},
		{"https://", "passed", ""},
		{"https://a.example/x y", "passed", ""},
	}
	for _, test := range tests {
		if a.Source.Location = test.address; test.address[0] != '/' {
			a.Source.Kind = annotate.FromURL
		}
		document, _ := write(t, "csv", export.Bundle{Article: a, Annotations: []annotate.Annotation{mark(t, a, "1", annotate.Claim, test.words)}})
		if test.want == "" {
			if strings.Contains(document, ":~:") {
				t.Errorf("%s: a link in %s", test.address, document)
			}
		} else if !strings.Contains(document, test.want+",") && !strings.Contains(document, `"`+test.want+`"`) {
			t.Errorf("%q at %s: no %s in\n%s", test.words, test.address, test.want, document)
		}
	}
}

func TestNamesOfFiles(t *testing.T) {
	for _, test := range []struct{ title, id, want string }{
		{"Harbour levy passes!", "3f2a91c40000", "harbour-levy-passes-3f2a91c4"},
		{"../../etc/passwd", "1", "etc-passwd-1"},
		{"-rf .hidden", "1", "rf-hidden-1"},
		{"CON", "1", "con-1"},
		{"“Été” à Bergen: 船票", "1", "été-à-bergen-船票-1"},
		{"<>|?*\"\\:", "abc", "article-abc"},
		{strings.Repeat("word ", 40), "1", strings.TrimSuffix(strings.Repeat("word-", 12), "-") + "-1"},
		{"नमस्ते", "1", "नमस्ते-1"},
	} {
		a := newArticle(test.id, []annotate.Kind{annotate.Paragraph}, []string{"x"})
		a.Meta.Title = test.title
		if got := export.FileName(a); got != test.want {
			t.Errorf("%q: %q, want %q", test.title, got, test.want)
		}
	}
}

func TestNamesOfFilesAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := newArticle("0123456789abcdef", []annotate.Kind{annotate.Paragraph}, []string{"x"})
		a.Meta.Title = rapid.String().Draw(t, "title")
		name := export.FileName(a)
		if len(name) > 100 || !utf8.ValidString(name) || strings.HasPrefix(name, "-") || strings.HasPrefix(name, ".") {
			t.Fatalf("%q", name)
		}
		if i := strings.IndexFunc(name, func(r rune) bool {
			return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
		}); i >= 0 {
			t.Fatalf("%q has %q", name, name[i:])
		}
	})
}

// The positions in a file are only hints: if the article has another text now, the
// words are found in it or the annotation becomes an orphan.
func TestWordsAreSearchedForInAnotherText(t *testing.T) {
	old := ferry(t)
	now := newArticle(old.Article.ID, []annotate.Kind{annotate.Paragraph, annotate.Paragraph}, []string{
		"A new beginning that was not there.", "“It adds 4.20 <to> every & ticket,” said Ada Lund, who leads the café crews’ union.",
	})
	now.Source = old.Article.Source
	for _, name := range []string{"jsonl", "csv", "w3c", "hypothesis"} {
		document, _ := write(t, name, old)
		bundles, _, err := format(t, name).Read(strings.NewReader(document), export.ReadOptions{Clean: clean, FindArticle: finderOf(export.Bundle{Article: now})})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		states := map[string]annotate.State{}
		for _, n := range bundles[0].Annotations {
			states[n.Anchor.Exact] = n.Anchor.State
			if n.Anchor.State.Placed() && n.Anchor.Span.In(now.Text) != n.Anchor.Exact {
				t.Errorf("%s: %q on %q", name, n.Anchor.Exact, n.Anchor.Span.In(now.Text))
			}
		}
		if !states["“It adds 4.20 <to> every & ticket,”"].Placed() || !states["adds 4.20"].Placed() || states["a sentence that was cut"] != annotate.Orphan {
			t.Errorf("%s: %v", name, states)
		}
	}
}

func TestCSVCellsSurviveTheFormulaGuard(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := ferry(t)
		b.Annotations = b.Annotations[:1]
		value := rapid.StringOf(rapid.SampledFrom([]rune("'=+-@＝ \u00a0\na,;\""))).Draw(rt, "note")
		b.Annotations[0].Note = value
		document, _ := write(t, "csv", b)
		bundles, _, err := format(t, "csv").Read(strings.NewReader(document), export.ReadOptions{Clean: clean, FindArticle: finderOf(b)})
		if err != nil {
			rt.Fatal(err)
		}
		if got := bundles[0].Annotations[0].Note; got != value {
			rt.Fatalf("%q became %q in %s", value, got, document)
		}
	})
}

func TestLossReportAsText(t *testing.T) {
	var loss export.LossReport
	if loss.String() != "" {
		t.Errorf("nothing is %q", loss)
	}
	thing := export.LossKind{Singular: "note", Plural: "notes"}
	loss.Add(export.LossReport{{Kind: thing, Count: 1}})
	if loss.String() != "1 note" {
		t.Errorf("%q", loss)
	}
	loss.Add(export.LossReport{{Kind: thing, Count: 2}, {Kind: export.LossKind{Singular: "x", Plural: "xs"}, Count: 1}})
	if loss.String() != "3 notes, 1 x" {
		t.Errorf("%q", loss)
	}
	if _, err := json.Marshal(loss); err != nil {
		t.Error(err)
	}
}
