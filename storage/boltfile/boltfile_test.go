package boltfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

// newFile returns a file that bbolt wrote: a bucket with branches and long values,
// one small enough to be inside the list of buckets, an empty one, free pages.
func newFile(t testing.TB) (file []byte, content map[string]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bolt.db")
	db, err := bolt.Open(path, 0o600, nil)
	must(t, err)
	content = map[string]string{}
	put := func(tx *bolt.Tx, bucket, key, value string) {
		b, err := tx.CreateBucketIfNotExists([]byte(bucket))
		must(t, err)
		must(t, b.Put([]byte(key), []byte(value)))
		content[bucket+"/"+key] = value
	}
	for round := range 3 {
		must(t, db.Update(func(tx *bolt.Tx) error {
			for i := range 300 {
				put(tx, "large", fmt.Sprintf("key %04d", i), strings.Repeat(fmt.Sprint(round), i))
			}
			put(tx, "large", "long", strings.Repeat("long ", 20_000))
			put(tx, "small", "one", fmt.Sprint(round))
			_, err := tx.CreateBucketIfNotExists([]byte("empty"))
			return err
		}))
	}
	must(t, db.Close())
	file, err = os.ReadFile(path)
	must(t, err)
	return file, content
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func sizeOf(file []byte) func() (int64, error) {
	return func() (int64, error) { return int64(len(file)), nil }
}

func open(t testing.TB, file []byte) *File {
	t.Helper()
	found, err := Headers(bytes.NewReader(file), sizeOf(file))
	must(t, err)
	return At(bytes.NewReader(file), found[0])
}

// walked returns the entries that Walk visits, and its problems.
func walked(f *File) (map[string]string, []Problem) {
	got := map[string]string{}
	problems := f.Walk(func(bucket string, key, value []byte) { got[bucket+"/"+string(key)] = string(value) })
	return got, problems
}

func TestWalkFindsWhatBboltWrote(t *testing.T) {
	file, content := newFile(t)
	f := open(t, file)
	got, problems := walked(f)
	if diff := cmp.Diff(content, got); diff != "" || problems != nil {
		t.Errorf("problems %v\n%s", problems, diff)
	}
	must(t, checkTrees(f))
	must(t, f.CheckFree())
}

// checkTrees checks every tree of a file.
func checkTrees(f *File) error {
	var errs []error
	for _, root := range f.roots() {
		errs = append(errs, f.CheckTree(root))
	}
	return errors.Join(errs...)
}

func TestPageThatIsFreeAndUsedIsFound(t *testing.T) {
	file, _ := newFile(t)
	f := open(t, file)
	first := int(f.header.Freelist)*f.header.PageSize + pageHead
	free, err := f.Free()
	must(t, err)
	p, err := f.page(branch(t, open(t, live(t, file))))
	must(t, err)
	leaf, _ := p.child(1)
	for name, id := range map[string]uint64{
		"root": f.header.Root, "branch": u64(p.data), "leaf": leaf, "free page": free[len(free)-1],
	} {
		damaged := slices.Clone(file)
		binary.NativeEndian.PutUint64(damaged[first:], id)
		if err := open(t, damaged).CheckFree(); err == nil {
			t.Errorf("%s is listed as free, and CheckFree accepts it", name)
		}
	}
}

func TestLeafThatIsUsedTwiceIsFound(t *testing.T) {
	file, _ := newFile(t)
	f := open(t, live(t, file))
	id := branch(t, f)
	p, err := f.page(id)
	must(t, err)
	leaf, _ := p.child(1)
	at := int(id)*f.header.PageSize + pageHead + 2*elementBytes + 8
	binary.NativeEndian.PutUint64(file[at:], leaf)
	if err := open(t, file).CheckFree(); err == nil || !strings.Contains(err.Error(), "used twice") {
		t.Errorf("two branches lead to page %d, and CheckFree says %v", leaf, err)
	}
}

func TestOlderHeaderShowsThePreviousState(t *testing.T) {
	file, content := newFile(t)
	found, err := Headers(bytes.NewReader(file), sizeOf(file))
	must(t, err)
	if len(found) != 2 || found[0].TxID != found[1].TxID+1 {
		t.Fatalf("headers %+v", found)
	}
	before, problems := walked(At(bytes.NewReader(file), found[1]))
	if problems != nil || len(before) != len(content) || before["small/one"] != "1" {
		t.Errorf("%d entries, small/one = %q, problems %v", len(before), before["small/one"], problems)
	}
}

func TestOneHeaderIsEnough(t *testing.T) {
	file, _ := newFile(t)
	page := open(t, file).header.PageSize
	for n := range 2 {
		damaged := slices.Clone(file)
		damaged[n*page+pageHead+40] ^= 1
		found, err := Headers(bytes.NewReader(damaged), sizeOf(damaged))
		if err != nil || len(found) != 1 {
			t.Errorf("without header %d: %+v, %v", n, found, err)
		}
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	file, _ := newFile(t)
	blank := slices.Clone(file)
	clear(blank[:2*os.Getpagesize()])
	for name, file := range map[string][]byte{
		"empty": nil, "short": file[:50], "text": []byte(strings.Repeat("some text\n", 5000)), "blank headers": blank,
	} {
		if _, err := Headers(bytes.NewReader(file), sizeOf(file)); !errors.Is(err, ErrNoHeader) {
			t.Errorf("%s: %v", name, err)
		}
	}
	cut := file[:len(file)/2]
	if found, err := Headers(bytes.NewReader(cut), sizeOf(cut)); !errors.Is(err, ErrTruncated) || len(found) == 0 {
		t.Errorf("half a file: %v, %v", found, err)
	}
	broken := errors.New("no size")
	if _, err := Headers(bytes.NewReader(file), func() (int64, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

func TestOnlyDamagedFilesOfBboltResembleOne(t *testing.T) {
	file, _ := newFile(t)
	page := os.Getpagesize()
	for name, c := range map[string]struct {
		spoil func([]byte) []byte
		want  bool
	}{
		"text":               {func([]byte) []byte { return []byte(strings.Repeat("some text\n", 5000)) }, false},
		"a short text":       {func([]byte) []byte { return []byte("x") }, false},
		"blank headers":      {func(f []byte) []byte { clear(f[:2*page]); return f }, true},
		"overwritten":        {func(f []byte) []byte { copy(f, strings.Repeat("some text\n", 2*page/10+1)); return f }, true},
		"one magic number":   {func(f []byte) []byte { copy(f[pageHead+4:], strings.Repeat("x", len(f))); return f }, true},
		"zeros":              {func(f []byte) []byte { clear(f); return f }, true},
		"a header cut short": {func(f []byte) []byte { return f[:50] }, true},
	} {
		if got := Resembles(bytes.NewReader(c.spoil(slices.Clone(file)))); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestFreePagesAreThoseOfBbolt(t *testing.T) {
	file, _ := newFile(t)
	f := open(t, file)
	free, err := f.Free()
	must(t, err)
	path := filepath.Join(t.TempDir(), "copy.db")
	must(t, os.WriteFile(path, file, 0o600))
	db, err := bolt.Open(path, 0o600, nil)
	must(t, err)
	defer db.Close()
	if want := db.Stats().FreePageN; len(free) != want || want == 0 {
		t.Errorf("%d free pages, want %d", len(free), want)
	}
	must(t, db.View(func(tx *bolt.Tx) error {
		for _, id := range free {
			if info, err := tx.Page(int(id)); err != nil || info.Type != "free" {
				t.Errorf("page %d is %v, %v", id, info, err)
			}
		}
		return nil
	}))
}

// branch returns the number of a branch page of the file.
func branch(t *testing.T, f *File) uint64 {
	t.Helper()
	for id := uint64(2); id < f.header.Pages; id++ {
		if p, err := f.page(id); err == nil && p.kind == branchPage {
			return id
		}
	}
	t.Fatal("no branch page")
	return 0
}

func TestCycleIsFound(t *testing.T) {
	file, _ := newFile(t)
	f := open(t, file)
	found := false
	for id := uint64(2); id < f.header.Pages; id++ {
		p, err := f.page(id)
		if err != nil || p.kind != branchPage {
			continue
		}
		for child := range p.count {
			damaged := slices.Clone(file)
			at := int(id)*f.header.PageSize + pageHead + child*elementBytes + 8
			binary.NativeEndian.PutUint64(damaged[at:], id)
			cyclic := open(t, damaged)
			if _, problems := walked(cyclic); problems != nil { // not of a free page
				found = true
				if err := checkTrees(cyclic); err == nil && child > 0 {
					t.Errorf("branch %d of page %d leads to itself, and CheckFree accepts it", child, id)
				}
			}
		}
	}
	if !found {
		t.Error("nothing was tried")
	}
}

func TestDamageIsSkippedAndReported(t *testing.T) {
	file, content := newFile(t)
	f := open(t, file)
	id := branch(t, f)
	p, err := f.page(id)
	must(t, err)
	leaf, _ := p.child(1)
	clear(file[int(leaf)*f.header.PageSize:][:f.header.PageSize])
	got, problems := walked(open(t, file))
	if len(problems) != 1 || problems[0].Bucket != "large" || !strings.Contains(problems[0].Error(), fmt.Sprintf("page %d", leaf)) {
		t.Errorf("problems %v", problems)
	}
	if len(got) >= len(content) || len(got) < len(content)/2 {
		t.Errorf("%d of %d entries are left", len(got), len(content))
	}
	for k, v := range got {
		if content[k] != v {
			t.Errorf("%s became %q", k, v)
		}
	}
}

// FuzzDamage overwrites parts of a file: reading must never panic, loop
// forever, or find an entry in a bucket that bbolt does not have.
func FuzzDamage(f *testing.F) {
	file, _ := newFile(f)
	page := uint32(os.Getpagesize())
	f.Add(uint32(0), []byte{1}, uint32(page+20), []byte{0xFF})
	f.Add(2*page+10, []byte{0xFF, 0xFF}, 3*page+8, []byte{1, 0, 0xFF, 0xFF})
	f.Add(4*page+16, []byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, 5*page+12, []byte{0xFF, 0xFF, 0xFF, 0x7F})
	f.Fuzz(func(t *testing.T, at uint32, part []byte, at2 uint32, part2 []byte) {
		damaged := slices.Clone(file)
		copy(damaged[int(at)%len(damaged):], part)
		copy(damaged[int(at2)%len(damaged):], part2)
		found, err := Headers(bytes.NewReader(damaged), sizeOf(damaged))
		if err != nil {
			return
		}
		for _, h := range found {
			f := At(bytes.NewReader(damaged), h)
			walked(f)
			_, _ = f.Free()
			_ = checkTrees(f)
			_ = f.CheckFree()
			checkPaths(f)
		}
	})
}

func TestBrokenFreelistIsRefused(t *testing.T) {
	file, _ := newFile(t)
	good := open(t, file)
	list := int(good.header.Freelist) * good.header.PageSize
	for name, spoil := range map[string]func(h *Header, file []byte){
		"not kept":         func(h *Header, _ []byte) { h.Freelist = noFreelist },
		"outside":          func(h *Header, _ []byte) { h.Freelist = h.Pages },
		"another page":     func(h *Header, _ []byte) { h.Freelist = h.Root },
		"longer than it":   func(_ *Header, f []byte) { binary.NativeEndian.PutUint16(f[list+10:], 0xFFFE) },
		"far longer":       func(_ *Header, f []byte) { copy(f[list+10:], "\xFF\xFF\x00\x00\x00\x00\xFF\xFF\xFF\xFF\xFF\xFF\xFF") },
		"of pages outside": func(_ *Header, f []byte) { binary.NativeEndian.PutUint64(f[list+pageHead:], 1<<40) },
		"cut off":          func(h *Header, f []byte) { h.Pages, h.Freelist = 1<<20, 1<<19 },
	} {
		damaged, h := slices.Clone(file), good.header
		spoil(&h, damaged)
		if free, err := At(bytes.NewReader(damaged), h).Free(); err == nil {
			t.Errorf("%s: %d free pages", name, len(free))
		}
	}
}

func TestEachKindOfDamageIsReported(t *testing.T) {
	file, _ := newFile(t)
	good := open(t, file)
	size := good.header.PageSize
	root, err := good.page(good.header.Root)
	must(t, err)
	rootAt := int(good.header.Root) * size
	element := func(i int) int { return rootAt + pageHead + i*elementBytes }
	branchAt := int(branch(t, open(t, live(t, file)))) * size
	value := func(i int) int { // of the i-th bucket
		e := root.data[pageHead+i*elementBytes:]
		return element(i) + int(u32(e[4:])) + int(u32(e[8:]))
	}
	put32 := func(f []byte, at int, n uint32) { binary.NativeEndian.PutUint32(f[at:], n) }
	for name, c := range map[string]struct {
		want  string
		spoil func([]byte)
	}{
		"value for a bucket": {"a value among the buckets", func(f []byte) { put32(f, element(0), 0) }},
		"no room for a head": {"head is truncated", func(f []byte) { put32(f, element(0)+12, 8) }},
		"no room for a page": {"page is truncated", func(f []byte) { put32(f, element(2)+12, 20) }},
		"bucket in a bucket": {"a nested bucket", func(f []byte) { put32(f, value(2)+16+pageHead, bucketElement) }},
		"element outside":    {"points outside the page", func(f []byte) { put32(f, element(1)+4, 1<<31) }},
		"too many elements":  {"points outside the page, and so do", func(f []byte) { f[rootAt+10], f[rootAt+11] = 0xFF, 0xFF }},
		"unknown type":       {"not a tree page", func(f []byte) { f[rootAt+8] = 0x20 }},
		"runs past the end":  {"runs past the end", func(f []byte) { put32(f, rootAt+12, 1<<30) }},
		"wrong number":       {"page 57 has the number", func(f []byte) { f[rootAt] ^= 0x40 }},
		"branch points away": {"points outside the page", func(f []byte) { put32(f, branchAt+pageHead, 1<<31) }},
		"branch leads nowhere": {"is outside the file", func(f []byte) {
			binary.NativeEndian.PutUint64(f[branchAt+pageHead+8:], 1<<50)
		}},
	} {
		damaged := slices.Clone(file)
		c.spoil(damaged)
		f := At(bytes.NewReader(damaged), good.header)
		_, problems := walked(f)
		if len(problems) == 0 || !strings.Contains(fmt.Sprint(problems), c.want) {
			t.Errorf("%s: %v, want %q", name, problems, c.want)
		}
		_ = checkTrees(f)
	}
}

// live returns the file with all free pages cleared.
func live(t *testing.T, file []byte) []byte {
	t.Helper()
	f := open(t, file)
	free, err := f.Free()
	must(t, err)
	file = slices.Clone(file)
	for _, id := range free {
		clear(file[int(id)*f.header.PageSize:][:f.header.PageSize])
	}
	return file
}

// checkPaths looks for keys in every tree of a file, which may be damaged.
func checkPaths(f *File) (errs []error) {
	for _, root := range f.roots() {
		for _, key := range []string{"", "a", "k1", "z"} {
			errs = append(errs, f.CheckPath(root, []byte(key)), f.CheckWrite(root, []byte(key), nil))
		}
	}
	return errs
}

func TestPathsOfASoundFileAreSound(t *testing.T) {
	file, content := newFile(t)
	f := open(t, file)
	must(t, errors.Join(checkPaths(f)...))
	free, err := f.Free()
	must(t, err)
	for _, root := range f.roots()[1:] {
		for name := range content {
			_, key, _ := strings.Cut(name, "/")
			must(t, errors.Join(f.CheckPath(root, []byte(key)), f.CheckWrite(root, []byte(key), free)))
		}
	}
}
