package docx

import "cmp"

// writeStyles writes the definition of each style, which users can change in
// their word processor.
func (d Document) writeStyles(m *markup) {
	m.raw(`<w:styles ` + namespaces + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="Georgia" w:cs="Georgia"/><w:sz w:val="22"/>`)
	m.printf(`<w:lang w:val="%s"/>`, cmp.Or(d.Language, "en"))
	m.raw(`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>`)
	for _, s := range []struct{ id, name, paragraph, run string }{
		{"Title", "Title", `<w:keepNext/>`, `<w:b/><w:sz w:val="44"/>`},
		{"Subtitle", "Subtitle", ``, `<w:sz w:val="26"/>`},
		{"Heading1", "heading 1", `<w:keepNext/><w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="36"/>`},
		{"Heading2", "heading 2", `<w:keepNext/><w:outlineLvl w:val="1"/>`, `<w:b/><w:sz w:val="30"/>`},
		{"Heading3", "heading 3", `<w:keepNext/><w:outlineLvl w:val="2"/>`, `<w:b/><w:sz w:val="26"/>`},
		{"Heading4", "heading 4", `<w:keepNext/><w:outlineLvl w:val="3"/>`, `<w:b/>`},
		{"Heading5", "heading 5", `<w:keepNext/><w:outlineLvl w:val="4"/>`, `<w:i/>`},
		{"Heading6", "heading 6", `<w:keepNext/><w:outlineLvl w:val="5"/>`, `<w:i/>`},
		{"Quote", "Quote", `<w:ind w:left="567" w:right="567"/>`, `<w:i/>`},
		{"ListParagraph", "List Paragraph", `<w:contextualSpacing/>`, ``},
		{"Code", "Code", `<w:spacing w:line="240" w:lineRule="auto"/>`, `<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/>`},
		{"Caption", "caption", ``, `<w:sz w:val="18"/>`},
		{"CommentText", "annotation text", `<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="20"/>`},
	} {
		m.printf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>`, s.id, s.name)
		m.raw(`<w:pPr>` + s.paragraph + `</w:pPr><w:rPr>` + s.run + `</w:rPr></w:style>`)
	}
	m.raw(`<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>` +
		`</w:styles>`)
}

// writeNumbering writes the bullets of lists, for nine levels.
func writeNumbering(m *markup) {
	m.raw(`<w:numbering ` + namespaces + `><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>`)
	for level := range 9 {
		m.printf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>`+
			`<w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, level, 720*(level+1))
	}
	m.raw(`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`)
}
