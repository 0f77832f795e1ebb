package library

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"

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

// An importFile is a file to import. It is read again whenever it is opened, so that it
// need not fit in memory, unless data has all of it.
type importFile struct {
	path string
	head []byte // its first bytes, at most export.DetectBytes
	data []byte // of standard input, documents, and what was converted to UTF-8; else nil
}

// importFile returns the file at path, or standard input for "-".
func (l *Library) importFile(path string) (*importFile, error) {
	f := &importFile{path: path}
	if path == "-" {
		data, err := readImport(l.options.Stdin, 0)
		f.head, f.data = data[:min(len(data), export.DetectBytes)], data
		return f, err
	}
	r, err := f.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f.head, err = io.ReadAll(io.LimitReader(r, export.DetectBytes))
	return f, err
}

// open opens the file at its beginning.
func (f *importFile) open() (io.ReadCloser, error) {
	if f.data != nil {
		return io.NopCloser(bytes.NewReader(f.data)), nil
	}
	r, _, err := openImport(f.path)
	return r, err
}

// load reads the whole file into data.
func (f *importFile) load() (err error) {
	if f.data == nil {
		f.data, err = readImportFile(f.path)
	}
	return err
}

// isUTF8 reports whether the whole file is valid UTF-8.
func (f *importFile) isUTF8() bool {
	r, err := f.open()
	if err != nil {
		return false
	}
	defer r.Close()
	_, err = io.Copy(io.Discard, transform.NewReader(r, encoding.UTF8Validator))
	return err == nil
}

// openImport opens a regular file and returns its size, which is not more than may be
// imported.
func openImport(path string) (*os.File, int64, error) {
	info, err := os.Stat(path) // before it is opened: a named pipe would wait for a writer
	if err == nil {
		err = origin.CheckKind(path, info.Mode())
	}
	if err != nil {
		return nil, 0, err
	}
	if info.Size() > export.DefaultMaxBytes {
		return nil, 0, export.ErrTooLarge // before any of it is read
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

func readImportFile(path string) ([]byte, error) {
	f, size, err := openImport(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readImport(f, size)
}

// readImport reads all of r, which has about size bytes.
func readImport(r io.Reader, size int64) ([]byte, error) {
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

// isRescue reports whether a file that begins with data is a rescue file.
func isRescue(data []byte) bool {
	return bytes.Contains(data[:min(len(data), rescueHead)], []byte(`"galley-rescue/`))
}

// decode returns the format of a file, which is the chosen one or the detected one, and
// makes its data UTF-8. The character set of a table is guessed if none is chosen:
// spreadsheets write that of the computer. A guess is reported.
func (in *Import) decode(f *importFile) (export.Format, error) {
	o := in.options
	if bytes.HasPrefix(f.head, []byte("PK")) { // a document, whose parts are named at its end
		if err := f.load(); err != nil {
			return export.Format{}, err
		}
		f.head = f.data
	}
	format, err := o.format(f.path, f.head)
	if errors.Is(err, errWorkbook) {
		return format, err
	}
	if errors.Is(err, errUndetected) && len(f.head) == export.DetectBytes { // of a long text
		wasLoaded := f.data != nil
		if err := f.load(); err != nil {
			return export.Format{}, err
		}
		if format, err = o.format(f.path, f.data); err == nil && !wasLoaded {
			f.data = nil // frees its memory
		}
	}
	isText := format.Name != "docx"
	if isText && o.Charset == "" && err == nil && (format.Name != "csv" || f.isUTF8()) {
		return format, nil
	}
	if loadErr := f.load(); loadErr != nil || !isText {
		return format, cmp.Or(loadErr, err)
	}
	text, guess, err := source.Decode(f.data, o.Charset)
	if err != nil {
		return format, err
	}
	if guess != "" {
		in.Supposed = append(in.Supposed, fmt.Sprintf("%s does not say its character set, which is guessed to be %s; if it is not, name it with --charset",
			wording.QuotePath(f.path), guess))
	}
	f.data = text
	return o.format(f.path, text)
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
		return f, undetected(path, data)
	case !f.Readable():
		return f, fmt.Errorf("%s can be exported, but not imported", f.Name)
	}
	return f, nil
}

// Errors for files whose format cannot be detected.
var (
	errUndetected = errors.New("not in a format that can be imported")
	errBlank      = errors.New("empty")
	errWorkbook   = errors.New("a workbook of a spreadsheet")
)

// undetected returns the error for a file that begins with data.
func undetected(path string, data []byte) error {
	has := func(part string) bool { return bytes.Contains(data, []byte(part)) }
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\uFEFF")))) == 0:
		return errBlank
	case strings.HasSuffix(strings.ToLower(path), ".xls"), bytes.HasPrefix(data, []byte("PK")) && (has("xl/workbook.") || has("opendocument.spreadsheet")):
		return errWorkbook
	}
	return errUndetected
}

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
	case errors.Is(err, errBlank):
		return fmt.Errorf("%s is %w; nothing was imported", name, err)
	case errors.Is(err, errWorkbook):
		return fmt.Errorf("%s is %w; nothing was imported; save its table as CSV, and import that", name, err)
	case errors.Is(err, origin.ErrNotRegular):
		return fmt.Errorf("%w; nothing was imported", err)
	case errors.Is(err, export.ErrTooLarge):
		return fmt.Errorf("%s is %w, more than %d MiB; nothing was imported; export fewer articles at a time", name, err, export.DefaultMaxBytes>>20)
	case errors.Is(err, export.ErrNoTag):
		return fmt.Errorf("%s: %w; nothing was imported; choose their tag with --tag", name, err)
	case errors.As(err, &syntax), errors.Is(err, export.ErrSyntax):
		return fmt.Errorf("%s is damaged (%w); nothing was imported; export it again", name, err)
	case errors.As(err, &file) && file.Path != path:
		return fmt.Errorf("%s cannot be imported without %s: %s; nothing was imported", name, wording.QuotePath(file.Path), wording.FileError(err))
	case errors.As(err, &file):
		return fmt.Errorf("%s cannot be imported: %s; nothing was imported", name, wording.FileError(err))
	}
	return fmt.Errorf("%s cannot be imported (%w); nothing was imported", name, err)
}
