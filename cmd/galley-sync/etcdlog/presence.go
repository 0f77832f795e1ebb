package etcdlog

import (
	"context"
	"strconv"
	"time"

	"galley/internal/team"

	clientv3 "go.etcd.io/etcd/client/v3"
)

const (
	// leaseSeconds is the time after which a reader whose process was killed is gone.
	leaseSeconds = 12
	// retryInterval is the time between attempts to be present again.
	retryInterval = time.Second
)

// Presence implements [team.Log].
func (l *Log) Presence(ctx context.Context, article string, at int) (<-chan []team.Person, error) {
	lease, err := l.arrive(ctx, article, at)
	if err != nil {
		return nil, err
	}
	lists := make(chan []team.Person, 1)
	go func() {
		defer close(lists)
		for {
			l.stay(ctx, article, lease, lists)
			for lease = 0; lease == 0; {
				select {
				case <-ctx.Done():
					return
				case <-time.After(retryInterval):
				}
				lease, _ = l.arrive(ctx, article, at)
			}
		}
	}()
	return lists, nil
}

// arrive shows the others where this login reads, for as long as the lease that it returns.
func (l *Log) arrive(ctx context.Context, article string, at int) (clientv3.LeaseID, error) {
	limited, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	lease, err := l.client.Grant(limited, leaseSeconds)
	if err != nil {
		return 0, explain(err)
	}
	_, err = l.commit(ctx, nil, clientv3.OpPut(l.key("p", article, l.login), strconv.Itoa(at), clientv3.WithLease(lease.ID)))
	return lease.ID, err
}

// stay keeps the lease and sends lists of the others, until ctx ends or the connection is lost.
func (l *Log) stay(ctx context.Context, article string, lease clientv3.LeaseID, lists chan []team.Person) {
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), retryInterval)
		defer cancel()
		_, _ = l.client.Revoke(ctx, lease) // else it expires
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	alive, err := l.client.KeepAlive(ctx, lease)
	if err != nil {
		return
	}
	prefix := l.key("p", article) + "/"
	watch := l.client.Watch(ctx, prefix, clientv3.WithPrefix(), clientv3.WithCreatedNotify())
	for {
		select {
		case _, open := <-alive:
			if !open {
				return
			}
		case r, open := <-watch:
			if !open || r.Err() != nil {
				return
			}
			others, err := l.others(ctx, prefix)
			if err != nil {
				return
			}
			select {
			case <-lists: // drop a list that was not received yet
			default:
			}
			lists <- others
		}
	}
}

// others returns those who have an article open, but this login.
func (l *Log) others(ctx context.Context, prefix string) ([]team.Person, error) {
	r, err := l.get(ctx, prefix, clientv3.WithPrefix())
	if err != nil {
		return nil, err
	}
	list := []team.Person{}
	for _, kv := range r.Kvs {
		parts := l.split(string(kv.Key))
		if name := parts[len(parts)-1]; name != l.login {
			at, _ := strconv.Atoi(string(kv.Value))
			list = append(list, team.Person{Name: name, At: at})
		}
	}
	return list, nil
}
