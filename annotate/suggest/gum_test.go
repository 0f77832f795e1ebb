package suggest_test

import (
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

// A gumText is a text of GUM with its quotations and its scare quotes and mentions.
type gumText struct {
	text          strings.Builder
	quotes, scare []annotate.Span
}

// readGUM reads GUM's XML: a token per line, and tags. Spaces are guessed.
func readGUM(t *testing.T, path string) *gumText {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g, isGlued := &gumText{}, true
	var open []int
	for line := range strings.Lines(string(data)) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		name, _, _ := strings.Cut(strings.Trim(columns[0], "<>"), " ")
		switch {
		case len(columns) > 1:
			word := html.UnescapeString(columns[0])
			isClosing := columns[1] == "''" || strings.ContainsAny(word[:1], ".,;:?!)'’%") || word == "n't"
			if !isGlued && !isClosing {
				g.text.WriteByte(' ')
			}
			g.text.WriteString(word)
			isGlued = columns[1] == "``" || strings.HasSuffix(word, "(") || word == "$"
		case name == "p" || name == "head" || name == "item" || name == "sp":
			if text := g.text.String(); text != "" && !strings.HasSuffix(text, "\n\n") {
				g.text.WriteString("\n\n")
			}
			isGlued = true
		case name == "quote" || name == "q":
			open = append(open, g.text.Len())
		case (name == "/quote" || name == "/q") && len(open) > 0:
			span := annotate.Span{Start: open[len(open)-1], End: g.text.Len()}
			open = open[:len(open)-1]
			if name == "/q" {
				g.scare = append(g.scare, span)
			} else if strings.ContainsAny(span.In(g.text.String()), "\"“") {
				g.quotes = append(g.quotes, span)
			}
		}
	}
	return g
}

// TestGUM measures how many quotations of GUM are suggested, and how many scare quotes. GUM does not
// tag every quotation, so that precision cannot be measured on it.
func TestGUM(t *testing.T) {
	folder := os.Getenv("GALLEY_DATA")
	if folder == "" {
		t.Skip("GALLEY_DATA names no folder of data")
	}
	for kind, bar := range map[string]float64{"news": .9, "interview": .7} {
		paths, err := filepath.Glob(filepath.Join(folder, "gum", "xml", "GUM_"+kind+"_*.xml"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no files (%v)", err)
		}
		quotes, found, scare, passed, english := 0, 0, 0, 0, 0
		for _, path := range paths {
			g := readGUM(t, path)
			a := articleOf(strings.TrimSpace(g.text.String()))
			r := suggest.Suggest(a, annotate.Set{})
			if r.English {
				english++
			}
			isSuggested := func(s annotate.Span) bool {
				return slices.ContainsFunc(r.Suggestions, func(n suggest.Suggestion) bool { return n.Tag == annotate.Quote && n.Span.Overlaps(s) })
			}
			for _, s := range g.quotes {
				quotes++
				if isSuggested(s) {
					found++
				} else {
					t.Logf("%s: not found: %s", filepath.Base(path), s.In(a.Text))
				}
			}
			for _, s := range g.scare {
				scare++
				if isSuggested(s) {
					passed++
				}
			}
		}
		t.Logf("%s: %d of %d quotations with marks found, %d of %d scare quotes let in, %d of %d texts English", kind, found, quotes, passed, scare, english, len(paths))
		if share(found, quotes) < bar || english < len(paths) {
			t.Errorf("%s: %.3f of the quotations found, less than %.2f", kind, share(found, quotes), bar)
		}
	}
}
