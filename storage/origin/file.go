package origin

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// File reads the file at path.
//
// It returns ErrTooLarge for more than Limit bytes, and errors that wrap
// [fs.ErrNotExist] and [fs.ErrPermission] for a file that is missing or may
// not be read.
func File(path string, now time.Time) (Origin, error) {
	if err := readable(path); err != nil {
		return Origin{}, err
	}
	location, err := resolve(path)
	if err != nil {
		return Origin{}, failed(path, err)
	}
	raw, err := readFile(location)
	if err != nil {
		return Origin{}, failed(path, err)
	}
	return Origin{
		Kind:      KindFile,
		Location:  location,
		Name:      filepath.Base(path),
		Bytes:     raw,
		Retrieved: now.UTC(),
	}, nil
}

// readable refuses what cannot be an article before it is opened: opening a
// named pipe would wait for a writer for ever.
func readable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return failed(path, err)
	}
	switch mode := info.Mode(); {
	case mode.IsRegular() && info.Size() > Limit:
		return failed(path, ErrTooLarge)
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return fmt.Errorf("%s is a folder: name a file in it", quoted(path))
	case mode&fs.ModeNamedPipe != 0:
		return fmt.Errorf("%s is a named pipe: pass it as standard input instead (galley - < PIPE)", quoted(path))
	default:
		return fmt.Errorf("%s is a device or a socket, not a file: name a file with text", quoted(path))
	}
}

// resolve returns the one name by which a file is known however it was named.
func resolve(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(absolute)
}

func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return readAll(file, info.Size())
}

// failed says in one line what went wrong with the file at path.
func failed(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &fileError{fmt.Sprintf("there is no file %s: check the name and the folder", quoted(path)), err}
	case errors.Is(err, fs.ErrPermission):
		return &fileError{fmt.Sprintf("%s may not be read: check its permissions", quoted(path)), err}
	case errors.Is(err, ErrTooLarge):
		return &fileError{fmt.Sprintf("%s is too large, %v", quoted(path), err), err}
	}
	var operation *fs.PathError
	if errors.As(err, &operation) {
		err = operation.Err
	}
	return fmt.Errorf("%s cannot be read: %w", quoted(path), err)
}

// quoted is a name in a line for a person: nothing in it acts on a terminal.
func quoted(name string) string {
	escaped := strconv.Quote(name)
	return "“" + escaped[1:len(escaped)-1] + "”"
}

// A fileError has words of its own for a cause that callers can still test.
type fileError struct {
	words string
	cause error
}

func (e *fileError) Error() string { return e.words }
func (e *fileError) Unwrap() error { return e.cause }
