package export

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// hiddenJoiner matches joiners that join nothing, and tag characters outside a flag.
var hiddenJoiner = regexp.MustCompile("[a\"n\\\\ ][\u200c\u200d\ufe0f\U000e0067\U000e007f]")

// TestEscapedJSONIsEquivalent writes random strings in random pieces.
func TestEscapedJSONIsEquivalent(t *testing.T) {
	character := rapid.SampledFrom([]rune("a\"\\ \n\x1b\u007f\u0085\u009bé船👩م\u200d\u200c\ufe0f\u200b\u3164\ufffe\ufdd0\U0010ffff\u202e\u2066\U0001f3f4\U000e0067\U000e007f"))
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringOf(character).Draw(t, "string")
		encoded, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		e := &escaper{w: &out}
		for rest := encoded; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			if written, err := e.Write(rest[:n]); err != nil || written != n {
				t.Fatalf("wrote %d of %d: %v", written, n, err)
			}
			rest = rest[n:]
		}
		var got string
		if err := json.Unmarshal([]byte(out.String()), &got); err != nil || got != want {
			t.Fatalf("%q came out as %q: %v", want, got, err)
		}
		if strings.IndexFunc(out.String(), func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || strings.ContainsRune("\u200b\u3164\ufffe\ufdd0\U0010ffff", r)
		}) >= 0 || hiddenJoiner.MatchString(out.String()) {
			t.Fatalf("%q still acts on a terminal, or hides something", out.String())
		}
	})
}
