package export_test

import (
	"fmt"
	"os"
	"strings"

	"galley/annotate"
	"galley/annotate/export"
)

// note returns an article of one paragraph and a claim with a note on "4.20".
func note() export.Bundle {
	text := "The levy is 4.20 crowns."
	a := &annotate.Article{
		ID: "a1", Text: text, Digest: annotate.DigestOf(text), Source: annotate.Source{Kind: annotate.FromStdin},
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}, Number: 1}},
	}
	claim := annotate.Annotation{ID: "n1", Article: "a1", Tag: annotate.Claim, Note: "Ask the port office."}
	claim.Anchor = annotate.Anchor{Span: annotate.Span{Start: 12, End: 16}, Exact: "4.20", State: annotate.Anchored, Score: 1, TextDigest: a.Digest}
	return export.Bundle{Article: a, Words: 5, Annotations: []annotate.Annotation{claim}}
}

// A writer reports what its format cannot represent.
func Example() {
	format, err := export.FormatByName("prodigy")
	if err != nil {
		fmt.Println(err)
		return
	}
	loss, err := format.Write(os.Stdout, export.All(note()), export.WriteOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("not represented:", loss)
	// Output:
	// {"text":"The levy is 4.20 crowns.","spans":[{"start":12,"end":16,"label":"claim"}],"meta":{"article":"a1","source":"urn:galley:article:a1","title":""},"answer":"accept"}
	// not represented: 1 note
}

// Detect recognizes a format by the contents of a file.
func ExampleDetect() {
	var file strings.Builder
	if _, err := export.WriteJSON(&file, export.All(note()), export.WriteOptions{Generator: "galley 0.2.0"}); err != nil {
		fmt.Println(err)
		return
	}
	format, err := export.Detect("export.json", []byte(file.String()))
	fmt.Println(format.Name, err)

	bundles, _, err := format.Read(strings.NewReader(file.String()), export.ReadOptions{Clean: strings.TrimSpace})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range bundles[0].Annotations {
		fmt.Println(n.Tag, n.Anchor.Exact, n.Note)
	}
	// Output:
	// json <nil>
	// claim 4.20 Ask the port office.
}

// FileName makes a file name from the title and the id of an article.
func ExampleFileName() {
	fmt.Println(export.FileName(&annotate.Article{ID: "3f2a91c40000", Meta: annotate.Meta{Title: "Harbour levy passes!"}}))
	// Output: harbour-levy-passes-3f2a91c4
}
