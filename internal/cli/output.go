package cli

import (
	"fmt"
	"io"

	"galley/internal/wording"
)

// An output is standard output. Write never fails, so that a command does all it should
// even if what it prints is lost; [program.end] reports the first failure.
type output struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	if o.err == nil {
		_, o.err = o.Writer.Write(p)
	}
	return len(p), nil
}

// withOutput adds to an error, which may be nil, that standard output could not be
// written, and what is saved all the same.
func (p *program) withOutput(err error) error {
	if p.out.err == nil {
		return err
	}
	failed := "standard output could not be written: " + wording.FileError(p.out.err)
	switch {
	case p.saved != "":
		failed += "; " + p.saved + " is saved"
	case p.lib != nil && p.lib.Written():
		failed += "; what was changed in the library is saved"
	}
	if err != nil {
		return fmt.Errorf("%w; and %s", err, failed)
	}
	return fmt.Errorf("%s", failed)
}
