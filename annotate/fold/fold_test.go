package fold

import (
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestString(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"case":                    {"The LEVY", "the levy"},
		"accents":                 {"Émile ＣＡＦＥ\u0301 naïve", "emile cafe naive"},
		"ligatures":               {"eﬃcient ﬂow ﬁn ﬀ ﬆ", "efficient flow fin ff st"},
		"full width":              {"ＡＢＣ　２０２６％！", "abc 2026%!"},
		"half-width kana":         {"ｶﾞｷ", "カ\u3099キ"},
		"figures of other forms":  {"m² x₁ ① Ⅳ ½ 3¾", "m2 x1 1 iv 1/2 33/4"},
		"digits of other scripts": {"१२३ ٤٥٦ ۷۸۹ ৩ ๒", "123 456 789 3 2"},
		"signs of several":        {"5 ㎞ № 3 ™", "5 km no 3 tm"},
		"letters spelled out":     {"Straße STRAẞE Ærø œuvre Þór", "strasse strasse aero oeuvre thor"},
		"letters with a stroke":   {"Łódź Đorđe Søren ħ", "lodz dorde soren h"},
		"Turkish":                 {"İstanbul ısı", "istanbul isi"},
		"Greek":                   {"ΟΔΟΣ οδός", "οδοσ οδοσ"},
		"an ellipsis":             {"and … so", "and ... so"},
		"quotation marks":         {"“a” „b‟ «c» ‘d’ `e´", `"a" "b" "c" 'd' 'e'`},
		"dashes":                  {"a–b—c−d‑e", "a-b-c-d-e"},
		"spaces":                  {"a \u00a0\n\n b\u2009c", "a b c"},
		"invisible characters":    {"re\u00adfer zero\u200bwidth \ufeffa\u2060b c\u200dd", "refer zerowidth ab cd"},
		"Arabic vowel signs":      {"مُحَمَّد كـــتاب أحمد", "محمد كتاب احمد"},
		"Arabic letter forms":     {"ﻻ ﷲ", "لا الله"},
		"Hebrew points":           {"שָׁלוֹם", "שלום"},
		"Devanagari vowel signs":  {"हिन्दी", "हिन्दी"},
		"Hangul":                  {"한", "\u1112\u1161\u11ab"},
		"Hangul apart":            {"\u1112\u1161\u11ab", "\u1112\u1161\u11ab"},
		"accents by themselves":   {"a ¨ b", "a  b"},
		"nothing":                 {"", ""},
	} {
		if got := String(c.text); got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", name, c.text, got, c.want)
		}
	}
}

// mixed draws text in which many characters change their length.
func mixed(t *rapid.T) string {
	alphabet := []string{"a", "B", " ", "\n", "é", "e\u0301", "ﬃ", "ß", "½", "İ", "\u00ad", "…", "한", "\u1112\u1161", "中", "м", "ـ", "𝟗", "\u0301", "\u0323"}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 40).Draw(t, "text"), "")
}

func TestOffsetsMapBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(t)
		for name, f := range map[string]*Text{"fold": New(text), "normal form": Normal(text)} {
			if all, ok := f.SourceFromFolded(annotate.Span{End: len(f.Folded)}); ok && f.FoldedFromSource(all) != (annotate.Span{End: len(f.Folded)}) {
				t.Fatalf("%s of %q: %v is not all of %q", name, text, all, f.Folded)
			}
			start := rapid.IntRange(0, len(f.Folded)).Draw(t, "start")
			end := rapid.IntRange(start, len(f.Folded)).Draw(t, "end")
			if !utf8.ValidString(f.Folded[start:end]) {
				continue
			}
			span, ok := f.SourceFromFolded(annotate.Span{Start: start, End: end})
			if !ok {
				continue
			}
			again := New(span.In(text)).Folded
			if name == "normal form" {
				again = norm.NFC.String(span.In(text))
			}
			// A space that is a part of a run stands for all of it.
			if again != f.Folded[start:end] {
				t.Fatalf("%s: %q of %q comes from %q, which becomes %q", name, f.Folded[start:end], f.Folded, span.In(text), again)
			}
			if back := f.FoldedFromSource(span); back != (annotate.Span{Start: start, End: end}) {
				t.Fatalf("%s of %q: %d to %d come back as %v", name, text, start, end, back)
			}
		}
	})
}

func TestNormalIsTheNormalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(t)
		f := Normal(text)
		if f.Folded != norm.NFC.String(text) || f.IsSame() != norm.NFC.IsNormalString(text) {
			t.Fatalf("%q becomes %q", text, f.Folded)
		}
	})
}

func TestNormalFormsAndFoldsOfEqualTextsAreEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := mixed(t)
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			if got := String(form.String(text)); got != String(text) {
				t.Fatalf("%q and %q fold to %q and %q", text, form.String(text), String(text), got)
			}
		}
	})
}

func TestPartOfACharacterHasNoSource(t *testing.T) {
	f := New("ﬃx fix")
	cut, _ := f.SourceFromFolded(annotate.Span{Start: 1, End: 3})
	whole, ok := f.SourceFromFolded(annotate.Span{Start: 5, End: 7})
	if !cut.Empty() || !ok || whole.Start != 5 || whole.End != 7 {
		t.Errorf("%v, %v %v in %q", cut, whole, ok, f.Folded)
	}
}
