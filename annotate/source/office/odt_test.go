package office

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"galley/annotate"
	"galley/annotate/source/archive"
	"galley/annotate/source/draft"
)

const openSpaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"`

// odtOf makes a document of its styles, text and other parts.
func odtOf(t testing.TB, styles, body string, parts ...string) []byte {
	t.Helper()
	content := `<office:document-content` + openSpaces + `><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:text>` +
		body + `</office:text></office:body></office:document-content>`
	return pack(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content}, parts...)...)
}

func readODT(t *testing.T, styles, body string, parts ...string) draft.Document {
	t.Helper()
	doc, err := ODT(odtOf(t, styles, body, parts...))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestOpenDocumentKindsComeFromStyles(t *testing.T) {
	styles := `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>` +
		`<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Preformatted_20_Text"/>` +
		`<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>` +
		`<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic" fo:font-weight="normal"/></style:style>` +
		`<style:style style:name="T3" style:family="text" style:parent-style-name="Source_20_Text"/>`
	doc := readODT(t, styles, `<text:p text:style-name="Title">Levy</text:p><text:p text:style-name="Subtitle">A deck</text:p>`+
		`<text:h text:outline-level="2">Crews</text:h><text:p text:style-name="P1">“No.”</text:p>`+
		`<text:p text:style-name="P2">if x:</text:p><text:p text:style-name="P2"><text:s text:c="2"/>go()</text:p>`+
		"<text:p>One\n   <text:span text:style-name=\"T1\">bold <text:span text:style-name=\"T2\">both</text:span></text:span><text:tab/>a<text:line-break/>b"+
		`<text:a xlink:href="https://example.org/"><text:span text:style-name="T3">code</text:span></text:a><text:soft-page-break/>.</text:p>`)
	check(t, doc, "title0 Levy", "deck0 A deck", "heading2 Crews", "quotation1 “No.”", "code0 if x:/  go()",
		"paragraph0 One *bold **_both_*\ta/b<`code`>https://example.org/.")
}

func TestOpenDocumentListsCountAsShown(t *testing.T) {
	styles := `<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>` +
		`<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>` +
		`<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`
	item := func(content string) string { return `<text:list-item>` + content + `</text:list-item>` }
	p := func(words string) string { return `<text:p>` + words + `</text:p>` }
	doc := readODT(t, styles, `<text:list text:style-name="L1">`+item(p("one")+p("more"))+item(p("two")+`<text:list>`+item(p("under"))+item(p("again"))+`</text:list>`)+
		`<text:list-item text:start-value="7">`+p("seven")+`</text:list-item></text:list>`+p("Between")+
		`<text:list text:style-name="L1" text:continue-numbering="true">`+item(p("eight"))+`</text:list><text:list text:style-name="L1">`+item(p("anew"))+`</text:list>`+
		`<text:list text:style-name="L2">`+item(p("dot"))+`<text:list-header>`+p("head")+`</text:list-header></text:list>`)
	check(t, doc, "list-item1 1. one", "paragraph1 more", "list-item1 2. two", "list-item2 2.a) under", "list-item2 2.b) again", "list-item1 7. seven",
		"paragraph0 Between", "list-item1 8. eight", "list-item1 1. anew", "list-item1 dot", "paragraph1 head")
}

func TestOpenDocumentNotesBoxesAndTables(t *testing.T) {
	doc := readODT(t, "", `<text:p>A<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note> b`+
		`<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box><svg:desc>A picture</svg:desc></draw:frame> c.</text:p>`+
		`<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Port</text:p></table:table-cell><table:table-cell><text:p>Fare</text:p><text:p>now</text:p></table:table-cell></table:table-row></table:table-header-rows>`+
		`<table:table-row><table:table-cell><text:p>Ost</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>`)
	check(t, doc, "paragraph0 A[1] b c.", "paragraph0 In the box.", "table0 Port | Fare now/Ost | ", "paragraph0 [1] The note.")
}

func TestOpenDocumentPartsThatAreNotTextAreDroppedOrFolded(t *testing.T) {
	styles := `<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>`
	master := `<office:document-styles` + openSpaces + `><office:styles><style:default-style><style:text-properties fo:language="de" fo:country="AT"/></style:default-style></office:styles>` +
		`<office:master-styles><style:master-page><style:header><text:p>DRAFT</text:p></style:header><style:footer-style/><style:footer><text:p>3</text:p><text:p>Embargo</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`
	doc := readODT(t, styles, `<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion></text:changed-region></text:tracked-changes>`+
		`<text:table-of-content><text:table-of-content-source><text:p>template</text:p></text:table-of-content-source><text:index-body><text:p>Crews 3</text:p></text:index-body></text:table-of-content>`+
		`<text:p>Seen<office:annotation><text:p>A comment</text:p></office:annotation>.<text:span text:style-name="H">Secret aside</text:span></text:p>`+
		`<text:section text:display="none"><text:p>Hidden part</text:p></text:section><text:p>End.</text:p>`, "styles.xml", master)
	check(t, doc, "furniture0 Crews 3 (W1 table of contents)", "paragraph0 Seen.", "furniture0 Secret aside (W4 hidden text)", "furniture0 Hidden part (W4 hidden text)",
		"paragraph0 End.", "furniture0 DRAFT (W2 page header)", "furniture0 Embargo (W3 page footer)")
	if doc.Meta.Language != "de-AT" {
		t.Errorf("language %q", doc.Meta.Language)
	}
}

func TestOpenDocumentHeadingsAreNumberedByTheOutline(t *testing.T) {
	outline := `<office:document-styles` + openSpaces + `><office:styles><text:outline-style style:name="Outline">` +
		`<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>` +
		`</text:outline-style></office:styles></office:document-styles>`
	h := func(level, words string) string {
		return `<text:h text:outline-level="` + level + `">` + words + `</text:h>`
	}
	doc := readODT(t, "", h("1", "a")+h("2", "b")+h("2", "c")+h("1", "d")+h("2", "e")+h("3", "f"), "styles.xml", outline)
	check(t, doc, "heading1 1. a", "heading2 1.1 b", "heading2 1.2 c", "heading1 2. d", "heading2 2.1 e", "heading3 f")
}

func TestOpenDocumentListsInOtherNumerals(t *testing.T) {
	level := func(name, attributes string) string {
		return `<text:list-style style:name="` + name + `"><text:list-level-style-number text:level="1" ` + attributes + `/></text:list-style>`
	}
	long := strings.Repeat("(", maxPattern+1)
	styles := level("i", `style:num-format="i" style:num-suffix="."`) + level("I", `style:num-format="I" text:start-value="9"`) +
		level("A", `style:num-format="A" style:num-prefix="(" style:num-suffix=")"`) + level("long", `style:num-format="1" style:num-prefix="`+long+`"`)
	body := ""
	for _, name := range []string{"i", "I", "A", "long", "missing"} {
		body += `<text:list text:style-name="` + name + `"><text:list-item><text:p>x</text:p></text:list-item></text:list>`
	}
	check(t, readODT(t, styles, body), "list-item1 i. x", "list-item1 IX x", "list-item1 (A) x", "list-item1 1 x", "list-item1 x")
}

// A formula is in a part of its own, which may be missing, outside the archive or
// larger than any formula.
func TestOpenDocumentFormulasAreReadAsLetters(t *testing.T) {
	object := func(href string) string {
		return `<text:p>It is <draw:frame><draw:object xlink:href="` + href + `"/></draw:frame>.</text:p>`
	}
	const math = `<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi> E </mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>` +
		`<annotation>E = m c^2</annotation></semantics></math>`
	doc := readODT(t, "", object("./Object 1")+object("Object 2")+object("../../etc")+object("")+object("Object 3"),
		"Object 1/content.xml", math, "Object 3/content.xml", "<math><mi>"+strings.Repeat("x", maxFormula)+"</mi><mn>7</mn></math>")
	check(t, doc, "paragraph0 It is E=mc2.", "paragraph0 It is .", "paragraph0 It is .", "paragraph0 It is .", "paragraph0 It is 7.")
}

func TestOpenDocumentStylesInheritWhatTheyAre(t *testing.T) {
	styles := `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="House_20_quote"/>` +
		`<style:style style:name="House_20_quote" style:display-name="House quote" style:family="paragraph" style:parent-style-name="Quotations"/>` +
		`<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Chapter_20_line"/>` +
		`<style:style style:name="Chapter_20_line" style:family="paragraph" style:default-outline-level="3"/>` +
		`<style:style style:name="Round" style:family="paragraph" style:parent-style-name="Round"/>` +
		`<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>` +
		`<style:style style:name="T" style:family="text" style:parent-style-name="H"/>`
	doc := readODT(t, styles, `<text:p text:style-name="P1">“No.”</text:p><text:p text:style-name="P2">Ports</text:p><text:p text:style-name="Round">Round</text:p>`+
		`<text:p><text:span text:style-name="Source_20_Text">go()</text:span>.<text:span text:style-name="T">Aside</text:span></text:p>`)
	check(t, doc, "quotation1 “No.”", "heading3 Ports", "paragraph0 Round", "paragraph0 `go()`.", "furniture0 Aside (W4 hidden text)")
}

func TestOpenDocumentPropertiesAndLocks(t *testing.T) {
	meta := `<office:document-meta` + openSpaces + ` xmlns:dc="d" xmlns:meta="m"><office:meta><dc:title>Levy</dc:title><meta:initial-creator>Ada Lund</meta:initial-creator>` +
		`<dc:creator>Someone</dc:creator><meta:creation-date>2026-03-04T10:00:00</meta:creation-date></office:meta></office:document-meta>`
	doc := readODT(t, "", "<text:p>x</text:p>", "meta.xml", meta)
	if want := (annotate.Meta{Title: "Levy", Byline: "Ada Lund", Published: "2026-03-04T10:00:00"}); doc.Meta != want {
		t.Errorf("meta %+v", doc.Meta)
	}
	locked := odtOf(t, "", "", "META-INF/manifest.xml", `<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`)
	if _, err := ODT(locked); !errors.Is(err, archive.ErrLocked) {
		t.Errorf("error %v", err)
	}
}

func TestRaisedTextAndSymbolsOfOpenDocuments(t *testing.T) {
	styles := `<style:style style:name="Up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>` +
		`<style:style style:name="Down" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>` +
		`<style:style style:name="S" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>`
	doc := readODT(t, styles, `<text:p>10<text:span text:style-name="Up">6</text:span> 7<text:span text:style-name="Down">2</text:span> <text:span text:style-name="S">a</text:span></text:p>`+
		`<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>`+
		`<table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>sum</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>`)
	want := []draft.Piece{{Text: "10"}, {Text: "6", Script: draft.Raised}, {Text: " 7"}, {Text: "2", Script: draft.Lowered}, {Text: " α"}}
	if !slices.Equal(doc.Blocks[0].Pieces, want) {
		t.Errorf("got %+v", doc.Blocks[0].Pieces)
	}
	if got := shown(draft.Document{Blocks: doc.Blocks[1:]}); got != "table0 a | b | c/sum |  |  | 9" {
		t.Error(got)
	}
}

func TestHostileOpenDocuments(t *testing.T) {
	nested := func(element string, n int) string {
		return strings.Repeat("<"+element+">", n) + "<text:p>deep</text:p>" + strings.Repeat("</"+element+">", n)
	}
	check(t, readODT(t, "", nested("text:section", 2000)), "paragraph0 deep")
	if doc := readODT(t, "", nested("text:list", 500)+nested("draw:text-box", 500)); len(doc.Blocks) != 2 || doc.Blocks[0].Level != maxListDepth {
		t.Errorf("lists and boxes: %s", shown(doc))
	}
	doc := readODT(t, "", `<text:p>a<text:s text:c="2000000000"/>b<text:s text:c="-1"/><text:p>inner</text:p>c</text:p>`)
	if text := doc.Blocks[0].Text(); len(text) > 300 {
		t.Errorf("%d bytes of blanks", len(text))
	}
	if _, err := ODT(pack(t, "mimetype", "x")); !errors.Is(err, archive.ErrMissing) {
		t.Errorf("no text: %v", err)
	}
}

func FuzzODTText(f *testing.F) {
	f.Add(`<text:p>a<text:span>b</text:span><text:note><text:note-body><text:p>c</text:p></text:note-body></text:note></text:p>`)
	f.Add(`<text:list><text:list-item text:start-value="3"><text:p>x</text:p></text:list-item></text:list></text:list-item>`)
	f.Add(`<table:table-cell><text:p/></table:table-cell><text:note-body/></text:note-body><draw:text-box>`)
	f.Fuzz(func(t *testing.T, body string) {
		doc, err := ODT(odtOf(t, "", body))
		if err != nil && len(doc.Blocks) > 0 {
			t.Error("an error with blocks")
		}
	})
}
