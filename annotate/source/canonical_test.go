package source

import (
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

func TestCanonicalTextIsWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := rapid.StringMatching(`[ab\n]{0,20}`).Draw(t, "source")
		c := canonicalText{source: []byte(source)}
		var want strings.Builder
		for _, p := range rapid.SliceOfN(rapid.StringMatching(`[ab\n]{0,3}`), 0, 8).Draw(t, "parts") {
			c.write([]byte(p))
			want.WriteString(p)
			if c.string() != want.String() || c.len() != want.Len() {
				t.Fatalf("%q, want %q", c.string(), want.String())
			}
		}
		if c.final() != want.String() || string(c.source) != source {
			t.Fatalf("in the end %q, want %q; the source %q is %q", c.final(), want.String(), source, c.source)
		}
	})
}

func TestACanonicalSourceIsNotCopied(t *testing.T) {
	raw := []byte("The levy passed.\n\nNobody asked the crews.\n")
	a, err := Read(raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if unsafe.StringData(a.Text) != unsafe.SliceData(raw) {
		t.Error("the text was copied")
	}
}

func TestAShortTextDoesNotHoldALongSource(t *testing.T) {
	raw := []byte("The levy passed." + strings.Repeat("\n", 1000))
	a, err := Read(raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if unsafe.StringData(a.Text) == unsafe.SliceData(raw) {
		t.Error("the text holds the memory of its source")
	}
}
