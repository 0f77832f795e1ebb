package export_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// book is the page that tells what the formats keep. Whatever stands in it
// between a mark and the end of the block after it is made here.
const book = "../../docs/formats.md"

func TestTheBookOfFormatsIsTrue(t *testing.T) {
	data, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	made := map[string]string{"table": formatTable(t), "brat-config": fenced("ini", bratConfig()), "label-studio-config": fenced("xml", labelStudioConfig())}
	for _, f := range export.Formats() {
		made[f.Name] = example(t, f)
	}
	for name, block := range made {
		mark := regexp.MustCompile(`(?s)<!-- made: ` + name + ` -->\n.*?<!-- end -->`)
		if !mark.MatchString(page) {
			t.Errorf("%s has no place for %s", book, name)
		}
		page = mark.ReplaceAllLiteralString(page, "<!-- made: "+name+" -->\n"+block+"<!-- end -->")
	}
	if *update {
		if err := os.WriteFile(book, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), page); diff != "" {
		t.Errorf("-page +made (go test -run Book -update writes it):\n%s", diff)
	}
}

func fenced(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```\n"
}

// levy is the article of the examples.
func levy(t testing.TB) export.Bundle {
	a := newArticle("3f2a91c4", []annotate.Kind{annotate.Title, annotate.Paragraph}, []string{
		"Harbour levy passes", "“The levy adds 4.20 to every ticket,” said Ada Lund. Nobody was asked.",
	})
	a.Meta = annotate.Meta{Title: "Harbour levy passes", Byline: "Marit Solane", Published: "2026-05-14", Language: "en"}
	a.Source = annotate.Source{Kind: annotate.FromURL, Location: "https://courier.example/levy", MediaType: "text/html", Retrieved: at(0)}
	quote := mark(t, a, "01JDFERRY0000000000000000Q", annotate.Quote, "“The levy adds 4.20 to every ticket,”")
	quote.Fields = annotate.Fields{"speaker": {"Ada Lund"}}
	claim := mark(t, a, "01JDFERRY0000000000000000C", annotate.Claim, "adds 4.20")
	claim.Fields = annotate.Fields{"status": {"accurate"}, "sources": {"fares table, p. 2"}}
	claim.Note = "For *foot* passengers."
	return export.Bundle{Article: a, Words: 15, Annotations: []annotate.Annotation{quote, claim}}
}

// example is what a format makes of the article, or the part of it that tells.
func example(t *testing.T, f export.Format) string {
	document, loss := write(t, f.Name, levy(t))
	switch f.Name {
	case "html":
		document = document[strings.Index(document, `<div class="row"><span`):strings.Index(document, "</article>")]
	case "docx":
		document = files(t, document)["word/comments.xml"]
		document = document[strings.Index(document, "<w:comment "):strings.Index(document, "</w:comment>")] + "</w:comment>"
		document = strings.ReplaceAll(document, "<w:p>", "\n  <w:p>")
	}
	out := fenced(strings.TrimPrefix(f.Extension, "."), strings.TrimPrefix(document, "\uFEFF"))
	if loss != nil {
		out += fmt.Sprintf("\nIt says: `%s cannot represent %s`.\n", f.Name, loss)
	}
	return out
}

// bratConfig is the annotation.conf that brat needs to show what is written.
func bratConfig() string {
	out := "[entities]\n"
	for _, tag := range annotate.Tags() {
		out += capital(string(tag)) + "\n"
	}
	out += "[relations]\n[events]\n[attributes]\n"
	for _, tag := range annotate.Tags() {
		for _, spec := range tag.Spec().Fields {
			if spec.Choices != nil {
				out += fmt.Sprintf("%s\tArg:%s, Value:%s\n", capital(spec.Name), capital(string(tag)), strings.Join(spec.Choices, "|"))
			}
		}
	}
	return out
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// probe is a bundle in which each thing that a format may keep has words of
// its own, so that it can be seen whether they are there.
func probe(t testing.TB) export.Bundle {
	a := newArticle("probe", []annotate.Kind{annotate.Paragraph, annotate.Paragraph}, []string{
		"Some marked words here.", strings.Repeat("And so on. ", 20) + "Unmarked words there.",
	})
	claim := mark(t, a, "01JDFERRY0000000000000000X", annotate.Claim, "marked words")
	claim.Note, claim.Creator = "the note", "Mo Vane"
	claim.Fields = annotate.Fields{"checker": {"the field"}, "status": {"accurate"}}
	changed := mark(t, a, "01JDFERRY0000000000000000Y", annotate.Claim, "here")
	changed.Anchor.State, changed.Anchor.Exact = annotate.Changed, "the old words"
	changed.Fields = annotate.Fields{"status": {"accurate"}}
	gone := changed.Clone()
	gone.ID, gone.Anchor = "01JDFERRY0000000000000000Z", annotate.Anchor{State: annotate.Orphan, Exact: "the lost words", TextDigest: a.Digest}
	return export.Bundle{Article: a, Annotations: []annotate.Annotation{claim, changed, gone}}
}

// formatTable says what each format keeps, by looking.
func formatTable(t *testing.T) string {
	columns := []struct{ name, words string }{
		{"words", "marked words"}, {"note", "the note"}, {"fields", "the field"}, {"who", "Mo Vane"}, {"when", "2026-11-22"},
		{"old words", "the old words"}, {"lost words", "the lost words"}, {"whole text", "Unmarked words"},
	}
	out, rule := "| format |", "|---|"
	for _, c := range columns {
		out, rule = out+" "+c.name+" |", rule+"---|"
	}
	out += " overlaps | read back |\n" + rule + "---|---|\n"
	overlapping := levy(t)
	for i := range overlapping.Annotations {
		overlapping.Annotations[i].Note, overlapping.Annotations[i].Fields = "", annotate.Fields{}
	}
	for _, f := range export.Formats() {
		document, _ := write(t, f.Name, probe(t))
		all := ""
		for name, text := range files(t, document) {
			if !strings.HasPrefix(name, "docProps/") {
				all += text
			}
		}
		if f.Companion != nil {
			all += probe(t).Article.Text
		}
		out += "| `" + f.Name + "` |"
		for _, c := range columns {
			there := strings.Contains(all, c.words)
			if c.name == "when" {
				there = strings.Contains(strings.ReplaceAll(all, "09:30", ""), "2026-11-22T09:01") || strings.Contains(all, "2026-11-22T09:02") || strings.Contains(all, ", 2026-11-22")
			}
			out += " " + sign(there) + " |"
		}
		_, loss := write(t, f.Name, overlapping)
		out += " " + sign(!strings.Contains(loss.String(), "overlap")) + " | " + sign(f.Readable()) + " |\n"
	}
	return out
}

func sign(there bool) string {
	if there {
		return "✓"
	}
	return "–"
}

// labelStudioConfig returns the labeling configuration for the tasks of
// [export.WriteLabelStudio].
func labelStudioConfig() string {
	out := "<View>\n  <Labels name=\"label\" toName=\"text\">\n"
	for _, tag := range annotate.Tags() {
		out += "    <Label value=\"" + string(tag) + "\"/>\n"
	}
	out += "  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n  <TextArea name=\"note\" toName=\"text\" perRegion=\"true\"/>\n"
	for _, tag := range annotate.Tags() {
		for _, spec := range tag.Spec().Fields {
			out += labelControl(tag, spec)
		}
	}
	return out + "</View>\n"
}

// labelControl returns the control for a field of regions with that tag.
func labelControl(tag annotate.Tag, spec annotate.FieldSpec) string {
	where := " name=\"" + spec.Name + "\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" whenLabelValue=\"" + string(tag) + "\""
	if spec.Choices == nil {
		return "  <TextArea" + where + "/>\n"
	}
	out := "  <Choices" + where + ">\n"
	for _, choice := range spec.Choices {
		out += "    <Choice value=\"" + choice + "\"/>\n"
	}
	return out + "  </Choices>\n"
}
