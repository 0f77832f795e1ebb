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

// sentences is how many sentences there are to mark in a reader's trial.
const sentences = 40

var tags = map[byte]string{'c': "claim", 'q': "quote", 'o': "opinion"}

// A typing is what a person types: a tag for each sentence in turn.
type typing struct {
	keys  string   // tag keys, each to be followed by }
	marks []string // what they mark, in order
}

func (t *trial) typing(n int) typing {
	var all typing
	for i := range n {
		key := oneOf(t, byte('c'), 'q', 'o')
		all.keys += string(key)
		all.marks = append(all.marks, tags[key]+": "+sentence(i+1))
	}
	return all
}

// mark presses the keys, with pauses of chance, until Galley has ended.
func (s *sitting) mark(keys typing, pause time.Duration) {
	s.Type("1G")
	for _, key := range keys.keys {
		if s.ended() {
			return
		}
		s.Type(string(key) + "}")
		if pause > 0 {
			time.Sleep(s.t.within(pause))
		}
	}
}

// kept fails the trial unless the marks of an article are the first ones that
// were typed, and at least so many.
func (h *home) kept(article string, keys typing, atLeast int) {
	got := h.marks(article)
	if len(got) < atLeast || len(got) > len(keys.marks) || !slices.Equal(got, keys.marks[:len(got)]) {
		h.t.fail("%d were acknowledged, typed was\n%s\nthere is\n%s", atLeast, strings.Join(keys.marks, "\n"), strings.Join(got, "\n"))
	}
	h.sound()
}

func killedReader(t *trial) {
	path, keys := t.write("many.txt", article("A title of several words", sentences)), t.typing(sentences)
	s := t.sit(path)
	moment := time.Now().Add(t.within(600 * time.Millisecond))
	if t.n%4 > 0 { // once in a while also while it starts
		s.sees("READ")
		moment = time.Now().Add(t.within(300 * time.Millisecond))
	}
	go func() {
		time.Sleep(time.Until(moment))
		_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	}()
	s.mark(keys, 15*time.Millisecond)
	s.ends()
	t.kept(path, keys, s.acknowledged())
	t.comesBack(path)
}

// comesBack opens an article again and marks its title.
func (h *home) comesBack(path string) {
	before := len(h.marks(path))
	s := h.sit(path)
	s.sees("READ")
	s.saved()
	s.Type("ggVo")
	s.saved()
	s.quits()
	if after := len(h.marks(path)); after != before+1 {
		h.t.fail("%d marks before, %d after one more", before, after)
	}
}

// writes are the calls by which Galley changes what is on a disk.
const writes = "pwrite64,fdatasync,fsync,ftruncate,?rename,?renameat,?renameat2,?unlink,?unlinkat"

// cut is the home in which Galley is ended at call n of those that write, of
// one of its threads.
func (h *home) cut(n int) *home {
	return h.wrapped("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace="+writes, "-e", "signal=none",
		"-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", writes, n))
}

func killedReaderInAWrite(t *trial) {
	path, keys := t.write("many.txt", article("A title of several words", sentences)), t.typing(sentences)
	if t.n%3 > 0 {
		t.ok("add", path)
	}
	s := t.cut(1 + t.random.IntN(60)).sit(path)
	s.until("the reader, or its end", func() bool { return s.ended() || strings.Contains(s.Text(), "READ") })
	s.mark(keys, 5*time.Millisecond)
	s.until("saved, or its end", func() bool { return s.ended() || strings.HasSuffix(s.last(), " saved") })
	s.kill()
	t.kept(path, keys, s.acknowledged())
}

// A job is a command that writes, and the library that it is run on.
type job struct {
	name    string
	prepare func(h *home)
	args    func(h *home) []string
	batches bool // it may be done in part, article by article
}

// jobs lists the commands that write.
func jobs() []job {
	one := func(args ...string) func(*home) []string { return func(*home) []string { return args } }
	return []job{
		{"annotate", stocked, one("annotate", "levy.txt", "--tag", "opinion", "--quote", sentence(9), "--note", "of mine"), false},
		{"add a file", stocked, one("add", "other.txt"), false},
		{"add a folder", foldered, one("add", "folder"), true},
		{"import", importable, one("import", "marks.json"), false},
		{"refresh", edited, one("refresh", "levy.txt"), false},
		{"delete", stocked, func(h *home) []string {
			return []string{"delete", h.read(h.ok("export", "levy.txt"))[0].Annotations[2].ID}
		}, false},
		{"forget", stocked, one("forget", "levy.txt"), false},
		{"restore", func(h *home) { stocked(h); h.ok("forget", "levy.txt") }, one("restore", "levy.txt"), false},
		{"upgrade", func(h *home) { stocked(h); h.setSchema("1") }, one("articles"), false},
	}
}

// stocked makes a library with a marked article, and another file.
func stocked(h *home) {
	h.write("levy.txt", article("Harbour levy passes", 12))
	h.write("other.txt", article("Another story", 300))
	h.ok("add", "levy.txt")
	for i := range 4 {
		h.ok("annotate", "levy.txt", "--tag", "claim", "--quote", sentence(2*i+1), "--note", "heard it")
	}
}

// edited adds a correction of the article to a stocked library: a paragraph
// is new, one is other, one is gone.
func edited(h *home) {
	stocked(h)
	text := strings.Replace(article("Harbour levy passes", 12), sentence(1), "A paragraph that was not there before.\n\n"+sentence(1), 1)
	text = strings.Replace(strings.Replace(text, sentence(5)+"\n\n", "", 1), sentence(3), strings.Replace(sentence(3), "paragraph", "line", 1), 1)
	h.write("levy.txt", text)
}

// foldered adds a folder of articles to a stocked library.
func foldered(h *home) {
	stocked(h)
	for i := range 120 {
		h.write(fmt.Sprintf("folder/%d.txt", i), article(fmt.Sprintf("Story %d", i), 20+i))
	}
}

// importable adds an export of three articles to a stocked library, which has
// none of them.
func importable(h *home) {
	far := *h
	far.db = filepath.Join(h.dir, "far", "galley.db")
	for _, name := range []string{"east.txt", "west.txt", "south.txt"} {
		far.write(name, article("From the "+name, 60))
		for i := range 2 {
			far.ok("annotate", name, "--tag", "quote", "--quote", sentence(3*i+2))
		}
	}
	far.ok("export", "--output", "marks.json")
	stocked(h)
}

func killedCommand(t *trial) {
	t.cutShort(func(j job, args []string) ending {
		cmd := t.command(args...)
		var out, errs strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errs
		t.must(cmd.Start())
		kill := time.AfterFunc(t.within(120*time.Millisecond), func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		kill.Stop()
		return t.end(cmd, args, out.String(), errs.String())
	})
}

func killedCommandInAWrite(t *trial) {
	t.cutShort(func(j job, args []string) ending {
		most := 16
		if j.batches {
			most = 60
		}
		return t.cut(1 + t.random.IntN(most)).run(args...)
	})
}

// cutShort runs a command in a way that may end it, and fails the trial unless
// it is done or not done, and can be done again.
func (t *trial) cutShort(run func(j job, args []string) ending) {
	all := jobs()
	j := all[t.n%len(all)]
	j.prepare(t.home)
	args := j.args(t.home)
	before := ""
	if j.name != "upgrade" { // looking is what would do it
		before = t.state()
	}
	e := run(j, args)
	t.sound()
	after := t.state()
	t.printed(j, e)
	again := t.run(args...)
	t.sound()
	done := t.state()
	switch {
	case j.name == "upgrade":
		if after != done || !strings.Contains(done, "claim") {
			t.fail("%s: the library says\n%s\nthen\n%s", j.name, after, done)
		}
	case e.status == 0 && after != done && j.name != "annotate":
		t.fail("%s succeeded and is not done: %q, then %q", j.name, after, done)
	case after != before && after != done && !j.batches && j.name != "annotate":
		t.fail("%s is done by halves: before\n%s\nkilled\n%s\ndone\n%s", j.name, before, after, done)
	case after == before && again.status != 0:
		t.fail("%s was not done, and cannot be done again: %s", j.name, again.errs)
	}
}

// printed fails the trial unless the articles and annotations whose ids a
// command printed are in the library.
func (t *trial) printed(j job, e ending) {
	if !strings.HasPrefix(j.name, "add") && j.name != "annotate" {
		return
	}
	whole := e.out[:strings.LastIndexByte(e.out, '\n')+1]
	for id := range strings.Lines(whole) {
		id = strings.TrimSpace(id)
		if there := t.ok("articles") + t.ok("annotations", "--json"); !strings.Contains(there, id) {
			t.fail("%s printed %s, which is not in the library", j.name, id)
		}
	}
}

// killedVersion kills a reader that takes the new version of its article.
func killedVersion(t *trial) {
	edited(t.home)
	before := t.state()
	sibling := *t.home
	sibling.db = filepath.Join(t.dir, "sibling", "galley.db")
	t.must(os.MkdirAll(filepath.Dir(sibling.db), 0o700))
	t.must(os.WriteFile(sibling.db, t.library(), 0o600))
	sibling.ok("refresh", "levy.txt")
	taken := sibling.state()
	h := t.home
	if t.n%2 == 0 && needsStrace() == "" {
		h = t.cut(1 + t.random.IntN(40))
	}
	s := h.sit("levy.txt")
	s.until("the article, or its end", func() bool { return s.ended() || strings.HasSuffix(s.last(), " saved") })
	s.Type("R")
	s.until("the new version, or its end", func() bool { return s.ended() || strings.Contains(s.Text(), "A paragraph that was not there") })
	s.Type("\r")
	time.Sleep(t.within(120 * time.Millisecond))
	s.kill()
	t.sound()
	if now := t.state(); now != before && now != taken {
		t.fail("the text is neither the old nor the new:\n%s\nold\n%s\nnew\n%s", now, before, taken)
	}
	t.run("refresh", "levy.txt")
	if now := t.state(); now != taken {
		t.fail("it cannot be taken afterwards:\n%s\nwant\n%s", now, taken)
	}
}

// killedUndoOfVersion takes a new version, then kills a reader that undoes it
// while another reads it, which goes on.
func killedUndoOfVersion(t *trial) {
	edited(t.home)
	before := t.state()
	t.ok("refresh", "levy.txt")
	taken := t.state()
	one, two := t.sit("levy.txt"), t.sit("levy.txt")
	one.saved()
	two.saved()
	one.Type("u")
	time.Sleep(t.within(60 * time.Millisecond))
	one.kill()
	t.sound()
	now := t.state()
	if now != before && now != taken {
		t.fail("the text is neither the old nor the new:\n%s\nold\n%s\nnew\n%s", now, before, taken)
	}
	if now == before {
		two.sees("Another version of this text was taken elsewhere")
	}
	two.Type("ggVo")
	two.saved()
	two.quits()
	if marks := t.marks("levy.txt"); !slices.Contains(marks, "opinion: Harbour levy passes") {
		t.fail("the other window cannot mark any more: %q", marks)
	}
	t.sound()
}

// rescued are the rescue files in folders.
func rescued(folders ...string) (paths []string) {
	for _, folder := range folders {
		found, _ := filepath.Glob(filepath.Join(folder, "galley-rescue-*.json"))
		paths = append(paths, found...)
	}
	return slices.DeleteFunc(paths, func(p string) bool {
		info, err := os.Stat(p)
		return err != nil || info.Size() == 0
	})
}
