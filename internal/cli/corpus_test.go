package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/segment"
	"galley/internal/cli"
	"galley/internal/library/quote"

	"github.com/google/go-cmp/cmp"
)

// corpus returns the path of a folder in the corpus of real articles.
func corpus(t *testing.T, folder string) []string {
	t.Helper()
	root := os.Getenv("GALLEY_CORPUS")
	if root == "" {
		t.Skip("GALLEY_CORPUS does not name the corpus of articles")
	}
	files, err := filepath.Glob(filepath.Join(root, folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles in %s: %v", folder, err)
	}
	return files
}

// A user runs commands on a separate library.
type user struct {
	t  *testing.T
	db string
}

func newUser(t *testing.T) user { return user{t, filepath.Join(t.TempDir(), "galley.db")} }

// runs runs a command and returns its exit status and output.
func (p user) runs(args ...string) (status int, out, errs string) {
	p.t.Helper()
	var o, e bytes.Buffer
	status = cli.Main(context.Background(), append([]string{"--db", p.db, "--author", "ada"}, args...), strings.NewReader(""), &o, &e)
	return status, o.String(), e.String()
}

// does runs a command that must succeed.
func (p user) does(args ...string) string {
	p.t.Helper()
	status, out, errs := p.runs(args...)
	if status != 0 {
		p.t.Fatalf("galley %q: exit status %d, %s", args, status, errs)
	}
	return out
}

// fails runs a command that must fail with one clean line.
func (p user) fails(args ...string) string {
	p.t.Helper()
	status, out, errs := p.runs(args...)
	if status != 1 || out != "" || strings.Count(errs, "\n") != 1 {
		p.t.Fatalf("galley %q: exit status %d, printed %q, said %q", args, status, out, errs)
	}
	if err := clean(errs); err != nil {
		p.t.Fatalf("galley %q: %v", args, err)
	}
	return errs
}

// sentences returns one sentence of each of an article's first paragraphs that
// occurs once, as galley extract prints it.
func sentences(t *testing.T, extracted string) (once []string) {
	t.Helper()
	var doc struct {
		Text   string
		Blocks []struct {
			Kind       string
			Start, End int
		}
	}
	if err := json.Unmarshal([]byte(extracted), &doc); err != nil {
		t.Fatal(err)
	}
	mapper := annotate.NewMapper(doc.Text)
	for _, b := range doc.Blocks {
		block, err := mapper.SpanFromRunes(b.Start, b.End)
		if err != nil {
			t.Fatal(err)
		}
		tries := 0
		for sentence := range segment.Sentences(doc.Text, block) {
			if tries++; b.Kind != "paragraph" || tries > 20 {
				break
			}
			if words := sentence.In(doc.Text); len(quote.Find(doc.Text, words)) == 1 {
				once = append(once, words)
				break
			}
		}
	}
	return once
}

func TestSentencesOfRealArticlesAreMarkedExactly(t *testing.T) {
	for _, file := range append(corpus(t, "wikinews"), corpus(t, "articles")...) {
		if filepath.Ext(file) != ".txt" {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			p := newUser(t)
			quotes := sentences(t, p.does("extract", "--json", file))
			if len(quotes) < 3 {
				t.Fatalf("only %d sentences that occur once", len(quotes))
			}
			for i, words := range quotes {
				tag := annotate.Tags()[i%3]
				p.does("annotate", file, "--tag", string(tag), "--quote", words)
			}
			export := p.does("export", file)
			if err := exact(export); err != nil {
				t.Error(err)
			}
			if err := valid("../../docs/export.schema.json", export); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(quotes, quotesIn(t, export)); diff != "" {
				t.Errorf("quotes -marked +exported:\n%s", diff)
			}
			p.fails("annotate", file, "--tag", "claim", "--quote", "words that nobody wrote here")
			if said := p.fails("annotate", file, "--tag", "claim", "--quote", "the"); !strings.Contains(said, "choose one with --nth") {
				t.Errorf("said %q", said)
			}
			if again := p.does("export", file); withoutTime(again) != withoutTime(export) {
				t.Error("refused commands changed something")
			}
		})
	}
}

// quotesIn lists the quotes of an export.
func quotesIn(t *testing.T, export string) (quotes []string) {
	t.Helper()
	var d document
	if err := json.Unmarshal([]byte(export), &d); err != nil {
		t.Fatal(err)
	}
	for _, a := range d.Articles {
		for _, x := range a.Annotations {
			quotes = append(quotes, x.Quote)
		}
	}
	return quotes
}

// withoutTime returns an export without its time.
func withoutTime(export string) string {
	before, rest, _ := strings.Cut(export, `"exported": "`)
	_, after, _ := strings.Cut(rest, `"`)
	return before + after
}

// TestHostileArticlesReachNoTerminal opens each article under a hostile name with every
// command that prints some of it.
func TestHostileArticlesReachNoTerminal(t *testing.T) {
	for _, file := range corpus(t, "hostile") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "a\x1b]0;x\x07\u202e\u0085 "+filepath.Base(file))
			if err := os.WriteFile(name, data, 0o600); err != nil {
				t.Skip("the file system does not allow such names:", err)
			}
			hostile(t, newUser(t), name)
		})
	}
}

func hostile(t *testing.T, p user, name string) {
	said := func(args ...string) string {
		t.Helper()
		_, out, errs := p.runs(args...)
		for _, text := range []string{out, errs} {
			if err := clean(text); err != nil {
				t.Errorf("galley %q: %v", args, err)
			}
		}
		return out
	}
	if status, _, _ := p.runs("extract", name); status != 0 {
		p.fails("extract", name)
		p.fails("show", name)
		p.fails("annotate", name, "--tag", "claim", "--quote", "Headline")
		return
	}
	words := firstWord(t, said("extract", "--json", name))
	note := "a note\x1b]52;c;aGk=\x07 with \u202e\u0085escapes"
	id := strings.TrimSpace(said("annotate", name, "--tag", "claim", "--quote", words, "--nth", "1", "--note", note, "--field", "claimant="+note))
	if len(id) != 26 {
		t.Fatalf("%.60q was not marked: %q", words, id)
	}
	for _, args := range [][]string{
		{"show", name}, {"extract", name}, {"annotations"}, {"annotations", "--json"}, {"articles"}, {"articles", "--json"},
		{"export"}, {"doctor"}, {"add", name}, {"annotate", name, "--tag", "claim", "--quote", "\x1b[31m\u202eabsent"},
		{"annotate", name, "--tag", "\x1b[31m", "--quote", "a"}, {"show", name + "\x1b[31m"}, {"delete", "\x1b[31m"}, {"\x1b[31m"},
		{"--\x1b[31m"}, {"forget", name}, {"articles", "--trash"}, {"show", name}, {"restore", name},
	} {
		said(args...)
	}
	if err := exact(p.does("export", name)); err != nil {
		t.Error(err)
	}
}

func firstWord(t *testing.T, extracted string) string {
	t.Helper()
	var doc struct{ Text string }
	if err := json.Unmarshal([]byte(extracted), &doc); err != nil {
		t.Fatal(err)
	}
	return strings.Fields(doc.Text)[0]
}
