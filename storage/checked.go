package storage

import (
	"time"

	"galley/storage/boltfile"
)

// manyPaths is the number of paths of a bucket that are checked one by one, before all of
// it is checked, which costs less for so many.
const manyPaths = 64

// soundFor is how long a library counts as sound that was once checked as a whole and
// then only written by Galley.
const soundFor = 24 * time.Hour

// checks are the checks of what bbolt trusts blindly: that branches have no cycle and,
// before writing, that no page in use is listed as free. For what is read, the branches
// that lead there are checked. A library is checked as a whole before the first write
// in soundFor; until then, its seal says that its free pages are those of a
// library that was, and only the pages that a write replaces are checked.
type checks struct {
	all     bool            // everything was checked once, so no paths are
	buckets map[string]bool // these were checked for cycles; "" is the list of buckets
	paths   map[string]int  // how many paths were checked by bucket

	pages *boltfile.File // the state that the present transaction began with
	free  []uint64       // its free pages; only for writing
	since time.Time      // when the library was checked as a whole; zero if that is unknown
}

// open checks the list of buckets and, before writing, the free pages, also if everything
// was checked before: a write seals them again.
func (c *checks) open(f *openFile, a access, current boltfile.Header) error {
	if c.buckets == nil {
		c.buckets, c.paths = map[string]bool{}, map[string]int{}
	}
	c.pages, c.free = boltfile.At(f.file, current), nil
	if a == reading || c.all && f.owner.dryRun {
		return c.bucket("", c.pages.Root())
	}
	free, err := c.pages.Free()
	if err != nil {
		return &DamageError{Err: err}
	}
	c.free = free
	since, sealed := c.pages.Seal(free)
	if age := time.Since(since); !sealed || age < 0 || age > soundFor {
		return c.everything()
	}
	c.since = since
	return c.bucket("", c.pages.Root())
}

// everything checks the whole library for writing.
func (c *checks) everything() error {
	if err := c.pages.CheckFree(); err != nil {
		return &DamageError{Err: err}
	}
	c.all, c.since = true, time.Now()
	return nil
}

// bucket looks for cycles in a whole bucket, once.
func (c *checks) bucket(name string, root uint64) error {
	if c.all || c.buckets[name] || root == 0 {
		return nil
	}
	if err := c.pages.CheckTree(root); err != nil {
		return &DamageError{Err: err}
	}
	c.buckets[name] = true
	return nil
}

// read looks for cycles on the way to the keys of a bucket that begin with prefix.
func (c *checks) read(name string, root uint64, prefix string) error {
	if c.all || c.buckets[name] || root == 0 {
		return nil
	}
	if c.paths[name]++; prefix == "" || c.paths[name] > manyPaths {
		return c.bucket(name, root)
	}
	if err := c.pages.CheckPath(root, []byte(prefix)); err != nil {
		return &DamageError{Err: err}
	}
	return nil
}

// write checks the pages that the write of a key replaces.
func (c *checks) write(name string, root uint64, key string) error {
	if c.all || root == 0 {
		return nil
	}
	if c.paths[name]++; c.paths[name] > manyPaths {
		return c.everything()
	}
	if err := c.pages.CheckWrite(root, []byte(key), c.free); err != nil {
		return &DamageError{Err: err}
	}
	return nil
}

// committed seals the state that a transaction has just written. Without a seal, the
// next write checks the whole library.
func (c *checks) committed(f *openFile) {
	found, err := headers(f.file)
	if err != nil || len(found) == 0 || c.since.IsZero() {
		return
	}
	c.pages = boltfile.At(f.file, found[0])
	if c.free, err = c.pages.Free(); err == nil {
		_ = c.pages.WriteSeal(f.file, c.free, c.since)
	}
}
