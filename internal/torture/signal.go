//go:build unix

package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// openNote is the note in the open card when a reader is interrupted.
const openNote = "half a note"

func signalReader(t *trial) {
	t.interruptReader(func(s *session) {
		t.must(s.cmd.Process.Signal(pick(t, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT, syscall.SIGABRT)))
		s.waitExit()
		s.checkRestored()
	})
}

func closeTerminal(t *trial) {
	t.interruptReader(func(s *session) {
		s.closeTerminal()
		s.waitExit()
	})
}

// suspendReader stops a reader in a shell a few times, in the middle of typing.
func suspendReader(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", sentences)), t.randomTags(sentences)
	s := t.withWrapper("sh", "-mc", `"$@"; while [ $? -gt 128 ]; do echo; echo SHELL; read line; fg; done`, "sh").openReader(path)
	s.Type("1G")
	for i, key := range typed.keys {
		s.Type(string(key) + "}")
		s.waitFor(tagScript{keys: typed.keys[:i+1]}.header())
		if i%10 != 5 {
			continue
		}
		time.Sleep(t.randomDelay(10 * time.Millisecond))
		group, err := s.pty.Foreground()
		t.must(err)
		if pick(t, 0, 1) == 0 {
			s.Type("\x1a")
		} else {
			t.must(syscall.Kill(-group, syscall.SIGTSTP))
		}
		s.waitUntil("the shell", func() bool { return strings.Count(s.Raw(), "SHELL") == i/10+1 })
		s.checkRestored()
		t.annotations(path) // the library is not locked
		s.Type("\r")
		s.waitFor(tagScript{keys: typed.keys[:i+1]}.header())
	}
	s.waitSaved()
	s.Type("Q")
	s.waitExit()
	s.checkRestored()
	t.checkSaved(path, typed, sentences)
}

// interruptReader tags some sentences, opens a card in half of the trials, and
// calls end, which ends the reader.
func (t *trial) interruptReader(end func(s *session)) {
	n := 1 + t.random.IntN(12)
	path, typed := t.write("many.txt", article("A title of several words", sentences)), t.randomTags(n)
	s := t.openReader(path)
	s.tag(typed, 0)
	note := t.n%2 == 0
	if note {
		s.Type("1G\r")
		s.waitFor("CARD")
		s.Type(openNote)
		s.waitFor(openNote)
	} else {
		s.waitFor(typed.header())
	}
	end(s)
	t.checkSaved(path, typed, n)
	if saved := strings.Contains(t.mustRun("annotations", path, "--json"), openNote); saved != note {
		t.fail("the note is saved: %v", saved)
	}
}

// header returns the counts that the header shows when everything is tagged.
func (k tagScript) header() string {
	return fmt.Sprintf("C %d  Q %d  O %d", strings.Count(k.keys, "c"), strings.Count(k.keys, "q"), strings.Count(k.keys, "o"))
}

// signalCommand returns a trial that sends one of the signals to a command at a
// random moment.
func signalCommand(signals ...os.Signal) func(*trial) {
	return func(t *trial) {
		t.interruptCommand(func(_ writer, args []string) result {
			return t.runCommand(t.command(args...), args, func(p *os.Process) {
				signal := pick(t, signals...)
				time.AfterFunc(t.randomDelay(120*time.Millisecond), func() { _ = p.Signal(signal) })
			})
		})
	}
}
