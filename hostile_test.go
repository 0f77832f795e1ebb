//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// payloads are texts that would do something to a terminal, or to a reader's
// eyes, if they reached it.
var payloads = map[string]string{
	"clipboard":          "a\x1b]52;c;cGF5bG9hZA==\x07b",
	"title":              "a\x1b]0;payload\x07b",
	"title, 8-bit":       "a\u009d0;payload\u009cb",
	"cursor":             "a\x1b[5;5Hpayload",
	"alternate screen":   "a\x1b[?1049lb",
	"question":           "a\x1b[c\x1b[6nb",
	"colour":             "a\x1b[31mpayload",
	"colour, 8-bit":      "a\u009b31mpayload",
	"device control":     "a\x1bP+q544e\x1b\\b",
	"unterminated":       "a\x1b]52;c;cGF5bG9hZA==",
	"backspace":          "secret\b\b\b\b\b\bshown",
	"carriage return":    "secret\rshown",
	"entity":             "a&#27;]52;c;cGF5bG9hZA==&#7;b &#x9b;31m &#8238;b",
	"link":               "[a](http://x.org/&#27;]52;c;cGF5bG9hZA==&#7;) [b](javascript:alert(1)) [c](file:///etc/passwd)",
	"bidi":               "a\u202eb\u2066c\u200f",
	"invisible":          "a\u200bb\u00adc\ufeffd\U000e0041",
	"spliced":            "a\x1b\x00[31m\x1b\x1b[31mb",
	"in front matter":    "---\ntitle: a\x1b]0;payload\x07b\nauthor: x\u202ey\n---\n\nWords.",
	"in a code block":    "```\n\x1b]52;c;cGF5bG9hZA==\x07\n```",
	"in a table":         "| a\x1b[2J | b |\n|---|---|\n| c\x1b]0;payload\x07 | d |",
	"decoded from Latin": "caf\xe9 \x9b31m payload",
}

func TestNoArticleReachesTheTerminalAsAnythingButText(t *testing.T) {
	h := newHome(t)
	for name, payload := range payloads {
		t.Run(name, func(t *testing.T) {
			h := home{t, h.dir}
			h.reads(h.write(strings.ReplaceAll(name, " ", "-")+".md", "# Headline\n\n"+payload+"\n\nLast words.\n"))
		})
	}
}

// A file's name and a person's note come from strangers too.
func TestNoNameOrNoteReachesTheTerminalAsAnythingButText(t *testing.T) {
	h := newHome(t)
	path := h.write("a\x1b]0;payload\x07b\u202e.txt", "Headline of the story\n\nWords of the story.\n")
	h.run("annotate", path, "--tag", "claim", "--quote", "Words", "--note", "a\x1b]52;c;cGF5bG9hZA==\x07b\u009b31m\u202e", "--field", "claimant=\x1b[2Jx")
	h.reads(path)
	s := h.sit()
	s.sees("1 article")
	s.clean()
}

func TestHostileFilesOfTheCorpus(t *testing.T) {
	corpus := os.Getenv("GALLEY_CORPUS")
	if corpus == "" {
		t.Skip("GALLEY_CORPUS is not set")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "hostile", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in the corpus: %v", err)
	}
	h := newHome(t)
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) { home{t, h.dir}.reads(path) })
	}
}

// reads opens an article in the reader, goes through its views, and asks the
// commands that print it. A file may be refused by one line instead.
func (h home) reads(path string) {
	h.t.Helper()
	s := h.sit(path)
	s.until("the reader, or its end", func() bool {
		select {
		case err := <-s.done:
			s.done <- err
			return true
		default:
			return strings.HasSuffix(s.Line(23), " saved")
		}
	})
	for _, key := range []string{"G", "1Gc", "\r", "\x13", "gg", "c", "A", "\x1b[27u", "T", "\x1b[27u", "P", "\x1b[27u", "L", "\x1b[27u", "?", "\x1b[27u", "Q"} {
		s.Type(key)
	}
	s.ends()
	s.clean()
	for _, args := range [][]string{{"show", path}, {"extract", path}, {"extract", path, "--json"}, {"annotations", path}, {"articles"}, {"annotate", path, "--tag", "claim", "--quote", "\x1b[31mabsent\u202e"}} {
		out, _ := h.command(args...).CombinedOutput() // refusals are as good
		if bad := toPipe.verdict(string(out)); bad != "" {
			h.t.Errorf("galley %s wrote %q in %q", strings.Join(args, " "), bad, out)
		}
	}
}

// clean fails the test where the program sent anything but text and what its
// renderer needs.
func (s *sitting) clean() {
	s.t.Helper()
	if bad := toScreen.verdict(s.Raw()); bad != "" {
		s.t.Errorf("the terminal was sent %q", bad)
	}
}
