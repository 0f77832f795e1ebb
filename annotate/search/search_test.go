package search

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"galley/annotate"

	"pgregory.net/rapid"
)

func TestNext(t *testing.T) {
	for name, c := range map[string]struct{ typed, text, want string }{
		"the words themselves":                    {"nine hours", "after nine hours", "nine hours"},
		"capitals in the text":                    {"harbour", "The HARBOUR wall", "HARBOUR"},
		"a capital in the query":                  {"May", "may I see May", "May"},
		"curly quotation marks":                   {`"go"`, "she said “go” twice", "“go”"},
		"an apostrophe":                           {"don't", "I don’t know", "don’t"},
		"a dash":                                  {"1998-2001", "in 1998–2001", "1998–2001"},
		"a no-break space":                        {"4 euro", "costs 4\u00a0euro", "4\u00a0euro"},
		"a line end":                              {"two lines", "two\nlines", "two\nlines"},
		"an accent that was not typed":            {"resume", "his résumé", "résumé"},
		"an accent on its own":                    {"cafe", "a cafe\u0301 here", "cafe\u0301"},
		"a typed accent":                          {"résumé", "resume or résumé", "résumé"},
		"a typed accent, written apart":           {"café", "a cafe\u0301 here", "cafe\u0301"},
		"an accent typed apart":                   {"cafe\u0301", "a café here", "café"},
		"a Hangul syllable is not its jamo":       {"한", "하 한", "한"},
		"the whole cluster":                       {"👩", "the 👩‍🚀 flew", "👩‍🚀"},
		"a ligature":                              {"coefficient", "the coeﬁcient, the coeﬃcient", "coeﬃcient"},
		"two ligatures":                           {"efficient", "was eﬃient, was eﬀicient", "eﬀicient"},
		"the first letters of a ligature":         {"coeff", "the coeﬃcient", "coeﬃ"},
		"the last letters of a ligature":          {"ficient", "the coeﬃcient", "ﬃcient"},
		"letters within a ligature":               {"f", "a ﬁn", "ﬁ"},
		"a typed ligature":                        {"ﬂow", "the flow", "flow"},
		"words that a zero-width space separates": {"ភាសាខ្មែរ", "រៀន\u200bភាសា\u200bខ្មែរ\u200bនៅ", "ភាសា\u200bខ្មែរ\u200b"},
		"a typed zero-width space":                {"ไทย\u200bแลนด์", "คือไทยแลนด์", "ไทยแลนด์"},
		"a Mongolian vowel separator":             {"ᠬᠠᠮᠢᠭᠠ", "ᠬᠠᠮᠢᠭ\u180eᠠ ᠨᠢ", "ᠬᠠᠮᠢᠭ\u180eᠠ"},
		"full width":                              {"2026", "の２０２６年", "２０２６"},
		"full width in capitals":                  {"ABC", "abc ＡＢＣ news", "ＡＢＣ"},
		"a raised figure":                         {"m2", "at 3 m² and", "m²"},
		"a fraction":                              {"1/2", "and ½ of", "½"},
		"a Roman numeral":                         {"IV", "of Ⅳ.", "Ⅳ"},
		"Devanagari digits":                       {"2026", "सन् २०२६ में", "२०२६"},
		"Arabic digits":                           {"15", "في ١٥ مايو", "١٥"},
		"a sharp s":                               {"strasse", "die Straße", "Straße"},
		"a typed sharp s":                         {"straße", "DIE STRASSE", "STRASSE"},
		"a capital sharp s":                       {"STRASSE", "Straße STRAẞE", "STRAẞE"},
		"a part of it":                            {"stras", "die Straße", "Straß"},
		"ae":                                      {"aero", "auf Ærø", "Ærø"},
		"a capital and ae":                        {"Aesop", "von Æsop", "Æsop"},
		"two capitals and ae":                     {"AESOP", "von ÆSOP", "ÆSOP"},
		"oe":                                      {"coeur", "le cœur", "cœur"},
		"a stroke that was not typed":             {"lodz", "in Łódź", "Łódź"},
		"a typed stroke":                          {"søren", "Soren Søren", "Søren"},
		"a stroke, o":                             {"soren", "by Søren", "Søren"},
		"d with a stroke":                         {"dorde", "by Đorđe", "Đorđe"},
		"a dotted capital I":                      {"istanbul", "in İstanbul", "İstanbul"},
		"a dotless i":                             {"isi", "bir ısı", "ısı"},
		"a typed dotless i":                       {"ısı", "BIR ISI", "ISI"},
		"an ellipsis":                             {"was...", "it was… so", "was…"},
		"a typed ellipsis":                        {"was…", "it was... so", "was..."},
		"a soft hyphen":                           {"refer", "to re\u00adfer", "re\u00adfer"},
		"a zero-width space":                      {"zerowidth", "a zero\u200bwidth", "zero\u200bwidth"},
		"Arabic vowel signs":                      {"محمد", "قال مُحَمَّد", "مُحَمَّد"},
		"some of the vowel signs":                 {"محمّد", "محمد مُحَمَّد", "مُحَمَّد"},
		"a typed hamza and vowel signs":           {"أحمد", "احمد أَحْمَد", "أَحْمَد"},
		"a tatweel":                               {"كتاب", "في كـــتاب", "كـــتاب"},
		"a lam-alef":                              {"لا", "قال ﻻ", "ﻻ"},
		"Hebrew points":                           {"שלום", "אמר שָׁלוֹם", "שָׁלוֹם"},
		"Hangul apart":                            {"한국", "하 한국", "한국"},
		"Hangul typed apart":                      {"한", "하한", "한"},
		"a syllable, not part of one":             {"하", "한 한 하", "하"},
		"half-width kana":                         {"ガキ", "の ｶﾞｷ", "ｶﾞｷ"},
		"unvoiced kana":                           {"か", "が が か", "か"},
		"Devanagari nukta and vowels":             {"हिन्दी", "हिन्द हिन्दी", "हिन्दी"},
		"one of two accents":                      {"việt", "viêt Việt", "Việt"},
		"accents in another order":                {"Việt", "nước Việt Nam", "Việt"},
		"an accent where it was typed":            {"résume", "resumé résumé", "résumé"},
		"final sigma":                             {"οδοσ", "ο ΟΔΟΣ", "ΟΔΟΣ"},
	} {
		t.Run(name, func(t *testing.T) {
			hit, ok := Parse(c.typed).Next(c.text, 0)
			if !ok || hit.In(c.text) != c.want {
				t.Errorf("found %v %q, want %q", ok, hit.In(c.text), c.want)
			}
		})
	}
}

func TestNextFindsNothing(t *testing.T) {
	for name, c := range map[string]struct{ typed, text string }{
		"for nothing typed":              {"", "text"},
		"for an accent alone":            {"\u0301", "e\u0301"},
		"across two blocks":              {"one two", "one\n\ntwo"},
		"for words that are not":         {"absent", "present"},
		"for a query over the end":       {"ending here", "the ending"},
		"for another case if it matters": {"HARBOUR", "harbour"},
		"for a stroke that is not there": {"søren", "Soren"},
		"for a jamo of a syllable":       {"\u1112", "한 \u1112\u1161\u11ab"},
		"for half a decomposed letter":   {"\u3099", "が か\u3099"},
	} {
		t.Run(name, func(t *testing.T) {
			if hit, ok := Parse(c.typed).Next(c.text, 0); ok {
				t.Errorf("found %q", hit.In(c.text))
			}
		})
	}
}

func TestIgnoreCase(t *testing.T) {
	q, ok := Parse("LEVY").IgnoreCase()
	if hit, found := q.Next("the Levy", 0); !ok || !found || hit.In("the Levy") != "Levy" {
		t.Errorf("found %v %v", found, hit)
	}
	if _, ok := Parse("levy").IgnoreCase(); ok {
		t.Error("a query without capitals ignores case already")
	}
}

func TestPrevMirrorsNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "é", "“", " ", "\n", "中", "👩‍🚀", "ﬃ", "ß", "한", "\u1112\u1161", "\u11ab", "ُ", "\u00ad", "…"})).Draw(t, "text"), "")
		q := Parse(rapid.SampledFrom([]string{"a", "ab", "e", `"`, "a b", "中", "fi", "s", "하", "."}).Draw(t, "query"))
		hits := map[annotate.Span]bool{}
		for off := 0; ; {
			hit, ok := q.Next(text, off)
			if !ok {
				break
			}
			if !annotate.IsGraphemeBoundary(text, hit.Start) || !annotate.IsGraphemeBoundary(text, hit.End) {
				t.Fatalf("hit %v cuts a cluster of %q", hit, text)
			}
			hits[hit] = true
			off = hit.Start + 1
		}
		for off := len(text); ; {
			hit, ok := q.Prev(text, off)
			if !ok {
				break
			}
			if !hits[hit] {
				t.Fatalf("Prev found %v in %q, which Next did not", hit, text)
			}
			delete(hits, hit)
			off = hit.Start
		}
		if len(hits) > 0 {
			t.Fatalf("Prev missed %v in %q", hits, text)
		}
	})
}

func TestHitsInAWindow(t *testing.T) {
	const text = "levy, Levy, LÉVY and levy"
	tests := []struct {
		name   string
		window annotate.Span
		want   []int // where they begin
	}{
		{"the whole text", annotate.Span{End: len(text)}, []int{0, 6, 12, 22}},
		{"the middle", annotate.Span{Start: 1, End: 20}, []int{6, 12}},
		{"an end that cuts a hit", annotate.Span{Start: 6, End: 14}, []int{6}},
		{"nothing", annotate.Span{Start: 17, End: 21}, nil},
		{"an empty window", annotate.Span{Start: 6, End: 6}, nil},
	}
	for _, test := range tests {
		var got []int
		for _, hit := range Parse("levy").Within(text, test.window) {
			got = append(got, hit.Start)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: hits at %v, want %v", test.name, got, test.want)
		}
	}
}

func TestCompatibilityForms(t *testing.T) {
	const text = "It was the official office, and the coef\ufb01cient of the \ufb02ow was ef\ufb03cient… The year was ２０２６年, by ＡＢＣ news, at 3 m² and ½ of Ⅳ."
	for typed, want := range map[string]string{"coefficient": "coef\ufb01cient", "flow": "\ufb02ow", "was efficient": "was ef\ufb03cient", "2026": "２０２６",
		"ABC": "ＡＢＣ", "abc": "ＡＢＣ", "m2": "m²", "1/2": "½", "iv": "Ⅳ", "cient....": "", "cient...": "cient…"} {
		hit, ok := Parse(typed).Next(text, 0)
		if ok != (want != "") || hit.In(text) != want {
			t.Errorf("%q finds %v %q, want %q", typed, ok, hit.In(text), want)
		}
	}
}

func TestParseLoose(t *testing.T) {
	for typed, text := range map[string]string{"Café": "cafe", "CAFÉ": "Cafe\u0301", "Søren’s": "Soren's", "THE ﬂow": "the FLOW"} {
		if hit, ok := ParseLoose(typed).Next(text, 0); !ok || hit.In(text) != text {
			t.Errorf("%q finds %v %v in %q", typed, hit, ok, text)
		}
	}
}

func BenchmarkNextInOtherScripts(b *testing.B) {
	for name, sentence := range map[string]string{
		"cyrillic": "Голосование началось после девяти часов, самое долгое с 1998 года. ", "chinese": "投票在九小时后开始，是自1998年以来最长的会议。",
		"french": "Le vote a commencé après neuf heures, la séance la plus longue depuis l’été 1998. ",
	} {
		text := strings.Repeat(sentence, 1<<20/len(sentence))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Parse("needle").Next(text, 0)
			}
		})
	}
}

func BenchmarkNextOverTenMegabytes(b *testing.B) {
	text := strings.Repeat("The vote came after nine hours, the longest sitting since 1998. ", 10<<20/64) + "needle"
	q := Parse("needle")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, ok := q.Next(text, 0); !ok {
			b.Fatal("not found")
		}
	}
}

// Next finds the hit that trying every offset finds, although it skips offsets.
func TestNextSkipsNothing(t *testing.T) {
	alphabet := []rune("aAbé “’-–\t\n\u00a0z@`kK\u0301ﬀßf'ø\u00ads")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 60).Draw(t, "text"))
		q := Parse(string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 3).Draw(t, "query")))
		if q.Empty() {
			t.Skip("invisible characters")
		}
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		got, ok := q.Next(text, from)
		for off := from; off < len(text); off++ {
			if !utf8.RuneStart(text[off]) {
				continue
			}
			if want, hit := q.hitAt(text, off, new(beginnings)); hit {
				if !ok || got != want {
					t.Fatalf("%q in %q: %v, %v; want %v", q.runes, text, got, ok, want)
				}
				return
			}
		}
		if ok {
			t.Fatalf("%q in %q: %v, want nothing", q.runes, text, got)
		}
	})
}

// Typing more never yields a hit before the previous one.
func TestANarrowerQueryHitsNothingNew(t *testing.T) {
	alphabet := []rune("abAé≠\u212a “-\n\u0301\u0327ﬀæf\u00ad")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 60).Draw(t, "text"))
		typed := rapid.StringMatching(`[abefAkK= -]{2,3}`).Draw(t, "typed")
		p, q := Parse(typed[:len(typed)-1]), Parse(typed)
		if !q.Refines(p) {
			t.Skip("another query")
		}
		wide, ok := p.Next(text, 0)
		if narrow, found := q.Next(text, 0); found && (!ok || narrow.Start < wide.Start) {
			t.Fatalf("%q finds %v in %q, %q finds %v, %v", typed, narrow, text, typed[:len(typed)-1], wide, ok)
		}
	})
	for _, c := range []struct {
		wide, narrow string
		want         bool
	}{
		{"lev", "levy", true}, {"levy", "lev", false}, {"lev", "leVy", false}, {"", "l", false},
		{"cafe", "café", false}, {"lev", "lev—", true}, {"lev", "levж", false},
	} {
		if got := Parse(c.narrow).Refines(Parse(c.wide)); got != c.want {
			t.Errorf("%q after %q: %v", c.narrow, c.wide, got)
		}
	}
}
