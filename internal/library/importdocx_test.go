package library

import (
	"archive/zip"
	"os"
	"testing"

	"galley/annotate"
)

// commented writes a document with a comment on each of its last words.
func commented(t *testing.T, path string, paragraphs ...string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := zip.NewWriter(f)
	body := `<w:document xmlns:w="w"><w:body>`
	for _, p := range paragraphs {
		body += `<w:p>` + p + `</w:p>`
	}
	for name, text := range map[string]string{
		"word/document.xml": body + `</w:body></w:document>`,
		"word/comments.xml": `<w:comments xmlns:w="w"><w:comment w:id="1" w:author="Mo Vane"><w:p><w:r><w:t>claim: sure?</w:t></w:r></w:p></w:comment></w:comments>`,
	} {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

const (
	headingXML = `<w:r><w:t>Harbour levy passes</w:t></w:r>`
	levyXML    = `<w:r><w:t xml:space="preserve">The levy </w:t></w:r><w:commentRangeStart w:id="1"/><w:r><w:t>adds 4.20</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:t xml:space="preserve"> to every ticket.</w:t></w:r>`
)

// A document with comments is saved as an article, and found again after an edit.
func TestDocumentIsItsOwnArticle(t *testing.T) {
	l := newLibrary(t)
	path := t.TempDir() + "/levy.docx"
	commented(t, path, headingXML, levyXML)
	for range 2 {
		in := plan(t, l, path)
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	commented(t, path, headingXML, `<w:r><w:t>A new beginning.</w:t></w:r>`, levyXML)
	if in := plan(t, l, path); in.Articles() != 1 || in.Added != 0 || in.Present != 1 {
		t.Errorf("after an edit: %+v", in)
	}
	records, err := l.store.Records()
	if err != nil || len(records) != 1 || records[0].Source.MediaType == "text/plain" {
		t.Fatal(records, err)
	}
	all, _, err := l.store.Annotations(records[0].ID)
	if err != nil || len(all) != 1 || all[0].Anchor.Exact != "adds 4.20" || all[0].Anchor.State != annotate.Anchored || all[0].Creator != "Mo Vane" || all[0].Note != "sure?" {
		t.Errorf("%+v, %v", all, err)
	}
}
