package margin

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/theme"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

func TestNoteShowsSpeakerThenStatusThenText(t *testing.T) {
	for given, want := range map[string]string{
		"0 quote speaker=Ada Lund; role=harbour union":                  "Ada Lund, harbour union",
		"0 quote role=a passer-by; verified=heard":                      "a passer-by · heard",
		"0 quote speaker=Bo; verified=unverified | Ask.":                "Bo: Ask.",
		"0 claim status=checking | fares table, June":                   "checking: fares table, June",
		"0 claim claimant=the port office; status=accurate":             "the port office · accurate",
		"0 claim status=disputed by the mayor":                          "disputed by the mayor",
		"0 claim | First.⏎⏎  - second":                                  "First.\n• second",
		"0 claim? | Look again.":                                        "words changed: Look again.",
		"0 claim status=unchecked; checker=Marit; sources=a; sources=b": "sources: a; b\nchecker: Marit",
		"0 opinion holder=The Courier; target=the levy; basis=villas":   "The Courier\ntarget: the levy\nbasis: villas",
		"0 opinion | Whose?; speaker=Bo":                                "Whose?; speaker=Bo",
		"0 opinion speaker=Bo | Whose?":                                 "Whose?\nspeaker: Bo",
		"0 opinion":                                                     "opinion",
	} {
		a := parseNotes(t, given)[0].Annotation
		w := newWriter(1)
		w.add(Note{Annotation: a}, lineGap, 1000)
		if got := w.article().Text; got != want {
			t.Errorf("%s: got %q, want %q", given, got, want)
		}
	}
}

func TestBareAnnotations(t *testing.T) {
	for given, want := range map[string]bool{
		"0 claim":                     true,
		"0 claim |  ":                 true,
		"0 claim status=unchecked":    true,
		"0 quote verified=unverified": true,
		"0 claim status=checking":     false,
		"0 claim | Look.":             false,
		"0 opinion target=the levy":   false,
		"0 opinion?":                  false,
		"0 claim verified=unverified": false, // not a field of a claim, so it has no default
	} {
		if got := parseNotes(t, given)[0].IsBare(); got != want {
			t.Errorf("%s: IsBare is %v", given, got)
		}
	}
}

func TestPanelHasAFewRows(t *testing.T) {
	given := "0 quote speaker=Ada Lund; role=leader of the harbour union; medium=interview; verified=heard; reference=recording 1, 02:14 | She said it twice, the second time into the radio’s microphone, and would not take it back."
	for _, c := range []struct {
		width, rows int
		want        string
	}{
		{80, 3, `┃ Q Ada Lund, leader of the harbour union · heard: She said it twice, the second
┃   time into the radio’s microphone, and would not take it back.
┃   medium: interview · reference: recording 1, 02:14`},
		{60, 3, `┃ Q Ada Lund, leader of the harbour union · heard: She said
┃   it twice, the second time into the radio’s microphone,
┃   and would not take it back.…`},
		{40, 2, `┃ Q Ada Lund, leader of the harbour
┃   union · heard: She said it twice, t…`},
		{40, 1, `┃ Q Ada Lund, leader of the harbour uni…`},
		{40, 0, ``},
		{MinWidth - 1, 3, ``},
	} {
		lines := Drawer(parseNotes(t, given)[0], c.width, c.rows, screen(ansi.WcWidth))
		if got := ansi.Strip(strings.Join(lines, "\n")); got != c.want {
			t.Errorf("%d×%d: got\n%s\nwant\n%s", c.width, c.rows, got, c.want)
		}
	}
}

func TestALineKnowsItsAnnotation(t *testing.T) {
	notes := parseNotes(t, "0 claim | One.\n1 quote | Two, which goes on and on\n2 claim\n4 opinion | Three.")
	var ids []string
	for _, line := range Place(notes, 6, 20, screen(ansi.WcWidth)) {
		ids = append(ids, line.ID)
	}
	if want := []string{"0", "1", "1", "", "3", ""}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
}

func TestNothingIsDrawnWhereThereIsNoRoom(t *testing.T) {
	notes := parseNotes(t, "0 claim | One.\n0* quote | Two.")
	for _, c := range []struct{ rows, width int }{{-1, 20}, {0, 20}, {3, 0}, {3, MinWidth - 1}} {
		lines := Place(notes, c.rows, c.width, screen(ansi.WcWidth))
		if len(lines) != max(c.rows, 0) || slices.ContainsFunc(lines, func(l Line) bool { return l != Line{} }) {
			t.Errorf("%d rows of %d cells: got %q", c.rows, c.width, lines)
		}
	}
}

func TestFirstOfSeveralCurrentNotesCounts(t *testing.T) {
	notes := parseNotes(t, "0* claim | One.\n0* quote | Two.")
	got := drawn(Place(notes, 2, 20, screen(ansi.WcWidth)))
	if want := "┃ C One.|\n┊ Q Two.|\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// In each theme, the current note differs from the others even without color.
func TestTheCurrentNoteStandsOut(t *testing.T) {
	notes := parseNotes(t, "0 claim claimant=Bo | One.\n1* quote speaker=Ada | Two.")
	for _, mono := range []bool{false, true} {
		th := theme.New(theme.Options{Dark: true, Mono: mono})
		strong, plain := th.Text(annotate.Block{}, annotate.Strong), th.Text(annotate.Block{}, 0)
		c := screen(ansi.WcWidth)
		c.Theme = th
		lines := Place(notes, 2, 20, c)
		for i, want := range []string{
			th.Border.Render("┊ ") + th.Letter(annotate.Claim).Render("C ") + th.Plain.Render("Bo") + th.Dim.Render(": One."),
			th.Letter(annotate.Quote).Render("┃ Q ") + strong.Styled("Ada") + plain.Styled(": Two."),
		} {
			if got := styled(lines[i].Text); got != styled(want) {
				t.Errorf("mono %v, row %d: got %q, want %q", mono, i, got, styled(want))
			}
		}
	}
}

// styled returns a line with the escape sequences that uv writes for its cells.
func styled(line string) string {
	return uv.Lines(uv.NewStyledString(line).Lines(ansi.WcWidth)).Render()
}
