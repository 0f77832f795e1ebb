package cli

import (
	"cmp"
	"context"
	"errors"

	"galley/annotate/source"
	"galley/internal/origin/convert"
)

// converted adds to opt what a program made of the bytes, if Galley does not
// read their type itself. A text in some markup stays the text that it is where
// there is no such program.
func (f *found) converted(opt source.Options) (source.Options, error) {
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
