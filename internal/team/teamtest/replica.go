package teamtest

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
)

// TestReplicas tests libraries that share a desk. newDesk returns an empty one.
func TestReplicas(t *testing.T, newDesk func(testing.TB) Desk) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Desk)
	}{
		{"MarkGoesOver", testMarkGoesOver},
		{"SameTextFromTwoPaths", testTwoPaths},
		{"DifferentFieldsMerge", testFields},
		{"SameFieldBecomesAProposal", testSameField},
		{"DeletedAndEditedBecomesAProposal", testDeletedAndEdited},
		{"TextTurnedMeanwhile", testTurnedMeanwhile},
		{"TwoTurns", testTwoTurns},
		{"KilledBetweenCommitAndSend", testKilledBeforeSend},
		{"KilledBetweenReceiveAndApply", testKilledBeforeApply},
		{"RestoredFromAnOldBackup", testRestored},
		{"CompactedPastTheCursor", testCompactedReplica},
		{"ClocksTenHoursApart", testClocks},
		{"LargeStepsGoInParts", testParts},
		{"UndoneDeletionKeepsItsCreator", testUndone},
		{"MisplacedByOthers", testMisplaced},
		{"SlowSnapshot", testSlowSnapshot},
		{"IDOfAnotherArticle", testIDOfAnotherArticle},
		{"SentStepIsQueuedAgain", testSentAgain},
		{"OthersNeverPause", testNeverPause},
		{"TextIsMissing", testHeld(nil)},
		{"TextIsDamaged", testHeld([]byte("{"))},
		{"TextIsAnother", testHeld([]byte(`{"text":"another"}`))},
		{"ManyClients", testManyClients},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, newDesk(t)) })
	}
}

// pair returns two libraries with the same article and one annotation, by ann.
func pair(t testing.TB, d Desk) (ann, bob *library, id string) {
	t.Helper()
	ann, bob = join(t, d, "ann"), join(t, d, "bob")
	ann.save(harbour("/ann/harbour.txt"))
	id = ann.mark("The vote came after nine hours").ID
	ann.sync()
	bob.sync()
	return ann, bob, id
}

// settle brings libraries together: what the first receives may make it send again.
func settle(t testing.TB, libraries ...*library) {
	t.Helper()
	for range 3 {
		for _, l := range libraries {
			l.sync()
		}
	}
	wantSame(t, libraries...)
}

// proposals returns the annotations that wait for a decision.
func (l *library) proposals() []annotate.Annotation {
	l.t.Helper()
	return slices.DeleteFunc(l.list(), func(a annotate.Annotation) bool { return !a.IsProposal() || !a.NeedsPlacing() })
}

func testMarkGoesOver(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	wantSame(t, ann, bob)
	if got := bob.get(id); got.Creator != "ann" {
		t.Errorf("creator %q", got.Creator)
	}
	if s := bob.article().Source; s.Location != "" {
		t.Errorf("the path of another computer came along: %q", s.Location)
	}
	history, err := bob.store.History(bob.article().ID)
	if must(t, err); len(history) != 1 || !history[0].Received || history[0].Creator != "ann" {
		t.Errorf("history %+v", history)
	}
	bob.commit(annotate.Delete(bob.get(id)))
	settle(t, ann, bob)
	if n := len(ann.list()); n != 0 {
		t.Errorf("%d annotations", n)
	}
}

func testTwoPaths(t *testing.T, d Desk) {
	ann, bob := join(t, d, "ann"), join(t, d, "bob")
	ann.save(harbour("/ann/harbour.txt"))
	bob.save(harbour("/home/bob/levy.md"))
	ann.mark("nine hours")
	bob.mark("ferry crews")
	settle(t, ann, bob)
	if n := len(ann.list()); n != 2 || bob.article().Source.Location != "/home/bob/levy.md" {
		t.Errorf("%d annotations", n)
	}
}

func testFields(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	ann.edit(id, func(a *annotate.Annotation) { a.Note, a.Labels = "see 1998", []string{"vote"} })
	ann.edit(id, func(a *annotate.Annotation) { a.Fields = annotate.Fields{"claimant": {"the council"}} })
	bob.edit(id, func(a *annotate.Annotation) {
		a.Fields, a.Labels = annotate.Fields{"status": {"checking"}}, []string{"night"}
		a.Replies = []annotate.Reply{{Creator: "bob", Created: bob.now().UTC(), Note: "which vote?"}}
	})
	settle(t, ann, bob)
	a := bob.get(id)
	if a.Note != "see 1998" || a.Fields.Get("claimant") != "the council" || a.Fields.Get("status") != "checking" || len(a.Labels) != 2 || len(a.Replies) != 1 {
		t.Errorf("annotation %+v", a)
	}
	if len(bob.proposals()) != 0 {
		t.Error("there is a proposal")
	}
}

func testSameField(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "ann's" })
	bob.edit(id, func(a *annotate.Annotation) { a.Note = "bob's" })
	bob.mark("ferry crews")
	ann.sync()
	settle(t, ann, bob)
	if note := ann.get(id).Note; note != "ann's" {
		t.Errorf("note %q", note)
	}
	p := ann.proposals()
	if len(p) != 1 || p[0].Note != "bob's" || p[0].Creator != "bob" || !strings.Contains(p[0].Anchor.Reason, "ann changed it") {
		t.Fatalf("proposals %+v", p)
	}
	ann.commit(annotate.Delete(p[0]))
	settle(t, bob, ann)
}

func testDeletedAndEdited(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	other := ann.mark("ferry crews").ID
	settle(t, ann, bob)
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "kept" })
	ann.commit(annotate.Delete(ann.get(other)))
	bob.commit(annotate.Delete(bob.get(id)))
	bob.edit(other, func(a *annotate.Annotation) { a.Note = "mine" })
	ann.sync()
	settle(t, bob, ann)
	if ann.get(id).Note != "kept" {
		t.Error("the edited one is gone")
	}
	p := ann.proposals()
	if len(p) != 2 {
		t.Fatalf("proposals %+v", p)
	}
	if p[0].Note+p[1].Note != "mine" {
		t.Errorf("notes %q and %q", p[0].Note, p[1].Note)
	}
}

// edited is a later version of the harbour article.
func edited(location string) *annotate.Article {
	return text(location, "Harbour levy passes after a night of talks", "An added paragraph about the weather in the harbour that night.",
		"The vote came after nine hours, the longest sitting since 1998.",
		"“Nobody asked the ferry crews,” said Ada Lund. It is a tax on people who cannot stay away.")
}

func testTurnedMeanwhile(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	settle(t, ann, bob)
	ann.takeVersion(edited("/ann/harbour.txt"))
	ann.mark("the weather")
	bob.mark("ferry crews")
	bob.edit(id, func(a *annotate.Annotation) { a.Note = "bob's" })
	ann.sync()
	settle(t, bob, ann)
	if n := len(ann.list()); n != 3 || len(ann.proposals()) != 0 || ann.get(id).Note != "bob's" {
		t.Errorf("%d annotations, %d proposals, note %q", n, len(ann.proposals()), ann.get(id).Note)
	}
	for _, a := range bob.list() {
		if !a.Anchor.State.Certain() {
			t.Errorf("%q is %s", a.Anchor.Exact, a.Anchor.State)
		}
	}
	// The others' marks come first, on the text before.
	ann.takeVersion(harbour("/ann/harbour.txt"))
	bob.mark("people who cannot stay away")
	bob.sync()
	settle(t, ann, bob)
}

func testTwoTurns(t *testing.T, d Desk) {
	ann, bob, _ := pair(t, d)
	settle(t, ann, bob)
	ann.takeVersion(edited("/ann/harbour.txt"))
	other := text("/bob/harbour.txt", "Harbour levy passes after a night of talks", "The vote came after nine hours, the longest sitting since 1998.")
	bob.takeVersion(other)
	bob.mark("longest sitting")
	ann.sync()
	settle(t, bob, ann)
	if bob.article().Digest != edited("").Digest || len(bob.article().Versions) != 3 {
		t.Errorf("%d versions", len(bob.article().Versions))
	}
	bob.takeVersion(other) // knowing the other
	settle(t, bob, ann)
}
