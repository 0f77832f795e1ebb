package library

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
	"galley/internal/wording"
)

// A Label is a label in use or in the codebook.
type Label struct {
	annotate.LabelSpec
	Defined bool `json:"defined"` // in the codebook
	Count   int  `json:"count"`   // of annotations that have it, without those of articles in the trash
}

// Labels returns the labels of the codebook, in its order, then the others in use by
// name. With a PartialError, damaged annotations are not counted.
func (b base) Labels() ([]Label, error) {
	book, err := b.Codebook()
	if err != nil {
		return nil, err
	}
	annotations, partial := b.allAnnotations()
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	counts := annotate.CountLabels(annotations)
	slices.SortFunc(counts, func(l, m annotate.LabelCount) int {
		return strings.Compare(strings.ToLower(l.Name), strings.ToLower(m.Name))
	})
	labels := make([]Label, len(book))
	for i, spec := range book {
		labels[i].LabelSpec, labels[i].Defined = spec, true
	}
	for _, c := range counts {
		if i := book.Index(c.Name); i >= 0 {
			labels[i].Count = c.Count
		} else {
			labels = append(labels, Label{LabelSpec: annotate.LabelSpec{Name: c.Name}, Count: c.Count})
		}
	}
	return labels, partial
}

// allAnnotations returns the annotations of all articles that are not in the trash.
// With a PartialError, it lacks the damaged ones.
func (b base) allAnnotations() (all []annotate.Annotation, err error) {
	records, partial := b.Records()
	if err := withoutPartial(partial); err != nil {
		return nil, err
	}
	for _, r := range records {
		if len(r.Counts) == 0 {
			continue
		}
		annotations, _, err := b.store.Annotations(r.ID)
		if withoutPartial(err) != nil {
			return nil, err
		}
		partial = cmp.Or(partial, err)
		all = append(all, annotations...)
	}
	return all, partial
}

// A LabelRename is the result of renaming a label.
type LabelRename struct {
	From, To    string
	Annotations int
	Merged      bool // To was in use before
}

// String says what was renamed.
func (r LabelRename) String() string {
	on := " on " + annotate.Plural(r.Annotations, "annotation")
	if r.Merged {
		return fmt.Sprintf("merged label %s into %s, which was in use before,%s", wording.Quote(r.From), wording.Quote(r.To), on)
	}
	return fmt.Sprintf("renamed label %s to %s%s", wording.Quote(r.From), wording.Quote(r.To), on)
}

// RenameLabel renames a label on all annotations and in the codebook, an article at a
// time, each as one step. If the new name is in use, the two labels become one.
func (b base) RenameLabel(from, to string) (LabelRename, error) {
	r := LabelRename{From: annotate.TrimLabel(from), To: annotate.TrimLabel(source.CleanLine(to))}
	labels, err := b.Labels()
	if err != nil {
		return r, err
	}
	index := func(name string) int {
		return slices.IndexFunc(labels, func(l Label) bool { return strings.EqualFold(l.Name, name) })
	}
	i := index(r.From)
	switch {
	case r.To == "":
		return r, Usagef("--rename: the new name is empty; write OLD=NEW")
	case i < 0:
		return r, fmt.Errorf("no annotation has the label %s; nothing was changed; galley labels lists them", wording.Quote(r.From))
	}
	r.From = labels[i].Name
	r.Merged = !strings.EqualFold(r.From, r.To) && index(r.To) >= 0
	all, err := b.allAnnotations()
	if err != nil {
		return r, err
	}
	steps := map[string][]annotate.Change{}
	var articles []string
	now := b.options.Now().UTC()
	for _, before := range all {
		after := before.RenameLabel(r.From, r.To)
		if before.Equal(after) {
			continue
		}
		if after.Modified = now; steps[before.Article] == nil {
			articles = append(articles, before.Article)
		}
		steps[before.Article] = append(steps[before.Article], annotate.Edit(before, after))
	}
	summary := fmt.Sprintf("label %s renamed to %s", r.From, r.To)
	for _, article := range articles {
		if _, err := b.commit(article, b.step(summary, steps[article]...)); err != nil {
			return r, fmt.Errorf("%w; %s were renamed before", err, annotate.Plural(r.Annotations, "label"))
		}
		r.Annotations += len(steps[article])
	}
	return r, b.renameInCodebook(r)
}
