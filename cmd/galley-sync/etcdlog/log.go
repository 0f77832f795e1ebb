// Package etcdlog keeps the log of a desk in etcd.
//
// # Keys
//
// They are below DESK/g1/. The parts between slashes are escaped as in a URL.
//
//	h/LOGIN/ARTICLE/STEP   a step: JSON, or @ and the name of a blob with the JSON
//	n/ARTICLE/ANNOTATION   the fingerprint of an annotation, empty after its deletion
//	t/ARTICLE              the article's text and its large steps, as JSON
//	b/NAME                 the SHA-256 of a blob and the number of its pieces
//	b/NAME/SHA256/N        a piece of at most 512 KiB
//	p/ARTICLE/LOGIN        the paragraph that LOGIN reads, under a lease
//
// The login comes first in h so that a role can let each person write steps under their
// own name only: etcd grants permissions by prefix. That is how a reader of a step knows
// who made it.
//
// # Appending
//
// Append reads the keys that a step depends on and then writes the step in a transaction
// that compares their revisions, so it holds for the state that was read. There is no
// key that every step writes: steps on different annotations do not wait for each other. A
// cursor is the revision of that transaction.
//
// The fingerprints of a large step do not fit into a transaction. They are read from the step
// itself, which t names.
package etcdlog

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"galley/internal/team"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"
)

const (
	// callTimeout is the time that one request may take.
	callTimeout = 10 * time.Second
	// pingInterval is the time after which a silent connection is tried.
	pingInterval = 5 * time.Second
	// pieceBytes is the maximum length of a value: etcd refuses requests of 1.5 MiB.
	pieceBytes = 512 << 10
)

// Options say which desk to connect to, and as whom.
type Options struct {
	Endpoints []string // HOST:PORT
	Desk      string
	Login     string      // name under which steps are written: that of the password or certificate
	Password  string      // "": none
	TLS       *tls.Config // nil: no encryption
	// Skip is called for each step that cannot be read, and is left out.
	Skip func(key string, err error)
}

// A Log is the log of a desk. It implements [team.Log].
type Log struct {
	client *clientv3.Client
	prefix string
	login  string
	skip   func(key string, err error)

	mu    sync.Mutex
	large map[string]largeStep // by key
}

// Open returns the log of a desk. Close it. Without a password it does not wait for a
// connection.
func Open(ctx context.Context, o Options) (*Log, error) {
	cfg := clientv3.Config{
		Context: ctx, Endpoints: o.Endpoints, TLS: o.TLS, Password: o.Password,
		DialTimeout: callTimeout, DialKeepAliveTime: pingInterval, DialKeepAliveTimeout: pingInterval,
		Logger: zap.NewNop(), // its messages name addresses and users
	}
	if o.Password != "" {
		cfg.Username = o.Login
	}
	client, err := clientv3.New(cfg)
	if err != nil {
		return nil, explain(err)
	}
	if o.Skip == nil {
		o.Skip = func(string, error) {}
	}
	return &Log{
		client: client, prefix: url.PathEscape(o.Desk) + "/g1", login: o.Login, skip: o.Skip,
		large: map[string]largeStep{},
	}, nil
}

// Close ends the connection.
func (l *Log) Close() error { return l.client.Close() }

// Ping checks that the desk can be reached and read, and returns the ID of the cluster.
func (l *Log) Ping(ctx context.Context) (cluster uint64, err error) {
	r, err := l.get(ctx, l.key("h", l.login), clientv3.WithCountOnly())
	if err != nil {
		return 0, err
	}
	return r.Header.ClusterId, nil
}

// key returns a key of the desk.
func (l *Log) key(parts ...string) string {
	var b strings.Builder
	b.WriteString(l.prefix)
	for _, part := range parts {
		b.WriteByte('/')
		b.WriteString(url.PathEscape(part))
	}
	return b.String()
}

// split returns the parts of a key of the desk.
func (l *Log) split(key string) (parts []string) {
	for part := range strings.SplitSeq(strings.TrimPrefix(key, l.prefix+"/"), "/") {
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		parts = append(parts, part)
	}
	return parts
}

var (
	errNoAccess    = errors.New("this login may not read the desk; ask the administrator of the team's etcd for the role")
	errUnreachable = errors.New("the team's etcd does not answer")
	errBroken      = errors.New("it was not written by Galley, or is damaged")
)

// get reads keys.
func (l *Log) get(ctx context.Context, key string, opts ...clientv3.OpOption) (*clientv3.GetResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := l.client.Get(ctx, key, opts...)
	if errors.Is(err, rpctypes.ErrPermissionDenied) {
		return nil, errNoAccess
	}
	return r, explain(err)
}

// commit runs a transaction.
func (l *Log) commit(ctx context.Context, compares []clientv3.Cmp, ops ...clientv3.Op) (*clientv3.TxnResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := l.client.Txn(ctx).If(compares...).Then(ops...).Commit()
	return r, explain(err)
}

// explain returns an error of etcd in words that say what to do.
func explain(err error) error {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, rpctypes.ErrPermissionDenied):
		return team.ErrReadOnly
	case errors.Is(err, rpctypes.ErrAuthFailed):
		return errors.New("etcd refused the name or the password")
	case errors.Is(err, rpctypes.ErrUserEmpty):
		return errors.New("etcd asks for a login: give --user and --password-file, or --cert and --key")
	case errors.Is(err, rpctypes.ErrNoSpace):
		return errors.New("the team's etcd is full; what is not sent yet stays in the library; compact and defragment it")
	case errors.Is(err, rpctypes.ErrCompacted):
		return team.ErrCompacted
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return errUnreachable
	}
	return fmt.Errorf("%w: %w", errUnreachable, err)
}
