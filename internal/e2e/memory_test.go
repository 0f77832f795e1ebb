//go:build linux

package e2e

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// An attack is an input that is designed to exhaust memory, and the peak memory that
// Galley may use for it. Galley must read it or refuse it in one line: it must not
// be killed or panic.
type attack struct {
	name  string
	args  func(h home) []string // the command
	in    func() io.Reader      // its standard input, nil for none
	limit int64                 // of memory, in MiB
	says  string                // part of the error; "" for an input that is read
}

// An endlessLine is a reader of one endless line. It counts the bytes that were read.
type endlessLine struct{ count int64 }

func (e *endlessLine) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.count += int64(len(p))
	return len(p), nil
}

// file returns the arguments for a command on a file with that text.
func file(command, name string, text func(h home) string) func(h home) []string {
	return func(h home) []string { return []string{command, h.write(name, text(h))} }
}

// repeatText returns a text for file: s n times, with before and after around it.
func repeatText(before, s string, n int, after string) func(home) string {
	return func(home) string { return before + strings.Repeat(s, n) + after }
}

func attacks() []attack {
	zip := func(parts ...string) func(home) string {
		return func(h home) string { return zipOf(h.t, parts...) }
	}
	book := func(chapters int, text string) func(home) string {
		return func(h home) string {
			parts := []string{"META-INF/container.xml", `<rootfile full-path="b.opf"/>`}
			items, spine := "", ""
			for i := range chapters {
				items += fmt.Sprintf(`<item id="c%d" href="c%d.xhtml"/>`, i, i)
				spine += fmt.Sprintf(`<itemref idref="c%d"/>`, i)
				parts = append(parts, fmt.Sprintf("c%d.xhtml", i), text)
			}
			return zipOf(h.t, append(parts, "b.opf", "<package><manifest>"+items+"</manifest><spine>"+spine+"</spine></package>")...)
		}
	}
	word := func(body string) func(home) string {
		return zip("word/document.xml", "<w:document><w:body>"+body+"</w:body></w:document>")
	}
	open := func(body string) func(home) string {
		return zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", `<o:d xmlns:o="office"><o:text>`+body+`</o:text></o:d>`)
	}
	bomb := strings.Repeat(" ", 40<<20)
	return []attack{
		{"a line of 1 GiB on standard input", func(home) []string { return []string{"extract", "-"} }, func() io.Reader { return io.LimitReader(&endlessLine{}, 1<<30) }, 400, "more than 64 MiB"},
		{"a file of 1 GiB", sparse("extract", "large.txt"), nil, 64, "more than 64 MiB"},
		{"an import of 1 GiB", sparse("import", "large.json"), nil, 64, "too large to import"},
		{"a line of 8 MB", file("extract", "a.txt", repeatText("", "words and ", 800_000, "")), nil, 150, ""},
		{"250,000 paragraphs", file("extract", "a.txt", repeatText("", "a\n\n", 250_000, "")), nil, 150, ""},
		{"250,000 items in Markdown", file("extract", "a.md", repeatText("", "- a\n", 250_000, "")), nil, 550, ""},
		{"two million items in Markdown", file("extract", "a.md", repeatText("", "- a\n", 2_000_000, "")), nil, 900, "over a million and a half paragraphs"},
		{"250,000 elements", file("extract", "a.html", repeatText("<!doctype html>", "<p>a", 250_000, "")), nil, 450, ""},
		{"a million attributes", file("extract", "a.html", repeatText("<!doctype html><p ", "a ", 1_000_000, ">b")), nil, 150, ""},
		{"a million nested elements", file("extract", "a.html", repeatText("<!doctype html>", "<div>", 1_000_000, "b")), nil, 400, ""},
		{"100,000 nested quotations", file("extract", "a.md", repeatText("", "> ", 100_000, "b")), nil, 100, ""},
		{"100,000 nested brackets", file("extract", "a.md", repeatText("", "[", 100_000, "b")), nil, 100, ""},
		{"front matter of a million levels", file("extract", "a.md", repeatText("---\na: ", "[", 1_000_000, "\n---\n\nb\n")), nil, 100, ""},
		{"a part of a book that unpacks to 40 MiB", file("extract", "a.epub", book(1, bomb)), nil, 250, "too large when unpacked"},
		{"a book that unpacks to 310 MiB", file("extract", "a.epub", book(10, "<p>"+strings.Repeat("word ", 6<<20)+"</p>")), nil, 800, "too large"},
		{"a document that unpacks to 40 MiB", file("extract", "a.docx", zip("word/document.xml", bomb)), nil, 250, "too large when unpacked"},
		{"an OpenDocument that unpacks to 40 MiB", file("extract", "a.odt", zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", bomb)), nil, 250, "too large when unpacked"},
		{"100,000 nested elements in DOCX", file("extract", "a.docx", word(strings.Repeat("<w:p>", 100_000))), nil, 100, "nests too deeply"},
		{"1,000 nested tables in DOCX", file("extract", "a.docx", word(strings.Repeat("<w:tbl><w:tr>", 1000)+"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"+strings.Repeat("</w:tr></w:tbl>", 1000))), nil, 100, ""},
		{"a million attributes in DOCX", file("extract", "a.docx", word("<w:p "+strings.Repeat(`a="" `, 1_000_000)+"><w:r><w:t>a</w:t></w:r></w:p>")), nil, 500, ""},
		{"100,000 nested lists in ODT", file("extract", "a.odt", open(strings.Repeat("<list><list-item>", 100_000))), nil, 100, "nests too deeply"},
		{"a billion spaces in ODT", file("extract", "a.odt", open(`<p>a`+strings.Repeat(`<s c="1000000000"/>`, 1000)+`b</p>`)), nil, 100, ""},
		{"a billion laughs", file("extract", "a.docx", zip("word/document.xml", `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>`)), nil, 64, ""},
		{"JSON of a million levels", file("import", "a.json", repeatText(`{"format": "galley/1", "articles": `, "[", 1_000_000, "")), nil, 100, "a.json"},
		{"JSON Lines of a million levels", file("import", "a.jsonl", repeatText("", "[", 1_000_000, "\n")), nil, 100, "a.jsonl"},
		{"CSV of a million columns", file("import", "a.csv", repeatText("tag,quote", ",x", 1_000_000, "\n")), nil, 300, "no annotations were found"},
		{"a page that unpacks to 1 GiB", func(h home) []string { return []string{"extract", compressedPage(h)} }, nil, 250, "larger than 32 MiB"},
		{"a converter that does not stop", endlessConverter, nil, 500, "larger than 64 MiB"},
		{"settings of 1 GiB", hugeSettings, nil, 64, "larger than 64 KiB"},
	}
}

// sparse returns a command on a sparse file of 1 GiB.
func sparse(command, name string) func(home) []string {
	return func(h home) []string {
		path := h.write(name, "")
		if err := os.Truncate(path, 1<<30); err != nil {
			h.t.Fatal(err)
		}
		return []string{command, path}
	}
}

// compressedPage returns the address of a page of 1 GiB that is sent compressed.
func compressedPage(h home) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/plain")
		packer := gzip.NewWriter(w)
		_, _ = io.CopyN(packer, &endlessLine{}, 1<<30) // fails when the reader stops
	}))
	h.t.Cleanup(s.Close)
	return s.URL
}

func endlessConverter(h home) []string {
	for _, program := range []string{"pdftotext", "mutool"} {
		if err := os.Chmod(h.write(program, "#!/bin/sh\nyes '<p>words and more words</p>'\n"), 0o700); err != nil {
			h.t.Fatal(err)
		}
	}
	return []string{"extract", h.write("a.pdf", "%PDF-1.7")}
}

func hugeSettings(h home) []string {
	if err := os.MkdirAll(filepath.Join(h.dir, "galley"), 0o700); err != nil {
		h.t.Fatal(err)
	}
	sparse("keys", filepath.Join("galley", "settings.toml"))(h)
	return []string{"keys"}
}

// peakFile is the environment variable that names the file to which a process that
// acts as Galley writes its peak memory, in KiB. What the system reports for a child
// includes memory that it shared with its parent.
const peakFile = "GALLEY_TEST_PEAK_FILE"

// writePeak writes the peak memory of this process to the file of peakFile, if any.
func writePeak() {
	path := os.Getenv(peakFile)
	if path == "" {
		return
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	_ = os.WriteFile(path, []byte(strings.Fields(peak)[0]), 0o600) // the test fails without it
}

// peak returns the peak memory that a process wrote, in MiB.
func (h home) peak() int64 {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.dir, "peak"))
	if err != nil {
		h.t.Fatal(err)
	}
	kib, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil {
		h.t.Fatal(err)
	}
	return kib >> 10
}

// raceEnabled reports whether the race detector is on, here and in Galley.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

func TestNoInputExhaustsTheMachine(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector needs memory of its own")
	}
	results := make([]string, len(attacks()))
	t.Cleanup(func() {
		t.Logf("memory used, allowed; outcome\n%s", strings.Join(results, "\n"))
	})
	for i, c := range attacks() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			cmd := h.command(c.args(h)...)
			cmd.Env = append(cmd.Env, peakFile+"="+filepath.Join(h.dir, "peak"), "XDG_CONFIG_HOME="+h.dir, "PATH="+h.dir+":"+os.Getenv("PATH"))
			var errs strings.Builder
			cmd.Stderr = &errs
			if c.in != nil {
				cmd.Stdin = c.in()
			}
			err := cmd.Run()
			peak := h.peak()
			results[i] = fmt.Sprintf("| %s | %d MiB | %d MiB | %s |", c.name, peak, c.limit, cmp.Or(c.says, "read"))
			switch message := errs.String(); {
			case (err != nil) != (c.says != "") || !strings.Contains(message, c.says) || cmd.ProcessState.ExitCode() > 1:
				t.Errorf("%v: %.300s", err, message)
			case err != nil && strings.Count(message, "\n") != 1 || toPipe.verdict(message) != "":
				t.Errorf("not one clean line: %.300q", message)
			case peak > c.limit:
				t.Errorf("it took %d MiB, more than %d", peak, c.limit)
			}
		})
	}
}

func TestStandardInputIsNotReadBeyondTheLimit(t *testing.T) {
	h := newHome(t)
	line := &endlessLine{}
	cmd := h.command("extract", "-")
	cmd.Stdin = line
	if err := cmd.Run(); err == nil {
		t.Error("an endless line was read")
	}
	const maxPiped = 1 << 20 // bytes in the pipe
	if line.count > 64<<20+maxPiped {
		t.Errorf("%d bytes were read", line.count)
	}
}
