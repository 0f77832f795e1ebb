package storage

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	bolt "go.etcd.io/bbolt"

	"galley/storage/boltfile"
)

// A Report is the result of a check or a repair.
type Report struct {
	Articles    int // in the trash or not
	Annotations int
	Steps       int
	Problems    []string // for the user; nil if there are none
	Exposed     bool     // whether other users can open the file, which is one of Problems
}

func (r *Report) problem(format string, args ...any) {
	r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
}

// Check examines the library: the structure of the file, every record, whether
// records agree with each other, whether texts match their digests, and whether
// annotations are on the words they were made on. It changes nothing. The report
// lists the damage. The error is non-nil if Check could not examine the library.
func (s *Store) Check() (Report, error) {
	var report Report
	err := s.db.use("examine", reading, func(f *openFile) error {
		report = Report{}
		if f.bolt == nil {
			return nil
		}
		report.checkMode(f.file)
		if !report.checkStructure(f) {
			report.problem("the records were not examined because the structure of the file is damaged")
			return nil
		}
		return f.transact(reading, func(t *txn) error {
			c := &checker{Report: &report, contents: newContents(), txn: t, entries: map[string]int{}, matched: map[string]int{}}
			c.check()
			return nil
		})
	})
	if e := (*Error)(nil); errors.As(err, &e) && errors.Is(err, ErrDamaged) {
		report.problem("%v", e.Err)
		return report, nil
	}
	return report, err
}

// checkMode checks that other users cannot read the library.
func (r *Report) checkMode(f *os.File) {
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		r.Exposed = true
		r.problem("other users of this computer can open the library: its mode is %#o, not 0600", info.Mode().Perm())
	}
}

// checkStructure checks the pages of the file and reports whether they are
// sound. bbolt's own check covers more, but runs in a separate goroutine, where a
// fault cannot be caught. So it runs only if boltfile found the pages sound.
func (r *Report) checkStructure(f *openFile) bool {
	found, err := headers(f.file)
	if err != nil {
		r.problem("%v", err)
		return false
	}
	if !boltfile.Intact(found) {
		r.problem("%v", ErrHeader)
		if newer, ok := newerState(f.file, found); ok {
			r.problem("the damaged header points to a newer state of the library, which is sound; its last step is %s; galley doctor --repair NEWFILE recovers it",
				newer.last)
		}
	}
	pages := boltfile.At(f.file, found[0])
	problems := pages.Walk(func(string, []byte, []byte) {})
	if _, err := pages.Free(); err != nil {
		problems = append(problems, boltfile.Problem{Err: err})
	}
	for _, p := range problems {
		r.problem("structure: %v", p)
	}
	if problems != nil {
		return false
	}
	return f.bolt.View(func(tx *bolt.Tx) (last error) {
		for err := range tx.Check() {
			if last = err; isPanic(err) {
				err = errPage
			}
			r.problem("structure: %v", err)
		}
		return last
	}) == nil
}
