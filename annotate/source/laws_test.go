package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"galley/annotate"
	"galley/annotate/source/charset"
)

// A reporter is a test or a rapid test.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkLaws checks what holds for every article that Read returns.
func checkLaws(t reporter, a *annotate.Article) {
	t.Helper()
	if err := a.Check(); err != nil {
		t.Errorf("%v in %q", err, a.Text)
	}
	if !utf8.ValidString(a.Text) {
		t.Errorf("text is not UTF-8: %q", a.Text)
	}
	if a.Digest != annotate.DigestOf(a.Text) {
		t.Errorf("digest %s is not that of the text", a.Digest)
	}
	if again := Clean(a.Text); again != a.Text {
		t.Errorf("cleaning the text again changes it:\n%q\n%q", a.Text, again)
	}
	checkPrintable(t, a.Text)
	for i, b := range a.Blocks {
		words := b.Span.In(a.Text)
		if strings.TrimSpace(words) == "" {
			t.Errorf("block %d is blank: %q", i, words)
		}
		if strings.Trim(words, "\n") != words {
			t.Errorf("block %d begins or ends with a line break: %q", i, words)
		}
		if b.Kind != annotate.Code && (strings.Trim(words, " ") != words || strings.Contains(words, "  ")) {
			t.Errorf("block %d has loose blanks: %q", i, words)
		}
		for _, r := range b.Runs {
			if (r.Href != "") != (r.Style&annotate.Link != 0) || (r.Href != "" && safeHref(r.Href) != r.Href) {
				t.Errorf("block %d has a run with style %b and target %q", i, r.Style, r.Href)
			}
		}
	}
	for _, field := range []string{a.Meta.Title, a.Meta.Deck, a.Meta.Byline, a.Meta.Published, a.Meta.Language} {
		if CleanLine(field) != field {
			t.Errorf("field %q is not clean", field)
		}
	}
}

// checkPrintable checks that text may be printed to a terminal. It uses the
// tables of package unicode, not those of scrub.
func checkPrintable(t reporter, text string) {
	t.Helper()
	for off, r := range text {
		switch {
		case r == '\n':
		case r < 0x20, r >= 0x7F && r < 0xA0:
			t.Errorf("control character %U at %d of %q", r, off, text)
		case unicode.Is(unicode.Bidi_Control, r):
			t.Errorf("bidi control %U at %d of %q", r, off, text)
		case r == zwj, r == zwnj, unicode.Is(unicode.Variation_Selector, r), r >= 0xE0020 && r <= 0xE007F:
		case ignorable(r):
			t.Errorf("invisible character %U at %d of %q", r, off, text)
		case noncharacter(r):
			t.Errorf("noncharacter %U at %d of %q", r, off, text)
		}
	}
}

func noncharacter(r rune) bool { return r >= 0xFDD0 && r <= 0xFDEF || r%0x10000 >= 0xFFFE }

// ignorable reports whether r is a Default_Ignorable_Code_Point, derived as in Unicode
// (DerivedCoreProperties.txt).
func ignorable(r rune) bool {
	switch {
	case unicode.Is(unicode.White_Space, r), r >= 0xFFF9 && r <= 0xFFFB, r >= 0x13430 && r <= 0x13440,
		unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	}
	return unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Cf, unicode.Variation_Selector)
}

// nastyText draws text with everything that hostile input may contain.
func nastyText() *rapid.Generator[string] {
	pieces := []string{
		"a", "B", "word ", "é", "”", "“", "’", "中", "م", "ی", "क", "्", "👨", "👩", "❤", "🏴", "🏽", "1", "9;",
		" ", "  ", "\u00A0", "\u3000", "\t", "\n", "\n\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029",
		"\x1b", "\x1b[31m", "\x1b]0;x", "\x07", "\x1b\\", "\x1bP", "\x1b(", "\u009b", "\u009d", "\u009c", "\x18", "\x7f", "\x00", "\b",
		"[", "]", "m", "0;", "\u202e", "\u2066", "\u200e", "\u061c", "\u00ad", "\u200b", "\ufeff", "\u2060", "\u3164", "\u180e",
		"\ufdd0", "\uffff", "\U0001fffe", "\u200c", "\u200d", "\ufe0f", "\ufe00", "\U000e0101", "\u180b", "\U000e0067", "\U000e0062", "\U000e007f", "\U000e0001",
		"\xff", "\xc3", "\xe2\x80", "- ", "1. ", "> ", "• ", "# ", "*", "**", "_", "~~", "`", "```\n", "    ", "|", "\n|-|-|\n", "---\n",
		"title: x\n", "&#27;", "&#8238;", "&amp;", "&zwj;", "&nbsp;", "\\", "<b>", "<div>", "<br>", "<!--", "<script>", "](http://a.b/)", "![", "](x)",
		"http://example.org/a ", "www.a.org ", "a@b.org ", "[x] ", "By Ada Lund", "4 March 2026", ".", "?", "—", "-",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40).Draw(t, "pieces"), "")
	})
}

func TestAnyTextIsReadWithinTheLaws(t *testing.T) {
	for _, f := range formats()[:3] { // text, Markdown, HTML
		t.Run(f.name, rapid.MakeCheck(func(t *rapid.T) {
			a, err := Read([]byte(nastyText().Draw(t, "text")), Options{Type: f.name})
			if err == nil {
				checkLaws(t, a)
			}
		}))
	}
}

func TestReadingACanonicalTextAgainKeepsItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, err := Read([]byte(nastyText().Draw(t, "text")), Options{Type: "markdown"})
		if err != nil {
			return
		}
		again, err := Read([]byte(a.Text), Options{Type: "text", Charset: "utf-8"})
		if errors.Is(err, ErrEmpty) {
			return // nothing but the quote marks of plain text
		}
		if err != nil {
			t.Fatalf("%v for %q", err, a.Text)
		}
		if again.Removed != (annotate.Removals{}) {
			t.Errorf("%v removed from %q", again.Removed, a.Text)
		}
	})
}

func TestWordsOfPlainTextStayInOrder(t *testing.T) {
	words := rapid.SliceOfN(rapid.StringMatching(`[A-Za-zéß“”’.,;:?!§½ﬁ\x{301}]{1,12}`), 1, 200)
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, w := range words.Draw(t, "words") {
			b.WriteString(w)
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", "  ", "\n", "\n\n", "\t", "\n    "}).Draw(t, "gap"))
		}
		a, err := Read([]byte(b.String()), Options{Type: "text"})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Fields(a.Text), strings.Fields(b.String()); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("read %q\nfrom %q", got, want)
		}
	})
}

func TestSourceIsNotWrittenTo(t *testing.T) {
	for _, f := range formats()[:3] { // text, Markdown, HTML
		const source = "Harbour\x1b levy  passes\r\n\r\nBy Ada Lund\n\nThe levy [passed](http://example.org).\n"
		raw := []byte(source)
		if _, err := Read(raw, Options{Type: f.name}); err != nil {
			t.Fatal(err)
		}
		if string(raw) != source {
			t.Errorf("%s: the source became %q", f.name, raw)
		}
	}
}

func TestCorpusIsReadOrRefusedInOneLine(t *testing.T) {
	root := os.Getenv("GALLEY_CORPUS")
	if root == "" {
		t.Skip("GALLEY_CORPUS names no folder")
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, typ := range append(Types(), "") {
			a, err := Read(raw, Options{Type: typ, Name: d.Name()})
			if err != nil {
				checkOneLine(t, err)
				continue
			}
			checkLaws(t, a)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkOneLine checks that an error can be shown unchanged.
func checkOneLine(t reporter, err error) {
	t.Helper()
	if line := err.Error(); CleanLine(line) != line || utf8.RuneCountInString(line) > 160 {
		t.Errorf("error is not one clean line: %q", line)
	}
}

func FuzzReadText(f *testing.F) {
	for _, s := range []string{
		"Title\n\nA paragraph.", "\x1b[31mred\x1b[0m", "- a\n- b\n  c\n\n1. x\n2. y", "> q\n>> r\n>\n> s", "    code\n\tmore",
		"a\u200db \u202e \U0001F3F4\U000E0067\U000E007F", "caf\xe9 \x93q\x94", "\xff\xfea\x00b\x00", "By Ada Lund\n4 March 2026\nWhat Next?",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzRead(t, raw, "text") })
}

func FuzzReadMarkdown(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: x\nauthor: [a, b]\n---\n# y", "+++\ntitle = \"x\"\n+++\nz", "a **b *c* `d`** [e](http://f) ![g](h)\\\ni",
		"- a\n\n  b\n  1. c\n     > d", "|a|b|\n|-|-|\n|c|d|", "```\n&#27;\n```\n&#27;[2J &#8238;", "<div>a<br>b<script>c</script><img alt=d></div>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) { fuzzRead(t, raw, "markdown") })
}

func fuzzRead(t *testing.T, raw []byte, typ string) {
	a, err := Read(raw, Options{Type: typ})
	if err != nil {
		checkOneLine(t, err)
		return
	}
	checkLaws(t, a)
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("plain"), "", false)
	f.Add([]byte("caf\xe9"), "", false)
	f.Add([]byte("\xfe\xff\x00a"), "", false)
	f.Add([]byte("a\x00b\x00"), "utf-16le", false)
	f.Add([]byte("\x82\xa0"), "shift_jis", false)
	f.Add([]byte("\x1b$B"), "iso-2022-jp", false)
	f.Add([]byte("<meta charset=utf-16><p>\xe9"), "", true)
	f.Fuzz(func(t *testing.T, raw []byte, label string, isPage bool) {
		typ := typeText
		if isPage {
			typ = typeHTML
		}
		dec, err := decodeText(raw, label, languageIn(raw), declaration{declaredIn(raw, typ), fromPage})
		if err != nil {
			checkOneLine(t, err)
			return
		}
		if dec.charset != charset.UTF8 && !utf8.Valid(dec.text) {
			t.Errorf("%q decoded from %s is not UTF-8", dec.text, dec.charset)
		}
		text := Clean(string(dec.text))
		checkPrintable(t, text)
		if Clean(text) != text {
			t.Errorf("cleaning %q again changes it", text)
		}
	})
}
