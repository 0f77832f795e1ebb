package source

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"galley/annotate"
)

func TestClassesAreThoseOfUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		got := classOf(r)
		if (got != kept) != annotate.MayAct(r) {
			t.Errorf("%U: class %d, but MayAct says %v", r, got, annotate.MayAct(r))
		}
		if r < 0xA0 {
			continue
		}
		dropped := got == invisible || got == joiner || got == selector || got == tag
		switch {
		case !utf8.ValidRune(r):
		case (got == bidi) != unicode.Is(unicode.Bidi_Control, r):
			t.Errorf("%U: class %d, Bidi_Control %v", r, got, unicode.Is(unicode.Bidi_Control, r))
		case got != bidi && dropped != ignorable(r):
			t.Errorf("%U: class %d, Default_Ignorable_Code_Point %v", r, got, ignorable(r))
		case (got == control) != noncharacter(r):
			t.Errorf("%U: class %d, noncharacter %v", r, got, noncharacter(r))
		case (got == selector) != (unicode.Is(unicode.Variation_Selector, r)):
			t.Errorf("%U: class %d, Variation_Selector %v", r, got, unicode.Is(unicode.Variation_Selector, r))
		}
	}
}

func TestScrub(t *testing.T) {
	type removed = annotate.Removals
	cases := []struct {
		name, in, want string
		removed        removed
	}{
		{"plain text stays", "Harbour “levy” – 4.20 €, ﬁ ½ e\u0301", "Harbour “levy” – 4.20 €, ﬁ ½ e\u0301", removed{}},
		{"no-break spaces stay", "5\u00A0km\u202Fh", "5\u00A0km\u202Fh", removed{}},
		{"line breaks", "a\r\nb\rc\u0085d\u2028e\u2029f\vg\fh", "a\nb\nc\nd\ne\nf\ng\nh", removed{}},
		{"controls", "a\x00b\x08c\x07d\x7fe\u0080f", "abcdef", removed{Controls: 5}},
		{"noncharacters", "a\ufffeb\uffffc\ufdd0d\ufdefe\U0001fffef\U0010ffffg\ufdcf\ufdf0", "abcdefg\ufdcf\ufdf0", removed{Controls: 6}},
		{"color", "a \x1b[31mred\x1b[0m b", "a red b", removed{Controls: 2}},
		{"window title ended by BEL", "a\x1b]0;pwned\x07b", "ab", removed{Controls: 1}},
		{"clipboard ended by ST", "a\x1b]52;c;eA==\x1b\\b", "ab", removed{Controls: 1}},
		{"hyperlink", "\x1b]8;;http://x\x1b\\words\x1b]8;;\x1b\\", "words", removed{Controls: 2}},
		{"device control, ended by 8-bit ST", "a\x1bP$q q\u009cb", "ab", removed{Controls: 1}},
		{"application command cut by CAN", "a\x1b_x\x18b", "ab", removed{Controls: 1}},
		{"string cut by another sequence", "a\x1b]0;x\x1b[1mb", "ab", removed{Controls: 2}},
		{"unended string stops at the line's end", "a\x1b]0;x\nb", "a\nb", removed{Controls: 1}},
		{"unended string stops at NEL", "a\x1b]0;x\u0085b", "a\nb", removed{Controls: 1}},
		{"unended sequence stops at the line's end", "a\x1b[31\nb\x1b[", "a\nb", removed{Controls: 2}},
		{"sequence cut by a letter beyond ASCII", "\x1b[31é", "é", removed{Controls: 1}},
		{"character set", "\x1b(Ba\x1b#8b", "ab", removed{Controls: 2}},
		{"reset and query", "\x1bca\x1b[cb", "ab", removed{Controls: 2}},
		{"ESC before ESC", "\x1b\x1b[31ma", "a", removed{Controls: 2}},
		{"ESC at the end", "a\x1b", "a", removed{Controls: 1}},
		{"8-bit color", "a\u009b31mb\u009b0m", "ab", removed{Controls: 2}},
		{"8-bit window title", "a\u009d0;x\u009cb", "ab", removed{Controls: 1}},
		{"quotation mark decoded wrongly twice", "â€œYes,â€\u009d he said. â\u0080\u009cNo.", "â€œYes,â€ he said. âNo.", removed{Controls: 3}},
		{"8-bit introducer before words", "Ð\u009b word\u009d5 and", "Ð word5 and", removed{Controls: 2}},
		{"no new sequence by removing", "\x1b\u200b[31m \x1b\x00]0;x\x07", "[31m ]0;x", removed{Controls: 4, Invisible: 1}},
		{"bidi", "a\u202eb\u202c\u2066c\u2069\u200e\u200f\u061cd", "abcd", removed{Bidi: 7}},
		{"soft hyphens and the like", "soft\u00adhy\u200bph\u2060en\ufeff \u3164\u115f\u1160\uffa0\u034f\u180e", "softhyphen ", removed{Invisible: 10}},
		{"hidden message in tags", "a\U000e0001\U000e0068\U000e0069b", "ab", removed{Invisible: 3}},
		{"hidden message in selectors", "a\ufe01\U000e0121b\U000e0122", "ab", removed{Invisible: 3}},
		{"hidden marks between Latin letters", "a\u200cb\u200dc", "abc", removed{Invisible: 2}},
		{"joiners at blanks", "a \u200d\u200c b \u200c: ", "a  b : ", removed{Invisible: 3}},
		{"Persian keeps its joints", "می\u200cخواهم", "می\u200cخواهم", removed{}},
		{"word spaces of Khmer, Thai and Lao", "ភាសា\u200bខ្មែរ ប៊ូ\u200b។ ไทย\u200b2026\u200bปี ລາວ\u200bABC", "ភាសា\u200bខ្មែរ ប៊ូ\u200b។ ไทย\u200b2026\u200bปี ລາວ\u200bABC", removed{}},
		{"word spaces at blanks, doubled and among other letters", "\u200bไทย\u200b ไทย\u200b\u200bไทย a\u200bb 漢\u200b字\u200b\nไทย\u200b", "ไทย ไทย\u200bไทย ab 漢字\nไทย", removed{Invisible: 7}},
		{"Mongolian vowel separator", "ᠬᠠᠮᠢᠭ\u180eᠠ ᠠ\u180e \u180eᠠ a\u180ea", "ᠬᠠᠮᠢᠭ\u180eᠠ ᠠ ᠠ aa", removed{Invisible: 3}},
		{"Arabic abbreviation keeps its shape", "1430 ه\u200d.", "1430 ه\u200d.", removed{}},
		{"Devanagari and Sinhala", "क्\u200dष ක්\u200dෂ", "क्\u200dष ක්\u200dෂ", removed{}},
		{"two joiners count once", "می\u200c\u200cخ", "می\u200cخ", removed{Invisible: 1}},
		{"family", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", removed{}},
		{"heart on fire", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", removed{}},
		{"joiner beside one emoji", "👨\u200d a", "👨 a", removed{Invisible: 1}},
		{"keycap and copyright", "1\ufe0f⃣ #\ufe0f⃣ ©\ufe0f ‼\ufe0f", "1\ufe0f⃣ #\ufe0f⃣ ©\ufe0f ‼\ufe0f", removed{}},
		{"Han variants", "葛\U000e0100", "葛\U000e0100", removed{}},
		{"Mongolian variants", "ᠠ\u180b", "ᠠ\u180b", removed{}},
		{"lone and doubled selectors", "\ufe0f ☂\ufe0f\ufe0f \ufe0e", " ☂\ufe0f ", removed{Invisible: 3}},
		{"flag of Scotland", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", removed{}},
		{"flag without an end", "🏴\U000e0067\U000e0062 x", "🏴 x", removed{Invisible: 2}},
		{"flag with nothing in it", "🏴\U000e007f", "🏴", removed{Invisible: 1}},
		{"flag too long to be one", "🏴" + strings.Repeat("\U000e0067", 9) + "\U000e007f", "🏴", removed{Invisible: 10}},
		{"bad bytes", "a\xffb\xc3 \xe2\x80", "a\uFFFDb\uFFFD \uFFFD\uFFFD", removed{BadBytes: 4}},
		{"replacement character of the source", "a\uFFFDb", "a\uFFFDb", removed{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got removed
			if text := scrub([]byte(c.in), &got, nil); string(text) != c.want {
				t.Errorf("got  %+q\nwant %+q", text, c.want)
			}
			if got != c.removed {
				t.Errorf("removed %+v, want %+v", got, c.removed)
			}
		})
	}
}

func TestScrubOfCleanTextCopiesNothing(t *testing.T) {
	src := []byte("The “levy”\n\tpassed.")
	if got := scrub(src, &annotate.Removals{}, nil); &got[0] != &src[0] {
		t.Error("clean text was copied")
	}
}

func TestScrubMovesCutsWithTheText(t *testing.T) {
	src := "ab\x1b[31mcd\u200bef\r\ngh\xff"
	var cuts []int
	for off := range len(src) + 1 {
		cuts = append(cuts, off)
	}
	got := string(scrub([]byte(src), &annotate.Removals{}, cuts))
	for off, want := range map[int]string{0: "abcdef\ngh\uFFFD", 2: "cdef\ngh\uFFFD", 5: "cdef\ngh\uFFFD", 8: "def\ngh\uFFFD", 12: "ef\ngh\uFFFD", 16: "gh\uFFFD"} {
		if cuts[off] > len(got) || got[cuts[off]:] != want {
			t.Errorf("cut at %d became %d of %q, want it before %q", off, cuts[off], got, want)
		}
	}
	if last := cuts[len(src)]; last != len(got) || !slices.IsSorted(cuts) {
		t.Errorf("cuts %v in %d bytes", cuts, len(got))
	}
}

func TestCleanKeepsTheShapeOfANote(t *testing.T) {
	got := Clean("- a\r\n\t- b\x1b[31m\n\n  code\tx")
	if want := "- a\n    - b\n\n  code  x"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// isCleanLine returns true only for text that cleanLine leaves unchanged.
func TestACleanLineIsUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "title", " ", "  ", "~", "\t", "\x7f", "\x1b[1m", "é", "\n"}), 0, 6).Draw(t, "parts"), "")
		if isCleanLine(text) && cleanLine(text) != text {
			t.Errorf("%q is not what it becomes: %q", text, cleanLine(text))
		}
	})
	for _, text := range []string{"", "A title of words", "/home/ada/levy.txt"} {
		if !isCleanLine(text) {
			t.Errorf("%q goes the long way", text)
		}
	}
}

func TestCleanLineIsOneLine(t *testing.T) {
	got := CleanLine("  A\r\n title\t of\u00A0 \x1b]0;x\x07\u202e  two\u2028lines ")
	if want := "A title of\u00A0 two lines"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCleaningTwiceIsCleaningOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := nastyText().Draw(t, "text")
		for name, clean := range map[string]func(string) string{"Clean": Clean, "CleanLine": CleanLine} {
			once := clean(text)
			if twice := clean(once); twice != once {
				t.Errorf("%s: %+q, again %+q", name, once, twice)
			}
			checkPrintable(t, once)
			if name == "CleanLine" && strings.Contains(once, "\n") {
				t.Errorf("%q has a line break", once)
			}
		}
	})
}
