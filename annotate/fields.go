package annotate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// SourcesField is the one field that holds a list.
const SourcesField = "sources"

// Fields are the values of an annotation's fields, by name. Each field has one
// value except [SourcesField], which may have several. Fields of another tag are
// kept, so that changing the tag loses nothing.
type Fields map[string][]string

// Get returns the first value of a field, or "" if it has none.
func (f Fields) Get(name string) string {
	if len(f[name]) == 0 {
		return ""
	}
	return f[name][0]
}

// With returns a copy in which the field has these values. Empty values are left
// out; the field is removed if none remain.
func (f Fields) With(name string, values ...string) Fields {
	g := f.Clone()
	g.Set(name, values...)
	return g
}

// Set sets the values of a field in place, by the rules of With.
func (f *Fields) Set(name string, values ...string) {
	delete(*f, name)
	if values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" }); len(values) > 0 {
		if *f == nil {
			*f = Fields{}
		}
		(*f)[name] = values
	}
	if len(*f) == 0 {
		*f = nil
	}
}

// Clone returns a deep copy.
func (f Fields) Clone() Fields {
	g := maps.Clone(f)
	for name, values := range g {
		g[name] = slices.Clone(values)
	}
	return g
}

// Equal reports whether f and g have the same values; nil equals empty.
func (f Fields) Equal(g Fields) bool {
	return maps.EqualFunc(f, g, func(a, b []string) bool { return slices.Equal(a, b) })
}

// MarshalJSON encodes sources as an array and every other field as a string.
func (f Fields) MarshalJSON() ([]byte, error) {
	out := make(map[string]any, len(f))
	for name, values := range f {
		switch {
		case len(values) == 0:
		case name == SourcesField:
			out[name] = values
		default:
			out[name] = values[0]
		}
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // the calling encoder escapes the result if it has to
	err := enc.Encode(out)
	return buf.Bytes(), err
}

// UnmarshalJSON is the inverse of MarshalJSON. It returns an error for values of
// another type.
func (f *Fields) UnmarshalJSON(data []byte) error {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	*f = nil
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		values, err := fieldValues(name, raw[name])
		if err != nil {
			return fmt.Errorf("field %q: %w", name, err)
		}
		f.Set(name, values...)
	}
	return nil
}

// errNull is returned for a null, which encoding/json would decode as "".
var errNull = errors.New("null instead of a string")

// fieldValues decodes the value of one field.
func fieldValues(name string, raw json.RawMessage) ([]string, error) {
	if name != SourcesField {
		raw = slices.Concat([]byte("["), raw, []byte("]"))
	}
	var list []*string
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	if list == nil {
		return nil, errNull
	}
	values := make([]string, len(list))
	for i, v := range list {
		if v == nil {
			return nil, errNull
		}
		values[i] = *v
	}
	return values, nil
}
