package export

import (
	"slices"
	"strings"

	"galley/annotate"
)

const (
	labelField = "label" // field for the label that another program gave to an annotation
	tagsField  = "tags"  // field for the tags that another program gave to an annotation

	labelsField = "labels" // name of the labels where all that is written is text
)

func tagOf(label string) (annotate.Tag, error) {
	return annotate.ParseTag(strings.ToLower(strings.TrimSpace(label)))
}

// defaultTag returns the tag of an annotation whose label is not a tag. It counts
// annotations that remain without a tag.
func (in *importer) defaultTag() annotate.Tag {
	if in.opt.DefaultTag == "" {
		in.untagged++
	}
	return in.opt.DefaultTag
}

// setTag sets the tag if the label is one. Any other label becomes a field.
func (in *importer) setTag(n *annotate.Annotation, label string) {
	var err error
	if n.Tag, err = tagOf(label); err != nil {
		n.Tag, n.Fields = in.defaultTag(), n.Fields.With(labelField, in.line(label))
	}
}

// setTags sets the first tag among the labels of another program. The others become a
// field: only Galley's own labels are labels.
func (in *importer) setTags(n *annotate.Annotation, labels []string) {
	others := slices.Clone(n.Fields[tagsField])
	for _, label := range labels {
		if tag, err := tagOf(label); err == nil && n.Tag == "" {
			n.Tag = tag
		} else if label = in.line(strings.TrimSpace(label)); label != "" {
			others = append(others, label)
		}
	}
	if n.Tag == "" {
		n.Tag = in.defaultTag()
	}
	n.Fields = n.Fields.With(tagsField, strings.Join(others, ", "))
}

// setLabels sets the tag and the labels of an annotation that Galley wrote. The tag is
// the first.
func (in *importer) setLabels(n *annotate.Annotation, labels []string) {
	if len(labels) == 0 {
		in.setTags(n, nil)
		return
	}
	in.setTags(n, labels[:1])
	for _, label := range labels[1:] {
		*n = n.WithLabels(in.line(label))
	}
}
