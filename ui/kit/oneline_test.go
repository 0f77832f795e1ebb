package kit_test

import (
	"testing"

	"galley/ui/kit"
)

func TestLineContainsNoControls(t *testing.T) {
	for text, want := range map[string]string{
		"one  line\n\nand more\t": "one line and more",
		"a\x1b]52;c;QQ==\x07b":    "a]52;c;QQ==b",
		"a\u009b31mb\u202eb":      "a31mbb",
		"👩‍🚀 cafe\u0301":          "👩‍🚀 cafe\u0301",
	} {
		if got := kit.OneLine(text); got != want {
			t.Errorf("OneLine(%q) = %q, want %q", text, got, want)
		}
	}
}
