package marks_test

import (
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/marks"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// byPerson returns the list by person of a conversation.
func byPerson(width int) (marks.Model, *kit.Outbox) {
	a := &annotate.Article{ID: "a", Text: "One two three.\n\nFour five six.", Blocks: []annotate.Block{
		{Span: annotate.Span{Start: 0, End: 14}}, {Span: annotate.Span{Start: 16, End: 30}},
	}}
	annotate.NumberBlocks(a.Blocks)
	at := func(id string, tag annotate.Tag, from, to int, fields annotate.Fields) annotate.Annotation {
		return annotate.Annotation{ID: id, Tag: tag, Fields: fields,
			Anchor: annotate.Anchor{Span: annotate.Span{Start: from, End: to}, Exact: a.Text[from:to], State: annotate.Anchored}}
	}
	set := annotate.NewSet([]annotate.Annotation{
		at("nobody", annotate.Claim, 0, 14, nil),
		at("lund", annotate.Quote, 4, 7, annotate.Fields{"speaker": {"Lund"}}),
		at("quoted", annotate.Quote, 8, 13, annotate.Fields{"speaker": {"Ada\u202e  Lund"}, "verified": {"heard"}}),
		at("claimed", annotate.Claim, 16, 25, annotate.Fields{"claimant": {"Ada Lund"}}),
		at("held", annotate.Opinion, 21, 30, annotate.Fields{"holder": {"Ada Lund"}}),
	})
	out := &kit.Outbox{}
	m := marks.New(out, kit.TextSpec{Keys: keys.Default(), Article: a, Annotations: set}).(marks.Model)
	return kittest.Press(kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}}), "S"), out
}

// rows returns the text of a list without its header and footer.
func rows(m marks.Model) []string {
	var rows []string
	for row := range strings.SplitSeq(ansi.Strip(m.View().Content), "\n") {
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return slices.DeleteFunc(rows[1:len(rows)-1], func(row string) bool { return row == "" })
}

func TestAnnotationsAreListedByPerson(t *testing.T) {
	m, _ := byPerson(80)
	want := []string{
		" By person · 2 people, others not named",
		"   who                         times  words  verified  ¶",
		" ▾ Ada Lund                        3      5       1/2  1, 2",
		"    Q♫ ¶1        three                                            heard",
		"    C☐ ¶2        Four five                                        unchecked",
		"    O  ¶2        five six.",
		" ▾ Lund                            1      1       0/1  1",
		"    Q☐ ¶1        two                                              unverified",
		" ▾ (not named)                     1      3       0/1  1",
		"▌   C☐ ¶1        One two three.                                   unchecked",
	}
	if got := rows(m); !slices.Equal(got, want) {
		t.Errorf("listed are\n%s", strings.Join(got, "\n"))
	}
}

func TestFiltersApplyToPersons(t *testing.T) {
	for typed, want := range map[string][]string{
		"q":      {" ▾ Ada Lund                        1      1       1/1  1", " ▾ Lund                            1      1       0/1  1"},
		"/ada":   {" ▾ Ada Lund                        3      5       1/2  1, 2"},
		"s":      {" ▾ Ada Lund                        1      2       0/1  2", " ▾ Lund                            1      1       0/1  1", " ▾ (not named)                     1      3       0/1  1"},
		"z":      {" ▸ Ada Lund                        3      5       1/2  1, 2", " ▸ Lund                            1      1       0/1  1", "▌▸ (not named)                     1      3       0/1  1"},
		"zz":     {" ▾ Ada Lund                        3      5       1/2  1, 2", " ▾ Lund                            1      1       0/1  1", "▌▾ (not named)                     1      3       0/1  1"},
		"/chief": nil,
	} {
		m, _ := byPerson(80)
		got := slices.DeleteFunc(rows(kittest.Press(m, strings.Split(typed, "")...)), func(row string) bool {
			return !strings.ContainsAny(row, "▾▸")
		})
		for i := range got { // the selected row may be any
			if typed[0] != 'z' {
				got[i] = strings.Replace(got[i], "▌", " ", 1)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: persons are\n%s", typed, strings.Join(got, "\n"))
		}
	}
}

func TestKeysOfTheListByPerson(t *testing.T) {
	rename := []tea.Msg{kit.ForReaderMsg{Msg: kit.RenameMsg{From: "Lund", To: "Ada Lund"}}}
	for name, c := range map[string]struct {
		typed []string
		want  []tea.Msg
	}{
		"enter goes to an annotation":       {[]string{"g", "g", "j", "enter"}, []tea.Msg{kit.VisitMsg{Off: 8, Annotation: "quoted"}}},
		"the next person":                   {[]string{"g", "g", "tab", "j", "enter"}, []tea.Msg{kit.VisitMsg{Off: 4, Annotation: "lund"}}},
		"the previous person":               {[]string{"shift+tab", "shift+tab", "shift+tab", "j", "enter"}, []tea.Msg{kit.VisitMsg{Off: 8, Annotation: "quoted"}}},
		"enter folds a person":              {[]string{"g", "g", "enter", "tab", "j", "enter"}, []tea.Msg{kit.VisitMsg{Off: 4, Annotation: "lund"}}},
		"enter twice on a person":           {[]string{"g", "g", "enter", "enter", "j", "enter"}, []tea.Msg{kit.VisitMsg{Off: 8, Annotation: "quoted"}}},
		"another order keeps the selection": {[]string{"g", "g", "S", "enter"}, []tea.Msg{kit.VisitMsg{Off: 8, Annotation: "quoted"}}},
		"a name is merged into another":     {[]string{"g", "g", "tab", "m", "g", "g", "m"}, rename},
		"from an annotation to one":         {[]string{"g", "g", "tab", "j", "m", "g", "g", "j", "j", "m"}, rename},
		"merging is canceled":               {[]string{"g", "g", "tab", "m", "g", "g", "esc"}, nil},
		"a name into itself":                {[]string{"g", "g", "m", "j", "m"}, nil},
		"nobody is not merged":              {[]string{"G", "m", "g", "g", "m"}, nil},
		"into nobody":                       {[]string{"g", "g", "m", "G", "m"}, nil},
		"undo":                              {[]string{"u"}, []tea.Msg{kit.ForReaderMsg{Msg: kit.ActionMsg{Action: keys.Undo}}}},
	} {
		m, out := byPerson(80)
		m = kittest.Press(m, c.typed...)
		if got := out.Take(); !slices.Equal(got, c.want) {
			t.Errorf("%s: asks for %v, want %v\n%s", name, got, c.want, ansi.Strip(m.View().Content))
		}
	}
}

// A person who is gone after a merge, or whose annotations are filtered away, leaves the
// selection on the list.
func TestPersonsMayVanishUnderTheSelection(t *testing.T) {
	m, out := byPerson(80)
	m = kittest.Press(m, "z", "g", "g", "j") // on Lund
	m = kittest.Update(m, kit.AnnotationsMsg{Set: annotate.NewSet(nil)})
	m = kittest.Press(m, "enter", "m", "tab", "shift+tab", "z", "S", "S", "S", "S", "enter")
	if got := out.Take(); got != nil {
		t.Errorf("asks for %v\n%s", got, ansi.Strip(m.View().Content))
	}
}

func TestTheListByPersonFitsAnyWidth(t *testing.T) {
	for _, width := range []int{20, 40, 80, 100, 200} {
		m, _ := byPerson(width)
		for row := range strings.SplitSeq(m.View().Content, "\n") {
			if got := ansi.StringWidth(row); got > width {
				t.Errorf("%d cells on a screen of %d: %q", got, width, ansi.Strip(row))
			}
		}
	}
}
