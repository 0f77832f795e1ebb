package teamtest

import (
	"context"
	"iter"
	"testing"
	"time"

	"galley/annotate"
	"galley/internal/team"
)

// A writer appends more than one step in each pause of a replica.
func testNeverPause(t *testing.T, d Desk) {
	ann, bob, _ := pair(t, d)
	article := ann.article().Digest
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			a := ann.list()[0].Clone()
			a.ID, a.Article = newID(), ""
			_, _ = ann.log.Append(ctx, article, annotate.Step{ID: newID(), Creator: "ann", Changes: []annotate.Change{annotate.Create(a)}})
			select {
			case <-ctx.Done():
			case <-time.After(bob.quiet / 3):
			}
		}
	}()
	bob.mark("ferry crews")
	bob.sync()
	stop()
	<-ended
}

// A slowLog takes many pauses of a replica to begin a snapshot.
type slowLog struct {
	team.Log
	wait time.Duration
}

func (l slowLog) Snapshot(ctx context.Context) iter.Seq2[team.Entry, error] {
	time.Sleep(l.wait)
	return l.Log.Snapshot(ctx)
}

func testSlowSnapshot(t *testing.T, d Desk) {
	ann, _, _ := pair(t, d)
	bo := join(t, d, "bo")
	bo.log = slowLog{bo.log, 10 * bo.quiet}
	bo.sync()
	wantSame(t, ann, bo)
}
