package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"galley/annotate/export/docx"
)

// letter returns a document that uses every feature. Its comments overlap, and the
// last one spans two paragraphs.
func letter() *docx.Document {
	return &docx.Document{
		Title: "Fares & <rise>", Author: "galley", Language: "en-GB", Created: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
		Body: slices.Values([]docx.Paragraph{
			{Style: docx.Title, Parts: []docx.Part{{Text: "Fares & <rise>"}}},
			{Style: docx.Heading, Level: 2, Parts: []docx.Part{{Text: "What it costs 👩‍👩‍👧"}}},
			{Parts: []docx.Part{
				{Text: "It adds ", Opens: []int{0}},
				{Text: "4.20", Bold: true, Shade: "BCDCFF", Opens: []int{1}},
				{Text: " to every ", Shade: "D5EDB0", Closes: []int{0}},
				{Text: "ticket.\nA line \x01 below.", Closes: []int{1}},
			}},
			{Style: docx.Item, Level: 12, Parts: []docx.Part{{Text: "fares", Link: "https://ferry.example/?a=1&b=2", Opens: []int{2}}}},
			{Style: docx.Quote, NewPage: true, Parts: []docx.Part{{Text: "Nobody asked.", Italic: true, Strike: true, Mono: true, Closes: []int{2}}}},
		}),
		Comments: []docx.Comment{
			{Author: "Ada Lund of the Union", Time: time.Date(2026, 11, 22, 9, 5, 0, 0, time.UTC), Lines: []string{"Claim · ¶1", "who says <so>?"}},
			{Author: "ines", Lines: []string{"Quote"}},
			{},
		},
	}
}

func written(t *testing.T, d *docx.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// parts returns the files inside a document.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

func TestEveryPartIsXMLAndIsNamed(t *testing.T) {
	all := parts(t, written(t, letter()))
	for name, text := range all {
		dec := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") && !strings.Contains(all["[Content_Types].xml"], `"/`+name+`"`) {
			t.Errorf("%s has no type", name)
		}
	}
	for _, m := range regexp.MustCompile(`Target="([a-z]+\.xml)"`).FindAllStringSubmatch(all["word/_rels/document.xml.rels"], -1) {
		if all["word/"+m[1]] == "" {
			t.Errorf("%s is not there", m[1])
		}
	}
}

func TestEveryCommentBeginsAndEndsOnce(t *testing.T) {
	body := parts(t, written(t, letter()))["word/document.xml"]
	for _, id := range []string{"0", "1", "2"} {
		start := strings.Index(body, `<w:commentRangeStart w:id="`+id+`"/>`)
		end := strings.Index(body, `<w:commentRangeEnd w:id="`+id+`"/>`)
		if start < 0 || end < start || strings.Count(body, `<w:commentReference w:id="`+id+`"/>`) != 1 {
			t.Errorf("comment %s: from %d to %d", id, start, end)
		}
	}
}

func TestTheSameDocumentMakesTheSameBytes(t *testing.T) {
	if !bytes.Equal(written(t, letter()), written(t, letter())) {
		t.Error("two documents")
	}
}

func TestAnEmptyDocumentCanBeWritten(t *testing.T) {
	if len(written(t, &docx.Document{})) == 0 {
		t.Error("nothing")
	}
}

// opened runs a program on the document, or skips the test if it is not installed.
func opened(t *testing.T, program string, args ...string) (folder, output string) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed", program)
	}
	folder = t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "letter.docx"), written(t, letter()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	c.Dir = folder
	c.Env = append(os.Environ(), "HOME="+folder)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return folder, string(out)
}

func TestPandocReadsTextAndComments(t *testing.T) {
	_, out := opened(t, "pandoc", "--track-changes=all", "--wrap=none", "-t", "markdown", "letter.docx")
	for _, want := range []string{
		`author="Ada Lund of the Union"`, `date="2026-11-22T09:05:00Z"`, `who says \<so\>?`, "4.20**",
		"[fares]", "https://ferry.example/?a=1&b=2", "👩‍👩‍👧", `comment-end id="2"`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

func TestLibreOfficeReadsTextAndComments(t *testing.T) {
	folder, out := opened(t, "soffice", "--headless", "--convert-to", "odt", "letter.docx")
	data, err := os.ReadFile(filepath.Join(folder, "letter.odt"))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	content := parts(t, data)["content.xml"]
	if n := strings.Count(content, "<office:annotation "); n != 3 {
		t.Errorf("%d comments", n)
	}
	for _, want := range []string{"Ada Lund of the Union", "who says &lt;so&gt;?", "It adds ", "4.20", "https://ferry.example/?a=1&amp;b=2"} {
		if !strings.Contains(content, want) {
			t.Errorf("no %s", want)
		}
	}
}
