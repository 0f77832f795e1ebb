//go:build unix

package e2e

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"galley/annotate"
	"galley/annotate/export"
	"galley/storage"
)

// checkExports checks every format, on a pipe, on a terminal and in a file with its
// companion. Each part of an archive is checked.
func (w *world) checkExports() {
	w.t.Helper()
	for _, f := range export.Formats() {
		out, errs, _ := w.run("", "export", w.ids["article"], "--format", f.Name)
		w.checkDocument("export as "+f.Name, out)
		w.check(toPipe, "export as "+f.Name+", errors", errs)
		w.check(toPage, "export as "+f.Name+" on a terminal", withoutBOM(w.onTerminal("", "export", w.ids["article"], "--format", f.Name)))
		file := w.path("written-" + f.Name + f.Extension)
		w.must("export", w.ids["article"], "--format", f.Name, "--output", file)
		shown := w.checkFile(file)
		if f.Companion != nil {
			shown += w.checkFile(strings.TrimSuffix(file, f.Extension) + f.Companion.Extension)
		}
		if f.Name != "claimreview" && !strings.Contains(shown, before) {
			w.t.Errorf("an export as %s has no %q", f.Name, before)
		}
	}
}

// checkFile checks a file that an export wrote, and returns its text.
func (w *world) checkFile(path string) string {
	w.t.Helper()
	document, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.checkDocument(filepath.Base(path), string(document))
}

// checkDocument checks the output of an export, or each part of it if it is an
// archive, and returns its text.
func (w *world) checkDocument(name, document string) string {
	w.t.Helper()
	var all strings.Builder
	for part, text := range parts(w.t, document) {
		w.check(toPipe, name+" "+part, withoutBOM(text))
		all.WriteString(text)
	}
	return all.String()
}

// withoutBOM removes the byte order mark with which CSV begins.
func withoutBOM(document string) string { return strings.TrimPrefix(document, "\uFEFF") }

// The placeholders of the sequence in a document to import: in texts, and
// elsewhere.
const inText, inRest = "TEXTTOKEN", "RESTTOKEN"

// checkImports imports documents with the sequence, as it is and escaped as in JSON,
// in every string or in all but the texts, and checks the messages and the library
// afterwards.
func (w *world) checkImports() {
	w.t.Helper()
	n := 0
	for _, f := range export.Formats() {
		if f.Read == nil {
			continue
		}
		document, companion := w.template(f)
		for _, how := range []struct{ text, rest string }{
			{"", w.seq.text}, {w.seq.text, w.seq.text}, {"", inJSON(w.seq.text)}, {inJSON(w.seq.text), inJSON(w.seq.text)},
		} {
			n++
			replacer := strings.NewReplacer(inText, how.text, inRest, how.rest)
			stem := filepath.Join("in", f.Name+string(rune('a'+n%4)))
			path := w.file(stem+f.Extension, replacer.Replace(document))
			if companion != "" {
				w.file(stem+f.Companion.Extension, replacer.Replace(companion))
			}
			w.checkImport(f.Name, path)
		}
	}
	for i, d := range foreignDocuments() {
		for j, text := range []string{w.seq.text, inJSON(w.seq.text)} {
			path := w.file(filepath.Join("in", fmt.Sprintf("foreign%d-%d%s", i, j, d.extension)), strings.NewReplacer(inText, text, inRest, text).Replace(d.text))
			w.checkForeignImport(d.format, path)
		}
	}
	w.checkImport("rescue", w.rescueFile())
}

// checkForeignImport imports a document of another program into a new library with an
// article that has some of its words.
func (w *world) checkForeignImport(format, path string) {
	w.t.Helper()
	db := w.db
	w.db = path + ".db"
	id := w.add(path+".txt", plainWith(w.argument()))
	_, errs, status := w.run("", "import", path, "--format", format, "--tag", "claim", "--dry-run", "--article", id)
	w.db = db
	if w.seq.text == "" && status != 0 {
		w.t.Errorf("%s: %s", path, errs)
	}
	w.checkImport(format+" of another program", path, "--format", format, "--article", id)
}

// checkImport imports one document into a library of its own.
func (w *world) checkImport(name, path string, more ...string) {
	w.t.Helper()
	db := w.db
	defer func() { w.db = db }()
	w.db = path + ".db"
	args := append([]string{"import", path, "--tag", "claim"}, more...)
	out, errs, status := w.run("", args...)
	w.check(toPipe, "import of "+name, out+errs)
	if status != 0 {
		w.check(toPage, "import of "+name+" on a terminal", w.onTerminal("", args...))
		return
	}
	for _, args := range [][]string{{"annotations"}, {"articles"}, {"export"}} {
		w.check(toPage, args[0]+" after an import of "+name, w.onTerminal("", args...))
	}
	ids := w.must("annotations", "--json")
	var all []struct{ Article string }
	if err := json.Unmarshal([]byte(ids), &all); err != nil {
		w.t.Fatal(err)
	}
	if len(all) > 0 {
		w.check(toPage, "show after an import of "+name, w.onTerminal("", "show", all[0].Article))
	}
	_ = os.Remove(w.db)
}

// template returns a document of a format, and its companion, with the
// placeholders wherever it holds text.
func (w *world) template(f export.Format) (document, companion string) {
	w.t.Helper()
	text := before + inText + after + " title\n\nA paragraph with " + before + inText + after + " in it."
	b := export.Bundle{Article: &annotate.Article{
		ID: "01JA", Text: text, Digest: annotate.DigestOf(text),
		Blocks: []annotate.Block{{Kind: annotate.Title, Span: annotate.Span{End: strings.Index(text, "\n")}},
			{Kind: annotate.Paragraph, Number: 1, Span: annotate.Span{Start: strings.Index(text, "\n") + 2, End: len(text)}}},
		Meta:   annotate.Meta{Title: before + inRest + after, Byline: inRest, Deck: inRest, Published: inRest, Site: inRest, Language: "en"},
		Source: annotate.Source{Kind: annotate.FromFile, Location: "/" + before + inRest + ".txt", MediaType: "text/plain"},
	}}
	start := b.Article.Blocks[1].Span.Start
	for i, tag := range annotate.Tags() {
		span := annotate.Span{Start: start, End: len(text) - i}
		n := annotate.Annotation{ID: "01JN" + string(rune('A'+i)), Article: "01JA", Tag: tag, Creator: before + inRest, Note: before + inRest + after + "\n\n" + inRest,
			Fields: annotate.Fields{"speaker": {before + inRest}, "sources": {inRest, before + inRest}, inRest: {inRest}},
			Anchor: annotate.Anchor{Span: span, Exact: span.In(text), Prefix: before + inText, State: annotate.Anchored, Score: 1, TextDigest: b.Article.Digest}}
		if i == 2 {
			n.Anchor = annotate.Anchor{State: annotate.Orphan, Exact: before + inRest, Prefix: inRest, Suffix: inRest, Reason: before + inRest, TextDigest: b.Article.Digest}
		}
		b.Annotations = append(b.Annotations, n)
	}
	var out, second strings.Builder
	all := func(yield func(export.Bundle, error) bool) { yield(b, nil) }
	if _, err := f.Write(&out, all, export.WriteOptions{Generator: "galley"}); err != nil {
		w.t.Fatal(f.Name, err)
	}
	if f.Companion != nil {
		if err := f.Companion.Write(&second, b); err != nil {
			w.t.Fatal(f.Name, err)
		}
	}
	return out.String(), second.String()
}

// inJSON returns text as a JSON string without quotation marks, with everything
// but printable ASCII escaped.
func inJSON(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		if unit >= 0x20 && unit < 0x7f && unit != '"' && unit != '\\' {
			b.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&b, "\\u%04x", unit)
		}
	}
	return b.String()
}

// parts returns the parts of an archive by name, or any other document under the
// name "".
func parts(t *testing.T, document string) map[string]string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(document), int64(len(document)))
	if err != nil {
		return map[string]string{"": document}
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

// hostileArticle returns an article and a step that Galley would never write: the
// sequence is in the canonical text and in all metadata.
func (w *world) hostileArticle() (*annotate.Article, annotate.Step) {
	words := w.seq.embedded()
	text := words + "\n\nA paragraph with " + words + " in it."
	start := len(words) + 2
	a := &annotate.Article{
		Text: text, Digest: annotate.DigestOf(text),
		Blocks: []annotate.Block{{Kind: annotate.Title, Span: annotate.Span{End: len(words)}}, {Kind: annotate.Paragraph, Number: 1, Span: annotate.Span{Start: start, End: len(text)},
			Rule: words, Runs: []annotate.Run{{Span: annotate.Span{Start: start, End: start + 1}, Style: annotate.Link, Href: "https://a.example/" + words}}}},
		Meta:   annotate.Meta{Title: words, Deck: words, Byline: words, Published: words, Language: words, Site: words},
		Source: annotate.Source{Kind: annotate.FromURL, Location: "https://a.example/" + words, MediaType: words, Charset: words, CharsetFrom: words, Extractor: words, SHA256: annotate.DigestOf(text), Canonical: "https://b.example/" + words, Requested: words, ETag: words, LastModified: words},
	}
	span := annotate.Span{Start: start, End: len(text)}
	n := annotate.Annotation{ID: "01JEVIL", Tag: annotate.Claim, Note: words, Creator: words, Fields: annotate.Fields{"claimant": {words}, words: {words}},
		Anchor: annotate.Anchor{Span: span, Exact: span.In(text), Prefix: words, State: annotate.Anchored, Score: 1, TextDigest: a.Digest}}
	orphan := n
	orphan.ID, orphan.Anchor = "01JGONE", annotate.Anchor{State: annotate.Orphan, Exact: words, Prefix: words, Suffix: words, Reason: words, TextDigest: a.Digest}
	return a, annotate.Step{ID: "01JSTEP", Creator: words, Summary: words, Changes: []annotate.Change{annotate.Create(n), annotate.Create(orphan)}}
}

// rescueFile writes a rescue file of the hostile article.
func (w *world) rescueFile() string {
	w.t.Helper()
	a, step := w.hostileArticle()
	path, err := storage.WriteRescue(w.dir, a, []annotate.Step{step}, time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return path
}

// checkLibrary checks what commands print of a library that Galley did not write.
func (w *world) checkLibrary() {
	w.t.Helper()
	db := w.db
	defer func() { w.db = db }()
	w.db = w.path("foreign.db")
	id := w.makeForeignLibrary()
	for _, args := range [][]string{{"annotations"}, {"annotations", "--json"}, {"annotations", id}, {"articles"}, {"articles", "--json"}, {"show", id}, {"export", id}, {"export", id, "--format", "csv"},
		{"export", id, "--format", "html"}, {"export", id, "--format", "markdown"}, {"doctor"}, {"refresh", id}, {"__complete", "show", id[:4]}, {"annotate", id, "--tag", "claim", "--quote", "absent"}} {
		out, errs, _ := w.run("", args...)
		w.check(toPipe, args[0]+" of a foreign library", withoutBOM(out)+errs)
		w.check(toPage, args[0]+" of a foreign library, on a terminal", withoutBOM(w.onTerminal("", args...)))
	}
}

// makeForeignLibrary saves the hostile article in a library, and returns its id.
func (w *world) makeForeignLibrary() string {
	w.t.Helper()
	a, step := w.hostileArticle()
	store := storage.New(w.db)
	records, err := store.SaveArticles([]storage.NewArticle{{Article: a, Words: 5}}, time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	id := records[0].ID
	for i := range step.Changes {
		step.Changes[i].After.Article = id
	}
	if _, err := store.Commit(id, step); err != nil {
		w.t.Fatal(err)
	}
	return id
}
