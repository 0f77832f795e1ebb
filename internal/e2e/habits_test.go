//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Habits of vi and of browsers: search extends a selection, a colon opens a line, and one
// goes back and forth between places.
func TestHabitsOfMovingAndSelecting(t *testing.T) {
	h := newHome(t)
	path := h.write("long.txt", manySentences(60))
	s := h.open(path)
	s.waitFor("READ")
	s.Type("2Gv/number 3\r")
	s.waitFor("Selected up to the hit")
	s.Type("c")
	s.waitFor(" saved")
	for _, line := range [][2]string{
		{":cq\r", "cq is not a command"}, {":w\r", "saved when you make it"}, {":12\r", "¶ 12/60"}, {":help\r", "Keys: reading"},
	} {
		s.Type(line[0])
		s.waitFor(line[1])
	}
	s.Type("\x1b")
	s.waitFor("¶ 12/60")
	s.Type("7G")
	s.waitFor("¶ 7/60")
	s.Type("50G")
	s.waitFor("¶ 50/60")
	s.Type("\x0f") // ctrl+o
	s.waitFor("¶ 7/60")
	s.Type("\x1b[1;3C") // alt+right
	s.waitFor("¶ 50/60")
	s.Type("\x1b[1;3D") // alt+left
	s.waitFor("¶ 7/60")
	s.Type("gg")
	s.waitFor("number 1 of")
	s.Type("\x06\x06") // ctrl+f
	s.waitUntil("the second page", func() bool { return !strings.Contains(s.Text(), "number 5 of") })
	s.Type("\x02\x02") // ctrl+b
	s.waitFor("number 1 of")
	s.Type(":q\r")
	s.waitExit()
	list := h.annotations(path)
	if len(list) != 1 || !strings.HasPrefix(list[0], "claim: This is sentence number 1") && !strings.HasPrefix(list[0], "claim: This is sentence number 2") || !strings.HasSuffix(list[0], "number 3") {
		t.Errorf("annotations: %q", list)
	}
}

// The mark of a search goes when words are marked.
func TestSearchMarkGoesWhenWordsAreMarked(t *testing.T) {
	h := newHome(t)
	s := h.open(h.write("long.txt", manySentences(9)))
	s.waitFor("READ")
	s.Type("1G/number 4\r")
	s.waitFor("n and N go to other hits")
	col, row := s.find("number 4")
	s.waitUntil("the hit", func() bool { return s.Cell(col, row).Style.Bg != nil })
	s.Type("2G")
	s.waitFor("¶ 2/")
	s.Type("c")
	s.waitFor("C 1")
	s.waitUntil("no hit", func() bool { return s.Cell(col, row).Style.Bg == nil })
	s.Type("Q")
	s.waitExit()
}

// find returns the cell in which words begin on the screen.
func (s *session) find(words string) (col, row int) {
	for row, line := range strings.Split(s.Text(), "\n") {
		if before, _, ok := strings.Cut(line, words); ok {
			return len([]rune(before)), row
		}
	}
	s.t.Fatalf("no %q on the screen:\n%s", words, s.Text())
	return 0, 0
}

// One text in two files: the one that was opened is compared, and a file that was moved
// and edited is recognized.
func TestTwoPlacesOfOneArticle(t *testing.T) {
	h := newHome(t)
	text := manySentences(9)
	for _, name := range []string{"e", "f"} {
		if err := os.Mkdir(filepath.Join(h.dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	first, second := h.write("e/b.txt", text), h.write("f/b.txt", text)
	h.run("annotate", first, "--tag", "claim", "--quote", "sentence number 3 of the article")
	h.run("add", second)
	h.write("f/b.txt", strings.Replace(text, "number 5", "number five", 1))
	s := h.open(second)
	s.waitFor("has changed since")
	s.Type("R")
	s.waitFor("number 5 five")
	s.Type("\r")
	s.waitFor("You are reading the new text.")
	s.Type("Q")
	s.waitExit()
	if out := h.run("show", second); !strings.Contains(out, "number five") {
		t.Errorf("the text is that of another file:\n%s", out)
	}

	if err := os.Remove(first); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	s = h.open(h.write("moved.txt", strings.Replace(text, "number 7", "number seven", 1)))
	s.waitFor("looks like")
	s.Type("Q")
	s.waitExit()
}

// What was read is the furthest paragraph that was on the screen; the place is another
// matter.
func TestPercentReadIsTheFurthest(t *testing.T) {
	h := newHome(t)
	path := h.write("long.txt", manySentences(60))
	read := func() string {
		return regexp.MustCompile(`"read": \d+`).FindString(h.run("articles", "--json"))
	}
	s := h.open(path)
	s.waitFor("READ")
	s.Type("30G")
	s.waitFor("¶ 30/60")
	s.Type("Q")
	s.waitExit()
	furthest := read()
	s = h.open(path)
	s.waitFor("¶ 30/60")
	s.Type("gg")
	s.waitFor("number 1 of")
	s.Type("Q")
	s.waitExit()
	if again := read(); furthest == `"read": 0` || furthest == `"read": 100` || again != furthest {
		t.Errorf("%s, after reading the beginning again %s", furthest, again)
	}
}

// Articles are put into a collection from the library.
func TestCollectionInTheLibrary(t *testing.T) {
	h := newHome(t)
	h.run("add", h.write("a.txt", "Alpha\n\nThe ferry leaves at nine.\n"), "--collection", "Ferries")
	h.run("add", h.write("b.txt", "Beta\n\nThe levy passes.\n"))
	s := h.start(h.command())
	s.waitFor("2 articles")
	s.Type("/Beta\r")
	s.waitFor("1 of 2")
	s.Type("c")
	s.waitFor("tab: Ferries")
	s.Type("\t\r")
	s.waitFor("In “Ferries”; u undoes it: “Beta”")
	s.Type("Q")
	s.waitExit()
	if out := h.run("articles", "--json"); strings.Count(out, `"collection": "Ferries"`) != 2 {
		t.Errorf("articles: %s", out)
	}
}
