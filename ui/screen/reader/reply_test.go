package reader_test

import (
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// openClaimOf opens an article with a claim that somebody made on its first sentence.
func openClaimOf(t *testing.T, creator string) (*session, annotate.Annotation) {
	t.Helper()
	var env reader.Env
	s := newSession(readArticle(t, draftText, "text"), 0, func(e *reader.Env) { env = *e }).types("c")
	claim := s.saved.All()[0]
	claim.Creator = creator
	s.saved, s.steps = annotate.NewSet([]annotate.Annotation{claim}), nil
	s.reader = reader.New(env, library.Document{Article: s.reader.Article(), Annotations: []annotate.Annotation{claim}})
	s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	return s, claim
}

func TestAReplyIsAStepOfTheOneWhoWroteIt(t *testing.T) {
	s, claim := openClaimOf(t, "bo")
	s.press("g")
	read, msg := s.keys.Read(s.reader.Keyboard(), kittest.Key("r"))
	s.keys = read
	s.update(msg)
	posted := s.outbox.Take()
	if card, ok := posted[len(posted)-1].(kit.EditCardMsg); !ok || !card.Reply || card.Annotation.ID != claim.ID {
		t.Fatalf("g r posted %v", posted)
	}
	s.send(kit.CardMsg{Annotation: claim.ID, Left: kit.Draft{Reply: "Not so."}})
	got := s.saved.All()[0]
	if len(got.Replies) != 1 || got.Replies[0].Creator != "ada" || got.Replies[0].Note != "Not so." || got.Creator != "bo" {
		t.Fatalf("saved %+v", got)
	}
	if step := s.steps[0]; step.Creator != "ada" || step.Summary != "reply to claim in ¶1" {
		t.Errorf("the step is %+v", step)
	}
	s.types("u")
	if got := s.saved.All()[0]; !got.Equal(claim) {
		t.Errorf("undo left %+v", got)
	}
	s.types("u")
	if s.saved.Len() != 1 {
		t.Error("undo removed the claim of somebody else")
	}
}

func TestRepliesFromTwoWindowsAreBothKept(t *testing.T) {
	s, claim := openClaimOf(t, "bo")
	s.send(kit.CardMsg{Annotation: claim.ID, Left: kit.Draft{Reply: "Not so."}})
	mine := s.saved.All()[0]
	theirs := claim.Clone()
	theirs.Replies = []annotate.Reply{{Creator: "bo", Created: start, Note: "Sure?"}}

	// Bo's reply was first: ada's step is refused and then made again on top of it.
	s.update(kit.CardMsg{Annotation: claim.ID, Left: kit.Draft{Reply: "Look again."}})
	refused := s.queue[0]
	s.queue, s.saved = nil, annotate.NewSet([]annotate.Annotation{theirs})
	s.update(library.Result{Article: s.reader.Article().ID, Step: refused.ID, Refused: true})
	s.send(kit.AnnotationsMsg{Set: s.saved, Seq: 9})
	got := s.saved.All()[0].Replies
	if len(got) != 2 || got[0] != theirs.Replies[0] || got[1].Note != "Look again." || got[1].Creator != "ada" {
		t.Fatalf("%+v after %+v", got, mine.Replies)
	}
}

func TestDraftOfAReply(t *testing.T) {
	c := newDraftCase(t, nil, [2]string{"", "↳half a reply"})
	c.wantSays(t, "Galley ended while you typed “half a reply” in the card of the claim in ¶1, yesterday 14:02.")
	if card, ok := c.card("y"); !ok || card.Typed.Reply != "half a reply" || card.Typed.Note != "" {
		t.Errorf("opened %+v", card)
	}
	saved := c.claim.Clone()
	saved.Replies = []annotate.Reply{{Creator: "ada", Created: start.Add(-time.Hour), Note: "half a reply"}}
	if c = newDraftCase(t, &saved, [2]string{"", "↳half a reply"}); len(c.dropped) != 1 {
		t.Errorf("a draft that was saved is offered: %v", c.dropped)
	}
}
