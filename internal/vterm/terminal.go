// Package vterm provides an in-memory terminal with which tests of the whole program, and
// the generator of the pictures in the documentation, press keys, drag the mouse and
// read cells.
//
// It wraps x/vt, whose cells are pointers into the screen: every access holds
// one lock and returns copies.
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

// A Terminal is a screen with a keyboard and a mouse. Columns and rows count
// from 0.
type Terminal struct {
	mu      sync.Mutex
	screen  *vt.Emulator
	raw     strings.Builder // every byte that the program wrote
	rawMode bool            // line feeds do not return to the first column
	hidden  bool            // the cursor is not drawn
	quirks  Quirks
	input   *input
	text    string // of the screen; "" if it must be read again
}

// New returns a terminal of width columns and height rows. Close it after use.
func New(width, height int) *Terminal {
	t := &Terminal{screen: vt.NewEmulator(width, height), input: newInput()}
	t.screen.SetCallbacks(vt.Callbacks{CursorVisibility: func(shown bool) { t.hidden = !shown }})
	go io.Copy(t.input, t.screen) // the program reads the terminal's replies as input
	return t
}

// Close closes the terminal, which ends the program's input. It closes
// the pipe that carries the emulator's replies, because the emulator's own Close
// races with reading from it.
func (t *Terminal) Close() error {
	if answers, ok := t.screen.InputPipe().(io.Closer); ok {
		answers.Close()
	}
	return t.input.Close()
}

// Input returns the input of the program: keys, the mouse and the terminal's
// replies.
func (t *Terminal) Input() io.Reader { return t.input }

// RawMode makes a line feed only move down, as programs expect of a terminal in raw
// mode, and returns t. Otherwise a line feed also returns to the first column, as
// Bubble Tea expects if its input is not a terminal.
func (t *Terminal) RawMode() *Terminal {
	t.rawMode = true
	return t
}

// Write draws the output of the program.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Write(p)
	t.text = ""
	drawn := t.quirks.apply(p)
	if !t.rawMode {
		drawn = bytes.ReplaceAll(drawn, []byte("\n"), []byte("\r\n"))
	}
	if err := t.draw(drawn); err != nil {
		return 0, err
	}
	return len(p), nil
}

// draw passes bytes to the emulator, one escape sequence at a time. The emulator
// panics on a scroll region beyond a screen that has just shrunk. A real
// terminal would draw something, and the program then redraws at the new size. That
// output may follow in p, so only the one sequence is dropped.
func (t *Terminal) draw(p []byte) error {
	for len(p) > 0 {
		n := 1 + bytes.IndexByte(p[1:], '\x1b')
		if n == 0 {
			n = len(p)
		}
		if err := t.drawOne(p[:n]); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

func (t *Terminal) drawOne(p []byte) error {
	defer func() { _ = recover() }()
	_, err := t.screen.Write(p)
	return err
}

// Type sends keys to the program. It blocks while the program is far behind.
func (t *Terminal) Type(keys string) { t.input.typeKeys(keys) }

// A Button is the number of a mouse button in the SGR mouse protocol.
type Button int

// The mouse buttons, and the flag for motion with a button held.
const (
	Left      Button = 0
	WheelUp   Button = 64
	WheelDown Button = 65
	motion    Button = 32
)

// Click presses and releases a button at a cell.
func (t *Terminal) Click(b Button, col, row int) {
	t.mouse(b, col, row, 'M')
	t.mouse(b, col, row, 'm')
}

// Drag presses the left button at one cell, moves to another, and releases it.
func (t *Terminal) Drag(fromCol, fromRow, toCol, toRow int) {
	t.DragOut(fromCol, fromRow, toCol, toRow)
	t.mouse(Left, toCol, toRow, 'm')
}

// DragOut is a drag whose release the terminal does not report, as if it was outside
// its window.
func (t *Terminal) DragOut(fromCol, fromRow, toCol, toRow int) {
	t.mouse(Left, fromCol, fromRow, 'M')
	t.mouse(Left+motion, toCol, toRow, 'M')
}

// Scroll turns the wheel one notch at a cell. b is WheelUp or WheelDown.
func (t *Terminal) Scroll(b Button, col, row int) { t.mouse(b, col, row, 'M') }

func (t *Terminal) mouse(b Button, col, row int, final rune) {
	t.Type(fmt.Sprintf("\x1b[<%d;%d;%d%c", b, col+1, row+1, final))
}

// Resize changes the size of the screen. It does not notify the program.
func (t *Terminal) Resize(width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.screen.Resize(width, height)
	t.text = ""
}

// Size returns the width in cells and the height in rows.
func (t *Terminal) Size() (width, height int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.Width(), t.screen.Height()
}

// Cell returns a copy of a cell, or an empty cell outside the screen.
func (t *Terminal) Cell(col, row int) uv.Cell {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c := t.screen.CellAt(col, row); c != nil {
		return *c
	}
	return uv.Cell{}
}

// Cursor returns the position of the cursor.
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

// Line returns the text of a row without trailing blanks.
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

// Text returns the text of the screen, one line per row.
func (t *Terminal) Text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.text == "" {
		lines := make([]string, t.screen.Height())
		for row := range lines {
			lines[row] = t.line(row)
		}
		t.text = strings.Join(lines, "\n")
	}
	return t.text
}

// Raw returns every byte that the program has written.
func (t *Terminal) Raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.raw.String()
}

// ClearRaw discards the bytes that Raw would return.
func (t *Terminal) ClearRaw() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw.Reset()
}

// Find returns the cell at which words begin on the screen; ok is false if no row
// contains them.
func (t *Terminal) Find(words string) (col, row int, ok bool) {
	_, height := t.Size()
	for row := range height {
		if before, _, found := strings.Cut(t.Line(row), words); found {
			return ansi.StringWidth(before), row, true
		}
	}
	return 0, 0, false
}
