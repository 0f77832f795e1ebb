package storage

import (
	"errors"

	"galley/annotate"
)

// errDigest is returned for an article whose Digest is not that of its Text.
var errDigest = errors.New("digest and text do not match")

// texts gives access to the texts and blocks of all versions.
type texts struct{ *txn }

// put stores the text and blocks of an article and returns them as a version.
func (t texts) put(a *annotate.Article) (Version, error) {
	if err := a.Check(); err != nil {
		return Version{}, err
	}
	if annotate.DigestOf(a.Text) != a.Digest {
		return Version{}, errDigest
	}
	blocks := string(encodeBlocks(a.Blocks))
	v := Version{Digest: a.Digest, Blocks: hash(blocks)}
	if err := t.pieces(textsBucket).put(v.Digest, a.Text); err != nil {
		return Version{}, err
	}
	return v, t.pieces(blocksBucket).put(v.Blocks, blocks)
}

// get reads the text and blocks of a version. The blocks tile the text.
func (t texts) get(v Version) (string, []annotate.Block, error) {
	text, err := t.pieces(textsBucket).get(v.Digest)
	if err != nil {
		return "", nil, missing(textsBucket, v.Digest, err)
	}
	encoded, err := t.pieces(blocksBucket).get(v.Blocks)
	if err != nil {
		return "", nil, missing(blocksBucket, v.Blocks, err)
	}
	blocks, err := decodeBlocks(encoded)
	if err == nil {
		err = (&annotate.Article{Text: text, Blocks: blocks}).Check()
	}
	if err != nil {
		return "", nil, &DamageError{blocksBucket, v.Blocks, err}
	}
	return text, blocks, nil
}

// verify returns the error that get would return, but does not decode the blocks.
func (t texts) verify(v Version) error {
	if err := t.pieces(textsBucket).verify(v.Digest); err != nil {
		return missing(textsBucket, v.Digest, err)
	}
	return missing(blocksBucket, v.Blocks, t.pieces(blocksBucket).verify(v.Blocks))
}

// article reads the current version of the article that r describes.
func (t texts) article(r Record) (*annotate.Article, error) {
	i := r.findVersion(r.Digest)
	if i < 0 {
		return nil, &DamageError{articlesBucket, r.ID, errors.New("refers to no text")}
	}
	text, blocks, err := t.get(r.Versions[i])
	if err != nil {
		return nil, err
	}
	return &annotate.Article{
		ID: r.ID, Meta: r.Meta, Source: r.Source, Removed: r.Removed,
		Digest: r.Digest, Text: text, Blocks: blocks,
	}, nil
}

// deleteUnused deletes a text or blocks if no article uses them. pending is a
// record that has not been stored yet.
func (t texts) deleteUnused(pending Record, bucket, digest string) error {
	used := pending.uses(digest)
	err := t.table(articlesBucket).scan("", func(id string, payload []byte) error {
		other, err := decodeRecord(id, payload)
		used = used || id != pending.ID && other.uses(digest)
		return err
	})
	if err != nil || used {
		return err
	}
	return t.pieces(bucket).delete(digest)
}

// missing turns ErrNotFound into a DamageError, for a value that must exist
// because another one names it.
func missing(bucket, key string, err error) error {
	if errors.Is(err, ErrNotFound) {
		return &DamageError{bucket, key, errors.New("missing")}
	}
	return err
}
