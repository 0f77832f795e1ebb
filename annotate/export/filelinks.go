package export

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/oklog/ulid/v2"

	"galley/annotate"
)

// A fileLink is a link between annotations of a file, which name them as the file does.
type fileLink struct{ kind, from, to string }

// name sets the identifier in the file of the annotation that was added last.
func (f *fileText) name(id string) {
	if _, known := f.named[id]; id == "" || known {
		return
	}
	if f.named == nil {
		f.named = map[string]int{}
	}
	f.named[id] = len(f.drafts) - 1
}

// link adds the links to the annotations. A kind that is not ours, a second link between
// the same annotations, or a link to something else, is lost.
func (f *fileText) link(in *importer) {
	for _, l := range f.links {
		kind, err := annotate.ParseRelationKind(strings.ToLower(l.kind))
		from, fromID := f.draft(in, l.from)
		_, toID := f.draft(in, l.to)
		if err != nil || fromID == "" || toID == "" || fromID == toID || from.HasLink(toID) {
			in.loss.add(lostRelation, 1)
			continue
		}
		*from = from.WithLink(annotate.Relation{Kind: kind, To: toID})
	}
}

// draft returns the annotation with an identifier in the file and the one that it gets
// here, which is the same whenever the file is read. It is "" for an unknown one.
func (f *fileText) draft(in *importer, name string) (*annotate.Annotation, string) {
	i, ok := f.named[name]
	if !ok {
		return nil, ""
	}
	n := &f.drafts[i]
	if n.ID == "" {
		sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %v", f.builder.bundle.Article.ID, name, n.Tag, f.spans[i]))
		if id := ulid.ULID(sum[:16]).String(); in.seen.add(id) == nil { // else the text is there twice
			n.ID = id
		}
	}
	return n, n.ID
}
