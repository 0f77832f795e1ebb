//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// The types of pages in a library file.
const (
	branchPage = 0x01
	leafPage   = 0x02
	freePage   = 0x10
)

// pageBytes is the usual length of a page.
const pageBytes = 4096

// makeLargeLibrary makes a library whose trees have branches, and returns its
// annotations by id.
func (t *trial) makeLargeLibrary() map[string]annotation {
	other := t.withLibrary("other/galley.db")
	for i := range 3 {
		name := fmt.Sprintf("story%d.txt", i)
		other.write(name, article(fmt.Sprintf("Story %d", i), 120))
		other.mustRun("annotate", name, "--tag", "claim", "--quote", sentence(1))
	}
	t.must(os.WriteFile(filepath.Join(t.dir, "many.json"), t.multiply(other.mustRun("export")), 0o644))
	t.mustRun("import", "many.json")
	t.mustRun("delete", t.parseExport(t.mustRun("export"))[0].Annotations[7].ID)
	return t.annotationsByID(t.mustRun("export"))
}

// annotationsByID returns the annotations of an export by id.
func (h *home) annotationsByID(export string) map[string]annotation {
	all := map[string]annotation{}
	for _, a := range h.parseExport(export) {
		for _, n := range a.Annotations {
			all[n.ID] = n
		}
	}
	return all
}

// multiply returns an export with the first annotation of each article repeated on
// every sentence.
func (t *trial) multiply(export string) []byte {
	var all map[string]any
	t.must(json.Unmarshal([]byte(export), &all))
	for n, one := range all["articles"].([]any) {
		a := one.(map[string]any)
		first := a["annotations"].([]any)[0].(map[string]any)
		var marks []any
		for i := range 120 {
			m := maps.Clone(first)
			start := strings.Index(a["text"].(string), sentence(i+1))
			m["quote"], m["start"], m["end"] = sentence(i+1), start, start+len(sentence(i+1))
			m["note"] = strings.Repeat("a note ", i%20)
			m["id"] = fmt.Sprintf("01ARZ3NDEKTSV4RRFF%02d%06d", n, i)
			for _, name := range []string{"prefix", "suffix", "paragraph"} {
				delete(m, name)
			}
			marks = append(marks, m)
		}
		a["annotations"] = marks
	}
	data, err := json.Marshal(all)
	t.must(err)
	return data
}

// damagePage returns a trial that damages one page of a type, in one of several
// ways.
func damagePage(kind uint16) func(t *trial) {
	return func(t *trial) {
		truth := t.makeLargeLibrary()
		data := t.library()
		size := os.Getpagesize()
		var pages []int
		for off := 0; off+size <= len(data); off += size {
			if binary.LittleEndian.Uint16(data[off+8:]) == kind {
				pages = append(pages, off)
			}
		}
		if len(pages) == 0 {
			t.fail("the trial itself: the library has no page of type %#x", kind)
		}
		off := pages[t.random.IntN(len(pages))]
		page := data[off : off+size]
		switch t.random.IntN(5) {
		case 0: // the header or an element
			page[t.random.IntN(96)] ^= 1 << t.random.IntN(8)
		case 1:
			page[t.random.IntN(size)] ^= byte(1 + t.random.IntN(255))
		case 2:
			for range 1 + t.random.IntN(64) {
				page[t.random.IntN(size)] = byte(t.random.IntN(256))
			}
		case 3:
			clear(page)
		case 4: // replace it with another page
			from := t.random.IntN(len(data)/size) * size
			copy(page, slices.Clone(data[from:from+size]))
		}
		t.examine(data, truth)
	}
}

func truncateLibrary(t *trial) {
	truth := t.makeLargeLibrary()
	data := t.library()
	t.examine(data[:1+t.random.IntN(len(data)-1)], truth)
}

// examine runs commands and the reader on a damaged library.
func (t *trial) examine(data []byte, truth map[string]annotation) {
	t.must(os.WriteFile(t.db, data, 0o600))
	for _, args := range [][]string{{"articles"}, {"annotations"}, {"show", "story0.txt"}, {"export", "story1.txt"}, {"backup", "copy.db"}} {
		if e := t.run(args...); e.status != 0 && e.errs != "" {
			t.checkClear(e)
		}
	}
	t.run("doctor")
	shown := t.checkShown(truth)
	t.checkRepair(truth, shown)
	if !bytes.Equal(data, t.library()) {
		t.fail("reading changed the library")
	}
	t.checkWrite(truth, shown)
	if t.n%5 == 0 {
		t.readDamaged()
	}
}

// checkShown fails the trial if an export has a false annotation, or lacks one
// without an error. It returns the exported annotations.
func (t *trial) checkShown(truth map[string]annotation) map[string]annotation {
	e := t.run("export")
	if !strings.HasPrefix(e.out, "{") {
		t.checkClear(e)
		return nil
	}
	shown := t.annotationsByID(e.out)
	t.checkTruth("shown", shown, truth)
	if e.status == 0 && e.errs == "" && len(shown) < len(truth) {
		t.fail("%d of %d annotations are shown without an error", len(shown), len(truth))
	}
	return shown
}

// checkTruth fails the trial if an annotation differs from the true one.
func (t *trial) checkTruth(how string, got, truth map[string]annotation) {
	for id, n := range got {
		if was, ok := truth[id]; ok && (was.Tag != n.Tag || was.Quote != n.Quote || was.Note != n.Note) {
			t.fail("annotation %s is %s as %+v; it was %+v", id, how, n, was)
		}
	}
}

// checkRepair repairs the library, and fails the trial unless the new one is
// sound and has all annotations that were shown, and no false one.
func (t *trial) checkRepair(truth, shown map[string]annotation) {
	e := t.run("doctor", "--repair", "new.db")
	if e.status != 0 {
		t.checkClear(e)
		return
	}
	repaired := t.withLibrary("new.db")
	exported := repaired.run("export")
	if exported.status != 0 { // an article whose text is damaged
		t.checkClear(exported)
	}
	after := repaired.annotationsByID(exported.out)
	t.checkTruth("repaired", after, truth)
	for id := range shown {
		if _, ok := after[id]; !ok {
			t.fail("annotation %s could be read but was not repaired; the output was %s", id, e.out)
		}
	}
	if e := repaired.run("doctor"); strings.Contains(e.out, "structure") || strings.Contains(e.out, "checksum") {
		t.fail("the repaired library is damaged: %s", e.out)
	}
}

// checkWrite tries to write to the damaged library, and fails the trial unless
// that is refused or loses nothing.
func (t *trial) checkWrite(truth, shown map[string]annotation) {
	size := len(t.library())
	e := t.run("annotate", "story2.txt", "--tag", "opinion", "--quote", sentence(50))
	if e.status != 0 {
		t.checkClear(e)
	}
	if info, err := os.Stat(t.db); err != nil || info.Size() < int64(size) {
		t.fail("the damaged library became shorter: %v", err)
	}
	if e.status != 0 || len(shown) == 0 {
		return
	}
	if now := t.checkShown(truth); len(now) < len(shown) {
		t.fail("%d annotations were shown before another was created, %d afterwards", len(shown), len(now))
	}
}

// readDamaged opens the reader on the damaged library.
func (t *trial) readDamaged() {
	s := t.open("story0.txt")
	s.waitUntilOrExit("the reader", s.isSaved)
	if !s.exited() {
		s.Type("1Gc}qAGTuL")
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
	}
	s.waitExit()
	s.checkRestored()
}

func newerSchema(t *trial) {
	prepareLibrary(t.home)
	t.setSchema("99")
	before := t.library()
	for _, args := range [][]string{{"articles"}, {"export"}, {"show", "levy.txt"}, {"annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2)},
		{"add", "other.txt"}, {"forget", "levy.txt"}, {"doctor"}} {
		t.checkRefused("newer Galley", args...)
	}
	s := t.open("levy.txt")
	s.waitExit()
	s.checkRestored()
	if !strings.Contains(s.Raw(), "newer Galley") || !bytes.Equal(before, t.library()) {
		t.fail("the reader printed %q", s.Raw())
	}
}

// foreignFile writes a file that is not a library in its place.
func foreignFile(t *trial) {
	t.write("levy.txt", article("Harbour levy passes", 12))
	t.must(os.MkdirAll(filepath.Dir(t.db), 0o755))
	var content []byte
	switch t.n % 3 {
	case 0:
		content = []byte(strings.Repeat("Dear diary, this is not a library.\n", 1+t.random.IntN(1000)))
	case 1:
		content = make([]byte, 1+t.random.IntN(100_000))
		for i := range content {
			content[i] = byte(t.random.Uint32())
		}
	case 2:
		content = make([]byte, 4*pageBytes)
	}
	t.must(os.WriteFile(t.db, content, 0o600))
	t.checkAllClear([]string{"articles"}, []string{"export"},
		[]string{"annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2)}, []string{"add", "levy.txt"})
	t.run("doctor")
	t.run("doctor", "--repair", "new.db")
	if !bytes.Equal(content, t.library()) {
		t.fail("the file was changed")
	}
}
