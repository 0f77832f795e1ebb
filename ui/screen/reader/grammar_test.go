package reader_test

import (
	"fmt"
	"strings"
	"testing"

	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

const levy = `# Harbour levy passes

The vote came after nine hours, the longest sitting since 1998. It ends three years of argument.

“Nobody asked the ferry crews,” said Ada Lund. The levy adds 4.20 to every ticket.

It is a tax on people who cannot stay away. Nobody asked them, and the levy stays.
`

// openLevy opens a reader of levy.
func openLevy(t *testing.T) *session {
	t.Helper()
	a := readArticle(t, levy, "markdown")
	a.Source.Location = "/home/ada/levy.md"
	s := newSession(a, 0)
	s.send(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Theme: new(theme.Theme)}})
	return s
}

// marks returns the tag and the words of each annotation.
func (s *session) marks() string {
	var list []string
	for _, a := range s.reader.Annotations().All() {
		list = append(list, fmt.Sprintf("%s: %s", a.Tag, a.Anchor.Exact))
	}
	return strings.Join(list, "\n")
}

func TestTextObjects(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"the word":                         {"1Gwviwc", "claim: vote"},
		"the sentence":                     {"1Gwvisc", "claim: The vote came after nine hours, the longest sitting since 1998."},
		"what is quoted":                   {"2Gwviqq", "quote: Nobody asked the ferry crews,"},
		"the quotation and its marks":      {"2Gwvaqq", "quote: “Nobody asked the ferry crews,”"},
		"the paragraph":                    {"3Gwvipo", "opinion: It is a tax on people who cannot stay away. Nobody asked them, and the levy stays."},
		"no quotation where there is none": {"1Gviqc", "claim: T"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := openLevy(t).types(c.typed).marks(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFindCharacter(t *testing.T) {
	for typed, want := range map[string]string{
		"1Gvf,c":       "claim: The vote came after nine hours,",
		"1Gv2f.c":      "claim: The vote came after nine hours, the longest sitting since 1998. It ends three years of argument.",
		"1Gvf<space>c": "claim: The",
		"3Gvf%c":       "claim: I",
	} {
		if got := openLevy(t).types(typed).marks(); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}

// labeled returns the letters that the screen shows on a word, or "" if the word is not
// on the screen.
func (s *session) labeled(word string) string {
	plain := strings.Split(ansi.Strip(s.reader.View().Content), "\n")
	s.types("gw")
	for row, line := range strings.Split(ansi.Strip(s.reader.View().Content), "\n") {
		if col := strings.Index(plain[row], word); col >= 0 {
			s.press("esc")
			return string([]rune(line)[len([]rune(plain[row][:col])):][:2])
		}
	}
	return ""
}

func TestLabels(t *testing.T) {
	s := openLevy(t)
	longest, since := s.labeled("longest"), s.labeled("since")
	s.types("gw" + longest + "viwc")
	s.types("gv" + longest + since + "q")
	want := "quote: longest sitting since\nclaim: longest"
	if got := s.marks(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if longest == since {
		t.Errorf("two words have the label %s", longest)
	}
}

func TestAgainRepeatsTheLastTag(t *testing.T) {
	want := "opinion: The vote came after nine hours, the longest sitting since 1998.\nopinion: “Nobody asked the ferry crews,” said Ada Lund."
	if got := openLevy(t).types("1Go2G.").marks(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheSameWordsElsewhere(t *testing.T) {
	for name, c := range map[string]struct{ typed, want string }{
		"each asked for":        {"/Nobody<enter>viwq*yy", "quote: Nobody\nquote: Nobody"},
		"left":                  {"/Nobody<enter>viwq*n", "quote: Nobody"},
		"all":                   {"/levy<enter>viwc*a", "claim: levy\nclaim: levy\nclaim: levy"},
		"stopped halfway":       {"/levy<enter>viwc*y<esc>", "claim: levy\nclaim: levy"},
		"from a selection":      {"/levy<enter>viw*oa", "opinion: levy\nopinion: levy\nopinion: levy"},
		"one undo for them all": {"/levy<enter>viwc*au", "claim: levy"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := openLevy(t).types(c.typed).marks(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The loop of a fact-checker: the next open annotation takes one key, its status two,
// a source two and its text.
func TestCheckingLoop(t *testing.T) {
	s := openLevy(t).types("1Gc2G)cgg")
	s.types("!Sa").types("afares table<enter>")
	s.types("!Si")
	all := s.reader.Annotations().All()
	if got := all[0].Fields; got.Get("status") != "accurate" || got.Get("sources") != "fares table" {
		t.Errorf("the first is %v", got)
	}
	if got := all[1].Fields.Get("status"); got != "inaccurate" {
		t.Errorf("the second is %q", got)
	}
	s.types("!")
	if _, footer := s.view(); !strings.Contains(footer, "Nothing is open") {
		t.Errorf("the footer is %q", footer)
	}
}

func TestCitation(t *testing.T) {
	s := openLevy(t).types("2GY")
	want := "“Nobody asked the ferry crews,” said Ada Lund.\n— Harbour levy passes, paragraph 2, levy.md"
	if s.copied != want {
		t.Errorf("copied %q, want %q", s.copied, want)
	}
}

func TestTheMeasureKeepsTheCaret(t *testing.T) {
	s := openLevy(t).types("3Gw")
	caret := s.reader.Caret()
	s.draw("<", "<", "<", ">", "<")
	if s.reader.Caret() != caret || s.reader.View().Cursor == nil {
		t.Errorf("the caret went from %d to %d", caret, s.reader.Caret())
	}
}

func TestMouseIsReleasedAndTakenBack(t *testing.T) {
	s := openLevy(t)
	for _, want := range []bool{true, false} {
		if s.press("M"); s.reader.Keyboard().FreeMouse != want {
			t.Errorf("free: %v, want %v", !want, want)
		}
	}
}
