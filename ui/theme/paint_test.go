package theme

import (
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func rgba(c Color) color.Color {
	r, g, b, _ := c.channels()
	return color.RGBA{R: r, G: g, B: b, A: 0xFF}
}

func genStyle() *rapid.Generator[Style] {
	return rapid.Custom(func(t *rapid.T) Style {
		colors := rapid.SampledFrom([]Color{0, 0, rgb | 0x0F4C81, palette | 208, palette | 3, rgb})
		flag := rapid.Bool()
		return Style{
			FG: colors.Draw(t, "fg"), BG: colors.Draw(t, "bg"), UL: colors.Draw(t, "ul"),
			Underline: Line(rapid.IntRange(0, 3).Draw(t, "underline")),
			Bold:      flag.Draw(t, "bold"), Italic: flag.Draw(t, "italic"), Faint: flag.Draw(t, "faint"),
			Reverse: flag.Draw(t, "reverse"), Strike: flag.Draw(t, "strike"),
		}
	})
}

func genCells() *rapid.Generator[[]Painted] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Painted {
		return Painted{
			Text:  rapid.SampledFrom([]string{"a", " ", "中", "e\u0301", "👨\u200d👩\u200d👧", "…"}).Draw(t, "text"),
			Style: genStyle().Draw(t, "style"),
			Href: rapid.SampledFrom([]string{"", "", "https://example.org/a;b", "javascript:alert(1)", "mailto:ada@example.org",
				"http://x/\x1b]8;;\x07"}).Draw(t, "href"),
		}
	}), 0, 12)
}

// attributes are what the renderer of the terminal makes of a style.
func attributes(s Style) uv.Style {
	var u uv.Style
	for _, c := range []struct {
		from Color
		to   *color.Color
	}{{s.FG, &u.Fg}, {s.BG, &u.Bg}, {s.UL, &u.UnderlineColor}} {
		switch {
		case c.from&rgb != 0:
			*c.to = rgba(c.from)
		case c.from != 0 && uint8(c.from) < 16:
			*c.to = ansi.BasicColor(uint8(c.from))
		case c.from != 0:
			*c.to = ansi.IndexedColor(uint8(c.from))
		}
	}
	for _, a := range []struct {
		on   bool
		attr uint8
	}{{s.Bold, uv.AttrBold}, {s.Faint, uv.AttrFaint}, {s.Italic, uv.AttrItalic}, {s.Reverse, uv.AttrReverse}, {s.Strike, uv.AttrStrikethrough}} {
		if a.on {
			u.Attrs |= a.attr
		}
	}
	u.Underline = uv.Underline(s.Underline)
	return u
}

func TestPaintingChangesStylesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := genCells().Draw(t, "cells")
		links := rapid.Bool().Draw(t, "links")
		var painted, text strings.Builder
		Paint(&painted, cells, links)
		for _, c := range cells {
			text.WriteString(c.Text)
		}
		if got := ansi.Strip(painted.String()); got != text.String() {
			t.Fatalf("painted %q, text %q", got, text.String())
		}
	})
}

func TestTheTerminalDrawsWhatWasPainted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := genCells().Draw(t, "cells")
		var painted strings.Builder
		Paint(&painted, append(cells, Painted{Text: "z"}), true)
		screen := uv.NewScreenBuffer(200, 1)
		screen.Method = ansi.GraphemeWidth
		uv.NewStyledString(painted.String()+"y").Draw(screen, screen.Bounds())
		x := 0
		for _, c := range append(cells, Painted{Text: "z"}, Painted{Text: "y"}) {
			drawn := screen.CellAt(x, 0)
			want := attributes(c.Style)
			if drawn.Content != c.Text || !drawn.Style.Equal(&want) {
				t.Fatalf("cell %d is %q %+v, want %q %+v\n%q", x, drawn.Content, drawn.Style, c.Text, want, painted.String())
			}
			if url, _ := SafeLink(c.Href); drawn.Link.URL != url {
				t.Fatalf("cell %d links to %q, want %q", x, drawn.Link.URL, url)
			}
			x += drawn.Width
		}
	})
}

func TestCellsOfOneStyleArePaintedTogether(t *testing.T) {
	claim := Style{FG: rgb | 0x010203, BG: palette | 17, Bold: true}
	second := Style{Underline: Curly, UL: rgb | 0xFF0000, Italic: true, Faint: true, Reverse: true, Strike: true}
	for _, c := range []struct {
		cells []Painted
		want  string
	}{
		{nil, ""},
		{[]Painted{{Text: "a"}, {Text: "b"}}, "ab"},
		{[]Painted{{Text: "a"}, {Text: "b", Style: claim}, {Text: "c", Style: claim}, {Text: "d"}}, "a\x1b[0;1;38;2;1;2;3;48;5;17mbc\x1b[md"},
		{[]Painted{{Text: "a", Style: second}}, "\x1b[0;2;3;7;9;4:3;58;2;255;0;0ma\x1b[m"},
		{[]Painted{{Text: "a", Href: "https://x.org"}, {Text: "b", Href: "https://x.org"}, {Text: "c"}},
			"\x1b]8;;https://x.org\x1b\\ab\x1b]8;;\x1b\\c"},
		{[]Painted{{Text: "a", Href: "file:///etc/passwd"}}, "a"},
	} {
		var b strings.Builder
		Paint(&b, c.cells, true)
		if b.String() != c.want {
			t.Errorf("got %q, want %q", b.String(), c.want)
		}
	}
}

func TestRenderIsPaintOfOneCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genStyle().Draw(t, "style")
		var b strings.Builder
		Paint(&b, []Painted{{Text: "ab", Style: s}}, false)
		if got := s.Render("ab"); got != b.String() {
			t.Fatalf("rendered %q, painted %q", got, b.String())
		}
		if s.Render("") != "" {
			t.Fatal("no text was rendered as something")
		}
	})
}

func TestLinksThatAreSafe(t *testing.T) {
	for href, want := range map[string]string{
		"https://example.org/a?b=c#d":    "https://example.org/a?b=c#d",
		"HTTP://example.org":             "HTTP://example.org",
		"mailto:ada@example.org":         "mailto:ada@example.org",
		"https://example.org/a b;c/é":    "https://example.org/a%20b%3Bc/%C3%A9",
		"https://example.org/\u009b31m":  "https://example.org/%C2%9B31m",
		"https://example.org/\u202egpj":  "https://example.org/%E2%80%AEgpj",
		"https://example.org/\x1b]8;;\a": "",
		"https://example.org/\n":         "",
		"https://example.org/\x7f":       "",
		" https://example.org":           "",
		"javascript:alert(1)":            "",
		"data:text/html,x":               "",
		"file:///etc/passwd":             "",
		"//example.org":                  "",
		"https:example.org":              "",
		"https://":                       "",
		"https":                          "",
		"mailto:":                        "",
		"":                               "",
	} {
		if got, ok := SafeLink(href); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", href, got, ok, want)
		}
	}
}

func FuzzSafeLink(f *testing.F) {
	f.Add("https://example.org/a b;c")
	f.Add("mailto:\x1b\\")
	f.Fuzz(func(t *testing.T, href string) {
		url, ok := SafeLink(href)
		outside := func(r rune) bool { return r <= ' ' || r > '~' || r == ';' }
		if strings.ContainsFunc(url, outside) || ok != (url != "") {
			t.Fatalf("%q became %q, %v", href, url, ok)
		}
		if again, _ := SafeLink(url); again != url {
			t.Fatalf("%q became %q, then %q", href, url, again)
		}
	})
}

func BenchmarkPaint(b *testing.B) {
	theme := Default(true)
	marked := theme.OverMarks(Style{}, stacks()[0])
	row := make([]Painted, 72)
	for i := range row {
		row[i].Text = "a"
		if i > 20 && i < 50 {
			row[i].Style = marked
		}
	}
	var out strings.Builder
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		out.Grow(256)
		Paint(&out, row, true)
	}
}

func BenchmarkOverMarks(b *testing.B) {
	theme := Default(true)
	body, tags := Style{FG: palette | 39}, stacks()[1]
	for b.Loop() {
		theme.OverMarks(body, tags)
	}
}
