package boltfile

import (
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxDepth is more than the depth of any tree that bbolt builds.
const maxDepth = 64

// A File is one committed state of a bbolt file.
type File struct {
	r      io.ReaderAt
	header Header
}

// At returns the state that the header describes.
func At(r io.ReaderAt, h Header) *File { return &File{r, h} }

// A Problem is a part of a file's structure that bbolt cannot have written.
type Problem struct {
	Bucket string // "" for the list of buckets
	Err    error  // for the user
}

// Error implements error.
func (p Problem) Error() string {
	if p.Bucket == "" {
		return p.Err.Error()
	}
	return fmt.Sprintf("bucket %q: %v", p.Bucket, p.Err)
}

// Unwrap returns the cause.
func (p Problem) Unwrap() error { return p.Err }

// Walk calls visit with every key and value of every bucket; visit may keep them.
// Unreadable parts are skipped and returned as problems; nil means that the
// structure is sound. Nested buckets are problems: the library has none.
func (f *File) Walk(visit func(bucket string, key, value []byte)) []Problem {
	w := walk{file: f, seen: make(map[uint64]string)}
	w.tree(f.header.Root, 0, func(name, value []byte, bucket bool) {
		if !bucket {
			w.problem("a value among the buckets: %q", name)
			return
		}
		w.current = string(name)
		w.bucket(value, func(key, value []byte, bucket bool) {
			if bucket {
				w.problem("a nested bucket: %q", key)
				return
			}
			visit(w.current, key, value)
		})
		w.current = ""
	})
	return w.problems
}

// Free returns the numbers of the unused pages, in order.
func (f *File) Free() ([]uint64, error) {
	if f.header.Freelist == noFreelist {
		return nil, errors.New("the file has no list of free pages")
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
		return nil, fmt.Errorf("page %d is not a list of free pages", f.header.Freelist)
	}
	free := make([]uint64, count)
	for i := range free {
		free[i] = u64(ids[8*i:])
		if free[i] < 2 || free[i] >= f.header.Pages {
			return nil, fmt.Errorf("list of free pages: page %d is outside the file", free[i])
		}
	}
	slices.Sort(free)
	return free, nil
}

// A walk visits trees, each page once in a bucket. A page that is in two buckets is a
// problem, but one of them may be right.
type walk struct {
	file     *File
	current  string            // bucket, "" for the list of buckets
	seen     map[uint64]string // the bucket in which a page was last visited
	problems []Problem
}

func (w *walk) problem(format string, args ...any) {
	w.problems = append(w.problems, Problem{w.current, fmt.Errorf(format, args...)})
}

// bucket visits all entries of a bucket. value is its entry in the list of buckets:
// the root page of its tree and a sequence number, followed, if there is no tree,
// by its only page.
func (w *walk) bucket(value []byte, visit func(key, value []byte, bucket bool)) {
	switch {
	case len(value) < 16:
		w.problem("its head is truncated")
	case u64(value) != 0:
		w.tree(u64(value), 0, visit)
	case len(value) < 16+pageHead:
		w.problem("its page is truncated")
	default:
		w.leaf(0, parsePage(value[16:]), visit)
	}
}

// tree visits all entries below the page with the given number.
func (w *walk) tree(id uint64, depth int, visit func(key, value []byte, bucket bool)) {
	before, used := w.seen[id]
	if used || depth > maxDepth {
		w.problem("page %d is used twice", id)
	}
	if used && (before == w.current || w.current == "") || depth > maxDepth {
		return
	}
	w.seen[id] = w.current
	p, err := w.file.page(id)
	switch {
	case err != nil:
		w.problem("%w", err)
	case p.kind == leafPage:
		w.leaf(id, p, visit)
	case p.kind == branchPage:
		w.elements(id, "branch", p.count, func(i int) bool {
			child, ok := p.child(i)
			if ok {
				w.tree(child, depth+1, visit)
			}
			return ok
		})
	default:
		w.problem("page %d is not a tree page", id)
	}
}

func (w *walk) leaf(id uint64, p page, visit func(key, value []byte, bucket bool)) {
	w.elements(id, "entry", p.count, func(i int) bool {
		key, value, bucket, ok := p.entry(i)
		ok = ok && len(key) > 0
		if ok {
			visit(key, value, bucket)
		}
		return ok
	})
}

// elements calls visit for each element of a page. Those for which it returns
// false become one problem, since one damaged page can have 65,535 of them.
func (w *walk) elements(id uint64, what string, count int, visit func(i int) bool) {
	first, outside := 0, 0
	for i := range count {
		if visit(i) {
			continue
		}
		if outside == 0 {
			first = i
		}
		outside++
	}
	switch {
	case outside == 1:
		w.problem("page %d: %s %d points outside the page", id, what, first)
	case outside > 1:
		w.problem("page %d: %s %d points outside the page, and so do %d more", id, what, first, outside-1)
	}
}
