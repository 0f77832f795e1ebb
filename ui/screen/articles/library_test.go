package articles

import (
	"strings"
	"testing"
	"time"

	"galley/ui/effect"
	"galley/ui/keys"
	"galley/ui/kit"
	"galley/ui/theme"

	"github.com/charmbracelet/x/ansi"
)

var noon = time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)

func shelf(width int, items ...Item) Library {
	l := New(keys.Default(), func() time.Time { return noon }, false)
	l, _ = l.On(kit.Canvas{Width: width, Height: 24, Theme: new(theme.Theme)}).Load(items)
	return l
}

func items() []Item {
	return []Item{
		{ID: "a", Title: "Café headline", Place: "/articles/that/are/hostile/latin1.txt", Opened: noon},
		{ID: "b", Title: "Café headline", Place: "/articles/that/are/hostile/cp1252.txt", Opened: noon},
		{ID: "c", Title: "Harbour levy", Place: "~/levy.txt", Opened: noon},
	}
}

func TestTheNameOfTheFileShows(t *testing.T) {
	for _, width := range []int{80, 120} {
		text := ansi.Strip(shelf(width, items()...).View())
		for _, name := range []string{"latin1.txt", "cp1252.txt", "levy.txt"} {
			if !strings.Contains(text, name) {
				t.Errorf("at %d cells %s is missing:\n%s", width, name, text)
			}
		}
	}
}

func TestAChapterIsShownAndFoundWithItsBook(t *testing.T) {
	storm := Item{ID: "d", Title: "The storm", Site: "The ferry years", Place: "~/book.epub#ch002.xhtml", Opened: noon}
	l := shelf(80, append(items(), storm)...)
	if text := ansi.Strip(l.View()); !strings.Contains(text, "The storm · The ferry years\n") {
		t.Errorf("the book is missing:\n%s", text)
	}
	if text := ansi.Strip(shelf(17, storm).View()); strings.Contains(text, "·") {
		t.Errorf("there is no room for the book:\n%s", text)
	}
	l, _ = l.Press("/")
	if got := ids(typed(l, "ferry")); got != "d" {
		t.Errorf("found %q", got)
	}
}

func TestWhatIsRemovedIsGoneAtOnceAndChosenWhenItIsBack(t *testing.T) {
	l := shelf(80, items()...)
	l, first := l.Press("d")
	l, second := l.Press("d")
	if first[0] != (effect.Forget{Article: "a"}) || second[0] != (effect.Forget{Article: "b"}) {
		t.Fatalf("removed %v, then %v", first, second)
	}
	l, fx := l.Press("u")
	if fx[0] != (effect.Restore{Article: "b"}) {
		t.Fatalf("brought back %v", fx)
	}
	l, _ = l.Load(items()[1:])
	_, fx = l.Press("enter")
	if fx[0] != (effect.Open{Article: "b"}) {
		t.Errorf("enter opens %v, not what was brought back", fx)
	}
}
