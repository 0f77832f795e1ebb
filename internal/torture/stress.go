//go:build unix

package main

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

func twoReadersAndCommand(t *trial) {
	path := t.write("many.txt", article("A title of several words", 30))
	t.mustRun("add", path)
	one, two := t.openReader(path), t.openReader(path)
	for i := range 10 {
		one.Type(fmt.Sprintf("%dGc", 3*i+1))
		two.Type(fmt.Sprintf("%dGq", 3*i+2))
		t.mustRun("annotate", path, "--tag", "opinion", "--quote", sentence(3*i+3))
	}
	one.waitFor("C 10  Q 10  O 10")
	two.waitFor("C 10  Q 10  O 10")
	one.quit()
	two.kill()
	if got := t.annotations(path); len(got) != 30 {
		t.fail("%d of 30 are saved", len(got))
	}
	t.checkSound()
}

func hugePaste(t *trial) {
	path := t.write("many.txt", article("A title of several words", 30))
	s := t.openReader(path)
	s.waitSaved()
	keys := pick(t, "", "/", "1Gc\r\x1b[Z")
	s.Type(keys)
	if keys == "1Gc\r\x1b[Z" {
		s.waitFor("CARD")
	}
	var pasted atomic.Bool
	go func() {
		s.Type("\x1b[200~" + strings.Repeat("Words of a paste, cqo.\n", 10<<20/23) + "\x1b[201~")
		pasted.Store(true)
	}()
	s.waitUntilOrExit("the end of the paste", pasted.Load)
	if keys != "" {
		s.Type("\x1b[27u")
	}
	s.Type("2Gq")
	s.waitFor("Q 1")
	s.waitSaved()
	s.quit()
	if got := len(t.annotations(path)); got != 1+len(keys)/4 {
		t.fail("%d annotations after a paste", got)
	}
	t.checkSound()
}

func resizeStorm(t *trial) {
	path, typed := t.write("many.txt", article("A title of several words", sentences)), t.randomTags(sentences)
	s := t.openReader(path)
	s.Type("1G")
	resize := func(cols, rows int) {
		s.Resize(cols, rows)
		t.must(s.pty.Resize(cols, rows))
	}
	for _, key := range typed.keys {
		for range 8 {
			resize(1+t.random.IntN(250), 1+t.random.IntN(80))
			time.Sleep(t.randomDelay(2 * time.Millisecond))
		}
		s.Type(string(key) + "}")
	}
	resize(100, 30)
	s.waitFor(typed.header())
	s.waitUntil("the footer in the last row", func() bool { return strings.HasSuffix(s.Line(29), " saved") })
	s.quit()
	t.checkSaved(path, typed, len(typed.annotations))
}

// randomBytes types random keys, and sequences that only terminals send.
func randomBytes(t *trial) {
	if os.Getuid() == 0 { // the input may name a file to write
		t.must(os.Chmod(t.dir, 0o777))
		t.home.user = nobody()
	}
	path := t.write("many.txt", article("A title of several words", sentences))
	t.mustRun("annotate", path, "--tag", "claim", "--quote", sentence(7))
	for range 3 {
		s := t.open(path)
		s.waitUntilOrExit("the reader", func() bool { return s.shows("READ") })
		for i := 0; i < 200 && !s.exited(); i++ {
			s.Type(t.randomInput())
			time.Sleep(t.randomDelay(4 * time.Millisecond))
		}
		if !s.exited() {
			_ = s.cmd.Process.Signal(syscall.SIGTERM)
		}
		s.waitExit()
		s.checkRestored()
	}
	t.checkSound()
	_ = os.Remove(path)
	t.mustRun("export", path)
}

// randomInput returns a key or a sequence that a terminal may send.
func (t *trial) randomInput() string {
	switch t.random.IntN(12) {
	case 0:
		return fmt.Sprintf("\x1b[<%d;%d;%d%c", pick(t, 0, 1, 2, 32, 35, 64, 65, 128), t.random.IntN(300), t.random.IntN(100), pick(t, 'M', 'm'))
	case 1:
		return pick(t, "\x1b[I", "\x1b[O", "\x1b[200~pasted\x1b]0;x\x07 words\x1b[201~", "\x1b[200~", "\x1b[201~")
	case 2:
		return pick(t, "\x1b[A", "\x1b[B", "\x1b[1;5C", "\x1b[1;2D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1bOP", "\x1b[3~")
	case 3:
		return string([]byte{0x1b, byte(t.random.IntN(256)), byte(t.random.IntN(256))})
	case 4:
		return string([]byte{byte(t.random.IntN(256))})
	case 5:
		return string(rune(t.random.IntN(0x20000)))
	case 6:
		return pick(t, "\x1b[?2026;2$y", "\x1b[?2027;1$y", "\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1b[?1u", "\x1b[27u", "\x1b", "\x1b[1;1R")
	}
	return string(rune(' ' + t.random.IntN(95)))
}
