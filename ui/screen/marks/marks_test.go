package marks_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/kit/kittest"
	"galley/ui/screen/marks"
	"galley/ui/theme"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// listed returns a small list: two open claims, an opinion, and
// a quote whose words are gone.
func listed(width, height, caret int) (marks.Model, *kit.Outbox) {
	a := &annotate.Article{ID: "a", Text: "One two three.\n\nFour five six.", Blocks: []annotate.Block{
		{Span: annotate.Span{Start: 0, End: 14}}, {Span: annotate.Span{Start: 16, End: 30}},
	}}
	annotate.NumberBlocks(a.Blocks)
	at := func(id string, tag annotate.Tag, from, to, hour int, fields annotate.Fields) annotate.Annotation {
		return annotate.Annotation{ID: id, Tag: tag, Fields: fields, Modified: time.Unix(int64(hour)*3600, 0),
			Anchor: annotate.Anchor{Span: annotate.Span{Start: from, End: to}, Exact: a.Text[from:to], State: annotate.Anchored}}
	}
	set := annotate.NewSet([]annotate.Annotation{
		at("first", annotate.Opinion, 0, 14, 2, annotate.Fields{"holder": {"the mayor"}}),
		at("second", annotate.Claim, 4, 7, 3, annotate.Fields{"status": {"checking"}}),
		at("third", annotate.Claim, 16, 20, 1, nil),
		{ID: "gone", Tag: annotate.Quote, Anchor: annotate.Anchor{Exact: "cut", State: annotate.Orphan}},
	})
	out := &kit.Outbox{}
	m := marks.New(out, kit.TextSpec{Keys: keys.Default(), Article: a, Annotations: set, Caret: caret}).(marks.Model)
	return kittest.Update(m, kit.CanvasMsg{Canvas: kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)}}), out
}

// The parts of an interrupted quotation are one row, except those to be placed.
func TestPartsAreOneRow(t *testing.T) {
	m, _ := listed(80, 24, 0)
	continues := func(id, to string, state annotate.State) annotate.Annotation {
		return annotate.Annotation{ID: id, Tag: annotate.Claim, Note: "note of " + id, Links: []annotate.Relation{{Kind: annotate.Continues, To: to}},
			Anchor: annotate.Anchor{Span: annotate.Span{Start: 21, End: 25}, Exact: "words of " + id, State: state}}
	}
	first := continues("a", "", annotate.Anchored)
	first.Note, first.Anchor.Span = "", annotate.Span{Start: 0, End: 3}
	m = kittest.Update(m, kit.AnnotationsMsg{Set: annotate.NewSet([]annotate.Annotation{
		first, continues("b", "a", annotate.Anchored), continues("c", "b", annotate.Orphan),
	})})
	view := ansi.Strip(m.View().Content)
	for _, want := range []string{"words of a … words of b … words of c\n", "note of b", "–         words of c\n", "2 claims unchecked"} {
		if !strings.Contains(strings.ReplaceAll(view, " \n", "\n"), want) {
			t.Errorf("%q is missing in\n%s", want, view)
		}
	}
}

func TestEnterGoesToTheSelectedAnnotation(t *testing.T) {
	for name, c := range map[string]struct {
		typed []string
		want  kit.VisitMsg
	}{
		"the first":              {nil, kit.VisitMsg{Off: 0, Annotation: "first"}},
		"the one below":          {[]string{"j"}, kit.VisitMsg{Off: 4, Annotation: "second"}},
		"by its number":          {[]string{"3", "G"}, kit.VisitMsg{Off: 16, Annotation: "third"}},
		"the latest":             {[]string{"S", "S", "S", "g", "g"}, kit.VisitMsg{Off: 4, Annotation: "second"}},
		"the first claim by tag": {[]string{"S", "S", "g", "g"}, kit.VisitMsg{Off: 4, Annotation: "second"}},
		"the selection stays":    {[]string{"j", "S", "S", "S"}, kit.VisitMsg{Off: 4, Annotation: "second"}},
		"the first that is open": {[]string{"s"}, kit.VisitMsg{Off: 4, Annotation: "second"}},
		"of those that have a sure place, the last": {[]string{"a", "a", "G"}, kit.VisitMsg{Off: 16, Annotation: "third"}},
		"what has no place, to be placed":           {[]string{"G"}, kit.VisitMsg{Annotation: "gone"}},
	} {
		t.Run(name, func(t *testing.T) {
			m, out := listed(80, 24, 0)
			m = kittest.Press(m, append(c.typed, "enter")...)
			if posted := out.Take(); !slices.Equal(posted, []tea.Msg{c.want}) {
				t.Errorf("asks for %v, want %v\n%s", posted, c.want, ansi.Strip(m.View().Content))
			}
		})
	}
}

func TestQuittingFromTheList(t *testing.T) {
	m, out := listed(80, 24, 0)
	kittest.Press(m, "esc")
	if posted := out.Take(); !slices.Equal(posted, []tea.Msg{kit.CloseMsg{}}) {
		t.Errorf("esc asks for %v", posted)
	}
	for key, want := range map[string]keys.Action{
		"Q": keys.Quit, "ctrl+c": keys.Quit, "?": keys.ShowHelp, "T": keys.OpenContents, "P": keys.OpenReview,
	} {
		if _, msg := kit.NewKeyReader(keys.Default()).Read(m.Keyboard(), kittest.Key(key)); msg != (kit.ActionMsg{Action: want}) {
			t.Errorf("%s is %v, want %s", key, msg, want)
		}
	}
}

func TestTheSelectionBeginsAtTheCaret(t *testing.T) {
	for off, want := range map[int]string{0: "first", 5: "first", 14: "third", 18: "third", 30: "third"} {
		m, out := listed(80, 24, off)
		kittest.Press(m, "enter")
		if got := out.Take()[0].(kit.VisitMsg).Annotation; got != want {
			t.Errorf("from %d: %s, want %s", off, got, want)
		}
	}
}

// A wide screen shows everything about an annotation on one row; a small one still shows
// whether it is open.
func TestRowsFitTheScreen(t *testing.T) {
	for size, want := range map[[2]int]string{
		{120, 24}: "▌ C◒ ¶1        two" + strings.Repeat(" ", 62) + "checking",
		{80, 24}:  "▌ C◒ ¶1        two\n▌              checking",
		{40, 10}:  "▌ C◒ ¶1        checking: two",
	} {
		m, _ := listed(size[0], size[1], 0)
		if got := ansi.Strip(kittest.Press(m, "j").View().Content); !strings.Contains(got, want) {
			t.Errorf("%v: %q is not in\n%s", size, want, got)
		}
	}
}
