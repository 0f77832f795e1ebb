package source

import (
	"errors"
	"strings"
	"testing"

	"galley/annotate"
)

func TestDecode(t *testing.T) {
	const words = "Café “levy” 漢"
	utf16 := func(text, order string) string {
		var b strings.Builder
		for _, r := range text {
			pair := []byte{byte(r >> 8), byte(r)}
			if order == "le" {
				pair[0], pair[1] = pair[1], pair[0]
			}
			b.Write(pair)
		}
		return b.String()
	}
	han := strings.Repeat("港口税通过了。", 20) + "\n"
	cases := []struct {
		name, raw, label, want, charset string
		bad                             int
	}{
		{"UTF-8", words, "", words, "utf-8", 0},
		{"UTF-8 with its mark", "\xEF\xBB\xBF" + words, "", words, "utf-8", 0},
		{"UTF-8 far behind ASCII", strings.Repeat("a", 5000) + words, "", strings.Repeat("a", 5000) + words, "utf-8", 0},
		{"UTF-8 with few bad bytes", "“a” “b” – \xff\xc3 – é", "", "“a” “b” – \uFFFD\uFFFD – é", "utf-8", 2},
		{"UTF-8 cut in a character", "“a” “b” \xe2\x80", "", "“a” “b” \uFFFD\uFFFD", "utf-8", 2},
		{"windows-1252 with quotation marks", "Caf\xe9 \x93q\x94 \x96 \x80", "", "Café “q” – €", "windows-1252", 0},
		{"Latin-1", "Caf\xe9 na\xefve", "", "Café naïve", "windows-1252", 0},
		{"Latin-1 with a pair that could be UTF-8", "CAF\xc9\xbb r\xe9sum\xe9 na\xefve", "", "CAFÉ» résumé naïve", "windows-1252", 0},
		{"UTF-16 LE with its mark", "\xFF\xFE" + utf16(words, "le"), "", words, "utf-16le", 0},
		{"UTF-16 BE with its mark", "\xFE\xFF" + utf16(words, "be"), "", words, "utf-16be", 0},
		{"UTF-16 LE by its NULs", utf16("Plain words.\n", "le"), "", "Plain words.\n", "utf-16le", 0},
		{"UTF-16 BE by its NULs", utf16("Plain words.\n", "be"), "", "Plain words.\n", "utf-16be", 0},
		{"Chinese UTF-16 with few NULs", utf16(han, "le"), "", han, "utf-16le", 0},
		{"UTF-16 cut in a pair", "\xFF\xFEa\x00b", "", "a\uFFFD", "utf-16le", 1},
		{"declared Shift JIS", "\x8d\x60", "Shift_JIS", "港", "shift_jis", 0},
		{"declared Latin-1 means windows-1252, as on the web", "\x93q\x94", "ISO-8859-1", "“q”", "windows-1252", 0},
		{"declared UTF-8 with bad bytes only", "\xe9", "utf8", "\uFFFD", "utf-8", 1},
		{"a mark outranks what is declared", "\xEF\xBB\xBFé", "windows-1252", "é", "utf-8", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := Read([]byte(c.raw), Options{Charset: c.label, Type: "text"})
			if err != nil {
				t.Fatal(err)
			}
			if want := strings.TrimSpace(c.want); a.Text != want || a.Source.Charset != c.charset {
				t.Errorf("got %q as %s, want %q as %s", a.Text, a.Source.Charset, want, c.charset)
			}
			if a.Removed.BadBytes != c.bad {
				t.Errorf("%d bad bytes, want %d", a.Removed.BadBytes, c.bad)
			}
		})
	}
}

func TestBadSourcesAreRefused(t *testing.T) {
	stray := strings.Repeat("Plain words of an article. ", 40)
	cases := []struct {
		name, raw string
		opt       Options
		want      error
		says      string
	}{
		{"empty", "", Options{}, ErrEmpty, "empty"},
		{"blank", " \n\t\r\n\u00A0", Options{}, ErrEmpty, "blank"},
		{"invisible", "\u200b\u202e \x1b[31m\n", Options{}, ErrEmpty, "no visible character"},
		{"Markdown that shows nothing", "<!-- x -->\n\n---\n\n[a]: http://b\n", Options{Type: "markdown"}, ErrEmpty, "no visible"},
		{"too large", strings.Repeat("a", Limit+1), Options{}, ErrTooLarge, "64 MiB"},
		{"too many blocks", strings.Repeat("a\n", maxBlocks+1), Options{}, ErrTooLarge, "paragraphs"},
		{"PDF", "%PDF-1.7\n1 0 obj", Options{}, ErrUnsupported, "pdf needs a program"},
		{"PDF named as text", "%PDF-1.7\n", Options{Type: "text", Name: "a.txt"}, ErrBinary, "PDF"},
		{"EPUB", "PK\x03\x04\x0a\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 20) + "mimetypeapplication/epub+zip", Options{}, ErrDamaged, "get the file again"},
		{"EPUB named as text", "PK\x03\x04\x0a\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 20) + "mimetypeapplication/epub+zip", Options{Type: "text"}, ErrBinary, "an EPUB book: leave out --type"},
		{"Word", "PK\x03\x04\x0a\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 20) + "[Content_Types].xml", Options{}, ErrBinary, "a Word or other Office document"},
		{"ZIP", "PK\x03\x04\x14\x00", Options{}, ErrBinary, "a ZIP archive"},
		{"PNG", "\x89PNG\r\n\x1a\n\x00\x00", Options{}, ErrBinary, "a PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", Options{}, ErrBinary, "a JPEG image"},
		{"RTF without text", `{\rtf1\ansi{\pict 00}}`, Options{}, ErrEmpty, "no visible character"},
		{"unknown data", "\x00\x01\x02\x03\xfe\x00\x00\x07", Options{}, ErrBinary, "binary data"},
		{"data without NULs", strings.Repeat("\x01\x02\x1f\xfe", 50), Options{}, ErrBinary, "binary data"},
		{"text with a stray NUL", stray + "\x00" + stray, Options{}, ErrBinary, "binary data"},
		{"a page without text", "\ufeff \n<!-- x --><!DOCTYPE html>\n<p>", Options{}, ErrEmpty, "no visible character"},
		{"a page of tags alone", strings.Repeat("<p>", 2_000_001), Options{Type: "html"}, ErrTooLarge, "two million tags"},
		{"unknown type", "a", Options{Type: "p\x1b[31mdf"}, ErrType, `"pdf": use text, markdown, html, `},
		{"unknown charset", "a", Options{Charset: "latin-99"}, ErrCharset, `"latin-99"`},
		{"charset that only replaces", "a", Options{Charset: "iso-2022-kr"}, ErrCharset, "iso-2022-kr"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read([]byte(c.raw), c.opt)
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v, want %v that says %q", err, c.want, c.says)
			}
			checkOneLine(t, err)
		})
	}
}

func TestTextThatOnlyLooksLikeSomethingElseIsRead(t *testing.T) {
	cases := []struct{ name, raw, typ, file string }{
		{"begins like an image", "GIF89 was a format of its time.", "", ""},
		{"begins like a sound file", "ID3 tags hold the title.", "", ""},
		{"element of a longer name", "<heading> is no element", "", ""},
		{"source of a page on request", "<!doctype html><p>x", "text", ""},
		{"Markdown with an element first", "<article>\n\ntext\n", "", "a.md"},
		{"log with colors", "\x1b[31mred\x1b[0m \x1b[1mbold\x1b[0m\x07", "", ""},
	}
	for _, c := range cases {
		if a, err := Read([]byte(c.raw), Options{Type: c.typ, Name: c.file}); err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else {
			checkLaws(t, a)
		}
	}
}

func TestTypeComesFromOptionsThenTheName(t *testing.T) {
	cases := []struct {
		opt  Options
		want string
	}{
		{Options{}, "text/plain"},
		{Options{Name: "notes.MD"}, "text/markdown"},
		{Options{Name: "notes.markdown"}, "text/markdown"},
		{Options{Name: "notes.mdown"}, "text/markdown"},
		{Options{Name: "notes.md", Type: "text"}, "text/plain"},
		{Options{Name: "notes.txt", Type: "Markdown"}, "text/markdown"},
		{Options{Name: "README"}, "text/plain"},
		{Options{Name: "saved.HTM"}, "text/html"},
		{Options{Name: "a.txt", Type: "html"}, "text/html"},
	}
	for _, c := range cases {
		a, err := Read([]byte("# words"), c.opt)
		if err != nil {
			t.Fatal(err)
		}
		if a.Source.MediaType != c.want {
			t.Errorf("%+v: %s", c.opt, a.Source.MediaType)
		}
	}
}

func TestSourceDescribesTheBytes(t *testing.T) {
	a, err := Read([]byte("\xEF\xBB\xBFabc"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := annotate.Source{
		MediaType: "text/plain", Charset: "utf-8", CharsetFrom: "byte order mark", Bytes: 6,
		SHA256: "1c28dc3f1f804a1ad9c9b4b4cf5e2658d16ad4ed08e3020d04a8d2865018947c",
	}
	if a.Source != want {
		t.Errorf("got %+v, want %+v", a.Source, want)
	}
}
