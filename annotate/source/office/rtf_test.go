package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

const rtfHead = `{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\froman\fcharset204 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset0 Arial;}{\f3\fcharset128 Mincho;}}` +
	`{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql Normal;}{\s1\b heading 1;}{\*\cs10 Default;}{\s15 Title;}{\s16 Quote;}}` + "\r\n"

func TestRTF(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"paragraphs":       {`\pard One\par Two\line three\page Four`, "paragraph: One | paragraph: Two\nthree | paragraph: Four"},
		"line ends":        {"\\pard On\r\ne\\\nTwo", "paragraph: One | paragraph: Two"},
		"styles":           {`\pard\s15 Levy\par\pard\s1 First\par\pard\s16 Said.\par\pard\outlinelevel2 Third\par`, "title: Levy | heading 1: First | quotation 1: Said. | heading 3: Third"},
		"bytes":            {`\'cf\'f0\'e8\'e2\'e5\'f2 {\f2 caf\'e9} {\f3\'93\'fa\'96\'7b}`, "paragraph: Привет café 日本"},
		"raw bytes":        {"\xCF\xF0\xE8\xE2\xE5\xF2", "paragraph: Привет"},
		"Unicode":          {`\u1055\'cf\u1088?{\uc0\u1080 }{\uc2\u26085\'93\'fa}. \u-10179?\u-8704?!`, "paragraph: При日. 😀!"},
		"symbols":          {`{\f1 a\'b3\u-3987?} \lquote a\rquote\emdash\~b\_c\-d \{\}\\`, "paragraph: α≥μ ‘a’—\u00A0b\u2011cd {}\\"},
		"what is left out": {`a{\deleted c}{\pict 00ff}{\*\unknown d}{\bin3 }}}f`, "paragraph: af"},
		"hidden text":      {`\pard a{\v b }c \v d\v0 e\par{\v f\par}g{\footnote h{\v i}}\par`, "paragraph: ac e | furniture: b d (W4 hidden text) | furniture: f (W4 hidden text) | paragraph: g[1] | paragraph: [1] h | furniture: i (W4 hidden text)"},
		"page headers":     {`{\header Draft 3\par}{\headerf Draft 3\par}{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}{\footerl\par}\pard a\par`, "paragraph: a | furniture: Draft 3 (W2 page header) | furniture: Page 1 (W3 page footer)"},
		"hidden in cells":  {`\trowd\pard\intbl a{\v b}\cell c\cell\row\pard d`, "table: a | c | furniture: b (W4 hidden text) | paragraph: d"},
		"figures":          {`10{\super 6}{\sub 2}`, "paragraph: 10^6_2"},
		"notes":            {`\pard a{\super\chftn}{\footnote\pard\chftn b\par c} d{\*\footnote e}\par f`, "paragraph: a[1] d[2] | paragraph: f | paragraph: [1] b | paragraph: c | paragraph: [2] e"},
		"lists":            {`\pard\ls1{\listtext\f1\'b7\tab}a\par{\listtext 2.\tab}b\par\pard\ls1\ilvl1{\listtext b)\tab}c{\footnote d}\par\pard e`, "list-item 1: a | list-item 1: 2. b | list-item 2: b) c[1] | paragraph: e | paragraph: [1] d"},
		"a link":           {`a {\field{\*\fldinst{HYPERLINK "https://x.org/b" \\o "c"}}{\fldrslt{\ul d}}} e {\field{\*\fldinst PAGE}{\fldrslt 3}}`, "paragraph: a d<https://x.org/b> e 3"},
		"a table":          {`\pard a\par\trowd\pard\intbl b\cell c{\footnote f}\cell\row\pard\intbl {d\cell e\par g\cell}\row\pard h`, "paragraph: a | table: b | c[1]\nd | e g | paragraph: h | paragraph: [1] f"},
		"a text box":       {`a{\shp{\*\shpinst{\sp{\sn b}{\sv c}}{\shptxt \pard d\par}}{\shprslt d}}`, "paragraph: ad"},
		"broken":           {`a}}b\'zz\u`, "paragraph: abzz\x01"},
	} {
		doc, err := RTF([]byte(rtfHead + c.text))
		if err != nil {
			t.Fatal(err)
		}
		if got := rtfOutline(doc); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, c.want)
		}
	}
	doc, err := RTF([]byte(`{\rtf1\mac{\info{\title The Levy}{\author Ada \'8e Lund}{\operator Bo}}\'8e}`))
	if err != nil || doc.Meta.Title != "The Levy" || doc.Meta.Byline != "Ada é Lund" || rtfOutline(doc) != "paragraph: é" {
		t.Errorf("%+v, %v", doc, err)
	}
	if _, err := RTF([]byte(strings.Repeat("{", 5000))); !errors.Is(err, markup.ErrTooDeep) {
		t.Errorf("5,000 groups: %v", err)
	}
}

func rtfOutline(doc draft.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		kind := b.Kind.String()
		if b.Level > 0 {
			kind += fmt.Sprintf(" %d", b.Level)
		}
		text := ""
		for _, p := range b.Pieces {
			if p.Break {
				text += "\n"
			}
			text += map[draft.Script]string{draft.Raised: "^", draft.Lowered: "_"}[p.Script] + p.Text
			if p.Href != "" {
				text += "<" + p.Href + ">"
			}
		}
		if b.Folded {
			text += " (" + b.Rule.Name + ")"
		}
		lines = append(lines, kind+": "+text)
	}
	return strings.Join(lines, " | ")
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(rtfHead + `\pard\intbl a{\footnote b\cell}\cell\row{\field{\*\fldinst HYPERLINK "c"}{\fldrslt d\u1\'93}}`))
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = RTF(raw) })
}
