package annotate_test

import (
	"fmt"

	"galley/annotate"
)

// Changes are the only way to alter annotations, and each has an inverse.
func Example() {
	text := "The levy is 4.20 crowns."
	claim := annotate.Annotation{ID: "1", Tag: annotate.Claim}
	claim.Anchor = annotate.Anchor{Span: annotate.Span{Start: 12, End: 16}, State: annotate.Anchored}

	step := annotate.Step{Summary: "claim in ¶1", Changes: []annotate.Change{annotate.Create(claim)}}
	set, err := annotate.Set{}.Apply(step.Changes...)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range set.All() {
		fmt.Printf("%s %q: %s\n", a.Tag, a.Span().In(text), a.Status())
	}
	set, err = set.Apply(step.Inverse()...)
	fmt.Println(set.Len(), err)
	// Output:
	// claim "4.20": unchecked
	// 0 <nil>
}

// Commands and exports count code points; everything else counts bytes.
func ExampleMapper() {
	text := "Año nuevo"
	m := annotate.NewMapper(text)
	span, err := m.SpanFromRunes(4, 9)
	fmt.Println(span, span.In(text), err)
	fmt.Println(m.RunesFromSpan(span))
	// Output:
	// {5 10} nuevo <nil>
	// 4 9
}

// A spec describes the fields of a tag.
func ExampleTag_Spec() {
	spec := annotate.Quote.Spec()
	fmt.Println(spec.Letter, spec.Plural, spec.Who)
	for _, f := range spec.Fields {
		fmt.Println(f.Name, f.Choices)
	}
	// Output:
	// Q quotes [speaker role]
	// speaker []
	// role []
	// medium [interview statement speech document post]
	// verified [unverified heard transcript confirmed]
	// reference []
}

// A selection covers the grapheme clusters at both of its ends.
func ExampleSelection() {
	text := "Año nuevo"
	backward := annotate.Selection{Anchor: 9, Head: 5}
	fmt.Println(backward.Span(text).In(text))
	// Output: nuevo
}
