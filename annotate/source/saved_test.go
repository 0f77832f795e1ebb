package source

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"galley/annotate"
)

const savedPage = "From: <Saved by Blink>\nSnapshot-Content-Location: https://quay.example/news/levy\nSubject: Levy\nMIME-Version: 1.0\n" +
	"Content-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"--b\"\n\n\n----b\n" +
	"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://quay.example/news/levy\n\n" +
	"<!doctype html><html lang=3D\"en\"><meta charset=3Dutf-8><title>Levy passes</title><article><h1>Levy passes</h1><p>The harbour board met=\n on Tuesday in the caf=C3=A9 <a href=3D\"/x\">again</a>.</article>\n" +
	"----b\nContent-Type: text/css\n\np {}\n----b--\n"

func TestASavedPageIsRead(t *testing.T) {
	for _, raw := range []string{savedPage, strings.ReplaceAll(savedPage, "\n", "\r\n")} {
		a, err := Read([]byte(raw), Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, a)
		if want := "Levy passes\n\nThe harbour board met on Tuesday in the café again."; a.Text != want || a.Meta.Title != "Levy passes" || a.Meta.Language != "en" {
			t.Errorf("%+v: %q", a.Meta, a.Text)
		}
		if runs := a.Blocks[1].Runs; len(runs) != 1 || runs[0].Href != "https://quay.example/x" {
			t.Errorf("runs %+v", runs)
		}
		if a.Source.MediaType != "multipart/related" || a.Source.Bytes != len(raw) {
			t.Errorf("source %+v", a.Source)
		}
	}
}

func TestEmailIsRead(t *testing.T) {
	const head = "Received: by x\nFrom: =?iso-8859-1?Q?Ad=E4?= Lund <ada@example.org>\nSubject: Levy =?utf-8?B?w6k=?=\nDate: Tue, 3 Mar 2026 10:00:00 +0100\n"
	for name, raw := range map[string]string{
		"text":         head + "MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nThe caf=E9.\n",
		"alternatives": head + "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo.\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhlIGNhZsOp\nLg==\n--b--\n",
		"no MIME":      head + "\nThe café.\n",
	} {
		a, err := Read([]byte(raw), Options{Name: "a.eml"})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkLaws(t, a)
		if want := (annotate.Meta{Title: "Levy é", Byline: "Adä Lund", Published: "2026-03-03T10:00:00+01:00"}); a.Text != "The café." || a.Meta != want {
			t.Errorf("%s: %+v: %q", name, a.Meta, a.Text)
		}
	}
	if _, err := Read([]byte(head), Options{Name: "a.eml"}); !errors.Is(err, ErrEmpty) {
		t.Errorf("a header alone: %v", err)
	}
	if a, err := Read([]byte("Note: one\n\nTwo."), Options{}); err != nil || !strings.HasPrefix(a.Text, "Note: one") {
		t.Errorf("text that begins like a header: %v", err)
	}
}

func TestProtectedWordFilesAreRefusedAtOnce(t *testing.T) {
	container := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 2000)...)
	name := bytes.Clone(container)
	for i, c := range utf16.Encode([]rune("EncryptedPackage")) {
		name[1100+2*i] = byte(c)
	}
	header := bytes.Clone(container)
	copy(header[512:], "\xEC\xA5\xC1\x00\x00\x00\x00\x00\x00\x00\x00\x01")
	for _, raw := range [][]byte{name, header} {
		if typ, _ := Convertible(raw, Options{Name: "a.docx"}); typ != "" {
			t.Errorf("it is to be converted as %s", typ)
		}
		if _, err := Read(raw, Options{Name: "a.docx"}); !errors.Is(err, ErrLocked) {
			t.Errorf("error %v", err)
		}
	}
	if typ, _ := Convertible(container, Options{}); typ != "doc" {
		t.Errorf("an open document is of type %q", typ)
	}
}

func TestPartsOfWordFilesInOtherFormats(t *testing.T) {
	chunk := func(name string) string {
		return `<w:p><w:r><w:t>Before.</w:t></w:r></w:p><w:altChunk r:id="c"/><w:p><w:r><w:t>After.</w:t></w:r></w:p>` + "\x00" + name
	}
	for name, part := range map[string]string{
		"a.html": `<html><meta charset="windows-1252"><h1>Levy</h1><p>The caf` + "\xe9" + ` <b>passed</b>.`,
		"a.mht":  strings.Replace(savedPage, "Levy passes</h1><p>The harbour board met=\n on Tuesday in the caf=C3=A9 <a href=3D\"/x\">again</a>", "Levy</h1><p>The caf=C3=A9 passed", 1),
		"a.docx": string(docxOf(t, "", "h1|Levy", "The café passed.")),
		"a.rtf":  `{\rtf1\ansi{\stylesheet{\s1 heading 1;}}\pard\s1 Levy\par\pard The caf\'e9 {\b passed}.\par}`,
		"a.txt":  "Levy\nThe café passed.\n",
	} {
		body, _, _ := strings.Cut(chunk(name), "\x00")
		raw := pack(t, "word/document.xml", `<w:document xmlns:r="r"><w:body>`+body+`</w:body></w:document>`,
			"word/_rels/document.xml.rels", `<Relationships><Relationship Id="c" Type="http://x/aFChunk" Target="`+name+`"/></Relationships>`, "word/"+name, part)
		a, err := Read(raw, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(a.Text, "Before.") || !strings.Contains(a.Text, "Levy\n\nThe café passed.\n\nAfter.") {
			t.Errorf("%s: %q", name, a.Text)
		}
	}
}
