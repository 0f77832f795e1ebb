package card

import (
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/theme"
)

// openReply opens a card of ada's on a claim of somebody, with replies.
func openReply(creator string, reply bool, notes ...string) (Model, *kit.Outbox) {
	a, now := claim(), time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	a.Creator, a.Note = creator, "*Ask* again."
	for i, note := range notes {
		a.Replies = append(a.Replies, annotate.Reply{Creator: "Bo", Created: now.Add(time.Duration(i-len(notes)) * time.Hour), Note: note})
	}
	out := &kit.Outbox{}
	m := New(out, Spec{Annotation: a, Keys: keys.Default(), Author: "ada", Now: now, Reply: reply}).(Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: m.Height(), Theme: new(theme.Theme)}}), out
}

func TestRepliesAreALineEach(t *testing.T) {
	m, _ := openReply("ada", false, "Who says?\n\nAsk.", "The clerk.")
	text, _ := shown(m)
	for _, want := range []string{"  replies   Bo, today 13:00: Who says? Ask.", "            Bo, today 14:00: The clerk.", "  reply "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	m, _ = openReply("ada", false, "1", "2", "3", "4", "5")
	if text, _ := shown(m); !strings.Contains(text, "… and 3 before") || !strings.Contains(text, ": 4") || strings.Contains(text, ": 3") {
		t.Errorf("not the last two:\n%s", text)
	}
}

func TestReplyIsOfferedForTheAnnotationsOfOthers(t *testing.T) {
	for creator, want := range map[string]bool{"bo": true, "ada": false} {
		m, _ := openReply(creator, false)
		if text, _ := shown(m); strings.Contains(text, "  reply ") != want {
			t.Errorf("%s:\n%s", creator, text)
		}
	}
}

func TestReplyIsTypedAndSaved(t *testing.T) {
	opened, _ := openReply("ada", true)
	asked, _ := openReply("ada", false)
	asked = kittest.Update(asked, kit.ActionMsg{Action: keys.Reply})
	for name, m := range map[string]Model{"opened to reply": opened, "asked for in the card": asked} {
		m = types(m, "Not so: 4.10")
		if text, before := shown(m); !strings.HasSuffix(before, "reply     Not so: 4.10") {
			t.Errorf("%s: the cursor is after %q in\n%s", name, before, text)
		}
		if c := m.Closing(); c.Left.Reply != "Not so: 4.10" || c.Opened.Reply != "" || c.Left.Note != c.Opened.Note {
			t.Errorf("%s: %+v", name, c)
		}
	}
	m, out := openReply("bo", true)
	types(m, "x<enter>")
	if posted := out.Take(); len(posted) != 1 || posted[0] != (kit.CloseMsg{}) {
		t.Errorf("enter posted %v", posted)
	}
}
