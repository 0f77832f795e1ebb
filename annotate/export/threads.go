package export

import (
	"slices"

	"galley/annotate"
)

// threads collects the replies of a file in which they are entries of their own, which
// name the entry that they answer. It may come later in the file.
type threads struct {
	annotations map[string]threadStart // of those that were read, by their identifiers in the file
	parents     map[string]string
	replies     []threadReply
}

// A threadStart is where an annotation is that was read.
type threadStart struct {
	builder *bundleBuilder
	index   int
}

// A threadReply is a reply to an annotation, or to another reply.
type threadReply struct {
	annotate.Reply
	id string
}

// begin notes that the annotation with an identifier is the last one of a builder.
func (t *threads) begin(id string, s *bundleBuilder) {
	if _, known := t.annotations[id]; id == "" || known {
		return
	}
	if t.annotations == nil {
		t.annotations = map[string]threadStart{}
	}
	t.annotations[id] = threadStart{s, len(s.bundle.Annotations) - 1}
}

// add adds a reply with an identifier. ancestors are the identifiers of what it answers:
// one, or all from the annotation on.
func (t *threads) add(id string, ancestors []string, r annotate.Reply) {
	if t.parents == nil {
		t.parents = map[string]string{}
	}
	parent := ancestors[0]
	for _, child := range append(ancestors[1:len(ancestors):len(ancestors)], id) {
		t.parents[child] = parent
		parent = child
	}
	t.replies = append(t.replies, threadReply{r, id})
}

// maxThread is the maximum number of replies to replies that are followed.
const maxThread = 100

// first returns the annotation with which a thread begins; ok is false if it was not
// read.
func (t *threads) first(id string) (first threadStart, ok bool) {
	for range maxThread {
		if first, ok = t.annotations[id]; ok {
			break
		}
		id = t.parents[id]
	}
	return first, ok
}

// attach adds the replies to their annotations, oldest first. It returns the number of
// those whose annotation was not read.
func (t *threads) attach() (lost int) {
	slices.SortStableFunc(t.replies, func(a, b threadReply) int { return a.Created.Compare(b.Created) })
	for _, r := range t.replies {
		at, ok := t.first(t.parents[r.id])
		if !ok {
			lost++
			continue
		}
		n := &at.builder.bundle.Annotations[at.index]
		n.Replies = append(n.Replies, r.Reply)
	}
	return lost
}
