package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/review"
	"galley/ui/theme"
)

func BenchmarkOpen(b *testing.B) {
	a := &annotate.Article{ID: "a", Text: strings.TrimSpace(strings.Repeat("The council voted on the levy all night long. ", 22000))}
	a.Blocks = []annotate.Block{{Span: annotate.Span{End: len(a.Text)}}}
	annotate.NumberBlocks(a.Blocks)
	var items []annotate.Annotation
	for i := range 5000 {
		items = append(items, annotate.Annotation{ID: fmt.Sprintf("%06d", i), Tag: annotate.Tags()[i%3], Note: "See the *fares table*.",
			Anchor: anchor.Describe(a.Text, "", annotate.Span{Start: 46 * i, End: 46*i + 45})})
	}
	set := annotate.NewSet(items)
	placed := kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Theme: theme.New(theme.Options{Dark: true})}}
	for b.Loop() {
		m := review.New(&kit.Outbox{}, kit.TextSpec{Keys: keys.Default(), Article: a, Annotations: set}, time.UTC, 72)
		_ = kittest.Update(m, placed).View()
	}
}
