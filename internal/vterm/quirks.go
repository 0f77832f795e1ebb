package vterm

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Quirks are ways in which real terminals differ. The zero value has none.
type Quirks struct {
	// Unknown lists the beginnings of sequences that the terminal ignores: a query
	// among them gets no answer.
	Unknown []string
	// Width returns how many cells the terminal draws a cluster of several code
	// points in. The screen shows that many ◆ in its place. nil: as x/vt does.
	Width func(cluster string) int
	// Late holds back the answers of the terminal until [Terminal.Answer].
	Late bool
}

// WithQuirks gives the terminal quirks, and returns t. The program must not be
// running yet.
func (t *Terminal) WithQuirks(q Quirks) *Terminal {
	t.quirks = q
	t.input.late = q.Late
	return t
}

// Answer delivers all answers that were held back, and those that follow.
func (t *Terminal) Answer() {
	in := t.input
	in.mu.Lock()
	defer in.mu.Unlock()
	in.unread, in.held, in.late = append(in.unread, in.held...), nil, false
	in.changed.Broadcast()
}

// Unread returns what the program has not read of its input.
func (t *Terminal) Unread() string {
	t.input.mu.Lock()
	defer t.input.mu.Unlock()
	return string(t.input.unread) + string(t.input.held)
}

// apply returns the output of the program as a terminal with these quirks reads it.
func (q Quirks) apply(p []byte) []byte {
	if q.Unknown == nil && q.Width == nil {
		return p
	}
	var b bytes.Buffer
	var state byte
	for len(p) > 0 {
		seq, width, n, next := ansi.DecodeSequence(p, state, nil)
		if n == 1 && width == 1 && len(p) > 1 && p[1] >= 0xC0 { // the decoder does not look behind ASCII
			seq, width = ansi.FirstGraphemeCluster(p, ansi.GraphemeWidth)
			n = len(seq)
		}
		switch {
		case width == 0 && q.ignores(seq):
		case width > 0 && q.Width != nil && len([]rune(string(seq))) > 1:
			b.WriteString(strings.Repeat("◆", q.Width(string(seq))))
		default:
			b.Write(seq)
		}
		state, p = next, p[n:]
	}
	return b.Bytes()
}

func (q Quirks) ignores(seq []byte) bool {
	for _, start := range q.Unknown {
		if bytes.HasPrefix(seq, []byte(start)) {
			return true
		}
	}
	return false
}
