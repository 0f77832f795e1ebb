package origin

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
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
	raw := make([]byte, 0, min(info.Size(), Limit)+512)
	if info.Size() >= worthSharing {
		raw = readParts(file, raw[:min(info.Size(), Limit)])
	}
	return readOn(io.NewSectionReader(file, int64(len(raw)), math.MaxInt64-int64(len(raw))), raw)
}

// worthSharing is how many bytes take longer to copy than a goroutine to start.
const worthSharing = 1 << 20

// readParts fills raw from the beginning of file, all processors sharing the
// work, and returns as much of it as was read without a gap.
func readParts(file io.ReaderAt, raw []byte) []byte {
	part := len(raw)/runtime.GOMAXPROCS(0) + 1
	var wait sync.WaitGroup
	got := make([]int, (len(raw)+part-1)/part)
	for i := range got {
		wait.Go(func() {
			got[i], _ = file.ReadAt(raw[i*part:min((i+1)*part, len(raw))], int64(i*part)) // what is wrong shows when reading on
		})
	}
	wait.Wait()
	for i, n := range got {
		if end := min((i+1)*part, len(raw)); i*part+n < end {
			return raw[:i*part+n]
		}
	}
	return raw
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
