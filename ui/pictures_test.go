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

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

var update = flag.Bool("update", false, "rewrite the pictures and golden screens")

// The default colors of the terminal in pictures.
var ink, ground = color.RGBA{0xd8, 0xd8, 0xd8, 0xff}, color.RGBA{0x16, 0x16, 0x1a, 0xff}

// sampleWorld returns a library with the annotated sample.
func sampleWorld(t *testing.T) *world {
	t.Helper()
	a := readSample(t)
	m := newWorld(t, a)
	var changes []annotate.Change
	for i, mark := range sample.Annotations() {
		changes = append(changes, annotate.Create(sampleAnnotation(t, a, i, mark)))
	}
	m.elsewhere(t, sample.Name, changes...)
	return m
}

func readSample(t *testing.T) *annotate.Article {
	t.Helper()
	a, err := source.Read(sample.Article(), source.Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = sample.Name
	return a
}

func sampleAnnotation(t *testing.T, a *annotate.Article, i int, mark sample.Annotation) annotate.Annotation {
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

// Three tags overlap on one row, in a terminal with all colors, with 16, and with none.
func TestPicturesOfOverlaps(t *testing.T) {
	for name, c := range map[string]struct {
		look    theme.Options
		profile colorprofile.Profile
	}{
		"overlap-truecolor.svg": {theme.Options{Dark: true, StyledUnderlines: true}, colorprofile.TrueColor},
		"overlap-16.svg":        {theme.Options{Dark: true}, colorprofile.ANSI},
		"overlap-mono.svg":      {theme.Options{Dark: true, Mono: true}, colorprofile.ANSI},
	} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 10, func(cfg *ui.Config) {
				cfg.Terminal = c.look
				cfg.Options = append(cfg.Options, tea.WithColorProfile(c.profile))
			})
			w.sees("READ")
			w.types("1Gv3wc1Gwv4wq1G4wv3wo3G")
			w.saved(m, "levy", 3)
			w.sees("C 1  Q 1  O 1")
			w.shows(filepath.Join("..", "docs", name), func() string { return svg(w.Terminal, ink, ground) })
		})
	}
}

// The pictures in the documentation are drawn by the running program; this test checks
// that they are up to date.
func TestPicturesOfTheDocumentation(t *testing.T) {
	for name, c := range map[string]struct{ typed, shows string }{
		"card.svg": {"5G<tab><enter>", "CARD"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t, sampleWorld(t), sample.Name, 90, 28, func(c *ui.Config) {
				c.Terminal = theme.Options{Dark: true, StyledUnderlines: true}
			})
			w.sees("READ")
			w.types(c.typed)
			w.sees(c.shows)
			w.shows(filepath.Join("..", "docs", name), func() string { return svg(w.Terminal, ink, ground) })
		})
	}
}
