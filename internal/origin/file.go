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
// It returns errors that wrap ErrTooLarge for a file of more than Limit bytes,
// [fs.ErrNotExist] for a missing file, and [fs.ErrPermission] for an unreadable
// one.
func File(path string, now time.Time) (Origin, error) {
	if err := checkRegular(path); err != nil {
		return Origin{}, err
	}
	location, err := resolve(path)
	if err != nil {
		return Origin{}, readError(path, err)
	}
	raw, err := readFile(location)
	if err != nil {
		return Origin{}, readError(path, err)
	}
	return Origin{
		Location:  location,
		Name:      filepath.Base(path),
		Bytes:     raw,
		Retrieved: now.UTC(),
	}, nil
}

// checkRegular returns an error unless path is a regular file of at most Limit
// bytes. It is called before the file is opened, because opening a named pipe
// would wait for a writer.
func checkRegular(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return readError(path, err)
	}
	if info.Mode().IsRegular() && info.Size() > Limit {
		return readError(path, ErrTooLarge)
	}
	return CheckKind(path, info.Mode())
}

// CheckKind returns an error that wraps ErrNotRegular unless mode is that of a regular
// file.
func CheckKind(path string, mode fs.FileMode) error {
	switch what := quoted(path); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return &fileError{what + " is a folder: name a file in it", ErrNotRegular}
	case mode&fs.ModeNamedPipe != 0:
		return &fileError{what + " is a named pipe: pass it as standard input instead (- < PIPE)", ErrNotRegular}
	default:
		return &fileError{what + " is a device or a socket, not a regular file: name a file", ErrNotRegular}
	}
}

// resolve returns the absolute path of a file with symbolic links resolved.
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
	if info.Size() >= minParallel {
		raw = readParallel(file, raw[:min(info.Size(), Limit)])
	}
	return readRest(io.NewSectionReader(file, int64(len(raw)), math.MaxInt64-int64(len(raw))), raw)
}

// minParallel is the minimum file size, in bytes, at which reading in parallel is
// faster.
const minParallel = 1 << 20

// readParallel fills raw from the beginning of file in one goroutine per
// processor, and returns the part that was read without a gap.
func readParallel(file io.ReaderAt, raw []byte) []byte {
	part := len(raw)/runtime.GOMAXPROCS(0) + 1
	var wait sync.WaitGroup
	got := make([]int, (len(raw)+part-1)/part)
	for i := range got {
		wait.Go(func() {
			got[i], _ = file.ReadAt(raw[i*part:min((i+1)*part, len(raw))], int64(i*part)) // readRest gets the error again
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

// readError returns err, which is about the file at path, as one line for the
// user.
func readError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &fileError{fmt.Sprintf("there is no file %s: check the name and the folder", quoted(path)), err}
	case errors.Is(err, fs.ErrPermission):
		return &fileError{fmt.Sprintf("%s cannot be read: check its permissions", quoted(path)), err}
	case errors.Is(err, ErrTooLarge):
		return &fileError{fmt.Sprintf("%s is too large, %v", quoted(path), err), err}
	}
	if operation, ok := errors.AsType[*fs.PathError](err); ok {
		err = operation.Err
	}
	return fmt.Errorf("%s cannot be read: %w", quoted(path), err)
}

// quoted quotes a name for the user and escapes characters that a terminal would
// act on.
func quoted(name string) string {
	escaped := strconv.Quote(name)
	return "“" + escaped[1:len(escaped)-1] + "”"
}

// A fileError is a message with a cause that callers can test for.
type fileError struct {
	message string
	cause   error
}

// Error implements error.
func (e *fileError) Error() string { return e.message }

// Unwrap returns the cause.
func (e *fileError) Unwrap() error { return e.cause }
