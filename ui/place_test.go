package ui_test

import (
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/anchor"
)

// spanOf returns the first occurrence of words in an article.
func spanOf(t *testing.T, a *annotate.Article, words string) annotate.Span {
	t.Helper()
	at := strings.Index(a.Text, words)
	if at < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return annotate.Span{Start: at, End: at + len(words)}
}

// doubted returns the levy article with an annotation in each uncertain state, as after
// an update.
func doubted(t *testing.T) *world {
	t.Helper()
	a := article("levy", levy)
	m := newWorld(t, a)
	at := func(words string) annotate.Span { return spanOf(t, a, words) }
	made := func(id string, change func(*annotate.Anchor)) annotate.Change {
		n := annotate.Annotation{ID: id, Article: a.ID, Tag: annotate.Claim, Created: now, Modified: now,
			Anchor: anchor.Describe(a.Text, a.Digest, at("nine hours"))}
		change(&n.Anchor)
		return annotate.Create(n)
	}
	m.elsewhere(t, "levy",
		made("01changed", func(c *annotate.Anchor) {
			c.State, c.Exact, c.Score, c.Reason = annotate.Changed, "ten hours", .8, "1 word edited"
		}),
		made("02ambiguous", func(c *annotate.Anchor) {
			c.State, c.Exact, c.Score = annotate.Ambiguous, "Nobody asked", .5
			c.Candidates = []annotate.Span{at("Nobody asked the ferry"), at("Nobody asked them")}
		}),
		made("03orphan", func(c *annotate.Anchor) {
			c.State, c.Exact, c.Score, c.Reason = annotate.Orphan, "the ferries stay in port", 0, "these words are gone"
		}))
	return m
}

func (m *world) anchorOf(id string) annotate.Anchor {
	a, _ := m.set("levy").Get(id)
	return a.Anchor
}

func TestUncertainPlacesAreVisitedAndSettled(t *testing.T) {
	m := doubted(t)
	w := open(t, m, "levy", 80, 24)
	w.sees("3 annotations need a place: ! goes to the first.")
	w.types("!")
	w.sees("these words were edited")
	w.types("<enter>")
	w.sees("Placed.")
	w.sees("place 1 of 2")
	w.types("<tab>")
	w.sees("place 2 of 2")
	w.types("<enter>")
	w.sees("are gone. v selects")
	w.types("=")
	w.sees("Every annotation is placed.")
	w.until("all three saved", func() bool { return m.anchorOf("03orphan").Reason == annotate.KeptOrphan })
	if got := m.anchorOf("01changed"); got.State != annotate.Anchored || got.Exact != "nine hours" {
		t.Errorf("the edited one is %+v", got)
	}
	if got := m.anchorOf("02ambiguous"); got.State != annotate.Anchored || got.Exact != "Nobody asked them" {
		t.Errorf("the ambiguous one is %+v", got)
	}
	w.types("u")
	w.sees("Undid: claim kept without a place")
}

// The new words have not been checked: a verdict must not carry over to them silently.
func TestVerdictOnOtherWordsIsPointedOut(t *testing.T) {
	m := doubted(t)
	for _, before := range m.set("levy").All() {
		after := before.Clone()
		after.Fields = after.Fields.With("status", "accurate")
		m.elsewhere(t, "levy", annotate.Edit(before, after))
	}
	w := open(t, m, "levy", 80, 24)
	w.sees("3 annotations need a place")
	w.types("!")
	w.sees("Claim, accurate, on “ten hours”")
	w.types("<enter>")
	w.sees("Placed, still accurate, although its words changed.")
}

func TestVerdictOnUnchangedWordsIsNotQuestioned(t *testing.T) {
	m := doubted(t)
	for _, before := range m.set("levy").All() {
		after := before.Clone()
		after.Anchor.Exact, after.Fields = "Nobody asked them", after.Fields.With("status", "accurate")
		if before.ID == "02ambiguous" {
			m.elsewhere(t, "levy", annotate.Edit(before, after))
		} else {
			m.elsewhere(t, "levy", annotate.Delete(before))
		}
	}
	w := open(t, m, "levy", 80, 24)
	w.sees("1 annotation needs a place")
	w.types("!<tab>")
	w.sees("place 2 of 2")
	w.types("<enter>")
	w.sees("Placed. u undoes it.")
}

func TestAnOrphanIsPlacedOnSelectedWords(t *testing.T) {
	m := doubted(t)
	w := open(t, m, "levy", 80, 24)
	w.sees("3 annotations need a place")
	w.types("!!!")
	w.sees("are gone. v selects")
	w.types("/stay away<enter>")
	w.sees("v selects this one")
	w.types("v")
	w.sees("SELECT")
	w.sees("enter place it here")
	w.hides("c claim")
	w.types("<enter>")
	w.until("it is placed", func() bool { return m.anchorOf("03orphan").State == annotate.Anchored })
	if got := m.anchorOf("03orphan"); got.Exact != "stay away" {
		t.Errorf("it is on %q", got.Exact)
	}
}

func TestCanceledPlacingChangesNothing(t *testing.T) {
	m := doubted(t)
	w := open(t, m, "levy", 80, 24)
	w.sees("3 annotations need a place")
	w.types("!<esc>")
	w.sees("Unchanged; ! comes back to it.")
	w.types("!d")
	w.sees("Claim deleted. u brings it back.")
	w.until("it is gone", func() bool { return m.set("levy").Len() == 2 })
}

// A change that another user made at the same time left a proposal.
func TestProposalIsKeptOrDeleted(t *testing.T) {
	for typed, want := range map[string]annotate.State{"!<enter>": annotate.Anchored, "!d": ""} {
		m := doubted(t)
		a := m.set("levy").All()[0].Clone()
		for _, other := range m.set("levy").All() {
			m.elsewhere(t, "levy", annotate.Delete(other))
		}
		a.ID, a.Creator, a.Anchor = "01proposal", "bob", annotate.Anchor{
			State: annotate.Ambiguous, Exact: "nine hours", Reason: annotate.ProposalReason + "ada changed it differently at the same time",
			Candidates: []annotate.Span{a.Anchor.Span}, TextDigest: a.Anchor.TextDigest,
		}
		m.elsewhere(t, "levy", annotate.Create(a))
		w := open(t, m, "levy", 100, 24)
		w.sees("1 annotation needs a place")
		w.types(typed[:1])
		w.sees("a proposal by bob: ada changed it differently at the same time.")
		w.types(typed[1:])
		w.until("it is decided", func() bool { return m.anchorOf("01proposal").State == want })
	}
}
