package table_test

import (
	"strings"
	"testing"

	"galley/internal/cli/table"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func articles() *table.Table {
	t := &table.Table{Columns: []table.Column{{Name: "id"}, {Name: "title", Flex: true}, {Name: "claims", Align: lipgloss.Right}, {Name: "read"}}}
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

func TestRemovedColumnIsNotPrinted(t *testing.T) {
	tab := articles()
	tab.Remove("title")
	if want, got := "ID    CLAIMS  READ\n1f0a       4  21%\n77        12\n", written(t, tab); got != want {
		t.Errorf("got %q", got)
	}
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

func TestOnlyFlexibleColumnsAreNarrowed(t *testing.T) {
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

func TestStyledCellsAreMeasuredWithoutTheirStyles(t *testing.T) {
	tab, bold := articles(), lipgloss.NewStyle().Bold(true)
	tab.Head = lipgloss.NewStyle().Faint(true)
	tab.Rows[1][0] = bold.Render(tab.Rows[1][0])
	got := strings.Split(written(t, tab), "\n")
	if !strings.HasPrefix(got[0], "\x1b[2mID\x1b[m    ") || !strings.HasPrefix(got[2], "\x1b[1m77\x1b[m    船") {
		t.Errorf("styled %q", got)
	}
	if diff := cmp.Diff(written(t, articles()), ansi.Strip(strings.Join(got, "\n"))); diff != "" {
		t.Error(diff)
	}
}

func TestNarrowPageDropsColumns(t *testing.T) {
	tab := articles()
	tab.Columns[2].Drop, tab.Columns[3].Drop = 1, 2
	tab.Width = 27
	want := strings.Join([]string{
		"ID    TITLE          CLAIMS",
		"1f0a  Harbour levy…       4",
		"77    船票涨价           12",
		"",
	}, "\n")
	if diff := cmp.Diff(want, written(t, tab)); diff != "" {
		t.Error(diff)
	}
	tab.Width = 20
	if got := written(t, tab); strings.Contains(got, "CLAIMS") || !strings.Contains(got, "TITLE") {
		t.Errorf("at 20 cells:\n%s", got)
	}
}

func TestLongCellsAreWrapped(t *testing.T) {
	tab := &table.Table{Width: 29, Columns: []table.Column{{Name: "keys"}, {Name: "what", Flex: true, Wrap: true}, {Name: "where"}}}
	tab.Add("c", "mark as a claim: the selection", "read")
	tab.Add("q", "as a quote", "read")
	want := strings.Join([]string{
		"KEYS  WHAT              WHERE",
		"c     mark as a claim:  read",
		"      the selection",
		"q     as a quote        read",
		"",
	}, "\n")
	if diff := cmp.Diff(want, written(t, tab)); diff != "" {
		t.Error(diff)
	}
}

func TestShortenPathDropsLeadingFolders(t *testing.T) {
	for _, c := range []struct {
		path  string
		width int
		want  string
	}{
		{"~/corpus/hostile/latin1.txt", 40, "~/corpus/hostile/latin1.txt"},
		{"~/corpus/hostile/latin1.txt", 27, "~/corpus/hostile/latin1.txt"},
		{"~/corpus/hostile/latin1.txt", 26, "…/hostile/latin1.txt"},
		{"~/corpus/hostile/latin1.txt", 19, "…/latin1.txt"},
		{"~/corpus/hostile/latin1.txt", 8, "latin1.…"},
		{`C:\Users\ada\levy.txt`, 14, `…\ada\levy.txt`},
		{"/文章/船票涨价.txt", 16, "…/船票涨价.txt"},
		{"standard input", 8, "standar…"},
	} {
		if got := table.ShortenPath(c.path, c.width); got != c.want {
			t.Errorf("%s at %d: %s, want %s", c.path, c.width, got, c.want)
		}
	}
}

func TestWrapKeepsEveryWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-z船é]{1,9}[ \n]{1,2}){0,30}`).Draw(t, "text")
		width := rapid.IntRange(18, 60).Draw(t, "width")
		lines := table.Wrap(text, width)
		for _, line := range lines {
			if w := ansi.StringWidth(line); w > width {
				t.Fatalf("%d cells in a line of %d: %q", w, width, line)
			}
		}
		if diff := cmp.Diff(strings.Fields(text), strings.Fields(strings.Join(lines, " "))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestRowsNeverExceedThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := []table.Column{{Name: "id"}}
		for range rapid.IntRange(1, 4).Draw(t, "columns") {
			columns = append(columns, table.Column{
				Name: "name", Flex: rapid.Bool().Draw(t, "flex"), Path: rapid.Bool().Draw(t, "place"),
				Wrap: rapid.Bool().Draw(t, "wrap"), Align: rapid.SampledFrom([]lipgloss.Position{lipgloss.Left, lipgloss.Right}).Draw(t, "align"), Drop: rapid.IntRange(0, 3).Draw(t, "spare"),
			})
		}
		tab := &table.Table{Columns: columns, Width: rapid.IntRange(24, 90).Draw(t, "width")}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			cells := []string{rapid.StringMatching(`[a-f0-9]{1,8}`).Draw(t, "id")}
			for range columns[1:] {
				cells = append(cells, rapid.StringMatching(`[a-z /船é]{0,120}`).Draw(t, "cell"))
			}
			tab.Add(cells...)
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
