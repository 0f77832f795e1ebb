package ui_test

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"galley/internal/vterm"
	"galley/ui"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// on replaces the terminal of a window.
func on(quirks vterm.Quirks, look theme.Options) func(*ui.Config) {
	return func(c *ui.Config) {
		c.Output.(*vterm.Terminal).WithQuirks(quirks)
		c.Terminal = look
	}
}

// contrast is that of WCAG 2.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		sum := 0.0
		for i, v := range []uint32{r, g, b} {
			x := float64(v) / 0xFFFF
			if x <= 0.04045 {
				x /= 12.92
			} else {
				x = math.Pow((x+0.055)/1.055, 2.4)
			}
			sum += x * []float64{0.2126, 0.7152, 0.0722}[i]
		}
		return sum
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func TestScreensCanBeReadWhereTheTerminalDoesNotTellItsBackground(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 100, 24, on(vterm.Quirks{Unknown: []string{"\x1b]11;?"}}, theme.Options{Dark: true, UnknownBackground: true}))
	w.sees("READ")
	check := func(screen string) {
		width, height := w.Size()
		for row := range height {
			for col := range width {
				c := w.Cell(col, row)
				for _, ground := range []color.Color{color.Black, color.White} {
					if c.Style.Bg != nil {
						ground = c.Style.Bg
					}
					if c.Content != " " && c.Style.Fg != nil && contrast(c.Style.Fg, ground) < 4.5 {
						t.Fatalf("%s: %q at %d, %d is %v on %v", screen, c.Content, col, row, c.Style.Fg, ground)
					}
				}
			}
		}
	}
	w.types("1Gc")
	w.sees("Claim marked")
	check("article")
	w.types("/levy")
	w.sees("Find: levy")
	check("find")
	w.types("<esc>1Gvww")
	w.sees("SELECT")
	check("selection")
	w.types("<esc>?")
	w.sees("HELP")
	check("help")
	w.types("<esc>A")
	w.sees("MARKS")
	check("annotations")
	w.types("<esc>L")
	w.sees("LIBRARY")
	check("library")
}

func TestAnAnswerChoosesTheColors(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24, on(vterm.Quirks{Unknown: []string{"\x1b]11;?"}}, theme.Options{UnknownBackground: true}))
	w.sees("READ")
	ink := func() color.Color {
		col, row, _ := w.Find("Harbour levy passes") // the title
		return w.Cell(col, row).Style.Fg
	}
	before := ink()
	w.Type("\x1b]11;rgb:ffff/ffff/ffff\x07")
	w.until("the colors of a light terminal", func() bool { return ink() != before })
}

var cursorStyle = regexp.MustCompile(`\x1b\[(\d*) q`)

func TestTheTerminalsOwnCursorIsRestored(t *testing.T) {
	for name, keys := range map[string]string{"in the text": "Q", "in a prompt": "/levy<ctrl+c>", "in a card": "1Gc<enter><ctrl+c>"} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types(keys)
			w.quits()
			styles := cursorStyle.FindAllStringSubmatch(w.Raw(), -1)
			if len(styles) == 0 || strings.Trim(styles[len(styles)-1][1], "0") != "" {
				t.Errorf("the styles of the cursor are %q", styles)
			}
		})
	}
}

// Esc and another key within the escape time arrive as alt and the key.
func TestAFastEscIsEscOnEveryScreen(t *testing.T) {
	for name, c := range map[string]struct{ typed, fast, sees string }{
		"a card":                      {"1Gc<enter>", "\x1b?", "HELP"},
		"a typed note":                {"1Gc<enter>checked", "\x1bA", "checked"},
		"a key with ctrl":             {"1Gc<enter>", "\x1b\x1a", "READ"},
		"a letter that bubbles binds": {"1Gc<enter>checked", "\x1bc", "checked"},
		"find":                        {"/levy", "\x1b?", "HELP"},
		"a selection":                 {"1Gvww", "\x1b?", "HELP"},
		"the list":                    {"A", "\x1b?", "HELP"},
		"the filter":                  {"A/levy", "\x1b?", "HELP"},
		"a label":                     {"1Gc#ferry", "\x1b?", "HELP"},
		"the command":                 {":12", "\x1b?", "HELP"},
		"a question":                  {"1Gc", "\x1b?", "HELP"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types(c.typed)
			w.Type(c.fast)
			w.sees(c.sees)
		})
	}
}

// The letter after Esc is not typed into a note, and does what it does in the text.
func TestAFastEscKeepsTheCard(t *testing.T) {
	for _, key := range []string{"o", "j", "O", "c", "u"} {
		t.Run(key, func(t *testing.T) {
			m := newWorld(t, article("levy", levy))
			w := open(t, m, "levy", 80, 24)
			w.sees("READ")
			w.types("1Gc<enter><s-tab>abc")
			w.sees("abc")
			w.Type("\x1b" + key)
			w.until("the saved note", func() bool {
				for _, a := range m.set("levy").All() {
					if a.Note != "" && a.Note != "abc" {
						t.Fatalf("the note is %q", a.Note)
					}
					if a.Note == "abc" {
						return true
					}
				}
				return key == "u" && m.set("levy").Len() == 1 // which undoes the note
			})
		})
	}
}

func TestALineFeedIsEnter(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("/ferry crews\nvq")
	w.saved(m, "levy", 1)
	wantMarks(t, m, "quote: ferry crews")
	w.types("\n")
	w.sees("Quote in ¶2")
}

func TestCopyNamesWhatWorksWithoutIt(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.types("1Gy")
	w.sees("Copied through the terminal")
	w.sees("shift held, or M and drag")
}

// answers2027 is the answer of a terminal that measures grapheme clusters.
func (w *window) answers2027() {
	w.Type("\x1b[?2027;2$y")
	w.until("mode 2027", func() bool { return strings.Contains(w.Raw(), ansi.SetModeUnicodeCore) })
}

// long returns an article of n short paragraphs.
func long(n int) string {
	var b strings.Builder
	b.WriteString("# Long\n\n")
	for i := range n {
		fmt.Fprintf(&b, "Paragraph number %d.\n\n", i+1)
	}
	return b.String()
}

func TestADragWithoutAReleaseEnds(t *testing.T) {
	for name, end := range map[string]string{"by itself": "", "at a key": "l", "at loss of focus": "\x1b[O"} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("long", long(400)))
			w := open(t, m, "long", 80, 24)
			w.sees("READ")
			w.sees("Paragraph number 3.")
			w.DragOut(20, 5, 20, 23)
			w.sees("Paragraph number 20.") // it scrolls
			w.Type(end)
			last := w.Text()
			w.until("the end of scrolling", func() bool {
				time.Sleep(150 * time.Millisecond) // several intervals of scrolling
				was := last
				last = w.Text()
				return last == was
			})
			if strings.Contains(last, "Paragraph number 400.") {
				t.Errorf("it scrolled to the end:\n%s", last)
			}
			if end == "" {
				return
			}
			place := w.Line(0)
			w.Type("\x1b[<32;9;24M")
			w.types("F")
			w.sees("F does nothing while selecting")
			if w.Line(0) != place {
				t.Errorf("the drag goes on:\n%s", w.Text())
			}
		})
	}
}

// Holding still within the text does not end a drag: the terminal reports only moves.
func TestADragGoesOnAfterAPause(t *testing.T) {
	m := newWorld(t, article("long", long(400)))
	w := open(t, m, "long", 80, 24)
	w.sees("Paragraph number 3.")
	w.DragOut(20, 5, 20, 23)
	w.sees("Paragraph number 20.")
	last := w.Text()
	w.until("the end of scrolling", func() bool {
		time.Sleep(150 * time.Millisecond)
		was := last
		last = w.Text()
		return last == was
	})
	w.Type("\x1b[<32;9;24M") // to another cell below the text
	w.until("scrolling", func() bool { return w.Text() != last })
}

func TestQuittingWaitsForTheAnswersOfTheTerminal(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24, on(vterm.Quirks{Late: true}, theme.Options{Dark: true}))
	w.Type("Q")
	w.until("the question about the background", func() bool { return strings.Contains(w.Raw(), ansi.RequestBackgroundColor) })
	w.Type("o") // to the shell: Galley must not tag anything
	w.Answer()
	w.quits()
	if left := w.Unread(); left != "" {
		t.Errorf("the shell gets %q", left)
	}
	if n := m.set("levy").Len(); n != 0 {
		t.Errorf("%d annotations", n)
	}
}

func TestQuittingDoesNotWaitForATerminalThatNeverAnswers(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24, on(vterm.Quirks{Late: true}, theme.Options{Dark: true}))
	w.sees("READ")
	w.types("Q")
	w.quits()
}

func TestCtrlLDrawsTheScreenAgain(t *testing.T) {
	for _, keys := range []string{"", "1Gc<enter>", "/levy", "?", "A", "L"} {
		m := newWorld(t, article("levy", levy))
		w := open(t, m, "levy", 80, 24)
		w.sees("READ")
		w.types(keys)
		w.until("the answers of the terminal", func() bool { return w.Unread() == "" })
		before := ""
		w.until("a still screen", func() bool {
			was := before
			time.Sleep(50 * time.Millisecond)
			before = w.Text()
			return before == was
		})
		_, _ = w.Write([]byte("\x1b7\x1b[5;5Hbroadcast message\x1b8"))
		w.sees("broadcast message")
		w.Type("\x0c")
		w.until(fmt.Sprintf("the screen as before, after %q", keys), func() bool { return w.Text() == before })
	}
}

// How terminals draw clusters of several code points: one width per code point, two
// cells for each emoji, and more than that.
var widths = map[string]func(cluster string) int{
	"one width per code point": ansi.WcWidth.StringWidth,
	"two cells for each":       func(string) int { return 2 },
	"narrow":                   func(string) int { return 1 },
	"by grapheme cluster":      uniseg.StringWidth,
}

func TestRowsWithDisputedClustersDoNotDrift(t *testing.T) {
	text := "# Emoji\n\n" +
		"The 👩\u200d🚀 left| and 👨\u200d👩\u200d👧 came| and 👋🏽 waved| and 🇩🇪 flew| end.\n\n" +
		"We ❤\uFE0F it| and 1\uFE0F\u20E3 first| and 🏳\uFE0F\u200d🌈 too| and क्षि here| and กำ there| end.\n\n" + long(60)
	for name, width := range widths {
		for _, has2027 := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, mode 2027 %v", name, has2027), func(t *testing.T) {
				m := newWorld(t, article("emoji", text))
				w := open(t, m, "emoji", 100, 24, on(vterm.Quirks{Width: width}, theme.Options{Dark: true}))
				plain := open(t, newWorld(t, article("emoji", text)), "emoji", 100, 24)
				for _, w := range []*window{w, plain} {
					w.sees("READ")
					if has2027 {
						w.answers2027()
					}
				}
				for _, keys := range []string{"", "jjj", "<pgdown>", "<pgup>", "1Gc", "v)", "<esc>"} {
					w.types(keys)
					plain.types(keys)
					w.until("every letter in its column after "+keys, func() bool { return letters(w) == letters(plain) })
				}
			})
		}
	}
}

// A terminal that draws an emoji variant wide must not get one where one cell is kept
// for it: the next character would erase it.
func TestAnEmojiVariantIsNotErased(t *testing.T) {
	for name, has2027 := range map[string]bool{"without mode 2027": false, "with mode 2027": true} {
		t.Run(name, func(t *testing.T) {
			m := newWorld(t, article("emoji", "# Emoji\n\nWe ❤\uFE0F it, 1\uFE0F\u20E3 first.\n"))
			w := open(t, m, "emoji", 80, 24)
			w.sees("We ❤ it")
			if has2027 {
				w.answers2027()
			}
			w.ClearRaw()
			w.Type("\x0c")
			w.until("the text", func() bool { return strings.Contains(w.Raw(), " first.") })
			if strings.Contains(w.Raw(), "\uFE0F") != has2027 {
				t.Errorf("variant selectors: %q", w.Raw())
			}
		})
	}
}

// letters returns the row and column of every letter and mark of ASCII on the screen.
func letters(w *window) string {
	var b strings.Builder
	width, height := w.Size()
	for row := range height {
		for col := 0; col < width; col++ {
			if c := w.Cell(col, row); len(c.Content) == 1 && c.Content > "9" || c.Content == "." {
				fmt.Fprintln(&b, row, col, c.Content)
			}
		}
	}
	return b.String()
}

// Bubble Tea has no setting for it; a new version that renames its field must not go
// unnoticed.
func TestDrawingSlowsDownAtRest(t *testing.T) {
	m := newWorld(t, article("levy", levy))
	w := open(t, m, "levy", 80, 24)
	w.sees("READ")
	w.until("rest", func() bool { return ui.Rests(w.program) })
	w.types("1Gc")
	w.sees("Claim marked")
	w.until("rest", func() bool { return ui.Rests(w.program) })
}
