package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"galley/annotate"
	"galley/annotate/anchor"
)

// contextRunes is the maximum length of an exported prefix or suffix, in code points.
const contextRunes = 32

func annotationToJSON(n annotate.Annotation, a *annotate.Article, mapper *annotate.Mapper) annotation {
	out := annotation{
		ID: n.ID, Tag: string(n.Tag), Quote: n.Anchor.Exact,
		Prefix: shortPrefix(n.Anchor.Prefix), Suffix: shortSuffix(n.Anchor.Suffix),
		Note: n.Note, Fields: n.Fields, Labels: n.Labels, Links: n.Links, Replies: n.Replies, Suggested: n.Suggested, Seen: n.Seen, Decided: n.Decided, From: n.From,
		Anchor:  anchorDetails{State: string(n.Anchor.State), Score: n.Anchor.Score, Reason: n.Anchor.Reason},
		Creator: n.Creator, Created: n.Created.UTC(), Modified: n.Modified.UTC(),
	}
	if n.Anchor.State.Placed() {
		start, end := mapper.RunesFromSpan(n.Anchor.Span)
		out.Start, out.End = &start, &end
		out.Paragraph = a.NumberAt(n.Anchor.Span.Start)
	}
	if n.Anchor.State == annotate.Changed {
		out.Quote, out.Anchor.Original = n.Anchor.Span.In(a.Text), n.Anchor.Exact
	}
	for _, c := range n.Anchor.Candidates {
		start, end := mapper.RunesFromSpan(c)
		out.Anchor.Candidates = append(out.Anchor.Candidates, place{start, end})
	}
	return out
}

// withOffsets returns doc with the position of n in other units.
func withOffsets(doc annotation, n annotate.Annotation, mapper *annotate.Mapper, units []Unit) annotation {
	if !n.Anchor.State.Placed() {
		return doc
	}
	if slices.Contains(units, UTF16) {
		start, end := mapper.UTF16FromSpan(n.Anchor.Span)
		doc.UTF16 = &place{start, end}
	}
	if slices.Contains(units, Bytes) {
		doc.Byte = &place{n.Anchor.Span.Start, n.Anchor.Span.End}
	}
	return doc
}

// shortPrefix returns the part of a prefix that is exported: at most contextRunes
// code points at its end. It keeps grapheme clusters whole, so that the result is
// readable by itself.
func shortPrefix(prefix string) string {
	cut := len(prefix) - len(anchor.LastRunes(prefix, contextRunes))
	if !annotate.IsGraphemeBoundary(prefix, cut) {
		cut = annotate.NextGrapheme(prefix, annotate.GraphemeAt(prefix, cut))
	}
	return prefix[cut:]
}

// shortSuffix returns the part of a suffix that is exported: at most contextRunes
// code points at its beginning, in whole grapheme clusters.
func shortSuffix(suffix string) string {
	return suffix[:annotate.GraphemeAt(suffix, len(anchor.FirstRunes(suffix, contextRunes)))]
}

func (in *jsonReader) annotation(doc *annotation, a *annotate.Article, mapper *annotate.Mapper) (annotate.Annotation, error) {
	idErr := in.seen.add(doc.ID)
	tag, tagErr := annotate.ParseTag(doc.Tag)
	if tagErr != nil {
		tagErr = fmt.Errorf("unknown tag %.40q: use claim, quote or opinion", doc.Tag)
	}
	anchor, anchorErr := in.anchor(doc, a, mapper)
	n, membersErr := in.members(doc)
	n.ID, n.Article, n.Tag, n.Anchor = doc.ID, a.ID, tag, anchor
	return n, cmp.Or(addPath("id", idErr), addPath("tag", tagErr), anchorErr, membersErr)
}

// members returns what an annotation has besides its identity, its tag and its place.
func (in *jsonReader) members(doc *annotation) (annotate.Annotation, error) {
	fields, fieldsErr := in.fields(doc.Fields)
	n := annotate.Annotation{
		Note: in.opt.Clean(doc.Note), Fields: fields, Replies: doc.Replies, Suggested: in.line(doc.Suggested), Seen: doc.Seen,
		Decided: in.line(doc.Decided), From: doc.From,
		Creator: in.line(doc.Creator), Created: doc.Created, Modified: doc.Modified,
	}
	for _, label := range doc.Labels {
		n = n.WithLabels(in.line(label))
	}
	var linkErr error
	for i, link := range doc.Links {
		_, kindErr := annotate.ParseRelationKind(string(link.Kind))
		linkErr = cmp.Or(linkErr, addPath(fmt.Sprintf("links[%d].kind", i), kindErr), addPath(fmt.Sprintf("links[%d].to", i), checkID(link.To)))
		n = n.WithLink(link)
	}
	for i, id := range n.From {
		linkErr = cmp.Or(linkErr, addPath(fmt.Sprintf("from[%d]", i), checkID(id)))
	}
	for i, r := range n.Replies {
		n.Replies[i] = annotate.Reply{Creator: in.line(r.Creator), Created: r.Created.UTC(), Note: in.opt.Clean(r.Note)}
	}
	return n, cmp.Or(addPath("fields", fieldsErr), linkErr)
}

// fields returns doc with its values cleaned, or an error if a name is not a valid
// field name.
func (in *jsonReader) fields(doc annotate.Fields) (annotate.Fields, error) {
	var fields annotate.Fields
	for name, values := range doc {
		if name == "" || in.line(name) != name {
			return nil, fmt.Errorf("%.40q is not a field name", name)
		}
		for i, v := range values {
			values[i] = in.opt.Clean(v)
		}
		fields.Set(name, values...)
	}
	return fields, nil
}

func (in *jsonReader) anchor(doc *annotation, article *annotate.Article, mapper *annotate.Mapper) (annotate.Anchor, error) {
	a := annotate.Anchor{
		Exact: doc.Quote, Prefix: doc.Prefix, Suffix: doc.Suffix, TextDigest: article.Digest,
		State: annotate.State(doc.Anchor.State), Score: doc.Anchor.Score, Reason: in.line(doc.Anchor.Reason),
	}
	if err := checkState(a.State); err != nil {
		return a, addPath("anchor.state", err)
	}
	if (doc.Anchor.Original != "") != (a.State == annotate.Changed) {
		return a, addPath("anchor.original", errors.New("required in state changed, and not allowed in any other"))
	}
	for i, c := range doc.Anchor.Candidates {
		span, err := mapper.SpanFromRunes(c.Start, c.End)
		if err != nil {
			return a, addPath(fmt.Sprintf("anchor.candidates[%d]", i), err)
		}
		a.Candidates = append(a.Candidates, span)
	}
	if err := in.setSpan(&a, doc, article.Text, mapper); err != nil {
		return a, err
	}
	return a, checkAnchor(article.Text, a)
}

// setSpan sets the span and the context of an anchor. It returns an error if the
// words at the span are not the quote.
func (in *jsonReader) setSpan(a *annotate.Anchor, doc *annotation, text string, mapper *annotate.Mapper) error {
	if !a.State.Placed() {
		if doc.Start != nil || doc.End != nil {
			return addPath("start", fmt.Errorf("start and end are not allowed in state %s", a.State))
		}
		a.Exact, a.Prefix, a.Suffix = in.opt.Clean(a.Exact), in.opt.Clean(a.Prefix), in.opt.Clean(a.Suffix)
		return nil
	}
	if doc.Start == nil || doc.End == nil {
		return addPath("start", fmt.Errorf("start and end are required in state %s", a.State))
	}
	span, err := mapper.SpanFromRunes(*doc.Start, *doc.End)
	if err == nil {
		err = checkSpan(text, span)
	}
	if err != nil {
		return addPath("start", err)
	}
	if words := span.In(text); words != doc.Quote {
		return addPath("quote", fmt.Errorf("the words at %d–%d are %.40q, not %.40q", *doc.Start, *doc.End, words, doc.Quote))
	}
	if a.Span = span; a.State == annotate.Changed {
		a.Exact = in.opt.Clean(doc.Anchor.Original)
	}
	current := anchor.Describe(text, a.TextDigest, span)
	a.Prefix = in.fullContext(a.Prefix, current.Prefix, shortPrefix)
	a.Suffix = in.fullContext(a.Suffix, current.Suffix, shortSuffix)
	return nil
}

// fullContext restores a prefix or suffix that was shortened for the export. One
// that differs from the text is kept: the text around the place was edited.
func (in *jsonReader) fullContext(short, current string, shorten func(string) string) string {
	if short == shorten(current) {
		return current
	}
	return in.opt.Clean(short)
}
