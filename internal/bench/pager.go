package main

import (
	"errors"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	_ "charm.land/glamour/v2" // linked as in Galley, so that memory and start can be compared
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	_ "go.etcd.io/bbolt" // likewise
)

// runPager shows the beginning of a file in the simplest possible Bubble Tea
// pager: prepared lines, no work. It is the baseline for Galley, which links the
// same libraries.
func runPager(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench pager FILE|--version")
	}
	if args[0] == "--version" {
		return nil // to measure the start of a process
	}
	lines, err := firstLines(args[0])
	if err != nil {
		return err
	}
	_, err = tea.NewProgram(pager{lines: lines}, tea.WithFPS(120)).Run()
	return err
}

// lineWidth is the width of the pager's lines, in cells.
const lineWidth = 72

// firstLines breaks the first 64 KiB of a file into lines.
func firstLines(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return nil, err
	}
	clean := strings.ToValidUTF8(ansi.Strip(string(text)), "")
	return strings.Split(ansi.Wrap(clean, lineWidth, ""), "\n"), nil
}

// A pager repeats its lines, so that it can always scroll.
type pager struct {
	lines         []string
	top           int
	width, height int
}

// Init implements tea.Model.
func (p pager) Init() tea.Cmd { return nil }

// Update scrolls by one line for any key except those that quit.
func (p pager) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.width, p.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "Q", "ctrl+c":
			return p, tea.Quit
		}
		p.top++
	}
	return p, nil
}

// View implements tea.Model.
func (p pager) View() tea.View {
	var b strings.Builder
	for row := range max(p.height-1, 0) {
		line := p.lines[(p.top+row)%len(p.lines)]
		b.WriteString(ansi.Truncate(line, p.width, ""))
		b.WriteByte('\n')
	}
	b.WriteString(lipgloss.NewStyle().Reverse(true).Render(ansi.Truncate(" Q quits ", p.width, "")))
	view := tea.NewView(b.String())
	view.AltScreen = true
	return view
}
