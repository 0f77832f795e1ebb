package book

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/charset"
	"galley/annotate/source/draft"
)

// pack makes an archive from alternating names and texts.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const container3 = `<?xml version="1.0"?><container><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`

// opf returns a package file with items and the ids of the spine.
func opf(items, spine string) string {
	var refs strings.Builder
	for id := range strings.FieldsSeq(spine) {
		fmt.Fprintf(&refs, `<itemref idref="%s"/>`, id)
	}
	return `<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>` +
		`<dc:title>The Levy &amp; the Harbour</dc:title><dc:title>Second title</dc:title><dc:creator>Ada Lund</dc:creator><dc:creator>Bo Hald</dc:creator>` +
		`<dc:language>en-GB</dc:language><dc:date opf:event="modification">2026-01-01</dc:date><dc:date opf:event="publication">2025-03-04</dc:date></metadata>` +
		`<manifest>` + items + `</manifest><spine toc="ncx">` + refs.String() + `</spine></package>`
}

func item(id, href, more string) string {
	return fmt.Sprintf(`<item id="%s" href="%s" media-type="application/xhtml+xml" %s/>`, id, href, more)
}

func chapter(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>File</title></head><body>` + body + `</body></html>`
}

// epub makes a book from its package file and other parts.
func epub(t testing.TB, items, spine string, parts ...string) []byte {
	t.Helper()
	return pack(t, append([]string{"mimetype", "application/epub+zip", "META-INF/container.xml", container3, "OEBPS/book.opf", opf(items, spine)}, parts...)...)
}

// small returns a book with a table of contents, a cover without text, and
// chapters that have their titles in different places.
func small(t testing.TB) []byte {
	nav := chapter(`<nav epub:type="landmarks"><a href="text/one.xhtml">Start</a></nav><nav epub:type="toc"><ol><li><a href="text/one.xhtml">The
		<em>vote</em></a><ol><li><a href="text/one.xhtml#part">A part of it</a></li></ol></li><li><a href="text/a%20b.xhtml#top">Crews</a></li></ol></nav>`)
	return epub(t, item("cover", "cover.xhtml", "")+item("nav", "nav.xhtml", `properties="nav"`)+item("c1", "text/one.xhtml", "")+
		item("c2", "text/a%20b.xhtml", "")+item("c3", "text/three.xhtml", "")+item("c4", "text/four.xhtml", "")+`<item id="img" href="a.svg" media-type="image/svg+xml"/>`,
		"cover nav c1 c2 c3 c4 img c1 unknown",
		"OEBPS/cover.xhtml", chapter(`<img src="cover.jpg"/>`), "OEBPS/nav.xhtml", nav,
		"OEBPS/text/one.xhtml", chapter(`<p>It passed.</p>`), "OEBPS/text/a b.xhtml", chapter(`<h1>CREWS</h1><p>Nobody asked.</p>`),
		"OEBPS/text/three.xhtml", chapter(`<h2>Winter repairs</h2><p>Done.</p>`), "OEBPS/text/four.xhtml", chapter(`<p>Without a heading.</p>`))
}

func open(t *testing.T, raw []byte) *Book {
	t.Helper()
	b, err := Open(raw)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shown returns the blocks, one per line, with their kinds.
func shown(doc draft.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		lines = append(lines, fmt.Sprintf("%v%d %s", b.Kind, b.Level, strings.TrimSpace(b.Text())))
	}
	return strings.Join(lines, "\n")
}

func TestMetadataOfABook(t *testing.T) {
	want := annotate.Meta{Title: "The Levy & the Harbour", Byline: "Ada Lund, Bo Hald", Published: "2025-03-04", Language: "en-GB"}
	if got := open(t, small(t)).Meta; got != want {
		t.Errorf("got %+v", got)
	}
}

func TestChaptersAreInOrderWithTitles(t *testing.T) {
	got := open(t, small(t)).Chapters()
	want := []Chapter{{"OEBPS/text/one.xhtml", "The vote"}, {"OEBPS/text/a b.xhtml", "Crews"}, {"OEBPS/text/three.xhtml", "Winter repairs"}, {"OEBPS/text/four.xhtml", "Crews (3)"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestAnOlderBookIsTitledByItsNCX(t *testing.T) {
	ncx := `<ncx><docTitle><text>Book</text></docTitle><navMap><navPoint><navLabel><text>The vote</text></navLabel><content src="one.xhtml"/>` +
		`<navPoint><navLabel><text>Part</text></navLabel><content src="one.xhtml#x"/></navPoint></navPoint></navMap></ncx>`
	raw := epub(t, `<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>`+item("c1", "one.xhtml", ""), "c1",
		"OEBPS/toc.ncx", ncx, "OEBPS/one.xhtml", chapter("<p>It passed.</p>"))
	if got := open(t, raw).Chapters(); len(got) != 1 || got[0].Title != "The vote" {
		t.Errorf("got %q", got)
	}
}

func TestAChapterIsReadByItself(t *testing.T) {
	b := open(t, small(t))
	doc, err := b.Read("OEBPS/text/a b.xhtml")
	if err != nil {
		t.Fatal(err)
	}
	if got := shown(doc); got != "heading1 CREWS\nparagraph0 Nobody asked." {
		t.Errorf("got %s", got)
	}
	if doc.Meta.Title != "Crews" || doc.Meta.Site != "The Levy & the Harbour" || doc.Meta.Byline != "Ada Lund, Bo Hald" {
		t.Errorf("meta %+v", doc.Meta)
	}
	raw, err := b.Bytes("OEBPS/text/a b.xhtml")
	if err != nil || !strings.Contains(string(raw), "<h1>CREWS</h1>") {
		t.Errorf("bytes %q, %v", raw, err)
	}
	for _, name := range []string{"OEBPS/nav.xhtml", "OEBPS/book.opf", "../x", ""} {
		if _, err := b.Read(name); !errors.Is(err, ErrNoChapter) {
			t.Errorf("%q: %v", name, err)
		}
		if _, err := b.Bytes(name); !errors.Is(err, ErrNoChapter) {
			t.Errorf("bytes of %q: %v", name, err)
		}
	}
}

func TestTheWholeBookHasItsTitlesOnce(t *testing.T) {
	doc, err := open(t, small(t)).Whole()
	if err != nil {
		t.Fatal(err)
	}
	want := "title0 The Levy & the Harbour\nheading1 The vote\nparagraph0 It passed.\nheading1 CREWS\nparagraph0 Nobody asked.\nheading2 Winter repairs\nparagraph0 Done.\nparagraph0 Without a heading."
	if got := shown(doc); got != want {
		t.Errorf("got\n%s", got)
	}
	raw := epub(t, item("t", "t.xhtml", "")+item("c", "c.xhtml", ""), "t c",
		"OEBPS/t.xhtml", chapter("<h1>The Levy &amp; the harbour</h1>"), "OEBPS/c.xhtml", chapter("<p>It passed.</p>"))
	if doc, err = open(t, raw).Whole(); err != nil || shown(doc) != "heading1 The Levy & the harbour\nparagraph0 It passed." {
		t.Errorf("with a title page: %s, %v", shown(doc), err)
	}
}

func TestChaptersInOtherCharacterSetsAreRead(t *testing.T) {
	raw := epub(t, item("a", "a.xhtml", "")+item("b", "b.xhtml", ""), "a b",
		"OEBPS/a.xhtml", "<?xml version='1.0' encoding='windows-1252'?><html><body><p>\x93Caf\xe9\x94</p></body></html>",
		"OEBPS/b.xhtml", "\xFF\xFE<\x00p\x00>\x00\xe9\x00<\x00/\x00p\x00>\x00")
	doc, err := open(t, raw).Whole()
	if err != nil || !strings.Contains(shown(doc), "“Café”\nparagraph0 é") {
		t.Errorf("got %s, %v", shown(doc), err)
	}
}

func TestProtectedBooksAreRefused(t *testing.T) {
	locked := func(algorithm string) []byte {
		return epub(t, item("a", "a.xhtml", ""), "a", "OEBPS/a.xhtml", chapter("<p>x</p>"), "META-INF/encryption.xml",
			`<encryption><enc:EncryptedKey xmlns:enc="x"><enc:EncryptionMethod Algorithm="rsa"/></enc:EncryptedKey><enc:EncryptedData><enc:EncryptionMethod Algorithm="`+algorithm+`"/></enc:EncryptedData></encryption>`)
	}
	if _, err := Open(locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc")); !errors.Is(err, ErrProtected) {
		t.Errorf("error %v", err)
	}
	for _, font := range []string{"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"} {
		if _, err := Open(locked(font)); err != nil {
			t.Errorf("only fonts are hidden: %v", err)
		}
	}
}

func TestHostileBooks(t *testing.T) {
	one := item("a", "a.xhtml", "")
	whole := epub(t, one, "a", "OEBPS/a.xhtml", chapter("<p>x</p>"))
	cases := map[string]struct {
		raw  []byte
		want error
	}{
		"no container":    {pack(t, "mimetype", "application/epub+zip"), archive.ErrMissing},
		"no package file": {pack(t, "META-INF/container.xml", container3), archive.ErrMissing},
		"no chapter":      {epub(t, one, ""), archive.ErrMissing},
		"truncated":       {whole[:len(whole)-30], archive.ErrDamaged},
	}
	for name, c := range cases {
		if _, err := Open(c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	bomb := open(t, epub(t, one, "a", "OEBPS/a.xhtml", strings.Repeat(" ", archive.FileLimit+1)))
	if _, err := bomb.Whole(); !errors.Is(err, archive.ErrTooLarge) {
		t.Errorf("bomb: %v", err)
	}
	outside := open(t, epub(t, item("a", "../../../etc/passwd", "")+item("b", "/etc/passwd", "")+item("c", "c.xhtml", ""), "a b c", "OEBPS/c.xhtml", chapter("<p>x</p>")))
	if doc, err := outside.Whole(); err != nil || shown(doc) != "title0 The Levy & the Harbour\nfurniture0 [passwd is missing from the file.]\nfurniture0 [passwd is missing from the file.]\nparagraph0 x" {
		t.Errorf("outside: %s, %v", shown(doc), err)
	}
	none := open(t, epub(t, one, "a"))
	if _, err := none.Whole(); !errors.Is(err, archive.ErrMissing) {
		t.Errorf("every chapter is missing: %v", err)
	}
	if got := outside.Chapters(); len(got) != 3 || got[0].Title != "passwd (cannot be read)" {
		t.Errorf("a chapter that cannot be read is not in the list: %q", got)
	}
	deep := chapter(strings.Repeat("<div>", 2000) + "<p>deep</p>" + strings.Repeat("</div>", 2000))
	if doc, err := open(t, epub(t, one, "a", "OEBPS/a.xhtml", deep)).Whole(); err == nil && !strings.Contains(shown(doc), "deep") {
		t.Errorf("deep: %s", shown(doc))
	}
}

func TestADrawingIsAChapter(t *testing.T) {
	b := open(t, epub(t, `<item id="a" href="a.svg" media-type="image/svg+xml"/>`, "a", "OEBPS/a.svg",
		`<?xml version="1.1"?><svg xmlns="http://www.w3.org/2000/svg"><title>x</title><text>The <tspan>levy</tspan></text><path d="M0"/></svg>`))
	if doc, err := b.Whole(); err != nil || shown(doc) != "title0 The Levy & the Harbour\nparagraph0 The levy" {
		t.Errorf("%s, %v", shown(doc), err)
	}
}

func TestEscapesInReferences(t *testing.T) {
	for href, want := range map[string]string{
		"a.xhtml": "text/a.xhtml", "a%20b.xhtml#x": "text/a b.xhtml", "../c.xhtml": "c.xhtml", "/d.xhtml": "d.xhtml",
		"50%.xhtml": "text/50%.xhtml", "a%zz.xhtml": "text/a%zz.xhtml", "%C3%A9.xhtml": "text/é.xhtml", "%2e%2e/e.xhtml": "e.xhtml",
	} {
		if got := resolve("text", href); got != want {
			t.Errorf("%s: %s", href, got)
		}
	}
}

func FuzzPackage(f *testing.F) {
	f.Add(opf(item("a", "a.xhtml", "")+item("nav", "nav.xhtml", `properties="nav"`), "a"), chapter(`<nav epub:type="toc"><a href="a.xhtml">A</a></nav>`))
	f.Add("<package><spine><itemref/></spine></package>", "<ncx><navLabel><text>x</text></navLabel><content src='#'/></ncx>")
	f.Fuzz(func(t *testing.T, opf, nav string) {
		raw := pack(t, "META-INF/container.xml", container3, "OEBPS/book.opf", opf, "OEBPS/nav.xhtml", nav, "OEBPS/a.xhtml", nav)
		b, err := Open(raw)
		if err != nil {
			return
		}
		for _, c := range b.Chapters() {
			if _, err := b.Read(c.Name); errors.Is(err, ErrNoChapter) {
				t.Errorf("%q is in the list and cannot be found", c.Name)
			}
		}
		_, _ = b.Whole()
	})
}

func TestChaptersAreReadInTheCharacterSetThatTheyAreIn(t *testing.T) {
	const text = "Городской совет во вторник решил закрыть старый мост."
	for name, c := range map[string]struct{ head, charset string }{
		"declared by meta":    {`<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"/></head>`, "windows-1251"},
		"declared by XML":     {`<?xml version="1.0" encoding="koi8-r"?><html>`, "koi8-r"},
		"declared wrongly":    {`<?xml version="1.0" encoding="utf-8"?><html>`, "windows-1251"},
		"declared after all":  {`<?xml version="1.0" encoding="windows-1251"?><html>`, "utf-8"},
		"not declared at all": {`<html>`, "ibm866"},
	} {
		raw, err := charset.Encoding(c.charset).NewEncoder().String(c.head + "<body><p>" + text + "</p></body></html>")
		if err != nil {
			t.Fatal(err)
		}
		b, err := Open(pack(t, "META-INF/container.xml", container3, "OEBPS/book.opf", opf(item("a", "a.xhtml", ""), "a"), "OEBPS/a.xhtml", raw))
		if err != nil {
			t.Fatal(err)
		}
		if doc, err := b.Read("OEBPS/a.xhtml"); err != nil || len(doc.Blocks) != 1 || doc.Blocks[0].Text() != text {
			t.Errorf("%s: %v, %v", name, doc.Blocks, err)
		}
	}
}
