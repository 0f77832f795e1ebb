package etcdlog

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"galley/internal/team"

	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"
)

// After implements [team.Log].
func (l *Log) After(ctx context.Context, c team.Cursor) iter.Seq2[team.Entry, error] {
	return func(yield func(team.Entry, error) bool) {
		ctx, cancel := context.WithCancel(clientv3.WithRequireLeader(ctx))
		defer cancel()
		for {
			next, err := l.follow(ctx, c, yield)
			var end compacted
			switch {
			case errors.Is(err, errStopped):
				return
			case errors.As(err, &end):
				if err = l.checkGap(ctx, next, end); err == nil {
					c = team.Cursor(end)
					continue
				}
			}
			yield(team.Entry{}, err)
			return
		}
	}
}

// A compacted is the error of a watch from a revision that etcd has forgotten: it knows
// what came after this one.
type compacted int64

// Error implements error.
func (compacted) Error() string { return team.ErrCompacted.Error() }

// errStopped ends a loop whose caller wants no more entries.
var errStopped = errors.New("stopped")

// follow yields the entries after c until there is an error, and returns the last cursor.
func (l *Log) follow(ctx context.Context, c team.Cursor, yield func(team.Entry, error) bool) (team.Cursor, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if _, err := l.Ping(ctx); err != nil {
		return c, cmp.Or(ctx.Err(), err)
	}
	watch := l.client.Watch(ctx, l.key("h")+"/", clientv3.WithPrefix(), clientv3.WithRev(int64(c)+1))
	ping := time.NewTicker(pingInterval)
	defer ping.Stop()
	for {
		select {
		case <-ping.C: // a watch waits without an error for a connection to come back
			if _, err := l.Ping(ctx); err != nil {
				return c, cmp.Or(ctx.Err(), err)
			}
		case r, open := <-watch:
			if r.CompactRevision != 0 {
				return c, compacted(r.CompactRevision)
			}
			if err := cmp.Or(ctx.Err(), explain(r.Err())); err != nil || !open {
				return c, cmp.Or(err, errors.New("the connection to the team's etcd ended"))
			}
			for _, event := range r.Events {
				if !event.IsCreate() { // steps are not changed
					continue
				}
				e, ok, err := l.entry(ctx, event.Kv)
				if err != nil {
					return c, cmp.Or(ctx.Err(), err)
				}
				if ok && !yield(e, nil) {
					return c, errStopped
				}
				c = team.Cursor(event.Kv.CreateRevision)
			}
		}
	}
}

// checkGap returns ErrCompacted if a step was appended after c and not after end.
func (l *Log) checkGap(ctx context.Context, c team.Cursor, end compacted) error {
	r, err := l.get(ctx, l.key("h")+"/", clientv3.WithPrefix(), clientv3.WithKeysOnly(), clientv3.WithLimit(1),
		clientv3.WithMinCreateRev(int64(c)+1), clientv3.WithMaxCreateRev(int64(end)))
	if err == nil && len(r.Kvs) > 0 {
		err = team.ErrCompacted
	}
	return err
}

// Snapshot implements [team.Log]. It reads at one revision.
func (l *Log) Snapshot(ctx context.Context) iter.Seq2[team.Entry, error] {
	return func(yield func(team.Entry, error) bool) {
		keys, rev, err := l.stepKeys(ctx)
		for batch := range slices.Chunk(keys, team.MaxChanges) {
			if err != nil {
				break
			}
			var ops []clientv3.Op
			for _, key := range batch {
				ops = append(ops, clientv3.OpGet(key, clientv3.WithRev(rev)))
			}
			var r *clientv3.TxnResponse
			if r, err = l.commit(ctx, nil, ops...); err != nil {
				break
			}
			for _, response := range r.Responses {
				for _, kv := range response.GetResponseRange().Kvs {
					e, ok, failed := l.entry(ctx, kv)
					if err = failed; err != nil {
						break
					}
					if ok && !yield(e, nil) {
						return
					}
				}
			}
		}
		if err != nil {
			yield(team.Entry{}, err)
		}
	}
}

// stepKeys returns the keys of all steps in order, and the revision at which they were read.
func (l *Log) stepKeys(ctx context.Context) (keys []string, rev int64, err error) {
	const page = 10_000
	type step struct {
		key string
		rev int64
	}
	var steps []step
	end := clientv3.GetPrefixRangeEnd(l.key("h") + "/")
	for from := l.key("h") + "/"; ; from = steps[len(steps)-1].key + "\x00" {
		r, err := l.get(ctx, from, clientv3.WithRange(end), clientv3.WithLimit(page), clientv3.WithKeysOnly(), clientv3.WithRev(rev))
		if err != nil {
			return nil, 0, err
		}
		if rev == 0 {
			rev = r.Header.Revision
		}
		for _, kv := range r.Kvs {
			steps = append(steps, step{string(kv.Key), kv.CreateRevision})
		}
		if !r.More {
			break
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.rev, b.rev) })
	for _, s := range steps {
		keys = append(keys, s.key)
	}
	return keys, rev, nil
}

// entry returns the step that an h key holds. ok is false, and Skip is called, if it is
// not one, because another program wrote it.
func (l *Log) entry(ctx context.Context, kv *mvccpb.KeyValue) (e team.Entry, ok bool, err error) {
	parts := l.split(string(kv.Key))
	s, err := l.decode(ctx, kv)
	switch {
	case err == nil && (len(parts) != 4 || parts[3] != s.ID):
		err = errBroken
	case err == nil:
		return team.Entry{Cursor: team.Cursor(kv.CreateRevision), Article: parts[2], Step: s, By: parts[1]}, true, nil
	case !errors.Is(err, errBroken):
		return team.Entry{}, false, err
	}
	l.skip(string(kv.Key), err)
	return team.Entry{}, false, nil
}
