package annotate

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A RelationKind says what an annotation is to another one.
type RelationKind string

// The kinds of links. "A continues B" is a link of A to B.
const (
	Continues   RelationKind = "continues" // the next part of one interrupted quotation
	Supports    RelationKind = "supports"
	Contradicts RelationKind = "contradicts"
	SameClaim   RelationKind = "same" // says the same in other words
	Answers     RelationKind = "answers"
)

// RelationKinds lists the kinds in the order in which they are offered.
func RelationKinds() []RelationKind {
	return []RelationKind{Continues, Supports, Contradicts, SameClaim, Answers}
}

// ParseRelationKind returns the kind with that name, or an error if there is none.
func ParseRelationKind(name string) (RelationKind, error) {
	if k := RelationKind(name); slices.Contains(RelationKinds(), k) {
		return k, nil
	}
	return "", fmt.Errorf("unknown kind of link %.40q: use continues, supports, contradicts, same or answers", name)
}

// A Relation is a link from the annotation that has it to another one of the same
// article.
type Relation struct {
	Kind RelationKind `json:"kind"`
	To   string       `json:"to"` // ID of an annotation, which may have been deleted
}

// A Reply is what somebody wrote below an annotation.
type Reply struct {
	Creator string    `json:"creator,omitempty"`
	Created time.Time `json:"created"` // UTC
	Note    string    `json:"note"`    // Markdown
}

// Equal reports whether r and s are the same in every field.
func (r Reply) Equal(s Reply) bool {
	return r.Creator == s.Creator && r.Note == s.Note && r.Created.Equal(s.Created)
}

// Origin says what is known of an annotation that was suggested: "suggested", or
// "suggested, unseen" if it was neither opened nor edited since. It returns "" for others.
func (a Annotation) Origin() string {
	switch {
	case a.Suggested == "":
		return ""
	case a.Seen:
		return "suggested"
	}
	return "suggested, unseen"
}

// WithoutUnseen returns the annotations except those that were suggested and never seen. A
// continuation is as its first part is.
func (s Set) WithoutUnseen() []Annotation {
	return slices.DeleteFunc(slices.Clone(s.items), func(a Annotation) bool {
		first := s.Whole(a.ID).First()
		return first.Suggested != "" && !first.Seen
	})
}

// CountReplies returns "1 reply", "2 replies" and so on, or "" for none.
func (a Annotation) CountReplies() string {
	switch n := len(a.Replies); n {
	case 0:
		return ""
	case 1:
		return "1 reply"
	default:
		return fmt.Sprintf("%d replies", n)
	}
}

// TrimLabel returns a label as it is stored: one line without the # before it and
// without runs of blanks.
func TrimLabel(label string) string {
	return strings.Join(strings.Fields(strings.TrimLeft(label, "# ")), " ")
}

// LabelIndex returns the index of a label in labels, whatever its case, or -1.
func LabelIndex(labels []string, label string) int {
	return slices.IndexFunc(labels, func(l string) bool { return strings.EqualFold(l, label) })
}

// HasLabel reports whether the annotation has a label, whatever its case.
func (a Annotation) HasLabel(label string) bool { return LabelIndex(a.Labels, label) >= 0 }

// WithLabels returns a copy to which the labels are added that it does not have.
// Empty ones are left out.
func (a Annotation) WithLabels(labels ...string) Annotation {
	a = a.Clone()
	for _, label := range labels {
		if label = TrimLabel(label); label != "" && !a.HasLabel(label) {
			a.Labels = append(a.Labels, label)
		}
	}
	return a
}

// WithoutLabel returns a copy without a label, whatever its case.
func (a Annotation) WithoutLabel(label string) Annotation {
	a = a.Clone()
	if i := LabelIndex(a.Labels, label); i >= 0 {
		a.Labels = slices.Delete(a.Labels, i, i+1)
	}
	if len(a.Labels) == 0 {
		a.Labels = nil
	}
	return a
}

// HasLink reports whether the annotation has a link to the one with that ID.
func (a Annotation) HasLink(to string) bool {
	return slices.ContainsFunc(a.Links, func(r Relation) bool { return r.To == to })
}

// ToggleLabel returns a copy without a label that the annotation has, or else with it.
func (a Annotation) ToggleLabel(label string) Annotation {
	if a.HasLabel(TrimLabel(label)) {
		return a.WithoutLabel(TrimLabel(label))
	}
	return a.WithLabels(label)
}

// RenameLabel returns a copy that has the label to instead of from, once.
func (a Annotation) RenameLabel(from, to string) Annotation {
	i := LabelIndex(a.Labels, from)
	if i < 0 {
		return a
	}
	labels := a.Labels
	a = a.Clone()
	a.Labels = nil
	for _, label := range labels {
		if strings.EqualFold(label, from) {
			label = to
		}
		a = a.WithLabels(label)
	}
	return a
}

// LabelText returns the labels on one line: "#ferry #harbor dues". It is "" for none.
func (a Annotation) LabelText() string {
	if len(a.Labels) == 0 {
		return ""
	}
	return "#" + strings.Join(a.Labels, " #")
}

// WithLink returns a copy that has the link. It replaces a link to the same
// annotation: two annotations are one thing to each other.
func (a Annotation) WithLink(r Relation) Annotation {
	a = a.WithoutLink(r.To)
	a.Links = append(a.Links, r)
	return a
}

// WithoutLink returns a copy without a link to the annotation with that ID.
func (a Annotation) WithoutLink(to string) Annotation {
	a = a.Clone()
	a.Links = slices.DeleteFunc(a.Links, func(r Relation) bool { return r.To == to })
	if len(a.Links) == 0 {
		a.Links = nil
	}
	return a
}
