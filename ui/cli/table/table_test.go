package table_test

import (
	"strings"
	"testing"

	"galley/ui/cli/table"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func articles() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "id"}, {Name: "title", Flex: true}, {Name: "claims", Right: true}, {Name: "read"}}}
	t.Add("1f0a", "Harbour levy passes after a night of talks", "4", "21%")
	t.Add("77", "船票涨价", "12", "")
	return t
}

func written(t testing.TB, tab *table.Table) string {
	t.Helper()
	var out strings.Builder
	if err := tab.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestColumnsAreAligned(t *testing.T) {
	want := strings.Join([]string{
		"ID    TITLE                                       CLAIMS  READ",
		"1f0a  Harbour levy passes after a night of talks       4  21%",
		"77    船票涨价                                        12",
		"",
	}, "\n")
	if diff := cmp.Diff(want, written(t, articles())); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyFlexibleColumnsGiveWay(t *testing.T) {
	tab := articles()
	tab.Width = 40
	want := strings.Join([]string{
		"ID    TITLE                 CLAIMS  READ",
		"1f0a  Harbour levy passes…       4  21%",
		"77    船票涨价                  12",
		"",
	}, "\n")
	if diff := cmp.Diff(want, written(t, tab)); diff != "" {
		t.Error(diff)
	}
}

func TestTableWithoutRowsPrintsNothing(t *testing.T) {
	if got := written(t, &table.Table{Columns: []table.Column{{Name: "id"}}}); got != "" {
		t.Errorf("printed %q", got)
	}
}

func TestStyleDressesCellsAndNotTheBlanksBetween(t *testing.T) {
	tab := articles()
	tab.Head = strings.ToLower
	tab.Style = func(column int, s string) string {
		if column == 0 {
			return "<" + s + ">"
		}
		return s
	}
	got := strings.Split(written(t, tab), "\n")
	if !strings.HasPrefix(got[0], "id ") || !strings.HasPrefix(got[2], "<77>    船") {
		t.Errorf("dressed %q", got)
	}
}

// TestRowsNeverExceedThePage holds wherever the fixed columns leave room.
func TestRowsNeverExceedThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := &table.Table{Columns: []table.Column{{Name: "id"}, {Name: "title", Flex: true}}, Width: rapid.IntRange(24, 90).Draw(t, "width")}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			tab.Add(rapid.StringMatching(`[a-f0-9]{1,8}`).Draw(t, "id"), rapid.StringMatching(`[a-z 船é]{0,120}`).Draw(t, "title"))
		}
		var out strings.Builder
		if err := tab.Write(&out); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > tab.Width {
				t.Fatalf("%d cells on a page of %d: %q", w, tab.Width, line)
			}
		}
	})
}
