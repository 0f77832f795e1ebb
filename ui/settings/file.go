package settings

import (
	"cmp"
	"errors"
	"slices"

	"github.com/BurntSushi/toml"
)

// A file is decoded TOML with the order of its values.
type file struct {
	md    toml.MetaData
	top   map[string]toml.Primitive
	order map[string]int // by full name, as toml.Key writes it
}

// decode decodes a file that is valid TOML.
func decode(data string) (file, error) {
	f := file{order: map[string]int{}}
	var err error
	f.md, err = toml.Decode(data, &f.top)
	for i, key := range f.md.Keys() {
		f.order[key.String()] = i
	}
	return f, err
}

// An entry is a name and its value.
type entry struct {
	name  string
	value toml.Primitive
}

// entries lists the entries of the table at path in the order of the file.
func (f *file) entries(table map[string]toml.Primitive, path ...string) []entry {
	var list []entry
	for name, value := range table {
		list = append(list, entry{name, value})
	}
	position := func(e entry) int { return f.order[toml.Key(append(slices.Clone(path), e.name)).String()] }
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(position(a), position(b)), cmp.Compare(a.name, b.name))
	})
	return list
}

// table returns a value as a table; ok is false if it is something else.
func (f *file) table(value toml.Primitive) (table map[string]toml.Primitive, ok bool) {
	err := f.md.PrimitiveDecode(value, &table)
	return table, err == nil && table != nil
}

// line returns the line of a value, from 1. A table without a heading has the
// line of its first value.
func (f *file) line(value toml.Primitive) int {
	var at toml.ParseError
	errors.As(f.md.PrimitiveDecode(value, undecodable{}), &at)
	line := at.Position.Line
	if table, ok := f.table(value); ok && line == 0 {
		for _, below := range table {
			if l := f.line(below); line == 0 || l < line {
				line = l
			}
		}
	}
	return line
}

// undecodable refuses every value: the decoder reports the line of a value only
// with an error.
type undecodable struct{}

// UnmarshalTOML implements [toml.Unmarshaler].
func (undecodable) UnmarshalTOML(any) error { return errors.ErrUnsupported }
