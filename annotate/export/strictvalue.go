package export

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

func (d *strictDecoder) scalar(v reflect.Value) error {
	token, err := d.token()
	if err != nil {
		return err
	}
	if n, ok := token.(json.Number); ok {
		return d.number(v, n)
	}
	found := reflect.ValueOf(token)
	if token == nil || found.Kind() != v.Kind() {
		return d.unexpected(describeKind(v.Kind()), token)
	}
	v.Set(found.Convert(v.Type()))
	if c, ok := v.Interface().(checker); ok {
		if err := c.check(); err != nil {
			return d.errorf("%w", err)
		}
	}
	return nil
}

// number sets v to n, which v must be able to hold without loss. Negative numbers
// are rejected.
func (d *strictDecoder) number(v reflect.Value, n json.Number) error {
	var err error
	text, want := n.String(), ""
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
		return d.unexpected(describeKind(v.Kind()), n)
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

func (d *strictDecoder) unexpected(want string, found json.Token) error {
	return d.errorf("want %s, found %s", want, describeToken(found))
}

func describeToken(token json.Token) string {
	switch token {
	case nil:
		return "null"
	case json.Delim('{'):
		return "an object"
	case json.Delim('['):
		return "an array"
	}
	if _, ok := token.(json.Number); ok {
		return "a number"
	}
	return describeKind(reflect.TypeOf(token).Kind())
}

func describeKind(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	}
	return "a number"
}
