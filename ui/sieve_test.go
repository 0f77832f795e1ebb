package ui

import (
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestSieveKeepsTextAndStyles(t *testing.T) {
	for _, frame := range []string{
		"", "Harbour “levy”\n  2  👩\u200d🚀 می\u200cخواهم 1️⃣ e\u0301", "\x1b[1;38;2;1;2;3;4:3mclaim\x1b[m", "\x1b]8;;https://a.example/b?c=%3B\x1b\\a\x1b]8;;\x1b\\", "\x1b]8;;mailto:ada@a.example\x1b\\a\x1b]8;;\x1b\\",
		"\x1b]8;;https://a.example/b?c=%3B\aa\x1b]8;;\a", ansi.SetHyperlink("mailto:ada@a.example") + "a" + ansi.ResetHyperlink(),
		lipgloss.NewStyle().Bold(true).Faint(true).Foreground(lipgloss.Color("208")).UnderlineStyle(lipgloss.UnderlineCurly).
			UnderlineColor(lipgloss.Color("#0F4C81")).Hyperlink("https://a.example/").Border(lipgloss.RoundedBorder()).Render("a b"),
	} {
		if got := sieve(frame); got != frame {
			t.Errorf("%q became %q", frame, got)
		}
	}
}

func TestSieveDropsControlsAndInvisibleCharacters(t *testing.T) {
	for frame, want := range map[string]string{
		"a\x1b[2Jb\x1b[31mc":                 "a[2Jb\x1b[31mc",
		"\x1b]52;c;eA==\x07b":                "]52;c;eA==b",
		"\u009d52;c;eA==\u009cb":             "52;c;eA==b",
		"a\x1b[31":                           "a[31",
		"a\x1b[?25lb":                        "a[?25lb",
		"a\rb\bc\td\x00\x7f\x1b":             "abcd",
		"\x1b]8;;javascript:x\x1b\\a":        "]8;;javascript:x\\a",
		"\x1b]8;;javascript:x\aa\x1b]8;;\a":  "]8;;javascript:xa\x1b]8;;\a",
		"\x1b]8;id=1;https://a/\ab":          "]8;id=1;https://a/b",
		"\x1b]8;;https://a/b":                "]8;;https://a/b",
		"\x1b]8;;https://a/\x9cb":            "]8;;https://a/b",
		"\x1b]8;;https://a/\x1b[c\x1b\\b":    "]8;;https://a/[c\\b",
		"a\u202eb\u200bc\u00add\ufeff":       "abcd",
		"a\u200d\u200cb\U000e0041\U000e0121": "ab",
		"a\xffb\xe2\x80":                     "ab",
		"\x1bP\x1b\\\x1b_x\x1b\\\x1bc":       "P\\_x\\c",
	} {
		if got := sieve(frame); got != want {
			t.Errorf("%q became %q, want %q", frame, got, want)
		}
	}
}

// Removing characters must not join what was separate.
func FuzzSieve(f *testing.F) {
	for _, seed := range []string{"\x1b\x00[31m", "\x1b[3\r1m", "\x1b]8;;\x1b]8;;https://a/\x1b\\", "\x1b\u200b[2J", "\x1b]8;;\x1b]8;;\a\a", "\xe2\x1b\x80\x9b", "👩\u200d\u200d👩", "a\u200d\u0600"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, frame string) {
		once := sieve(frame)
		if again := sieve(once); again != once {
			t.Fatalf("%q became %q, then %q", frame, once, again)
		}
		for i, c := range once {
			if c == '\x1b' {
				if _, ok := styleOrLink(once[i:]); !ok && !strings.HasPrefix(once[i:], "\x1b\\") {
					t.Fatalf("%q became %q", frame, once)
				}
			}
		}
	})
}

// BenchmarkSieve filters a colored frame of 80 by 24 cells.
func BenchmarkSieve(b *testing.B) {
	frame := strings.Repeat("\x1b[38;5;110m Q 7 \x1b[m “Nobody asked the ferry crews,” said Ada Lund, who leads the union.\n", 24)
	b.SetBytes(int64(len(frame)))
	for b.Loop() {
		sieve(frame)
	}
}
