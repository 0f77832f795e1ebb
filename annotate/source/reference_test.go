package source

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"galley/annotate"
)

// need returns the path of a program, or skips the test. LibreOffice takes seconds.
func need(t *testing.T, program string) string {
	t.Helper()
	if program == "soffice" && testing.Short() {
		t.Skip("LibreOffice takes long")
	}
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed", program)
	}
	return path
}

// run runs a program in a folder and returns what it writes.
func run(t *testing.T, folder, program string, arguments ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, arguments...)
	var errs bytes.Buffer
	cmd.Dir, cmd.Stderr = folder, &errs
	cmd.Env = append(os.Environ(), "HOME="+folder, "LC_ALL=C.UTF-8")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %q: %v: %s", program, arguments, err, errs.String())
	}
	return out
}

// story returns an article in Markdown with all kinds of blocks.
func story() string {
	var b strings.Builder
	b.WriteString("---\ntitle: Harbour levy passes\nauthor: Ada Lund\nlang: en\n---\n")
	who := []string{"The harbour council", "A pilot", "The ferry crew", "The clerk", "An engineer", "The night porter"}
	did := []string{"measured", "postponed", "questioned", "repaired", "described"}
	what := []string{"the northern breakwater", "a half-forgotten agreement", "the winter timetable", "an “extraordinary” invoice", "the passengers’ complaints", "*the lighthouse* foundations", "the **insurance** certificates"}
	when := []string{"before the tide turned", "in spite of the weather", "during the longest sitting since 1998", "without consulting anybody"}
	n := 0
	sentence := func() string {
		n++
		return fmt.Sprintf("%s %s %s %s.", who[n%len(who)], did[n%len(did)], what[n%len(what)], when[n%len(when)])
	}
	paragraph := func(sentences int) string {
		var parts []string
		for range sentences {
			parts = append(parts, sentence())
		}
		return strings.Join(parts, " ")
	}
	for section := range 6 {
		fmt.Fprintf(&b, "\n# Part %d of the story\n\n%s\n\n%s\n\n", section+1, paragraph(4), paragraph(7))
		fmt.Fprintf(&b, "> %s\n\n## Costs of part %d\n\n%s[^n%d]\n\n[^n%d]: %s\n\n", paragraph(2), section+1, paragraph(3), section, section, paragraph(1))
		fmt.Fprintf(&b, "- %s\n- %s\n    - %s\n\nBetween: [%s](https://example.org/%d)\n\n", sentence(), sentence(), sentence(), sentence(), section)
		fmt.Fprintf(&b, "1. %s\n2. %s\n\n| Port | Fare |\n|------|------|\n| Ost  | 4.20 |\n| West | 5.10 |\n\n", sentence(), sentence())
		fmt.Fprintf(&b, "```\nfare(%d)\n  paid\n```\n\n%s\n", section, paragraph(5))
	}
	return b.String()
}

// wordsOf counts the words of text in lower case, without punctuation.
func wordsOf(text string) map[string]int {
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		counts[w]++
	}
	return counts
}

// wordF1 returns how well the words of got agree with those of want, from 0 to 1.
func wordF1(got, want string) float64 {
	a, b := wordsOf(got), wordsOf(want)
	shared, all := 0, 0
	for w, n := range a {
		shared += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(shared) / float64(max(all, 1))
}

// shownOf returns the text of an article that is not folded.
func shownOf(a *annotate.Article) string {
	var parts []string
	for _, b := range a.Blocks {
		if !b.Folded {
			parts = append(parts, b.Span.In(a.Text))
		}
	}
	return strings.Join(parts, "\n\n")
}

// checkAgainst reads a file and compares it with the output of pandoc for it.
func checkAgainst(t *testing.T, folder, file string, least float64) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	a, err := Read(raw, Options{})
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	checkLaws(t, a)
	want := string(run(t, folder, "pandoc", "--standalone", "--to=plain", "--wrap=none", file))
	f1 := wordF1(shownOf(a), want)
	t.Logf("%s: word F1 %.4f", file, f1)
	if f1 < least {
		t.Errorf("%s: word F1 %.4f, want %.2f", file, f1, least)
	}
	if a.Meta.Title != "Harbour levy passes" {
		t.Errorf("%s: title %q", file, a.Meta.Title)
	}
}

func TestDocumentsAgreeWithPandoc(t *testing.T) {
	need(t, "pandoc")
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "story.md"), []byte(story()), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"docx", "odt", "epub2", "epub3"} {
		file := "made-by-pandoc." + strings.TrimRight(to, "23")
		run(t, folder, "pandoc", "story.md", "--to="+to, "--output="+file)
		checkAgainst(t, folder, file, .99)
	}
}

func TestDocumentsOfLibreOfficeAgreeWithPandoc(t *testing.T) {
	need(t, "pandoc")
	soffice := need(t, "soffice")
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "story.md"), []byte(story()), 0o600); err != nil {
		t.Fatal(err)
	}
	convert := func(to, file string) {
		run(t, folder, soffice, "-env:UserInstallation=file://"+filepath.ToSlash(folder)+"/profile", "--headless", "--convert-to", to, "--outdir", filepath.Join(folder, "out"), file)
	}
	run(t, folder, "pandoc", "story.md", "--output=story.odt")
	convert("docx:MS Word 2007 XML", "story.odt")
	checkAgainst(t, folder, "out/story.docx", .99)
	run(t, folder, "pandoc", "story.md", "--output=story.docx")
	convert("odt", "story.docx")
	checkAgainst(t, folder, "out/story.odt", .99)
	convert("epub", "story.docx")
	checkAgainst(t, folder, "out/story.epub", .98) // its own table of contents says "Section 1"
}

// flatDocument returns a flat OpenDocument file with page headers, in columns.
func flatDocument(columns int, indent string, paragraphs []string) string {
	var body strings.Builder
	body.WriteString(`<text:p text:style-name="Title">Harbour levy passes</text:p>`)
	for i, p := range paragraphs {
		if i%4 == 0 {
			fmt.Fprintf(&body, `<text:h text:outline-level="1">Part %d of the story</text:h>`, i/4+1)
		}
		body.WriteString(`<text:p text:style-name="Body">` + p + `</text:p>`)
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-size="24pt"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.4cm"/><style:text-properties fo:font-size="14pt"/></style:style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties %s fo:text-align="justify"/><style:text-properties fo:font-size="10.5pt" fo:language="en" fo:country="US" fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
</office:styles><office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="S" style:family="section"><style:section-properties><style:columns fo:column-count="%d" fo:column-gap="0.8cm"/></style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"><style:header><text:p>The Harbour Record</text:p></style:header><style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text><text:section text:style-name="S" text:name="s">%s</text:section></office:text></office:body></office:document>`, indent, columns, body.String())
}

func TestPDFsOfLibreOfficeHaveTheirParagraphs(t *testing.T) {
	soffice, pdftotext := need(t, "soffice"), need(t, "pdftotext")
	paragraphs := sentences(36)
	folder := t.TempDir()
	flats := map[string]string{
		"one":      flatDocument(1, `fo:margin-bottom="0.3cm"`, paragraphs),
		"two":      flatDocument(2, `fo:margin-bottom="0.3cm"`, paragraphs),
		"indented": flatDocument(2, `fo:text-indent="0.6cm"`, paragraphs),
	}
	arguments := []string{"-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile", "--headless", "--convert-to", "pdf"}
	for name, flat := range flats {
		if err := os.WriteFile(filepath.Join(folder, name+".fodt"), []byte(flat), 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, name+".fodt")
	}
	run(t, folder, soffice, arguments...)
	for name := range flats {
		raw, err := os.ReadFile(filepath.Join(folder, name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		layout := run(t, folder, pdftotext, "-bbox-layout", name+".pdf", "-")
		a, err := Read(raw, Options{Converted: &Conversion{Form: FormLayout, Bytes: layout}})
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, a)
		whole := map[string]int{}
		for _, b := range a.Blocks {
			if !b.Folded {
				whole[b.Span.In(a.Text)]++
			}
		}
		found := 0
		for _, p := range paragraphs {
			if whole[p] > 0 {
				whole[p]--
				found++
			}
		}
		f1 := wordF1(shownOf(a), flatText(paragraphs))
		t.Logf("%s: word F1 %.4f, %d of %d paragraphs whole", name, f1, found, len(paragraphs))
		if f1 < .99 || found*10 < len(paragraphs)*9 || a.Meta.Title != "Harbour levy passes" || strings.Contains(shownOf(a), "Page 1") {
			t.Errorf("%s: word F1 %.4f, %d of %d paragraphs whole, title %q:\n%s", name, f1, found, len(paragraphs), a.Meta.Title, shownOf(a))
		}
	}
}

// sentences returns paragraphs of distinct sentences.
func sentences(paragraphs int) []string {
	who := []string{"The harbour council", "A pilot", "The ferry crew", "The clerk", "An engineer", "The night porter", "Every skipper"}
	did := []string{"postponed the inspection of", "questioned the responsibility for", "repaired a considerable part of", "described the half-forgotten state of", "recalculated the extraordinary price of"}
	all := make([]string, paragraphs)
	n := 0
	for i := range all {
		var words []string
		for range 3 + i%5 {
			n++
			words = append(words, fmt.Sprintf("%s %s warehouse number %d before the tide turned.", who[n%len(who)], did[n%len(did)], n))
		}
		all[i] = strings.Join(words, " ")
	}
	return all
}

// flatText returns the text of flatDocument.
func flatText(paragraphs []string) string {
	text := "Harbour levy passes\n"
	for i, p := range paragraphs {
		if i%4 == 0 {
			text += fmt.Sprintf("Part %d of the story\n", i/4+1)
		}
		text += p + "\n"
	}
	return text
}
