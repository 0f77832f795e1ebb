package card

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func open(a annotate.Annotation, width int) Card {
	c := New(Spec{Annotation: a, Place: "Claim in ¶7", Known: map[string][]string{"claimant": {"Ada Lund"}}, Keys: keys.Default()})
	return c.On(kit.Canvas{Width: width, Height: c.Height(), Theme: new(theme.Theme)})
}

func claim() annotate.Annotation {
	return annotate.Annotation{ID: "1", Tag: annotate.Claim, Anchor: annotate.Anchor{Exact: "nine hours"}}
}

// types presses keys: single characters, or names in <>.
func types(c Card, typed string) Card {
	codes := map[string]rune{"tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight, "end": tea.KeyEnd, "up": tea.KeyUp, "enter": tea.KeyEnter, "backspace": tea.KeyBackspace}
	for typed != "" {
		if name, rest, ok := strings.Cut(typed, ">"); ok && typed[0] == '<' {
			c, _ = c.Update(tea.KeyPressMsg{Code: codes[name[1:]]})
			typed = rest
			continue
		}
		c, _ = c.Update(tea.KeyPressMsg{Text: typed[:1], Code: rune(typed[0])})
		typed = typed[1:]
	}
	return c
}

// shown is the card as text, and what stands before the cursor in its row.
func shown(c Card) (text, beforeCursor string) {
	content, col, row := c.View()
	text = ansi.Strip(content)
	line := []rune(strings.Split(text, "\n")[row])
	for len(line) < col {
		line = append(line, ' ')
	}
	return text, string(line[:col])
}

const long = "The mayor said this in the hall, but the minutes of 14 May give 4.10 crowns and not 4.20; ask the clerk which of the two is right before we print and also phone the port office, they close at five and the recording lies in room 12"

func TestALongNoteShowsWhereTheCursorIs(t *testing.T) {
	for name, c := range map[string]Card{
		"while it is typed":   types(open(claim(), 80), long),
		"when it is reopened": open(annotate.Annotation{Tag: annotate.Claim, Note: long}, 80),
		"after a resize":      types(open(claim(), 80), long).On(kit.Canvas{Width: 50, Height: 10, Theme: new(theme.Theme)}),
	} {
		t.Run(name, func(t *testing.T) {
			text, before := shown(c)
			if !strings.HasSuffix(before, "room 12") {
				t.Errorf("before the cursor stands %q in\n%s", before, text)
			}
			if name != "after a resize" && !strings.Contains(text, "before we print") {
				t.Errorf("the rows of the note are not used:\n%s", text)
			}
		})
	}
}

func TestALongFieldShowsItsEnd(t *testing.T) {
	c := types(open(claim(), 80), "<tab>"+strings.Repeat("a long name ", 12)+"END")
	if text, before := shown(c); !strings.HasSuffix(before, "END") {
		t.Errorf("before the cursor stands %q in\n%s", before, text)
	}
}

func TestTheChosenStatusShowsOnANarrowScreen(t *testing.T) {
	for _, width := range []int{40, 80} {
		c := types(open(claim(), width), "<tab><tab><left>")
		if text, _ := shown(c); !strings.Contains(text, "[unverifiable]") {
			t.Errorf("at %d cells:\n%s", width, text)
		}
	}
}

func TestKnownNamesAreCompleted(t *testing.T) {
	c := types(open(claim(), 80), "<tab>ad")
	if text, _ := shown(c); !strings.Contains(text, "ada Lund") {
		t.Errorf("no completion is offered:\n%s", text)
	}
	_, _, fields := types(c, "<right>").Result()
	if got := fields.Get("claimant"); got != "ada Lund" {
		t.Errorf("completed to %q", got)
	}
	_, _, fields = c.Result()
	if got := fields.Get("claimant"); got != "ad" {
		t.Errorf("what was only offered became %q", got)
	}
}

func TestFieldsOfOtherTagsAreKept(t *testing.T) {
	a := claim()
	a.Fields = annotate.Fields{"speaker": {"Ada Lund"}, "status": {"checking"}}
	_, _, fields := types(open(a, 80), "<tab><tab><backspace>").Result()
	if !fields.Equal(annotate.Fields{"speaker": {"Ada Lund"}}) {
		t.Errorf("got %v", fields)
	}
}

func TestSourcesMakeRoomForMore(t *testing.T) {
	_, _, fields := types(open(claim(), 80), "<tab><tab><tab>one<enter>two<enter><enter>").Result()
	if got := strings.Join(fields["sources"], "|"); got != "one|two" {
		t.Errorf("got %q", got)
	}
}

func TestPastedLinesBecomeSources(t *testing.T) {
	c := types(open(claim(), 80), "<tab><tab><tab>")
	c, _ = c.Update(tea.PasteMsg{Content: "one\ntwo\n\nthree\n"})
	_, _, fields := c.Result()
	if got := strings.Join(fields["sources"], "|"); got != "one|two|three" {
		t.Errorf("got %q", got)
	}
}
