package anchor

import (
	"galley/annotate"
	"galley/annotate/diff"
)

// A Result is the outcome of placing an article's annotations on a new version.
type Result struct {
	Diff        *diff.Diff           // between the article's text and the new one
	Annotations annotate.Set         // all annotations, with their new anchors
	Placements  map[string]Placement // by annotation ID
	Changes     []annotate.Change    // one for each annotation whose anchor changed
}

// MinShared is the minimum share of text that two versions of an article have in
// common (diff.Diff.Shared). A text that shares less is another article.
const MinShared = 1.0 / 3

// Reanchor places all annotations of an article on a new version of it.
// Annotations that are not placed on the current text are placed from the version
// on which they were last placed, which the function version returns. Annotations
// that were on the new text before, according to steps, get back the anchor they had
// there.
//
// It returns ErrStopped if progress, which may be nil, returns false.
func Reanchor(from, to *annotate.Article, annotations []annotate.Annotation, steps []annotate.Step,
	version func(digest string) (*annotate.Article, error), progress func(done, total int) bool) (Result, error) {
	r := Result{Diff: diff.Compare(from, to), Placements: make(map[string]Placement, len(annotations))}
	known := FromHistory(steps, to.Digest)
	groups := make(map[string][]annotate.Annotation) // by the digest of their text
	for _, a := range annotations {
		groups[a.Anchor.TextDigest] = append(groups[a.Anchor.TextDigest], a)
	}
	done := 0
	for digest, group := range groups {
		base, compared := from, r.Diff
		if digest != from.Digest {
			// Without that version the words are searched for in the new text.
			if old, err := version(digest); err == nil {
				base, compared = old, nil
			}
		}
		placed, err := Place(base, to, group, Options{Diff: compared, Known: known, Progress: func(n, _ int) bool {
			return progress == nil || progress(done+n, len(annotations))
		}})
		if err != nil {
			return Result{}, err
		}
		for i, a := range group {
			r.Placements[a.ID] = placed[i]
		}
		done += len(group)
	}
	all := make([]annotate.Annotation, len(annotations))
	for i, a := range annotations {
		all[i] = a.Clone()
		if all[i].Anchor = r.Placements[a.ID].Anchor; !all[i].Equal(a) {
			r.Changes = append(r.Changes, annotate.Edit(a, all[i]))
		}
	}
	r.Annotations = annotate.NewSet(all)
	return r, nil
}
