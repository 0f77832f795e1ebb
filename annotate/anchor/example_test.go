package anchor_test

import (
	"fmt"
	"strings"

	"galley/annotate"
	"galley/annotate/anchor"
)

// paragraph returns an article with one paragraph.
func paragraph(text string) *annotate.Article {
	return &annotate.Article{
		Text: text, Digest: annotate.DigestOf(text),
		Blocks: []annotate.Block{{Kind: annotate.Paragraph, Span: annotate.Span{End: len(text)}}},
	}
}

// An annotation made on one version of a text is placed on the next one.
func ExamplePlace() {
	old := paragraph("The levy is 4.20 crowns. It passed by two votes.")
	updated := paragraph("After a long night the levy passed by two votes. It is now 5.10 crowns.")

	start := strings.Index(old.Text, "passed by two votes")
	claim := annotate.Annotation{ID: "1", Tag: annotate.Claim}
	claim.Anchor = anchor.Describe(old.Text, old.Digest, annotate.Span{Start: start, End: start + len("passed by two votes")})

	placements, err := anchor.Place(old, updated, []annotate.Annotation{claim}, anchor.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	p := placements[0]
	fmt.Printf("%s: %q (%s)\n", p.Anchor.State, p.Anchor.Span.In(updated.Text), p.Reason)
	// Output: anchored: "passed by two votes" (the same words at the same place; other words of their sentence were edited)
}

// A Finder needs no old text: prefix and suffix tell equal words apart.
func ExampleFinder() {
	f := anchor.NewFinder("Nobody asked the crews. Nobody asked the port.")
	a := f.Find(annotate.Anchor{Exact: "Nobody asked", Suffix: " the port."})
	fmt.Println(a.State, a.Span.Start)

	a = f.Find(annotate.Anchor{Exact: "Nobody asked"})
	fmt.Println(a.State, a.Candidates)
	// Output:
	// anchored 24
	// ambiguous [{0 12} {24 36}]
}
