package library

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"galley/annotate/export"
	"galley/internal/wording"
)

// annotationFiles returns the files to read. It replaces the text of a brat
// document with the file that has the annotations.
func annotationFiles(paths []string) []string {
	var files []string
	for _, path := range paths {
		if stem, ok := strings.CutSuffix(path, ".txt"); ok {
			if _, err := os.Stat(stem + ".ann"); err == nil {
				if slices.Contains(paths, stem+".ann") {
					continue
				}
				path = stem + ".ann"
			}
		}
		files = append(files, path)
	}
	return files
}

// readImport reads a whole file, or standard input for "-".
func (l *Library) readImport(path string) ([]byte, error) {
	r := l.options.Stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.Size() > export.DefaultMaxBytes {
			return nil, export.ErrTooLarge // before any of it is read
		}
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, export.DefaultMaxBytes+1))
	if err == nil && len(data) > export.DefaultMaxBytes {
		err = export.ErrTooLarge
	}
	return data, err
}

// isRescue reports whether a file is a rescue file.
func isRescue(data []byte) bool {
	return bytes.Contains(data[:min(len(data), 100)], []byte(`"galley-rescue/`))
}

// format returns the chosen format, or the detected one.
func (o ImportOptions) format(path string, data []byte) (export.Format, error) {
	if o.Format != "" {
		return export.FormatByName(o.Format)
	}
	f, err := export.Detect(path, data)
	switch {
	case err != nil:
		return f, errUndetected
	case !f.Readable():
		return f, fmt.Errorf("%s can be exported, but not imported", f.Name)
	}
	return f, nil
}

// errUndetected is returned for a file whose format cannot be detected.
var errUndetected = errors.New("not in a format that can be imported")

// importError returns the error for a file that cannot be imported because of
// err.
func importError(path string, err error) error {
	name := wording.QuotePath(path)
	var syntax *json.SyntaxError
	var file *fs.PathError
	switch {
	case errors.Is(err, errUndetected):
		formats := wording.And(export.FormatNames(export.ReadableFormats()))
		return fmt.Errorf("%s is %w; nothing was imported; the formats are %s", name, err, formats)
	case errors.Is(err, export.ErrNoTag):
		return fmt.Errorf("%s: %w; nothing was imported; choose their tag with --tag", name, err)
	case errors.As(err, &syntax):
		return fmt.Errorf("%s is damaged (%w); nothing was imported; export it again", name, err)
	case errors.As(err, &file):
		return fmt.Errorf("%s cannot be imported: %s; nothing was imported", name, wording.FileError(err))
	}
	return fmt.Errorf("%s cannot be imported (%w); nothing was imported", name, err)
}
