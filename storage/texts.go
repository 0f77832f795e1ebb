package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
)

// pieceBytes is how much of a text or of blocks stands under one key.
const pieceBytes = 64 << 10

// mostReserve bounds the memory set aside on the word of a stored length.
const mostReserve = 256 << 20

var errIncomplete = errors.New("a part of it is missing")

func pieceKey(digest string, piece int) string { return fmt.Sprintf("%s/%06d", digest, piece) }

// putWhole writes data in pieces under its digest, unless it is there.
func (t table) putWhole(digest, data string) error {
	if t.checkWhole(digest) == nil {
		return nil
	}
	if err := t.deleteAll(digest + "/"); err != nil {
		return err
	}
	total := len(data)
	for piece := 0; piece == 0 || data != ""; piece++ {
		n := min(pieceBytes, len(data))
		e := encoder{bytes: make([]byte, 0, n+binary.MaxVarintLen64)}
		e.uint(uint64(total))
		e.bytes = append(e.bytes, data[:n]...)
		if err := t.put(pieceKey(digest, piece), e.bytes); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// getWhole joins the pieces under digest. It returns ErrNotFound if there are
// none, and Damage if one of them is missing or damaged.
func (t table) getWhole(digest string) (string, error) {
	var whole strings.Builder
	err := t.pieces(digest, func(total uint64, data []byte) {
		if whole.Len() == 0 {
			whole.Grow(int(min(total, mostReserve)))
		}
		whole.Write(data)
	})
	return whole.String(), err
}

// checkWhole returns the error that getWhole would.
func (t table) checkWhole(digest string) error {
	return t.pieces(digest, func(uint64, []byte) {})
}

// digests lists what is in the table, in order.
func (t table) digests() []string {
	var digests []string
	for _, key := range t.keys("") {
		digest, _, _ := strings.Cut(key, "/")
		digests = append(digests, digest)
	}
	return slices.Compact(digests)
}

// pieces visits the pieces under digest in order; total is the length of all
// of them together.
func (t table) pieces(digest string, visit func(total uint64, data []byte)) error {
	var total, got uint64
	piece := 0
	err := t.scan(digest+"/", func(key string, payload []byte) error {
		n, head := binary.Uvarint(payload)
		switch {
		case head <= 0:
			return errEncoding
		case key != pieceKey(digest, piece):
			return errIncomplete
		}
		data := payload[head:]
		total, got, piece = n, got+uint64(len(data)), piece+1
		visit(total, data)
		return nil
	})
	switch {
	case err != nil:
		return t.damage(digest, err)
	case piece == 0:
		return fmt.Errorf("%s %q: %w", t.name, digest, ErrNotFound)
	case got != total:
		return &Damage{t.name, digest, errIncomplete}
	}
	return nil
}

// errDigest is returned for an article whose Digest is not that of its Text.
var errDigest = errors.New("digest and text do not belong together")

// putText writes the text and blocks of an article and returns how to find
// them.
func (t *txn) putText(a *annotate.Article) (Version, error) {
	if err := a.Check(); err != nil {
		return Version{}, err
	}
	if annotate.DigestOf(a.Text) != a.Digest {
		return Version{}, errDigest
	}
	blocks := string(encodeBlocks(a.Blocks))
	v := Version{Digest: a.Digest, Blocks: hash(blocks)}
	if err := t.table(textsBucket).putWhole(v.Digest, a.Text); err != nil {
		return Version{}, err
	}
	return v, t.table(blocksBucket).putWhole(v.Blocks, blocks)
}

// text reads a version's text and blocks, which tile it.
func (t *txn) text(v Version) (string, []annotate.Block, error) {
	text, err := t.table(textsBucket).getWhole(v.Digest)
	if err != nil {
		return "", nil, lost(textsBucket, v.Digest, err)
	}
	encoded, err := t.table(blocksBucket).getWhole(v.Blocks)
	if err != nil {
		return "", nil, lost(blocksBucket, v.Blocks, err)
	}
	blocks, err := decodeBlocks(encoded)
	if err == nil {
		err = (&annotate.Article{Text: text, Blocks: blocks}).Check()
	}
	if err != nil {
		return "", nil, &Damage{blocksBucket, v.Blocks, err}
	}
	return text, blocks, nil
}

// checkText returns the error that text would, except for what only decoding
// finds out.
func (t *txn) checkText(v Version) error {
	if err := t.table(textsBucket).checkWhole(v.Digest); err != nil {
		return lost(textsBucket, v.Digest, err)
	}
	return lost(blocksBucket, v.Blocks, t.table(blocksBucket).checkWhole(v.Blocks))
}

// lost turns the absence of what a record speaks of into damage.
func lost(bucket, key string, err error) error {
	if errors.Is(err, ErrNotFound) {
		return &Damage{bucket, key, errors.New("it is missing")}
	}
	return err
}
