package ui

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// An output is the last writer before the terminal. It carries out pins ([pin]),
// and follows queries by one that every terminal answers, so that [questions] knows
// which are open.
type output struct {
	io.Writer
	questions *questions
}

// A fileOutput is an output that Bubble Tea recognizes as a terminal.
type fileOutput struct {
	term.File
	output output
}

// newOutput returns the output that writes to w.
func newOutput(w io.Writer, q *questions) io.Writer {
	if f, ok := w.(term.File); ok {
		return fileOutput{f, output{f, q}}
	}
	return output{w, q}
}

// Write implements [io.Writer].
func (f fileOutput) Write(p []byte) (int, error) { return f.output.Write(p) }

// Write writes p, which holds whole sequences.
func (o output) Write(p []byte) (int, error) {
	written := carryOutPins(p)
	if o.questions.ask(p) {
		written = append(bytes.Clone(written), ansi.RequestPrimaryDeviceAttributes...)
	}
	if _, err := o.Writer.Write(written); err != nil {
		return 0, err
	}
	return len(p), nil
}

// maxAnswer is the longest time to wait for an answer of the terminal.
const maxAnswer = time.Second

// questions counts what the terminal was asked and has not answered. Answers that
// arrive after Galley has ended would be typed into the shell. A terminal may not
// know a query, but all answer in order, and all know the one that [output] adds.
type questions struct {
	mu      sync.Mutex
	open    int
	started bool      // the first query of Galley itself was written
	last    time.Time // when the last query was written
}

func newQuestions() *questions { return &questions{last: time.Now()} }

// ask records that p is written, and reports whether it has a query.
func (q *questions) ask(p []byte) bool {
	background := bytes.Contains(p, []byte(ansi.RequestBackgroundColor))
	if !background && !bytes.Contains(p, []byte(ansi.RequestKittyKeyboard)) && !bytes.Contains(p, []byte(ansi.RequestModeSynchronizedOutput)) {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open++
	q.started = q.started || background
	q.last = time.Now()
	return true
}

// answer records that everything up to one query of [output] was answered.
func (q *questions) answer() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.open--
}

// settled reports whether no answer is to be expected.
func (q *questions) settled() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.started && q.open <= 0 || time.Since(q.last) > maxAnswer
}

// retryInterval is the interval at which a message is tried that waits for answers.
const retryInterval = 5 * time.Millisecond

// afterAnswers holds back a message that gives the terminal away while answers are
// open. When the user has quit, keys typed in the meantime do nothing.
func (p *Program) afterAnswers(msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case uv.PrimaryDeviceAttributesEvent:
		p.questions.answer()
	case tea.QuitMsg, suspendMsg:
		if p.questions.settled() {
			return msg
		}
		_, quitting := msg.(tea.QuitMsg)
		p.quitting = p.quitting || quitting
		time.AfterFunc(retryInterval, func() { p.Send(msg) })
		return nil
	case tea.KeyMsg, tea.MouseMsg, tea.PasteMsg:
		if p.quitting {
			return nil
		}
	}
	return msg
}

// carryOutPins replaces each pin and the cluster after it by blanks, the
// cluster, and a move of the cursor behind the blanks.
func carryOutPins(p []byte) []byte {
	if !bytes.Contains(p, []byte(pinStart)) {
		return p
	}
	var b bytes.Buffer
	for {
		before, rest, ok := bytes.Cut(p, []byte(pinStart))
		b.Write(before)
		if !ok {
			return b.Bytes()
		}
		at, rest, _ := bytes.Cut(rest, []byte(pinEnd))
		col, width, size := parsePin(string(at))
		size = min(size, len(rest))
		b.WriteString(strings.Repeat(" ", width))
		b.WriteString(ansi.CursorHorizontalAbsolute(col + 1))
		b.Write(rest[:size])
		b.WriteString(ansi.CursorHorizontalAbsolute(col + width + 1))
		p = rest[size:]
	}
}
