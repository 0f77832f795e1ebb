package storage

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Backup copies the library to a new file with mode 0600. While it runs, other
// processes can read the library but not write to it. It returns fs.ErrExist if
// there is a file at path, and ErrNotFound if there is no library.
func (s *Store) Backup(path string) error { return s.backUp(path, writeNew) }

// BackupOver is Backup for an existing file at path, which keeps its mode.
func (s *Store) BackupOver(path string) error { return s.backUp(path, ReplaceFile) }

func (s *Store) backUp(path string, writeFile func(path string, write func(*os.File) error) error) error {
	return s.db.use("back up", reading, func(f *openFile) error {
		if f.bolt == nil {
			return notFound(s.Path())
		}
		return writeFile(path, func(to *os.File) error {
			return f.bolt.View(func(tx *bolt.Tx) error {
				if _, err := f.begin(tx, reading); err != nil && !errors.Is(err, errOlderSchema) {
					return err
				}
				return writeTo(tx, to)
			})
		})
	})
}

// writeTo copies the file of a transaction. bbolt keeps only the text of a failed write.
func writeTo(tx *bolt.Tx, to *os.File) error {
	w := &failing{File: to}
	_, err := tx.WriteTo(w)
	return cmp.Or(w.err, err)
}

// A failing is a file that remembers why writing failed.
type failing struct {
	*os.File
	err error
}

// Write implements io.Writer.
func (f *failing) Write(p []byte) (n int, err error) {
	n, err = f.File.Write(p)
	f.err = cmp.Or(f.err, err)
	return n, err
}

// writeNew creates a file with mode 0600 at path, which must not exist. The file
// appears when all of its contents are on disk.
func writeNew(path string, write func(*os.File) error) error {
	temp, err := createTemp(path)
	if err != nil {
		return err
	}
	return fillAndPublish(temp, path, write)
}

// writeNumbered calls writeNew for stem+ext or, if that exists, for stem-2+ext and
// so on. It returns the path of the file.
func writeNumbered(stem, ext string, write func(*os.File) error) (string, error) {
	path := stem + ext
	for n := 2; ; n++ {
		if err := writeNew(path, write); !errors.Is(err, fs.ErrExist) {
			return path, err
		}
		path = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
}

// syncFolder flushes a folder to disk, so that new names in it survive a crash.
// Errors are ignored: some systems do not support this.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
