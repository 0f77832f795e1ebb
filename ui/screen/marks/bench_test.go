package marks_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/marks"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// newspaper is a text of about a megabyte with so many annotations.
func newspaper(count int) (*annotate.Article, annotate.Set) {
	a := &annotate.Article{ID: "a"}
	for n := range 5000 {
		text := fmt.Sprintf("Paragraph %d says that the harbour council voted on the levy, and that “nobody asked the crews”. %s", n,
			strings.Repeat("It was a long night. ", 5))
		if n > 0 {
			a.Text += annotate.Separator
		}
		a.Blocks = append(a.Blocks, annotate.Block{Span: annotate.Span{Start: len(a.Text), End: len(a.Text) + len(text) - 1}})
		a.Text += text[:len(text)-1]
	}
	annotate.NumberBlocks(a.Blocks)
	var items []annotate.Annotation
	for i := range count {
		b := a.Blocks[i%len(a.Blocks)].Span
		items = append(items, annotate.Annotation{
			ID: fmt.Sprintf("%06d", i), Article: "a", Tag: annotate.Tags()[i%3], Note: "See the *fares table*, page " + fmt.Sprint(i) + ".",
			Fields: annotate.Fields{"speaker": {"Ada Lund"}, "sources": {"port office", "fares table"}},
			Anchor: anchor.Describe(a.Text, "", annotate.Span{Start: b.Start, End: b.Start + 90}),
		})
	}
	return a, annotate.NewSet(items)
}

var screen = kit.Canvas{Width: 80, Height: 24, Theme: theme.New(theme.Options{Dark: true})}

func BenchmarkOpen(b *testing.B) {
	a, set := newspaper(5000)
	for b.Loop() {
		_ = marks.New(keys.Default(), a).Load(set).On(screen).At(len(a.Text) / 2).View()
	}
}

// A keystroke of the filter, the screen drawn.
func BenchmarkFilter(b *testing.B) {
	a, set := newspaper(5000)
	m, _ := marks.New(keys.Default(), a).Load(set).On(screen).Do(keys.StartFilter, 0)
	for _, r := range "fares page 499" {
		m = m.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for b.Loop() {
		_ = m.Type(tea.KeyPressMsg{Code: '9', Text: "9"}).View()
	}
}

func BenchmarkDraw(b *testing.B) {
	a, set := newspaper(5000)
	m := marks.New(keys.Default(), a).Load(set).On(screen)
	for b.Loop() {
		_ = m.View()
	}
}
