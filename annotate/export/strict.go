package export

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"galley/annotate"
)

// A strictDecoder decodes JSON into structs like package encoding/json, but rejects
// null, and members that are unknown, missing, duplicate or capitalized differently.
// Unknown members of types that may get more in later versions are counted instead.
// Each error begins with the path of the member, such as
// articles[0].annotations[3].tag. It reads token by token, so that only what it
// decoded is in memory.
type strictDecoder struct {
	json    *jsontext.Decoder
	path    []pathStep
	members map[reflect.Type][]member // of the structs decoded so far
	skipped map[string]int            // unknown members, by name
}

// A pathStep is a member of an object, or an item of an array if index is not negative.
type pathStep struct {
	name  string
	index int
}

// A member is one member of a JSON object.
type member struct {
	name     string
	field    []int // index for reflect.Value.FieldByIndex
	required bool
}

func newStrictDecoder(r io.Reader) *strictDecoder {
	d := &strictDecoder{json: &jsontext.Decoder{}, members: map[reflect.Type][]member{}, skipped: map[string]int{}}
	d.reset(r)
	return d
}

// reset makes d decode another input.
func (d *strictDecoder) reset(r io.Reader) {
	d.json.Reset(r, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)) // object and decode report them
	d.path = d.path[:0]
}

// decode decodes the single value of the input into the struct at target.
func (d *strictDecoder) decode(target any) error {
	if err := d.value(reflect.ValueOf(target).Elem()); err != nil {
		return err
	}
	_, err := d.json.ReadToken()
	var syntax *jsontext.SyntacticError
	switch {
	case err == nil, errors.As(err, &syntax):
		return fmt.Errorf("byte %d: unexpected data after the document", d.json.InputOffset())
	case err != io.EOF:
		return err
	}
	return nil
}

func (d *strictDecoder) errorf(format string, args ...any) error {
	var path strings.Builder
	for _, s := range d.path {
		if s.index >= 0 {
			fmt.Fprintf(&path, "[%d]", s.index)
		} else {
			path.WriteString(nameInPath(s.name))
		}
	}
	return addPath(path.String(), fmt.Errorf(format, args...))
}

// token reads the next token, which is valid until the next call. A syntax error gives
// the byte offset.
func (d *strictDecoder) token() (jsontext.Token, error) {
	token, err := d.json.ReadToken()
	if err != nil {
		err = d.errorf("%w", jsonError(err))
	}
	return token, err
}

// A checker is a value with restrictions beyond its type.
type checker interface{ check() error }

func (d *strictDecoder) value(v reflect.Value) error {
	switch v.Type() {
	case reflect.TypeFor[time.Time]():
		return d.time(v)
	case reflect.TypeFor[annotate.Fields]():
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
			return d.skip(name, v.Type())
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

// skip skips a member that a struct does not have, if later versions of Galley may add
// members to it.
func (d *strictDecoder) skip(name string, t reflect.Type) error {
	switch t {
	case reflect.TypeFor[article](), reflect.TypeFor[articleSource](), reflect.TypeFor[annotation](), reflect.TypeFor[jsonLine](), reflect.TypeFor[articleHead]():
	default:
		return d.errorf("unknown member")
	}
	if len(d.skipped) >= maxSkipped && d.skipped[name] == 0 {
		name = ""
	}
	d.skipped[name]++
	if err := d.json.SkipValue(); err != nil {
		return d.errorf("%w", jsonError(err))
	}
	return nil
}

// maxSkipped is the number of names of unknown members that are reported.
const maxSkipped = 20

// loss reports the unknown members, each name once.
func (d *strictDecoder) loss() (loss LossReport) {
	for _, name := range slices.Sorted(maps.Keys(d.skipped)) {
		what := fmt.Sprintf("member %.40q", name)
		if name == "" {
			what = "other member"
		}
		const unknown = " that this version of Galley does not know"
		loss.add(LossKind{what + unknown, strings.Replace(what, "member", "members", 1) + unknown}, d.skipped[name])
	}
	return loss
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
	for d.json.PeekKind() != '}' {
		token, err := d.token()
		if err != nil {
			return err
		}
		name := token.String()
		d.path = append(d.path, pathStep{name, -1})
		if err := read(name); err != nil {
			return err
		}
		d.path = d.path[:len(d.path)-1]
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
	for i := 0; d.json.PeekKind() != ']'; i++ {
		v.Grow(1)
		v.SetLen(i + 1)
		d.path = append(d.path, pathStep{"", i})
		if err := d.value(v.Index(i)); err != nil {
			return err
		}
		d.path = d.path[:len(d.path)-1]
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
func (d *strictDecoder) begin(want jsontext.Kind) error {
	token, err := d.token()
	if err == nil && token.Kind() != want {
		err = d.unexpected(describeKind(want), token)
	}
	return err
}
