package cli

import (
	"strings"
	"testing"
	"time"

	"galley/storage"

	"github.com/charmbracelet/x/ansi"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"
)

func TestShortIDsStayDistinct(t *testing.T) {
	terminal := page{terminal: true, width: 80}
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringMatching(`01[A-C]{10}`), rapid.ID).Draw(t, "ids")
		for name, short := range map[string]func(string) string{"starts": terminal.starts(ids), "ends": terminal.ends(ids)} {
			seen := map[string]bool{}
			for _, id := range ids {
				s := short(id)
				if len(s) < shortestID || seen[s] || !strings.HasPrefix(id, s) && !strings.HasSuffix(id, s) {
					t.Fatalf("%s: %s for %s", name, s, id)
				}
				seen[s] = true
			}
		}
	})
}

func TestIDsThatWereMadeTogetherAreShortAtTheirEnds(t *testing.T) {
	var ids []string
	for range 40 {
		ids = append(ids, ulid.Make().String())
	}
	if got := (page{terminal: true}).ends(ids)(ids[0]); len(got) > 8 {
		t.Errorf("%s for %s", got, ids[0])
	}
	if got := (page{}).ends(ids)(ids[0]); got != ids[0] {
		t.Errorf("no terminal, and %s for %s", got, ids[0])
	}
}

func TestOnlyATerminalGetsCellsWhole(t *testing.T) {
	long := strings.Repeat("word ", 4000)
	if got := (page{terminal: true, width: 80}).cell(long); got != strings.TrimSpace(long) && got != long {
		t.Errorf("a terminal got %d bytes", len(got))
	}
	if got := (page{}).cell(long); ansi.StringWidth(got) != 120 || !strings.HasSuffix(got, "…") {
		t.Errorf("a pipe got %q", got)
	}
}

func TestHowFarAnArticleWasRead(t *testing.T) {
	opened := time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name        string
		place, text int
		opened      time.Time
		want        int
	}{
		{"never opened", 0, 10, time.Time{}, 0},
		{"opened, at the beginning", 0, 1000, opened, 0},
		{"half", 499, 1000, opened, 50},
		{"on the last letter", 999, 1000, opened, 100},
		{"on a last quotation mark, which has three bytes", 4997, 5000, opened, 100},
		{"before the last word", 4990, 5000, opened, 99},
		{"outside the text", 2000, 1000, opened, 100},
		{"no text", 0, 0, opened, 0},
	} {
		if got := percentRead(storage.Record{Place: c.place, TextBytes: c.text, Opened: c.opened}); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestPlacesBeginAtHome(t *testing.T) {
	t.Setenv("HOME", "/home/ada")
	t.Setenv("USERPROFILE", "/home/ada")
	for path, want := range map[string]string{
		"/home/ada/levy.txt": "~/levy.txt", "/home/adam/levy.txt": "/home/adam/levy.txt", "/home/ada": "/home/ada",
		"standard input": "standard input",
	} {
		if got := fromHome(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
