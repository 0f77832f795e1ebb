package theme

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"galley/annotate"

	"charm.land/glamour/v2/styles"
	uv "github.com/charmbracelet/ultraviolet"
)

// themes returns all standard themes on each kind of terminal, by name.
func themes(t *testing.T) map[string]*Theme {
	t.Helper()
	list := map[string]*Theme{}
	for _, name := range Names() {
		for i := range 16 {
			o := Options{Dark: i&1 != 0, Mono: i&2 != 0, StyledUnderlines: i&4 != 0, Sixteen: i&8 != 0}
			theme, err := Load(name, o)
			if err != nil {
				t.Fatal(err)
			}
			list[fmt.Sprintf("%s %+v", name, o)] = theme
		}
	}
	return list
}

// bodies returns the styles of all kinds of text, without duplicates.
func bodies(t *Theme) []uv.Style {
	list := map[uv.Style]bool{}
	for kind := annotate.Paragraph; kind <= annotate.Furniture; kind++ {
		for level := range uint8(8) {
			for inline := annotate.Style(0); inline < annotate.Link<<1; inline++ {
				list[t.Text(annotate.Block{Kind: kind, Level: level}, inline)] = true
			}
		}
	}
	return slices.Collect(maps.Keys(list))
}

// sure returns marks that are certain.
func sure(tags ...annotate.Tag) []Mark {
	var marks []Mark
	for _, tag := range tags {
		marks = append(marks, Mark{Tag: tag})
	}
	return marks
}

// stacks returns one, two and three certain marks in any order.
func stacks() (list [][]Mark) {
	tags := annotate.Tags()
	for _, a := range tags {
		list = append(list, sure(a))
		for _, b := range tags {
			list = append(list, sure(a, b))
			for _, c := range tags {
				list = append(list, sure(a, b, c))
			}
		}
	}
	return list
}

func TestNames(t *testing.T) {
	want := "auto ascii dark dracula high-contrast light notty pink sepia tokyo-night"
	if got := strings.Join(Names(), " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAnUnknownThemeIsRefusedInOneLine(t *testing.T) {
	_, err := Load("drak", Options{})
	if err == nil || !strings.Contains(err.Error(), `"drak"`) || !strings.Contains(err.Error(), "tokyo-night") {
		t.Errorf("error %v", err)
	}
}

func TestAGlamourFileIsATheme(t *testing.T) {
	theme, err := FromJSON([]byte(`{"document": {"color": "#fefefe"}, "strong": {"color": "208"}, "emph": {"italic": false}, "link_text": {"underline": true}}`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	paragraph, white := annotate.Block{}, hex(0xFEFEFE)
	for style, want := range map[annotate.Style]uv.Style{
		0:                   {Fg: white},
		annotate.Strong:     {Fg: index(208), Attrs: uv.AttrBold},
		annotate.Strike:     {Fg: white, Attrs: uv.AttrStrikethrough},
		annotate.Link:       {Fg: white, Underline: uv.UnderlineSingle},
		annotate.Emphasis:   {Fg: white},
		annotate.Style(255): {Fg: index(208), Attrs: uv.AttrBold | uv.AttrStrikethrough, Underline: uv.UnderlineSingle},
	} {
		if got := theme.Text(paragraph, style); got != want {
			t.Errorf("inline style %b is %+v, want %+v", style, got, want)
		}
	}
	if !theme.options.Dark {
		t.Error("light text counts as a light terminal")
	}
}

func TestFileThatIsNotAStyleIsRefused(t *testing.T) {
	for _, data := range []string{"", "{", `"dark"`, `{"document": 5}`} {
		if _, err := FromJSON([]byte(data), Options{}); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v", data, err)
		}
	}
}

func TestAStandardStyleIsTheSameFromItsFile(t *testing.T) {
	data, err := json.Marshal(styles.DraculaStyleConfig)
	if err != nil {
		t.Fatal(err)
	}
	file, err := FromJSON(data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	named, err := Load("dracula", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if file.body != named.body || *file.palette != *named.palette {
		t.Error("the file gives other styles")
	}
}

func TestTextHasNoBackground(t *testing.T) {
	for name, theme := range themes(t) {
		for _, s := range bodies(theme) {
			if s.Bg != nil || s.Attrs&uv.AttrReverse != 0 {
				t.Fatalf("%s: text has a ground: %+v", name, s)
			}
		}
	}
}

func TestAutoThemeUsesTheTerminalsForeground(t *testing.T) {
	for _, dark := range []bool{true, false} {
		if s := New(Options{Dark: dark}).Text(annotate.Block{}, 0); !s.IsZero() {
			t.Errorf("text is %+v", s)
		}
	}
	if styles.DarkStyleConfig.Document.Color == nil {
		t.Error("glamour's own style was changed")
	}
}

func TestHeadingsAndEmphasisStandOut(t *testing.T) {
	for name, theme := range themes(t) {
		plain := theme.Text(annotate.Block{}, 0)
		for _, b := range []annotate.Block{{Kind: annotate.Title}, {Kind: annotate.Heading, Level: 1}, {Kind: annotate.Heading, Level: 3}} {
			if s := theme.Text(b, 0); s == plain {
				t.Errorf("%s: a %v is drawn like text", name, b.Kind)
			}
		}
		for _, inline := range []annotate.Style{annotate.Emphasis, annotate.Strong, annotate.Strike} {
			if theme.Text(annotate.Block{}, inline) == plain {
				t.Errorf("%s: inline style %b is drawn like text", name, inline)
			}
		}
	}
}

// In the standard styles, the title is pale yellow on a background. Without the
// background, it takes the color of headings.
func TestForegroundWithoutItsBackgroundIsDropped(t *testing.T) {
	want := uv.Style{Fg: index(27), Attrs: uv.AttrBold}
	if got := New(Options{}).Text(annotate.Block{Kind: annotate.Title}, 0); got != want {
		t.Errorf("a title is %+v, want %+v", got, want)
	}
}

func TestMonochromeHasNoColor(t *testing.T) {
	for name, theme := range themes(t) {
		if !theme.options.Mono {
			continue
		}
		list := append(bodies(theme), theme.Removed(), theme.Added(),
			theme.Decoration(annotate.ListItem), theme.Decoration(annotate.Quotation), theme.Decoration(annotate.Table))
		for _, s := range []Style{theme.Plain, theme.Dim, theme.Chosen, theme.Header, theme.Footer, theme.Mode, theme.Key,
			theme.Message, theme.Error, theme.Number, theme.Border, theme.Letter(annotate.Claim)} {
			list = append(list, s.Cell)
		}
		for _, s := range bodies(theme) {
			list = append(list, theme.PaintTarget(s), theme.PaintSelection(s), theme.PaintHit(s), theme.PaintCurrentHit(s))
			for _, tags := range stacks() {
				list = append(list, theme.PaintMarks(s, tags))
			}
		}
		for _, s := range list {
			if s.Fg != nil || s.Bg != nil || s.UnderlineColor != nil || s.Underline > uv.UnderlineSingle {
				t.Fatalf("%s: %+v", name, s)
			}
		}
	}
}

func TestTheZeroThemeDrawsPlain(t *testing.T) {
	var zero Theme
	tags := sure(annotate.Claim)
	for _, s := range []uv.Style{
		zero.Plain.Cell, zero.Letter(annotate.Quote).Cell, zero.Text(annotate.Block{Kind: annotate.Heading, Level: 2}, annotate.Strong), zero.Decoration(annotate.ListItem),
		zero.PaintMarks(uv.Style{}, tags), zero.PaintTarget(uv.Style{}),
	} {
		if !s.IsZero() {
			t.Errorf("%+v", s)
		}
	}
	zero.Glamour()
}
