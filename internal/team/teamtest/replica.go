package teamtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
	"galley/storage"
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

// A deadLog fails where a process is killed.
type deadLog struct {
	team.Log
	appends bool // whether a step gets there before its writer dies
}

func (l deadLog) Append(ctx context.Context, article string, s annotate.Step) (team.Cursor, error) {
	if l.appends {
		if _, err := l.Log.Append(ctx, article, s); err != nil {
			return 0, err
		}
	}
	return 0, context.DeadlineExceeded
}

func testKilledBeforeSend(t *testing.T, d Desk) {
	ann, bob, _ := pair(t, d)
	for i, words := range []string{"ferry crews", "Ada Lund"} {
		ann.mark(words)
		r := ann.replica()
		r.Log = deadLog{ann.log, i == 1}
		if _, err := r.Sync(t.Context()); err == nil {
			t.Fatal("it did not die")
		}
		ann.store = storage.New(ann.store.Path())
	}
	settle(t, ann, bob)
	if n := len(bob.list()); n != 3 {
		t.Errorf("%d annotations", n)
	}
}

func testKilledBeforeApply(t *testing.T, d Desk) {
	ann, bob, _ := pair(t, d)
	ann.mark("ferry crews")
	ann.sync()
	desk, err := bob.store.Desk()
	must(t, err)
	r := bob.replica()
	ctx, kill := context.WithCancel(t.Context())
	r.Now = func() time.Time { kill(); panic("killed") }
	func() {
		defer func() { _ = recover() }()
		_, _ = r.Sync(ctx)
		t.Error("it did not die")
	}()
	bob.store = storage.New(bob.store.Path())
	if after, err := bob.store.Desk(); err != nil || after != desk {
		t.Errorf("the desk is %+v, %v", after, err)
	}
	settle(t, bob, ann)
}

func testRestored(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	bob.mark("since 1998") // is queued in the backup
	copied := filepath.Join(t.TempDir(), "backup.db")
	must(t, bob.store.Backup(copied))
	bob.edit(id, func(a *annotate.Annotation) { a.Note = "bob's" })
	bob.mark("ferry crews")
	ann.mark("Ada Lund")
	settle(t, ann, bob)
	want := len(ann.list())
	data, err := os.ReadFile(copied)
	must(t, err)
	must(t, os.WriteFile(bob.store.Path(), data, 0o600))
	bob.store = storage.New(bob.store.Path())
	bob.mark("It is a tax")
	settle(t, bob, ann)
	if n := len(ann.list()); n != want+1 || len(ann.proposals()) != 0 {
		t.Errorf("%d annotations, want %d", n, want+1)
	}
}

func testCompactedReplica(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "after" })
	ann.sync()
	d.Compact()
	bob.mark("ferry crews")
	settle(t, bob, ann)
}

func testClocks(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	ann.skew = -10 * time.Hour
	bob.edit(id, func(a *annotate.Annotation) { a.Note = "bob's" })
	ann.edit(id, func(a *annotate.Annotation) { a.Fields = annotate.Fields{"status": {"checking"}} })
	ann.mark("Ada Lund")
	bob.sync()
	settle(t, ann, bob)
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "later, by an earlier clock" })
	settle(t, ann, bob)
	if note := bob.get(id).Note; note != "later, by an earlier clock" {
		t.Errorf("note %q", note)
	}
}

func testParts(t *testing.T, d Desk) {
	ann, bob, _ := pair(t, d)
	var created, edited []annotate.Change
	for range 2*team.MaxChanges + 50 {
		a := ann.list()[0].Clone()
		a.ID = newID()
		b := a.Clone()
		b.Note = "checked"
		created, edited = append(created, annotate.Create(a)), append(edited, annotate.Edit(a, b))
	}
	ann.commit(created...)
	ann.commit(edited...)
	step := annotate.Step{Changes: slices.Clone(edited)}
	settle(t, ann, bob)
	ann.commit(step.Inverse()...)
	settle(t, ann, bob)
	ann.takeVersion(edition(t))
	settle(t, ann, bob)
	history, err := bob.store.History(bob.article().ID)
	must(t, err)
	for _, s := range history {
		if n := len(s.Changes); n > team.MaxChanges && s.Version.IsZero() && s.Changes[0].Before != nil {
			t.Errorf("step %s has %d changes", s.ID, n)
		}
	}
}

func edition(testing.TB) *annotate.Article { return edited("/ann/harbour.txt") }

func testUndone(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	deletion := bob.commit(annotate.Delete(bob.get(id)))
	settle(t, ann, bob)
	undo := annotate.Step{ID: newID(), Time: bob.now(), Creator: "bob", Summary: "Undid", Changes: deletion.Inverse(), Undoes: deletion.ID}
	_, err := bob.store.Commit(bob.article().ID, undo)
	must(t, err)
	settle(t, ann, bob)
	if by := ann.get(id).Creator; by != "ann" {
		t.Errorf("creator %q", by)
	}
}

// Everyone annotates and edits at the same time, some offline for a while.
func testManyClients(t *testing.T, d Desk) {
	const clients, steps = 20, 50
	first := join(t, d, "client0")
	first.save(harbour("/harbour.txt"))
	shared := first.mark("nine hours").ID
	first.sync()
	libraries := []*library{first}
	for i := 1; i < clients; i++ {
		l := join(t, d, fmt.Sprint("client", i))
		l.sync()
		libraries = append(libraries, l)
	}
	var wait sync.WaitGroup
	for i, l := range libraries {
		wait.Go(func() { l.work(i, steps, shared) })
	}
	wait.Wait()
	for range 2 { // what the last one sends the first receives
		for _, l := range libraries {
			l.sync()
		}
	}
	wantSame(t, libraries...)
	marks := len(first.list()) - len(first.proposals())
	if want := clients*steps + 1; marks != want {
		t.Errorf("%d annotations, want %d", marks, want)
	}
}

// work annotates while a replica runs, and edits an annotation that all have.
func (l *library) work(i, steps int, shared string) {
	ctx, stop := context.WithCancel(l.t.Context())
	ended := make(chan error, 1)
	if i%5 != 4 { // these are offline
		go func() { ended <- l.replica().Run(ctx) }()
	}
	r, err := l.store.Records()
	if err != nil || len(r) != 1 {
		l.t.Errorf("%d articles, %v", len(r), err)
	}
	a, err := l.store.Article(r[0].ID)
	if err != nil {
		l.t.Error(err)
	}
	for n := range steps {
		m := l.find(shared)
		m.ID, m.Creator, m.Note, m.Fields = newID(), l.login, fmt.Sprint(n), nil
		m.Anchor = on(a.Digest, "", "").Anchor
		m.Anchor.Span = annotate.Span{Start: 0, End: 7}
		m.Anchor.Exact = m.Anchor.Span.In(a.Text)
		step := annotate.Step{ID: newID(), Time: l.now(), Creator: l.login, Summary: "mark", Changes: []annotate.Change{annotate.Create(m)}}
		if n%10 == 5 {
			before := l.find(shared)
			after := before.Clone()
			after.Fields = after.Fields.Clone()
			if after.Fields == nil {
				after.Fields = annotate.Fields{}
			}
			after.Fields[fmt.Sprint("by-", l.login)] = []string{fmt.Sprint(n)}
			step.Changes = append(step.Changes, annotate.Edit(before, after))
		}
		_, err := l.store.Commit(r[0].ID, step)
		for try := 0; err != nil && len(step.Changes) == 2 && try < 20; try++ { // it was just edited
			before := l.find(shared)
			after := before.Clone()
			after.Labels = append(after.Labels, fmt.Sprint(l.login, n))
			step.Changes[1] = annotate.Edit(before, after)
			_, err = l.store.Commit(r[0].ID, step)
		}
		if err != nil {
			l.t.Error(err)
		}
	}
	stop()
	if i%5 != 4 {
		if err := <-ended; err != nil && ctx.Err() == nil {
			l.t.Error(err)
		}
	}
}

// find returns an annotation of any article.
func (l *library) find(id string) annotate.Annotation {
	a, err := l.store.FindAnnotation(id)
	if err != nil {
		l.t.Error(err)
	}
	return a
}
