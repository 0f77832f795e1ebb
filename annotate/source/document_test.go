package source

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"galley/annotate"
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

// docxOf makes a document with a title in its properties and paragraphs.
func docxOf(t testing.TB, title string, paragraphs ...string) []byte {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		style, words, styled := strings.Cut(p, "|")
		if !styled {
			style, words = "", p
		}
		body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:hyperlink r:id="r"><w:r><w:t>` + words + `</w:t></w:r></w:hyperlink></w:p>`)
	}
	return pack(t, "[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document><w:body>`+body.String()+`</w:body></w:document>`,
		"word/styles.xml", `<w:styles><w:style w:styleId="h1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="by"><w:name w:val="Author"/></w:style></w:styles>`,
		"docProps/core.xml", `<c><dc:title>`+title+`</dc:title><dc:creator>Made By Program</dc:creator></c>`)
}

func epubOf(t testing.TB, title string, chapters ...string) []byte {
	t.Helper()
	parts := []string{"mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`}
	var items, spine, points strings.Builder
	for i, c := range chapters {
		name, text, _ := strings.Cut(c, "|")
		file := "c" + string(rune('1'+i)) + ".xhtml"
		items.WriteString(`<item id="` + file + `" href="` + file + `" media-type="application/xhtml+xml"/>`)
		spine.WriteString(`<itemref idref="` + file + `"/>`)
		points.WriteString(`<navPoint><navLabel><text>` + name + `</text></navLabel><content src="` + file + `"/></navPoint>`)
		parts = append(parts, file, `<html><body>`+text+`</body></html>`)
	}
	return pack(t, append(parts, "n.ncx", "<ncx>"+points.String()+"</ncx>",
		"b.opf", `<package><metadata><title>`+title+`</title><creator>Ada Lund</creator><language>en</language></metadata><manifest><item id="n" href="n.ncx" media-type="application/x-dtbncx+xml"/>`+
			items.String()+`</manifest><spine>`+spine.String()+`</spine></package>`)...)
}

func odtOf(t testing.TB, body string) []byte {
	t.Helper()
	return pack(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><o:text>`+body+`</o:text></o:document-content>`)
}

func TestConvertedDocumentsSayWhoWroteThem(t *testing.T) {
	read := func(head, body string) annotate.Meta {
		made := Conversion{Form: FormHTML, Bytes: []byte("<html><head>" + head + "</head><body>" + body)}
		a, err := Read([]byte("{}"), Options{Type: "ipynb", Converted: &made})
		if err != nil {
			t.Fatal(err)
		}
		return a.Meta
	}
	got := read(`<title>Levy</title><meta name="author" content="Ada Lund"><meta name="author" content="Bo Berg"><meta name="dcterms.date" content="2026-05-14">`, "<p>It passed.")
	if want := (annotate.Meta{Title: "Levy", Byline: "Ada Lund, Bo Berg", Published: "2026-05-14"}); got != want {
		t.Errorf("meta %+v", got)
	}
	if got := read(`<title>document</title>`, "<p>Just a paragraph."); got.Title != "Just a paragraph." {
		t.Errorf("title %q", got.Title)
	}
}

func TestAPDFMayFollowOtherLines(t *testing.T) {
	raw, err := os.ReadFile("testdata/cases/pdf-junk-before-header.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if typ := Sniff(raw); typ != "pdf" {
		t.Errorf("type %q", typ)
	}
	if typ := Sniff([]byte("A PDF begins with\n%PDF-1.4 and ends with startxref and %%EOF.")); typ != "" {
		t.Errorf("text about PDF is of type %q", typ)
	}
}

func TestSniff(t *testing.T) {
	word := docxOf(t, "x", "y")
	cases := map[string]struct {
		raw  []byte
		want string
	}{
		"EPUB":                       {epubOf(t, "x", "a|<p>b</p>"), "epub"},
		"EPUB without a mimetype":    {pack(t, "META-INF/container.xml", "<a/>"), "epub"},
		"Word":                       {word, "docx"},
		"Word cut off":               {word[:len(word)/2], "docx"},
		"OpenDocument":               {odtOf(t, "<p/>"), "odt"},
		"a spreadsheet":              {pack(t, "xl/workbook.xml", "<a/>"), ""},
		"a ZIP archive":              {pack(t, "a.txt", "b"), ""},
		"the beginning of one":       {[]byte("PK\x03\x04"), ""},
		"PDF":                        {[]byte("%PDF-1.7\n"), "pdf"},
		"PDF after something":        {[]byte("\x00\x01junk\n%PDF-1.7\n"), "pdf"},
		"a text about PDF":           {[]byte("Files begin with %PDF-1.7 as a rule."), ""},
		"RTF":                        {[]byte(`{\rtf1 x}`), "rtf"},
		"an old Word document":       {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"), "doc"},
		"HTML":                       {[]byte("\xEF\xBB\xBF<!doctype html>\n<p>"), "html"},
		"text":                       {[]byte("The levy passed."), ""},
		"nothing":                    {nil, ""},
		"a book kept in a book file": {pack(t, "mimetype", "text/plain", "a.epub", "x"), ""},
	}
	for name, c := range cases {
		if got := Sniff(c.raw); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestDocumentsBecomeArticles(t *testing.T) {
	cases := map[string]struct {
		raw                   []byte
		text, title, byline   string
		mediaType, extraction string
	}{
		"Word": {docxOf(t, "Levy", "h1|The vote", "by|Ada Lund", "by|Bo Hald", "It passed."), "The vote\n\nAda Lund\n\nBo Hald\n\nIt passed.", "The vote", "Ada Lund, Bo Hald",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "galley docx 1"},
		"Word whose properties alone tell": {docxOf(t, "levy", "Levy", "It passed."), "Levy\n\nIt passed.", "Levy", "Made By Program",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "galley docx 1"},
		"Word without any style": {docxOf(t, "", "Harbour levy passes", "By Ada Lund", "It passed after a night."), "Harbour levy passes\n\nBy Ada Lund\n\nIt passed after a night.", "Harbour levy passes", "Ada Lund",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "galley docx 1"},
		"OpenDocument": {odtOf(t, `<t:h outline-level="1">The vote</t:h><t:p>It passed.</t:p>`), "The vote\n\nIt passed.", "The vote", "", "application/vnd.oasis.opendocument.text", "galley odt 1"},
		"a book":       {epubOf(t, "Levy", "The vote|<h1>The vote</h1><p>It passed.</p>"), "Levy\n\nThe vote\n\nIt passed.", "Levy", "Ada Lund", "application/epub+zip", "galley epub 1"},
	}
	for name, c := range cases {
		a, err := Read(c.raw, Options{Name: "named.txt"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkLaws(t, a)
		if a.Text != c.text || a.Meta.Title != c.title || a.Meta.Byline != c.byline {
			t.Errorf("%s: %q, %+v", name, a.Text, a.Meta)
		}
		if a.Blocks[0].Kind != annotate.Title {
			t.Errorf("%s: begins with a %v", name, a.Blocks[0].Kind)
		}
		sum := sha256.Sum256(c.raw)
		if s := a.Source; s.MediaType != c.mediaType || s.Extractor != c.extraction || s.SHA256 != hex.EncodeToString(sum[:]) || s.Bytes != len(c.raw) {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func TestAChapterIsAnArticleOfItsBook(t *testing.T) {
	raw := epubOf(t, "Levy", "The vote|<h1>I</h1><p>It passed.</p>", "Nothing|", "|<p>Untitled.</p>")
	chapters, err := Chapters(raw)
	if err != nil || len(chapters) != 2 || chapters[0] != (Chapter{"c1.xhtml", "The vote"}) || chapters[1].Name != "c3.xhtml" || chapters[1].Title == "" {
		t.Fatalf("chapters %q, %v", chapters, err)
	}
	a, err := Read(raw, Options{Part: "c1.xhtml"})
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, a)
	if a.Text != "I\n\nIt passed." || a.Meta.Title != "The vote" || a.Meta.Site != "Levy" || a.Meta.Byline != "Ada Lund" || a.Meta.Language != "en" {
		t.Errorf("%q, %+v", a.Text, a.Meta)
	}
	file := "<html><body><h1>I</h1><p>It passed.</p></body></html>"
	sum := sha256.Sum256([]byte(file))
	if a.Source.SHA256 != hex.EncodeToString(sum[:]) || a.Source.Bytes != len(file) || a.Source.MediaType != "application/xhtml+xml" {
		t.Errorf("source %+v", a.Source)
	}
	for part, raw := range map[string][]byte{"c9.xhtml": raw, "../c1.xhtml": raw, "1": docxOf(t, "x", "y"), "x": []byte("text")} {
		if _, err := Read(raw, Options{Part: part}); !errors.Is(err, ErrPart) {
			t.Errorf("%s: %v", part, err)
		}
	}
	if chapters, err := Chapters([]byte("text")); err != nil || chapters != nil {
		t.Errorf("chapters of a text: %q, %v", chapters, err)
	}
}

func TestConversionsAreRead(t *testing.T) {
	layout := `<doc><page width="600" height="800"><block><line><word xMin="1" yMin="300" xMax="9" yMax="310">Passed.</word></line></block></page></doc>`
	cases := map[string]struct {
		raw  string
		opt  Options
		made Conversion
		want string
	}{
		"a layout of a PDF":  {"%PDF-1.7", Options{}, Conversion{FormLayout, []byte(layout), "pdftotext 22.12.0"}, "galley pdf 1 (pdftotext 22.12.0)"},
		"pages of a PDF":     {"%PDF-1.7", Options{}, Conversion{FormPages, []byte("Passed.\n\f"), "mutool\x1b[31m 1.2"}, "galley pdf 1 (mutool 1.2)"},
		"RTF":                {`{\rtf1 Passed.}`, Options{}, Conversion{}, "galley rtf 1"},
		"Word of old Word":   {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Options{}, Conversion{FormDOCX, docxOf(t, "", "Passed."), ""}, "galley doc 1"},
		"HTML by extension":  {"Passed.\n=======", Options{Name: "a.rst"}, Conversion{FormHTML, []byte("<p>Passed."), "pandoc 3"}, "galley rst 1 (pandoc 3)"},
		"HTML of a type":     {"Passed.", Options{Type: "org"}, Conversion{FormHTML, []byte("<p>Passed."), "pandoc 3"}, "galley org 1 (pandoc 3)"},
		"nothing to convert": {"Passed.", Options{}, Conversion{}, ""},
	}
	for name, c := range cases {
		if c.made.Form != "" {
			c.opt.Converted = &c.made
		}
		a, err := Read([]byte(c.raw), c.opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkLaws(t, a)
		if a.Text != "Passed." || a.Source.Extractor != c.want || a.Source.Bytes != len(c.raw) {
			t.Errorf("%s: %q, %+v", name, a.Text, a.Source)
		}
	}
}

func TestConvertibleTypes(t *testing.T) {
	cases := []struct {
		raw      string
		opt      Options
		want     string
		optional bool
	}{
		{"%PDF-1.4", Options{}, "pdf", false}, {"%PDF-1.4", Options{Type: "text"}, "", false}, {`{\rtf1}`, Options{Name: "a.rtf"}, "", false},
		{"a", Options{Name: "A.RST"}, "rst", true}, {"a", Options{Type: "RST"}, "rst", false}, {"a", Options{Name: "a.rst", Type: "text"}, "", false},
		{"a", Options{Name: "a.pdf"}, "", false}, {"<html>", Options{Name: "a.tex"}, "", false}, {"a", Options{}, "", false}, {"a", Options{Name: "a.md"}, "", false},
	}
	for _, c := range cases {
		if got, optional := Convertible([]byte(c.raw), c.opt); got != c.want || optional != c.optional {
			t.Errorf("%q %+v: %q, %v", c.raw, c.opt, got, optional)
		}
	}
	if _, err := Read([]byte("Passed.\n=======\n"), Options{Name: "a.rst"}); err != nil {
		t.Errorf("a text that no program converted: %v", err)
	}
}

func TestUnreadableDocumentsSayWhy(t *testing.T) {
	word := docxOf(t, "x", "y")
	locked := pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", "<a/>", "META-INF/encryption.xml", `<EncryptedData><EncryptionMethod Algorithm="aes"/></EncryptedData>`)
	cases := map[string]struct {
		raw  []byte
		opt  Options
		want error
		says string
	}{
		"cut off":                  {word[:len(word)-40], Options{}, ErrDamaged, "get the file again"},
		"another type is meant":    {word, Options{Type: "odt"}, ErrDamaged, `a part is missing: "content.xml"`},
		"no book":                  {[]byte("text"), Options{Type: "epub"}, ErrDamaged, "cannot be unpacked"},
		"DRM":                      {locked, Options{}, ErrLocked, "DRM"},
		"no text":                  {docxOf(t, "x"), Options{}, ErrEmpty, "no visible character"},
		"a scan":                   {[]byte("%PDF-1.4"), Options{Converted: &Conversion{Form: FormLayout, Bytes: []byte("<doc/>")}}, ErrEmpty, "OCR"},
		"nothing converted it":     {[]byte("%PDF-1.4"), Options{}, ErrUnsupported, "needs a program"},
		"text of another document": {word, Options{Type: "text"}, ErrBinary, "leave out --type"},
	}
	for name, c := range cases {
		_, err := Read(c.raw, c.opt)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkOneLine(t, err)
	}
}

// Characters that terminals act on and that XML and HTML allow.
const hostile = "\u009b31mred\u009d0;x\u009c\u202eevil\u200b&#x9b;2J"

func TestNoFieldOfADocumentReachesATerminalRaw(t *testing.T) {
	book := epubOf(t, hostile, hostile+"|<title>\x1b]0;x\x07</title><h1>"+hostile+"\x1b[2J</h1><a href='https://example.org/\u009b31m'>"+hostile+"</a><p lang='\x1b'>&#27;[31m</p>", hostile+"2|<p>"+hostile+"</p>")
	layout := `<title>` + hostile + `</title><meta name="Author" content="` + hostile + `"/><page width="600" height="800"><block><line><word xMin="1" yMin="300" xMax="9" yMax="310">` + hostile + `</word></line></block></page>`
	word := docxOf(t, hostile, "h1|"+hostile, "by|"+hostile, hostile)
	word = append(word[:0:0], word...)
	cases := map[string]struct {
		raw []byte
		opt Options
	}{
		"Word":         {word, Options{}},
		"OpenDocument": {odtOf(t, "<t:h>"+hostile+"</t:h><t:p><t:a href='https://example.org/&#x9b;31m'>"+hostile+"</t:a></t:p>"), Options{}},
		"RTF":          {[]byte(`{\rtf1{\info{\title \'1b[31m\u-8?x}}\'1b]0;y\'07 {\field{\*\fldinst HYPERLINK "https://example.org/\u155?31m"}{\fldrslt a\u8238?b\u27?[2J}}}`), Options{}},
		"book":         {book, Options{}},
		"chapter":      {book, Options{Part: "c1.xhtml"}},
		"PDF":          {[]byte("%PDF-1.4"), Options{Converted: &Conversion{FormLayout, []byte("<d>" + layout + "</d>"), hostile + "\x1b[31m"}}},
		"HTML":         {[]byte("x"), Options{Type: "org", Converted: &Conversion{FormHTML, []byte("<title>" + hostile + "</title><h1>\x1b[31m" + hostile + "</h1>"), "x"}}},
	}
	for name, c := range cases {
		a, err := Read(c.raw, c.opt)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkLaws(t, a)
		for _, field := range []string{a.Meta.Title, a.Meta.Deck, a.Meta.Byline, a.Meta.Published, a.Meta.Language, a.Meta.Site, a.Source.Extractor, a.Source.Canonical} {
			if field != CleanLine(field) {
				t.Errorf("%s: field %q", name, field)
			}
		}
		for _, b := range a.Blocks {
			for _, r := range b.Runs {
				if r.Href != CleanLine(r.Href) {
					t.Errorf("%s: link %q", name, r.Href)
				}
			}
		}
	}
	chapters, err := Chapters(book)
	if err != nil || len(chapters) != 2 {
		t.Fatalf("%q, %v", chapters, err)
	}
	for _, c := range chapters {
		if c.Title != CleanLine(c.Title) || c.Title == "" {
			t.Errorf("chapter %q", c.Title)
		}
	}
}
