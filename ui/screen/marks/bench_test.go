package marks_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/marks"
	"galley/ui/theme"
)

// newspaper returns a text of about a megabyte with count annotations, each with two labels and a link
// to the one before it.
func newspaper(count int) (*annotate.Article, annotate.Set) {
	a := &annotate.Article{ID: "a"}
	var all strings.Builder
	for n := range 5000 {
		text := fmt.Sprintf("Paragraph %d says that the harbour council voted on the levy, and that “nobody asked the crews”. %s", n,
			strings.Repeat("It was a long night. ", 5))
		if n > 0 {
			all.WriteString(annotate.Separator)
		}
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: all.Len(), End: all.Len() + len(text) - 1}})
		all.WriteString(text[:len(text)-1])
	}
	a.Text = all.String()
	annotate.NumberBlocks(a.Blocks)
	var items []annotate.Annotation
	for i := range count {
		b := a.Blocks[i%len(a.Blocks)].Span
		link := annotate.Relation{Kind: annotate.RelationKinds()[i%5], To: fmt.Sprintf("%06d", i-1)}
		items = append(items, annotate.Annotation{
			ID: fmt.Sprintf("%06d", i), Article: "a", Tag: annotate.Tags()[i%3], Note: "See the *fares table*, page " + fmt.Sprint(i) + ".",
			Fields: annotate.Fields{annotate.Tags()[i%3].Spec().Who[0]: {fmt.Sprintf("Ada Lund %d", i%40)}, "sources": {"port office", "fares table"}},
			Links:  []annotate.Relation{link},
			Labels: []string{"ferry", fmt.Sprint("topic ", i%20)},
			Anchor: anchor.Describe(a.Text, "", annotate.Span{Start: b.Start, End: b.Start + 90}),
		})
	}
	return a, annotate.NewSet(items)
}

// opened returns the list of a newspaper's annotations.
func opened(a *annotate.Article, set annotate.Set) marks.Model {
	m := marks.New(&kit.Outbox{}, kit.TextSpec{Keys: keys.Default(), Article: a, Annotations: set, Caret: len(a.Text) / 2}).(marks.Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Theme: theme.New(theme.Options{Dark: true})}})
}

func BenchmarkOpen(b *testing.B) {
	a, set := newspaper(5000)
	for b.Loop() {
		_ = opened(a, set).View()
	}
}

// One key in the filter, including drawing the screen.
func BenchmarkFilter(b *testing.B) {
	m := kittest.Press(opened(newspaper(5000)), strings.Split("/fares page 499", "")...)
	for b.Loop() {
		_ = kittest.Press(m, "9").View()
	}
}

func BenchmarkDraw(b *testing.B) {
	m := opened(newspaper(5000))
	for b.Loop() {
		_ = m.View()
	}
}

// One key in the filter of the view by person, including drawing the screen.
func BenchmarkFilterByPerson(b *testing.B) {
	m := kittest.Press(opened(newspaper(5000)), strings.Split("S/fares page ", "")...)
	for b.Loop() {
		_ = kittest.Press(m, "4").View()
	}
}

// From the list by place to that by person, including drawing the screen.
func BenchmarkByPerson(b *testing.B) {
	m := opened(newspaper(5000))
	for b.Loop() {
		_ = kittest.Press(m, "S").View()
	}
}
