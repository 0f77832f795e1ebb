package export

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestEscapedJSONSaysTheSame writes random strings in random pieces.
func TestEscapedJSONSaysTheSame(t *testing.T) {
	character := rapid.SampledFrom([]rune("a\"\\ \n\x1b\u007f\u0085\u009bé船👩\u200d\u202e\u2066"))
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
		if i := strings.IndexFunc(out.String(), func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
		}); i >= 0 {
			t.Fatalf("%q still acts on a terminal", out.String())
		}
	})
}
