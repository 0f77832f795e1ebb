package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"galley/annotate"
)

// A strictDecoder decodes JSON into structs like package encoding/json, but rejects
// null, and members that are unknown, missing, duplicate or capitalized differently.
// Each error begins with the path of the member, such as
// articles[0].annotations[3].tag.
type strictDecoder struct {
	json    *json.Decoder
	path    []byte
	members map[reflect.Type][]member // of the structs decoded so far
}

// A member is one member of a JSON object.
type member struct {
	name     string
	field    []int // index for reflect.Value.FieldByIndex
	required bool
}

func newStrictDecoder(r io.Reader) *strictDecoder {
	d := &strictDecoder{json: json.NewDecoder(r), members: map[reflect.Type][]member{}}
	d.json.UseNumber()
	return d
}

// next returns a decoder for another input that shares the members of structs.
func (d *strictDecoder) next(r io.Reader) *strictDecoder {
	e := newStrictDecoder(r)
	e.members = d.members
	return e
}

// decode decodes the single value of the input into the struct at target.
func (d *strictDecoder) decode(target any) error {
	if err := d.value(reflect.ValueOf(target).Elem()); err != nil {
		return err
	}
	token, err := d.json.Token()
	var syntax *json.SyntaxError
	switch {
	case token != nil, errors.As(err, &syntax):
		return fmt.Errorf("byte %d: unexpected data after the document", d.json.InputOffset())
	case err != io.EOF:
		return err
	}
	return nil
}

// extendPath calls read with step appended to the path.
func (d *strictDecoder) extendPath(step string, read func() error) error {
	n := len(d.path)
	d.path = append(d.path, step...)
	err := read()
	d.path = d.path[:n]
	return err
}

func (d *strictDecoder) errorf(format string, args ...any) error {
	return addPath(string(d.path), fmt.Errorf(format, args...))
}

// token reads the next token. A syntax error gives the byte offset.
func (d *strictDecoder) token() (json.Token, error) {
	token, err := d.json.Token()
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, d.errorf("byte %d: %w", syntax.Offset, err)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, d.errorf("the file ends unexpectedly")
	case err != nil:
		return nil, d.errorf("%w", err)
	}
	return token, nil
}

// A checker is a value with restrictions beyond its type.
type checker interface{ check() error }

func (d *strictDecoder) value(v reflect.Value) error {
	switch v.Interface().(type) {
	case time.Time:
		return d.time(v)
	case annotate.Fields:
		fields, err := d.fields()
		v.Set(reflect.ValueOf(fields))
		return err
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(v.Elem())
	case reflect.Struct:
		return d.object(v)
	case reflect.Slice:
		return d.array(v)
	}
	return d.scalar(v)
}

func (d *strictDecoder) object(v reflect.Value) error {
	members := d.membersOf(v.Type())
	seen := make([]bool, len(members))
	err := d.eachMember(func(name string) error {
		i := slices.IndexFunc(members, func(m member) bool { return m.name == name })
		if i < 0 {
			return d.errorf("unknown member")
		}
		if seen[i] {
			return d.errorf("duplicate member")
		}
		seen[i] = true
		return d.value(v.FieldByIndex(members[i].field))
	})
	if err != nil {
		return err
	}
	for i, m := range members {
		if m.required && !seen[i] {
			return d.errorf("%s is missing", m.name)
		}
	}
	return nil
}

// membersOf returns the members of a struct according to its tags, including those
// of embedded structs.
func (d *strictDecoder) membersOf(t reflect.Type) []member {
	if members, ok := d.members[t]; ok {
		return members
	}
	var members []member
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		members = append(members, member{name: name, field: f.Index, required: options == ""})
	}
	d.members[t] = members
	return members
}

// eachMember reads an object and calls read to read the value of each member.
func (d *strictDecoder) eachMember(read func(name string) error) error {
	if err := d.begin('{'); err != nil {
		return err
	}
	for d.json.More() {
		token, err := d.token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok {
			return d.unexpected("a string", token)
		}
		if err := d.extendPath(nameInPath(name), func() error { return read(name) }); err != nil {
			return err
		}
	}
	_, err := d.token()
	return err
}

// nameInPath returns the path step of a member. A name that would be unreadable in
// the path is quoted.
func nameInPath(name string) string {
	if checkID(name) != nil {
		name = fmt.Sprintf("%.40q", name)
	}
	return "." + name
}

func (d *strictDecoder) array(v reflect.Value) error {
	if err := d.begin('['); err != nil {
		return err
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for i := 0; d.json.More(); i++ {
		item := reflect.New(v.Type().Elem()).Elem()
		if err := d.extendPath("["+strconv.Itoa(i)+"]", func() error { return d.value(item) }); err != nil {
			return err
		}
		v.Set(reflect.Append(v, item))
	}
	_, err := d.token()
	return err
}

// fields reads the fields of an annotation: sources is an array of strings, any
// other field a string.
func (d *strictDecoder) fields() (annotate.Fields, error) {
	fields := annotate.Fields{}
	return fields, d.eachMember(func(name string) error {
		if _, ok := fields[name]; ok {
			return d.errorf("duplicate member")
		}
		values := make([]string, 1)
		target := reflect.ValueOf(&values[0])
		if name == annotate.SourcesField {
			target = reflect.ValueOf(&values)
		}
		err := d.value(target.Elem())
		fields[name] = values
		return err
	})
}

// begin reads the token that opens an object or an array.
func (d *strictDecoder) begin(want json.Delim) error {
	token, err := d.token()
	if err == nil && token != want {
		err = d.unexpected(describeToken(want), token)
	}
	return err
}
