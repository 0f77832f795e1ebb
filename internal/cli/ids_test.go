package cli

import (
	"strings"
	"testing"

	"galley/internal/library"

	"github.com/charmbracelet/x/ansi"
	"github.com/oklog/ulid/v2"
	"pgregory.net/rapid"
)

func TestShortIDsStayDistinct(t *testing.T) {
	terminal := page{terminal: true, width: 80}
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringMatching(`01[A-C]{10}`), rapid.ID).Draw(t, "ids")
		for name, short := range map[string]func(string) string{"starts": terminal.shortenToStarts(ids), "ends": terminal.shortenToEnds(ids)} {
			seen := map[string]bool{}
			for _, id := range ids {
				s := short(id)
				if len(s) < library.MinShortID || seen[s] || !strings.HasPrefix(id, s) && !strings.HasSuffix(id, s) {
					t.Fatalf("%s: %s for %s", name, s, id)
				}
				seen[s] = true
			}
		}
	})
}

func TestIDsMadeTogetherAreShortenedToTheirEnds(t *testing.T) {
	var ids []string
	for range 40 {
		ids = append(ids, ulid.Make().String())
	}
	if got := (page{terminal: true}).shortenToEnds(ids)(ids[0]); len(got) > 8 {
		t.Errorf("%s for %s", got, ids[0])
	}
	if got := (page{}).shortenToEnds(ids)(ids[0]); got != ids[0] {
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
