// Package convert runs programs that are installed on this computer to convert
// formats that Galley does not read itself: pdftotext and mutool, pandoc,
// LibreOffice.
//
// # Rules
//
// A program is found on PATH and run by its absolute path, without a shell, in a
// new folder that is removed afterwards. It gets a copy of the bytes under a
// fixed name: no name from outside is ever an argument. The programs that are tried
// on a document may run for Deadline in total, and each may write Limit bytes; then
// the program and its children are killed, as they are when the context ends. Its
// standard error is reduced to one clean line.
package convert

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// The limits of one conversion: Deadline for all programs that are tried, Limit for each.
const (
	Deadline = 30 * time.Second
	Limit    = 64 << 20 // bytes
)

var (
	// ErrNone is returned when no installed program reads a type. The error
	// says which would and how to get it.
	ErrNone = errors.New("no program can convert it")

	// ErrLocked is returned for a document that needs a password.
	ErrLocked = errors.New("it is protected with a password: save it without one")

	// ErrTooLong is returned when a program does not end within Deadline.
	ErrTooLong = errors.New("it took longer than 30 seconds")

	// ErrTooLarge is returned when a program writes more than Limit bytes.
	ErrTooLarge = errors.New("its text is larger than 64 MiB: split the document")
)

// A Result is a converted document. It has the fields of source.Conversion, to
// which callers convert it.
type Result struct {
	Form      string // one of the forms of source.Conversion
	Bytes     []byte
	Converter string // name and version of the program: "pdftotext 22.12.0"
}

// Convert converts a document of a type such as "pdf", "rtf", "doc" or "rst" with
// the first installed program that succeeds. name is what the user calls the
// document; errors quote it.
func Convert(ctx context.Context, raw []byte, typ, name string) (Result, error) {
	document := typeNamed(typ)
	if document.converters == nil {
		return Result{}, fmt.Errorf("%s: %w", quoted(name), ErrNone)
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	var failure error
	for _, c := range document.converters {
		path, err := find(c.program)
		if err != nil {
			continue
		}
		result, err := c.run(ctx, path, raw, typ)
		if err == nil {
			return result, nil
		}
		failure = fmt.Errorf("%s: %w", c.program, err)
		if errors.Is(err, ErrLocked) || ctx.Err() != nil {
			break
		}
	}
	if failure == nil {
		return Result{}, document.missing(name)
	}
	return Result{}, fmt.Errorf("%s cannot be converted: %w", quoted(name), failure)
}

// find returns the absolute path of a program on PATH, but not one in the
// working folder.
func find(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// run converts raw in a temporary folder.
func (c converter) run(ctx context.Context, path string, raw []byte, typ string) (Result, error) {
	folder, err := os.MkdirTemp("", "galley-convert-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(folder)
	in := filepath.Join(folder, "document."+typ)
	if err := os.WriteFile(in, raw, 0o600); err != nil {
		return Result{}, err
	}
	if err := c.prepare(folder); err != nil {
		return Result{}, err
	}
	out, err := command{path, c.arguments(folder, in, typ), folder}.output(ctx)
	if err == nil && c.file != "" {
		out, err = readLimited(filepath.Join(folder, c.file))
	}
	switch {
	case err != nil:
		return Result{}, err
	case strings.TrimSpace(string(out[:min(len(out), 4096)])) == "" && c.form != formPages:
		return Result{}, errors.New("it produced no text")
	}
	return Result{Form: c.form, Bytes: out, Converter: strings.TrimSpace(c.program + " " + version(ctx, path, c.version, folder))}, nil
}
