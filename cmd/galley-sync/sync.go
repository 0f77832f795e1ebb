package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"galley/cmd/galley-sync/etcdlog"
	"galley/internal/team"
	"galley/storage"

	"github.com/oklog/ulid/v2"
)

const (
	firstPause = time.Second      // before another attempt to exchange
	lastPause  = 15 * time.Second // after many failed ones
	lastSend   = 5 * time.Second  // for what is left when the reader has ended
	onceQuiet  = time.Second      // without a step, after which everything has been received: more than a round trip
)

// A syncer exchanges a library with a desk.
type syncer struct {
	store *storage.Store
	desk  etcdlog.Options
	errs  io.Writer

	mu     sync.Mutex
	state  storage.SyncState
	said   string          // the last problem that was reported
	warned map[string]bool // lines
	ended  bool
	stop   func()
}

// newSyncer returns a syncer that shows its state from now on.
func newSyncer(path string, desk etcdlog.Options, errs io.Writer) *syncer {
	s := &syncer{store: storage.New(path), desk: desk, errs: errs, warned: map[string]bool{}}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go func() {
		for ticks := time.NewTicker(storage.SyncInterval); ; {
			select {
			case <-ctx.Done():
				ticks.Stop()
				return
			case <-ticks.C:
				s.show(func(*storage.SyncState) {})
			}
		}
	}()
	return s
}

// end removes the file with the state.
func (s *syncer) end() {
	s.stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	_ = os.Remove(s.store.SyncPath())
}

// show changes the state and writes it for others. That the folder of the library is read-only is no
// error.
func (s *syncer) show(change func(*storage.SyncState)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.state
	change(&s.state)
	if s.ended {
		return
	}
	if before.At = s.state.At; s.state == before && time.Since(s.state.At) < storage.SyncInterval {
		return
	}
	s.state.At = time.Now().UTC()
	_ = s.store.WriteSyncState(s.state)
}

// fail shows why the exchange has stopped, and reports it once.
func (s *syncer) fail(err error) {
	desk, _ := s.store.Desk()
	s.show(func(state *storage.SyncState) {
		state.Online, state.Problem, state.Unsent = false, err.Error(), desk.Queued
	})
	if err.Error() != s.said {
		s.said = err.Error()
		say(s.errs, "galley-sync: %v; the library works without it, and what is new is sent later", err)
	}
}

// report shows how far the replica is.
func (s *syncer) report(r team.State) {
	s.said = ""
	s.show(func(state *storage.SyncState) {
		*state = storage.SyncState{Online: true, Unsent: r.Queued, ReadOnly: r.ReadOnly, At: state.At}
		if r.Refused != nil {
			state.Problem = r.Refused.Error()
		}
	})
}

// warn reports what cannot be received, once.
func (s *syncer) warn(err error) {
	if line := err.Error(); !s.warned[line] {
		s.warned[line] = true
		say(s.errs, "galley-sync: %s", line)
	}
}

// connect returns a replica of the library.
func (s *syncer) connect(ctx context.Context) (*team.Replica, *etcdlog.Log, error) {
	log, err := etcdlog.Open(ctx, s.desk)
	if err != nil {
		return nil, nil, err
	}
	cluster, err := log.Ping(ctx)
	newID := func() string { return ulid.Make().String() }
	if err == nil {
		err = s.store.JoinDesk(fmt.Sprintf("%s in etcd %x", s.desk.Desk, cluster), s.desk.Login, newID, time.Now())
	}
	if err != nil {
		return nil, nil, errors.Join(err, log.Close())
	}
	return &team.Replica{
		Store: s.store, Log: log, Login: s.desk.Login, NewID: newID, Now: time.Now, Report: s.report, Warn: s.warn,
	}, log, nil
}

// run exchanges until ctx ends, and tries again whatever fails.
func (s *syncer) run(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		err := s.exchange(ctx)
		if ctx.Err() != nil {
			return
		}
		s.fail(cmp.Or(err, errors.New("the exchange ended")))
		if pause = min(2*pause, lastPause); time.Since(began) > time.Minute {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (s *syncer) exchange(ctx context.Context) error {
	replica, log, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer log.Close()
	return replica.Run(ctx)
}

// once exchanges what there is, and reports it.
func (s *syncer) once(ctx context.Context, out io.Writer) error {
	replica, log, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer log.Close()
	replica.Quiet = onceQuiet
	state, err := replica.Sync(ctx)
	switch {
	case err != nil:
		return err
	case state.ReadOnly && state.Queued > 0:
		return fmt.Errorf("%d received; %d not sent, because this login may read and not write; they stay in the library", state.Received, state.Queued)
	case state.Queued > 0:
		return fmt.Errorf("%d received; %d not sent: %w; try again", state.Received, state.Queued, state.Refused)
	}
	say(out, "synced: %d received", state.Received)
	return nil
}

// finish sends what was left when the reader ended.
func (s *syncer) finish(ctx context.Context) error {
	if desk, err := s.store.Desk(); err != nil || desk.Queued == 0 {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lastSend)
	defer cancel()
	return s.once(ctx, io.Discard)
}
