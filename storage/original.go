package storage

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// An Original is the bytes that an article was read from, packed to be kept.
// Making one takes time and touches no library, so it is done before. The zero
// Original is of an article whose bytes are not kept.
type Original struct {
	sha256 string
	packed string // gzip
}

// Pack makes the Original of raw. It packs quickly rather than tightly: pages
// become a sixth larger than they could be, but a book of 10 MB takes a fraction
// of a second where it may take four.
func Pack(raw []byte) Original {
	sum := sha256.Sum256(raw)
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err == nil {
		_, err = w.Write(raw)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return Original{} // which cannot be: the level exists, and a buffer takes everything
	}
	return Original{hex.EncodeToString(sum[:]), packed.String()}
}

// SaveOriginal keeps the bytes that a saved article was read from, unless they
// are kept already. It returns ErrNotFound if there is no article of those
// bytes.
func (s *Store) SaveOriginal(o Original) error {
	return s.update("keep the original", func(t *txn) error {
		_, found, err := t.table(bytesBucket).get(o.sha256)
		switch {
		case err != nil:
			return err
		case !found:
			return notFound(o.sha256)
		}
		return t.putOriginal(o)
	})
}

// Original returns the bytes with that SHA-256, in lower-case hexadecimal, as
// an article was read from them. It returns ErrNotFound if they are not kept.
func (s *Store) Original(sha256 string) ([]byte, error) {
	var raw []byte
	err := s.view("open the original", func(t *txn) (err error) {
		raw, err = t.original(sha256)
		return err
	})
	return raw, err
}

// putOriginal keeps o, unless it is empty or there already. It does not look
// for the article that it belongs to.
func (t *txn) putOriginal(o Original) error {
	if o.sha256 == "" {
		return errUnchanged
	}
	originals := t.table(originalsBucket)
	if originals.checkWhole(o.sha256) == nil {
		return errUnchanged
	}
	return originals.putWhole(o.sha256, o.packed)
}

func (t *txn) original(sha string) ([]byte, error) {
	packed, err := t.table(originalsBucket).getWhole(sha)
	if err != nil {
		return nil, err
	}
	raw, err := unpack(packed)
	if sum := sha256.Sum256(raw); err == nil && hex.EncodeToString(sum[:]) != sha {
		err = errors.New("it is not what its digest says")
	}
	if err != nil {
		return nil, &Damage{originalsBucket, sha, err}
	}
	return raw, nil
}

// mostOriginal bounds what an original unpacks to: no more is ever packed.
const mostOriginal = mostReserve

func unpack(packed string) ([]byte, error) {
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(r, mostOriginal))
	if err != nil {
		return nil, fmt.Errorf("unpack it: %w", err)
	}
	return raw, nil
}

// removeOriginals deletes the bytes that an article was read from, of which no
// other article was: see [Store.SaveArticles]. It goes by the index of bytes, so
// that comes first.
func (t *txn) removeOriginals(id string) error {
	var digests []string
	err := t.table(bytesBucket).scan("", func(sha256 string, payload []byte) error {
		if string(payload) == id {
			digests = append(digests, sha256)
		}
		return nil
	})
	for _, digest := range digests {
		if err := t.table(originalsBucket).deleteAll(digest + "/"); err != nil {
			return err
		}
	}
	return err
}
