package storage

import (
	"errors"
	"os"
	"path/filepath"
)

// writeNew makes the file at path, which must not exist, with mode 0600. The
// name appears at once, empty; the contents appear whole, and only once they
// are on the disk. After an error there is no such file.
func writeNew(path string, write func(*os.File) error) (err error) {
	mark, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := mark.Close(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(path)
		}
	}()
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if err := errors.Join(write(temp), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// syncFolder puts a new name in a folder on the disk. Systems that cannot do
// it by themselves say so with an error, which is of no use to anyone.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
