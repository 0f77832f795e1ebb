package words

import "testing"

func TestRepeatsAreFoundWhateverTheirCase(t *testing.T) {
	cases := []struct {
		a, b string
		want bool
	}{
		{"Harbour Levy Passes!", "harbour levy passes", true},
		{"Harbour levy passes after talks", "Harbour levy passes after the talks", true},
		{"Harbour levy passes", "Ferry crews protest", false},
		{"levy levy levy", "levy", true},
		{"…", "…", false},
		{"", "", false},
	}
	for _, c := range cases {
		if got := Repeats(c.a, c.b); got != c.want {
			t.Errorf("Repeats(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func TestWordsAreCountedInAnyScript(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "one": 1, " one\u00A0two\n three ": 3, "港口税通过": 3, "The 港口 levy": 3, "สวัสดี": 3,
	} {
		if got := Count(text, 100); got != want {
			t.Errorf("Count(%q) = %d, want %d", text, got, want)
		}
	}
	if got := Count("a b c d e", 3); got != 3 {
		t.Errorf("counted %d words, want no more than 3", got)
	}
}
