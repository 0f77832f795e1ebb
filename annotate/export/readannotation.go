package export

import (
	"errors"
	"fmt"

	"galley/annotate"
	"galley/annotate/anchor"
)

func (in *jsonReader) annotation(doc *annotation, on *annotate.Article, mapper *annotate.Mapper) (annotate.Annotation, error) {
	if err := in.seen.add(doc.ID); err != nil {
		return annotate.Annotation{}, placed("id", err)
	}
	tag, err := annotate.ParseTag(doc.Tag)
	if err != nil {
		return annotate.Annotation{}, placed("tag", fmt.Errorf("unknown tag %.40q: use claim, quote or opinion", doc.Tag))
	}
	where, err := in.anchor(doc, on, mapper)
	if err != nil {
		return annotate.Annotation{}, err
	}
	fields, err := in.fields(doc.Fields)
	if err != nil {
		return annotate.Annotation{}, placed("fields", err)
	}
	return annotate.Annotation{
		ID: doc.ID, Article: on.ID, Tag: tag, Anchor: where, Note: in.opt.Clean(doc.Note), Fields: fields,
		Creator: in.line(doc.Creator), Created: doc.Created, Modified: doc.Modified,
	}, nil
}

// fields checks that sources is a list and nothing else is.
func (in *jsonReader) fields(doc map[string]any) (annotate.Fields, error) {
	var fields annotate.Fields
	for name, value := range doc {
		if name == "" || in.line(name) != name {
			return nil, fmt.Errorf("%.40q is no name of a field", name)
		}
		values, list := value.([]string)
		if list != (name == annotate.SourcesField) {
			return nil, placed(nameInPath(name), errors.New("sources alone, and always, is an array of strings"))
		}
		if !list {
			values = []string{value.(string)}
		}
		for i, v := range values {
			values[i] = in.opt.Clean(v)
		}
		fields = fields.With(name, values...)
	}
	return fields, nil
}

func (in *jsonReader) anchor(doc *annotation, on *annotate.Article, mapper *annotate.Mapper) (annotate.Anchor, error) {
	a := annotate.Anchor{
		Exact: doc.Quote, Prefix: doc.Prefix, Suffix: doc.Suffix, TextDigest: on.Digest,
		State: annotate.State(doc.Anchor.State), Score: doc.Anchor.Score, Reason: in.line(doc.Anchor.Reason),
	}
	if err := checkState(a.State); err != nil {
		return a, placed("anchor.state", err)
	}
	if (doc.Anchor.Original != "") != (a.State == annotate.Changed) {
		return a, placed("anchor.original", errors.New("state changed, and no other, has one"))
	}
	for i, c := range doc.Anchor.Candidates {
		span, err := mapper.SpanFromRunes(c.Start, c.End)
		if err != nil {
			return a, placed(fmt.Sprintf("anchor.candidates[%d]", i), err)
		}
		a.Candidates = append(a.Candidates, span)
	}
	if err := in.place(&a, doc, on.Text, mapper); err != nil {
		return a, err
	}
	return a, checkAnchor(on.Text, a)
}

// place sets the span, and the words that belong to it.
func (in *jsonReader) place(a *annotate.Anchor, doc *annotation, text string, mapper *annotate.Mapper) error {
	if !a.State.Placed() {
		if doc.Start != nil || doc.End != nil {
			return placed("start", fmt.Errorf("state %s has no place", a.State))
		}
		a.Exact, a.Prefix, a.Suffix = in.opt.Clean(a.Exact), in.opt.Clean(a.Prefix), in.opt.Clean(a.Suffix)
		return nil
	}
	if doc.Start == nil || doc.End == nil {
		return placed("start", fmt.Errorf("state %s needs a place", a.State))
	}
	span, err := mapper.SpanFromRunes(*doc.Start, *doc.End)
	if err != nil {
		return placed("start", err)
	}
	if err := checkSpan(text, span); err != nil {
		return placed("start", err)
	}
	if words := span.In(text); words != doc.Quote {
		return placed("quote", fmt.Errorf("the words at %d–%d are %.40q, not %.40q", *doc.Start, *doc.End, words, doc.Quote))
	}
	if a.Span = span; a.State == annotate.Changed {
		a.Exact = in.opt.Clean(doc.Anchor.Original)
	}
	in.lengthen(a, anchor.Describe(text, a.TextDigest, span))
	return nil
}

// lengthen gives prefix and suffix the length that Galley remembers, where
// they are those of the text. Where they are not, the words around the place
// were edited since, and the old ones are kept.
func (in *jsonReader) lengthen(a *annotate.Anchor, now annotate.Anchor) {
	if a.Prefix == prefixOut(now.Prefix) {
		a.Prefix = now.Prefix
	} else {
		a.Prefix = in.opt.Clean(a.Prefix)
	}
	if a.Suffix == suffixOut(now.Suffix) {
		a.Suffix = now.Suffix
	} else {
		a.Suffix = in.opt.Clean(a.Suffix)
	}
}
