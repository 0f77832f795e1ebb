package source

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"galley/annotate/source/charset"
)

func TestTextWithoutADeclarationIsReadInItsCharacterSet(t *testing.T) {
	cases := []struct {
		file, charset, want string
		isGuess             bool
	}{
		{"charset-windows-1251.txt", "windows-1251", "Совет решил вчера повысить цену билета на паром.", true},
		{"charset-koi8-r.txt", "koi8-r", "Второй абзац статьи говорит о стене у гавани.", true},
		{"charset-shift-jis.txt", "shift_jis", "昨夜、市議会は渡し船の運賃を引き上げることを決めた。", true},
		{"charset-latin1-one-bad-byte.txt", "utf-8", "Un texte en UTF-8 où tout va bien, à peu près.", false},
		{"charset-utf16le-nobom.txt", "utf-16le", "A plain text in UTF-16 without a byte order mark, as some programs write it.", false},
	}
	for _, c := range cases {
		raw, err := os.ReadFile("charset/testdata/cases/" + c.file)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(raw, Options{Name: c.file})
		if err != nil {
			t.Fatal(err)
		}
		if a.Source.Charset != c.charset || a.Source.CharsetGuessed != c.isGuess || !strings.Contains(a.Text, c.want) {
			t.Errorf("%s: %s, guessed: %v: %s", c.file, a.Source.Charset, a.Source.CharsetGuessed, a.Text)
		}
	}
}

// A declaration outranks a guess, also that of XML that is not a page.
func TestXMLIsReadInTheCharacterSetThatItDeclares(t *testing.T) {
	text, _ := charmap.ISO8859_5.NewEncoder().String("<note>Вот.</note>")
	for _, name := range []string{"note.xml", "note.fb2", ""} {
		a, err := Read([]byte(`<?xml version="1.0" encoding='ISO-8859-5'?>`+"\n"+text), Options{Name: name, Type: "text"})
		if err != nil {
			t.Fatal(err)
		}
		if a.Source.Charset != "iso-8859-5" || a.Source.CharsetGuessed || !strings.Contains(a.Text, "Вот.") {
			t.Errorf("%q: %s, guessed: %v: %s", name, a.Source.Charset, a.Source.CharsetGuessed, a.Text)
		}
	}
}

func TestTheLanguageOfAPageHelpsToGuess(t *testing.T) {
	for lang, want := range map[string]string{"cs": "čaj s medem", "fr": "èaj s medem"} {
		a, err := Read([]byte("<html lang='"+lang+"'><p>\xE8aj s medem"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Text != want || !a.Source.CharsetGuessed {
			t.Errorf("lang=%q: %s: %s", lang, a.Source.Charset, a.Text)
		}
	}
}

func TestADeclarationThatTheBytesContradictIsReplacedByAGuess(t *testing.T) {
	russian := "Городской совет во вторник решил закрыть старый мост на ремонт. Жители узнали об этом из газет."
	french := "Le conseil a décidé mardi, après un long débat, de fermer le pont à la circulation."
	encode := func(name, text string) string {
		raw, err := charset.Encoding(name).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for name, c := range map[string]struct {
		raw, declared, charset, from string
		isGuess                      bool
	}{
		"a page":                    {"<html><head><meta charset=iso-8859-1></head><p>" + encode("windows-1251", russian), "", "windows-1251", fromLetters, true},
		"a page, to the server":     {"<html><p>" + encode("koi8-r", russian), "utf-8", "koi8-r", fromLetters, true},
		"the server, not the page":  {"<html><head><meta charset=koi8-r></head><p>" + encode("koi8-r", russian), "windows-1251", "koi8-r", fromPage, false},
		"XML":                       {"<?xml version='1.0' encoding='shift_jis'?><html><p>" + encode("windows-1251", russian), "", "windows-1251", fromLetters, true},
		"nothing":                   {"<html><head><meta charset=iso-8859-1></head><p>" + encode("windows-1252", french), "", "windows-1252", fromPage, false},
		"nothing, in DOS":           {"<?xml version='1.0' encoding='cp850'?><html><p>" + encode("cp850", french), "", "cp850", fromPage, false},
		"nothing, to the server":    {"<html><p>" + encode("windows-1251", russian), "windows-1251", "windows-1251", "", false},
		"UTF-8 after all":           {"<html><head><meta charset=windows-1251></head><p>" + russian, "koi8-r", "utf-8", fromBytes, false},
		"a few bytes of other text": {"<html><head><meta charset=utf-8></head><p>" + russian + "ÿ", "", "utf-8", fromPage, false},
	} {
		a, err := Read([]byte(c.raw), Options{Declared: c.declared})
		if err != nil {
			t.Fatal(err)
		}
		s := a.Source
		if !strings.Contains(a.Text, "вторник") && !strings.Contains(a.Text, "décidé") || s.Charset != c.charset || s.CharsetFrom != c.from || s.CharsetGuessed != c.isGuess {
			t.Errorf("%s: %s, %q, guessed: %v: %s", name, s.Charset, s.CharsetFrom, s.CharsetGuessed, a.Text)
		}
	}
}

// Converters take every text for UTF-8.
func TestConvertersGetTextInUTF8(t *testing.T) {
	fb2 := `<?xml version="1.0" encoding="%"?><FictionBook><p>Городской совет во вторник решил закрыть старый мост на ремонт.</p></FictionBook>`
	for name, c := range map[string]struct {
		declared, charset string
		isGuess           bool
	}{
		"as declared": {"windows-1251", "windows-1251", false}, "as declared, too": {"koi8-r", "koi8-r", false},
		"in UTF-16": {"utf-16", "utf-16le", false}, "wrongly declared": {"utf-8", "koi8-r", true},
	} {
		raw, err := charset.Encoding(c.charset).NewEncoder().String(strings.Replace(fb2, "%", c.declared, 1))
		if err != nil {
			t.Fatal(err)
		}
		opt := Options{Name: "a.fb2"}
		if typ, _ := Convertible([]byte(raw), opt); typ != "fb2" {
			t.Errorf("%s: type %q", name, typ)
		}
		input := ConverterInput([]byte(raw), "fb2", opt)
		if !strings.Contains(string(input), "Городской") {
			t.Errorf("%s: %s", name, input)
		}
		opt.Converted = &Conversion{Form: FormHTML, Bytes: []byte("<p>Городской совет"), Converter: "pandoc 3"}
		if a, err := Read([]byte(raw), opt); err != nil || a.Source.Charset != c.charset || a.Source.CharsetGuessed != c.isGuess {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
	if raw := []byte("{\\rtf \xE9"); string(ConverterInput(raw, "rtf", Options{})) != string(raw) {
		t.Error("a document that is not text is changed")
	}
	if typ, _ := Convertible([]byte(`<?xml version="1.0"?><article><para>A.</para></article>`), Options{Name: "a.dbk"}); typ != "docbook" {
		t.Errorf("DocBook is taken for %q", typ)
	}
}

func TestUncommonCharacterSetsCanBeNamed(t *testing.T) {
	for label, want := range map[string]string{"CP437": "cp437", "ibm850": "cp850", "IBM-852": "cp852", "UTF-32LE": "utf-32le", "latin1": "windows-1252"} {
		if got := charset.Lookup(label); got != want {
			t.Errorf("%s: %q, want %q", label, got, want)
		}
	}
	a, err := Read([]byte("caf\x82"), Options{Charset: "cp437"})
	if err != nil || a.Text != "café" {
		t.Errorf("%v: %v", a, err)
	}
}
