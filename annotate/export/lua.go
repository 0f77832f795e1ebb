package export

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// # Lua
//
// A table that a program wrote as source code of Lua: nothing is run, and only what such a
// program writes is read: tables whose keys are in brackets, strings in quotation marks,
// numbers, true, false and nil.

// maxLuaDepth limits how deep tables may be nested.
const maxLuaDepth = 100

var errLua = errors.New("it is not a table of Lua with nothing but values")

// A luaReader reads a value from rest.
type luaReader struct {
	whole string
	rest  string
}

// readLua reads the table in a file. Tables are maps with their keys as text, numbers
// are float64.
func readLua(data []byte) (any, error) {
	l := &luaReader{whole: string(data), rest: string(data)}
	l.skip()
	l.rest = strings.TrimPrefix(l.rest, "return")
	value, err := l.value(0)
	if l.skip(); err == nil && l.rest != "" {
		err = errLua
	}
	if err != nil {
		return nil, fmt.Errorf("byte %d: %w", len(l.whole)-len(l.rest)+1, err)
	}
	return value, nil
}

// luaList returns the values of a table with the keys 1, 2 …, in order.
func luaList(value any) []any {
	table, _ := value.(map[string]any)
	list := make([]any, 0, len(table))
	for _, key := range slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x - y
	}) {
		list = append(list, table[key])
	}
	return list
}

// skip skips white space and comments.
func (l *luaReader) skip() {
	for {
		l.rest = strings.TrimLeft(l.rest, " \t\r\n")
		if !strings.HasPrefix(l.rest, "--") {
			return
		}
		_, l.rest, _ = strings.Cut(l.rest, "\n")
	}
}

// take skips to a token, and reports whether it is next.
func (l *luaReader) take(token string) (ok bool) {
	l.skip()
	l.rest, ok = strings.CutPrefix(l.rest, token)
	return ok
}

func (l *luaReader) value(depth int) (any, error) {
	switch {
	case depth > maxLuaDepth:
		return nil, fmt.Errorf("there are more than %d levels", maxLuaDepth)
	case l.take("{"):
		return l.table(depth)
	case l.take(`"`):
		return l.text()
	case l.take("true"):
		return true, nil
	case l.take("false"):
		return false, nil
	case l.take("nil"):
		return nil, nil
	}
	end := strings.IndexFunc(l.rest, func(r rune) bool { return !strings.ContainsRune("+-.0123456789eE", r) })
	if end < 0 {
		end = len(l.rest)
	}
	number, err := strconv.ParseFloat(l.rest[:end], 64)
	if err != nil {
		return nil, errLua
	}
	l.rest = l.rest[end:]
	return number, nil
}

// table reads a table after its brace.
func (l *luaReader) table(depth int) (any, error) {
	out := map[string]any{}
	for !l.take("}") {
		if !l.take("[") {
			return nil, errLua
		}
		key, err := l.value(maxLuaDepth) // no table
		if err != nil || !l.take("]") || !l.take("=") {
			return nil, errLua
		}
		if out[fmt.Sprint(key)], err = l.value(depth + 1); err != nil {
			return nil, err
		}
		if !l.take(",") && !strings.HasPrefix(l.rest, "}") {
			return nil, errLua
		}
	}
	return out, nil
}

// text reads a string after its quotation mark, as string.format of Lua writes it with
// %q: a backslash precedes line breaks, or is an escape sequence.
func (l *luaReader) text() (any, error) {
	var b []byte
	for i := 0; i < len(l.rest); i++ {
		switch c := l.rest[i]; {
		case c == '"':
			l.rest = l.rest[i+1:]
			return strings.ToValidUTF8(string(b), string(utf8.RuneError)), nil
		case c != '\\' || i+1 == len(l.rest):
			b = append(b, c)
		default:
			i++
			escape := l.rest[i]
			if at := strings.IndexByte("abfnrtv", escape); at >= 0 {
				b = append(b, "\a\b\f\n\r\t\v"[at])
				continue
			}
			digits := 0
			for digits < 3 && i+digits < len(l.rest) && l.rest[i+digits] >= '0' && l.rest[i+digits] <= '9' {
				digits++
			}
			if code, err := strconv.ParseUint(l.rest[i:i+digits], 10, 8); err == nil {
				b = append(b, byte(code))
				i += digits - 1
				continue
			}
			b = append(b, escape)
		}
	}
	return nil, errLua
}
