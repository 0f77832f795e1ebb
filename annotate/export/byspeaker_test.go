package export_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/export"
)

// spoken returns a bundle in which Bo speaks twice, the first time interrupted by Ada,
// and something is said by nobody.
func spoken(t testing.TB) export.Bundle {
	t.Helper()
	text := "“One,” said Bo. “Two,” said Ada. “Three,” Bo went on. “Four.”"
	on := newArticle("1", []annotate.Kind{annotate.Paragraph}, []string{text})
	set := []annotate.Annotation{}
	for i, who := range []struct{ words, name string }{{"“One,”", "Bo"}, {"“Two,”", "Ada Lund"}, {"“Three,”", ""}, {"“Four.”", ""}, {"said Ada", "Bo"}} {
		start := strings.Index(text, who.words)
		a := annotate.Annotation{ID: string(rune('a' + i)), Tag: annotate.Quote, Anchor: annotate.Anchor{
			Exact: who.words, Span: annotate.Span{Start: start, End: start + len(who.words)}, State: annotate.Anchored, Score: 1, TextDigest: on.Digest}}
		if who.name != "" {
			a.Fields = annotate.Fields{"speaker": {who.name}}
		}
		set = append(set, a)
	}
	set[2] = set[2].WithLink(annotate.Relation{Kind: annotate.Continues, To: "a"})
	set[4].Tag, set[4].Fields = annotate.Claim, annotate.Fields{"claimant": {"Bo"}}
	return export.Bundle{Article: on, Annotations: set}
}

func TestBySpeaker(t *testing.T) {
	names := regexp.MustCompile(`Bo|Ada Lund|\(not named\)|One|Two|Three|Four|said Ada`)
	want := []string{"Bo", "One", "Three", "said Ada", "Ada Lund", "Two", "(not named)", "Four"}
	template, err := export.NewTemplate("x", "{{range .Articles}}{{range .Annotations}}{{.Who}} {{.Quote}}\n{{end}}{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(export.Formats(), template) {
		var out, plain bytes.Buffer
		b := spoken(t)
		_, err := f.Write(&out, export.All(b), export.WriteOptions{BySpeaker: true})
		if _, plainErr := f.Write(&plain, export.All(b), export.WriteOptions{}); err != nil || plainErr != nil {
			t.Fatal(f.Name, err, plainErr)
		}
		if got := out.String() != plain.String(); got != f.BySpeaker {
			t.Errorf("%s: written by speaker: %t", f.Name, got)
		}
		var part string
		switch f.Name {
		case "markdown":
			part = regexp.MustCompile(`(?m)^(## |> ).*$`).ReplaceAllStringFunc(out.String(), func(s string) string { return "@" + s })
			part = strings.Join(regexp.MustCompile(`@.*`).FindAllString(part, -1), "\n")
		case "html":
			_, part, _ = strings.Cut(out.String(), "<h2>By speaker</h2>")
		default:
			continue
		}
		if got := names.FindAllString(part, -1); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", f.Name, got, want)
		}
	}
}

// A table by speaker is read back as what was written.
func TestTableBySpeakerIsReadBack(t *testing.T) {
	b := spoken(t)
	var out bytes.Buffer
	if _, err := export.WriteCSV(&out, export.All(b), export.WriteOptions{BySpeaker: true}); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, n := range regexp.MustCompile(`,([a-e]),0*1,`).FindAllStringSubmatch(out.String(), -1) {
		ids = append(ids, n[1])
	}
	if !slices.Equal(ids, []string{"a", "c", "e", "b", "d"}) {
		t.Errorf("rows %q in\n%s", ids, out.String())
	}
}
