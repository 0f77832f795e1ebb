package kit

import (
	"testing"

	"galley/ui/keys"

	"pgregory.net/rapid"
)

func TestMotions(t *testing.T) {
	for name, c := range map[string]struct {
		from   int
		action keys.Action
		count  int
		want   int
	}{
		"down":                      {0, keys.Down, 0, 1},
		"down by a count":           {0, keys.Down, 7, 7},
		"up at the beginning":       {0, keys.Up, 0, 0},
		"a page leaves one in view": {0, keys.PageDown, 0, 9},
		"half a page":               {20, keys.HalfUp, 0, 16},
		"to the end":                {3, keys.Goto, 0, 99},
		"to a number":               {3, keys.Goto, 40, 39},
		"to a number too large":     {3, keys.Goto, 4000, 99},
		"to the beginning":          {40, keys.Top, 0, 0},
		"a huge count":              {40, keys.PageDown, 1_000_000, 99},
	} {
		l := List{}.WithSize(100, 10).To(c.from)
		l, ok := l.Do(c.action, c.count)
		if at, _ := l.At(); !ok || at != c.want {
			t.Errorf("%s: at %d (%v), want %d", name, at, ok, c.want)
		}
	}
	if _, ok := (List{}.WithSize(3, 3)).Do(keys.Quit, 0); ok {
		t.Error("quitting counts as a motion")
	}
}

// The selected item is always on the screen, and the screen is as full as the list
// allows.
func TestSelectedItemIsAlwaysOnTheScreen(t *testing.T) {
	actions := []keys.Action{keys.Down, keys.Up, keys.HalfDown, keys.HalfUp, keys.PageDown, keys.PageUp, keys.Top, keys.Goto}
	rapid.Check(t, func(t *rapid.T) {
		l, size, fit := List{}, 0, 1
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				size, fit = rapid.IntRange(0, 60).Draw(t, "size"), rapid.IntRange(1, 20).Draw(t, "fit")
				l = l.WithSize(size, fit)
			case 1:
				l = l.Scroll(rapid.IntRange(-9, 9).Draw(t, "rows"))
			default:
				l, _ = l.Do(rapid.SampledFrom(actions).Draw(t, "action"), rapid.IntRange(0, 30).Draw(t, "count"))
			}
			at, some := l.At()
			from, to := l.Visible()
			if some != (size > 0) || some && (at < from || at >= to) || to-from != min(size, fit) || from < 0 {
				t.Fatalf("at %d of %d, shown %d–%d of %d", at, size, from, to, fit)
			}
		}
	})
}
