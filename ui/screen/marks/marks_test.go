package marks_test

import (
	"strings"
	"testing"
	"time"

	"galley/annotate"
	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/screen/marks"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

// listed is a small list in front of a person: two open claims, an opinion, and
// a quote whose words are gone.
func listed(width, height int) marks.Marks {
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
	return marks.New(keys.Default(), a).Load(set).On(kit.Canvas{Width: width, Height: height, Theme: new(theme.Theme)})
}

// presses presses keys and returns what the last one asked for.
func presses(m marks.Marks, typed ...string) (marks.Marks, []effect.Effect) {
	var fx []effect.Effect
	for _, key := range typed {
		m, fx = m.Press(key)
	}
	return m, fx
}

func TestEnterAsksForTheChosenAnnotation(t *testing.T) {
	for name, c := range map[string]struct {
		typed []string
		want  effect.Effect
	}{
		"the first":              {nil, effect.Visit{Off: 0, Annotation: "first"}},
		"the one below":          {[]string{"j"}, effect.Visit{Off: 4, Annotation: "second"}},
		"by its number":          {[]string{"3", "G"}, effect.Visit{Off: 16, Annotation: "third"}},
		"the latest":             {[]string{"S", "S", "g", "g"}, effect.Visit{Off: 4, Annotation: "second"}},
		"the first claim by tag": {[]string{"S", "g", "g"}, effect.Visit{Off: 4, Annotation: "second"}},
		"the choice stays":       {[]string{"j", "S", "S"}, effect.Visit{Off: 4, Annotation: "second"}},
		"the first that is open": {[]string{"s"}, effect.Visit{Off: 4, Annotation: "second"}},
		"of those that have a sure place, the last": {[]string{"a", "a", "G"}, effect.Visit{Off: 16, Annotation: "third"}},
	} {
		t.Run(name, func(t *testing.T) {
			m, _ := presses(listed(80, 24), c.typed...)
			if _, fx := m.Press("enter"); len(fx) != 1 || fx[0] != c.want {
				t.Errorf("asks for %v, want %v\n%s", fx, c.want, ansi.Strip(m.View()))
			}
		})
	}
}

func TestWhatHasNoPlaceIsVisitedToBePlaced(t *testing.T) {
	_, fx := presses(listed(80, 24), "G", "enter")
	if len(fx) != 1 || fx[0] != (effect.Visit{Annotation: "gone"}) {
		t.Errorf("asks for %v", fx)
	}
}

func TestLeavingTheList(t *testing.T) {
	for key, want := range map[string]effect.Effect{
		"esc": effect.Close{}, "Q": effect.Quit{}, "ctrl+c": effect.Quit{}, "?": effect.ShowHelp{}, "T": effect.ShowContents{}, "P": effect.ShowReview{},
	} {
		if _, fx := listed(80, 24).Press(key); len(fx) != 1 || fx[0] != want {
			t.Errorf("%s asks for %v, want %v", key, fx, want)
		}
	}
}

func TestTheChoiceBeginsAtTheReadingPlace(t *testing.T) {
	for off, want := range map[int]string{0: "first", 5: "first", 14: "third", 18: "third", 30: "third"} {
		_, fx := listed(80, 24).At(off).Press("enter")
		if got := fx[0].(effect.Visit).Annotation; got != want {
			t.Errorf("from %d: %s, want %s", off, got, want)
		}
	}
}

// On a large screen all that is known stands on one row; on a small one what
// is open is still told.
func TestRowsFitTheScreen(t *testing.T) {
	for size, want := range map[[2]int]string{
		{120, 24}: "▌ C ¶1      two" + strings.Repeat(" ", 63) + "checking",
		{80, 24}:  "▌ C ¶1      two\n▌           checking",
		{40, 10}:  "▌ C ¶1      checking: two",
	} {
		m, _ := presses(listed(size[0], size[1]), "j")
		if got := ansi.Strip(m.View()); !strings.Contains(got, want) {
			t.Errorf("%v: %q is not in\n%s", size, want, got)
		}
	}
}
