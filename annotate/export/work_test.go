package export_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"galley/annotate"
	"galley/annotate/anchor"
	"galley/annotate/export"
)

// checkLinear fails the test if four times the input takes more than six times the work.
// Work is measured in allocated bytes: copying everything for each item would allocate
// with the square of their number.
func checkLinear(t *testing.T, n int, work func(n int) func()) {
	t.Helper()
	few, many := allocated(work(n)), allocated(work(4*n))
	if many > 6*few+1<<20 {
		t.Errorf("%d bytes are allocated for %d, %d bytes for %d", few, n, many, 4*n)
	}
}

func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// shortLines returns an article of n short paragraphs with an annotation on every tenth.
func shortLines(n int) export.Bundle {
	kinds, texts := make([]annotate.Kind, n), make([]string, n)
	for i := range texts {
		kinds[i], texts[i] = annotate.Paragraph, "a"
	}
	b := export.Bundle{Article: newArticle("lines", kinds, texts), Words: n}
	for i := 0; i < n; i += 10 {
		b.Annotations = append(b.Annotations, claimOn(b.Article, i, b.Article.Blocks[i].Span))
	}
	return b
}

// longLine returns an article of one paragraph of n words, each with an annotation.
func longLine(n int) export.Bundle {
	b := export.Bundle{Article: newArticle("line", []annotate.Kind{annotate.Paragraph}, []string{strings.TrimSpace(strings.Repeat("word ", n))}), Words: n}
	for i := range n {
		b.Annotations = append(b.Annotations, claimOn(b.Article, i, annotate.Span{Start: 5 * i, End: 5*i + 4}))
	}
	return b
}

func claimOn(a *annotate.Article, i int, span annotate.Span) annotate.Annotation {
	return annotate.Annotation{
		ID: fmt.Sprintf("01ARZ3NDEKTSV4RRFFQ%07d", i), Article: a.ID, Tag: annotate.Claim, Creator: "ada", Created: at(1), Modified: at(2),
		Anchor: anchor.Describe(a.Text, a.Digest, span), Note: "a note", Fields: annotate.Fields{"status": {"accurate"}},
	}
}

// detailed returns an article with one annotation that has n fields, n sources and a
// note of n lines.
func detailed(n int) export.Bundle {
	b := longLine(1)
	fields := annotate.Fields{}
	for i := range n {
		fields[fmt.Sprintf("field%d", i)] = []string{"value"}
		fields[annotate.SourcesField] = append(fields[annotate.SourcesField], fmt.Sprintf("source %d", i))
	}
	b.Annotations[0].Fields, b.Annotations[0].Note = fields, strings.Repeat("line\n\n", n)+"end"
	return b
}

func TestExportsAndImportsAreLinear(t *testing.T) {
	for name, c := range map[string]struct {
		make func(n int) export.Bundle
		n    int
	}{
		"short lines": {shortLines, 800}, "one line": {longLine, 400}, "many fields": {detailed, 200},
	} {
		for _, f := range export.Formats() {
			if f.Name == "csv" && name == "one line" {
				continue // TestLongParagraphsAreCutInCSV
			}
			t.Run(name+"/"+f.Name, func(t *testing.T) {
				checkLinear(t, c.n, func(n int) func() {
					b := c.make(n)
					return func() {
						if _, err := f.Write(io.Discard, export.All(b), options); err != nil {
							t.Fatal(err)
						}
					}
				})
				if !f.Readable() {
					return
				}
				checkLinear(t, c.n, func(n int) func() {
					b := c.make(n)
					document, _ := write(t, f.Name, b)
					opt := readOptions(f, []export.Bundle{b})
					opt.DefaultTag = annotate.Claim
					opt.FindArticle = func(export.ArticleRef) (*annotate.Article, error) { return b.Article, nil }
					return func() { mustRead(t, f.Read, document, opt) }
				})
			})
		}
	}
}

// A row has as much of a long paragraph as a constant allows, with the marked words in it.
func TestLongParagraphsAreCutInCSV(t *testing.T) {
	for _, i := range []int{0, 1, 5000, 9999} {
		b := longLine(10_000)
		b.Annotations = b.Annotations[i : i+1]
		document, _ := write(t, "csv", b)
		if len(document) > 10<<10 || i > 0 && i < 9999 && strings.Count(document, "…") == 0 {
			t.Errorf("annotation %d: %d bytes are written", i, len(document))
		}
	}
}

// Files that no person makes take linear work.
func TestStrangeFilesAreLinear(t *testing.T) {
	article := longLine(1)
	finding := export.ReadOptions{Clean: clean, DefaultTag: annotate.Claim, FindArticle: func(export.ArticleRef) (*annotate.Article, error) { return article.Article, nil }}
	finding.ReadCompanion = func(string) ([]byte, error) { return []byte(article.Article.Text), nil }
	times := func(n int, item func(i int) string, separator string) string {
		items := make([]string, n)
		for i := range items {
			items[i] = item(i)
		}
		return strings.Join(items, separator)
	}
	const target = `{"source": "a", "selector": {"type": "TextQuoteSelector", "exact": "word"}}`
	for name, c := range map[string]struct {
		read export.ReadFunc
		make func(n int) string
	}{
		"targets of W3C": {export.ReadW3C, func(n int) string {
			return `{"type": "Annotation", "body": {"value": "note"}, "target": [` + times(n, func(int) string { return target }, ",") + `]}`
		}},
		"bodies of W3C": {export.ReadW3C, func(n int) string {
			return `{"type": "Annotation", "target": ` + target + `, "body": [` +
				times(n, func(i int) string { return fmt.Sprintf(`{"purpose": "describing", "value": "f%d: v"}`, i) }, ",") + `]}`
		}},
		"tags of W3C": {export.ReadW3C, func(n int) string {
			return `{"type": "Annotation", "target": ` + target + `, "body": [` +
				times(n, func(i int) string { return fmt.Sprintf(`{"purpose": "tagging", "value": "t%d"}`, i) }, ",") + `]}`
		}},
		"items before their type": {export.ReadW3C, func(n int) string {
			return `{"items": [` + times(n, func(int) string { return `{"type": "Annotation", "target": ` + target + `}` }, ",") + `], "type": "AnnotationPage"}`
		}},
		"tags of Hypothesis": {export.ReadHypothesis, func(n int) string {
			return `{"annotations": [{"uri": "a", "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "word"}]}], "tags": [` +
				times(n, func(i int) string { return fmt.Sprintf(`"tag%d"`, i) }, ",") + `]}]}`
		}},
		"labels of doccano": {export.ReadDoccano, func(n int) string {
			return `{"text": "word", "label": [` + times(n, func(i int) string { return fmt.Sprintf(`[0, 4, "label%d"]`, i) }, ",") + `]}`
		}},
		"comments of brat": {export.ReadBrat, func(n int) string {
			return "T1\tClaim 0 4\tword\n" + times(n, func(i int) string { return fmt.Sprintf("#%d\tAnnotatorNotes T1\tline", i) }, "\n")
		}},
		"one long note": {export.ReadW3C, func(n int) string {
			return `{"type": "Annotation", "target": ` + target + `, "body": {"value": "` + strings.Repeat("long ", 100*n) + `"}}`
		}},
	} {
		t.Run(name, func(t *testing.T) {
			checkLinear(t, 300, func(n int) func() {
				document := c.make(n)
				return func() { mustRead(t, c.read, document, finding) }
			})
		})
	}
}

// Every target of an annotation gets all its bodies, which is refused beyond a limit.
func TestTargetsTimesBodiesAreBounded(t *testing.T) {
	document := `{"type": "Annotation", "body": {"value": "` + strings.Repeat("note ", 10_000) + `"}, "target": [` +
		strings.TrimSuffix(strings.Repeat(`{"source": "a"},`, 1000), ",") + `]}`
	if _, _, err := export.ReadW3C(strings.NewReader(document), reading); err == nil || !strings.Contains(err.Error(), "more than 16 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	for _, f := range export.ReadableFormats() {
		for _, open := range []string{"[", `{"type": "AnnotationPage", "items": [`, `{"annotations": [`, `{"articles": [`} {
			document := strings.Repeat(open, 1_000_000/len(open))
			if _, _, err := f.Read(strings.NewReader(document), readOptions(f, nil)); err == nil {
				t.Errorf("%s: no error for %s…", f.Name, open)
			}
		}
	}
}

// A writer that fails ends an export at once, in every format: most of the article is
// not looked at.
func TestExportStopsWhenItsOutputFails(t *testing.T) {
	full := errors.New("no space")
	for _, f := range export.Formats() {
		b := shortLines(5000)
		if f.Name == "docx" || f.Name == "refi-qda" {
			continue // nothing is written until the whole document is in memory
		}
		failed := allocated(func() {
			_, err := f.Write(failingWriter{full}, export.All(b), options)
			if !errors.Is(err, full) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: error %v", f.Name, err)
			}
		})
		whole := allocated(func() { _, _ = f.Write(io.Discard, export.All(b), options) })
		if written := new(bytes.Buffer); failed > whole*9/10 && f.Name != "claimreview" && f.Name != "doccano" && f.Name != "prodigy" {
			_, _ = f.Write(written, export.All(b), options)
			t.Errorf("%s: %d bytes are allocated, %d for the whole export of %d bytes", f.Name, failed, whole, written.Len())
		}
	}
}

type failingWriter struct{ err error }

// Write implements io.Writer.
func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func mustRead(t *testing.T, read export.ReadFunc, document string, opt export.ReadOptions) {
	t.Helper()
	if _, _, err := read(strings.NewReader(document), opt); err != nil {
		t.Fatal(err)
	}
}

// Annotations are read before their list has ended.
func TestListsAreReadOneByOne(t *testing.T) {
	const target = `{"source": "a", "selector": [{"type": "TextQuoteSelector", "exact": "word"}]}`
	cut := errors.New("cut off")
	for document, read := range map[string]export.ReadFunc{
		`{"total": 2, "rows": [{"uri": "a", "target": [` + target + `]}, `:                        export.ReadHypothesis,
		`{"annotations": [{"uri": "a", "target": [` + target + `]}, `:                             export.ReadHypothesis,
		`[{"uri": "a", "target": [` + target + `]}, `:                                             export.ReadHypothesis,
		`{"type": "AnnotationPage", "items": [{"type": "Annotation", "target": ` + target + `}, `: export.ReadW3C,
	} {
		found := 0
		opt := export.ReadOptions{Clean: clean, DefaultTag: annotate.Claim, FindArticle: func(export.ArticleRef) (*annotate.Article, error) {
			found++
			return longLine(1).Article, nil
		}}
		_, _, err := read(io.MultiReader(strings.NewReader(document), iotest.ErrReader(cut)), opt)
		if !errors.Is(err, cut) || found != 1 {
			t.Errorf("%s: %d articles, error %v", document, found, err)
		}
	}
}
