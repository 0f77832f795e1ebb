package card

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func open(a annotate.Annotation, width int) Model {
	m := New(&kit.Outbox{}, Spec{Annotation: a, Place: "Claim in ¶7", Known: map[string][]string{"claimant": {"Ada Lund"}}, Keys: keys.Default()})
	return kittest.Update(m.(Model), kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: m.Height(), Theme: new(theme.Theme)}})
}

func claim() annotate.Annotation {
	return annotate.Annotation{ID: "1", Tag: annotate.Claim, Anchor: annotate.Anchor{Exact: "nine hours"}}
}

// types presses keys: single characters, or names in <>.
func types(m Model, typed string) Model {
	for typed != "" {
		if name, rest, ok := strings.Cut(typed, ">"); ok && typed[0] == '<' {
			m, typed = kittest.Press(m, name[1:]), rest
			continue
		}
		m, typed = kittest.Press(m, typed[:1]), typed[1:]
	}
	return m
}

// shown returns the card as text, and the text before the cursor in its row.
func shown(m Model) (text, beforeCursor string) {
	v := m.View()
	text = ansi.Strip(v.Content)
	line := []rune(strings.Split(text, "\n")[v.Cursor.Y])
	for len(line) < v.Cursor.X {
		line = append(line, ' ')
	}
	return text, string(line[:v.Cursor.X])
}

const long = "The mayor said this in the hall, but the minutes of 14 May give 4.10 crowns and not 4.20; ask the clerk which of the two is right before we print and also phone the port office, they close at five and the recording lies in room 12"

func TestALongNoteShowsWhereTheCursorIs(t *testing.T) {
	for name, c := range map[string]Model{
		"while it is typed":   types(open(claim(), 80), "<shift+tab>"+long),
		"when it is reopened": open(annotate.Annotation{Tag: annotate.Claim, Note: long}, 80),
		"after a resize":      kittest.Update(types(open(claim(), 80), "<shift+tab>"+long), kit.CanvasMsg{Canvas: kit.Canvas{Width: 50, Height: 10, Theme: new(theme.Theme)}}),
	} {
		t.Run(name, func(t *testing.T) {
			text, before := shown(c)
			if !strings.HasSuffix(before, "room 12") {
				t.Errorf("before the cursor is %q in\n%s", before, text)
			}
			if name != "after a resize" && !strings.Contains(text, "before we print") {
				t.Errorf("the rows of the note are not used:\n%s", text)
			}
		})
	}
}

func TestALongFieldShowsItsEnd(t *testing.T) {
	c := types(open(claim(), 80), strings.Repeat("a long name ", 12)+"END")
	if text, before := shown(c); !strings.HasSuffix(before, "END") {
		t.Errorf("before the cursor is %q in\n%s", before, text)
	}
}

func TestCurrentStatusShowsOnANarrowScreen(t *testing.T) {
	for _, width := range []int{40, 80} {
		c := types(open(claim(), width), "<tab><left>")
		if text, _ := shown(c); !strings.Contains(text, "[unverifiable]") {
			t.Errorf("at %d cells:\n%s", width, text)
		}
	}
}

func TestKnownNamesAreCompleted(t *testing.T) {
	c := types(open(claim(), 80), "ad")
	if text, _ := shown(c); !strings.Contains(text, "ada Lund") {
		t.Errorf("no completion is offered:\n%s", text)
	}
	fields := types(c, "<right>").Closing().Left.Fields
	if got := fields.Get("claimant"); got != "Ada Lund" {
		t.Errorf("completed to %q", got)
	}
	fields = c.Closing().Left.Fields
	if got := fields.Get("claimant"); got != "ad" {
		t.Errorf("what was only offered became %q", got)
	}
}

func TestFieldsOfOtherTagsAreKept(t *testing.T) {
	a := claim()
	a.Fields = annotate.Fields{"speaker": {"Ada Lund"}, "status": {"checking"}}
	fields := types(open(a, 80), "<tab><backspace>").Closing().Left.Fields
	if !fields.Equal(annotate.Fields{"speaker": {"Ada Lund"}}) {
		t.Errorf("got %v", fields)
	}
}

func TestSourcesGrowWhenFilled(t *testing.T) {
	fields := types(open(claim(), 80), "<tab><tab>one<enter>two<enter><enter>").Closing().Left.Fields
	if got := strings.Join(fields["sources"], "|"); got != "one|two" {
		t.Errorf("got %q", got)
	}
}

func TestPastedLinesBecomeSources(t *testing.T) {
	c := types(open(claim(), 80), "<tab><tab>")
	c = kittest.Update(c, tea.PasteMsg{Content: "one\ntwo\n\nthree\n"})
	fields := c.Closing().Left.Fields
	if got := strings.Join(fields["sources"], "|"); got != "one|two|three" {
		t.Errorf("got %q", got)
	}
}

func TestLabelsAreInTheHead(t *testing.T) {
	text, _ := shown(open(claim().WithLabels("ferry", "harbor dues"), 80))
	if head, _, _ := strings.Cut(text, "\n"); !strings.HasPrefix(head, " Claim in ¶7   nine hours") || !strings.HasSuffix(strings.TrimRight(head, " "), "#ferry #harbor dues") {
		t.Errorf("%q", head)
	}
}
