package cli

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
)

// parseFields reads the values of --field for an annotation with that tag.
func parseFields(tag annotate.Tag, given []string) (annotate.Fields, error) {
	var fields annotate.Fields
	for _, g := range given {
		name, value, ok := strings.Cut(g, "=")
		value = strings.TrimSpace(source.Clean(value))
		if !ok || value == "" {
			return nil, misuse("--field %s has no value; write --field name=value", quoted(g))
		}
		spec, err := fieldOf(tag, name)
		if err != nil {
			return nil, err
		}
		if len(fields[name]) > 0 && !spec.List {
			return nil, misuse("--field %s is given twice; it holds one value", name)
		}
		fields = fields.With(name, append(fields[name], value)...)
	}
	return fields, nil
}

// fieldOf finds the field of a tag with that name.
func fieldOf(tag annotate.Tag, name string) (annotate.FieldSpec, error) {
	specs := tag.Spec().Fields
	i := slices.IndexFunc(specs, func(s annotate.FieldSpec) bool { return s.Name == name })
	if i < 0 {
		names := make([]string, len(specs))
		for i, s := range specs {
			names[i] = s.Name
		}
		return annotate.FieldSpec{}, misuse("%s has no field %s; its fields are %s", tag.WithArticle(), quoted(name), andList(names))
	}
	return specs[i], nil
}

// unusual lists what is to be said of values that are none of the choices.
// They are allowed, but may be a slip.
func unusual(n annotate.Annotation) []string {
	var notes []string
	for _, spec := range n.Tag.Spec().Fields {
		value := n.Fields.Get(spec.Name)
		if value != "" && spec.Choices != nil && !slices.Contains(spec.Choices, value) {
			notes = append(notes, fmt.Sprintf("%s is not one of %s; kept as you wrote it", quoted(value), strings.Join(spec.Choices, ", ")))
		}
	}
	return notes
}
