// Package convert has programs that are installed on this computer make
// something readable of files that Galley does not read itself: pdftotext and
// mutool, pandoc, LibreOffice.
//
// # Rules
//
// A program is found on PATH and run by its absolute path, without a shell, in
// a new folder that is removed afterwards. It gets a copy of the bytes under a
// name that is made here: no name that a stranger chose is ever an argument.
// It may take Deadline and write Limit bytes; then it and its children are
// ended. What it says on standard error is trimmed to one clean line.
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

// The limits of one conversion.
const (
	Deadline = 30 * time.Second
	Limit    = 64 << 20 // bytes
)

// The forms of what programs write.
const (
	FormLayout = "layout" // XML of pdftotext -bbox-layout
	FormPages  = "pages"  // plain text with a form feed after each page
	FormHTML   = "html"
	FormDOCX   = "docx"
)

// Errors that callers branch on.
var (
	// ErrNone is returned where no program is installed that reads a type. The
	// error says which would do and how to get it.
	ErrNone = errors.New("no program to read it with")
	// ErrLocked is returned for a document that asks for a password.
	ErrLocked = errors.New("it is locked by a password: save it without one")
	// ErrTooLong is returned where a program did not end in time.
	ErrTooLong = errors.New("it took longer than 30 seconds")
	// ErrTooLarge is returned where a program wrote more than Limit bytes.
	ErrTooLarge = errors.New("it gives more than 64 MiB: split the document")
)

// A Result is what a program made of a document.
type Result struct {
	Form  string // FormLayout, FormPages, FormHTML or FormDOCX
	Bytes []byte
	By    string // name and version of the program: "pdftotext 22.12.0"
}

// Convert converts a document of a type such as "pdf", "rtf", "doc" or "rst".
// name is what a person calls it, for errors; it is quoted there. The first
// program that is installed and gives something is used.
func Convert(ctx context.Context, raw []byte, typ, name string) (Result, error) {
	ways := waysFor(typ)
	if len(ways) == 0 {
		return Result{}, fmt.Errorf("%s: %w", quoted(name), ErrNone)
	}
	var failures []error
	for _, w := range ways {
		path, err := find(w.program)
		if err != nil {
			continue
		}
		result, err := w.run(ctx, path, raw, typ)
		if err == nil {
			return result, nil
		}
		failures = append(failures, fmt.Errorf("%s: %w", w.program, err))
		if errors.Is(err, ErrLocked) || ctx.Err() != nil {
			break
		}
	}
	if len(failures) == 0 {
		return Result{}, missing(typ, name, ways)
	}
	return Result{}, fmt.Errorf("%s cannot be converted: %w", quoted(name), failures[len(failures)-1])
}

// find is the absolute path of a program on PATH. One in the working folder is
// none.
func find(program string) (string, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// run converts raw in a folder of its own.
func (w way) run(ctx context.Context, path string, raw []byte, typ string) (Result, error) {
	folder, err := os.MkdirTemp("", "galley-convert-")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(folder)
	in := filepath.Join(folder, "document."+typ)
	if err := os.WriteFile(in, raw, 0o600); err != nil {
		return Result{}, err
	}
	if err := w.prepare(folder); err != nil {
		return Result{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	out, err := command{path, w.arguments(folder, in, typ), folder}.output(ctx)
	if err == nil && w.file != "" {
		out, err = readLimited(filepath.Join(folder, w.file))
	}
	switch {
	case err != nil:
		return Result{}, err
	case strings.TrimSpace(string(out[:min(len(out), 4096)])) == "" && w.form != FormPages:
		return Result{}, errors.New("it gave nothing")
	}
	return Result{Form: w.form, Bytes: out, By: strings.TrimSpace(w.program + " " + version(ctx, path, w.version, folder))}, nil
}
