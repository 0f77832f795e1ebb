//go:build unix

package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"strings"
)

// damageHeader damages the newer or the older header of a library whose last step
// is an annotation.
func damageHeader(t *trial) {
	prepareLibrary(t.home)
	last := t.sentencesOf("levy.txt")
	data := t.library()
	txid := func(page int) uint64 { return binary.LittleEndian.Uint64(data[page*pageBytes+64:]) }
	newer := 0
	if txid(1) > txid(0) {
		newer = 1
	}
	hit := pick(t, newer, newer, 1-newer)
	page := data[hit*pageBytes : (hit+1)*pageBytes]
	switch t.random.IntN(6) {
	case 0, 1, 2: // a bit
		page[16+t.random.IntN(64)] ^= 1 << t.random.IntN(8)
	case 3: // a header that was written in part
		copy(page[16+8*(1+t.random.IntN(7)):80], data[(1-hit)*pageBytes+16:])
	case 4:
		clear(page)
	case 5:
		for i := range 64 {
			page[16+i] = byte(t.random.Uint32())
		}
	}
	t.must(os.WriteFile(t.db, data, 0o600))
	for _, args := range [][]string{{"articles"}, {"annotations"}, {"show", "levy.txt"}, {"export"},
		{"annotate", "levy.txt", "--tag", "opinion", "--quote", sentence(2)}, {"forget", "levy.txt"}, {"add", "other.txt"}} {
		t.checkRefused("one of the two headers", args...)
	}
	if !bytes.Equal(data, t.library()) {
		t.fail("a damaged header was written over")
	}
	t.recoverHeader(data, last, hit == newer)
}

// recoverHeader follows the doctor's advice. last lists the annotated sentences, the
// last step's at the end.
func (t *trial) recoverHeader(data []byte, last []string, newer bool) {
	h, e := t.home, t.run("doctor")
	now := last
	switch {
	case e.status == 0:
		if newer {
			now = last[:len(last)-1]
		}
		copied, err := os.ReadFile(t.db + ".damaged-header")
		if err != nil || !bytes.Equal(copied, data) || !strings.Contains(e.errs, "the last step in the library is “claim in") {
			t.fail("doctor renewed the header without a copy or the last step: %v, %q", err, e.errs)
		}
	case !newer || !strings.Contains(e.out, "newer state") || !bytes.Equal(data, t.library()):
		t.fail("doctor says %q, %q", e.out, e.errs)
	default:
		t.mustRun("doctor", "--repair", "new.db")
		h = t.withLibrary("new.db")
	}
	if got := h.sentencesOf("levy.txt"); !slices.Equal(got, now) {
		t.fail("annotated is %q, not %q; doctor said %q", got, now, e.out+e.errs)
	}
	h.checkSound()
	h.mustRun("annotate", "levy.txt", "--tag", "opinion", "--quote", sentence(2))
	h.checkSound()
}

// sentencesOf is annotations for an article in a library whose header may be
// damaged.
func (h *home) sentencesOf(article string) (quotes []string) {
	for _, a := range h.parseExport(h.run("export", article).out) {
		for _, m := range a.Annotations {
			quotes = append(quotes, m.Quote)
		}
	}
	return quotes
}
