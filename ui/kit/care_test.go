package kit

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// Keys keep away from the state on their right, at every width.
func TestRoomBeforeTheState(t *testing.T) {
	for width := 40; width <= 200; width++ {
		c := Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}
		line := ansi.Strip(c.Footer(keys.Default(), keys.Read, "saved"))
		if ansi.StringWidth(line) != width || !strings.HasSuffix(line, strings.Repeat(" ", stateGap)+"saved ") {
			t.Errorf("%d columns: %q", width, line)
		}
	}
}

func TestNoteText(t *testing.T) {
	for note, want := range map[string]string{
		"plain words":             "plain words",
		"**b** and *i*":           "b and i",
		"# Head\n\nWords\nhere.":  "Head\nWords here.",
		"- one\n- two\n  - three": "• one\n• two\n• three",
		"1. one\n2. two":          "1. one\n2. two",
		"2 * 3 * 4":               "2 * 3 * 4",
		"`a*b*`":                  "a*b*",
		"[fares](https://x.org)":  "fares",
		"<b>x</b>":                "<b>x</b>",
		"---\ntitle: x\n---":      "title: x",
		"> said\n\nso":            "said\nso",
		"***":                     "***",
		"":                        "",
	} {
		text, styles := NoteText(note)
		if text != want {
			t.Errorf("%q is %q, want %q", note, text, want)
		}
		end := 0
		for _, s := range styles {
			if s.Span.Start < end || s.Span.End > len(text) {
				t.Errorf("%q has the styles %v", note, styles)
			}
			end = s.Span.End
		}
	}
	if _, styles := NoteText("a **b** c"); len(styles) != 1 || styles[0] != (annotate.Run{Span: annotate.Span{Start: 2, End: 3}, Style: annotate.Strong}) {
		t.Errorf("styles %v", styles)
	}
}
