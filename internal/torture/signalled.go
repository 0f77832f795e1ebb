//go:build unix

package main

import (
	"fmt"
	"strings"
	"syscall"
	"time"
)

// halfANote is what stands in the card when a reader is ended.
const halfANote = "half a note"

func signalledReader(t *trial) {
	t.interrupted(func(s *sitting) {
		t.must(s.cmd.Process.Signal(oneOf(t, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT)))
		s.ends()
		s.restored()
	})
}

func vanishedTerminal(t *trial) {
	t.interrupted(func(s *sitting) {
		s.vanish()
		s.ends()
	})
}

// interrupted marks some sentences, opens a card, and has something end the
// reader.
func (t *trial) interrupted(end func(s *sitting)) {
	n := 1 + t.random.IntN(12)
	path, keys := t.write("many.txt", article("A title of several words", sentences)), t.typing(n)
	s := t.sit(path)
	s.sees("READ")
	s.mark(keys, 0)
	note := t.n%2 == 0
	if note {
		s.Type("1G\r")
		s.sees("CARD")
		s.Type(halfANote)
		s.sees(halfANote)
	} else {
		s.sees(keys.counts())
	}
	end(s)
	t.kept(path, keys, n)
	if there := strings.Contains(t.ok("annotations", path, "--json"), halfANote); there != note {
		t.fail("the note is there: %v", there)
	}
}

// counts is what the header says when all is marked.
func (k typing) counts() string {
	return fmt.Sprintf("C %d  Q %d  O %d", strings.Count(k.keys, "c"), strings.Count(k.keys, "q"), strings.Count(k.keys, "o"))
}

func signalledCommand(t *trial) {
	t.cutShort(func(j job, args []string) ending {
		cmd := t.command(args...)
		var out, errs strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errs
		t.must(cmd.Start())
		signal := oneOf(t, syscall.SIGTERM, syscall.SIGINT)
		timer := time.AfterFunc(t.within(120*time.Millisecond), func() { _ = cmd.Process.Signal(signal) })
		_ = cmd.Wait()
		timer.Stop()
		return t.end(cmd, args, out.String(), errs.String())
	})
}
