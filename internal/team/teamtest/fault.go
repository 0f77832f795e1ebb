package teamtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
	"galley/storage"
)

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
	var created, checked []annotate.Change
	for range 2*team.MaxChanges + 50 {
		a := ann.list()[0].Clone()
		a.ID = newID()
		b := a.Clone()
		b.Note = "checked"
		created, checked = append(created, annotate.Create(a)), append(checked, annotate.Edit(a, b))
	}
	ann.commit(created...)
	ann.commit(checked...)
	step := annotate.Step{Changes: slices.Clone(checked)}
	settle(t, ann, bob)
	ann.commit(step.Inverse()...)
	settle(t, ann, bob)
	ann.takeVersion(edited("/ann/harbour.txt"))
	settle(t, ann, bob)
	history, err := bob.store.History(bob.article().ID)
	must(t, err)
	for _, s := range history {
		if n := len(s.Changes); n > team.MaxChanges && s.Version.IsZero() && s.Changes[0].Before != nil {
			t.Errorf("step %s has %d changes", s.ID, n)
		}
	}
}

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
	const clients = 20
	steps := 50
	if testing.Short() {
		steps = 10
	}
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

// Another program appends annotations that are not on words of the text.
func testMisplaced(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	wide, other, negative := ann.get(id), ann.get(id), ann.get(id)
	wide.Anchor.Span.End = 1 << 20
	other.Anchor.Span.Start, other.Anchor.Span.End = other.Anchor.Span.Start+4, other.Anchor.Span.End+4
	negative.Anchor.Span.Start = -1
	for _, a := range []annotate.Annotation{wide, other, negative} {
		a.ID, a.Article = newID(), ""
		step := annotate.Step{ID: newID(), Creator: "ann", Changes: []annotate.Change{annotate.Create(a)}}
		_, err := ann.log.Append(t.Context(), ann.article().Digest, step)
		must(t, err)
	}
	ann.mark("ferry crews")
	settle(t, ann, bob)
	if n := len(bob.list()); n != 2 {
		t.Errorf("%d annotations, want 2", n)
	}
}

// A repair brings back queued steps that were sent.
func testSentAgain(t *testing.T, d Desk) {
	ann, bob, id := pair(t, d)
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "first" })
	ann.edit(id, func(a *annotate.Annotation) { a.Note = "second" })
	old, err := ann.store.Shared(ann.article().Digest, nil)
	must(t, err)
	ann.sync()
	desk, err := ann.store.Desk()
	must(t, err)
	r := ann.article()
	_, err = ann.store.Receive(desk.Cursor, desk.Cursor, []storage.Receipt{{
		Article: r.ID, Seq: r.Seq, Name: old.Name, Text: r.Digest, Queue: old.Queue,
	}}, ann.now())
	must(t, err)
	ann.mark("ferry crews")
	settle(t, ann, bob)
	if note := bob.get(id).Note; note != "second" || len(bob.list()) != 2 {
		t.Errorf("note %q, %d annotations", note, len(bob.list()))
	}
}
