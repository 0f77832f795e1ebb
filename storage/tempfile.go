package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
)

// createTemp creates the file that publish makes the one at path, which must not
// exist.
func createTemp(path string) (*os.File, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	RemoveLeftovers(filepath.Dir(path))
	return openTemp(path, 0o600)
}

// openTemp creates a temporary file next to path with a mode, less the umask.
func openTemp(path string, mode fs.FileMode) (*os.File, error) {
	for {
		name := fmt.Sprintf("%s.galley-%d-%d.part", path, os.Getpid(), rand.Uint32())
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// WriteNew creates a file at path, which must not exist, with a mode, less the umask.
// The file appears when all of its contents are on disk. A killed process leaves a
// temporary file, see [RemoveLeftovers].
func WriteNew(path string, mode fs.FileMode, write func(*os.File) error) error {
	temp, err := openTemp(path, mode)
	if err != nil {
		return err
	}
	return fillAndPublish(temp, path, write)
}

func fillAndPublish(temp *os.File, path string, write func(*os.File) error) error {
	defer os.Remove(temp.Name())
	if err := errors.Join(write(temp), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return publish(temp.Name(), path)
}

// ReplaceFile is WriteNew for an existing file, which keeps its mode and is never
// incomplete. If path is a link, the file that it leads to is replaced.
func ReplaceFile(path string, write func(*os.File) error) error {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return err
	}
	old, err := os.Stat(path)
	if err != nil {
		return err
	}
	temp, err := openTemp(path, old.Mode().Perm())
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	err = errors.Join(temp.Chmod(old.Mode().Perm()), write(temp), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	syncFolder(filepath.Dir(path))
	return err
}

// leftoverPattern matches the names of temporary files. The group is the process.
const leftoverPattern = `\.galley-(\d+)-\d+\.part$`

// RemoveLeftovers removes the temporary files in a folder whose process has exited.
func RemoveLeftovers(dir string) {
	leftover := regexp.MustCompile(leftoverPattern)
	entries, _ := os.ReadDir(dir) // what cannot be listed is not removed
	for _, e := range entries {
		m := leftover.FindStringSubmatch(e.Name())
		if m == nil || !e.Type().IsRegular() {
			continue
		}
		if pid, err := strconv.Atoi(m[1]); err == nil && !isRunning(pid) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// isRunning reports whether there may be a process with that number.
func isRunning(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	err = p.Signal(syscall.Signal(0))
	return !errors.Is(err, os.ErrProcessDone) && !errors.Is(err, syscall.ESRCH)
}

// publish gives a finished file its final name, at which there must be none. The
// folder must be able to hold links, or another process could see the name while
// the file is still empty.
func publish(temp, path string) error {
	err := os.Link(temp, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = publishByRename(temp, path)
	}
	if errors.Is(err, fs.ErrExist) {
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	if err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// publishByRename is publish for a file system without links.
func publishByRename(temp, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err = errors.Join(f.Close(), os.Rename(temp, path)); err != nil {
		os.Remove(path)
	}
	return err
}
