package library

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/diff"
	"galley/annotate/source"
	"galley/internal/origin/fetch"
)

// fromUser is the CharsetFrom of a character set that the user named.
const fromUser = "the user"

// chosenCharset returns the character set that the user once named for an article, or
// "". Its updates are read in it.
func chosenCharset(r Record) string {
	if r.Source.CharsetFrom == fromUser {
		return r.Source.Charset
	}
	return ""
}

// loadKept returns the bytes that an article was read from. If the library does not
// keep them, it loads the source again.
func (f finder) loadKept(r Record, opts ReadOptions) (*content, error) {
	s := r.Source
	raw, err := f.store.Original(s.SHA256)
	if err != nil || s.Charset == "" {
		return f.loadAgain(r, opts)
	}
	opts.convert = f.conversions.run
	types := map[string]string{"text/plain": "text", "text/markdown": "markdown", "text/html": "html"}
	opts.Type = cmp.Or(opts.Type, types[s.MediaType])
	if s.Kind == annotate.FromURL {
		c := pageContent(fetch.Page{
			Bytes: raw, Location: s.Location, Requested: cmp.Or(s.Requested, s.Location), Retrieved: s.Retrieved,
			Status: s.Status, ETag: s.ETag, LastModified: s.LastModified, MediaType: s.MediaType,
		}, opts)
		return c, nil
	}
	return newContent(content{bytes: raw, source: s, name: path.Base(s.Location), options: opts}), nil
}

// Recoded reports whether the update is the same bytes in another character set.
func (u *Update) Recoded() bool { return isRecoded(u.From.Source, u.To.Source) }

func isRecoded(from, to annotate.Source) bool {
	return from.SHA256 == to.SHA256 && from.Charset != "" && to.Charset != "" && from.Charset != to.Charset
}

// reanchorRecoded places annotations on a text that was read from the same bytes as
// from, in another character set. None of its words need be the same, but the bytes
// are: read in the old character set, the new text is nearly the old one. It returns
// position, an offset in from, as an offset in to.
func (b base) reanchorRecoded(from, to *annotate.Article, annotations []annotate.Annotation, history []annotate.Step, position int) (anchor.Result, int, error) {
	m := source.Misread(to.Text, to.Source.Charset, from.Source.Charset)
	old := *to
	old.Text, old.Digest, old.Blocks = m.Text, annotate.DigestOf(m.Text), slices.Clone(to.Blocks)
	for i := range old.Blocks {
		old.Blocks[i].Span, old.Blocks[i].Runs = m.OwnFromRight(to.Blocks[i].Span), nil
	}
	r, err := anchor.Reanchor(from, &old, annotations, history, b.versions(from.ID), nil)
	if err != nil {
		return anchor.Result{}, 0, err
	}
	all := make([]annotate.Annotation, len(annotations))
	r.Changes = nil
	for i, n := range annotations {
		p := r.Placements[n.ID]
		p.Anchor = recodeAnchor(p.Anchor, to, m)
		if p.Anchor.State == annotate.Changed && n.Anchor.State == annotate.Changed {
			p.Anchor.Exact = recodeWords(n.Anchor.Exact, from.Source.Charset, to.Source.Charset)
		}
		r.Placements[n.ID] = p
		all[i] = n.Clone()
		if all[i].Anchor = p.Anchor; !all[i].Equal(n) {
			r.Changes = append(r.Changes, annotate.Edit(n, all[i]))
		}
	}
	caret := r.Diff.NewFromOld(position)
	r.Annotations, r.Diff = annotate.NewSet(all), recodeDiff(r.Diff, m)
	return r, m.RightFromOwn(annotate.Span{Start: caret, End: caret}).Start, nil
}

// recodeAnchor moves an anchor from a misread text to the right one. Its words are
// those of the right text.
func recodeAnchor(k annotate.Anchor, to *annotate.Article, m source.Misreading) annotate.Anchor {
	k.Candidates = slices.Clone(k.Candidates)
	for i, c := range k.Candidates {
		k.Candidates[i] = wholeGraphemes(to.Text, m.RightFromOwn(c))
	}
	if !k.State.Placed() {
		return k
	}
	moved := anchor.Describe(to.Text, to.Digest, wholeGraphemes(to.Text, m.RightFromOwn(k.Span)))
	moved.State, moved.Score, moved.Reason = k.State, k.Score, k.Reason
	return moved
}

// recodeWords returns the words that were marked, before they were edited, as they read
// in the character set called as. Words that it cannot have stay as they are.
func recodeWords(words, name, as string) string {
	recoded := source.Misread(words, name, as).Text
	if recoded == "" || strings.ContainsRune(recoded, utf8.RuneError) {
		return words
	}
	return recoded
}

// wholeGraphemes widens a span to the graphemes that are partly in it, except spaces
// at its end, with which a wrong character set may have joined its last letter.
func wholeGraphemes(text string, s annotate.Span) annotate.Span {
	for s.Start = annotate.GraphemeAt(text, s.Start); s.End < len(text) && annotate.GraphemeAt(text, s.End) < s.End; {
		s.End++
	}
	if words := strings.TrimRightFunc(s.In(text), unicode.IsSpace); words != "" {
		s.End = s.Start + len(words)
	}
	return s
}

// recodeDiff moves the new spans of a diff from a misread text to the right one.
func recodeDiff(d *diff.Diff, m source.Misreading) *diff.Diff {
	moved := *d
	moved.Runs, moved.Pairs = slices.Clone(d.Runs), slices.Clone(d.Pairs)
	for i := range moved.Runs {
		moved.Runs[i].New = m.RightFromOwn(d.Runs[i].New)
	}
	for i := range moved.Pairs {
		moved.Pairs[i].Edits = slices.Clone(d.Pairs[i].Edits)
		for j := range moved.Pairs[i].Edits {
			moved.Pairs[i].Edits[j].New = m.RightFromOwn(d.Pairs[i].Edits[j].New)
		}
	}
	return &moved
}

// A CharsetPreview is a line of an article as it reads in a character set.
type CharsetPreview struct{ Charset, Line string }

// CharsetPreviews shows the beginning of an article in every character set, with the first
// line that is not the same in all of them.
func (l *Library) CharsetPreviews(id string) ([]CharsetPreview, error) {
	record, err := l.savedRecord(id)
	if err != nil {
		return nil, err
	}
	if record.Source.Charset == "" {
		return nil, fmt.Errorf("%s is a document that knows its character set", quoteTitle(record))
	}
	c, err := l.loadKept(record, ReadOptions{})
	if err != nil {
		return nil, fmt.Errorf("no bytes to read again: %w", err)
	}
	var previews []CharsetPreview
	for _, name := range source.Charsets() {
		previews = append(previews, CharsetPreview{name, source.PreviewIn(c.bytes, name)})
	}
	return previews, nil
}

// Reread reads an article again in a character set that the user names.
func (l *Library) Reread(id, charset string) (Document, error) {
	u, err := RefreshRequest{Article: id, Read: ReadOptions{Charset: charset}}.Run(l)
	if err != nil {
		return Document{}, err
	}
	doc, err := l.reopen(id)
	doc.Notice = strings.TrimSpace(fmt.Sprintf("Read as %s instead of %s. %s", charset, u.From.Source.Charset, doc.Notice))
	return doc, err
}
