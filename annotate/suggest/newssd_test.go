package suggest_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/suggest"
)

// TestNewsSD measures words of opinion on the sentences of NewsSD-ENG. The words were chosen
// with train and val in view.
func TestNewsSD(t *testing.T) {
	folder := os.Getenv("GALLEY_DATA")
	if folder == "" {
		t.Skip("GALLEY_DATA names no folder of data")
	}
	const bar = .70
	for _, file := range []string{"train.csv", "val.csv", "test.csv"} {
		f, err := os.Open(filepath.Join(folder, "newssd", file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		subjective, all := map[int]bool{}, 0
		for _, row := range rows[1:] {
			if row[1] == "SUBJ" {
				subjective[text.Len()] = true
				all++
			}
			text.WriteString(strings.Join(strings.Fields(row[0]), " ") + "\n\n")
		}
		a := articleOf(strings.TrimSpace(text.String()))
		type count struct{ found, right int }
		rules, total, seen := map[string]*count{}, count{}, map[int]bool{}
		for _, s := range suggest.With(a, annotate.Set{}, suggest.Options{Opinions: true}).Suggestions {
			start := a.Blocks[a.BlockAt(s.Span.Start)].Span.Start
			if s.Tag != annotate.Opinion || seen[start] {
				continue
			}
			seen[start] = true
			c := entry(rules, s.Rule)
			c.found++
			total.found++
			if subjective[start] {
				c.right++
				total.right++
			}
		}
		t.Logf("%s: %d sentences, %d subjective; P %.3f (%d of %d), R %.3f", file, len(rows)-1, all, share(total.right, total.found), total.right, total.found, share(total.right, all))
		for rule, c := range rules {
			t.Logf("  %s: P %.3f (%d of %d)", rule, share(c.right, c.found), c.right, c.found)
		}
		if p := share(total.right, total.found); file == "test.csv" && p < bar {
			t.Errorf("%s: precision %.3f is below %.2f", file, p, bar)
		}
	}
}
