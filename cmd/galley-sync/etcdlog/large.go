package etcdlog

import (
	"context"
	"errors"
	"fmt"

	"galley/annotate"
	"galley/internal/team"

	"go.etcd.io/etcd/api/v3/mvccpb"
)

// A largeStep is what a step with too many changes for one transaction made of
// annotations: their fingerprints by ID, "" if it deleted one.
type largeStep struct {
	rev   int64
	marks map[string]string
}

// current returns the fingerprint of an annotation, "" if it is not there: that of the n key,
// or of a large step after it.
func (l *Log) current(ctx context.Context, id string, m markState, large []string) (string, error) {
	for _, key := range large {
		step, err := l.largeStep(ctx, key)
		if err != nil {
			return "", err
		}
		if f, changed := step.marks[id]; changed && step.rev > m.rev {
			m = markState{f, step.rev}
		}
	}
	return m.fingerprint, nil
}

// largeStep returns a large step, which is read once.
func (l *Log) largeStep(ctx context.Context, key string) (largeStep, error) {
	l.mu.Lock()
	step, known := l.large[key]
	l.mu.Unlock()
	if known {
		return step, nil
	}
	r, err := l.get(ctx, key)
	if err != nil {
		return largeStep{}, err
	}
	if len(r.Kvs) == 0 {
		return largeStep{}, fmt.Errorf("the shared log lacks the step %s", key)
	}
	s, err := l.decode(ctx, r.Kvs[0])
	if err != nil {
		return largeStep{}, err
	}
	step = largeStep{r.Kvs[0].CreateRevision, map[string]string{}}
	for _, c := range s.Changes {
		if step.marks[c.ID()], err = fingerprint(c.After); err != nil {
			return largeStep{}, err
		}
	}
	l.mu.Lock()
	l.large[key] = step
	l.mu.Unlock()
	return step, nil
}

// decode returns the step that an h key holds.
func (l *Log) decode(ctx context.Context, kv *mvccpb.KeyValue) (annotate.Step, error) {
	body := kv.Value
	if len(body) > 0 && body[0] == '@' {
		blob, err := l.Blob(ctx, string(body[1:]))
		if errors.Is(err, team.ErrNoBlob) {
			err = errBroken
		}
		if err != nil {
			return annotate.Step{}, err
		}
		body = blob
	}
	s, err := team.DecodeStep(body)
	if err != nil {
		err = fmt.Errorf("%w: %w", errBroken, err)
	}
	return s, err
}
