//go:build unix

package main

import (
	"os"
	"slices"
)

// damageRefreshed clears one page of a library right after an article took its new
// version: each trial another page.
func damageRefreshed(t *trial) {
	prepareEdited(t.home)
	words := map[string][]string{} // that were marked, by annotation
	note := func() {
		for id, n := range t.annotationsByID(t.mustRun("export")) {
			words[id] = append(words[id], n.Quote)
		}
	}
	note()
	t.mustRun("refresh", "levy.txt")
	note()
	data := t.library()
	at := t.n % (len(data) / pageBytes) * pageBytes
	clear(data[at : at+pageBytes])
	t.must(os.WriteFile(t.db, data, 0o600))
	t.checkWords(words)
	if e := t.run("doctor", "--repair", "new.db"); e.status != 0 {
		t.checkClear(e)
		return
	}
	t.withLibrary("new.db").checkWords(words)
}

// checkWords fails the trial if an annotation is exported on words that it was never
// on.
func (h *home) checkWords(words map[string][]string) {
	e := h.run("export")
	if e.out == "" {
		return
	}
	for id, n := range h.annotationsByID(e.out) {
		if !slices.Contains(words[id], n.Quote) {
			h.t.fail("annotation %s is on %q, it was on %q", id, n.Quote, words[id])
		}
	}
}
