package contents

import (
	"slices"
	"testing"

	"galley/annotate"
	"galley/annotate/source"
)

func read(t *testing.T, text string) *annotate.Article {
	t.Helper()
	a, err := source.Read([]byte(text), source.Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestSectionsOfAnArticle(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		titles  []string
		indents []int
		numbers []int
	}{
		"title and headings": {"# Levy\n\nOne.\n\n## Costs\n\nTwo.\n\n### Ferries\n\nThree.\n\n## Next\n\nFour.",
			[]string{"Levy", "Costs", "Ferries", "Next"}, []int{0, 1, 2, 1}, []int{1, 2, 3, 4}},
		"a heading without text": {"# Levy\n\n## Costs\n\n## Next\n\nFour.",
			[]string{"Levy", "Costs", "Next"}, []int{0, 1, 1}, []int{0, 0, 1}},
		"headings below the third level": {"# Levy\n\n#### Costs\n\nOne.\n\n##### Ferries\n\nTwo.",
			[]string{"Levy", "Costs", "Ferries"}, []int{0, 1, 2}, []int{0, 1, 2}},
		"no headings":               {"# Levy\n\nOne.\n\nTwo.", []string{"Levy", "One.", "Two."}, []int{0, 0, 0}, []int{0, 1, 2}},
		"nothing but one paragraph": {"One.", []string{"One."}, []int{0}, []int{1}},
	} {
		t.Run(name, func(t *testing.T) {
			a := read(t, c.text)
			var titles []string
			var indents, numbers []int
			end := 0
			for _, s := range sections(a) {
				titles, indents, numbers = append(titles, s.title), append(indents, s.indent), append(numbers, s.number)
				if s.span.Start < end {
					t.Errorf("%q begins at %d, the one before ends at %d", s.title, s.span.Start, end)
				}
				end = s.span.End
			}
			if !slices.Equal(titles, c.titles) || !slices.Equal(indents, c.indents) || !slices.Equal(numbers, c.numbers) {
				t.Errorf("%q, indents %v, numbers %v", titles, indents, numbers)
			}
			if end != len(a.Text) {
				t.Errorf("the last section ends at %d of %d", end, len(a.Text))
			}
		})
	}
}

func TestFurnitureIsNotASection(t *testing.T) {
	for name, c := range map[string]struct {
		kinds  string // t title, p paragraph, h heading, f furniture, g a heading of furniture
		titles []string
	}{
		"before and after":    {"gftphpgf", []string{outside, "t", "h", outside}},
		"in the middle":       {"tphfphp", []string{"t", "h", "h"}},
		"without headings":    {"ftppf", []string{outside, "t", "p", "p", outside}},
		"nothing but a title": {"tpf", []string{"t", "p", outside}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &annotate.Article{}
			for i, kind := range c.kinds {
				b := annotate.Block{Span: annotate.Span{Start: i, End: i + 1}, Folded: kind == 'f' || kind == 'g', Level: 2}
				b.Kind = map[rune]annotate.Kind{'t': annotate.Title, 'p': annotate.Paragraph, 'h': annotate.Heading, 'f': annotate.Furniture, 'g': annotate.Heading}[kind]
				a.Text, a.Blocks = a.Text+string(kind), append(a.Blocks, b)
			}
			annotate.NumberBlocks(a.Blocks)
			var titles []string
			for _, s := range sections(a) {
				titles = append(titles, s.title)
			}
			if !slices.Equal(titles, c.titles) {
				t.Errorf("%q", titles)
			}
		})
	}
}

func TestAnnotationsAreCountedWhereTheyBegin(t *testing.T) {
	a := read(t, "# Levy\n\nOne.\n\n## Costs\n\nTwo.")
	list := sections(a)
	placed := []annotate.Annotation{
		{Tag: annotate.Claim, Anchor: annotate.Anchor{Span: annotate.Span{Start: 0, End: len(a.Text)}}},
		{Tag: annotate.Claim, Anchor: annotate.Anchor{Span: list[1].span}},
		{Tag: annotate.Quote, Anchor: annotate.Anchor{Span: annotate.Span{Start: len(a.Text) - 1, End: len(a.Text)}}},
	}
	got := withCounts(list, placed)
	if got[0].counts[annotate.Claim] != 1 || got[1].counts[annotate.Claim] != 1 || got[1].counts[annotate.Quote] != 1 {
		t.Errorf("%v, %v", got[0].counts, got[1].counts)
	}
	if list[0].counts != nil {
		t.Error("counting changed the sections it was given")
	}
}
