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

// The kinds of page in a database file, as their heads name them.
const (
	branchPage = 0x01
	leafPage   = 0x02
	headerPage = 0x04
	freePage   = 0x10
)

// A page of a database file has its kind after the eight bytes of its number.
const pageBytes = 4096

// large makes a library whose trees have branches, and returns what is true of
// it: each annotation by its id.
func (t *trial) large() map[string]mark {
	far := *t.home
	far.db = filepath.Join(t.dir, "far", "galley.db")
	for i := range 3 {
		name := fmt.Sprintf("story%d.txt", i)
		far.write(name, article(fmt.Sprintf("Story %d", i), 120))
		far.ok("annotate", name, "--tag", "claim", "--quote", sentence(1))
	}
	t.must(os.WriteFile(filepath.Join(t.dir, "many.json"), t.multiplied(far.ok("export")), 0o644))
	t.ok("import", "many.json")
	t.ok("delete", t.read(t.ok("export"))[0].Annotations[7].ID)
	truth := map[string]mark{}
	for _, a := range t.read(t.ok("export")) {
		for _, m := range a.Annotations {
			truth[m.ID] = m
		}
	}
	return truth
}

// multiplied is an export in which every sentence is marked, as its first one
// is.
func (t *trial) multiplied(export string) []byte {
	var all map[string]any
	t.must(json.Unmarshal([]byte(export), &all))
	for n, one := range all["articles"].([]any) {
		a := one.(map[string]any)
		first := a["annotations"].([]any)[0].(map[string]any)
		var marks []any
		for i := range 120 {
			m := maps.Clone(first)
			at := strings.Index(a["text"].(string), sentence(i+1))
			m["quote"], m["start"], m["end"] = sentence(i+1), at, at+len(sentence(i+1))
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

// damagedPage damages one page of a kind, in one of several ways.
func damagedPage(kind uint16) func(t *trial) {
	return func(t *trial) {
		truth := t.large()
		data := t.library()
		size := os.Getpagesize()
		var pages []int
		for at := 0; at+size <= len(data); at += size {
			if binary.LittleEndian.Uint16(data[at+8:]) == kind {
				pages = append(pages, at)
			}
		}
		if len(pages) == 0 {
			t.fail("the trial itself: the library has no page of kind %#x", kind)
		}
		at := pages[t.random.IntN(len(pages))]
		page := data[at : at+size]
		switch t.random.IntN(5) {
		case 0: // a head or an entry
			page[t.random.IntN(96)] ^= 1 << t.random.IntN(8)
		case 1:
			page[t.random.IntN(size)] ^= byte(1 + t.random.IntN(255))
		case 2:
			for range 1 + t.random.IntN(64) {
				page[t.random.IntN(size)] = byte(t.random.IntN(256))
			}
		case 3:
			clear(page)
		case 4: // what stood elsewhere
			from := t.random.IntN(len(data)/size) * size
			copy(page, slices.Clone(data[from:from+size]))
		}
		t.examine(data, truth)
	}
}

func truncatedLibrary(t *trial) {
	truth := t.large()
	data := t.library()
	t.examine(data[:1+t.random.IntN(len(data)-1)], truth)
}

// examine gives a damaged library to the commands and to the reader.
func (t *trial) examine(data []byte, truth map[string]mark) {
	t.must(os.WriteFile(t.db, data, 0o600))
	for _, args := range [][]string{{"articles"}, {"annotations"}, {"show", "story0.txt"}, {"export", "story1.txt"}, {"backup", "copy.db"}} {
		if e := t.run(args...); e.status != 0 && e.errs != "" {
			t.clear(e)
		}
	}
	t.run("doctor")
	shown := t.honest(t.home, truth)
	t.repairs(truth, shown)
	if !bytes.Equal(data, t.library()) {
		t.fail("reading changed the library")
	}
	t.writesInto(truth, shown)
	if t.n%5 == 0 {
		t.readsDamaged()
	}
}

// honest fails the trial if an export shows what is not true, or lacks
// something and says that all is well. It returns what is shown.
func (t *trial) honest(h *home, truth map[string]mark) map[string]mark {
	e := h.run("export")
	shown := map[string]mark{}
	if !strings.HasPrefix(e.out, "{") {
		t.clear(e)
		return shown
	}
	for _, a := range t.read(e.out) {
		for _, m := range a.Annotations {
			shown[m.ID] = m
			if was, ok := truth[m.ID]; ok && (was.Tag != m.Tag || was.Quote != m.Quote || was.Note != m.Note) {
				t.fail("annotation %s is shown as %+v, it is %+v", m.ID, m, was)
			}
		}
	}
	if e.status == 0 && e.errs == "" && len(shown) < len(truth) {
		t.fail("%d of %d annotations are shown as if that were all", len(shown), len(truth))
	}
	return shown
}

// repairs saves what can be read, and wants it to be no less than what is
// shown, nothing untrue, and sound.
func (t *trial) repairs(truth, shown map[string]mark) {
	e := t.run("doctor", "--repair", "new.db")
	if e.status != 0 {
		t.clear(e)
		return
	}
	mended := *t.home
	mended.db = filepath.Join(t.dir, "new.db")
	after := map[string]mark{}
	for _, a := range t.read(mended.ok("export")) {
		for _, m := range a.Annotations {
			after[m.ID] = m
			if was, ok := truth[m.ID]; ok && (was.Quote != m.Quote || was.Tag != m.Tag || was.Note != m.Note) {
				t.fail("repaired, annotation %s is %+v, it was %+v", m.ID, m, was)
			}
		}
	}
	for id := range shown {
		if _, ok := after[id]; !ok {
			t.fail("annotation %s could be read and was not repaired; said was %s", id, e.out)
		}
	}
	if e := mended.run("doctor"); strings.Contains(e.out, "structure") || strings.Contains(e.out, "checksum") {
		t.fail("the repaired library is damaged: %s", e.out)
	}
}

// writesInto tries to write into the damaged library: that is refused, or
// takes nothing away.
func (t *trial) writesInto(truth, shown map[string]mark) {
	size := len(t.library())
	e := t.run("annotate", "story2.txt", "--tag", "opinion", "--quote", sentence(50))
	if e.status != 0 {
		t.clear(e)
	}
	if info, err := os.Stat(t.db); err != nil || info.Size() < int64(size) {
		t.fail("the damaged library became shorter: %v", err)
	}
	for id := range shown {
		if e.status != 0 {
			break
		}
		if now := t.honest(t.home, truth); len(now) < len(shown) {
			t.fail("annotation %s was shown before another was made: %d then, %d now", id, len(shown), len(now))
		}
		break
	}
}

// readsDamaged opens the reader on the damaged library.
func (t *trial) readsDamaged() {
	s := t.sit("story0.txt")
	s.until("the reader, or its end", func() bool { return s.ended() || strings.HasSuffix(s.last(), " saved") })
	if !s.ended() {
		s.Type("1Gc}qAGTuL")
		_ = s.cmd.Process.Signal(syscall.SIGTERM)
	}
	s.ends()
	s.restored()
}

func newerSchema(t *trial) {
	stocked(t.home)
	t.setSchema("99")
	before := t.library()
	for _, args := range [][]string{{"articles"}, {"export"}, {"show", "levy.txt"}, {"annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2)},
		{"add", "other.txt"}, {"forget", "levy.txt"}, {"doctor"}} {
		t.refused("newer Galley", args...)
	}
	s := t.sit("levy.txt")
	s.ends()
	s.restored()
	if !strings.Contains(s.Raw(), "newer Galley") || !bytes.Equal(before, t.library()) {
		t.fail("the reader says %q", s.Raw())
	}
}

// foreignFile puts something else where the library should be.
func foreignFile(t *trial) {
	t.write("levy.txt", article("Harbour levy passes", 12))
	t.must(os.MkdirAll(filepath.Dir(t.db), 0o755))
	var content []byte
	switch t.n % 3 {
	case 0:
		content = []byte(strings.Repeat("Dear diary, this is no library.\n", 1+t.random.IntN(1000)))
	case 1:
		content = make([]byte, 1+t.random.IntN(100_000))
		for i := range content {
			content[i] = byte(t.random.Uint32())
		}
	case 2:
		content = make([]byte, 4*pageBytes)
	}
	t.must(os.WriteFile(t.db, content, 0o600))
	for _, args := range [][]string{{"articles"}, {"export"}, {"annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2)}, {"add", "levy.txt"}} {
		t.clear(t.run(args...))
	}
	t.run("doctor")
	t.run("doctor", "--repair", "new.db")
	if !bytes.Equal(content, t.library()) {
		t.fail("the file was changed")
	}
}
