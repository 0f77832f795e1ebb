//go:build unix

package e2e

import (
	"encoding/json"
	"os"
	"strings"
	"syscall"
	"testing"
)

// notes returns the notes of the annotations of an article, by their words.
func (h home) notes(article string) map[string]string {
	h.t.Helper()
	var list []struct{ Quote, Note string }
	if err := json.Unmarshal([]byte(h.run("annotations", article, "--json")), &list); err != nil {
		h.t.Fatal(err)
	}
	notes := map[string]string{}
	for _, n := range list {
		notes[n.Quote] = n.Note
	}
	return notes
}

// What is typed in a card when Galley is killed is offered when the article is opened
// again. Accepted, it becomes the note of that annotation, and of no other.
func TestKilledWithAnOpenCard(t *testing.T) {
	for name, c := range map[string]struct{ keys, answer, first string }{
		"a note, taken":        {"typed before the kill", "y", "First. typed before the kill"},
		"letters, taken":       {"日本 é", "y", "First. 日本 é"},
		"a note, kept for now": {"typed before the kill", "j", "First."},
		"a note, refused":      {"typed before the kill", "n", "First."},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			path := h.write("many.txt", manySentences(3))
			h.run("annotate", path, "--tag", "claim", "--quote", "sentence number 1", "--note", "First.")
			h.run("annotate", path, "--tag", "claim", "--quote", "sentence number 2", "--note", "Second.")
			s := h.open(path)
			s.waitFor("sentence number 3")
			s.Type("\t\r")
			s.waitFor("CARD")
			s.Type("\x05 " + c.keys) // at the end of the line
			s.waitFor(c.keys)
			s.waitFor("draft saved")
			if err := syscall.Kill(s.cmd.Process.Pid, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			s.waitExit()
			if got := h.notes(path); got["sentence number 1"] != "First." || got["sentence number 2"] != "Second." {
				t.Fatalf("before the answer, the notes are %q", got)
			}

			s = h.open(path)
			s.waitFor("Galley ended while you typed")
			s.Type(c.answer)
			s.waitFor(map[string]string{"y": "CARD", "n": "The text is deleted", "j": "The text is kept"}[c.answer])
			if c.answer == "y" {
				s.waitFor(c.keys)
				s.Type("\x13")
				s.waitFor("Card kept")
				s.waitSaved()
			}
			s.Type("Q")
			s.waitExit()
			got := h.notes(path)
			if got["sentence number 1"] != c.first || got["sentence number 2"] != "Second." || len(got) != 2 {
				t.Errorf("the notes are %q", got)
			}
			if left := h.drafts(); (left > 0) != (c.answer == "j") {
				t.Errorf("%d drafts are left", left)
			}
		})
	}
}

// drafts returns the number of drafts beside the library.
func (h home) drafts() (n int) {
	entries, err := os.ReadDir(h.dir + "/galley")
	if err != nil {
		h.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Name(), ".draft-") {
			n++
		}
	}
	return n
}
