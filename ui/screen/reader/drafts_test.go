package reader_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/library"
	"galley/ui/kit"
	"galley/ui/screen/reader"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

const draftText = "The vote came after nine hours.\n\nIt split both parties.\n"

// A draftCase is an article with a claim on its first sentence, and drafts.
type draftCase struct {
	*session
	env   reader.Env
	claim annotate.Annotation
}

// newDraftCase opens the article after a draft was left, whose card contained before
// and then after, or a reply that begins with ↳.
func newDraftCase(t *testing.T, now *annotate.Annotation, notes ...[2]string) *draftCase {
	t.Helper()
	first := newSession(readArticle(t, draftText, "text"), 0).types("c")
	c := &draftCase{claim: first.saved.All()[0]}
	doc := library.Document{Article: first.reader.Article()}
	lib := library.New(library.Options{Path: filepath.Join(t.TempDir(), "galley.db")})
	for i, note := range notes {
		before, after := c.claim, c.claim
		before.Note, after.Note = note[0], note[1]
		if reply, ok := strings.CutPrefix(note[1], "↳"); ok {
			after.Note, after.Replies = note[0], []annotate.Reply{{Note: reply}}
		}
		d := lib.NewDraft("article", string(rune('A'+i)))
		d.Put(annotate.Step{Time: start.Add(-24 * time.Hour), Creator: "ada", Changes: []annotate.Change{annotate.Edit(before, after)}})
		doc.Drafts = append(doc.Drafts, d)
	}
	if now == nil {
		doc.Annotations = []annotate.Annotation{c.claim}
	} else if now.ID != "" {
		doc.Annotations = []annotate.Annotation{*now}
	}
	c.session = newSession(doc.Article, 40, func(env *reader.Env) { c.env = *env })
	c.saved = annotate.NewSet(doc.Annotations)
	c.reader = reader.New(c.env, doc)
	c.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	return c
}

// card presses a key and returns the card that it opens.
func (c *draftCase) card(key string) (kit.EditCardMsg, bool) {
	keyboard := c.reader.Keyboard()
	if keyboard.Input != kit.Raw {
		panic("no question is asked")
	}
	c.update(kit.KeyMsg{Key: key})
	for _, msg := range c.outbox.Take() {
		if card, ok := msg.(kit.EditCardMsg); ok {
			return card, true
		}
	}
	return kit.EditCardMsg{}, false
}

// says reports whether the screen shows words.
func (c *draftCase) says(words string) bool {
	rows := strings.Split(ansi.Strip(c.reader.View().Content), "\n")
	return strings.Contains(strings.Join(strings.Fields(strings.Join(rows, " ")), " "), words)
}

func (c *draftCase) wantSays(t *testing.T, words string) {
	t.Helper()
	if !c.says(words) {
		t.Errorf("does not say %q:\n%s", words, ansi.Strip(c.reader.View().Content))
	}
}

func TestDraftIsOfferedAndContinued(t *testing.T) {
	c := newDraftCase(t, nil, [2]string{"", "half a note"})
	c.wantSays(t, "Galley ended while you typed “half a note” in the card of the claim in ¶1, yesterday 14:02. y opens the card with this text, n deletes the text, any other key keeps it for next time.")
	card, ok := c.card("y")
	if !ok || card.Annotation.ID != c.claim.ID || card.Draft != "A" || card.Typed.Note != "half a note" || c.dropped != nil {
		t.Errorf("opened %+v, dropped %v", card, c.dropped)
	}
	if c.reader.Caret() != c.claim.Anchor.Span.Start {
		t.Errorf("the caret is at %d", c.reader.Caret())
	}
}

func TestDraftIsRefusedOrKept(t *testing.T) {
	for key, want := range map[string]struct {
		says    string
		dropped []string
	}{
		"n": {"The text is deleted.", []string{"A"}}, "esc": {"The text is kept", nil}, "j": {"The text is kept", nil}, "Q": {"The text is kept", nil},
	} {
		c := newDraftCase(t, nil, [2]string{"", "half a note"})
		if key == "esc" {
			c.press("esc")
		} else if card, ok := c.card(key); ok {
			t.Errorf("%s opened %+v", key, card)
		}
		c.wantSays(t, want.says)
		if !slices.Equal(c.dropped, want.dropped) || c.reader.Keyboard().Input != kit.Actions {
			t.Errorf("%s dropped %v, input %v", key, c.dropped, c.reader.Keyboard().Input)
		}
	}
}

func TestDraftOfAnAnnotationThatChanged(t *testing.T) {
	other := newDraftCase(t, nil).claim
	other.Note, other.Tag = "from elsewhere", annotate.Quote
	c := newDraftCase(t, &other, [2]string{"old", "old and new"})
	c.wantSays(t, "typed “and new” in the card of the quote in ¶1")
	c.wantSays(t, "The quote has changed since: y opens the card with both texts")
	if card, _ := c.card("y"); card.Typed.Note != "from elsewhere\n\nold and new" || card.Annotation.Note != "from elsewhere" {
		t.Errorf("opened %+v", card)
	}
}

func TestDraftThatIsInItsAnnotationIsDropped(t *testing.T) {
	for _, note := range []string{"half a note", "from elsewhere\n\nhalf a note"} {
		other := newDraftCase(t, nil).claim
		other.Note = note
		c := newDraftCase(t, &other, [2]string{"", "half a note"}, [2]string{"x", "x"})
		if c.reader.Keyboard().Input == kit.Raw || !slices.Equal(c.dropped, []string{"A", "B"}) {
			t.Errorf("%q: dropped %v", note, c.dropped)
		}
	}
}

func TestDraftsAreOfferedOneAfterTheOther(t *testing.T) {
	c := newDraftCase(t, nil, [2]string{"", "one"}, [2]string{"", "two"}, [2]string{"", ""}, [2]string{"x", ""})
	c.wantSays(t, "“one”")
	c.card("n")
	c.wantSays(t, "The text is deleted. Galley ended while you typed “two”")
	card, _ := c.card("y")
	c.update(kit.CardMsg{Annotation: card.Annotation.ID, Opened: kit.Draft{}, Left: card.Typed})
	c.wantSays(t, "goes on. Galley ended while you were editing the card of the claim in ¶1")
}

func TestDraftOfAnAnnotationThatWasNeverSaved(t *testing.T) {
	c := newDraftCase(t, &annotate.Annotation{}, [2]string{"", "half a note"})
	c.wantSays(t, "The claim is not in the library: y marks it again and opens the card with this text")
	card, ok := c.card("y")
	c.send(nil)
	if a, exists := c.saved.Get(c.claim.ID); !ok || card.Typed.Note != "half a note" || !exists || a.Anchor.Exact != "The vote came after nine hours." || a.Article != "article" {
		t.Errorf("opened %+v, saved %+v", card, a)
	}
}

func TestDraftOfAnAnnotationOnAnotherText(t *testing.T) {
	for name, change := range map[string]func(a *annotate.Annotation){
		"another text": func(a *annotate.Annotation) { a.Anchor.TextDigest = "x" }, "outside": func(a *annotate.Annotation) { a.Anchor.Span.End = 1 << 40 },
		"before": func(a *annotate.Annotation) { a.Anchor.Span.Start = -4 }, "no tag": func(a *annotate.Annotation) { a.Tag = "x" },
	} {
		c := newDraftCase(t, &annotate.Annotation{})
		before := c.claim
		change(&before)
		after := before
		after.Note = "half a note"
		d := library.New(library.Options{}).NewDraft("article", "A")
		d.Put(annotate.Step{Time: start, Changes: []annotate.Change{annotate.Edit(before, after)}})
		c.reader = reader.New(c.env, library.Document{Article: c.reader.Article(), Drafts: []*library.Draft{d}})
		c.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
		c.wantSays(t, "The annotation is not in the library: y copies this text")
		if card, ok := c.card("y"); ok || !c.says("Copied") || c.dropped != nil {
			t.Errorf("%s: opened %+v, dropped %v", name, card, c.dropped)
		}
	}
}

func TestAnEditedSuggestionIsSeen(t *testing.T) {
	made := newSession(readArticle(t, draftText, "text"), 0).types("c")
	suggested := made.saved.All()[0]
	suggested.Suggested = "name-verb/1"
	var env reader.Env
	s := newSession(made.reader.Article(), 0, func(e *reader.Env) { env = *e })
	s.saved = annotate.NewSet([]annotate.Annotation{suggested})
	s.reader = reader.New(env, library.Document{Article: made.reader.Article(), Annotations: s.saved.All()})
	s.update(kit.CanvasMsg{Canvas: kit.Canvas{Width: 80, Height: 24, Method: ansi.WcWidth, Theme: new(theme.Theme)}})
	if s.types("Sa"); !s.saved.All()[0].Seen {
		t.Errorf("%+v", s.saved.All()[0])
	}
}
