package library

import (
	"crypto/sha256"
	"slices"

	"galley/annotate"
)

// equalButReplies reports whether two annotations are the same in every field but their
// replies.
func equalButReplies(a, b annotate.Annotation) bool {
	a.Replies, b.Replies = nil, nil
	return a.Equal(b)
}

// addReplies returns the change that adds the replies of an annotation to the saved one
// that is the same but for them, or nil if there is nothing to add.
func (in *Import) addReplies(n annotate.Annotation, known map[string]annotate.Annotation) *annotate.Change {
	if len(n.Replies) == 0 {
		return nil
	}
	before, ok := known[n.ID]
	if n.ID == "" {
		before, ok = known[in.idByContents(n.Article, known)[contentsOf(n)]]
	}
	if !ok || n.ID != "" && !equalButReplies(before, n) {
		return nil
	}
	after := before.Clone()
	for _, r := range n.Replies {
		if !slices.ContainsFunc(after.Replies, func(old annotate.Reply) bool { return old.Creator == r.Creator && old.Note == r.Note }) {
			after.Replies = append(after.Replies, r)
			in.Replied++
		}
	}
	if len(after.Replies) == len(before.Replies) {
		return nil
	}
	slices.SortStableFunc(after.Replies, func(a, b annotate.Reply) int { return a.Created.Compare(b.Created) })
	after.Modified = in.lib.options.Now().UTC()
	known[after.ID] = after
	change := annotate.Edit(before, after)
	return &change
}

// idByContents returns the ids of the saved annotations of an article by their contents.
// It is made when a file first has a reply.
func (in *Import) idByContents(article string, known map[string]annotate.Annotation) map[[sha256.Size]byte]string {
	ids, ok := in.byContents[article]
	if !ok {
		ids = make(map[[sha256.Size]byte]string, len(known))
		for id, n := range known {
			ids[contentsOf(n)] = id
		}
		in.byContents[article] = ids
	}
	return ids
}
