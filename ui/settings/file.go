package settings

import (
	"cmp"
	"errors"
	"slices"

	"github.com/BurntSushi/toml"
)

// A file is TOML with the places of its values.
type file struct {
	md    toml.MetaData
	top   map[string]toml.Primitive
	order map[string]int // by full name, as toml.Key writes it
}

// decode reads a file that is TOML.
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

// entries lists a table, which stands at path, in the order of the file.
func (f *file) entries(table map[string]toml.Primitive, path ...string) []entry {
	var list []entry
	for name, value := range table {
		list = append(list, entry{name, value})
	}
	place := func(e entry) int { return f.order[toml.Key(append(slices.Clone(path), e.name)).String()] }
	slices.SortFunc(list, func(a, b entry) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.name, b.name))
	})
	return list
}

// table is a value as a table. The decoder leaves the map as it is where the
// value is something else.
func (f *file) table(value toml.Primitive) (table map[string]toml.Primitive, ok bool) {
	err := f.md.PrimitiveDecode(value, &table)
	return table, err == nil && table != nil
}

// line is where a value stands, from 1. A table without a heading of its own
// stands where its first value does.
func (f *file) line(value toml.Primitive) int {
	var at toml.ParseError
	errors.As(f.md.PrimitiveDecode(value, refusal{}), &at)
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

// A refusal takes no value. The decoder gives the line of a value only where
// it cannot be taken.
type refusal struct{}

var errRefused = errors.New("not to be taken")

// UnmarshalTOML implements [toml.Unmarshaler].
func (refusal) UnmarshalTOML(any) error { return errRefused }
