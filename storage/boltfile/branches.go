package boltfile

import "fmt"

// CheckTree returns an error if the tree with the given root page has a cycle. It
// reads only the branch pages, a few percent of the tree. bbolt overflows its
// stack on a cycle, which ends the process. Any other damage makes it fault or
// panic, which can be caught, so pages that cannot be read are skipped here.
func (f *File) CheckTree(root uint64) error {
	_, err := f.branches(root)
	return err
}

// Root returns the root page of the list of buckets.
func (f *File) Root() uint64 { return f.header.Root }

// CheckFree returns an error if a page is listed as free twice, if a page that a
// tree uses is listed as free, or if two branches lead to one page: bbolt would
// overwrite it. The pages that follow a leaf and belong to it are not checked,
// because that would take reading all leaves.
func (f *File) CheckFree() error {
	free, err := f.Free()
	if err != nil {
		return err
	}
	b, err := f.branches(f.roots()...)
	if err != nil {
		return err
	}
	used := make([]bool, f.header.Pages)
	for id := range b.seen {
		used[id] = true
	}
	for _, id := range b.leaves {
		switch {
		case id >= f.header.Pages: // bbolt faults when it reads it
		case used[id]:
			return fmt.Errorf("page %d is used twice", id)
		default:
			used[id] = true
		}
	}
	for i, id := range free {
		switch {
		case i > 0 && free[i-1] == id:
			return fmt.Errorf("page %d is listed as free twice", id)
		case used[id]:
			return fmt.Errorf("page %d is in use but listed as free", id)
		}
	}
	return nil
}

// roots lists the root pages of all trees.
func (f *File) roots() []uint64 {
	roots := []uint64{f.header.Root}
	w := walk{file: f, seen: make(map[uint64]string)}
	w.tree(f.header.Root, 0, func(_, value []byte, bucket bool) {
		if bucket && len(value) >= 16 && u64(value) != 0 {
			roots = append(roots, u64(value))
		}
	})
	return roots
}

// branches reads the branch pages of the trees with the given root pages. It returns
// an error if they have a cycle.
func (f *File) branches(roots ...uint64) (*branches, error) {
	b := &branches{file: f, seen: make(map[uint64]bool)}
	for _, root := range roots {
		if err := b.addTree(root, 0); err != nil {
			return nil, err
		}
	}
	for _, id := range b.leaves {
		if b.seen[id] {
			return nil, fmt.Errorf("page %d is used twice", id)
		}
	}
	return b, nil
}

// branches holds the branch pages of trees, and the pages below the lowest
// branches, which are leaves unless the file is damaged.
type branches struct {
	file   *File
	seen   map[uint64]bool
	leaves []uint64
}

// addTree adds the tree whose root page has the given number.
func (b *branches) addTree(id uint64, depth int) error {
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
			return fmt.Errorf("page %d: branch %d points outside the page", id, i)
		}
		children = append(children, child)
	}
	if len(children) == 0 {
		return fmt.Errorf("page %d has no branches", id)
	}
	return b.addChildren(children, depth)
}

// addChildren adds the children of a branch page. All of them are of one type, so
// it looks only at the first.
func (b *branches) addChildren(children []uint64, depth int) error {
	if b.file.kind(children[0]) != branchPage {
		b.leaves = append(b.leaves, children...)
		return nil
	}
	for _, child := range children {
		if err := b.addTree(child, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// kind returns the type of a page, or 0 if its head cannot be read.
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
