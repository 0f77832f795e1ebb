package layout

import (
	"fmt"
	"strings"
	"testing"

	"galley/annotate"
	"galley/internal/golden"

	"github.com/charmbracelet/x/ansi"
)

// The archives hold an article, each block begun by a line "[kind level]", and
// its rows at each "measure method".
func TestGoldenRows(t *testing.T) {
	golden.Rows(t, func(t *testing.T, article, how string) []string {
		a, o := parseArticle(t, article), parseOptions(t, how)
		if strings.HasSuffix(how, "folded") {
			o.Folded = furnitureOf(a)
		}
		return shown(New(a, o))
	})
}

func parseOptions(t *testing.T, name string) (o Options) {
	var method string
	if _, err := fmt.Sscan(name, &o.Measure, &method); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if method == "grapheme" {
		o.Method = ansi.GraphemeWidth
	}
	return o
}

func parseArticle(t *testing.T, text string) *annotate.Article {
	var parts []part
	for block := range strings.SplitSeq(strings.TrimPrefix(text, "["), "\n[") {
		head, body, _ := strings.Cut(block, "]\n")
		var p part
		var kind string
		if _, err := fmt.Sscan(head, &kind, &p.level); err != nil {
			t.Fatalf("%s: %v", head, err)
		}
		var err error
		if p.kind, err = annotate.ParseKind(kind); err != nil {
			t.Fatal(err)
		}
		p.text, p.folded = strings.TrimSuffix(body, "\n"), p.kind == annotate.Furniture
		parts = append(parts, p)
	}
	return articleOf(parts...)
}
