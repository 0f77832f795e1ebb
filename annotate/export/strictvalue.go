package export

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

func (d *strictDecoder) scalar(v reflect.Value) error {
	token, err := d.token()
	if err != nil {
		return err
	}
	switch kind := token.Kind(); {
	case kind == '0':
		return d.number(v, token.String())
	case kind == '"' && v.Kind() == reflect.String:
		v.SetString(token.String())
	case (kind == 't' || kind == 'f') && v.Kind() == reflect.Bool:
		v.SetBool(token.Bool())
	default:
		return d.unexpected(describe(v.Kind()), token)
	}
	if v.Type().PkgPath() == "" { // predeclared
		return nil
	}
	if c, ok := v.Interface().(checker); ok {
		if err := c.check(); err != nil {
			return d.errorf("%w", err)
		}
	}
	return nil
}

// number sets v to n, which v must be able to hold without loss. Negative numbers
// are rejected.
func (d *strictDecoder) number(v reflect.Value, text string) error {
	var err error
	want := ""
	if strings.HasPrefix(text, "-") {
		return d.errorf("%.40q is negative", text)
	}
	switch v.Kind() {
	case reflect.Int:
		var i int64
		want = "a whole number in range"
		i, err = strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(i)
	case reflect.Uint8:
		var u uint64
		want = "a whole number from 0 to 255"
		u, err = strconv.ParseUint(text, 10, 8)
		v.SetUint(u)
	case reflect.Float32, reflect.Float64:
		var f float64
		want = "a number from 0 to 1"
		if f, err = strconv.ParseFloat(text, v.Type().Bits()); f > 1 {
			err = strconv.ErrRange
		}
		v.SetFloat(f)
	default:
		return d.errorf("want %s, found a number", describe(v.Kind()))
	}
	if err != nil {
		return d.errorf("%.40q is not %s", text, want)
	}
	return nil
}

func (d *strictDecoder) time(v reflect.Value) error {
	var text string
	if err := d.scalar(reflect.ValueOf(&text).Elem()); err != nil {
		return err
	}
	t, err := parseTime(text)
	if err != nil {
		return d.errorf("%w", err)
	}
	v.Set(reflect.ValueOf(t))
	return nil
}

func (d *strictDecoder) unexpected(want string, found jsontext.Token) error {
	return d.errorf("want %s, found %s", want, describeKind(found.Kind()))
}

func describeKind(kind jsontext.Kind) string {
	switch kind {
	case 'n':
		return "null"
	case '{':
		return "an object"
	case '[':
		return "an array"
	case '"':
		return describe(reflect.String)
	case 't', 'f':
		return describe(reflect.Bool)
	}
	return "a number"
}

// describe returns what JSON has for a kind of Go's.
func describe(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	}
	return "a number"
}
