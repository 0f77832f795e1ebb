package export_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"galley/annotate"
	"galley/annotate/export"
)

// zipped returns an archive of alternating names and texts.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// reviewed returns a document as Word writes it: with the body and comments, and, in
// commentsExtended.xml, which comment answers which. LibreOffice writes the same parts
// (sw/source/filter/ww8/docxattributeoutput.cxx).
func reviewed(t testing.TB, body, comments, threads string) string {
	const w = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:%s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">`
	part := func(root, content string) string {
		return strings.Replace(w, "%s", root, 1) + content + "</w:" + root + ">"
	}
	return zipped(t,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Fares rise</dc:title><dc:creator>Mo</dc:creator></cp:coreProperties>`,
		"word/document.xml", part("document", "<w:body>"+body+"</w:body>"),
		"word/comments.xml", part("comments", comments),
		"word/commentsExtended.xml", part("commentsEx", threads))
}

// commentXML returns a comment with an id, an author and the text of its paragraph.
func commentXML(id, author, text string) string {
	return `<w:comment w:id="` + id + `" w:author="` + author + `" w:date="2026-11-22T10:0` + id + `:00Z" w:initials="A"><w:p w14:paraId="0000000` + id +
		`"><w:pPr><w:pStyle w:val="CommentText"/></w:pPr><w:r><w:annotationRef/></w:r><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p></w:comment>`
}

const (
	wordBody = `<w:p><w:r><w:t>Fares rise</w:t></w:r></w:p>
		<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>“It </w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr><w:t>adds</w:t></w:r>
		<w:commentRangeStart w:id="2"/><w:r><w:t xml:space="preserve"> 4.20</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r><w:commentRangeEnd w:id="2"/>
		<w:r><w:t xml:space="preserve"> &lt;to&gt; every &amp; ticket,”</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>
		<w:r><w:t xml:space="preserve"> said </w:t></w:r><w:del w:id="9"><w:r><w:delText>Mo</w:delText></w:r></w:del><w:ins w:id="8"><w:r><w:t>Ada Lund</w:t></w:r></w:ins>
		<w:r><w:t xml:space="preserve">, who leads the </w:t></w:r><w:r><w:rPr><w:highlight w:val="green"/></w:rPr><w:t>café </w:t></w:r><w:r><w:rPr><w:i/><w:highlight w:val="green"/></w:rPr><w:t>crews</w:t></w:r>
		<w:r><w:t>’ union. 船票 went up.</w:t></w:r></w:p>
		<w:p><w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r><w:r><w:t>See the fares table.</w:t></w:r></w:p>`
	wordThreads = `<w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>`
)

func TestCommentsOfWord(t *testing.T) {
	document := reviewed(t, wordBody, commentXML("0", "Ada Lund", "Who says so?")+commentXML("1", "Mo Vane", "claim: is that right?")+
		commentXML("2", "Ada Lund", "Yes.")+commentXML("3", "Mo Vane", "Nowhere."), wordThreads)
	if f, err := export.Detect("levy.docx", []byte(document)); err != nil || f.Name != "docx" {
		t.Errorf("found %q, %v", f.Name, err)
	}
	got, loss, err := read(t, "docx", document, export.ReadOptions{DefaultTag: annotate.Quote})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"claim anchored adds 4.20 note=is that right? by Mo Vane at 2026-11-22 10:01 reply=Ada Lund 10:02 Yes.",
		"quote anchored café crews color=green",
		"quote anchored “It adds 4.20 <to> every & ticket,” note=Who says so? by Ada Lund at 2026-11-22 10:00",
	}
	for i := range got {
		if got[i].Anchor.State == annotate.Moved { // the document has no place for the article's folded blocks
			got[i].Anchor.State = annotate.Anchored
		}
	}
	if diff := cmp.Diff(want, sorted(summarize(got))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if want := "1 comment on no words, 2 tracked changes"; loss.String() != want {
		t.Errorf("lost %q, want %q", loss, want)
	}
	if _, _, err := read(t, "docx", document, export.ReadOptions{}); err == nil {
		t.Error("comments without a tag were accepted")
	}
}

// A document that WriteDocx wrote comes back onto its article.
func TestDocumentComesBack(t *testing.T) {
	b := ferry(t)
	document, _ := write(t, "docx", b)
	got, loss, err := read(t, "docx", document, export.ReadOptions{FindArticle: finderOf(b)})
	if err != nil || loss != nil {
		t.Fatal(err, loss)
	}
	want := []string{
		"claim anchored adds 4.20 status=checking sources=https://ferry.example/fares|fares table, p. 2 by ada at 2026-11-22 09:02",
		"claim orphan Fares by ada at 2026-11-22 09:02",
		"claim orphan a sentence that was cut by ada at 2026-11-22 09:02",
		"opinion anchored 船票 went up by ada at 2026-11-22 09:02",
		"quote anchored “It adds 4.20 <to> every & ticket,” note=Said on the quay.\n\n- *heard* twice speaker=Ada Lund by ada at 2026-11-22 09:02",
	}
	if diff := cmp.Diff(want, sorted(summarize(got))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCommentsAreCleaned(t *testing.T) {
	document := reviewed(t, wordBody, commentXML("0", "Ada&#x9b;31m\u202eLund", "a\u202eb&#x9b;31m"), "")
	got, _, err := read(t, "docx", document, export.ReadOptions{DefaultTag: annotate.Quote})
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if all := got[0].Note + got[0].Creator + got[1].Note; clean(all) != all {
		t.Errorf("%q", all)
	}
}

func TestDocumentsThatAreRefused(t *testing.T) {
	deep := strings.Repeat("<w:r>", 5000) + strings.Repeat("</w:r>", 5000)
	for name, test := range map[string]struct{ document, want string }{
		"text":            {"Hello.", "the archive cannot be unpacked"},
		"another archive": {zipped(t, "mimetype", "x"), "a part is missing"},
		"a bomb":          {zipped(t, "word/document.xml", strings.Repeat(" ", 33<<20)), "too large when unpacked"},
		"broken XML":      {zipped(t, "word/document.xml", "<w:document><w:p>"), "the XML is broken"},
		"broken comments": {zipped(t, "word/document.xml", "<d/>", "word/comments.xml", "<a>"), "the XML is broken"},
		"deep nesting":    {reviewed(t, deep, "", ""), "nests too deeply"},
	} {
		got, _, err := read(t, "docx", test.document, export.ReadOptions{})
		if err == nil || got != nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadDocx(f *testing.F) {
	fuzzForeign(f, "docx", reviewed(f, wordBody, commentXML("0", "Ada", "Who says so?"), wordThreads))
}

// FuzzReadDocxBody checks documents with any body and comments.
func FuzzReadDocxBody(f *testing.F) {
	f.Add(wordBody, commentXML("0", "Ada", "claim: x"), wordThreads)
	f.Fuzz(func(t *testing.T, body, comments, threads string) {
		got, _, err := read(t, "docx", reviewed(t, body, comments, threads), export.ReadOptions{DefaultTag: annotate.Claim})
		if err == nil {
			checkRead(t, export.Bundle{Article: ferry(t).Article, Annotations: got})
		}
	})
}
