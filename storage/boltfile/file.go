package boltfile

import (
	"fmt"
	"io"
	"slices"
)

// maxDepth is deeper than any tree that bbolt builds: its branches are wide.
const maxDepth = 64

// A File is one committed state of a bbolt file.
type File struct {
	r      io.ReaderAt
	header Header
}

// At reads the state that the header describes.
func At(r io.ReaderAt, h Header) *File { return &File{r, h} }

// A Problem is something in the structure of a file that is not as bbolt
// writes it.
type Problem struct {
	Bucket string // where it is, "" for the list of buckets
	Err    error  // in plain words
}

func (p Problem) Error() string {
	if p.Bucket == "" {
		return p.Err.Error()
	}
	return fmt.Sprintf("bucket %q: %v", p.Bucket, p.Err)
}

func (p Problem) Unwrap() error { return p.Err }

// Walk calls visit with every key and value of every bucket of the top level.
// What cannot be read is skipped and returned as problems; nil means that the
// structure is sound. Keys and values belong to the caller. Buckets inside
// buckets are problems: the library has none.
func (f *File) Walk(visit func(bucket string, key, value []byte)) []Problem {
	w := walk{file: f, seen: make(map[uint64]bool)}
	w.tree(f.header.Root, 0, func(name, value []byte, bucket bool) {
		if !bucket {
			w.problem("a value stands where only buckets may: %q", name)
			return
		}
		w.in = string(name)
		w.bucket(value, func(key, value []byte, bucket bool) {
			if bucket {
				w.problem("a bucket inside it: %q", key)
				return
			}
			visit(w.in, key, value)
		})
		w.in = ""
	})
	return w.problems
}

// Free returns the numbers of the pages that are not in use, in order.
func (f *File) Free() ([]uint64, error) {
	if f.header.Freelist == noFreelist {
		return nil, fmt.Errorf("the file keeps no list of free pages")
	}
	p, err := f.page(f.header.Freelist)
	if err != nil {
		return nil, fmt.Errorf("list of free pages: %w", err)
	}
	count, ids := uint64(p.count), p.data[pageHead:]
	if count == 0xFFFF {
		count, ids = u64(ids), ids[8:]
	}
	if p.kind != freelistPage || count > uint64(len(ids)/8) {
		return nil, fmt.Errorf("list of free pages: page %d holds none", f.header.Freelist)
	}
	free := make([]uint64, count)
	for i := range free {
		free[i] = u64(ids[8*i:])
		if free[i] < 2 || free[i] >= f.header.Pages {
			return nil, fmt.Errorf("list of free pages: page %d lies outside the file", free[i])
		}
	}
	slices.Sort(free)
	return free, nil
}

// A walk goes through trees once; seen keeps it from going in circles.
type walk struct {
	file     *File
	in       string // the bucket, "" for the list of buckets
	seen     map[uint64]bool
	problems []Problem
}

func (w *walk) problem(format string, args ...any) {
	w.problems = append(w.problems, Problem{w.in, fmt.Errorf(format, args...)})
}

// bucket walks a bucket. value is what the root stores of it: the page of its
// tree and a sequence number, or in place of a tree the one page itself.
func (w *walk) bucket(value []byte, visit func(key, value []byte, bucket bool)) {
	switch {
	case len(value) < 16:
		w.problem("its head is cut short")
	case u64(value) != 0:
		w.tree(u64(value), 0, visit)
	case len(value) < 16+pageHead:
		w.problem("its page is cut short")
	default:
		w.leaf(0, parsePage(value[16:]), visit)
	}
}

// tree visits all entries below the page with that number.
func (w *walk) tree(id uint64, depth int, visit func(key, value []byte, bucket bool)) {
	if w.seen[id] || depth > maxDepth {
		w.problem("page %d is used twice", id)
		return
	}
	w.seen[id] = true
	p, err := w.file.page(id)
	switch {
	case err != nil:
		w.problem("%w", err)
	case p.kind == leafPage:
		w.leaf(id, p, visit)
	case p.kind == branchPage:
		for i := range p.count {
			if child, ok := p.child(i); ok {
				w.tree(child, depth+1, visit)
			} else {
				w.problem("page %d: branch %d points outside it", id, i)
			}
		}
	default:
		w.problem("page %d is no part of a tree", id)
	}
}

func (w *walk) leaf(id uint64, p page, visit func(key, value []byte, bucket bool)) {
	for i := range p.count {
		if key, value, bucket, ok := p.entry(i); ok && len(key) > 0 {
			visit(key, value, bucket)
		} else {
			w.problem("page %d: entry %d points outside it", id, i)
		}
	}
}
