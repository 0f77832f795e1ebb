package theme

import (
	"image/color"
	"strings"
	"testing"

	"galley/annotate"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func genStyle() *rapid.Generator[uv.Style] {
	return rapid.Custom(func(t *rapid.T) uv.Style {
		colors := rapid.SampledFrom([]color.Color{nil, nil, hex(0x0F4C81), index(208), index(3), hex(0)})
		return uv.Style{
			Fg: colors.Draw(t, "fg"), Bg: colors.Draw(t, "bg"), UnderlineColor: colors.Draw(t, "underline color"),
			Underline: uv.Underline(rapid.IntRange(0, 4).Draw(t, "underline")), Attrs: rapid.Byte().Draw(t, "attributes"),
		}
	})
}

func genRow() *rapid.Generator[[]uv.Cell] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) uv.Cell {
		return uv.Cell{
			Content: rapid.SampledFrom([]string{"a", " ", "中", "e\u0301", "👨\u200d👩\u200d👧", "…"}).Draw(t, "text"),
			Style:   genStyle().Draw(t, "style"),
			Link: uv.Link{URL: rapid.SampledFrom([]string{"", "", "https://example.org/a;b", "javascript:alert(1)", "mailto:ada@example.org",
				"http://x/\x1b]8;;\x07"}).Draw(t, "href")},
		}
	}), 0, 12)
}

func painted(row ...uv.Cell) string {
	var b strings.Builder
	Paint(&b, row)
	return b.String()
}

func TestPaintingChangesStylesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := genRow().Draw(t, "row")
		text := ""
		for _, c := range row {
			text += c.Content
		}
		if got := ansi.Strip(painted(row...)); got != text {
			t.Fatalf("painted %q, text %q", got, text)
		}
	})
}

func TestTerminalDrawsWhatWasPainted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := append(genRow().Draw(t, "row"), uv.Cell{Content: "z"})
		out := painted(row...)
		screen := uv.NewScreenBuffer(200, 1)
		screen.Method = ansi.GraphemeWidth
		uv.NewStyledString(out+"y").Draw(screen, screen.Bounds())
		x := 0
		for _, c := range append(row, uv.Cell{Content: "y"}) {
			drawn := screen.CellAt(x, 0)
			if drawn.Content != c.Content || !drawn.Style.Equal(&c.Style) {
				t.Fatalf("cell %d is %q %+v, want %q %+v\n%q", x, drawn.Content, drawn.Style, c.Content, c.Style, out)
			}
			if url, _ := SafeLink(c.Link.URL); drawn.Link.URL != url {
				t.Fatalf("cell %d links to %q, want %q", x, drawn.Link.URL, url)
			}
			x += drawn.Width
		}
	})
}

func TestCellsWithTheSameStyleArePaintedTogether(t *testing.T) {
	claim := uv.Style{Fg: hex(0x010203), Bg: index(17), Attrs: uv.AttrBold}
	link := uv.Link{URL: "https://x.org"}
	for _, c := range []struct {
		row  []uv.Cell
		want string
	}{
		{nil, ""},
		{[]uv.Cell{{Content: "a"}, {Content: "b"}}, "ab"},
		{[]uv.Cell{{Content: "a"}, {Content: "b", Style: claim}, {Content: "c", Style: claim}, {Content: "d"}}, "a\x1b[38;2;1;2;3;48;5;17;1mbc\x1b[md"},
		{[]uv.Cell{{Content: "a", Style: claim}, {Content: "b", Style: uv.Style{Attrs: uv.AttrBold}}}, "\x1b[38;2;1;2;3;48;5;17;1ma\x1b[39;49mb\x1b[m"},
		{[]uv.Cell{{Content: "a", Link: link}, {Content: "b", Link: link}, {Content: "c"}}, "\x1b]8;;https://x.org\aab\x1b]8;;\ac"},
		{[]uv.Cell{{Content: "a", Link: uv.Link{URL: "file:///etc/passwd"}}}, "a"},
	} {
		if got := painted(c.row...); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// Both forms of a style, and the fast way to render one, draw the same.
func TestAStyleDrawsTheSameInAllItsForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := genStyle().Draw(t, "style")
		cell = uv.Style{Fg: cell.Fg, Bg: cell.Bg, Attrs: cell.Attrs & (uv.AttrBold | uv.AttrFaint | uv.AttrReverse)}
		s := newStyle(cell)
		want := painted(uv.Cell{Content: "ab", Style: cell})
		for _, got := range []string{s.Render("ab"), s.Style.Render("ab")} {
			if normal(got) != normal(want) {
				t.Fatalf("rendered %q, painted %q", got, want)
			}
		}
		if s.Render("") != "" {
			t.Fatal("no text was rendered as something")
		}
	})
}

// normal returns a line with the escape sequences that uv writes for its cells.
func normal(line string) string {
	return uv.Lines(uv.NewStyledString(line).Lines(ansi.GraphemeWidth)).Render()
}

func TestSafeLinks(t *testing.T) {
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

// BenchmarkPaint paints a screen of 80 by 24 with six runs in each row.
func BenchmarkPaint(b *testing.B) {
	theme := New(Options{Dark: true, StyledUnderlines: true})
	marked := theme.PaintMarks(uv.Style{}, sure(annotate.Claim, annotate.Quote))
	runs := []uv.Style{theme.Number.Cell, {}, marked, theme.PaintMarks(uv.Style{}, sure(annotate.Opinion)), {}, theme.PaintHit(uv.Style{})}
	row := make([]uv.Cell, 80)
	for i := range row {
		row[i] = uv.Cell{Content: "a", Style: runs[i*len(runs)/len(row)]}
	}
	var out strings.Builder
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		out.Grow(24 * 256)
		for range 24 {
			Paint(&out, row)
		}
	}
}

func BenchmarkOverMarks(b *testing.B) {
	theme := New(Options{Dark: true})
	body, marks := uv.Style{Fg: index(39)}, sure(annotate.Claim, annotate.Claim)
	for b.Loop() {
		theme.PaintMarks(body, marks)
	}
}
