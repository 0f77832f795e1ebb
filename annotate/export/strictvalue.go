package export

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"time"
)

func (d *strictDecoder) scalar(v reflect.Value) error {
	token, err := d.token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case string:
		if v.Kind() != reflect.String {
			return d.unexpected(v.Kind(), token)
		}
		v.SetString(t)
	case bool:
		if v.Kind() != reflect.Bool {
			return d.unexpected(v.Kind(), token)
		}
		v.SetBool(t)
	case json.Number:
		return d.number(v, t)
	default:
		return d.unexpected(v.Kind(), token)
	}
	if c, ok := v.Interface().(checker); ok {
		if err := c.check(); err != nil {
			return d.errorf("%w", err)
		}
	}
	return nil
}

// number sets v to a number that it can hold without loss. None is negative.
func (d *strictDecoder) number(v reflect.Value, n json.Number) error {
	if strings.HasPrefix(n.String(), "-") {
		return d.errorf("%.40q is negative", n.String())
	}
	switch v.Kind() {
	case reflect.Int:
		i, err := strconv.ParseInt(n.String(), 10, v.Type().Bits())
		if err != nil {
			return d.errorf("%.40q is no whole number in range", n.String())
		}
		v.SetInt(i)
	case reflect.Uint8:
		u, err := strconv.ParseUint(n.String(), 10, 8)
		if err != nil {
			return d.errorf("%.40q is no whole number from 0 to 255", n.String())
		}
		v.SetUint(u)
	case reflect.Float32, reflect.Float64:
		f, err := strconv.ParseFloat(n.String(), v.Type().Bits())
		if err != nil || f > 1 {
			return d.errorf("%.40q is no number from 0 to 1", n.String())
		}
		v.SetFloat(f)
	default:
		return d.unexpected(v.Kind(), n)
	}
	return nil
}

func (d *strictDecoder) time(v reflect.Value) error {
	var text string
	if err := d.scalar(reflect.ValueOf(&text).Elem()); err != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return d.errorf("%.40q is no time as in 2026-11-22T09:00:00Z", text)
	}
	v.Set(reflect.ValueOf(t.UTC()))
	return nil
}

// unexpected says that something else than kind was found.
func (d *strictDecoder) unexpected(want reflect.Kind, found json.Token) error {
	return d.errorf("want %s, found %s", kindInWords(want), tokenInWords(found))
}

func kindInWords(kind reflect.Kind) string {
	switch kind {
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "an array"
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	}
	return "a number"
}

func tokenInWords(token json.Token) string {
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return "an object"
		}
		return "an array"
	case string:
		return "a string"
	case bool:
		return "true or false"
	case nil:
		return "null"
	}
	return "a number"
}
