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

// An attack is an input that is made to exhaust memory, and the peak memory that
// Galley may use for it. Galley must read it or refuse it in one line: it must not
// be killed or panic.
type attack struct {
	name  string
	args  func(h home) []string // the command
	in    func() io.Reader      // its standard input, nil for none
	limit int64                 // of memory, in MiB
	says  string                // part of the error; "" for an input that is read
}

// endless is one endless line, and counts the bytes that were read.
type endless struct{ taken int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.taken += int64(len(p))
	return len(p), nil
}

// file returns the arguments for a command on a file with that text.
func file(command, name string, text func(h home) string) func(h home) []string {
	return func(h home) []string { return []string{command, h.write(name, text(h))} }
}

// repeated returns a text for file.
func repeated(before, s string, n int, after string) func(home) string {
	return func(home) string { return before + strings.Repeat(s, n) + after }
}

func attacks() []attack {
	zip := func(parts ...string) func(home) string {
		return func(h home) string { return packed(h.t, parts...) }
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
			return packed(h.t, append(parts, "b.opf", "<package><manifest>"+items+"</manifest><spine>"+spine+"</spine></package>")...)
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
		{"a line of 1 GiB on standard input", func(home) []string { return []string{"extract", "-"} }, func() io.Reader { return io.LimitReader(&endless{}, 1<<30) }, 400, "more than 64 MiB"},
		{"a file of 1 GiB", sparse("extract", "large.txt"), nil, 64, "more than 64 MiB"},
		{"an import of 1 GiB", sparse("import", "large.json"), nil, 64, "too large to import"},
		{"a line of 8 MB", file("extract", "a.txt", repeated("", "words and ", 800_000, "")), nil, 150, ""},
		{"250,000 paragraphs", file("extract", "a.txt", repeated("", "a\n\n", 250_000, "")), nil, 150, ""},
		{"250,000 items in Markdown", file("extract", "a.md", repeated("", "- a\n", 250_000, "")), nil, 550, ""},
		{"two million items in Markdown", file("extract", "a.md", repeated("", "- a\n", 2_000_000, "")), nil, 900, "over a million and a half paragraphs"},
		{"250,000 elements", file("extract", "a.html", repeated("<!doctype html>", "<p>a", 250_000, "")), nil, 450, ""},
		{"a million attributes", file("extract", "a.html", repeated("<!doctype html><p ", "a ", 1_000_000, ">b")), nil, 150, ""},
		{"a million nested elements", file("extract", "a.html", repeated("<!doctype html>", "<div>", 1_000_000, "b")), nil, 400, ""},
		{"100,000 nested quotations", file("extract", "a.md", repeated("", "> ", 100_000, "b")), nil, 100, ""},
		{"100,000 nested brackets", file("extract", "a.md", repeated("", "[", 100_000, "b")), nil, 100, ""},
		{"front matter of a million levels", file("extract", "a.md", repeated("---\na: ", "[", 1_000_000, "\n---\n\nb\n")), nil, 100, ""},
		{"a part of a book that unpacks to 40 MiB", file("extract", "a.epub", book(1, bomb)), nil, 250, "too large when unpacked"},
		{"a book that unpacks to 310 MiB", file("extract", "a.epub", book(10, "<p>"+strings.Repeat("word ", 6<<20)+"</p>")), nil, 800, "too large"},
		{"a document that unpacks to 40 MiB", file("extract", "a.docx", zip("word/document.xml", bomb)), nil, 250, "too large when unpacked"},
		{"an OpenDocument that unpacks to 40 MiB", file("extract", "a.odt", zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", bomb)), nil, 250, "too large when unpacked"},
		{"100,000 nested elements in DOCX", file("extract", "a.docx", word(strings.Repeat("<w:p>", 100_000))), nil, 100, "nests too deeply"},
		{"1,000 nested tables in DOCX", file("extract", "a.docx", word(strings.Repeat("<w:tbl><w:tr>", 1000)+"<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"+strings.Repeat("</w:tr></w:tbl>", 1000))), nil, 100, ""},
		{"a million attributes in DOCX", file("extract", "a.docx", word("<w:p "+strings.Repeat(`a="" `, 1_000_000)+"><w:r><w:t>a</w:t></w:r></w:p>")), nil, 500, ""},
		{"100,000 nested lists in ODT", file("extract", "a.odt", open(strings.Repeat("<list><list-item>", 100_000))), nil, 100, "nests too deeply"},
		{"a billion blanks in ODT", file("extract", "a.odt", open(`<p>a`+strings.Repeat(`<s c="1000000000"/>`, 1000)+`b</p>`)), nil, 100, ""},
		{"a billion laughs", file("extract", "a.docx", zip("word/document.xml", `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>`)), nil, 64, ""},
		{"JSON of a million levels", file("import", "a.json", repeated(`{"format": "galley/1", "articles": `, "[", 1_000_000, "")), nil, 100, "a.json"},
		{"JSON Lines of a million levels", file("import", "a.jsonl", repeated("", "[", 1_000_000, "\n")), nil, 100, "a.jsonl"},
		{"CSV of a million columns", file("import", "a.csv", repeated("tag,quote", ",x", 1_000_000, "\n")), nil, 300, ""},
		{"a page that unpacks to 1 GiB", func(h home) []string { return []string{"extract", packedPage(h)} }, nil, 250, "larger than 32 MiB"},
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

// packedPage returns the address of a page of 1 GiB that is sent compressed.
func packedPage(h home) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/plain")
		packer := gzip.NewWriter(w)
		_, _ = io.CopyN(packer, &endless{}, 1<<30) // fails when the reader stops
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

// peakFile is the variable that names a file into which a process that acts as
// Galley writes its peak memory, in KiB. What the system reports for a child
// includes memory that it shared with its parent.
const peakFile = "GALLEY_TEST_TELLS_PEAK"

// writePeak writes the file of peakFile.
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
			switch said := errs.String(); {
			case (err != nil) != (c.says != "") || !strings.Contains(said, c.says) || cmd.ProcessState.ExitCode() > 1:
				t.Errorf("%v: %.300s", err, said)
			case err != nil && strings.Count(said, "\n") != 1 || toPipe.verdict(said) != "":
				t.Errorf("not one clean line: %.300q", said)
			case peak > c.limit:
				t.Errorf("it took %d MiB, more than %d", peak, c.limit)
			}
		})
	}
}

func TestStandardInputIsNotReadBeyondTheLimit(t *testing.T) {
	h := newHome(t)
	line := &endless{}
	cmd := h.command("extract", "-")
	cmd.Stdin = line
	if err := cmd.Run(); err == nil {
		t.Error("an endless line was read")
	}
	const pipes = 1 << 20 // may be in the pipe, at most
	if line.taken > 64<<20+pipes {
		t.Errorf("%d bytes were taken", line.taken)
	}
}
