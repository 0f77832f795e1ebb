package annotate

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// SourcesField is the one field that holds a list.
const SourcesField = "sources"

// Fields are the values that a person filled in beside a note, by field name.
// Every value is one string but for [SourcesField], which may hold several.
// Fields that do not belong to the annotation's tag are kept: retagging loses
// nothing.
type Fields map[string][]string

// Get returns the value of a field, the first if it is a list, "" if absent.
func (f Fields) Get(name string) string {
	if len(f[name]) == 0 {
		return ""
	}
	return f[name][0]
}

// With returns a copy in which the field has these values; none removes it.
func (f Fields) With(name string, values ...string) Fields {
	g := f.Clone()
	values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(values) == 0 {
		delete(g, name)
	} else {
		if g == nil {
			g = Fields{}
		}
		g[name] = values
	}
	if len(g) == 0 {
		return nil
	}
	return g
}

// Clone returns a copy that shares nothing.
func (f Fields) Clone() Fields {
	g := maps.Clone(f)
	for name, values := range g {
		g[name] = slices.Clone(values)
	}
	return g
}

// Equal reports whether both hold the same values; nil equals empty.
func (f Fields) Equal(g Fields) bool {
	return maps.EqualFunc(f, g, func(a, b []string) bool { return slices.Equal(a, b) })
}

// MarshalJSON writes each value as a string and sources as an array, by name.
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
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote. A field other than sources that
// is not a string, or sources that are not an array of strings, is an error.
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
		*f = f.With(name, values...)
	}
	return nil
}

// errNoString is returned for a null where a string is due: encoding/json
// would take it for "".
var errNoString = errors.New("null instead of a string")

// fieldValues reads the value of one field.
func fieldValues(name string, raw json.RawMessage) ([]string, error) {
	if name != SourcesField {
		raw = slices.Concat([]byte("["), raw, []byte("]"))
	}
	var list []*string
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	if list == nil {
		return nil, errNoString
	}
	values := make([]string, len(list))
	for i, v := range list {
		if v == nil {
			return nil, errNoString
		}
		values[i] = *v
	}
	return values, nil
}
