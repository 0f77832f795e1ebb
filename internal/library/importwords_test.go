package library

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
)

const (
	levyText  = "The levy adds 4.20 to every ticket, the board says. Nobody was asked before the vote on Monday."
	quayText  = "Ferries leave at nine from the other quay, the board says. Nobody was told before the morning."
	otherText = "The museum opens on Sundays in the winter, the board says."
)

// three saves three files of one name.
func three(t *testing.T) *Library {
	t.Helper()
	l := newLibrary(t)
	for _, text := range []string{levyText, quayText, otherText} {
		saveFile(t, l, write(t, text))
	}
	return l
}

// plannedOn returns the texts of the articles that an import adds annotations to.
func plannedOn(in *Import) (texts []string) {
	for _, a := range in.articles {
		texts = append(texts, a.Article.Text)
	}
	return texts
}

func TestArticleIsFoundByTheWordsThatAFileAnnotates(t *testing.T) {
	l := three(t)
	const w3c = `[{"type": "Annotation", "body": {"value": "claim", "purpose": "tagging"}, "target": {"source": "levy.txt", "selector": {"type": "TextQuoteSelector", "exact": "leave at nine from the"}}},
		{"type": "Annotation", "body": {"value": "claim", "purpose": "tagging"}, "target": {"source": "levy.txt", "selector": {"type": "TextQuoteSelector", "exact": "the board says"}}}]`
	for name, c := range map[string]struct {
		file, text string
		want       []string
		said       string
		added      int
	}{
		"a file name":   {"marks.csv", "tag,quote,kind,location\nclaim,leave at nine from,file,levy.txt\nclaim,the board says,file,levy.txt\n", []string{quayText}, "“levy.txt” in “marks.csv” is taken to be", 2},
		"nothing":       {"marks.csv", "tag,quote\nclaim,4.20 to every ticket\nclaim,the board says\n", []string{levyText}, "“marks.csv” is taken to be", 2},
		"another title": {"marks.csv", "title,tag,quote\nSailings,claim,leave at nine from\n", []string{quayText}, "“Sailings” in “marks.csv” is taken to be", 1},
		"other letters": {"marks.csv", "tag,quote\nclaim,LEAVE  AT NINE from\n", []string{quayText}, "all the words", 1},
		"lines": {"marks.jsonl", `{"article": {"kind": "file", "location": "levy.txt"}, "id": "01JDFERRY0000000000000000Q", "tag": "claim", "quote": "adds 4.20 to every",` +
			` "anchor": {"state": "orphan", "score": 0}, "created": "2026-11-22T09:01:00Z", "modified": "2026-11-22T09:02:00Z"}`, []string{levyText}, "“levy.txt” in", 1},
		"JSON without its text": {"marks.json", `{"format": "galley/1", "articles": [{"id": "elsewhere", "source": {"kind": "file", "location": "levy.txt", "retrieved": "2026-11-22T09:00:00Z", "sha256": "", "bytes": 1}, "words": 9, "paragraphs": 1,
			"annotations": [{"id": "01JDFERRY0000000000000000Q", "tag": "claim", "quote": "adds 4.20 to every", "start": 0, "end": 18, "anchor": {"state": "anchored", "score": 1}, "created": "2026-11-22T09:01:00Z", "modified": "2026-11-22T09:02:00Z"}]}]}`,
			[]string{levyText}, "“levy.txt” in", 1},
		"Web Annotations": {"marks.jsonld", w3c, []string{quayText}, "“levy.txt” in", 2},
		"two articles":    {"marks.csv", "tag,quote,location\nclaim,leave at nine from,a.txt\nclaim,4.20 to every ticket,b.txt\n", []string{quayText, levyText}, "“a.txt” in", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			path := c.file
			rewrite(t, path, c.text)
			in := plan(t, l, path)
			if texts := plannedOn(in); !slices.Equal(texts, c.want) || in.Added != c.added || in.LeftOut != nil {
				t.Fatalf("%d added to %q, %v left out", in.Added, texts, in.LeftOut)
			}
			if len(in.Supposed) != len(c.want) || !strings.Contains(in.Supposed[0], c.said) {
				t.Errorf("said %q", in.Supposed)
			}
			if _, err := l.PlanImport([]string{path}, ImportOptions{Strict: true}); err == nil {
				t.Error("a strict import takes it")
			}
		})
	}
}

func TestWordsThatDoNotIdentifyAnArticleAreLeftOut(t *testing.T) {
	l := three(t)
	for name, text := range map[string]string{
		"several articles":          "tag,quote,location\nclaim,the board says,levy.txt\n",
		"words of two articles":     "tag,quote,location\nclaim,leave at nine from,levy.txt\nclaim,4.20 to every ticket,levy.txt\n",
		"no article":                "tag,quote,location\nclaim,leave at ten from,levy.txt\n",
		"a word":                    "tag,quote,location\nclaim,quay,levy.txt\n",
		"an address":                "tag,quote,kind,location\nclaim,leave at nine from,url,https://courier.example/quay\n",
		"the address of the page":   "tag,quote,canonical\nclaim,leave at nine from,https://courier.example/quay\n",
		"an address without scheme": "tag,quote,location\nclaim,leave at nine from,courier.example/quay\n",
		"a path of Windows":         "tag,quote,location\nclaim,leave at nine from,C:\\texts\\quay.txt\n",
		"a path":                    "tag,quote,kind,location\nclaim,leave at nine from,file,/home/bob/quay.txt\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "marks.csv")
			rewrite(t, path, text)
			if in, err := l.PlanImport([]string{path}, ImportOptions{}); err == nil {
				t.Errorf("added to %q: %q", plannedOn(in), in.Supposed)
			}
		})
	}
}

// One in ten passages may be missing. Its annotation is left out.
func TestNearlyAllWordsIdentifyAnArticle(t *testing.T) {
	l := three(t)
	for missing, want := range map[int]bool{1: true, 2: false} {
		var rows strings.Builder
		rows.WriteString("tag,quote,location\n")
		words := strings.Fields(levyText)
		for i := range 10 {
			quote := strings.Join(words[i:i+4], " ")
			if i < missing {
				quote = fmt.Sprintf("words %d of nobody", i)
			}
			fmt.Fprintf(&rows, "claim,\"%s\",levy.txt\n", quote)
		}
		path := filepath.Join(t.TempDir(), "marks.csv")
		rewrite(t, path, rows.String())
		in, err := l.PlanImport([]string{path}, ImportOptions{})
		if !want {
			if err == nil {
				t.Errorf("%d missing: %q", missing, in.Supposed)
			}
			continue
		}
		if err != nil || in.Added != 9 || len(in.LeftOut) != 1 || !strings.Contains(in.Supposed[0], "which has 9 of 10 passages") {
			t.Fatalf("%+v, %v", in, err)
		}
		for _, c := range in.articles[0].Step.Changes {
			if c.After.Anchor.State != annotate.Anchored {
				t.Errorf("%q is %s", c.After.Anchor.Exact, c.After.Anchor.State)
			}
		}
	}
}

// Files that wait for the search are counted as if they had not.
func TestRowsOfOtherArticlesAreReadOnce(t *testing.T) {
	l := three(t)
	path, plain, saved := filepath.Join(t.TempDir(), "marks.csv"), filepath.Join(t.TempDir(), "plain.csv"), write(t, "Nobody spoke at the meeting.")
	saveFile(t, l, saved)
	rewrite(t, path, "tag,quote,kind,location\nclaim,Nobody spoke,file,"+saved+"\nclaim,leave at nine from,file,quay.txt\nclaim,no such words at all,file,x.txt\n")
	rewrite(t, plain, "tag,quote,location\nclaim,opens on Sundays in,museum.txt\n")
	in := plan(t, l, path, plain)
	if in.Added != 3 || in.Articles() != 3 || len(in.LeftOut) != 1 || len(in.LeftOut[0].Numbers) != 1 || len(in.Supposed) != 2 {
		t.Errorf("%d added to %d articles, left out %v, said %q", in.Added, in.Articles(), in.LeftOut, in.Supposed)
	}
	if err := in.Commit(); err != nil {
		t.Fatal(err)
	}
	if again := plan(t, l, path, plain); again.Added != 0 || again.Present != 3 {
		t.Errorf("again: %d added, %d present", again.Added, again.Present)
	}
}
