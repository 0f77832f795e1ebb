package anchor

import (
	"galley/annotate"
	"galley/annotate/fold"

	"golang.org/x/text/unicode/norm"
)

// Texts that are equal in Unicode normalization form C are the same text. Words are
// therefore searched for in that form, and offsets are mapped from and to the texts
// as they are.

// A form is a text with its normalization form.
type form struct {
	text, digest string
	normal       *fold.Text
}

func normalAnchor(a annotate.Anchor) annotate.Anchor {
	a.Exact, a.Prefix, a.Suffix = norm.NFC.String(a.Exact), norm.NFC.String(a.Prefix), norm.NFC.String(a.Suffix)
	return a
}

func isNormal(a annotate.Anchor) bool {
	return norm.NFC.IsNormalString(a.Exact) && norm.NFC.IsNormalString(a.Prefix) && norm.NFC.IsNormalString(a.Suffix)
}

// restore returns the anchor that was found for asked, on the text as it is. An
// anchor without a place keeps the words and the span of asked.
func (f form) restore(asked, found annotate.Anchor) annotate.Anchor {
	span, ok := f.normal.SourceFromFolded(found.Span)
	if found.State.Placed() && ok {
		a := Describe(f.text, f.digest, span)
		a.State, a.Score, a.Reason = found.State, found.Score, found.Reason
		if a.State == annotate.Changed {
			a.Exact = asked.Exact
		}
		return a
	}
	asked.State, asked.Score, asked.Reason, asked.Candidates = found.State, found.Score, found.Reason, nil
	for _, c := range found.Candidates {
		if span, ok := f.normal.SourceFromFolded(c); ok {
			asked.Candidates = append(asked.Candidates, span)
		}
	}
	return asked
}

// placeNormal is place for texts or annotations that are not in normal form.
func placeNormal(from, to *annotate.Article, annotations []annotate.Annotation, o Options) ([]Placement, error) {
	normalFrom, fromMap := fold.NormalArticle(from)
	normalTo, toMap := fold.NormalArticle(to)
	normal := make([]annotate.Annotation, len(annotations))
	for i, a := range annotations {
		normal[i] = a.Clone()
		normal[i].Anchor = normalAnchor(a.Anchor)
		if s := a.Anchor.Span; a.Anchor.TextDigest == from.Digest && s.Start >= 0 && s.End <= len(from.Text) {
			normal[i].Anchor.Span = fromMap.FoldedFromSource(s)
		}
	}
	placed, err := place(normalFrom, normalTo, normal, Options{Progress: o.Progress})
	f := form{to.Text, to.Digest, toMap}
	for i := range placed {
		asked := annotations[i].Anchor
		if k, ok := knownAnchor(o.Known, annotations[i], to); ok {
			placed[i] = Placement{k, knownReason}
		} else {
			placed[i].Anchor = f.restore(asked, placed[i].Anchor)
		}
	}
	return placed, err
}
