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
