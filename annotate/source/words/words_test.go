package words

import "testing"

func TestSimilarTextsInAnyCase(t *testing.T) {
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
		if got := Similar(c.a, c.b); got != c.want {
			t.Errorf("Similar(%q, %q) = %v", c.a, c.b, got)
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

func TestEndsOfSentencesAreSeenThroughQuotationMarks(t *testing.T) {
	for text, want := range map[string]bool{
		"It passed.": true, "“It passed.” ": true, "(Why?)": true, "Really!»": true, "港口税通过。": true, "क्या?": true, "یہ ہے۔": true, "هل مر؟": true,
		"It passed": false, "It passed,”": false, "4.20": false, "": false, "”": false,
	} {
		if got := EndsSentence(text); got != want {
			t.Errorf("EndsSentence(%q) = %v", text, got)
		}
	}
}

func TestLastMarkPrecedesClosingMarks(t *testing.T) {
	for text, want := range map[string]rune{"“Go,” ": ',', "end)": 'd', "…": '…', "ends ]』": 's'} {
		if got := LastMark(text); got != want {
			t.Errorf("LastMark(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestBeginningsInCapitals(t *testing.T) {
	for text, want := range map[string]bool{
		"The": true, "“The": true, "the": false, "4 The": false, "Élan": true, "ǅ": true, "港口": false, "…": false, "": false,
	} {
		if got := BeginsUpper(text); got != want {
			t.Errorf("BeginsUpper(%q) = %v", text, got)
		}
	}
}

func TestShareOfCapitals(t *testing.T) {
	for text, want := range map[string]float64{
		"Harbour Levy Passes": 1, "Harbour levy passes again": 0.25, "“Harbour” levy": 0.5, "4.20 8": 0, "": 0, "港口 Levy": 0.5,
	} {
		if got := CapitalShare(text); got != want {
			t.Errorf("CapitalShare(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestScriptsWithoutSpaces(t *testing.T) {
	for r, want := range map[rune]bool{'a': false, 'é': false, 'ש': false, '港': true, 'か': true, 'カ': true, 'ส': true, 'ລ': true, 'ក': true, 'မ': true, '。': true, 'Ａ': true, '가': false} {
		if got := IsUnspaced(r); got != want {
			t.Errorf("IsUnspaced(%q) = %v", r, got)
		}
	}
}
