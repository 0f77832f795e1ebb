package storage

import (
	"slices"

	"galley/annotate"
)

// placeAgain places the annotations of an article that are placed on a text other
// than the current one. Those that find no place, and whose text is lost, keep only
// their words.
func (r *repairer) placeAgain(t *txn, record Record) error {
	var displaced []annotate.Annotation
	others := 0 // annotations on another text
	for _, a := range r.sorted(record.ID) {
		switch {
		case a.On(record.Digest).Anchor.State != a.Anchor.State:
			others++
			displaced = append(displaced, a)
		case a.Anchor.State == annotate.Ambiguous: // its candidates may be of another text, too
			displaced = append(displaced, a)
		}
	}
	if others == 0 || record.Digest == "" {
		return nil
	}
	placed := displaced
	if a, err := (texts{t}).article(record); err == nil {
		if placed, err = r.place(a, displaced, r.steps[record.ID], r.versions(t, record)); err != nil {
			return err
		}
	}
	lost := 0
	for _, a := range placed {
		a = a.On(record.Digest)
		if record.findVersion(a.Anchor.TextDigest) < 0 {
			a.Anchor.Span, a.Anchor.TextDigest = annotate.Span{}, record.Digest
		}
		if !a.Anchor.State.Placed() {
			lost++
		}
		put(r.annotations, record.ID, a.ID, a)
	}
	r.report.problem("article %s: %s made on a version of the text other than the recovered one; %d of them placed again, %d without a place",
		record.ID, annotate.Plural(others, "annotation"), len(placed)-lost, lost)
	return nil
}

// versions returns a function that reads the recovered versions of an article.
func (r *repairer) versions(t *txn, record Record) func(digest string) (*annotate.Article, error) {
	return func(digest string) (*annotate.Article, error) {
		old := record
		old.Versions = slices.Clone(record.Versions)
		if digest != old.Digest && !old.switchTo(digest) {
			return nil, notFound(digest)
		}
		return texts{t}.article(old)
	}
}
