package cli

import (
	"fmt"
	"slices"
	"strings"

	"galley/annotate"
	"galley/annotate/source"
)

// parseFields parses the values of --field for an annotation with a tag.
func parseFields(tag annotate.Tag, given []string) (annotate.Fields, error) {
	var fields annotate.Fields
	for _, g := range given {
		name, value, ok := strings.Cut(g, "=")
		value = strings.TrimSpace(source.Clean(value))
		if !ok || value == "" {
			return nil, misuse("--field %s has no value; write --field name=value", quoted(g))
		}
		spec, err := fieldNamed(tag, name)
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

// fieldNamed finds a field of a tag. An unknown name is a usage error.
func fieldNamed(tag annotate.Tag, name string) (annotate.FieldSpec, error) {
	var names []string
	for _, spec := range tag.Spec().Fields {
		if spec.Name == name {
			return spec, nil
		}
		names = append(names, spec.Name)
	}
	return annotate.FieldSpec{}, misuse("%s has no field %s; its fields are %s", tag.WithArticle(), quoted(name), andList(names))
}

// unusualValues returns a notice for each value that is not one of the choices
// of its field. Such a value is allowed, but may be a typing mistake.
func unusualValues(n annotate.Annotation) []string {
	var notices []string
	for _, spec := range n.Tag.Spec().Fields {
		value := n.Fields.Get(spec.Name)
		if value != "" && spec.Choices != nil && !slices.Contains(spec.Choices, value) {
			notices = append(notices, fmt.Sprintf("%s is not one of %s; kept as you wrote it", quoted(value), strings.Join(spec.Choices, ", ")))
		}
	}
	return notices
}
