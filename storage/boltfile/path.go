package boltfile

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
)

// CheckPath returns an error if the branches that lead to the keys with a prefix, in
// the tree with the given root page, have a cycle. Where [File.CheckTree] reads all
// branches of a tree, it reads only these, a few pages however large the tree is.
func (f *File) CheckPath(root uint64, prefix []byte) error {
	p := pathCheck{file: f, prefix: prefix, seen: map[uint64]bool{}}
	return p.tree(root, nil, nil)
}

// CheckWrite returns an error unless bbolt can write a key in the tree with the given
// root page without overwriting others: if a page that it would replace, or one beside
// it, is part of a cycle or in free, which is sorted, or if its keys belong to another
// part of the tree.
func (f *File) CheckWrite(root uint64, key []byte, free []uint64) error {
	p := pathCheck{file: f, prefix: key, writing: true, free: free, seen: map[uint64]bool{}}
	return p.tree(root, nil, nil)
}

// A pathCheck follows branches as a cursor of bbolt does.
type pathCheck struct {
	file    *File
	prefix  []byte
	writing bool
	free    []uint64
	seen    map[uint64]bool
}

// tree checks a page and what is below it. Its keys should be at least from and less than
// to; nil is no limit. Pages that cannot be read are skipped: bbolt faults on them.
func (p *pathCheck) tree(id uint64, from, to []byte) error {
	if p.seen[id] {
		return fmt.Errorf("page %d is used twice", id)
	}
	p.seen[id] = true
	if _, found := slices.BinarySearch(p.free, id); found {
		return fmt.Errorf("page %d is in use but listed as free", id)
	}
	kind := p.file.kind(id)
	if kind != branchPage && !(kind == leafPage && p.writing) {
		return nil
	}
	page, err := p.file.firstPage(id)
	if err != nil {
		return nil
	}
	keys, err := page.keys(id)
	switch {
	case err != nil:
		return err
	case p.writing && len(keys) > 0 && !slices.ContainsFunc(keys, func(key []byte) bool { return within(key, from, to) }):
		return fmt.Errorf("page %d belongs to another part of the tree", id)
	case kind == leafPage:
		return nil
	case p.writing && !slices.IsSortedFunc(keys, bytes.Compare):
		return fmt.Errorf("page %d is out of order", id)
	}
	return p.children(id, page, keys, to)
}

func within(key, from, to []byte) bool {
	return (from == nil || bytes.Compare(key, from) >= 0) && (to == nil || bytes.Compare(key, to) < 0)
}

// children checks the children of a branch page that a cursor visits: the one that may
// have the prefix, those up to the first key after it and, for writing, that before it,
// with which a small page is merged.
func (p *pathCheck) children(id uint64, page page, keys [][]byte, to []byte) error {
	first, _ := sort.Find(len(keys), func(i int) int { return bytes.Compare(p.prefix, keys[i]) })
	if first == len(keys) || !bytes.Equal(keys[first], p.prefix) {
		first--
	}
	if p.writing {
		first--
	}
	for i := max(first, 0); i < len(keys); i++ {
		child, ok := page.child(i)
		if !ok {
			return fmt.Errorf("page %d: branch %d points outside the page", id, i)
		}
		from, next := keys[i], to
		if i == 0 {
			from = nil // bbolt also puts smaller keys there
		}
		if i+1 < len(keys) {
			next = keys[i+1]
		}
		if err := p.tree(child, from, next); err != nil {
			return err
		}
		if bytes.Compare(keys[i], p.prefix) > 0 && !bytes.HasPrefix(keys[i], p.prefix) {
			break
		}
	}
	return nil
}

// firstPage reads a tree page without those that belong to it, which hold long values.
func (f *File) firstPage(id uint64) (page, error) {
	if id < 2 || id >= f.header.Pages {
		return page{}, fmt.Errorf("page %d is outside the file", id)
	}
	data, err := f.read(id, 1)
	if err != nil {
		return page{}, err
	}
	if got := u64(data); got != id {
		return page{}, fmt.Errorf("page %d has the number %d", id, got)
	}
	return parsePage(data), nil
}

// keys returns the keys of a tree page that are on its first page. It returns an error if
// a branch has none.
func (p page) keys(id uint64) ([][]byte, error) {
	keys := make([][]byte, 0, p.count)
	for i := range p.count {
		off, ok := p.element(i)
		if !ok {
			break
		}
		pos, n := u32(p.data[off:]), u32(p.data[off+4:])
		if p.kind == leafPage {
			pos, n = n, u32(p.data[off+8:])
		}
		key, ok := p.bytes(off, pos, n)
		switch {
		case ok:
			keys = append(keys, key)
		case p.kind == branchPage:
			return nil, fmt.Errorf("page %d: branch %d points outside the page", id, i)
		}
	}
	if len(keys) == 0 && p.kind == branchPage {
		return nil, fmt.Errorf("page %d has no branches", id)
	}
	return keys, nil
}
