package ui_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/tools/txtar"
)

// shows waits until the screen equals a golden file. With -update it writes the file,
// once the screen no longer changes.
func (w *window) shows(path string, draw func() string) {
	w.t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(w.rest(draw)), 0o644); err != nil {
			w.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	drawn := -1 // how much the program had written
	w.until(path+" (look at the difference, then run the test with -update)", func() bool {
		written := len(w.Raw())
		if written == drawn {
			return false
		}
		drawn = written
		return draw() == string(want)
	})
}

// rest waits until the screen no longer changes, and returns it.
func (w *window) rest(draw func() string) string {
	last, since := draw(), time.Now()
	for time.Since(since) < 200*time.Millisecond {
		time.Sleep(5 * time.Millisecond)
		if now := draw(); now != last {
			last, since = now, time.Now()
		}
	}
	return last
}

// A golden screen is a txtar file: the text of the screen, a map of its styles with a
// letter for each cell, and a legend of the letters.
func (w *window) golden() string {
	width, height := w.Size()
	letters := map[string]byte{"plain": '.'}
	var legend, styles strings.Builder
	for row := range height {
		line := make([]byte, width)
		for col := range width {
			cell := w.Cell(col, row)
			name := describe(seen(cell))
			if _, known := letters[name]; !known {
				letters[name] = byte('a' + len(letters) - 1)
				fmt.Fprintf(&legend, "%c %s\n", letters[name], name)
			}
			line[col] = letters[name]
		}
		styles.WriteString(strings.TrimRight(string(line), ".") + "\n")
	}
	cursor := "hidden\n"
	if col, row := w.Cursor(); w.CursorShown() {
		cursor = fmt.Sprintf("%d %d\n", col, row)
	}
	return string(txtar.Format(&txtar.Archive{Files: []txtar.File{
		{Name: "text", Data: []byte(w.Text() + "\n")},
		{Name: "styles", Data: []byte(styles.String())},
		{Name: "legend", Data: []byte(legend.String())},
		{Name: "cursor", Data: []byte(cursor)},
	}}))
}

// seen returns the visible style of a cell. The foreground of a blank is not visible,
// and the renderer omits it if that is shorter.
func seen(cell uv.Cell) uv.Style {
	s := cell.Style
	inked := s.Underline != 0 || s.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) != 0
	if strings.TrimSpace(cell.Content) == "" && !inked {
		s.Fg, s.Attrs = nil, 0
	}
	return s
}

// describe describes a style: its colors, then its attributes.
func describe(s uv.Style) string {
	var parts []string
	for _, c := range []struct {
		name  string
		color interface{ RGBA() (r, g, b, a uint32) }
	}{{"fg", s.Fg}, {"bg", s.Bg}, {"ul", s.UnderlineColor}} {
		if c.color != nil {
			r, g, b, _ := c.color.RGBA()
			parts = append(parts, fmt.Sprintf("%s #%02x%02x%02x", c.name, r>>8, g>>8, b>>8))
		}
	}
	if s.Underline != 0 {
		parts = append(parts, fmt.Sprintf("underline %d", s.Underline))
	}
	for i, name := range []string{"bold", "faint", "italic", "blink", "fast blink", "reverse", "hidden", "strike"} {
		if s.Attrs&(1<<i) != 0 {
			parts = append(parts, name)
		}
	}
	if parts == nil {
		return "plain"
	}
	return strings.Join(parts, ", ")
}

func TestGoldenScreens(t *testing.T) {
	for name, c := range map[string]struct {
		width, height int
		typed, shows  string
	}{
		"first-80x24":  {80, 24, "", "READ"},
		"first-40x10":  {40, 10, "", "READ"},
		"first-120x40": {120, 40, "", "READ"},
		"first-200x60": {200, 60, "", "READ"},

		"middle-40x10":   {40, 10, "15G", "¶ 15"},
		"middle-120x40":  {120, 40, "15G", "¶ 15"},
		"middle-200x60":  {200, 60, "15G", "¶ 15"},
		"spaced-80x24":   {80, 24, "15Ggsl", "¶ 15"},
		"sepia-80x24":    {80, 24, "15Ggtgtgtl", "¶ 15"},
		"contrast-80x24": {80, 24, "15Ggtgtgtgtl", "¶ 15"},
		"labels-80x24":   {80, 24, "15Ggw", "Type the letters"},
		"offer-80x24":    {80, 24, "3Gwve*c", "1 of"},

		"select-80x24":   {80, 24, "4Gs", "SELECT"},
		"overlap-80x24":  {80, 24, "15G", "¶ 15"},
		"card-80x24":     {80, 24, "4G<tab><enter>", "CARD"},
		"card-40x10":     {40, 10, "4G<tab><enter>", "CARD"},
		"card-120x40":    {120, 40, "4G<tab><enter>", "CARD"},
		"card-200x60":    {200, 60, "4G<tab><enter>", "CARD"},
		"export-40x10":   {40, 10, "E", "in ~/desk"},
		"export-80x24":   {80, 24, "E", "in ~/desk"},
		"export-120x40":  {120, 40, "E<up>", "without "},
		"export-200x60":  {200, 60, "E", "in ~/desk"},
		"find-80x24":     {80, 24, "/wall<enter>", "go to other hits"},
		"help-80x24":     {80, 24, "?", "HELP"},
		"help-40x10":     {40, 10, "?", "HELP"},
		"help-120x40":    {120, 40, "?", "HELP"},
		"help-200x60":    {200, 60, "?", "HELP"},
		"library-80x24":  {80, 24, "L", "1 article"},
		"library-40x10":  {40, 10, "L", "1 article"},
		"library-120x40": {120, 40, "L/poster", "Filter: poster"},
		"library-200x60": {200, 60, "L", "1 article"},

		"marks-40x10":     {40, 10, "A", "MARKS"},
		"marks-80x24":     {80, 24, "6GAs", "1 of 6"},
		"marks-120x40":    {120, 40, "6GA", "MARKS"},
		"marks-200x60":    {200, 60, "ASS", "By tag"},
		"voices-40x10":    {40, 10, "AS", "VOICES"},
		"voices-80x24":    {80, 24, "AS", "VOICES"},
		"voices-120x40":   {120, 40, "ASz", "VOICES"},
		"contents-40x10":  {40, 10, "6GT", "CONTENTS"},
		"contents-80x24":  {80, 24, "6GT", "CONTENTS"},
		"contents-120x40": {120, 40, "GT", "CONTENTS"},
		"contents-200x60": {200, 60, "GT", "CONTENTS"},
		"about-40x10":     {40, 10, "I", "SOURCE"},
		"about-80x24":     {80, 24, "I", "SOURCE"},
		"about-120x40":    {120, 40, "I", "SOURCE"},
		"about-200x60":    {200, 60, "I", "SOURCE"},
		"review-40x10":    {40, 10, "P", "1 of 6"},
		"review-80x24":    {80, 24, "Pn", "2 of 6"},
		"review-120x40":   {120, 40, "PG", "6 of 6"},
		"review-200x60":   {200, 60, "P", "1 of 6"},
	} {
		t.Run(name, func(t *testing.T) {
			path, err := filepath.Abs(filepath.Join("testdata", "screens", name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			desk(t)
			w := open(t, sampleWorld(t), "sample", c.width, c.height)
			w.sees("READ")
			w.types(c.typed)
			w.sees(c.shows)
			w.shows(path, w.golden)
		})
	}
}
