package markup

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A recorder records the tokens.
type recorder struct{ strings.Builder }

func (t *recorder) open(e Element)    { fmt.Fprintf(t, "<%s %s>", e.Name, e.Attr("id")) }
func (t *recorder) close(name string) { fmt.Fprintf(t, "</%s>", name) }
func (t *recorder) text(text string)  { t.WriteString(text) }

func walk(raw string) (string, error) {
	var t recorder
	err := Walk([]byte(raw), Visitor{t.open, t.close, t.text})
	return t.String(), err
}

func TestTokensComeInOrder(t *testing.T) {
	cases := map[string]struct{ raw, want string }{
		"names without prefix": {`<w:p xmlns:w="x" w:id="7">a<w:t/>b</w:p>`, `<p 7>a<t ></t>b</p>`},
		"entities":             {`<p>a &amp; b &#8212; &nbsp;</p>`, "<p >a & b — \u00a0</p>"},
		"own entities stay":    {`<!DOCTYPE p [<!ENTITY x "expanded"><!ENTITY y SYSTEM "file:///etc/passwd">]><p>&x;&y;</p>`, "<p >&x;&y;</p>"},
		"byte order mark":      {"\xEF\xBB\xBF<p>é</p>", "<p >é</p>"},
		"UTF-16":               {"\xFF\xFE<\x00p\x00>\x00\xe9\x00<\x00/\x00p\x00>\x00", "<p >é</p>"},
		"another charset":      {"<?xml version='1.0' encoding='iso-8859-1'?><p>\xe9</p>", "<p >é</p>"},
		"an unknown charset":   {"<?xml version='1.0' encoding='nonsense'?><p>x</p>", "<p >x</p>"},
	}
	for name, c := range cases {
		got, err := walk(c.raw)
		if err != nil || !strings.HasSuffix(strings.TrimSpace(got), c.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestDamageAndDepthAreRefused(t *testing.T) {
	cases := map[string]struct {
		raw  string
		want error
	}{
		"cut off":           {"<p>a<b>", ErrDamaged},
		"a control":         {"<p>\x1b[31m</p>", ErrDamaged},
		"an escape written": {"<p>&#27;[31m</p>", ErrDamaged},
		"bad UTF-8":         {"<p>\xff</p>", ErrDamaged},
		"deep":              {strings.Repeat("<p>", 5000), ErrTooDeep},
		"deep and closed":   {strings.Repeat("<p>", 5000) + strings.Repeat("</p>", 5000), ErrTooDeep},
	}
	for name, c := range cases {
		if _, err := walk(c.raw); !errors.Is(err, c.want) || strings.ContainsRune(fmt.Sprint(err), 0x1b) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := walk(strings.Repeat("<p>", 2000) + strings.Repeat("</p>", 2000)); err != nil {
		t.Errorf("2,000 deep: %v", err)
	}
}

func TestOtherVersionsOfXMLAreRead(t *testing.T) {
	for _, declaration := range []string{`<?xml version="1.1"?>`, `<?xml version='1.1' encoding="ISO-8859-1"?>`} {
		text := ""
		err := Walk([]byte(declaration+"<a>b</a>"), Visitor{Text: func(s string) { text += s }})
		if err != nil || text != "b" {
			t.Errorf("%s: %q, %v", declaration, text, err)
		}
	}
}

func TestOnOffAttributes(t *testing.T) {
	for value, want := range map[string]bool{"": true, "1": true, "true": true, "on": true, "0": false, "False": false, "off": false, "none": false} {
		if IsOn(value) != want {
			t.Errorf("%q", value)
		}
	}
}

func FuzzWalk(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><w:p xmlns:w="x" a="b">a<t/>&amp;</w:p>`))
	f.Add([]byte("<a><b></a>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		open := 0
		if err := Walk(raw, Visitor{Open: func(Element) { open++ }, Close: func(string) { open-- }}); err == nil && open != 0 {
			t.Errorf("%d elements are left open", open)
		}
	})
}
