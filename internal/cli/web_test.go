package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"galley/internal/origin/fetch"
	"galley/storage"
)

// A bench is a program in an empty folder, with its output.
type bench struct {
	*program
	t         *testing.T
	out, errs bytes.Buffer
}

func newBench(t *testing.T) *bench {
	t.Helper()
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("GALLEY_DB", filepath.Join(folder, "library", "galley.db"))
	t.Setenv("XDG_CONFIG_HOME", folder)
	b := &bench{t: t}
	b.program = newProgram(strings.NewReader("Typed text.\n"), &b.out, &b.errs)
	b.web = func(context.Context, string, fetch.Options) (fetch.Page, error) {
		t.Error("the network was used")
		return fetch.Page{}, errors.New("no network")
	}
	b.write("levy.txt", "Harbour levy passes\n\nThe levy adds 4.20 to every ticket.\n")
	return b
}

func (b *bench) write(path, text string) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// runs runs a command and returns the exit status.
func (b *bench) runs(args ...string) int {
	b.t.Helper()
	b.out.Reset()
	b.errs.Reset()
	b.lib = nil
	root := b.tree()
	root.SetArgs(args)
	root.SetOut(io.Discard)
	return b.end(root.ExecuteContext(b.ctx))
}

func TestNoCommandUsesTheNetworkUnlessAnAddressIsGiven(t *testing.T) {
	b := newBench(t)
	b.write("links.txt", "See https://example.org/levy and http://127.0.0.1/.\n")
	b.write("page.html", `<!doctype html><p>Text of a page.<img src="https://example.org/a.png"><link href="https://example.org/b.css">`)
	b.write("clippings/a.txt", "http://example.org/\n")
	for _, args := range [][]string{
		{"add", "levy.txt", "links.txt", "page.html", "clippings", "sample", "-"}, {"show", "links.txt"}, {"extract", "page.html"}, {"extract", "links.txt"},
		{"annotate", "levy.txt", "--tag", "claim", "--quote", "The levy adds", "--field", "sources=https://example.org/"},
		{"annotations"}, {"annotations", "levy.txt"}, {"articles", "--json"}, {"export"}, {"export", "levy.txt", "--output", "out.json"}, {"import", "out.json"},
		{"forget", "links.txt"}, {"restore", "links.txt"}, {"doctor"}, {"backup", "copy.db"}, {"keys"}, {"man"}, {"levy.txt"}, {"help"},
		// Commands that need no text look up the address without fetching it.
		{"annotations", "https://example.org/"}, {"forget", "https://example.org/"}, {"restore", "https://example.org/"}, {"export", "https://example.org/"},
		{"https://example.org/"}, // there is no terminal
	} {
		b.runs(args...)
	}
}

// answers replaces the program's network with a table from addresses to pages.
func (b *bench) answers(pages map[string]fetch.Page) {
	b.web = func(_ context.Context, address string, opt fetch.Options) (fetch.Page, error) {
		page, ok := pages[address]
		if !ok {
			return fetch.Page{}, &fetch.Failure{Address: address, What: "there is no such page", Advice: "check the spelling", Status: 404}
		}
		page.Requested, page.Status, page.Retrieved = address, 200, noon()
		if page.Location == "" {
			page.Location = address
		}
		return page, nil
	}
}

func TestOriginalIsKeptUnlessItEqualsTheText(t *testing.T) {
	b := newBench(t)
	markdown := []byte("# Levy\n\nIt *passes*.\n")
	b.answers(map[string]fetch.Page{
		"https://news.example/plain": {MediaType: "text/plain", Bytes: []byte("Levy passes.\n")},
		"https://news.example/marks": {MediaType: "text/markdown", Bytes: markdown},
		"https://news.example/old":   {MediaType: "text/plain", Charset: "windows-1252", Bytes: []byte("caf\xe9\n")},
	})
	b.write("wrapped.txt", strings.Repeat("A line that an editor broke at its end, and so on as editors do\nwith lines.\n\n", 8))
	kept := map[string]bool{
		"levy.txt": false, "sample": false, "https://news.example/plain": false,
		"https://news.example/marks": true, "https://news.example/old": true, "wrapped.txt": true, "-": false,
	}
	for name, want := range kept {
		if status := b.runs("add", name); status != 0 {
			t.Fatalf("%s: %s", name, &b.errs)
		}
		record, err := b.store().Record(strings.TrimSpace(b.out.String()))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := b.store().Original(record.Source.SHA256)
		if got := err == nil; got != want || err != nil && !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%s: kept %v, %v", name, got, err)
		}
		if name == "https://news.example/marks" && !bytes.Equal(raw, markdown) {
			t.Errorf("%q", raw)
		}
	}
	if status := b.runs("doctor"); status != 0 {
		t.Error(&b.errs)
	}
}

func TestUserStopsAdding(t *testing.T) {
	b := newBench(t)
	b.write("clippings/c.txt", "Never read.\n")
	ctx, cancel := context.WithCancel(t.Context())
	b.ctx = ctx
	b.web = func(ctx context.Context, address string, _ fetch.Options) (fetch.Page, error) {
		cancel()
		<-ctx.Done()
		return fetch.Page{}, &fetch.Failure{Address: address, What: "it was canceled", Err: context.Canceled}
	}
	if status := b.runs("add", "levy.txt", "https://news.example/", "clippings", "levy.txt"); status != statusFailed {
		t.Errorf("status %d", status)
	}
	if got := b.errs.String(); !strings.Contains(got, "galley: “https://news.example/”: canceled; nothing was saved\ngalley: stopped with 2 articles to go; saved articles are kept: 1 added, 1 failed\n") {
		t.Errorf("said %q", got)
	}
	records, err := b.store().Records()
	if err != nil || len(records) != 1 || records[0].Meta.Title != "Harbour levy passes" {
		t.Errorf("%+v, %v", records, err)
	}
}

func TestLibraryThatCannotBeWrittenStopsAdding(t *testing.T) {
	b := newBench(t)
	if err := os.MkdirAll(filepath.Join("library", "galley.db"), 0o700); err != nil {
		t.Fatal(err)
	}
	b.write("other.txt", "Other text.\n")
	if status := b.runs("add", "levy.txt", "other.txt"); status != statusFailed {
		t.Errorf("status %d", status)
	}
	if got := b.errs.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "before that: 0 added, 1 failed") {
		t.Errorf("said %q", got)
	}
}

func TestBarAndSizes(t *testing.T) {
	for want, got := range map[string]string{
		"░░░░░░░░░░░░░░░░░░░░  0 of 7":       bar(0, 7),
		"██████████░░░░░░░░░░  500 of 1000":  bar(500, 1000),
		"████████████████████  1000 of 1000": bar(1000, 1000),
		"0 bytes": size(0),
		"999 kB":  size(999_999),
		"1.2 MB":  size(1_234_567),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
