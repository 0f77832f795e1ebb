package office

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
	"galley/annotate/source/draft"
	"galley/annotate/source/markup"
)

// pack makes an archive of alternating names and texts.
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

const wordSpaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

func inWord(element, content string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><w:%s%s>%s</w:%s>`, element, wordSpaces, content, element)
}

// docxOf makes a document of its body and other parts.
func docxOf(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return pack(t, append([]string{"word/document.xml", inWord("document", "<w:body>"+body+"</w:body>")}, parts...)...)
}

func docOf(t *testing.T, body string, parts ...string) draft.Document {
	t.Helper()
	doc, err := DOCX(docxOf(t, body, parts...))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// shown returns the blocks, one per line, with their kinds and levels and with
// signs for styles.
func shown(doc draft.Document) string {
	var lines []string
	for _, b := range doc.Blocks {
		var text strings.Builder
		for _, p := range b.Pieces {
			if p.Break {
				text.WriteString("/")
			}
			text.WriteString(styled(p))
		}
		line := fmt.Sprintf("%v%d %s", b.Kind, b.Level, text.String())
		if b.Rule.Name != "" {
			line += " (" + b.Rule.Name + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func styled(p draft.Piece) string {
	text := p.Text
	if text == "" {
		return ""
	}
	for _, s := range []struct {
		style annotate.Style
		sign  string
	}{{annotate.Emphasis, "_"}, {annotate.Strong, "*"}, {annotate.CodeSpan, "`"}, {annotate.Strike, "~"}} {
		if p.Style&s.style != 0 {
			text = s.sign + text + s.sign
		}
	}
	if p.Style&annotate.Link != 0 {
		text = "<" + text + ">" + p.Href
	}
	return text
}

func check(t *testing.T, doc draft.Document, want ...string) {
	t.Helper()
	if got := shown(doc); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// para returns a paragraph of a style.
func para(style, words string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

const someStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/><w:basedOn w:val="Titel"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My section"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Chapter line"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Quellcode"><w:name w:val="Source Code"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Vb"><w:name w:val="Verbatim Char"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>`

func TestKindsComeFromStylesInAnyLanguage(t *testing.T) {
	doc := docOf(t, para("Titel", "Levy")+para("Sub", "A deck")+para("berschrift2", "Crews")+para("Own", "Fares")+
		para("Outlined", "Ports")+para("Zitat", "“No.”")+para("Loop", "Round")+para("None", "Plain"),
		"word/styles.xml", inWord("styles", someStyles))
	check(t, doc, "title0 Levy", "deck0 A deck", "heading2 Crews", "heading2 Fares", "heading3 Ports",
		"quotation1 “No.”", "paragraph0 Round", "paragraph0 Plain")
	if doc.Meta.Language != "en-GB" {
		t.Errorf("language %q", doc.Meta.Language)
	}
}

func TestLinesOfCodeAreOneBlock(t *testing.T) {
	doc := docOf(t, para("Quellcode", "if x:")+para("Quellcode", "")+para("Quellcode", "  go()")+para("None", "After."),
		"word/styles.xml", inWord("styles", someStyles))
	check(t, doc, "code0 if x://  go()", "paragraph0 After.")
	if !doc.Blocks[0].Verbatim {
		t.Error("blanks of code are not kept")
	}
}

func TestWordsKeepTheirFormats(t *testing.T) {
	run := func(properties, words string) string {
		return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + words + `</w:t></w:r>`
	}
	doc := docOf(t, `<w:p>`+run(`<w:b/>`, "bold ")+run(`<w:i w:val="true"/>`, "slanted ")+run(`<w:strike/>`, "out ")+
		run(`<w:b w:val="0"/>`, "plain ")+run(`<w:rStyle w:val="Stark"/>`, "strong ")+run(`<w:rStyle w:val="Stark"/><w:b w:val="0"/>`, "not ")+
		run(`<w:rStyle w:val="Vb"/>`, "code")+`<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:sym w:char="F0E0"/><w:sym w:char="03B1"/></w:r></w:p>`,
		"word/styles.xml", inWord("styles", someStyles))
	check(t, doc, "paragraph0 *bold *_slanted _~out ~plain *strong *not `code`\ta/b \u2011\uFFFDα")
}

const someNumbering = `<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Part %1"/><w:pStyle w:val="berschrift2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>`

func listed(num, level, words string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

func TestItemsHaveTheNumbersThatWordShows(t *testing.T) {
	styles := strings.Replace(someStyles, `<w:name w:val="heading 2"/>`, `<w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>`, 1)
	doc := docOf(t, para("berschrift2", "Crews")+listed("1", "0", "one")+listed("1", "1", "under")+listed("1", "1", "again")+listed("1", "0", "two")+
		listed("1", "1", "anew")+para("berschrift2", "Fares")+listed("2", "0", "dot")+listed("2", "1", "goes on")+listed("4", "0", "seven")+
		listed("1", "0", "eight")+listed("0", "0", "none")+listed("99", "0", "unknown"),
		"word/styles.xml", inWord("styles", styles), "word/numbering.xml", inWord("numbering", someNumbering))
	check(t, doc, "heading2 Part IV Crews", "list-item1 1. one", "list-item2 1a) under", "list-item2 1b) again", "list-item1 2. two",
		"list-item2 2a) anew", "heading2 Part V Fares", "list-item1 dot", "paragraph2 goes on", "list-item1 7. seven", "list-item1 8. eight",
		"paragraph0 none", "paragraph0 unknown")
}

// People quote numbers ("see ii."): they must be those that Word shows.
func TestItemsCountInTheNumeralsOfTheirList(t *testing.T) {
	for format, want := range map[string]string{
		"lowerRoman": "i. iv. mcmxcviii. 4000.", "upperRoman": "I. IV. MCMXCVIII. 4000.",
		"lowerLetter": "a. d. " + strings.Repeat("v", 1998) + ". 4000.",
		"upperLetter": "A. D. XXX. 4000.",
		"decimalZero": "01. 04. 1998. 4000.", "ordinal": "1st. 4th. 1998th. 4000th.", "decimal": "1. 4. 1998. 4000.",
		"chicago": "1. 4. 1998. 4000.",
	} {
		numbers := []string{"1", "4", "1998", "4000"}
		if format == "lowerLetter" || format == "upperLetter" {
			numbers[2] = "76"
			want = strings.Replace(want, strings.Repeat("v", 1998), "xxx", 1)
		}
		body, numbering := "", ""
		for _, n := range numbers {
			numbering += `<w:abstractNum w:abstractNumId="` + n + `"><w:lvl w:ilvl="0"><w:start w:val="` + n + `"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>` +
				`<w:num w:numId="` + n + `"><w:abstractNumId w:val="` + n + `"/></w:num>`
			body += listed(n, "0", "x")
		}
		var got []string
		for _, b := range docOf(t, body, "word/numbering.xml", inWord("numbering", numbering)).Blocks {
			got = append(got, strings.TrimSuffix(b.Text(), " x"))
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 102: "102nd", 111: "111th", 1013: "1013th"} {
		if got := ordinal.format(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// A contract numbers its clauses by a style that several lists share, in Arabic
// digits although its articles have Roman numerals.
func TestLegalNumberingAndListsThatLookLikeAnother(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Clauses"/>
<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Article %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Clauses"/></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Nowhere"/><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>`
	doc := docOf(t, listed("1", "0", "Fares")+listed("1", "1", "The levy.")+listed("1", "0", "Crews")+listed("1", "1", "The crews.")+
		listed("2", "0", "alone")+listed("3", "0", "lost list"), "word/numbering.xml", inWord("numbering", numbering))
	check(t, doc, "list-item1 Article I. Fares", "list-item2 1.1 The levy.", "list-item1 Article II. Crews", "list-item2 2.1 The crews.",
		"list-item1 (1) alone", "list-item1 lost list")
}

func TestStylesOfBylinesDatesAndCaptions(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Author"/></w:style><w:style w:type="paragraph" w:styleId="D"><w:name w:val="Date"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading"/></w:style><w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List Number 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	outlined := `<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Outlined by hand</w:t></w:r></w:p>`
	doc := docOf(t, para("A", "Ada Lund")+para("D", "4 March")+para("H", "Part")+outlined+para("C", "The port")+para("L", "second level"),
		"word/styles.xml", inWord("styles", styles), "word/numbering.xml", inWord("numbering", someNumbering))
	check(t, doc, "byline0 Ada Lund", "date0 4 March", "heading1 Part", "heading2 Outlined by hand", "caption0 The port", "list-item2 1a) second level")
}

func TestTrackedChangesAreReadAsAccepted(t *testing.T) {
	doc := docOf(t, `<w:p><w:r><w:t xml:space="preserve">The levy </w:t></w:r><w:del><w:r><w:delText>failed</w:delText><w:t>x</w:t></w:r></w:del>`+
		`<w:ins><w:r><w:t>passed</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>.</w:t></w:r></w:moveTo></w:p>`+
		`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">First half </w:t></w:r></w:p><w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Titel"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>and second.</w:t></w:r></w:p>`+
		`<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc><w:tc/></w:tr><w:tr><w:tc>`+para("", "a")+`</w:tc><w:tc>`+para("", "b")+`</w:tc></w:tr></w:tbl>`)
	check(t, doc, "paragraph0 The levy passed.", "paragraph0 First half and second.", "table0 a | b")
}

func TestTablesAreRowsAndFramesAreDropped(t *testing.T) {
	row := func(cells ...string) string {
		var b strings.Builder
		for _, c := range cells {
			b.WriteString("<w:tc>" + c + "</w:tc>")
		}
		return "<w:tr>" + b.String() + "</w:tr>"
	}
	inner := "<w:tbl>" + row(para("", "x"), para("", "y")) + "</w:tbl>"
	doc := docOf(t, "<w:tbl>"+row(para("", "Port"), para("", "Fare"))+row(para("", ""), para("", ""))+row(para("", "Ost")+para("", "Pier"), inner)+"</w:tbl>"+
		"<w:tbl>"+row(para("Titel", "Framed")+para("", "Words."))+"</w:tbl>", "word/styles.xml", inWord("styles", someStyles))
	check(t, doc, "table0 Port | Fare/Ost Pier | x | y", "title0 Framed", "paragraph0 Words.")
}

func TestLinksComeFromRelationsAndFields(t *testing.T) {
	rels := `<Relationships><Relationship Id="r1" Type="x/hyperlink" Target="https://example.org/a" TargetMode="External"/>` +
		`<Relationship Id="r2" Type="x/hyperlink" Target="inside.xml"/></Relationships>`
	word := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	mark := func(s string) string { return `<w:r><w:fldChar w:fldCharType="` + s + `"/></w:r>` }
	doc := docOf(t, `<w:p><w:hyperlink r:id="r1">`+word("one")+`</w:hyperlink>`+word(" ")+`<w:hyperlink r:id="r2">`+word("two")+`</w:hyperlink>`+
		mark("begin")+`<w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>`+mark("separate")+word("three")+
		mark("begin")+`<w:r><w:instrText>PAGE</w:instrText></w:r>`+mark("separate")+word("4")+mark("end")+mark("end")+word("five")+mark("end")+
		`<w:fldSimple w:instr="HYPERLINK &quot;https://example.org/c&quot;">`+word("six")+`</w:fldSimple>`+
		`<w:fldSimple w:instr="HYPERLINK \l &quot;here&quot;">`+word("seven")+`</w:fldSimple></w:p>`,
		"word/_rels/document.xml.rels", rels)
	check(t, doc, "paragraph0 <one>https://example.org/a two<three4>https://example.org/bfive<six>https://example.org/cseven")
}

func TestNotesFollowTheTextInOrder(t *testing.T) {
	notes := `<w:footnote w:id="-1" w:type="separator">` + para("", "line") + `</w:footnote>` +
		`<w:footnote w:id="1">` + para("", "First note.") + para("", "More of it.") + `</w:footnote>` +
		`<w:footnote w:id="2">` + para("", "Second note.") + `</w:footnote><w:footnote w:id="3">` + para("", "Nowhere.") + `</w:footnote>`
	doc := docOf(t, `<w:p><w:r><w:t>A</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>B</w:t></w:r><w:r><w:endnoteReference w:id="1"/></w:r>`+
		`<w:r><w:footnoteReference w:id="1"/></w:r></w:p>`,
		"word/footnotes.xml", inWord("footnotes", notes), "word/endnotes.xml", inWord("endnotes", `<w:endnote w:id="1">`+para("", "End note.")+`</w:endnote>`))
	check(t, doc, "paragraph0 A[1]B[2][3]", "paragraph0 [1] Second note.", "paragraph0 [2] End note.", "paragraph0 [3] First note.", "paragraph0 More of it.", "paragraph0 Nowhere.")
}

func TestTextBoxesFollowTheirParagraphOnce(t *testing.T) {
	box := `<w:txbxContent>` + para("", "In the box.") + para("", "Also.") + `</w:txbxContent>`
	doc := docOf(t, `<w:p><w:r><w:t>Before </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><mc:AlternateContent><mc:Choice>`+box+`</mc:Choice><mc:Fallback>`+box+
		`</mc:Fallback></mc:AlternateContent><w:t>after.</w:t></w:r></w:p>`+para("", "Next."))
	check(t, doc, "paragraph0 Before *after.*", "paragraph0 In the box.", "paragraph0 Also.", "paragraph0 Next.")
}

func TestFurnitureIsFolded(t *testing.T) {
	rels := `<Relationships><Relationship Id="h" Type="x/header" Target="header1.xml"/><Relationship Id="h2" Type="x/header" Target="/word/header2.xml"/>` +
		`<Relationship Id="f" Type="x/footer" Target="footer1.xml"/></Relationships>`
	doc := docOf(t, `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>`+
		para("", "Crews 3")+`<w:sdt>`+para("", "inner")+`</w:sdt></w:sdtContent></w:sdt>`+para("toc1", "Fares 4")+
		`<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret aside</w:t></w:r></w:p>`,
		"word/styles.xml", inWord("styles", someStyles), "word/_rels/document.xml.rels", rels,
		"word/header1.xml", inWord("hdr", para("", "DRAFT")), "word/header2.xml", inWord("hdr", para("", "DRAFT")), "word/footer1.xml", inWord("ftr", para("", "7")+para("", "Embargo")))
	check(t, doc, "furniture0 Crews 3 (W1 table of contents)", "furniture0 inner (W1 table of contents)", "furniture0 Fares 4 (W1 table of contents)",
		"paragraph0 Seen.", "furniture0 Secret aside (W4 hidden text)", "furniture0 DRAFT (W2 page header)", "furniture0 Embargo (W3 page footer)")
	for i, b := range doc.Blocks {
		if b.Folded != (b.Kind == annotate.Furniture) {
			t.Errorf("block %d: folded %v", i, b.Folded)
		}
	}
}

func TestFormulasAreReadAsLetters(t *testing.T) {
	r := func(s string) string { return `<m:r><m:t>` + s + `</m:t></m:r>` }
	doc := docOf(t, `<w:p><m:oMath>`+r("E=m")+`<m:sSup><m:e>`+r("c")+`</m:e><m:sup>`+r("2")+`</m:sup></m:sSup><m:f><m:num>`+r("a")+`</m:num><m:den>`+r("b")+`</m:den></m:f></m:oMath></w:p>`)
	check(t, doc, "paragraph0 E=mc^2a/b")
}

func TestFormulasKeepTheirBrackets(t *testing.T) {
	r := func(s string) string { return `<m:r><m:t>` + s + `</m:t></m:r>` }
	square := `<m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>`
	doc := docOf(t, `<w:p><m:oMath><m:d><m:e>`+r("a+b")+`</m:e></m:d><m:d>`+square+`<m:e>`+r("c")+`</m:e></m:d></m:oMath></w:p>`)
	check(t, doc, "paragraph0 (a+b)[c]")
}

func TestRaisedAndLoweredText(t *testing.T) {
	const super = `<w:vertAlign w:val="superscript"/>`
	styles := someStyles + `<w:style w:type="character" w:styleId="Hoch"><w:name w:val="Up"/><w:rPr>` + super + `</w:rPr></w:style>`
	doc := docOf(t, `<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr>`+super+`</w:rPr><w:t>6</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Hoch"/></w:rPr><w:t>,5</w:t></w:r>`+
		`<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r></w:p>`, "word/styles.xml", inWord("styles", styles))
	want := []draft.Piece{{Text: "10"}, {Text: "6,5", Script: draft.Raised}, {Text: "2", Script: draft.Lowered}}
	if !slices.Equal(doc.Blocks[0].Pieces, want) {
		t.Errorf("got %+v", doc.Blocks[0].Pieces)
	}
}

func TestSymbolsOfFonts(t *testing.T) {
	run := func(font, text string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t>` + text + `</w:t></w:r>`
	}
	sym := func(font, char string) string {
		return `<w:r><w:sym w:font="` + font + `" w:char="` + char + `"/></w:r>`
	}
	doc := docOf(t, `<w:p>`+run("Symbol", "abD\uF0AE")+run("Wingdings", "o\uF0FE\uF0E0")+run("Arial", "a")+
		sym("Symbol", "F0D3")+sym("Wingdings", "FC")+sym("Symbol", "F07F")+sym("Nobody", "F0E0")+`</w:p>`)
	check(t, doc, "paragraph0 αβΔ→☐☑→a©✓\uFFFD\uFFFD")
}

func TestCheckBoxesOfForms(t *testing.T) {
	box := func(state string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>` + state + `</w:checkBox></w:ffData></w:fldChar></w:r>` +
			`<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	doc := docOf(t, `<w:p>`+box(`<w:default w:val="0"/><w:checked/>`)+box(`<w:default w:val="1"/><w:checked w:val="0"/>`)+box(`<w:default w:val="1"/>`)+box("")+`</w:p>`)
	check(t, doc, "paragraph0 ☒☐☒☐")
}

func TestTextOfInstructionsIsLeftOut(t *testing.T) {
	mark := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	text := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	check(t, docOf(t, `<w:p>`+text("a")+mark("begin")+mark("begin")+mark("separate")+text("x")+mark("end")+mark("separate")+text("b")+mark("begin")+mark("separate")+text("c")+mark("end")+mark("end")+text("d")+`</w:p>`), "paragraph0 abcd")
	check(t, docOf(t, `<w:p>`+text("a")+mark("begin")+text("b")+`</w:p>`+para("", "c")), "paragraph0 ab", "paragraph0 c")
}

func TestCellsThatSpanColumns(t *testing.T) {
	cell := func(span, words string) string {
		return `<w:tc><w:tcPr><w:gridSpan w:val="` + span + `"/></w:tcPr>` + para("", words) + `</w:tc>`
	}
	doc := docOf(t, `<w:tbl><w:tr>`+cell("1", "a")+cell("1", "b")+cell("1", "c")+`</w:tr><w:tr>`+cell("2", "sum")+cell("1", "9")+`</w:tr><w:tr>`+cell("3", "all")+`</w:tr></w:tbl>`)
	check(t, doc, "table0 a | b | c/sum |  | 9/all")
}

func TestAnInitialBelongsToItsParagraph(t *testing.T) {
	doc := docOf(t, `<w:p><w:pPr><w:framePr w:dropCap="margin"/></w:pPr><w:r><w:t>O</w:t></w:r></w:p>`+para("Zitat", "nce.")+para("", "x"),
		"word/styles.xml", inWord("styles", someStyles))
	check(t, doc, "quotation1 Once.", "paragraph0 x")
}

func TestMetadataComesFromProperties(t *testing.T) {
	core := `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Levy</dc:title><dc:creator>Ada Lund</dc:creator><dcterms:created>2026-03-04T10:00:00Z</dcterms:created><dc:language>en</dc:language></cp:coreProperties>`
	doc := docOf(t, para("", "x"), "docProps/core.xml", core)
	if want := (annotate.Meta{Title: "Levy", Byline: "Ada Lund", Published: "2026-03-04T10:00:00Z", Language: "en"}); doc.Meta != want {
		t.Errorf("meta %+v", doc.Meta)
	}
	doc = docOf(t, para("", "x"), "docProps/core.xml", strings.Replace(core, "Ada Lund", "python-docx", 1))
	if doc.Meta.Byline != "" || doc.Meta.Published != "" {
		t.Errorf("meta of a template: %+v", doc.Meta)
	}
}

func TestHostileDocumentsAreRefusedOrRead(t *testing.T) {
	deep := strings.Repeat("<w:sdt>", 2000) + para("", "deep") + strings.Repeat("</w:sdt>", 2000)
	check(t, docOf(t, deep), "paragraph0 deep")
	tables := strings.Repeat("<w:tbl><w:tr><w:tc>", 600) + para("", "deep") + strings.Repeat("</w:tc></w:tr></w:tbl>", 600)
	check(t, docOf(t, tables), "paragraph0 deep")
	check(t, docOf(t, para("", "text"), "word/styles.xml", "<broken", "word/numbering.xml", "\xff", "word/footnotes.xml", "<a><b>"), "paragraph0 text")

	whole := docxOf(t, para("", "text"))
	cases := map[string]struct {
		raw  []byte
		want error
	}{
		"no text":   {pack(t, "word/styles.xml", "<a/>"), archive.ErrMissing},
		"truncated": {whole[:len(whole)/2], archive.ErrDamaged},
		"bad XML":   {pack(t, "word/document.xml", "<w:document><w:p>"), markup.ErrDamaged},
		"too deep":  {docxOf(t, strings.Repeat("<w:p>", 6000)), markup.ErrTooDeep},
		"a bomb":    {docxOf(t, strings.Repeat(" ", archive.FileLimit)), archive.ErrTooLarge},
	}
	for name, c := range cases {
		if _, err := DOCX(c.raw); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDOCXText(f *testing.F) {
	f.Add(para("Titel", "Levy") + listed("1", "0", "one") + `<w:tbl><w:tr><w:tc>` + para("", "x") + `</w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText><w:fldChar w:fldCharType="separate"/><w:txbxContent><w:p/></w:txbxContent></w:r></w:p>`)
	f.Add(`<w:tc><w:p/></w:tc><w:tr/><w:footnote w:id="1"><w:tbl><w:p>x</w:p></w:footnote>`)
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := DOCX(docxOf(t, body, "word/styles.xml", inWord("styles", someStyles), "word/numbering.xml", inWord("numbering", someNumbering)))
		if err != nil && len(doc.Blocks) > 0 {
			t.Error("an error with blocks")
		}
	})
}
