//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// damageText damages some of the texts of a library. The annotations of these
// articles must come out of it, and of its repaired copy, with their words.
func damageText(t *trial) {
	const articles, ending = 3, "The damage is in number %d, far from any annotation."
	for i := range articles {
		text := article(fmt.Sprintf("Story %d", i), 20) + fmt.Sprintf(ending, i) + "\n"
		t.write(fmt.Sprintf("story%d.txt", i), text)
		for n := range 3 {
			t.mustRun("annotate", fmt.Sprintf("story%d.txt", i), "--tag", "claim", "--quote", sentence(n+1), "--note", "a note")
		}
	}
	truth := t.annotationsByID(t.mustRun("export"))
	data := t.library()
	damaged := 1 + t.random.IntN(articles)
	for i := range damaged {
		at := bytes.Index(data, fmt.Appendf(nil, ending, i))
		data[at+t.random.IntN(len(ending)-len("%d"))] ^= 1 << t.random.IntN(8)
	}
	t.must(os.WriteFile(t.db, data, 0o600))
	before := t.checkTextless(truth, damaged)
	if e := t.run("export", "--strict"); e.status != 1 || e.out != "" {
		t.fail("--strict: status %d, %q", e.status, e.out)
	}
	t.run("doctor", "--repair", "new.db")
	repaired := t.withLibrary("new.db")
	repaired.checkTextless(truth, damaged)
	t.must(os.WriteFile(filepath.Join(t.dir, "kept.json"), []byte(before), 0o644))
	other := t.withLibrary("other.db")
	for _, h := range []*home{repaired, other} {
		for i := range articles {
			h.mustRun("add", fmt.Sprintf("story%d.txt", i))
		}
		h.mustRun("import", "kept.json")
		after := h.annotationsByID(h.mustRun("export"))
		t.checkTruth("imported", after, truth)
		for id := range truth {
			if after[id].Anchor.State != "anchored" {
				t.fail("annotation %s is %q once its article is there again", id, after[id].Anchor.State)
			}
		}
		h.checkSound()
	}
}

// checkTextless fails the trial unless all annotations are exported with their
// words, those of damaged articles without places, and the status and one line
// say so. It returns the export.
func (h *home) checkTextless(truth map[string]annotation, damaged int) string {
	e := h.run("export")
	h.checkClear(e)
	h.checkClear(h.run("annotations"))
	textless := 0
	for _, a := range h.parseExport(e.out) {
		if a.Text == "" {
			textless++
		}
		for _, n := range a.Annotations {
			if (n.Start == nil) != (a.Text == "") {
				h.t.fail("annotation %s of %s has the wrong state %q", n.ID, a.Title, n.Anchor.State)
			}
		}
	}
	shown := h.annotationsByID(e.out)
	h.t.checkTruth("shown", shown, truth)
	if textless != damaged || len(shown) != len(truth) {
		h.t.fail("%d texts were damaged and %d are missing; %d of %d annotations are shown", damaged, textless, len(shown), len(truth))
	}
	return e.out
}
