package etcdlog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"galley/internal/team"

	clientv3 "go.etcd.io/etcd/client/v3"
)

// PutBlob implements [team.Log]. The pieces are written before the key that names them,
// and under their digest, so that two writers do not mix theirs.
func (l *Log) PutBlob(ctx context.Context, digest string, b []byte) error {
	name := l.key("b", digest)
	r, err := l.get(ctx, name, clientv3.WithCountOnly())
	if err != nil || r.Count > 0 {
		return err
	}
	sum := sha256.Sum256(b)
	sha := hex.EncodeToString(sum[:])
	n := 0
	for piece := range slices.Chunk(b, pieceBytes) {
		if _, err := l.commit(ctx, nil, clientv3.OpPut(l.piece(digest, sha, n), string(piece))); err != nil {
			return err
		}
		n++
	}
	absent := clientv3.Compare(clientv3.CreateRevision(name), "=", 0)
	_, err = l.commit(ctx, []clientv3.Cmp{absent}, clientv3.OpPut(name, fmt.Sprintf("%s %d", sha, n)))
	return err
}

// Blob implements [team.Log].
func (l *Log) Blob(ctx context.Context, digest string) ([]byte, error) {
	r, err := l.get(ctx, l.key("b", digest))
	if err != nil {
		return nil, err
	}
	if len(r.Kvs) == 0 {
		return nil, team.ErrNoBlob
	}
	var sha string
	var n int
	_, _ = fmt.Sscanf(string(r.Kvs[0].Value), "%64s %d", &sha, &n) // a wrong value fails the checksum below
	var b []byte
	for i := range n {
		r, err := l.get(ctx, l.piece(digest, sha, i))
		if err != nil {
			return nil, err
		}
		if len(r.Kvs) == 0 {
			break
		}
		for _, kv := range r.Kvs {
			b = append(b, kv.Value...)
		}
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != sha {
		return nil, fmt.Errorf("%w: %w", team.ErrNoBlob, errBroken)
	}
	return b, nil
}

func (l *Log) piece(digest, sha string, n int) string {
	return l.key("b", digest, sha, strconv.Itoa(n))
}
