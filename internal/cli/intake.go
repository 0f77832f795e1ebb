package cli

import (
	"encoding/json"
	"fmt"

	"galley/annotate"
	"galley/annotate/export"
	"galley/annotate/segment"
	"galley/storage"
)

// An intake is what an import will do.
type intake struct {
	importing
	bundles []storage.NewArticle
	planned map[string]annotate.Annotation // by id, with the article that they arrive at
	sayings map[string]bool                // what annotations say, by article
	known   map[string]bool                // articles that are counted
	lost    export.LossReport              // what files hold and Galley does not
	added   int                            // annotations
	unsure  int                            // of them, without a certain place
	edited  int                            // annotations that a rescue file changes or deletes
	there   int                            // annotations that are there already
	differ  int                            // annotations that are there already, and not the same
}

// summary counts annotations.
func (in *intake) summary() string {
	s := fmt.Sprintf("%s added, %d already there", annotate.Plural(in.added, "annotation"), in.there)
	if in.edited > 0 {
		s += fmt.Sprintf(", %d changed or deleted", in.edited)
	}
	if in.unsure > 0 {
		s += fmt.Sprintf(", %d of them without a certain place", in.unsure)
	}
	if in.differ > 0 {
		s += fmt.Sprintf(", %d that %s left as in the library", in.differ, differs(in.differ))
	}
	return s
}

func differs(n int) string {
	if n == 1 {
		return "differs was"
	}
	return "differ were"
}

// takeBundle plans the annotations of one article as one step.
func (p *program) takeBundle(in *intake, b export.Bundle) error {
	target, saved, err := p.arrival(b.Article)
	if err != nil {
		return err
	}
	there := map[string]annotate.Annotation{}
	if saved {
		if target.Digest != b.Article.Digest {
			return failure("the library has it with another text")
		}
		annotations, err := p.annotationsOf(target.ID)
		if err != nil {
			return err
		}
		for _, n := range annotations {
			there[n.ID] = n
			in.sayings[saying(n)] = true
		}
	}
	if b.Words == 0 {
		b.Words = segment.CountArticleWords(b.Article)
	}
	out := storage.NewArticle{Article: b.Article, Words: b.Words, Step: annotate.Step{
		ID: p.newID(), Time: p.now().UTC(), Creator: p.creator(), What: "import",
	}}
	for _, n := range b.Annotations {
		n.Article = target.ID
		if n, isNew := p.take(in, n, there); isNew {
			out.Step.Changes = append(out.Step.Changes, annotate.Create(n))
		}
	}
	in.bundles = append(in.bundles, out)
	in.known[target.ID] = true
	return nil
}

// take counts an annotation, and reports whether it is new. It is returned
// with what its file did not say.
func (p *program) take(in *intake, n annotate.Annotation, there map[string]annotate.Annotation) (annotate.Annotation, bool) {
	if n.ID == "" {
		if in.sayings[saying(n)] {
			in.there++
			return n, false
		}
		n.ID = p.newID()
	}
	if n.Created.IsZero() {
		n.Created = p.now().UTC()
	}
	if n.Modified.IsZero() {
		n.Modified = n.Created
	}
	old, ok := there[n.ID]
	if !ok {
		old, ok = in.planned[n.ID]
	}
	switch {
	case !ok:
		in.plan(n)
		return n, true
	case old.Equal(n):
		in.there++
	default:
		in.differ++
	}
	return n, false
}

// plan counts an annotation that will be added.
func (in *intake) plan(n annotate.Annotation) {
	in.planned[n.ID] = n
	in.sayings[saying(n)] = true
	in.added++
	if s := n.Anchor.State; s != annotate.Anchored && s != annotate.Moved {
		in.unsure++
	}
}

// saying is what an annotation says, without when it was said and in what
// order: two that say the same of the same words are one.
func saying(n annotate.Annotation) string {
	fields, _ := json.Marshal(n.Fields) // strings can always be written
	return fmt.Sprintf("%q %q %v %q %q %s %q", n.Article, n.Tag, n.Span(), n.Anchor.Exact, n.Note, fields, n.Creator)
}

// arrival is the article of the library that an imported one will be; saved is
// false for one that is new.
func (p *program) arrival(a *annotate.Article) (target storage.Record, saved bool, err error) {
	if record, err := p.store().Record(a.ID); err == nil && record.Digest == a.Digest {
		return record, true, nil
	}
	f := found{source: a.Source}
	if f.source.SHA256 == "" {
		f.source.SHA256 = a.Digest
	}
	if err := p.known(&f, nil); err != nil {
		return storage.Record{}, false, err
	}
	if f.saved() {
		return f.record, true, nil
	}
	return storage.Record{ID: a.ID, Digest: a.Digest}, false, nil
}
