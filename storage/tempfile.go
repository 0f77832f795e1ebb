package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"syscall"
)

// createTemp creates the file that publish makes the one at path, which must not
// exist. It removes such files of processes that were killed.
func createTemp(path string) (*os.File, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	dir := filepath.Dir(path)
	removeLeftovers(dir)
	return os.CreateTemp(dir, fmt.Sprintf("%s.galley-%d-*.part", filepath.Base(path), os.Getpid()))
}

// removeLeftovers removes the temporary files in a folder whose process has ended.
func removeLeftovers(dir string) {
	leftover := regexp.MustCompile(`\.galley-(\d+)-\d+\.part$`)
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
