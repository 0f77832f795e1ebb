package library

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
)

// A markedText is a text with ranges of code points.
type markedText struct {
	text   string
	ranges [][2]int
}

func unmark(marked string) (m markedText) {
	for _, r := range marked {
		n := len([]rune(m.text))
		switch r {
		case '«':
			m.ranges = append(m.ranges, [2]int{n, n})
		case '»':
			m.ranges[len(m.ranges)-1][1] = n
		default:
			m.text += string(r)
		}
	}
	return m
}

// place describes a span: its letters, and how many there are before it.
func place(text string, start, end int) string {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				return r
			}
			return -1
		}, s)
	}
	runes := []rune(text)
	return fmt.Sprintf("%s after %d", letters(string(runes[start:end])), len(letters(string(runes[:start]))))
}

func (m markedText) places() (all []string) {
	for _, r := range m.ranges {
		all = append(all, place(m.text, r[0], r[1]))
	}
	return all
}

// brat writes a text with the annotations on it, and returns the path of these.
func (m markedText) brat(t *testing.T, encode func(string) string) string {
	t.Helper()
	var lines strings.Builder
	for i, r := range m.ranges {
		fmt.Fprintf(&lines, "T%d\tClaim %d %d\t%s\n", i+1, r[0], r[1], string([]rune(m.text)[r[0]:r[1]]))
	}
	stem := filepath.Join(t.TempDir(), "story")
	rewrite(t, stem+".txt", encode(m.text))
	rewrite(t, stem+".ann", lines.String())
	return stem + ".ann"
}

func (m markedText) doccano(t *testing.T) string {
	t.Helper()
	labels := [][]any{}
	for _, r := range m.ranges {
		labels = append(labels, []any{r[0], r[1], "claim"})
	}
	line, err := json.Marshal(map[string]any{"text": m.text, "label": labels})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "story.jsonl")
	rewrite(t, path, string(line)+"\n")
	return path
}

// placesOf returns the places of the annotations that an import adds, which must all
// be anchored.
func placesOf(t *testing.T, in *Import) (all []string) {
	t.Helper()
	for _, a := range in.articles {
		mapper := annotate.NewMapper(a.Article.Text)
		for _, c := range a.Step.Changes {
			k := c.After.Anchor
			if k.State != annotate.Anchored || k.Exact != k.Span.In(a.Article.Text) {
				t.Errorf("%s %q: %s", k.State, k.Exact, k.Reason)
			}
			start, end := mapper.RunesFromSpan(k.Span)
			all = append(all, place(a.Article.Text, start, end))
		}
	}
	return all
}

func checkPlaces(t *testing.T, m markedText, in *Import) {
	t.Helper()
	got, want := placesOf(t, in), m.places()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) || in.Uncertain+in.Present != 0 {
		t.Errorf("got  %q\nwant %q, %d uncertain, %d present", got, want, in.Uncertain, in.Present)
	}
}

// foreignTexts are texts with twins whose canonical text has other offsets.
func foreignTexts() map[string]string {
	return map[string]string{
		"twins after blank lines": "Minutes\n\n\n\n\nHe said: «no» «no» «no» and left.",
		"twins in every paragraph": "Head\n\nThe «bank» bought the «firm» today.\n\nThe «firm» was sold by the «bank».\n\n\n" +
			"The «bank» bought the «firm» today.\n\nThe «firm» was sold by the «bank».",
		"wrapped lines": "The harbour board has raised the «fare» for the second time this\nyear, and the «fare» for the bicycles as well, which nobody had\nexpected of the board at" +
			" all; the «fare» will go up in June\nand again in the winter.\n\n\nNobody knows the «fare».",
		"CRLF":              "Head\r\n\r\n\r\nThe «bank» and the «bank».\r\nThe «bank» again.\r\n\r\n\r\nThe «bank».\r\n",
		"tabs":              "Name\tFare\r\nSund\t«4»\t«4»\nKarl\t«4»\t4\n\n\nSund\t«4»\n",
		"indented":          "   Head\n\n\n   The «bank» sold it\n   to the «bank».\n\n      The «bank»\n      The «bank»\n",
		"trailing blanks":   "Head   \n\n   \nA «no»   \n\n \t \nB «no»  \n«no»",
		"bullets":           "Fares\n\n\n- the «no» of Ada\n- the «no» of Karl\n  and a «no»\n\n\n* «no»\n* «no»\n",
		"numbers":           "Fares\n\n\n1. the «no» of Ada\n2. the «no» of Karl\n\n\nNobody said «no» on 1 May.\n",
		"quoted lines":      "Mail\n\n\n> He said «no»\n> and «no».\n\n\nI say «no».\n",
		"a divided word":    "The harbour office gave no infor-\nmation to the «firm», and the information was\nnot in the letter to the «firm» or to the skip-\npers who had asked the «firm» for the information.\n\n\n\nThe «firm».",
		"a byte order mark": "\uFEFFHead\n\n\n«no» «no» no.",
		"other planes":      "🎉\n\n\n\nA 🎉 «no» 🎉 «no» 𝕊 «no»",
		"soft hyphens":      "Head\n\n\n\nThe «har\u00ADbour» and the «harbour» and the «har\u00ADbour».",
		"decomposed":        "Head\n\n\n\nThe «cafe\u0301» and the «cafe\u0301» and the «café».",
		"overlaps":          "Head\n\n\nThe «bank» is not the «bank» of the «bank».",
	}
}

func TestTextOfAFileLeadsToTheSameWords(t *testing.T) {
	for name, marked := range foreignTexts() {
		t.Run(name, func(t *testing.T) {
			m := unmark(marked)
			checkPlaces(t, m, plan(t, newLibrary(t), m.doccano(t)))
			path := m.brat(t, func(text string) string { return text })
			checkPlaces(t, m, plan(t, newLibrary(t), path))
			saved := newLibrary(t)
			start(t, saved, strings.TrimSuffix(path, ".ann")+".txt")
			if err := saved.Close(); err != nil {
				t.Fatal(err)
			}
			in := plan(t, saved, path)
			checkPlaces(t, m, in)
			if err := in.Commit(); err != nil {
				t.Fatal(err)
			}
			if again := plan(t, saved, path, path); again.Added != 0 || again.Present != 2*len(m.ranges) {
				t.Errorf("again: %d added, %d present", again.Added, again.Present)
			}
		})
	}
}

// brat itself counts a line break of two characters as two, and a byte order mark as
// one; most other programs do not.
func TestBratPositionsAreCountedAsTheWordsShow(t *testing.T) {
	m := unmark("Head\n\n\nThe «bank» and the «bank».\nThe «bank» again.")
	for name, encode := range map[string]func(string) string{
		"CRLF as one":       func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"a mark as none":    func(s string) string { return "\uFEFF" + s },
		"both":              func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":                func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"nothing different": func(s string) string { return s },
	} {
		t.Run(name, func(t *testing.T) { checkPlaces(t, m, plan(t, newLibrary(t), m.brat(t, encode))) })
	}
}

// The text of the file is older than that of the library.
func TestTextOfAFileMayBeAnOlderVersion(t *testing.T) {
	const old = "Minutes\n\n\nHe said: «no» «no» «no» and left, and Ada Lund\nsaid: «no», for the fare of «ten» crowns is too high.\n\n\nNobody said «yes»."
	m := unmark(strings.Replace(old, "«ten»", "ten", 1))
	path := unmark(old).brat(t, func(s string) string { return s })
	l := newLibrary(t)
	txt := strings.TrimSuffix(path, ".ann") + ".txt"
	rewrite(t, txt, "Minutes\n\nThe board met.\n\n"+strings.Replace(strings.TrimPrefix(m.text, "Minutes\n\n\n"), "ten", "twelve", 1))
	start(t, l, txt)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, txt, m.text)
	in := plan(t, l, path)
	states := map[annotate.State]int{}
	for _, c := range in.articles[0].Step.Changes {
		k := c.After.Anchor
		if states[k.State]++; k.State == annotate.Changed && k.Span.In(in.articles[0].Article.Text) != "twelve" {
			t.Errorf("changed to %q", k.Span.In(in.articles[0].Article.Text))
		}
	}
	if states[annotate.Anchored] != 5 || states[annotate.Changed] != 1 || in.Added != 6 {
		t.Errorf("%v", states)
	}
}

func TestEqualAnnotationsOfOneFileAreNoDuplicates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "marks.csv")
	l := newLibrary(t)
	start(t, l, write(t, "The firm and the firm and the firm."))
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, "title,tag,quote\n"+strings.Repeat("\"The firm and the firm and the firm.\",claim,firm\n", 2))
	in := plan(t, l, path)
	if in.Added != 2 || in.Uncertain != 2 || in.Present != 0 {
		t.Errorf("%+v", in)
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
	rewrite(t, path, "title,tag,quote\n"+strings.Repeat("\"The firm and the firm and the firm.\",claim,firm\n", 3))
	if in := plan(t, l, path, path); in.Added != 1 || in.Present != 5 {
		t.Errorf("%d added, %d present", in.Added, in.Present)
	}
}

func TestPositionNeverOutranksTheWordsAround(t *testing.T) {
	const text = "Minutes\n\nHe said: no no no and left."
	selector := func(start, end int, prefix, suffix string) string {
		return fmt.Sprintf(`{"type": "Annotation", "body": {"value": "claim", "purpose": "tagging"}, "target": {"source": "%%s", "selector": [`+
			`{"type": "TextQuoteSelector", "exact": "no", "prefix": %q, "suffix": %q}, {"type": "TextPositionSelector", "start": %d, "end": %d}]}}`, prefix, suffix, start, end)
	}
	first := strings.Index(text, "no ")
	for name, c := range map[string]struct {
		file string
		want int // offset of the words, or -1 if they must not be certain
	}{
		"the right position":    {selector(first, first+2, "said: ", " no no and"), first},
		"that of a twin":        {selector(first+3, first+5, "Minutes\n\nHe said: ", " no no and left."), first},
		"other words around it": {selector(first+3, first+5, "Ada Lund paid ", " crowns for it"), -1},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary(t)
			path := write(t, text)
			start(t, l, path)
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "x.jsonld")
			rewrite(t, file, fmt.Sprintf(c.file, "file://"+path))
			k := plan(t, l, file).articles[0].Step.Changes[0].After.Anchor
			if k.State.Certain() != (c.want >= 0) || k.State.Certain() && k.Span.Start != c.want {
				t.Errorf("%s at %d", k.State, k.Span.Start)
			}
		})
	}
}

func TestExportOfAnotherVersionIsPlacedOnTheSavedOne(t *testing.T) {
	path, _ := exported(t, newLibrary(t))
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	location := regexp.MustCompile(`"location": "([^"]+)"`).FindSubmatch(data)[1]
	for text, want := range map[string]annotate.State{
		"The levy adds 4.20 to every ticket.":            annotate.Anchored,
		"Minutes\n\nThe levy adds 4.20 to every ticket.": annotate.Anchored,
		"It is a tax that adds 4.20 to every ticket.":    annotate.Orphan,
		"Nobody spoke.": "", // another text
	} {
		t.Run(text, func(t *testing.T) {
			rewrite(t, string(location), text)
			l := newLibrary(t)
			start(t, l, string(location))
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			in, err := l.PlanImport([]string{path}, ImportOptions{})
			if text == "Nobody spoke." {
				if err == nil || !strings.Contains(err.Error(), "little in common") {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			added := in.articles[0]
			k := added.Step.Changes[0].After.Anchor
			if added.Article.Text != text || k.State != want || k.State.Certain() && k.Span.In(added.Article.Text) != k.Exact {
				t.Errorf("%s (%s) on %q", k.State, k.Reason, added.Article.Text)
			}
			if err := in.Commit(); err != nil {
				t.Fatal(err)
			}
			if again := plan(t, l, path); again.Added != 0 || again.Present != 1 {
				t.Errorf("again: %+v", again)
			}
		})
	}
}
