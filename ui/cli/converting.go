package cli

import (
	"cmp"
	"context"
	"errors"

	"galley/annotate/source"
	"galley/storage/origin/convert"
)

// options are those to read the bytes by, with what a program made of them if
// Galley does not read their type itself. A text that is in some markup stays
// the text it is where there is no such program.
func (f *found) options(how reading) (source.Options, error) {
	opt := source.Options{Type: how.kind, Charset: how.charset, Name: f.name, Part: f.part}
	typ, optional := source.Convertible(f.bytes, opt)
	if typ == "" {
		return opt, nil
	}
	made, err := convert.Convert(context.Background(), f.bytes, typ, cmp.Or(f.name, "standard input"))
	switch {
	case optional && errors.Is(err, convert.ErrNone):
		return opt, nil
	case err != nil:
		return source.Options{}, err
	}
	opt.Converted = &source.Conversion{Form: made.Form, Bytes: made.Bytes, By: made.By}
	return opt, nil
}
