package ui_test

import (
	"flag"
	"image/color"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/source"
	"galley/sample"
	"galley/ui"
	"galley/ui/theme"
)

var update = flag.Bool("update", false, "write the pictures and golden screens anew")

// sampleMemory is a library that holds the sample with its annotations.
func sampleMemory(t *testing.T) *memory {
	t.Helper()
	a, err := source.Read(sample.Article(), source.Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = sample.Name
	m := newMemory(a)
	var changes []annotate.Change
	for i, mark := range sample.Marks() {
		changes = append(changes, annotate.Create(sampleAnnotation(t, a, i, mark)))
	}
	m.elsewhere(sample.Name, changes...)
	return m
}

func sampleAnnotation(t *testing.T, a *annotate.Article, i int, mark sample.Mark) annotate.Annotation {
	t.Helper()
	at := strings.Index(a.Text, mark.Quote)
	if at < 0 {
		t.Fatalf("the sample does not hold %q", mark.Quote)
	}
	made := now.AddDate(0, 0, -1)
	return annotate.Annotation{
		ID: string(rune('A' + i)), Article: a.ID, Tag: annotate.Tag(mark.Tag), Note: mark.Note, Fields: mark.Fields,
		Creator: sample.Creator, Created: made, Modified: made,
		Anchor: anchor.Describe(a.Text, a.Digest, annotate.Span{Start: at, End: at + len(mark.Quote)}),
	}
}

// The pictures of the documentation are drawn from the running program, and
// this test holds that they still show it.
func TestPicturesOfTheDocumentation(t *testing.T) {
	ink, ground := color.RGBA{0xd8, 0xd8, 0xd8, 0xff}, color.RGBA{0x16, 0x16, 0x1a, 0xff}
	for name, c := range map[string]struct{ typed, shows string }{
		"screen.svg": {"5G))", "¶ 5/23"},
		"card.svg":   {"5G<tab><enter>", "CARD"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, sampleMemory(t), sample.Name, 90, 28, func(c *ui.Config) {
				c.Look = theme.Options{Dark: true, StyledUnderlines: true}
			})
			w.sees("READ")
			w.types(c.typed)
			w.sees(c.shows)
			w.shows(filepath.Join("..", "docs", name), func() string { return w.SVG(ink, ground) })
		})
	}
}
