//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// sentences is the number of sentences to tag in trials of the reader.
const sentences = 40

var tags = map[byte]string{'c': "claim", 'q': "quote", 'o': "opinion"}

// A tagScript is the tag keys to press, one for each sentence in order.
type tagScript struct {
	keys        string   // press } after each
	annotations []string // created by keys, in order
}

// randomTags returns random tags for n sentences.
func (t *trial) randomTags(n int) tagScript {
	var typed tagScript
	for i := range n {
		key := pick(t, byte('c'), 'q', 'o')
		typed.keys += string(key)
		typed.annotations = append(typed.annotations, tags[key]+": "+sentence(i+1))
	}
	return typed
}

// tag presses the keys, each followed by a random pause of less than pause, unless
// Galley has exited.
func (s *session) tag(typed tagScript, pause time.Duration) {
	s.Type("1G")
	for _, key := range typed.keys {
		if s.exited() {
			return
		}
		s.Type(string(key) + "}")
		if pause > 0 {
			time.Sleep(s.t.randomDelay(pause))
		}
	}
}

// checkSaved fails the trial unless the annotations of an article are the first
// ones typed, and at least atLeast of them.
func (h *home) checkSaved(article string, typed tagScript, atLeast int) {
	got := h.annotations(article)
	if len(got) < atLeast || len(got) > len(typed.annotations) || !slices.Equal(got, typed.annotations[:len(got)]) {
		h.t.fail("%d were acknowledged, typed was\n%s\nsaved is\n%s", atLeast, strings.Join(typed.annotations, "\n"), strings.Join(got, "\n"))
	}
	h.checkSound()
}

func killReader(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", sentences)), t.randomTags(sentences)
	s := t.open(path)
	moment := time.Now().Add(t.randomDelay(600 * time.Millisecond))
	if t.n%4 > 0 { // in the other trials, perhaps while it starts
		s.waitFor("READ")
		moment = time.Now().Add(t.randomDelay(300 * time.Millisecond))
	}
	go func() {
		time.Sleep(time.Until(moment))
		_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	}()
	s.tag(typed, 15*time.Millisecond)
	s.waitExit()
	t.checkSaved(path, typed, s.acknowledged())
	t.checkUsable(path)
}

// checkUsable opens an article again and tags its title.
func (h *home) checkUsable(path string) {
	before := len(h.annotations(path))
	s := h.openReader(path)
	s.waitSaved()
	s.Type("ggVo")
	s.waitSaved()
	s.quit()
	if after := len(h.annotations(path)); after != before+1 {
		h.t.fail("%d annotations before, %d after one more", before, after)
	}
}

// writeCalls lists the system calls with which Galley changes files.
const writeCalls = "pwrite64,fdatasync,fsync,ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat"

// withKill returns a copy of the home in which Galley is killed at the nth write call
// of one of its threads.
func (h *home) withKill(n int) *home {
	return h.withWrapper("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+writeCalls, "-e", "signal=none",
		"-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", writeCalls, n))
}

func killReaderInWrite(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", sentences)), t.randomTags(sentences)
	if t.n%3 > 0 {
		t.mustRun("add", path)
	}
	s := t.withKill(1 + t.random.IntN(60)).open(path)
	s.waitUntilOrExit("the reader", func() bool { return s.shows("READ") })
	s.tag(typed, 5*time.Millisecond)
	s.waitUntilOrExit("saved", s.isSaved)
	s.kill()
	t.checkSaved(path, typed, s.acknowledged())
}

func killCommandInWrite(t *trial) {
	t.interruptCommand(func(w writer, args []string) result {
		calls := 16
		if w.oneByOne {
			calls = 60
		}
		return t.withKill(1 + t.random.IntN(calls)).run(args...)
	})
}

// interruptCommand runs a command that run may interrupt, and fails the trial
// unless its work is done completely or not at all, and can be done again.
func (t *trial) interruptCommand(run func(w writer, args []string) result) {
	all := writers()
	w := all[t.n%len(all)]
	w.prepare(t.home)
	args := w.args(t.home)
	before := ""
	if w.name != "upgrade" { // reading the library would upgrade it
		before = t.state()
	}
	e := run(w, args)
	t.checkSound()
	after := t.state()
	t.checkPrinted(w, e)
	again := t.run(args...)
	t.checkSound()
	done := t.state()
	switch {
	case w.name == "upgrade":
		if after != done || !strings.Contains(done, "claim") {
			t.fail("%s: the library says\n%s\nthen\n%s", w.name, after, done)
		}
	case e.status == 0 && after != done && w.name != "annotate":
		t.fail("%s succeeded but its work is not done: %q, then %q", w.name, after, done)
	case after != before && after != done && !w.oneByOne && w.name != "annotate":
		t.fail("%s is partly done: before\n%s\nkilled\n%s\ndone\n%s", w.name, before, after, done)
	case after == before && again.status != 0:
		t.fail("%s was not done, and cannot be done again: %s", w.name, again.errs)
	}
}

// checkPrinted fails the trial unless the articles and annotations whose ids a
// command printed are in the library.
func (t *trial) checkPrinted(w writer, e result) {
	if !strings.HasPrefix(w.name, "add") && w.name != "annotate" {
		return
	}
	whole := e.out[:strings.LastIndexByte(e.out, '\n')+1]
	for id := range strings.Lines(whole) {
		id = strings.TrimSpace(id)
		if all := t.mustRun("articles") + t.mustRun("annotations", "--json"); !strings.Contains(all, id) {
			t.fail("%s printed %s, which is not in the library", w.name, id)
		}
	}
}

// killRefresh kills a reader while it takes the new version of its article.
func killRefresh(t *trial) {
	prepareEdited(t.home)
	before := t.state()
	sibling := t.withCopy("sibling/galley.db")
	sibling.mustRun("refresh", "levy.txt")
	refreshed := sibling.state()
	h := t.home
	if t.n%2 == 0 && straceObstacle() == "" {
		h = t.withKill(1 + t.random.IntN(40))
	}
	s := h.open("levy.txt")
	s.waitUntilOrExit("the article", s.isSaved)
	s.Type("R")
	s.waitUntilOrExit("the new version", func() bool { return s.shows("A paragraph that was not there") })
	s.Type("\r")
	time.Sleep(t.randomDelay(120 * time.Millisecond))
	s.kill()
	t.checkState(before, refreshed)
	t.run("refresh", "levy.txt")
	if now := t.state(); now != refreshed {
		t.fail("the new version cannot be taken afterwards:\n%s\nwant\n%s", now, refreshed)
	}
}

// killUndoOfRefresh takes a new version, then kills a reader that undoes it.
// Another reader has the article open and continues.
func killUndoOfRefresh(t *trial) {
	prepareEdited(t.home)
	before := t.state()
	t.mustRun("refresh", "levy.txt")
	refreshed := t.state()
	one, two := t.open("levy.txt"), t.open("levy.txt")
	one.waitSaved()
	two.waitSaved()
	one.Type("u")
	time.Sleep(t.randomDelay(60 * time.Millisecond))
	one.kill()
	if t.checkState(before, refreshed) == before {
		two.waitFor("This article was switched to another version")
	}
	two.Type("ggVo")
	two.waitSaved()
	two.quit()
	if list := t.annotations("levy.txt"); !slices.Contains(list, "opinion: Harbour levy passes") {
		t.fail("the other window can no longer tag: %q", list)
	}
	t.checkSound()
}

// checkState fails the trial unless the library is sound and in one of two
// states, the one before a new version was taken or the one after. It returns
// the state.
func (t *trial) checkState(before, after string) string {
	t.checkSound()
	now := t.state()
	if now != before && now != after {
		t.fail("the text is neither the old nor the new one:\n%s\nold\n%s\nnew\n%s", now, before, after)
	}
	return now
}

// rescueFiles lists the rescue files in folders.
func rescueFiles(folders ...string) (paths []string) {
	for _, folder := range folders {
		found, _ := filepath.Glob(filepath.Join(folder, "galley-rescue-*.json"))
		paths = append(paths, found...)
	}
	return slices.DeleteFunc(paths, func(p string) bool {
		info, err := os.Stat(p)
		return err != nil || info.Size() == 0
	})
}
