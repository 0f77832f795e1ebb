package export_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"galley/annotate/export"
)

// TestWebAnnotationsConformToTheRecommendation checks the requirements of the W3C Web
// Annotation Data Model that apply to Galley's exports.
func TestWebAnnotationsConformToTheRecommendation(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		bundles := drawBundles(rt)
		texts := map[string]string{}
		for _, b := range bundles {
			for _, n := range b.Annotations {
				texts["urn:galley:annotation:"+n.ID] = b.Article.Text
			}
		}
		document, _ := write(t, "w3c", bundles...)
		var c struct {
			Context string `json:"@context"`
			ID      string
			Type    string
			Total   int
			First   struct {
				ID, Type, PartOf string
				StartIndex       *int
				Items            []map[string]any
			}
		}
		if err := json.Unmarshal([]byte(document), &c); err != nil {
			rt.Fatal(err)
		}
		if c.Context != "http://www.w3.org/ns/anno.jsonld" || !iri(c.ID) || c.Type != "AnnotationCollection" || c.Total != len(c.First.Items) {
			rt.Fatalf("collection: %+v", c)
		}
		if !iri(c.First.ID) || c.First.Type != "AnnotationPage" || c.First.PartOf != c.ID || c.First.StartIndex == nil {
			rt.Fatalf("page: %+v", c.First)
		}
		for _, item := range c.First.Items {
			if err := checkWebAnnotation(item, texts[item["id"].(string)]); err != nil {
				rt.Fatalf("%v\n%v", err, item)
			}
		}
	})
}

func iri(s string) bool {
	return regexp.MustCompile(`^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^\x60]+$`).MatchString(s)
}

func checkWebAnnotation(a map[string]any, text string) error {
	if a["@context"] != "http://www.w3.org/ns/anno.jsonld" || a["type"] != "Annotation" || !iri(a["id"].(string)) {
		return fmt.Errorf("context, type or id")
	}
	if _, ok := a["bodyValue"]; ok {
		return fmt.Errorf("both bodyValue and body")
	}
	if a["motivation"] == "replying" {
		return checkWebReply(a)
	}
	for _, name := range []string{"created", "modified"} {
		if _, err := time.Parse(time.RFC3339, a[name].(string)); err != nil || !strings.HasSuffix(a[name].(string), "Z") {
			return fmt.Errorf("%s is not a time", name)
		}
	}
	for _, b := range a["body"].([]any) {
		body := b.(map[string]any)
		if source, _ := body["source"].(string); body["type"] == "SpecificResource" && body["purpose"] == "linking" && iri(source) {
			continue
		}
		if body["type"] != "TextualBody" || body["value"] == "" || !slices.Contains([]any{"tagging", "commenting", "describing"}, body["purpose"]) {
			return fmt.Errorf("body %v", body)
		}
	}
	target := a["target"].(map[string]any)
	if !iri(target["source"].(string)) || target["type"] != "SpecificResource" {
		return fmt.Errorf("target %v", target)
	}
	exact := 0
	words := ""
	for _, s := range target["selector"].([]any) {
		selector := s.(map[string]any)
		switch selector["type"] {
		case "TextQuoteSelector":
			exact++
			words = selector["exact"].(string)
		case "TextPositionSelector":
			start, end := int(selector["start"].(float64)), int(selector["end"].(float64))
			if runes := []rune(text); string(runes[start:end]) != words {
				return fmt.Errorf("%d–%d are not the code points of %q", start, end, words)
			}
		default:
			return fmt.Errorf("selector %v", selector)
		}
	}
	if exact != 1 {
		return fmt.Errorf("%d quotations", exact)
	}
	return nil
}

// checkWebReply checks an annotation whose target is another one.
func checkWebReply(a map[string]any) error {
	if target := a["target"].(string); !strings.HasPrefix(a["id"].(string), target) {
		return fmt.Errorf("target %s", target)
	}
	for _, b := range a["body"].([]any) {
		if body := b.(map[string]any); body["type"] != "TextualBody" || body["value"] == "" || body["purpose"] != "replying" {
			return fmt.Errorf("body %v", body)
		}
	}
	return nil
}

// TestHypothesisCanImport checks what the client requires of an import, and that
// positions are UTF-16 units, as browsers count them.
func TestHypothesisCanImport(t *testing.T) {
	b := ferry(t)
	document, _ := write(t, "hypothesis", b)
	var file struct {
		Annotations []struct {
			URI, Text string
			Tags      []string
			Document  struct{ Title []string }
			Target    []struct {
				Source   string
				Selector []struct {
					Type, Exact string
					Start, End  int
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(document), &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Annotations) != 5 {
		t.Fatalf("%d annotations", len(file.Annotations))
	}
	first := file.Annotations[0]
	if want := []string{"quote", "speaker: Ada Lund", "reference: rec. <7>, 00:14"}; !slices.Equal(first.Tags, want) {
		t.Errorf("tags %q", first.Tags)
	}
	if first.URI == "" || first.URI != first.Target[0].Source || first.Document.Title[0] != "Fares rise" {
		t.Errorf("%+v", first)
	}
	units := encode(b.Article.Text)
	s := first.Target[0].Selector
	if got := decode(units[s[1].Start:s[1].End]); got != s[0].Exact || s[1].Start == 33 {
		t.Errorf("%d–%d are %q, want %q", s[1].Start, s[1].End, got, s[0].Exact)
	}
}

// bratFragment matches the range of an annotation in a line of brat.
var bratFragment = regexp.MustCompile(`^(\d+) (\d+)$`)

// TestBratCanRead checks the rules of brat's manual with an independent parser.
func TestBratCanRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a := drawArticle(rt, "A")
		b := export.Bundle{Article: a}
		for i := range rapid.IntRange(0, 6).Draw(rt, "annotations") {
			if n, ok := drawAnnotation(rt, a, fmt.Sprint("N", i)); ok {
				b.Annotations = append(b.Annotations, n)
			}
		}
		document, _ := write(t, "brat", b)
		ids := map[string]bool{}
		for line := range strings.Lines(document) {
			if err := checkBrat(strings.TrimSuffix(line, "\n"), []rune(a.Text), ids); err != nil {
				rt.Fatalf("%v in %q", err, line)
			}
		}
	})
}

func checkBrat(line string, text []rune, ids map[string]bool) error {
	parts := strings.Split(line, "\t")
	if ids[parts[0]] {
		return fmt.Errorf("identifier used twice")
	}
	ids[parts[0]] = true
	if parts[0][0] == 'A' {
		if words := strings.Split(parts[1], " "); len(parts) != 2 || len(words) != 3 || !ids[words[1]] {
			return fmt.Errorf("attribute")
		}
		return nil
	}
	if len(parts) != 3 {
		return fmt.Errorf("%d parts", len(parts))
	}
	kind, rest, _ := strings.Cut(parts[1], " ")
	if parts[0][0] == '#' {
		if kind == "" || !ids[rest] {
			return fmt.Errorf("comment")
		}
		return nil
	}
	var words []string
	last := -1
	for f := range strings.SplitSeq(rest, ";") {
		m := bratFragment.FindStringSubmatch(f)
		if m == nil {
			return fmt.Errorf("fragment %q", f)
		}
		start, _ := strconv.Atoi(m[1])
		end, _ := strconv.Atoi(m[2])
		if start <= last || end <= start || end > len(text) || slices.Contains(text[start:end], '\n') {
			return fmt.Errorf("fragment %q", f)
		}
		words, last = append(words, string(text[start:end])), end
	}
	if got := strings.Join(words, " "); got != parts[2] {
		return fmt.Errorf("the words are %q", got)
	}
	return nil
}

func TestCodePointsForPython(t *testing.T) {
	b := ferry(t)
	for _, name := range []string{"doccano", "prodigy", "label-studio"} {
		document, _ := write(t, name, b)
		var quotes []string
		switch name {
		case "doccano":
			var d struct {
				Text  string
				Label [][3]any
			}
			unmarshal(t, document, &d)
			for _, l := range d.Label {
				quotes = append(quotes, string([]rune(d.Text)[int(l[0].(float64)):int(l[1].(float64))]))
			}
		case "prodigy":
			var d struct {
				Text   string
				Answer string
				Spans  []struct{ Start, End int }
			}
			unmarshal(t, document, &d)
			for _, s := range d.Spans {
				quotes = append(quotes, string([]rune(d.Text)[s.Start:s.End]))
			}
		default:
			quotes = labelStudioQuotes(t, document)
		}
		if diff := cmp.Diff([]string{"“It adds 4.20 <to> every & ticket,”", "adds 4.20", "船票 went up"}, quotes); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// labelStudioQuotes checks that each result refers to a control in the
// configuration, and returns the words of the regions.
func labelStudioQuotes(t *testing.T, document string) (quotes []string) {
	t.Helper()
	var tasks []struct {
		Data        struct{ Text string }
		Annotations []struct {
			Result []struct {
				ID, Type string
				FromName string `json:"from_name"`
				Value    struct {
					Start, End int
					Text       any
				}
			}
		}
	}
	unmarshal(t, document, &tasks)
	for _, r := range tasks[0].Annotations[0].Result {
		if !strings.Contains(labelStudioConfig(), fmt.Sprintf("name=%q", r.FromName)) {
			t.Errorf("the configuration has no %s", r.FromName)
		}
		if words := string([]rune(tasks[0].Data.Text)[r.Value.Start:r.Value.End]); r.Type == "labels" {
			if quotes = append(quotes, words); r.Value.Text != words {
				t.Errorf("text %q at %q", r.Value.Text, words)
			}
		}
	}
	return quotes
}

func unmarshal(t *testing.T, document string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(document), v); err != nil {
		t.Fatal(err)
	}
}
