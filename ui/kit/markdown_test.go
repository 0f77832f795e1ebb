package kit

import (
	"strings"
	"testing"

	"charm.land/glamour/v2/styles"
	"github.com/charmbracelet/x/ansi"
)

func TestNoteIsDrawn(t *testing.T) {
	out, err := Markdown("See the *fares table*, **June**.\n\n- one\n- two", 40, styles.DarkStyleConfig)
	if err != nil {
		t.Fatal(err)
	}
	plain := ansi.Strip(out)
	for _, want := range []string{"fares table", "June", "one", "two"} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is missing in %q", want, plain)
		}
	}
	if !strings.Contains(out, "\x1b[") {
		t.Error("no style came out")
	}
}

func TestOutputHasNoControlCharacters(t *testing.T) {
	for name, source := range map[string]string{
		"an entity that decodes to an escape": "a&#27;]52;c;QQ==&#7;b",
		"a live escape":                       "a\x1b]0;title\x07b",
		"a cursor movement":                   "a\x1b[5;5Hb",
		"a C1 control":                        "a\u009b31mb",
		"an entity in a link":                 "[a](http://x/&#27;]52;c;QQ==&#7;)",
		"strike through":                      "~~a&**#27;**[31m~~",
	} {
		t.Run(name, func(t *testing.T) {
			out, err := Markdown(source, 40, styles.DarkStyleConfig)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range removeSGR(out) {
				if r != '\n' && (r < 0x20 || r >= 0x7f && r < 0xa0) {
					t.Fatalf("%U in %q", r, out)
				}
			}
		})
	}
}

func TestOnlySafeLinksAreDrawnAsLinks(t *testing.T) {
	for _, target := range []string{"javascript:alert(1)", "java&#115;cript:x", "file:///etc/passwd"} {
		out, err := Markdown("[here]("+target+") <b> a\n", 80, styles.DarkStyleConfig)
		if err != nil {
			t.Fatal(err)
		}
		if plain := ansi.Strip(out); !strings.Contains(plain, "[here](") || !strings.Contains(plain, "<b>") {
			t.Errorf("%s: drawn as %q", target, plain)
		}
	}
}

// removeSGR removes exactly the sequences that are allowed.
func removeSGR(s string) string {
	for {
		at := strings.Index(s, "\x1b[")
		if at < 0 {
			return s
		}
		end := strings.IndexFunc(s[at+2:], func(r rune) bool { return !strings.ContainsRune("0123456789;:", r) })
		if end < 0 || s[at+2+end] != 'm' {
			return s
		}
		s = s[:at] + s[at+2+end+1:]
	}
}
