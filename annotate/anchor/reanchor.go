package anchor

import (
	"galley/annotate"
	"galley/annotate/diff"
)

// A Result is the outcome of moving an article's annotations to a new version.
type Result struct {
	Diff        *diff.Diff           // of the article's text and the new one
	Annotations annotate.Set         // all, as they would be
	Placements  map[string]Placement // by annotation
	Changes     []annotate.Change    // of those that are not as they were
}

// MinShared is the least share of text that two versions of one article have in
// common (diff.Diff.Shared). A text that shares less is a new article.
const MinShared = 1.0 / 3

// Reanchor places all annotations of an article on a new version of it. Those
// that have no place on the article's own text are sought from the version on
// which they had one; version fetches it. Annotations that stood on the new
// text before come back to where they were, going by the steps of the article.
//
// It returns ErrStopped if progress, which may be nil, returned false.
func Reanchor(from, to *annotate.Article, annotations []annotate.Annotation, steps []annotate.Step,
	version func(digest string) (*annotate.Article, error), progress func(done, total int) bool) (Result, error) {
	r := Result{Diff: diff.Compare(from, to), Placements: make(map[string]Placement, len(annotations))}
	done := 0
	for digest, group := range byText(annotations) {
		base, compared := from, r.Diff
		if digest != from.Digest {
			base, compared = r.stoodOn(digest, version, from)
		}
		some := make([]annotate.Annotation, len(group))
		for i, at := range group {
			some[i] = annotations[at]
		}
		placed, err := Place(base, to, some, Options{Diff: compared, Known: FromHistory(steps, to.Digest), Progress: func(n, _ int) bool {
			return progress == nil || progress(done+n, len(annotations))
		}})
		if err != nil {
			return Result{}, err
		}
		for i, at := range group {
			r.Placements[annotations[at].ID] = placed[i]
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

// byText groups the indexes of annotations by the text that they stand on.
func byText(annotations []annotate.Annotation) map[string][]int {
	groups := make(map[string][]int)
	for i, a := range annotations {
		groups[a.Anchor.TextDigest] = append(groups[a.Anchor.TextDigest], i)
	}
	return groups
}

// stoodOn fetches another version. Without it the article's own text must do:
// the annotations have no place on it, and are sought by their words.
func (r *Result) stoodOn(digest string, version func(string) (*annotate.Article, error), from *annotate.Article) (*annotate.Article, *diff.Diff) {
	old, err := version(digest)
	if err != nil {
		return from, r.Diff
	}
	return old, nil
}
