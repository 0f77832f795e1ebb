// Package emulator is a terminal in memory. Whole-program tests and the
// pictures of the documentation run Galley in it: they press keys, drag the
// mouse and read cells, without a terminal.
//
// It wraps x/vt, whose cells are live pointers: every access holds one lock and
// returns copies.
package vterm

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// A Terminal is a screen with a keyboard and a mouse.
type Terminal struct {
	mu     sync.Mutex
	screen *vt.Emulator
	raw    strings.Builder // every byte that the program wrote
	bare   bool            // a line feed is nothing but a line feed
	hidden bool            // the cursor is not drawn
	input  *input
}

// New makes a terminal of width cells and height rows. Close it after use.
func New(width, height int) *Terminal {
	t := &Terminal{screen: vt.NewEmulator(width, height), input: newInput()}
	t.screen.SetCallbacks(vt.Callbacks{CursorVisibility: func(shown bool) { t.hidden = !shown }})
	go io.Copy(t.input, t.screen) // the terminal's answers are input too
	return t
}

// Close ends the terminal; the program reads the end of its input. The answers
// of the emulator end with their pipe: its own Close races with reading them.
func (t *Terminal) Close() error {
	if answers, ok := t.screen.InputPipe().(io.Closer); ok {
		answers.Close()
	}
	return t.input.Close()
}

// Input is what the program reads: keys, the mouse and the terminal's answers.
func (t *Terminal) Input() io.Reader { return t.input }

// Bare makes a line feed go down and nothing more, as a program expects that
// has put its terminal into raw mode. Otherwise it also returns to the first
// column: Bubble Tea counts on that where its input is not a terminal.
func (t *Terminal) Bare() *Terminal {
	t.bare = true
	return t
}

// Write shows what the program writes.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	shown := p
	if !t.bare {
		shown = bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))
	}
	if err := t.show(shown); err != nil {
		return 0, err
	}
	return len(p), nil
}

// show gives bytes to the emulator, a sequence at a time. It panics on a scroll
// region that reaches beyond a screen which shrank meanwhile; a terminal would
// draw something, and the program draws all anew for the new size. That may
// have come together with what is lost here.
func (t *Terminal) show(p []byte) error {
	for len(p) > 0 {
		n := 1 + bytes.IndexByte(p[1:], '\x1b')
		if n == 0 {
			n = len(p)
		}
		if err := t.showOne(p[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

func (t *Terminal) showOne(p []byte) error {
	defer func() { _ = recover() }()
	_, err := t.screen.Write(p)
	return err
}

// Type sends bytes as a keyboard would. It waits while the program is far
// behind.
func (t *Terminal) Type(keys string) { t.input.typed(keys) }

// A Button of the mouse, as the SGR mouse protocol counts them.
type Button int

// The buttons.
const (
	Left      Button = 0
	WheelUp   Button = 64
	WheelDown Button = 65
	motion    Button = 32
)

// Click presses and releases a button at a cell, from 0.
func (t *Terminal) Click(b Button, col, row int) {
	t.mouse(b, col, row, 'M')
	t.mouse(b, col, row, 'm')
}

// Drag presses the left button at one cell, moves to another, and releases it.
func (t *Terminal) Drag(fromCol, fromRow, toCol, toRow int) {
	t.mouse(Left, fromCol, fromRow, 'M')
	t.mouse(Left+motion, toCol, toRow, 'M')
	t.mouse(Left, toCol, toRow, 'm')
}

// Scroll turns the wheel.
func (t *Terminal) Scroll(b Button, col, row int) { t.mouse(b, col, row, 'M') }

func (t *Terminal) mouse(b Button, col, row int, final rune) {
	t.Type(fmt.Sprintf("\x1b[<%d;%d;%d%c", b, col+1, row+1, final))
}

// Resize changes the size of the screen. The program must be told by itself.
func (t *Terminal) Resize(width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.screen.Resize(width, height)
}

// Size is the width in cells and the height in rows.
func (t *Terminal) Size() (width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.Width(), t.screen.Height()
}

// Cell is what stands at a cell, from 0. Outside the screen it is empty.
func (t *Terminal) Cell(col, row int) uv.Cell {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.screen.CellAt(col, row); c != nil {
		return *c
	}
	return uv.Cell{}
}

// Cursor is the cell of the cursor.
func (t *Terminal) Cursor() (col, row int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := t.screen.CursorPosition()
	return p.X, p.Y
}

// CursorShown reports whether the cursor is drawn.
func (t *Terminal) CursorShown() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return !t.hidden
}

// Line is the text of a row without blanks at its end.
func (t *Terminal) Line(row int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.line(row)
}

func (t *Terminal) line(row int) string {
	var b strings.Builder
	for col := 0; col < t.screen.Width(); {
		c := t.screen.CellAt(col, row)
		if c == nil || c.Content == "" {
			b.WriteByte(' ')
			col++
			continue
		}
		b.WriteString(c.Content)
		col += max(c.Width, 1)
	}
	return strings.TrimRight(b.String(), " ")
}

// Text is the whole screen, a line for each row.
func (t *Terminal) Text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := make([]string, t.screen.Height())
	for row := range lines {
		lines[row] = t.line(row)
	}
	return strings.Join(lines, "\n")
}

// Raw is every byte that the program wrote so far.
func (t *Terminal) Raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

// Forget lets go of what the program wrote: Raw begins anew.
func (t *Terminal) Forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Reset()
}

// Find is the cell at which words begin on the screen; ok is false if they are
// on none of its rows.
func (t *Terminal) Find(words string) (col, row int, ok bool) {
	_, height := t.Size()
	for row := range height {
		if before, _, found := strings.Cut(t.Line(row), words); found {
			return ansi.StringWidth(before), row, true
		}
	}
	return 0, 0, false
}
