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
	"unicode/utf8"

	"galley/annotate/export"
	"galley/annotate/source"
	"galley/internal/origin"
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
	r, size := l.options.Stdin, int64(0)
	if path != "-" {
		info, err := os.Stat(path) // before it is opened: a named pipe would wait for a writer
		if err == nil {
			err = origin.CheckKind(path, info.Mode())
		}
		if err != nil {
			return nil, err
		}
		size = info.Size()
		if size > export.DefaultMaxBytes {
			return nil, export.ErrTooLarge // before any of it is read
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	var data bytes.Buffer
	data.Grow(int(size) + bytes.MinRead)
	_, err := data.ReadFrom(io.LimitReader(r, export.DefaultMaxBytes+1))
	if err == nil && data.Len() > export.DefaultMaxBytes {
		err = export.ErrTooLarge
	}
	return data.Bytes(), err
}

// rescueHead is the number of bytes at the start of a file in which isRescue looks for
// the name of the format.
const rescueHead = 100

// isRescue reports whether a file is a rescue file.
func isRescue(data []byte) bool {
	return bytes.Contains(data[:min(len(data), rescueHead)], []byte(`"galley-rescue/`))
}

// decode returns the format of a file, which is the chosen one or the detected one, and
// its data in UTF-8. The character set of a table is guessed if none is chosen:
// spreadsheets write that of the computer.
func (o ImportOptions) decode(path string, data []byte) (export.Format, []byte, error) {
	f, err := o.format(path, data)
	if f.Name == "docx" || o.Charset == "" && err == nil && (f.Name != "csv" || utf8.Valid(data)) {
		return f, data, err
	}
	text, _, err := source.Decode(data, o.Charset)
	if err != nil {
		return f, nil, err
	}
	f, err = o.format(path, text)
	return f, text, err
}

// format returns the chosen format, or the detected one. Names of columns are those of
// a table.
func (o ImportOptions) format(path string, data []byte) (export.Format, error) {
	if o.Format == "" && o.Columns != nil {
		o.Format = "csv"
	}
	if o.Format != "" {
		return export.FormatByName(o.Format)
	}
	f, err := export.Detect(path, data)
	switch {
	case err != nil && o.Update:
		return export.FormatByName("csv") // with any columns
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
		return fmt.Errorf("%s is %w; nothing was imported; the formats are %s; --map names the columns of a table", name, err, formats)
	case errors.Is(err, origin.ErrNotRegular):
		return fmt.Errorf("%w; nothing was imported", err)
	case errors.Is(err, export.ErrTooLarge):
		return fmt.Errorf("%s is %w, more than %d MiB; nothing was imported; export fewer articles at a time", name, err, export.DefaultMaxBytes>>20)
	case errors.Is(err, export.ErrNoTag):
		return fmt.Errorf("%s: %w; nothing was imported; choose their tag with --tag", name, err)
	case errors.As(err, &syntax), errors.Is(err, export.ErrSyntax):
		return fmt.Errorf("%s is damaged (%w); nothing was imported; export it again", name, err)
	case errors.As(err, &file):
		return fmt.Errorf("%s cannot be imported: %s; nothing was imported", name, wording.FileError(err))
	}
	return fmt.Errorf("%s cannot be imported (%w); nothing was imported", name, err)
}
