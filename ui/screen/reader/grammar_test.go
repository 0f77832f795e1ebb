package reader_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/annotate/source"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

const levy = `# Harbour levy passes

The vote came after nine hours, the longest sitting since 1998. It ends three years of argument.

“Nobody asked the ferry crews,” said Ada Lund. The levy adds 4.20 to every ticket.

It is a tax on people who cannot stay away. Nobody asked them, and the levy stays.
`

// A seat is a reader of levy whose steps are saved at once.
type seat struct {
	t      *testing.T
	reader reader.Reader
	steps  []annotate.Step
	copied string
}

func sitDown(t *testing.T) *seat {
	t.Helper()
	a, err := source.Read([]byte(levy), source.Options{Type: "markdown"})
	if err != nil {
		t.Fatal(err)
	}
	a.ID, a.Source.Location = "levy", "/home/ada/levy.md"
	s, n := &seat{t: t}, 0
	env := reader.Env{
		Now: func() time.Time { return start }, Author: "ada", Keys: keys.Default(), Measure: 72,
		NewID:   func() string { n++; return fmt.Sprintf("%04d", n) },
		History: func(string) ([]annotate.Step, error) { return s.steps, nil },
	}
	s.reader = reader.Open(env, reader.Source{Article: a}).On(kit.Canvas{Width: 80, Height: 24, Theme: new(theme.Theme)})
	return s
}

// types presses keys: single characters, or names in <>.
func (s *seat) types(typed string) *seat {
	s.t.Helper()
	for typed != "" {
		key := typed[:1]
		if name, rest, ok := strings.Cut(typed, ">"); ok && typed[0] == '<' {
			key, typed = name[1:], rest
		} else {
			typed = typed[1:]
		}
		s.press(key)
	}
	return s
}

func (s *seat) press(key string) {
	if s.reader.Typing() && key != "enter" && key != "esc" {
		s.reader = s.reader.Type(tea.KeyPressMsg{Text: key, Code: []rune(key)[0]})
		return
	}
	r, fx := s.reader.Press(key)
	s.reader = r
	for _, e := range fx {
		switch e := e.(type) {
		case effect.Save:
			e.Step.Seq = uint64(len(s.steps) + 1)
			s.steps = append(s.steps, e.Step)
			s.reader, _ = s.reader.Saved(e.Step.ID, e.Step.Seq)
		case effect.Copy:
			s.copied = e.Text
		}
	}
}

func (s *seat) marks() string {
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
			if got := sitDown(t).types(c.typed).marks(); got != c.want {
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
		if got := sitDown(t).types(typed).marks(); got != want {
			t.Errorf("%s: got %q, want %q", typed, got, want)
		}
	}
}

// labelled returns the letters that the screen shows on a word.
func (s *seat) labelled(word string) string {
	s.t.Helper()
	plain := strings.Split(ansi.Strip(s.reader.Draw().Text), "\n")
	s.press("g")
	s.press("w")
	for row, line := range strings.Split(ansi.Strip(s.reader.Draw().Text), "\n") {
		if col := strings.Index(plain[row], word); col >= 0 {
			s.press("esc")
			return string([]rune(line)[len([]rune(plain[row][:col])):][:2])
		}
	}
	s.t.Fatalf("%q is not on the screen", word)
	return ""
}

func TestLabels(t *testing.T) {
	s := sitDown(t)
	longest, since := s.labelled("longest"), s.labelled("since")
	s.types("gw" + longest + "viwc")
	s.types("gv" + longest + since + "q")
	want := "quote: longest sitting since\nclaim: longest"
	if got := s.marks(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if longest == since {
		t.Errorf("two words bear the label %s", longest)
	}
}

func TestAgainRepeatsTheLastTag(t *testing.T) {
	want := "opinion: The vote came after nine hours, the longest sitting since 1998.\nopinion: “Nobody asked the ferry crews,” said Ada Lund."
	if got := sitDown(t).types("1Go2G.").marks(); got != want {
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
			if got := sitDown(t).types(c.typed).marks(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// The loop of a fact-checker: to the next open one in one key, its status in
// two, a source in two and the text.
func TestCheckingLoop(t *testing.T) {
	s := sitDown(t).types("1Gc2G)cgg")
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
	if !strings.Contains(s.reader.Draw().Footer, "Nothing is open") {
		t.Errorf("the footer is %q", s.reader.Draw().Footer)
	}
}

func TestCitation(t *testing.T) {
	s := sitDown(t).types("2GY")
	want := "“Nobody asked the ferry crews,” said Ada Lund.\n— Harbour levy passes, paragraph 2, /home/ada/levy.md"
	if s.copied != want {
		t.Errorf("copied %q, want %q", s.copied, want)
	}
}

func TestMeasureKeepsThePlace(t *testing.T) {
	s := sitDown(t).types("3Gw")
	caret := s.reader.Caret()
	s.types("<<><<><<>")
	if s.reader.Caret() != caret || !s.reader.Draw().Shown {
		t.Errorf("the caret went from %d to %d", caret, s.reader.Caret())
	}
}
