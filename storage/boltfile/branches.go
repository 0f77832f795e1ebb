package boltfile

import (
	"fmt"
	"slices"
)

// CheckTree makes sure that the tree whose root is the page with that number
// does not lead back into itself, by reading its branch pages alone: a few per
// cent of it. bbolt overflows its stack on such a circle, which ends the
// process; every other damage makes it fault or panic, which can be caught, so
// pages that cannot be read are passed over here.
func (f *File) CheckTree(root uint64) error {
	b := &branches{file: f, seen: make(map[uint64]bool)}
	if err := b.tree(root, 0); err != nil {
		return err
	}
	return b.apart()
}

// Root is the number of the page at which the list of buckets begins.
func (f *File) Root() uint64 { return f.header.Root }

// CheckFree makes sure that no page is listed as free twice, or while a tree
// uses it: bbolt would write over it. Pages that leaves run on into are not
// looked at, because that takes reading all leaves.
func (f *File) CheckFree() error {
	free, err := f.Free()
	if err != nil {
		return err
	}
	b, err := f.branches()
	if err != nil {
		return err
	}
	for i, id := range free {
		if i > 0 && free[i-1] == id {
			return fmt.Errorf("page %d is listed as free twice", id)
		}
		if b.seen[id] {
			return fmt.Errorf("page %d is listed as free and used", id)
		}
	}
	for _, id := range b.leaves {
		if _, found := slices.BinarySearch(free, id); found {
			return fmt.Errorf("page %d is listed as free and used", id)
		}
	}
	return nil
}

// branches collects the pages of all trees.
func (f *File) branches() (*branches, error) {
	b := &branches{file: f, seen: make(map[uint64]bool)}
	roots := []uint64{f.header.Root}
	w := walk{file: f, seen: make(map[uint64]bool)}
	w.tree(f.header.Root, 0, func(_, value []byte, bucket bool) {
		if bucket && len(value) >= 16 && u64(value) != 0 {
			roots = append(roots, u64(value))
		}
	})
	for _, root := range roots {
		if err := b.tree(root, 0); err != nil {
			return nil, err
		}
	}
	return b, b.apart()
}

// branches collects the branch pages it saw, and the numbers of the pages
// below the lowest branches. Those are leaves unless the file is damaged.
type branches struct {
	file   *File
	seen   map[uint64]bool
	leaves []uint64
}

// apart makes sure that no page is both a branch and a leaf.
func (b *branches) apart() error {
	for _, id := range b.leaves {
		if b.seen[id] {
			return fmt.Errorf("page %d is used twice", id)
		}
	}
	return nil
}

func (b *branches) tree(id uint64, depth int) error {
	p, err := b.file.page(id)
	if err != nil || p.kind != branchPage {
		b.leaves = append(b.leaves, id)
		return nil
	}
	if b.seen[id] || depth > maxDepth {
		return fmt.Errorf("page %d is used twice", id)
	}
	b.seen[id] = true
	children := make([]uint64, 0, p.count)
	for i := range p.count {
		child, ok := p.child(i)
		if !ok {
			return fmt.Errorf("page %d: branch %d points outside it", id, i)
		}
		children = append(children, child)
	}
	if len(children) == 0 {
		return fmt.Errorf("page %d has no branches", id)
	}
	return b.below(children, depth)
}

// below follows children that are branches. All pages of one level are of one
// kind, so one look at the first tells.
func (b *branches) below(children []uint64, depth int) error {
	if b.file.kind(children[0]) != branchPage {
		b.leaves = append(b.leaves, children...)
		return nil
	}
	for _, child := range children {
		if err := b.tree(child, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// kind is the type of a page, 0 if its head cannot be read.
func (f *File) kind(id uint64) uint16 {
	var head [pageHead]byte
	if id >= f.header.Pages {
		return 0
	}
	if _, err := f.r.ReadAt(head[:], int64(id)*int64(f.header.PageSize)); err != nil {
		return 0
	}
	return u16(head[8:])
}
