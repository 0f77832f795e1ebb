package vterm

import (
	"io"
	"strings"
	"testing"
)

// A program that has stopped reading may still query: the answer must not block
// it.
func TestQueriesDoNotBlockAProgramThatDoesNotRead(t *testing.T) {
	term := New(80, 24)
	for range 1000 {
		if _, err := io.WriteString(term, "\x1b[?2026$p"); err != nil {
			t.Fatal(err)
		}
	}
	if err := term.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestKeysAndAnswersAreReadInOrder(t *testing.T) {
	term := New(80, 24)
	go func() {
		term.Type("a")
		term.Type(strings.Repeat("b", 1000))
		term.Type("c")
		term.Close()
	}()
	got, err := io.ReadAll(term.Input())
	if want := "a" + strings.Repeat("b", 1000) + "c"; string(got) != want || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
}

func TestScrollRegionBeyondAScreenThatShrank(t *testing.T) {
	term := New(80, 40)
	defer term.Close()
	term.Resize(20, 10)
	io.WriteString(term, "\x1b[5;38r\x1b[3Slost\x1b[r\x1b[2J\x1b[Hstill here")
	if got := term.Line(0); got != "still here" {
		t.Errorf("the screen shows %q", got)
	}
}
