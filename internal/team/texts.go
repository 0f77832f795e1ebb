package team

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/diff"
	"galley/annotate/source"
	"galley/storage"
)

// A version is a version document: what a library needs of one text of an article. It names
// no file of the library that put it.
type version struct {
	Text    string            `json:"text"`
	Blocks  []annotate.Block  `json:"blocks"`
	Meta    annotate.Meta     `json:"meta"`
	Removed annotate.Removals `json:"removed"`
	URL     string            `json:"url,omitempty"` // where it was read, if that was on the web
	Media   string            `json:"media_type,omitempty"`
}

// encodeVersion returns the version document of an article.
func encodeVersion(a *annotate.Article) ([]byte, error) {
	v := version{Text: a.Text, Blocks: a.Blocks, Meta: a.Meta, Removed: a.Removed, Media: a.Source.MediaType}
	if v.URL = a.Source.Canonical; v.URL == "" && a.Source.Kind == annotate.FromURL {
		v.URL = a.Source.Location
	}
	return json.Marshal(v)
}

// errText is returned for a version document that is not the text that it is kept for.
var errText = errors.New("the shared log has a damaged text")

// decodeVersion decodes a version document and checks that it is the text with that digest,
// that its blocks tile it, and that it holds nothing that acts on a terminal.
func decodeVersion(digest string, b []byte) (*annotate.Article, error) {
	var v version
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, fmt.Errorf("%w: %w", errText, err)
	}
	a := &annotate.Article{
		Text: v.Text, Digest: digest, Blocks: v.Blocks, Removed: v.Removed,
		Meta: annotate.Meta{
			Title: source.CleanLine(v.Meta.Title), Deck: source.CleanLine(v.Meta.Deck), Byline: source.CleanLine(v.Meta.Byline),
			Published: source.CleanLine(v.Meta.Published), Language: source.CleanLine(v.Meta.Language), Site: source.CleanLine(v.Meta.Site),
		},
		Source: annotate.Source{Kind: annotate.FromStdin, MediaType: source.CleanLine(v.Media)},
	}
	if url := source.CleanLine(v.URL); url != "" {
		a.Source.Kind, a.Source.Location = annotate.FromURL, url
	}
	if annotate.DigestOf(a.Text) != digest || source.Clean(a.Text) != a.Text {
		return nil, errText
	}
	if err := a.Check(); err != nil {
		return nil, fmt.Errorf("%w: %w", errText, err)
	}
	annotate.NumberBlocks(a.Blocks)
	return a, nil
}

// texts finds the texts of an article, in the library or on the desk, and places annotations
// on them.
type texts struct {
	ctx     context.Context
	store   *storage.Store
	log     Log
	article string                       // ID in the library, "" if it is new
	known   map[string]bool              // texts that the library has
	fetched []*annotate.Article          // texts that the library lacks
	read    map[string]*annotate.Article // by digest
	diffs   map[[2]string]*diff.Diff
}

// get returns the text with that digest.
func (t *texts) get(digest string) (a *annotate.Article, err error) {
	if a := t.read[digest]; a != nil {
		return a, nil
	}
	if t.known[digest] {
		a, err = t.store.Version(t.article, digest)
	} else {
		var b []byte
		if b, err = t.log.Blob(t.ctx, digest); err == nil {
			a, err = decodeVersion(digest, b)
		}
		if err == nil {
			t.fetched = append(t.fetched, a)
		}
	}
	if err == nil {
		t.read[digest] = a
	}
	return a, err
}

// need makes sure that the library will have the texts that a step names.
func (t *texts) need(s annotate.Step) error {
	digests := namedTexts(s)
	for _, digest := range digests {
		if t.known[digest] {
			continue
		}
		if _, err := t.get(digest); err != nil {
			return err
		}
	}
	return nil
}

// namedTexts lists the texts that a step refers to.
func namedTexts(s annotate.Step) (digests []string) {
	if s.Version.To != "" {
		digests = append(digests, s.Version.To)
	}
	for _, c := range s.Changes {
		if c.After != nil && c.After.Anchor.TextDigest != "" {
			digests = append(digests, c.After.Anchor.TextDigest)
		}
	}
	return digests
}

// dropMisplaced drops the changes of a step that place annotations outside their text or on
// other words than they quote: Galley did not make them.
func (t *texts) dropMisplaced(s *annotate.Step) error {
	var kept []annotate.Change
	for _, c := range s.Changes {
		if c.After == nil || !c.After.Anchor.State.Placed() {
			kept = append(kept, c)
			continue
		}
		k := c.After.Anchor
		a, err := t.get(k.TextDigest)
		if err != nil {
			return err
		}
		inside := 0 <= k.Span.Start && k.Span.Start < k.Span.End && k.Span.End <= len(a.Text)
		if inside && (k.State == annotate.Changed || k.Span.In(a.Text) == k.Exact) {
			kept = append(kept, c)
		}
	}
	s.Changes = kept
	return nil
}

// place returns an annotation as it is on the text with that digest.
func (t *texts) place(a *annotate.Annotation, digest string) (*annotate.Annotation, error) {
	if a == nil || !a.Anchor.State.Placed() || a.Anchor.TextDigest == digest || digest == "" {
		return a, nil
	}
	from, err := t.get(a.Anchor.TextDigest)
	if err != nil {
		return nil, err
	}
	to, err := t.get(digest)
	if err != nil {
		return nil, err
	}
	pair := [2]string{from.Digest, to.Digest}
	if t.diffs[pair] == nil {
		t.diffs[pair] = diff.Compare(from, to)
	}
	placed, err := anchor.Place(from, to, []annotate.Annotation{*a}, anchor.Options{Diff: t.diffs[pair]})
	if err != nil {
		return nil, err
	}
	b := a.Clone()
	b.Anchor = placed[0].Anchor
	return &b, nil
}
