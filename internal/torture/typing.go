//go:build unix

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// draftTime is the time after which what is typed must be on disk, with half a
// second for a busy machine.
const draftTime = 1500 * time.Millisecond

// killTyping kills a reader while text is typed, in some trials inside a write, then
// takes, refuses or keeps the draft.
func killTyping(t *trial) {
	path := t.write("many.txt", article("A title of several words", 3))
	t.mustRun("annotate", path, "--tag", "claim", "--quote", "sentence number 1")
	h, deadline := t.home, draftTime
	if t.n%3 == 2 && straceObstacle() == "" {
		h, deadline = t.withKill(5+t.random.IntN(40)), time.Hour // strace makes it slow
	}
	s := h.open(path)
	s.waitUntilOrExit("the reader", func() bool { return s.shows("READ") })
	s.Type("\t" + pick(t, "\r\x1b[Z", "\r", "a")) // the note, a field, a source
	s.waitUntilOrExit("the card", func() bool { return s.shows("CARD") || strings.Contains(s.lastRow(), "Source:") })
	words, safe := s.typeUntilKilled(deadline)
	if out := t.mustRun("export", path) + t.mustRun("annotations", path, "--json"); strings.Contains(out, "word0") {
		t.fail("a draft is exported:\n%s", out)
	}
	t.checkSound()
	if safe > 0 || t.draftFiles() > 0 {
		t.answerDraft(path, words, safe)
	}
}

// typeUntilKilled types numbered words until Galley is killed, at a random moment or
// before. It returns the words that were typed, and how many of them must be in
// the draft: those that it said were, and those that were typed deadline before.
func (s *session) typeUntilKilled(deadline time.Duration) (words []string, safe int) {
	var seen []time.Time
	began := time.Now()
	for life := s.t.randomDelay(4 * time.Second); time.Since(began) < life && !s.exited(); {
		word := fmt.Sprintf("word%d日 ", len(words))
		words = append(words, word)
		s.Type(word)
		s.waitUntilOrExit(word, func() bool { return s.shows(strings.TrimSpace(word)) })
		if !s.exited() {
			seen = append(seen, time.Now())
		}
		if s.t.random.IntN(4) == 0 {
			time.Sleep(s.t.randomDelay(1200 * time.Millisecond))
		}
		if strings.Contains(s.lastRow(), "draft saved") {
			safe = len(seen)
		}
	}
	killed := time.Now()
	s.kill()
	for i, at := range seen {
		if killed.Sub(at) > deadline {
			safe = max(safe, i+1)
		}
	}
	return words, safe
}

// draftFiles counts the files of drafts, without those that a killed write left.
func (h *home) draftFiles() int {
	files, err := filepath.Glob(h.db + ".draft-*")
	h.t.must(err)
	return len(slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, ".part") }))
}

// answerDraft opens the article again, answers the question about the draft, and
// fails the trial unless the answer has its effect.
func (t *trial) answerDraft(path string, words []string, safe int) {
	s := t.open(path)
	s.waitFor("Galley ended while you typed “word0")
	answer := pick(t, "y", "n", "j")
	s.Type(answer)
	want := map[string]string{"y": "CARD", "n": "The text is deleted", "j": "The text is kept"}[answer]
	s.waitFor(want)
	if answer == "y" && pick(t, 0, 1) == 0 { // the draft that is taken is as safe as before
		s.kill()
		t.answerDraft(path, words, safe)
		return
	}
	s.quit()
	left, kept := t.draftFiles(), t.mustRun("annotations", path, "--json")
	whole, must := strings.TrimSpace(strings.Join(words, "")), strings.TrimSpace(strings.Join(words[:safe], ""))
	switch {
	case (left == 1) != (answer == "j"):
		t.fail("after %s there are %d drafts", answer, left)
	case strings.Contains(kept, "word0") != (answer == "y"):
		t.fail("after %s the annotation is\n%s", answer, kept)
	case answer == "y" && (!strings.Contains(kept, must) || !strings.HasPrefix(whole, typedText(kept))):
		t.fail("%d words were safe, typed was\n%s\nkept is\n%s", safe, whole, kept)
	case answer == "j":
		t.answerDraft(path, words, safe)
	}
	t.checkSound()
}

// typedText returns what was typed of numbered words in JSON.
func typedText(json string) string {
	text := json[strings.Index(json, "word0"):]
	return text[:strings.IndexByte(text, '"')]
}
